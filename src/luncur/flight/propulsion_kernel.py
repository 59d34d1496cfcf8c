"""What the engines give: thrust, flow and what is left to burn."""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.flight.steering_kernel import interpolate, next_knot

# Columns of the body table, per copy.
COUNT, DRY, LOADED, RESIDUAL, THRUST, FLOW, EXIT_AREA, THROTTLEABLE = 0, 1, 2, 3, 4, 5, 6, 7
# Columns of the body factors.
F_THRUST, F_IMPULSE, F_LOADED, F_DRY = 0, 1, 2, 3

EMPTY = 1e-6  # what counts as no usable propellant [kg]


@inlined_kernel
def total_mass(bodies, factor, propellant, attached):
    """Mass [kg] of everything attached, all copies, tank contents included."""
    mass = 0.0
    for b in range(bodies.shape[0]):
        if attached[b] == 1:
            mass += bodies[b, COUNT] * (bodies[b, DRY] * factor[b, F_DRY] + propellant[b])
    return mass


@kernel
def has_curve(bodies, throttle_rows):
    """True when a solid motor of the vehicle has a thrust curve."""
    for b in range(throttle_rows.shape[0]):
        if throttle_rows[b] > 0 and bodies[b, THROTTLEABLE] == 0.0:
            return True
    return False


@inlined_kernel
def pace_of(b, bodies, factor):
    """How much faster than its thrust curve a body burns: 1 but for a solid motor off its nominal figures.

    A motor with more thrust and the same propellant burns out earlier, in the same shape; its curve is run through
    faster, so that it always ends when the propellant does.
    """
    if bodies[b, THROTTLEABLE] == 1.0:
        return 1.0
    usable = bodies[b, LOADED] * factor[b, F_LOADED] - bodies[b, RESIDUAL]
    nominal = bodies[b, LOADED] - bodies[b, RESIDUAL]
    return factor[b, F_THRUST] / factor[b, F_IMPULSE] * nominal / max(usable, EMPTY)


@inlined_kernel
def share_of(b, t, throttle, throttle_rows, started, pace):
    """Share of full thrust that the throttle table of a body gives at t [s]."""
    if throttle_rows[b] == 0:
        return 1.0
    return interpolate(throttle[b], throttle_rows[b], (t - started[b]) * pace)


@inlined_kernel
def until_knot(t, throttle, throttle_rows, burning, started, bodies, factor):
    """Time to the next knot of a throttle table of a burning body [s]."""
    left = math.inf
    for b in range(throttle_rows.shape[0]):
        if burning[b] == 1 and throttle_rows[b] > 0:
            pace = pace_of(b, bodies, factor)
            left = min(left, next_knot(throttle[b], throttle_rows[b], (t - started[b]) * pace) / pace)
    return left


@inlined_kernel
def engines(
    t, dt, bodies, factor, throttle, throttle_rows, propellant, attached, burning, started, mass, limit, pressure, rate
):
    """Thrust in vacuum [N], flow [kg/s], exit area [m2], time until the first tank is empty [s], usable propellant [kg].

    Throttle tables are taken at the middle of the step, so that a straight ramp gives its exact impulse.  Where the
    axial acceleration would pass ``limit`` [m/s2] in the middle of the step, every engine but solid motors is throttled
    alike.  rate[nb] receives the flow of each copy.
    """
    free = 0.0
    fixed = 0.0
    flow = 0.0
    area = 0.0
    usable = 0.0
    for b in range(bodies.shape[0]):
        rate[b] = 0.0
        left = propellant[b] - bodies[b, RESIDUAL]
        if attached[b] == 0 or burning[b] == 0 or left <= EMPTY:
            continue
        share = share_of(b, t + 0.5 * dt, throttle, throttle_rows, started, pace_of(b, bodies, factor))
        if share <= 0.0:
            continue
        n = bodies[b, COUNT]
        thrust = n * share * bodies[b, THRUST] * factor[b, F_THRUST]
        rate[b] = share * bodies[b, FLOW] * factor[b, F_THRUST] / factor[b, F_IMPULSE]
        flow += n * rate[b]
        area += n * bodies[b, EXIT_AREA]
        usable += n * left
        if bodies[b, THROTTLEABLE] == 1.0:
            free += thrust
        else:
            fixed += thrust
    scale = 1.0
    if free > 0.0 and limit < math.inf:
        wanted = limit * (mass - 0.5 * dt * flow) - fixed + area * pressure
        scale = min(1.0, max(wanted / free, 0.0))
    flow = 0.0
    burn_left = math.inf
    for b in range(bodies.shape[0]):
        if rate[b] > 0.0:
            if bodies[b, THROTTLEABLE] == 1.0:
                rate[b] *= scale
            flow += bodies[b, COUNT] * rate[b]
            if rate[b] > 0.0:
                burn_left = min(burn_left, (propellant[b] - bodies[b, RESIDUAL]) / rate[b])
    return fixed + scale * free, flow, area, burn_left, usable


@inlined_kernel
def consume(dt, bodies, propellant, rate):
    """Takes what was burned in a step out of the tanks; a tank within a milligram of its residual is empty."""
    for b in range(bodies.shape[0]):
        if rate[b] > 0.0:
            propellant[b] -= dt * rate[b]
            if propellant[b] < bodies[b, RESIDUAL] + EMPTY:
                propellant[b] = bodies[b, RESIDUAL]
