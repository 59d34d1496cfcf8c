"""Trials of a flight-safety system, and proposals for one."""
