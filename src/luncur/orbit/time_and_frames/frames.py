"""Rotations between the celestial frame (GCRS), the Earth-fixed one (ITRF), TEME and the mean axes of J2000.

Source: IERS Conventions 2010 (IERS Technical Note 36), chapter 5, by the routines of IAU SOFA (pyerfa).
"""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline

from luncur.orbit.time_and_frames.earth_orientation import OrientationValues, earth_orientation_of
from luncur.orbit.time_and_frames.times import DAY, tai, tt

Floats = NDArray[np.float64]

EARTH_SPIN = 7.292115146706979e-5  # [rad/s], at a day of 86,400 s; IERS Conventions 2010, equation 5.15
NODE = 0.125  # spacing at which the pole is computed when many times are asked for [d]; see ``_pole``


def celestial_to_earth_fixed(epoch: datetime, seconds: ArrayLike) -> Floats:
    """Matrices (n, 3, 3) that turn GCRS vectors into the ITRF, at elapsed SI ``seconds`` (n,) from ``epoch`` (UTC).

    IAU 2006/2000A precession and nutation with the observed offsets of the pole, UT1 and polar motion.  Raises
    InputError for times that the orientation data do not cover.
    """
    t = np.atleast_1d(np.asarray(seconds, dtype=np.float64))
    orientation = earth_orientation_of(epoch, t)
    intermediate = _celestial_to_intermediate(epoch, t, orientation)
    return _polar_motion(epoch, t, orientation) @ about_z(earth_rotation_angle(epoch, t, orientation)) @ intermediate


def teme_to_celestial(epoch: datetime, seconds: ArrayLike) -> Floats:
    """Matrices (n, 3, 3) that turn TEME vectors, those of SGP4, into the GCRS; times as ``celestial_to_earth_fixed``.

    TEME is tied to the Earth by the mean sidereal time of 1982 (Vallado et al., AIAA 2006-6753, appendix C): turned by
    it, and then back by the Earth rotation angle and the pole of IAU 2006/2000A.  That the axes themselves turn with the
    precession is 5e-5 m/s of a low satellite's velocity, and is left out.
    """
    import erfa

    t = np.atleast_1d(np.asarray(seconds, dtype=np.float64))
    orientation = earth_orientation_of(epoch, t)
    sidereal = np.asarray(erfa.gmst82(*_ut1(epoch, t, orientation)))
    turn = about_z(sidereal - earth_rotation_angle(epoch, t, orientation))
    return np.swapaxes(_celestial_to_intermediate(epoch, t, orientation), 1, 2) @ turn


def mean_of_j2000_to_celestial() -> Floats:
    """Matrix (3, 3) that turns vectors in the mean equator and equinox of J2000 (EME2000) into the GCRS: 23 mas."""
    import erfa

    return np.asarray(erfa.bp06(2451545.0, 0.0)[0]).T


def pole_axes(epoch: datetime) -> Floats:
    """Matrix (3, 3) that turns GCRS vectors into axes whose z is the true pole at an epoch, x near that of the GCRS.

    By IAU 2006/2000A without the observed offsets (0.5 mas), so that no table bounds the dates.
    """
    import erfa

    return np.asarray(erfa.c2ixys(*(float(value[0]) for value in celestial_pole(epoch, 0.0))))


def earth_spin(epoch: datetime, seconds: ArrayLike) -> Floats:
    """Angular velocity (n, 3) of the Earth in ITRF axes [rad/s]: along the pole of the day; its length to 4e-8."""
    t = np.atleast_1d(np.asarray(seconds, dtype=np.float64))
    return EARTH_SPIN * _polar_motion(epoch, t, earth_orientation_of(epoch, t))[:, :, 2]


