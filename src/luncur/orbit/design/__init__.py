"""Orbits with a wanted property, and when to launch into them."""
