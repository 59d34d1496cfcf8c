"""From a cut-off state to the orbit, its life, its ground track, and how often it sees a place."""
