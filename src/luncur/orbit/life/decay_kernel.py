"""Change of an orbit's size and shape by drag, averaged over a revolution, and its integration down to the end."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import EARTH_RATE, J2, MU, SEMI_MAJOR_AXIS
from luncur.orbit.life.density_kernel import density, surface_radius

_TWO_PI = 2.0 * math.pi
_J2_R2 = J2 * SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS  # [m2]
MEAN_HEIGHT_OF_END = 120e3  # of a round orbit: half a revolution is left [m]
LOWEST_HEIGHT_OF_END = 100e3  # of any orbit [m]
DECAYED, END_OF_SPAN, END_OF_SUN, NO_ORBIT, TOO_MANY_STEPS, NOT_FINITE = 0, 1, 2, 10, 20, 21
_MOST_STEPS = 200_000


@kernel
def nodes_of(a, e):
    """How many points of a revolution are enough: a step is less than the width of the density's peak at the perigee."""
    return 24 + int(4.8 * math.sqrt(abs(a * e) / 10e3))


@kernel
def rates(a, e, w, sin_i, cos_i, drag, flux, storm, table):
    """Rates of the semi-major axis [m/s], eccentricity [1/s], argument of perigee [rad/s]; lowest and mean height [m].

    Mean elements; drag = Cd A / m [m2/kg].  Gauss's equations (Vallado, Fundamentals of Astrodynamics, 4th ed., section 9.3.2)
    averaged over the mean anomaly, in air that turns with the Earth; the height carries the short-period part of J2 (Kozai,
    Astronomical Journal 64 (1959), 367-377); the perigee turns by J2 (Vallado, equation 9-39).
    """
    nodes = nodes_of(a, e)
    root = math.sqrt(1.0 - e * e)
    p = a * root * root
    n = math.sqrt(MU / (a * a * a))
    speed = math.sqrt(MU / p)
    h = speed * p
    shift = -0.5 * _J2_R2 / p * (1.0 - 1.5 * sin_i * sin_i)
    wave = 0.25 * _J2_R2 / p * sin_i * sin_i
    cw = math.cos(w)
    sw = math.sin(w)
    da = 0.0
    de = 0.0
    lowest = 1e30
    mean = 0.0
    for j in range(nodes):
        anomaly = _TWO_PI * j / nodes
        c = math.cos(anomaly)
        s = math.sin(anomaly)
        one = 1.0 - e * c
        cos_v = (c - e) / one
        sin_v = root * s / one
        sin_u = sin_v * cw + cos_v * sw
        cos_u = cos_v * cw - sin_v * sw
        r = a * one + shift * (1.0 + e / (1.0 + root) * cos_v + 2.0 / root * one) + wave * (1.0 - 2.0 * sin_u * sin_u)
        sine = sin_i * sin_u
        height = r - surface_radius(sine * sine)
        mean += height
        lowest = min(lowest, height)
        radial = speed * e * sin_v
        along = h / (a * one) - EARTH_RATE * r * cos_i
        across = EARTH_RATE * r * sin_i * cos_u
        k = -0.5 * density(table, flux, storm, sine * sine, height)
        k *= math.sqrt(radial * radial + along * along + across * across)
        da += one * k * (e * sin_v * radial + p / (a * one) * along)
        de += one * k * (sin_v * radial + (cos_v + c) * along)
    turn = 0.75 * n * _J2_R2 / (p * p) * (4.0 - 5.0 * sin_i * sin_i)
    return drag * da / nodes * 2.0 / (n * root), drag * de / nodes * h / MU, turn, lowest, mean / nodes


@kernel
def sun_at(months, fluxes, storms, offset, time, month):
    """Rows of the density table for the Sun at a time [s]: between the middles of two months; held at both ends."""
    x = min(max(offset + time / month, 0.0), months.shape[0] - 1.0)
    i = int(x)
    f = x - i
    a = months[i]
    b = months[min(i + 1, months.shape[0] - 1)]
    return fluxes[a] + f * (fluxes[b] - fluxes[a]), storms[a] + f * (storms[b] - storms[a])


@kernel
def next_corner(offset, time, month, count):
    """When the Sun's straight course bends next [s]; infinite where it is constant."""
    if count == 1:
        return math.inf
    k = math.floor(offset + time / month + 1e-9) + 1.0
    return (k - offset) * month


