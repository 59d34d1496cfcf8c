"""Constants of the Earth and of units, each with its source."""

import math

# WGS 84 (NGA.STND.0036, 2014): defining parameters.
SEMI_MAJOR_AXIS = 6378137.0  # [m]
FLATTENING = 1.0 / 298.257223563
MU = 3.986004418e14  # gravitational parameter [m3/s2]
EARTH_RATE = 7.292115e-5  # [rad/s]
# Derived from them.
SEMI_MINOR_AXIS = SEMI_MAJOR_AXIS * (1.0 - FLATTENING)
ECCENTRICITY_SQUARED = FLATTENING * (2.0 - FLATTENING)
MEAN_RADIUS = (2.0 * SEMI_MAJOR_AXIS + SEMI_MINOR_AXIS) / 3.0  # [m]; IUGG's R1

# Zonal harmonics, unnormalised. J2 is the WGS 84 value (as in NASA/TM-2015-218675); J3 and J4 from
# EGM96 (Lemoine et al., NASA/TP-1998-206861): -sqrt(2n+1) times the normalised coefficient.
J2 = 1.08262982e-3
J3 = -2.53265648533e-6
J4 = -1.61962159137e-6

STANDARD_GRAVITY = 9.80665  # [m/s2]
DEGREE = math.pi / 180.0
