"""Whether a point lies in an area that is closed for a launch."""

import math

from luncur.compiler import kernel


@kernel
def applies(code, planned):
    """Whether an area counts for this body: code 0 for all, 1 for planned drops only, 2 for failures only."""
    if code == 1.0:
        return planned
    if code == 2.0:
        return not planned
    return True


@kernel
def closed_at(circles, rings, corners, latitude, longitude, planned):
    """Whether a point [rad] lies in any area that counts; arrays as in ``ClosedAreas``.  Edges belong to circles.

    A point that is not a number is in none.
    """
    if not (abs(latitude) < 10.0 and abs(longitude) < 1e4):
        return False
    for c in range(circles.shape[0]):
        if applies(circles[c, 4], planned):
            x = math.cos(latitude) * math.cos(longitude) - circles[c, 0]
            y = math.cos(latitude) * math.sin(longitude) - circles[c, 1]
            z = math.sin(latitude) - circles[c, 2]
            if x * x + y * y + z * z <= circles[c, 3]:
                return True
    for r in range(rings.shape[0]):
        if applies(rings[r, 2], planned):
            east = longitude - rings[r, 3]
            east -= 2.0 * math.pi * math.floor((east + math.pi) / (2.0 * math.pi))
            inside = False
            first = int(rings[r, 0])
            last = int(rings[r, 1])
            before = last - 1
            for k in range(first, last):
                north_k = corners[k, 0]
                north_b = corners[before, 0]
                if (north_k > latitude) != (north_b > latitude):
                    share = (latitude - north_k) / (north_b - north_k)
                    if east < corners[k, 1] + share * (corners[before, 1] - corners[k, 1]):
                        inside = not inside
                before = k
            if inside:
                return True
    return False


@kernel
def closed_many(circles, rings, corners, latitude, longitude, planned, out):
    """``closed_at`` for a batch."""
    for i in range(latitude.shape[0]):
        out[i] = closed_at(circles, rings, corners, latitude[i], longitude[i], planned[i])
