"""Time scales, the Earth's orientation, and where Sun and Moon stand."""