@kernel
def decay_one(a, e, inclination, w, drag, months, fluxes, storms, offset, month, ends, span, tolerance, table, out):
    """Follow one orbit until it ends, the span [s] is over or nothing is known of the Sun; returns a status.

    out[6]: time [s], revolutions, semi-major axis [m], eccentricity, argument of perigee [rad], lowest height [m].
    Bogacki and Shampine's pair of orders 3 and 2 (Applied Mathematics Letters 2 (1989), 321-325); the local error of the
    semi-major axis and of its product with the eccentricity is at most ``tolerance`` [m].
    """
    si = math.sin(inclination)
    ci = math.cos(inclination)
    known = (months.shape[0] - 1 - offset) * month if ends else math.inf
    limit = min(span, known)
    t = 0.0
    turns = 0.0
    flux, storm = sun_at(months, fluxes, storms, offset, t, month)
    a1, e1, w1, lowest, mean = rates(a, e, w, si, ci, drag, flux, storm, table)
    step = 1000.0
    status = TOO_MANY_STEPS
    if lowest < LOWEST_HEIGHT_OF_END or mean < MEAN_HEIGHT_OF_END:
        status = NO_ORBIT
    for _ in range(_MOST_STEPS if status == TOO_MANY_STEPS else 0):
        last = step >= limit - t
        corner = next_corner(offset, t, month, months.shape[0]) - t
        h = min(step, corner, limit - t)
        flux, storm = sun_at(months, fluxes, storms, offset, t + 0.5 * h, month)
        a2, e2, w2, _l, _m = rates(
            a + 0.5 * h * a1, e + 0.5 * h * e1, w + 0.5 * h * w1, si, ci, drag, flux, storm, table
        )
        flux, storm = sun_at(months, fluxes, storms, offset, t + 0.75 * h, month)
        a3, e3, w3, _l, _m = rates(
            a + 0.75 * h * a2, e + 0.75 * h * e2, w + 0.75 * h * w2, si, ci, drag, flux, storm, table
        )
        da = h * (2.0 * a1 + 3.0 * a2 + 4.0 * a3) / 9.0
        de = h * (2.0 * e1 + 3.0 * e2 + 4.0 * e3) / 9.0
        dw = h * (2.0 * w1 + 3.0 * w2 + 4.0 * w3) / 9.0
        flux, storm = sun_at(months, fluxes, storms, offset, t + h, month)
        a4, e4, w4, low4, mean4 = rates(a + da, e + de, w + dw, si, ci, drag, flux, storm, table)
        error_a = h * (-5.0 * a1 / 72.0 + a2 / 12.0 + a3 / 9.0 - a4 / 8.0)
        error_e = h * (-5.0 * e1 / 72.0 + e2 / 12.0 + e3 / 9.0 - e4 / 8.0)
        error = max(abs(error_a), a * abs(error_e)) / tolerance
        if not error < 1e300:
            if h < 1e-3:
                status = NOT_FINITE
                break
            step = 0.1 * h
            continue
        factor = min(max(0.9 * (error + 1e-12) ** (-1.0 / 3.0), 0.2), 5.0)
        if error > 1.0:
            step = h * factor
            continue
        if low4 < LOWEST_HEIGHT_OF_END or mean4 < MEAN_HEIGHT_OF_END:
            share = (lowest - LOWEST_HEIGHT_OF_END) / max(lowest - low4, 1e-9)
            share = (
                min(share, (mean - MEAN_HEIGHT_OF_END) / max(mean - mean4, 1e-9))
                if mean4 < MEAN_HEIGHT_OF_END
                else share
            )
            share = min(max(share, 0.0), 1.0)
            status = DECAYED
            h *= share
            da *= share
            de *= share
            dw *= share
        turns += h * math.sqrt(MU / (a + 0.5 * da)) / (a + 0.5 * da) / _TWO_PI
        t += h
        a += da
        e = max(e + de, 0.0)
        w += dw
        lowest = low4
        mean = mean4
        if status == DECAYED:
            break
        if last and t >= limit * (1.0 - 1e-12):
            status = END_OF_SPAN if span <= known else END_OF_SUN
            break
        a1, e1, w1 = a4, e4, w4
        step = max(step, h * factor) if h < step else h * factor
    out[0] = t
    out[1] = turns
    out[2] = a
    out[3] = e
    out[4] = w
    out[5] = lowest
    return status


@kernel
def decay_many(
    orbit, drag, row, months, fluxes, storms, offset, month, ends, span, tolerance, table, status, out
):  # fmt: skip
    """``decay_one`` for orbits [n, 4] of semi-major axis, eccentricity, inclination and argument of perigee."""
    for i in range(orbit.shape[0]):
        status[i] = decay_one(
            orbit[i, 0], orbit[i, 1], orbit[i, 2], orbit[i, 3], drag[i], months[row[i]], fluxes, storms, offset, month, ends,
            span, tolerance, table, out[i],
        )  # fmt: skip


@kernel
def rates_many(orbit, drag, flux, storm, table, out):
    """``rates`` for orbits [n, 4]."""
    for i in range(orbit.shape[0]):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3], out[i, 4] = rates(
            orbit[i, 0], orbit[i, 1], orbit[i, 3], math.sin(orbit[i, 2]), math.cos(orbit[i, 2]), drag[i], flux, storm, table
        )  # fmt: skip
