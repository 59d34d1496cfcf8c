"""When a point has the Sun where it should be, and when a satellite is in the Earth's shadow."""

import math

import numpy as np

from luncur.compiler import allocating_kernel, kernel
from luncur.earth.constants import EARTH_RATE
from luncur.orbit.coverage.access_kernel import cubic, longer, settled
from luncur.orbit.coverage.sensor_kernel import least

_SHORTEST = 1e-3  # [s]
_EDGE = 1e-6  # [s]
_DEPTH = 40
_SOLAR_RATE = 2.0 * math.pi / 86400.0  # [rad/s]; at which the mean Sun goes round the turning Earth
_LEFT = 40
_TRIAL = 41


@kernel
def sun_at(t, seconds, sun):
    """Earth-fixed Sun [m] between samples sun[n, 3], at the rate of the mean Sun along the circle that it goes round the Earth's axis."""
    low = 0
    high = seconds.shape[0] - 1
    while high - low > 1:
        middle = (low + high) // 2
        if seconds[middle] <= t:
            low = middle
        else:
            high = middle
    h = seconds[low + 1] - seconds[low]
    s = (t - seconds[low]) / h
    turn = h * _SOLAR_RATE
    b = math.sin(s * turn) / math.sin(turn)
    a = math.sin((1.0 - s) * turn) / math.sin(turn)
    return (
        a * sun[low, 0] + b * sun[low + 1, 0],
        a * sun[low, 1] + b * sun[low + 1, 1],
        sun[low, 2] + s * (sun[low + 1, 2] - sun[low, 2]),
    )


@kernel
def day_margins(t, p, ground, seconds, sun, low, high, out, row):
    """How far the sine of the Sun's elevation is above ``low`` and below ``high`` at a point: out[row, 0], out[row, 1]."""
    x, y, z = sun_at(t, seconds, sun)
    x = x - ground[p, 0]
    y = y - ground[p, 1]
    z = z - ground[p, 2]
    s = (x * ground[p, 3] + y * ground[p, 4] + z * ground[p, 5]) / math.sqrt(x * x + y * y + z * z)
    out[row, 0] = s - low
    out[row, 1] = high - s


@kernel
def day_edge(a, b, p, ground, seconds, sun, low, high, rows):
    """The one time between a and b where the Sun comes to a limit, by halving; rows[_LEFT] holds the margins at a."""
    began = least(rows, _LEFT, 2) >= 0.0
    while b - a > _EDGE:
        t = 0.5 * (a + b)
        day_margins(t, p, ground, seconds, sun, low, high, rows, _TRIAL)
        if (least(rows, _TRIAL, 2) >= 0.0) == began:
            a = t
        else:
            b = t
    return 0.5 * (a + b)


@kernel
def day_changes(a, b, p, ground, seconds, sun, low, high, rows, times, edges):
    """Times between a and b at which the Sun comes to a limit at a point, into ``edges``; how many.  rows[_LEFT] holds the margins at a.

    Complete to 1 ms by ``settled``: the sine of the elevation is linear in the Sun's direction, which turns with the Earth.  b - a is
    an hour at most, in which there are no more than a few.
    """
    found = 0
    left = a
    top = 0
    times[0] = b
    day_margins(b, p, ground, seconds, sun, low, high, rows, 0)
    while top >= 0:
        right = times[top]
        bend = (1.01 * EARTH_RATE * (right - left)) ** 2
        if settled(rows, _LEFT, top, 2, bend) == 2 and right - left > _SHORTEST and top < _DEPTH - 1:
            top += 1
            times[top] = 0.5 * (left + right)
            day_margins(times[top], p, ground, seconds, sun, low, high, rows, top)
            continue
        if (least(rows, top, 2) >= 0.0) != (least(rows, _LEFT, 2) >= 0.0) and found < edges.shape[0]:
            edges[found] = day_edge(left, right, p, ground, seconds, sun, low, high, rows)
            found += 1
        left = right
        rows[_LEFT, 0] = rows[top, 0]
        rows[_LEFT, 1] = rows[top, 1]
        top -= 1
    return found


@allocating_kernel
def in_daylight(found, ground, seconds, sun, low, high):
    """What is left of accesses found[n, 3] (point, start, end) where the sine of the Sun's elevation lies between two limits.

    ground[m, 6]: position and normal of the points.
    """
    out = np.empty((max(found.shape[0], 16), 3))
    count = 0
    rows, times, edges = np.empty((_TRIAL + 1, 2)), np.empty(_DEPTH), np.empty(16)
    for i in range(found.shape[0]):
        p = int(found[i, 0])
        left = found[i, 1]
        day_margins(left, p, ground, seconds, sun, low, high, rows, _LEFT)
        began = left if least(rows, _LEFT, 2) >= 0.0 else math.nan
        while left < found[i, 2]:
            right = min(found[i, 2], left + 3600.0)
            number = day_changes(left, right, p, ground, seconds, sun, low, high, rows, times, edges)
            last = right == found[i, 2]
            for k in range(number + 1):
                if k == number and (not last or math.isnan(began)):
                    continue
                if k < number and math.isnan(began):
                    began = edges[k]
                    continue
                if count == out.shape[0]:
                    out = longer(out)
                out[count, 0] = p
                out[count, 1] = began
                out[count, 2] = edges[k] if k < number else right
                count += 1
                began = math.nan
            left = right
    return out[:count]


