"""When points are in view: the search along one satellite's track.  What it proves: ``access.py``."""

import math

import numpy as np

from luncur.compiler import allocating_kernel, inlined_kernel, kernel
from luncur.earth.constants import EARTH_RATE
from luncur.orbit.coverage.candidates_kernel import candidates, reach
from luncur.orbit.coverage.sensor_kernel import least, margins, orbital_axes

_SHORTEST = 1e-3  # [s]; spans are not halved below it
_EDGE = 1e-7  # [s]; edges are found to this
_DEPTH = 40
_LEFT = 40  # rows of the scratch: a stack of right ends, the left end, a trial
_TRIAL = 41
_ROWS = 42


@kernel
def cubic(h, p, v, i, c):
    """Coefficients c[4, 3] of the cubic from sample i to i + 1, h seconds on; returns bounds over it.

    Bounds: greatest speed, acceleration, distance from the Earth's centre; least distance from the centre.  By the convex hull of
    the control points; acceleration is linear along a cubic.
    """
    first = 0.0
    last = 0.0
    middle = 0.0
    b1 = 0.0
    b2 = 0.0
    v0 = 0.0
    v1 = 0.0
    r0 = 0.0
    r1 = 0.0
    for k in range(3):
        d = p[i + 1, k] - p[i, k]
        c[0, k] = p[i, k]
        c[1, k] = v[i, k]
        c[2, k] = (3.0 * d / h - 2.0 * v[i, k] - v[i + 1, k]) / h
        c[3, k] = (v[i, k] + v[i + 1, k] - 2.0 * d / h) / (h * h)
        b = p[i, k] + v[i, k] * h / 3.0
        e = p[i + 1, k] - v[i + 1, k] * h / 3.0
        b1 += b * b
        b2 += e * e
        middle += (3.0 * (e - b) / h) ** 2
        v0 += v[i, k] ** 2
        v1 += v[i + 1, k] ** 2
        r0 += p[i, k] ** 2
        r1 += p[i + 1, k] ** 2
        first += (2.0 * c[2, k]) ** 2
        last += (2.0 * c[2, k] + 6.0 * c[3, k] * h) ** 2
    speed = math.sqrt(max(middle, max(v0, v1)))
    far = math.sqrt(max(max(b1, b2), max(r0, r1)))
    near = max(math.sqrt(min(r0, r1)) - 0.5 * speed * h, 1.0)
    return speed, math.sqrt(max(first, last)), far, near


@inlined_kernel
def state_at(c, t, geodetic, earth_fixed, state):
    """Position, velocity and axes on the cubic at t seconds from its start, into state[15]."""
    for k in range(3):
        state[k] = c[0, k] + t * (c[1, k] + t * (c[2, k] + t * c[3, k]))
        state[3 + k] = c[1, k] + t * (2.0 * c[2, k] + 3.0 * t * c[3, k])
    a = orbital_axes(state[0], state[1], state[2], state[3], state[4], state[5], geodetic, earth_fixed)
    for k in range(9):
        state[6 + k] = a[k]


@inlined_kernel
def edge(c, places, p, view, scratch, a, b, ga, gb):
    """The one time between a and b where the least margin changes its sign: the Illinois rule, with halving to fall back on."""
    planes, sine_elevation, geodetic, earth_fixed = view
    state, rows, _, _ = scratch
    m = planes.shape[0] + 1
    side = 0
    for n in range(100):
        if b - a <= _EDGE:
            break
        t = (ga * b - gb * a) / (ga - gb)
        if (n > 12 and n % 2 == 0) or not (a < t < b):
            t = 0.5 * (a + b)
        state_at(c, t, geodetic, earth_fixed, state)
        margins(state, places[0], p, planes, sine_elevation, rows, _TRIAL)
        g = least(rows, _TRIAL, m)
        if abs(g) < 1e-11:
            return t
        if (g < 0.0) == (ga < 0.0):
            a = t
            ga = g
            if side == 1:
                gb = 0.5 * gb
            side = 1
        else:
            b = t
            gb = g
            if side == -1:
                ga = 0.5 * ga
            side = -1
    return 0.5 * (a + b)


@inlined_kernel
def settled(rows, left, right, m, bend):
    """What two ends of a span say of all between them: 0 no change of side, 1 exactly one, 2 cannot be told.

    bend: bound of |second derivative| of every margin times the square of the span.  Between its ends a margin lies within bend / 8
    of the straight line; where its ends differ by more than bend / 2 it is monotone.
    """
    inside_left = least(rows, left, m) >= 0.0
    inside_right = least(rows, right, m) >= 0.0
    slack = 0.125 * bend
    if not inside_left and not inside_right:
        for k in range(m):
            if max(rows[left, k], rows[right, k]) + slack < 0.0:
                return 0
        return 2
    if inside_left and inside_right:
        for k in range(m):
            if min(rows[left, k], rows[right, k]) - slack < 0.0:
                return 2
        return 0
    for k in range(m):
        if min(rows[left, k], rows[right, k]) - slack < 0.0:
            rise = rows[right, k] - rows[left, k]
            if inside_left:
                rise = -rise
            if rise <= 0.5 * bend:
                return 2
    return 1