def to_earth_fixed(
    position: Floats, velocity: Floats, rotation: Floats, spin: Floats | None = None
) -> tuple[Floats, Floats]:
    """Earth-fixed position [m] and velocity relative to the rotating Earth [m/s] of GCRS states (..., n, 3).

    rotation: ``celestial_to_earth_fixed`` of the same times (n, 3, 3); spin: ``earth_spin`` (n, 3), or the z axis
    where it is left out, which is 0.7 mm/s off in low orbit.
    """
    axis = np.array([0.0, 0.0, EARTH_SPIN]) if spin is None else spin
    fixed = turned(rotation, position)
    return fixed, turned(rotation, velocity) - np.cross(axis, fixed)


def to_celestial(
    position: Floats, velocity: Floats, rotation: Floats, spin: Floats | None = None
) -> tuple[Floats, Floats]:
    """The reverse of ``to_earth_fixed``, with the same ``rotation`` and ``spin``."""
    axis = np.array([0.0, 0.0, EARTH_SPIN]) if spin is None else spin
    back = np.swapaxes(rotation, -1, -2)
    return turned(back, position), turned(back, velocity + np.cross(axis, position))


def turned(rotation: Floats, vectors: Floats) -> Floats:
    """Vectors (..., n, 3), each turned by its matrix (n, 3, 3) or all by one (3, 3)."""
    if rotation.ndim == 2:
        return np.asarray(vectors @ rotation.T)
    return np.asarray(np.einsum("nij,...nj->...ni", rotation, vectors))


def about_z(angle: Floats) -> Floats:
    """Matrices (n, 3, 3) that turn the axes by ``angle`` [rad] about z."""
    c, s = np.cos(angle), np.sin(angle)
    out = np.zeros((*np.shape(angle), 3, 3))
    out[..., 0, 0], out[..., 0, 1], out[..., 1, 0], out[..., 1, 1], out[..., 2, 2] = c, s, -s, c, 1.0
    return out


def earth_rotation_angle(epoch: datetime, seconds: Floats, orientation: OrientationValues) -> Floats:
    """Earth rotation angle [rad] of UT1; IERS Conventions 2010, equation 5.15."""
    import erfa

    return np.asarray(erfa.era00(*_ut1(epoch, seconds, orientation)))


def celestial_pole(epoch: datetime, seconds: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """X, Y of the celestial pole by IAU 2006/2000A and the locator s [rad] (n,), without the observed offsets.

    Computed for the times themselves while they are few, and by a cubic spline through nodes 3 h apart where those are
    fewer: within 1e-5 mas of the series, whose fastest large term has 13.7 days.
    """
    t = np.atleast_1d(np.asarray(seconds, dtype=np.float64))
    first, last = np.floor(t.min() / DAY / NODE) - 4.0, np.ceil(t.max() / DAY / NODE) + 4.0
    if len(t) <= last - first + 1:
        return _pole(epoch, t)
    nodes = np.arange(first, last + 1.0) * NODE * DAY
    spline = CubicSpline(nodes, np.column_stack(_pole(epoch, nodes)))
    x, y, s = np.asarray(spline(t)).T
    return x, y, s


def _pole(epoch: datetime, seconds: Floats) -> tuple[Floats, Floats, Floats]:
    import erfa

    x, y, s = erfa.xys06a(*tt(epoch, seconds))
    return np.asarray(x), np.asarray(y), np.asarray(s)


def _celestial_to_intermediate(epoch: datetime, seconds: Floats, orientation: OrientationValues) -> Floats:
    import erfa

    x, y, s = celestial_pole(epoch, seconds)
    return np.asarray(erfa.c2ixys(x + orientation.offset_x, y + orientation.offset_y, s))


def _polar_motion(epoch: datetime, seconds: Floats, orientation: OrientationValues) -> Floats:
    import erfa

    locator = erfa.sp00(*tt(epoch, seconds))
    return np.asarray(erfa.pom00(orientation.pole_x, orientation.pole_y, locator))


def _ut1(epoch: datetime, seconds: Floats, orientation: OrientationValues) -> tuple[Floats, Floats]:
    day, part = tai(epoch, seconds)
    return day, part + orientation.ut1_less_tai / DAY
