"""Orbits as elements or states, and how they move: two-body, secular, SGP4, numerical."""
