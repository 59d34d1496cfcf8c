"""From a cut-off state to the orbit, its life, its ground track and what it sees.

Rooms know each other in one direction: time_and_frames, motion, then coverage, life and design beside each other.
"""
