"""Noise of measurements by address: the same measurement of the same flight is always off by the same."""

import math

from luncur.campaign.draws_kernel import LOW, philox
from luncur.compiler import kernel

NORMALS = 6  # of a measurement: position and velocity
UNIFORMS = 6  # attitude, body rate, thrust, delay, and two for what a fault needs


@kernel
def pair_of_normals(a, b):
    """Two standard normals from two words of 32 bits (Box and Muller, 1958); none is beyond 6.7."""
    r = math.sqrt(-2.0 * math.log((a + 0.5) * 2.0**-32))
    angle = 2.0 * math.pi * (b + 0.5) * 2.0**-32
    return r * math.cos(angle), r * math.sin(angle)


@kernel
def measurement_noise(key, stream, flight, source, number, out):
    """out[12]: six standard normals, then six numbers in (0, 1), of one measurement.

    key: two words of the seed; flight below 2^48; number: how many-eth measurement of its source.
    """
    low = flight & LOW
    high = ((flight >> 32) & LOW) | (stream << 16)
    for part in range(3):
        a, b, c, d = philox(low, high, number, 4 * source + part, key[0], key[1])
        if part == 2:
            out[8] = (a + 0.5) * 2.0**-32
            out[9] = (b + 0.5) * 2.0**-32
            out[10] = (c + 0.5) * 2.0**-32
            out[11] = (d + 0.5) * 2.0**-32
        elif part == 1:
            out[4], out[5] = pair_of_normals(a, b)
            out[6] = (c + 0.5) * 2.0**-32
            out[7] = (d + 0.5) * 2.0**-32
        else:
            out[0], out[1] = pair_of_normals(a, b)
            out[2], out[3] = pair_of_normals(c, d)
