"""Which points a satellite may see at all: how far round the Earth it reaches, and where those points stand in the index."""

import math

from luncur.compiler import kernel

_TILT = 3.4e-3  # [rad]; the ellipsoid's normal is within 0.1925 deg of the line from the Earth's centre
_ALL_ROUND = 7.0  # [rad]; half the width of a span that holds every longitude, wherever its middle is


@kernel
def reach(far, nearest, widest, elevation):
    """Angle at the Earth's centre [rad] beyond which a satellite sees no point.

    far: the satellite's greatest distance from the centre; nearest: the least of any point [m]; widest: greatest angle from the line
    to the centre; elevation: least elevation at the point [rad].  The angle from the elevation is
    acos(R cos e / r) - e, that from the angle off nadir asin(r sin(eta) / R) - eta; both grow with r and shrink with R.  Angles that
    belong to the ellipsoid's normal are widened by its largest tilt.
    Source: Wertz, Space Mission Analysis and Design, 3rd ed., section 5.2.
    """
    e = elevation - _TILT
    out = math.acos(min(1.0, nearest * math.cos(e) / far)) - e
    eta = widest + _TILT
    if eta < 0.5 * math.pi and far * math.sin(eta) < nearest * math.cos(_TILT):
        out = min(out, math.asin(far * math.sin(eta) / nearest) - eta)
    return out


@kernel
def first_not_below(values, low, high, bound):
    """The first of values[low:high], which ascend, that is not below the bound; ``high`` where none is."""
    while low < high:
        middle = (low + high) // 2
        if values[middle] < bound:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def span_of_cap(state, cap, south, height, bands):
    """Direction of the satellite from the Earth's centre (3), its longitude, half the cap's width in longitude, first and last band.

    A cap that holds a pole holds every longitude: ``_ALL_ROUND``.  Any other is less than half a turn wide.  state: position first [m]; cap: its
    radius [rad]; south, height: of the bands [rad].
    """
    r = math.sqrt(state[0] ** 2 + state[1] ** 2 + state[2] ** 2)
    x = state[0] / r
    y = state[1] / r
    z = state[2] / r
    latitude = math.asin(max(-1.0, min(1.0, z)))
    half = _ALL_ROUND
    if abs(latitude) + cap < 0.5 * math.pi - 1e-9:
        half = math.asin(min(1.0, math.sin(cap) / math.cos(latitude))) + 1e-9
    low = int(max(0.0, min(float(bands), math.floor((latitude - cap - south) / height))))
    high = int(max(-1.0, min(bands - 1.0, math.floor((latitude + cap - south) / height))))
    return x, y, z, math.atan2(y, x), half, low, high


@kernel
def candidates(places, state, cap, out):
    """Numbers of the points whose direction from the Earth's centre is within ``cap`` [rad] of the satellite's, into ``out``; how many.

    places: as for ``track_accesses``; state: the satellite's, position first.
    """
    _, direction, longitude, first, south, height = places
    x, y, z, middle, half, low, high = span_of_cap(state, cap, south, height, first.shape[0] - 1)
    cosine = math.cos(min(cap, math.pi))
    count = 0
    for band in range(low, high + 1):
        for turn in range(-1, 2):
            if half == _ALL_ROUND and turn != 0:
                continue
            shift = middle + 2.0 * math.pi * turn
            p = first_not_below(longitude, first[band], first[band + 1], shift - half)
            while p < first[band + 1] and longitude[p] <= shift + half:
                if direction[p, 0] * x + direction[p, 1] * y + direction[p, 2] * z >= cosine:
                    out[count] = p
                    count += 1
                p += 1
    return count
