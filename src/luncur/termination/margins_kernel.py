"""How far a flight is from each of its limits."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import EARTH_RATE, MEAN_RADIUS, MU, SEMI_MAJOR_AXIS
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.earth.impact_point_kernel import BELOW_GROUND, FOUND, impact_point_of
from luncur.termination.area_kernel import margin_inside, unit_vector
from luncur.termination.columns import (
    ALTITUDE_LIMIT,
    AREA,
    ATTITUDE_ERROR,
    BODY_RATE,
    DATA_LOSS,
    FIRST_ROW,
    IMPACT_LIMIT,
    INVERSE_BETA,
    KEEP,
    KIND,
    LIMIT,
    LIMIT_2,
    POSITION_LIMIT,
    ROWS,
    STRAIGHT_UP,
    THRUST_LOSS,
)
from luncur.termination.impact_kernel import impact_with_air


@kernel
def perigee_of(s):
    """Perigee above the equatorial radius [m] of an Earth-fixed state (6): how far the orbit clears the ground."""
    ux = s[3] - EARTH_RATE * s[1]
    uy = s[4] + EARTH_RATE * s[0]
    uz = s[5]
    r = math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2])
    v2 = ux * ux + uy * uy + uz * uz
    energy = 0.5 * v2 - MU / r
    hx = s[1] * uz - s[2] * uy
    hy = s[2] * ux - s[0] * uz
    hz = s[0] * uy - s[1] * ux
    p = (hx * hx + hy * hy + hz * hz) / MU
    e = math.sqrt(max(1.0 + 2.0 * energy * p / MU, 0.0))
    return p / (1.0 + e) - SEMI_MAJOR_AXIS


@kernel
def where_it_would_land(s, inverse_beta, air):
    """Latitude, longitude [rad], whether there is an impact point; on or under the ground it is the place itself.

    inverse_beta: reciprocal of the ballistic coefficient [m2/kg], 0 in vacuum; air: weather tables of the mission.
    """
    if inverse_beta > 0.0:
        return impact_with_air(s, inverse_beta, air)
    latitude, longitude, _, status = impact_point_of(s[0], s[1], s[2], s[3], s[4], s[5], MU, EARTH_RATE)
    if status == FOUND:
        return latitude, longitude, True
    if status == BELOW_GROUND:
        latitude, longitude, _ = geodetic_from_ecef(s[0], s[1], s[2])
        return latitude, longitude, True
    return math.nan, math.nan, False


@kernel
def interpolated(table, first, rows, t, column):
    """One column of a table of times, linear between its rows, held beyond them."""
    last = first + rows - 1
    if t <= table[first, 0]:
        return table[first, column]
    for i in range(first, last):
        if t < table[i + 1, 0]:
            f = (t - table[i, 0]) / (table[i + 1, 0] - table[i, 0])
            return table[i, column] + f * (table[i + 1, column] - table[i, column])
    return table[last, column]


@kernel
def margin_of(rule, r, now, since, s, place, vacuum, channels, areas, edges, table, nominal, pad, air):
    """Distance to a limit in the limit's own unit, above 0 while it is kept; nan when nothing tells.

    rule[r, :]; since [s]: time without an agreed state; s (6): that state, Earth-fixed; place: its latitude, longitude [rad],
    altitude [m]; vacuum: vacuum impact point and whether there is one; channels: attitude error [rad], body rate [rad/s], share of the expected thrust (nan: not told).
    No impact point (an orbit) keeps every impact limit.
    """
    kind = int(rule[r, KIND])
    if kind == DATA_LOSS:
        return interpolated(table, int(rule[r, FIRST_ROW]), int(rule[r, ROWS]), now - since, 1) - since
    if kind == ATTITUDE_ERROR:
        return rule[r, LIMIT] - channels[0]
    if kind == BODY_RATE:
        return rule[r, LIMIT] - channels[1]
    if kind == THRUST_LOSS:
        return channels[2] - rule[r, LIMIT]
    if since > 0.0:
        return math.nan
    if kind == IMPACT_LIMIT or kind == POSITION_LIMIT:
        latitude, longitude, lands = place[0], place[1], True
        if kind == IMPACT_LIMIT:
            latitude, longitude, lands = vacuum
            if rule[r, INVERSE_BETA] > 0.0:
                latitude, longitude, lands = where_it_would_land(s, rule[r, INVERSE_BETA], air)
        if not lands:
            return math.inf
        margin = margin_inside(unit_vector(latitude, longitude), int(rule[r, AREA]), areas, edges)
        return margin if rule[r, KEEP] > 0.0 else -margin
    if kind == ALTITUDE_LIMIT:
        first, rows = int(rule[r, FIRST_ROW]), int(rule[r, ROWS])
        low = place[2] - interpolated(table, first, rows, now, 1)
        return min(low, interpolated(table, first, rows, now, 2) - place[2])
    if kind == STRAIGHT_UP:
        if now < rule[r, LIMIT]:
            return math.inf
        return distance_from_pad(vacuum, pad) - rule[r, LIMIT_2]
    return from_nominal(rule[r, LIMIT], rule[r, LIMIT_2], now, s, nominal)


@kernel
def distance_from_pad(vacuum, pad):
    """Great-circle distance [m] of the impact point from the pad; an orbit is farther than anything."""
    if not vacuum[2]:
        return math.inf
    a = unit_vector(vacuum[0], vacuum[1])
    b = unit_vector(pad[0], pad[1])
    chord = math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)
    return 2.0 * MEAN_RADIUS * math.asin(min(0.5 * chord, 1.0))


@kernel
def from_nominal(distance, speed, now, s, nominal):
    """Least share left of a distance [m] and a speed [m/s] from the nominal flight at the same time; inf: no limit.

    nominal[n, 7]: evenly spaced times, position, velocity; before its start and after its end nothing is held against it.
    """
    step = nominal[1, 0] - nominal[0, 0]
    place = (now - nominal[0, 0]) / step
    i = int(place)
    if place < 0.0 or i >= nominal.shape[0] - 1:
        return math.inf
    f = place - i
    d2 = 0.0
    v2 = 0.0
    for c in range(3):
        d = s[c] - nominal[i, 1 + c] - f * (nominal[i + 1, 1 + c] - nominal[i, 1 + c])
        v = s[3 + c] - nominal[i, 4 + c] - f * (nominal[i + 1, 4 + c] - nominal[i, 4 + c])
        d2 += d * d
        v2 += v * v
    return min(1.0 - math.sqrt(d2) / distance, 1.0 - math.sqrt(v2) / speed)