@inlined_kernel
def changes(c, places, p, view, bounds, scratch, a, b):
    """Times between a and b at which a point goes in or out of view, into ``edges``; how many, or -1 if they are too many.

    rows[0] holds the margins at b and rows[_LEFT] those at a.  bounds: speed, acceleration, turning rate of the axes.
    """
    planes, sine_elevation, geodetic, earth_fixed = view
    state, rows, times, edges = scratch
    speed, acceleration, turning = bounds
    m = planes.shape[0] + 1
    found = 0
    top = 0
    left = a
    times[0] = b
    while top >= 0:
        right = times[top]
        span = right - left
        near = max(0.5 * (rows[_LEFT, m] + rows[top, m] - speed * span), 1.0)
        rate = speed / near
        bend = (
            (1.155 * rate * rate + acceleration / near + 2.0 * turning * rate + 3.0 * turning * turning) * span * span
        )
        answer = settled(rows, _LEFT, top, m, bend)
        if answer == 2 and span > _SHORTEST and top < _DEPTH - 1:
            top += 1
            times[top] = 0.5 * (left + right)
            state_at(c, times[top], geodetic, earth_fixed, state)
            margins(state, places[0], p, planes, sine_elevation, rows, top)
            continue
        ga = least(rows, _LEFT, m)
        gb = least(rows, top, m)
        if (ga >= 0.0) != (gb >= 0.0):
            if found >= edges.shape[0]:
                return -1
            edges[found] = edge(c, places, p, view, scratch, left, right, ga, gb)
            found += 1
        left = right
        for k in range(m + 1):
            rows[_LEFT, k] = rows[top, k]
        top -= 1
    return found


@inlined_kernel
def look(c, places, p, view, bounds, scratch, at_a, at_b, a, b, began, opened, done):
    """What one point sees of the satellite between a and b, ``began`` seconds on: ended accesses into done[k, 2]; how many, or -1.

    opened[p]: since when it is in view, or nan.  It differs from what the margins at a say by rounding alone, where two cubics meet.
    """
    rows, edges = scratch[1], scratch[3]
    m = view[0].shape[0] + 1
    margins(at_a, places[0], p, view[0], view[1], rows, _LEFT)
    margins(at_b, places[0], p, view[0], view[1], rows, 0)
    inside = least(rows, _LEFT, m) >= 0.0
    number = changes(c, places, p, view, bounds, scratch, a, b)
    if number < 0:
        return -1
    out = 0
    first = -1 if inside == math.isnan(opened[p]) else 0
    for k in range(first, number):
        t = began + (a if k < 0 else edges[k])
        if math.isnan(opened[p]):
            opened[p] = t
        else:
            done[out, 0] = opened[p]
            done[out, 1] = t
            out += 1
            opened[p] = math.nan
    return out


@allocating_kernel
def longer(values):
    """The same values in an array of twice the length."""
    out = np.empty((2 * values.shape[0], values.shape[1]))
    out[: values.shape[0]] = values
    return out


@kernel
def limits(i, h, position, velocity, c, nearest, widest, elevation, earth_fixed):
    """The cubic from sample i with what bounds it: (speed, acceleration, turning rate of the axes), least distance from the centre, reach."""
    speed, acceleration, far, near = cubic(h, position, velocity, i, c)
    inertial = speed + EARTH_RATE * far
    turning = 1.05 * inertial / near + EARTH_RATE
    if earth_fixed:
        level = math.sqrt(velocity[i, 0] ** 2 + velocity[i, 1] ** 2 + velocity[i, 2] ** 2)
        turning += EARTH_RATE * 4.0 * inertial / max(0.5 * level, 1.0)
    return (speed, acceleration, turning), near, reach(far, nearest, widest, elevation)


@allocating_kernel
def track_accesses(seconds, position, velocity, view, widest, elevation, places, nearest, opened):
    """Accesses of one satellite along its samples: found[n, 3] (number of the point, start, end), and whether the search was complete.

    view: ``planes`` of the sensor, sine of the least elevation, whether down is geodetic, whether forward is over the turning Earth.
    places: point[n, 6], direction[n, 3], longitude[n] in the order of the index, its ``first``, ``south`` and ``height``.  nearest:
    of any point to the Earth's centre [m].  opened[n]: since when each point is in view, or nan; left for a following piece.
    """
    c, at_a, at_b = np.empty((4, 3)), np.empty(15), np.empty(15)
    scratch = (np.empty(15), np.empty((_ROWS, view[0].shape[0] + 2)), np.empty(_DEPTH), np.empty(64))
    near_by = np.empty(opened.shape[0], dtype=np.int64)
    done = np.empty((64, 2))
    found = np.empty((1024, 3))
    count = 0
    whole = True
    for i in range(seconds.shape[0] - 1):
        h = seconds[i + 1] - seconds[i]
        bounds, near, radius = limits(i, h, position, velocity, c, nearest, widest, elevation, view[3])
        parts = int(max(1.0, min(64.0, math.ceil(bounds[0] * h / near / max(1.4 * radius, 0.01)))))
        state_at(c, 0.0, view[2], view[3], at_b)
        for part in range(parts):
            a = h * part / parts
            b = h * (part + 1) / parts
            at_a[:] = at_b
            state_at(c, b, view[2], view[3], at_b)
            state_at(c, 0.5 * (a + b), view[2], view[3], scratch[0])
            number = candidates(places, scratch[0], radius + 0.5 * bounds[0] * (b - a) / near + 1e-6, near_by)
            for n in range(number):
                p = near_by[n]
                ended = look(c, places, p, view, bounds, scratch, at_a, at_b, a, b, seconds[i], opened, done)
                whole = whole and ended >= 0
                if count + ended > found.shape[0]:
                    found = longer(found)
                for k in range(ended):
                    found[count, 0] = p
                    found[count, 1] = done[k, 0]
                    found[count, 2] = done[k, 1]
                    count += 1
    return found[:count], whole
