"""Air and wind for eight bodies at once, each in the weather of its own launch; as ``tables_kernel.py`` for one."""

from luncur.compiler import inlined_kernel
from luncur.compiler.lane_tables import cubic_row, cubic_rows
from luncur.compiler.lanes import LANES, choose, every, get, put, spread
from luncur.earth.tables_kernel import lookup


@inlined_kernel
def lookup_lanes(table, upper, factor, altitude):
    """``lookup`` for lanes; table: all tables, and where that of each lane's body begins, in rows; factor: of all tables."""
    tables, which = table
    rows = tables.shape[1]
    x = altitude * 0.002
    x = choose(x > -1.0, x, -1.0)
    inside = x < rows
    density, inverse_sound, east, north = cubic_rows(tables, which, choose(inside, x, 0.0))
    if not every(inside):
        for lane in range(LANES):
            if not get(inside, lane):
                w = which[lane] // rows
                d, i, e, n = lookup(tables[w], upper, factor[w], get(altitude, lane))
                density = put(density, lane, d)
                inverse_sound = put(inverse_sound, lane, i)
                east = put(east, lane, e)
                north = put(north, lane, n)
    return density, inverse_sound, east, north


@inlined_kernel
def lookup_high_lanes(table, upper, factor, altitude):
    """``lookup_lanes`` of bodies that are above the weather tables, or nearly all of them."""
    tables, which = table
    rows = tables.shape[1]
    density = inverse_sound = east = north = spread(0.0)
    for lane in range(LANES):
        w = which[lane] // rows
        d, i, e, n = lookup(tables[w], upper, factor[w], get(altitude, lane))
        density = put(density, lane, d)
        inverse_sound = put(inverse_sound, lane, i)
        east = put(east, lane, e)
        north = put(north, lane, n)
    return density, inverse_sound, east, north


@inlined_kernel
def pressure_lanes(pressure, altitude):
    """``pressure_at`` for lanes; pressure: the one table, as the first of [1, rows, 4], and eight noughts."""
    tables, which = pressure
    x = altitude * 0.002
    x = choose(x > -1.0, x, -1.0)
    inside = x < tables.shape[1]
    return choose(inside, cubic_row(tables, which, choose(inside, x, 0.0)), 0.0)
