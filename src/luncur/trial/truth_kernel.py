"""Where a flight truly was: whether its impact point passed a limit, when, and by how much."""

import math

from luncur.compiler import kernel
from luncur.flight.path_kernel import row_before, state_on
from luncur.termination.area_kernel import margin_inside, unit_vector
from luncur.termination.columns import ACTION, AREA, GATE, IMPACT_LIMIT, INVERSE_BETA, KEEP, KIND, WARN
from luncur.termination.margins_kernel import where_it_would_land

BISECTIONS = 25


@kernel
def distance_past(s, rule, areas, edges, air, gated):
    """How far the true impact point is past the worst of the limits that end a flight [m]; below 0 while all are kept.

    s (6): Earth-fixed state; gated: whether limits that have a gate count.  Without an impact point (an orbit) no limit is passed: -inf.
    """
    worst = -math.inf
    for r in range(rule.shape[0]):
        if int(rule[r, KIND]) != IMPACT_LIMIT or rule[r, ACTION] <= WARN or (rule[r, GATE] >= 0.0 and not gated):
            continue
        latitude, longitude, lands = where_it_would_land(s, rule[r, INVERSE_BETA], air)
        if lands:
            margin = margin_inside(unit_vector(latitude, longitude), int(rule[r, AREA]), areas, edges)
            worst = max(worst, -margin if rule[r, KEEP] > 0.0 else margin)
    return worst


@kernel
def went_through(path, rows, since, rule, areas, edges, air):
    """Whether the true impact point was past a limit at ``since`` [s], as that of a flight that went through a gate is."""
    i = row_before(path, rows, since, 0)
    return distance_past(state_on(path, i, since), rule, areas, edges, air, True) >= 0.0


@kernel
def first_crossing(path, rows, since, rule, areas, edges, air):
    """When the true impact point first passes a limit after ``since`` [s]; nan when it does not, or was past it by then.

    A limit with a gate that it was past by then does not count: it went through the gate.
    """
    if rows < 2:
        return math.nan
    before = since
    i = row_before(path, rows, since, 0)
    gated = not went_through(path, rows, since, rule, areas, edges, air)
    if distance_past(state_on(path, i, since), rule, areas, edges, air, gated) >= 0.0:
        return math.nan
    for j in range(i + 1, rows):
        t = path[j, 0]
        if t <= since:
            continue
        s = (path[j, 1], path[j, 2], path[j, 3], path[j, 4], path[j, 5], path[j, 6])
        if distance_past(s, rule, areas, edges, air, gated) >= 0.0:
            low = before
            high = t
            for _ in range(BISECTIONS):
                middle = 0.5 * (low + high)
                k = row_before(path, rows, middle, j - 1)
                if distance_past(state_on(path, k, middle), rule, areas, edges, air, gated) >= 0.0:
                    high = middle
                else:
                    low = middle
            return high
        before = t
    return math.nan


@kernel
def crossings_many(path, rows, since, rule, areas, edges, air, out):
    """out[n]: ``first_crossing`` of every flight."""
    for i in range(path.shape[0]):
        out[i] = first_crossing(path[i], rows[i], since[i], rule, areas, edges, air)


@kernel
def past_many(path, rows, at, failed, rule, areas, edges, air, out):
    """out[n]: ``distance_past`` [m] at a time [s] of every flight, at its end where it had ended before.

    failed[n] [s]: as ``since`` of ``first_crossing``; nan of a good flight, all of whose limits count.
    """
    for i in range(path.shape[0]):
        out[i] = math.nan
        if rows[i] < 2:
            continue
        gated = math.isnan(failed[i]) or not went_through(path[i], rows[i], failed[i], rule, areas, edges, air)
        t = min(at[i], path[i, rows[i] - 1, 0])
        k = row_before(path[i], rows[i], t, 0)
        out[i] = distance_past(state_on(path[i], k, t), rule, areas, edges, air, gated)