@kernel
def shadow(x, y, z, sx, sy, sz, kind, radius, sun_radius):
    """How far [rad] a satellite is from the shadow of an Earth of ``radius`` [m]; below 0 within.  kind 0: cylinder, 1: penumbra, 2: umbra.

    The Sun's disc, of angular radius a, and the Earth's, of b, are c apart seen from the satellite: penumbra where c < a + b, umbra
    where c < b - a; the cylinder is the umbra of a point without size, infinitely far.
    Source: Montenbruck and Gill, Satellite Orbits, section 3.4.2, equations 3.85 to 3.87.
    """
    r = math.sqrt(x * x + y * y + z * z)
    b = math.asin(min(1.0, radius / r))
    if kind != 0:
        sx = sx - x
        sy = sy - y
        sz = sz - z
    s = math.sqrt(sx * sx + sy * sy + sz * sz)
    cx = y * sz - z * sy
    cy = z * sx - x * sz
    cz = x * sy - y * sx
    c = math.atan2(math.sqrt(cx * cx + cy * cy + cz * cz), -(x * sx + y * sy + z * sz))
    a = math.asin(min(1.0, sun_radius / s))
    if kind == 0:
        return c - b
    if kind == 1:
        return c - b - a
    return c - b + a


@kernel
def shadow_on(c, began, t, seconds, sun, kind, radius, sun_radius):
    """``shadow`` on a cubic that began at ``began``, at the time t."""
    s = t - began
    x = c[0, 0] + s * (c[1, 0] + s * (c[2, 0] + s * c[3, 0]))
    y = c[0, 1] + s * (c[1, 1] + s * (c[2, 1] + s * c[3, 1]))
    z = c[0, 2] + s * (c[1, 2] + s * (c[2, 2] + s * c[3, 2]))
    sx, sy, sz = sun_at(t, seconds, sun)
    return shadow(x, y, z, sx, sy, sz, kind, radius, sun_radius)


@kernel
def shadow_edges(c, a, b, rate, seconds, sun, kind, radius, sun_radius, times, values, edges):
    """Times from a to b, on a cubic that begins at a, at which a satellite enters or leaves the shadow, into ``edges``; how many.

    rate: at which the angle from the shadow can change.  A span is left where its ends are on the same side and farther from the
    edge than that allows; any other is halved, down to 1 ms.
    """
    found = 0
    left = a
    value = shadow_on(c, a, a, seconds, sun, kind, radius, sun_radius)
    top = 0
    times[0] = b
    values[0] = shadow_on(c, a, b, seconds, sun, kind, radius, sun_radius)
    while top >= 0:
        right = times[top]
        same = (value < 0.0) == (values[top] < 0.0)
        far = same and abs(value) + abs(values[top]) > rate * (right - left)
        if right - left > _SHORTEST and top < _DEPTH - 1 and not far:
            top += 1
            times[top] = 0.5 * (left + right)
            values[top] = shadow_on(c, a, times[top], seconds, sun, kind, radius, sun_radius)
            continue
        if not same and found < edges.shape[0]:
            edges[found] = left + (right - left) * value / (value - values[top])
            found += 1
        left = right
        value = values[top]
        top -= 1
    return found


@allocating_kernel
def shadows(seconds, position, velocity, sun_seconds, sun, kind, radius, sun_radius):
    """Spans out[n, 2] in which a satellite is in shadow, along its samples; none longer than 1 ms is missed.

    The angle from the shadow changes no faster than the satellite's direction from the Earth's centre turns, and the Earth's disc grows.
    """
    out = np.empty((64, 2))
    count = 0
    c, times, values, edges = np.empty((4, 3)), np.empty(_DEPTH), np.empty(_DEPTH), np.empty(16)
    last = seconds.shape[0] - 1
    began = math.nan
    for i in range(last):
        h = seconds[i + 1] - seconds[i]
        speed, _, _, near = cubic(h, position, velocity, i, c)
        tangent = math.sqrt(max(near * near - radius * radius, 0.01 * near * near))
        rate = 1.1 * (speed / near + speed * radius / (near * tangent) + 2.0 * EARTH_RATE)
        if i == 0 and shadow_on(c, seconds[0], seconds[0], sun_seconds, sun, kind, radius, sun_radius) < 0.0:
            began = seconds[0]
        number = shadow_edges(
            c, seconds[i], seconds[i + 1], rate, sun_seconds, sun, kind, radius, sun_radius, times, values, edges
        )
        for k in range(number + 1):
            if k == number and (i < last - 1 or math.isnan(began)):
                continue
            if k < number and math.isnan(began):
                began = edges[k]
                continue
            if count == out.shape[0]:
                out = longer(out)
            out[count, 0] = began
            out[count, 1] = edges[k] if k < number else seconds[last]
            count += 1
            began = math.nan
    return out[:count]
