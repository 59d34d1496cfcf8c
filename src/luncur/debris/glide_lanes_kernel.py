"""Eight settled bodies at once on the last part of their way, as ``terminal_kernel.py`` follows one."""

from luncur.compiler import Vectors, inlined_kernel, kernel, select, vectorised
from luncur.compiler.lane_tables import cubic_row, row_of_cubics
from luncur.compiler.lanes import LANES, choose, every, get, put, spread
from luncur.debris.motion_kernel import relative_drag
from luncur.debris.terminal_kernel import MOST_CELLS, approach, arrived, joins, settled, sink
from luncur.earth.tables_kernel import lookup_slopes, slopes_of_cubics

IDLE = -1  # of a lane: no body in it


@inlined_kernel
def relative_drag_lanes(drag, mach):
    """``relative_drag`` for lanes; drag: all curves, and where that of each lane's body begins, in rows."""
    drags, which = drag
    last = float(drags.shape[1] - 1)
    x = mach * 10.0
    return cubic_row(drags, which, choose(x < last, x, last))


@inlined_kernel
def lookup_slopes_lanes(table, altitude):
    """``lookup_slopes`` for lanes; table: all tables, and where that of each lane's body begins, in rows."""
    tables, which = table
    x = altitude * 0.002
    c = row_of_cubics(tables, which, choose(x > -1.0, x, -1.0))
    return slopes_of_cubics(c, c[16])


_IN_LANES = Vectors(
    {lookup_slopes: lookup_slopes_lanes, relative_drag: relative_drag_lanes, select: choose}, apart=(settled,)
)
joins_lanes = vectorised(joins, _IN_LANES)
approach_lanes = vectorised(approach, _IN_LANES)
sink_lanes = vectorised(sink, _IN_LANES)
arrived_lanes = vectorised(arrived, _IN_LANES)


@inlined_kernel
def put_state(vector, lane, s):
    """A vector of states with another body in one lane."""
    return (
        put(vector[0], lane, s[0]), put(vector[1], lane, s[1]), put(vector[2], lane, s[2]),
        put(vector[3], lane, s[3]), put(vector[4], lane, s[4]), put(vector[5], lane, s[5]),
    )  # fmt: skip


@inlined_kernel
def eight(gliding, start, inverse_beta, drag_id, table_id, drags, tables, final, body, drag_of, table_of):
    """States and inverse ballistic coefficients of eight listed bodies, the last one again where there are no more."""
    zero = spread(0.0)
    s = (zero, zero, zero, zero, zero, zero)
    beta = zero
    for lane in range(LANES):
        i = gliding[min(start + lane, gliding.shape[0] - 1)]
        body[lane] = i
        drag_of[lane] = drag_id[i] * drags.shape[1]
        table_of[lane] = table_id[i] * tables.shape[1]
        s = put_state(s, lane, (final[i, 0], final[i, 1], final[i, 2], final[i, 3], final[i, 4], final[i, 5]))
        beta = put(beta, lane, inverse_beta[i])
    return s, beta


@kernel
def approach_together(
    gliding, inverse_beta, drag_id, table_id, drags, tables, ground, final, used, body, drag_of, table_of
):
    """``approach`` of all listed bodies, whose position in ``final`` it moves."""
    for start in range(0, gliding.shape[0], LANES):
        s, beta = eight(gliding, start, inverse_beta, drag_id, table_id, drags, tables, final, body, drag_of, table_of)
        x, y, z = approach_lanes(s, beta, (drags, drag_of), (tables, table_of), ground)
        for lane in range(min(LANES, gliding.shape[0] - start)):
            i = body[lane]
            final[i, 0] = get(x, lane)
            final[i, 1] = get(y, lane)
            final[i, 2] = get(z, lane)
            used[i] += 2  # of ``arrived`` too


@kernel
def sink_together(
    gliding, sunk_of, inverse_beta, drag_id, table_id, drags, tables, ground, final, time, used, body, drag_of, table_of
):
    """``sink`` of all listed bodies down to the ground; a lane whose body is down takes the next one."""
    body[:] = IDLE
    zero = spread(0.0)
    x, y, z, sunk, beta, t, cells = spread(7e6), zero, zero, zero, zero, zero, zero
    waiting = 0
    sinking = 0
    refill = True
    while True:
        if refill:
            refill = False
            for lane in range(LANES):
                if body[lane] != IDLE or waiting == gliding.shape[0]:
                    continue
                i = gliding[waiting]
                waiting += 1
                sinking += 1
                body[lane] = i
                drag_of[lane] = drag_id[i] * drags.shape[1]
                table_of[lane] = table_id[i] * tables.shape[1]
                x = put(x, lane, final[i, 0])
                y = put(y, lane, final[i, 1])
                z = put(z, lane, final[i, 2])
                sunk = put(sunk, lane, sunk_of[i])
                beta = put(beta, lane, inverse_beta[i])
                t = put(t, lane, 0.0)
                cells = put(cells, lane, 0.0)
            if sinking == 0:
                return
        px, py, pz, dt, higher = sink_lanes(x, y, z, sunk, beta, (drags, drag_of), (tables, table_of), ground)
        higher = higher & (cells < MOST_CELLS)
        x = choose(higher, px, x)
        y = choose(higher, py, y)
        z = choose(higher, pz, z)
        t = choose(higher, t + dt, t)
        cells = choose(higher, cells + 1.0, cells)
        if every(higher):
            continue
        for lane in range(LANES):
            i = body[lane]
            if get(higher, lane) or i == IDLE:
                continue
            final[i, 0] = get(x, lane)
            final[i, 1] = get(y, lane)
            final[i, 2] = get(z, lane)
            time[i] += get(t, lane)
            used[i] += 2 * int(get(cells, lane))
            body[lane] = IDLE
            sinking -= 1
            refill = True


@kernel
def arrive_together(gliding, inverse_beta, drag_id, table_id, drags, tables, ground, final, body, drag_of, table_of):
    """Velocity in ``final`` of all listed bodies, which are down."""
    for start in range(0, gliding.shape[0], LANES):
        s, beta = eight(gliding, start, inverse_beta, drag_id, table_id, drags, tables, final, body, drag_of, table_of)
        vx, vy, vz = arrived_lanes(s[0], s[1], s[2], beta, (drags, drag_of), (tables, table_of), ground)
        for lane in range(LANES):
            i = body[lane]
            final[i, 3] = get(vx, lane)
            final[i, 4] = get(vy, lane)
            final[i, 5] = get(vz, lane)


@kernel
def glide_together(
    gliding, sunk_of, inverse_beta, drag_id, table_id, drags, tables, ground, final, time, used, body, drag_of, table_of
):
    """``glide`` of the bodies listed in ``gliding``, from ``final`` and ``time`` as they joined to those on the ground."""
    approach_together(
        gliding, inverse_beta, drag_id, table_id, drags, tables, ground, final, used, body, drag_of, table_of
    )
    sink_together(
        gliding, sunk_of, inverse_beta, drag_id, table_id, drags, tables, ground, final, time, used, body, drag_of,
        table_of,
    )  # fmt: skip
    arrive_together(gliding, inverse_beta, drag_id, table_id, drags, tables, ground, final, body, drag_of, table_of)
