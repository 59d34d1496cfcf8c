"""The flight sequence: when the next event is due, and what it does to the vehicle."""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.flight.integrator_kernel import (
    AFTER,
    ALTITUDE,
    AT_TIME,
    DEPLETED,
    GUIDANCE,
    HEAT_FLUX,
    crossing_value,
)
from luncur.flight.propulsion_kernel import DRY, EMPTY, F_DRY, RESIDUAL

THIN_AIR = 60e3  # a heat flux can fall below its threshold only above this altitude [m]


@inlined_kernel
def fixed_time(k, events, event_time):
    """When an event of kind "time" or "after" is due [s]; infinite for the others."""
    kind = int(events[k, 0])
    if kind == AT_TIME:
        return events[k, 1]
    if kind == AFTER:
        return event_time[int(events[k, 2])] + events[k, 1]
    return math.inf


@inlined_kernel
def has_run_dry(k, shutdown, burning, propellant, bodies):
    """True when a body that event k is to shut down burns no more for want of propellant."""
    for b in range(bodies.shape[0]):
        if shutdown[k, b] == 1 and burning[b] == 1 and propellant[b] <= bodies[b, RESIDUAL] + EMPTY:
            return True
    return False


@inlined_kernel
def is_due(k, t, s, altitude, events, event_time, shutdown, burning, propellant, bodies, to_go, crossed, air):
    """True when event k happens now; ``crossed`` tells that the last step ended at its apsis."""
    kind = int(events[k, 0])
    if kind == AT_TIME or kind == AFTER:
        return fixed_time(k, events, event_time) <= t + 1e-9
    if kind == DEPLETED:
        b = int(events[k, 2])
        return propellant[b] <= bodies[b, RESIDUAL] + EMPTY
    if kind == GUIDANCE:
        return to_go <= 1e-9 or has_run_dry(k, shutdown, burning, propellant, bodies)
    if kind == ALTITUDE:
        return crossed or crossing_value(kind, events[k, 1], s, air) >= 0.0
    if kind == HEAT_FLUX:
        return crossed or (altitude > THIN_AIR and crossing_value(kind, events[k, 1], s, air) >= 0.0)
    return crossed


@kernel
def happen(k, t, s, ignite, shutdown, jettison, bodies, factor, propellant, attached, burning, started, releases):
    """Engines off and on, bodies let go; releases[nb, 8] receive time, inertial state and mass of one copy."""
    for b in range(bodies.shape[0]):
        if shutdown[k, b] == 1:
            burning[b] = 0
        if ignite[k, b] == 1 and attached[b] == 1:
            burning[b] = 1
            started[b] = t
        if jettison[k, b] == 1 and attached[b] == 1:
            attached[b] = 0
            burning[b] = 0
            releases[b, 0] = t
            for c in range(6):
                releases[b, 1 + c] = s[c]
            releases[b, 7] = bodies[b, DRY] * factor[b, F_DRY] + propellant[b]


@kernel
def row_started_by(k, table, present):
    """Row of a table whose first column is the event that starts it, or the present row."""
    for i in range(table.shape[0]):
        if int(table[i, 0]) == k:
            present = i
    return present


@inlined_kernel
def next_grid_time(t, step):
    """The next whole multiple of the step [s]: steps end on a common grid, whatever was recorded before."""
    return (math.floor(t / step + 1e-9) + 1.0) * step
