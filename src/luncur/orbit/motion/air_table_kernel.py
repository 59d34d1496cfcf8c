"""The table of the upper atmosphere read at a place and time."""

import math

from luncur.compiler import kernel
from luncur.orbit.motion.surroundings_kernel import cubic_place

_TURN = 2.0 * math.pi
_BOTTOM, _TOP, _LAYER = 100000.0, 1000000.0, 10000.0  # as in air_table.py, which a test holds


@kernel
def density_at(table, date, universal, altitude, latitude, longitude):
    """Density [kg/m3] of ``air_table.AirTable.log_density``; zero above its top, that of its bottom below.

    date: place between its dates; universal: share of the day in universal time, from 0 to 1; altitude [m], latitude and
    longitude [rad].  Cubic in the altitude, else linear.
    """
    if altitude > _TOP:
        return 0.0
    dates, universals, layers, latitudes, hours = table.shape
    start, w0, w1, w2, w3 = cubic_place((max(altitude, _BOTTOM) - _BOTTOM) / _LAYER, layers)
    local = universal + longitude / _TURN
    local = (local - math.floor(local)) * hours
    row = (latitude / math.pi + 0.5) * (latitudes - 1)
    hour0 = min(int(local), hours - 1)
    hour1 = (hour0 + 1) % hours
    row0 = min(max(int(row), 0), latitudes - 2)
    east, north = local - hour0, row - row0
    time = universal * universals
    time0 = min(int(time), universals - 1)
    time1 = (time0 + 1) % universals
    date0 = min(max(int(date), 0), max(dates - 2, 0))
    date1 = min(date0 + 1, dates - 1)
    later = time - time0
    log_density = 0.0
    for i in range(4):
        first = start + i
        lagrange = w0 if i == 0 else w1 if i == 1 else w2 if i == 2 else w3
        for k in range(4):
            d = date0 if k < 2 else date1
            u = time0 if k % 2 == 0 else time1
            weight = (1.0 - (date - date0) if k < 2 else date - date0) * (1.0 - later if k % 2 == 0 else later)
            south = table[d, u, first, row0, hour0] * (1.0 - east) + table[d, u, first, row0, hour1] * east
            other = table[d, u, first, row0 + 1, hour0] * (1.0 - east) + table[d, u, first, row0 + 1, hour1] * east
            log_density += lagrange * weight * (south * (1.0 - north) + other * north)
    return math.exp(log_density)
