"""The Earth's attraction as orbits use it: that of EGM2008, so that every kind of motion has the same Earth.

Source: Pavlis et al., J. Geophys. Res. 117, B04406 (2012); the values are those of its coefficient file.
"""

MU = 3.986004415e14  # gravitational parameter [m3/s2], in terrestrial time
REFERENCE_RADIUS = 6378136.3  # of the coefficients [m]
J2 = 1.0826261738522e-3  # tide-free: -sqrt(5) times the normalised coefficient of degree 2, order 0
