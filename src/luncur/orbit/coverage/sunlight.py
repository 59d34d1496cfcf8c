"""Where the Sun stands over points and satellites: elevation, local time, eclipses, beta angle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.earth.constants import EARTH_RATE, SEMI_MAJOR_AXIS
from luncur.errors import InputError
from luncur.orbit.coverage.points import Points
from luncur.orbit.coverage.samples import rates
from luncur.orbit.coverage.sunlight_kernel import shadows
from luncur.orbit.motion.track import Track
from luncur.orbit.time_and_frames.bodies import SUN_RADIUS, sun
from luncur.orbit.time_and_frames.frames import celestial_to_earth_fixed, turned

Floats = NDArray[np.float64]

WIDEST_STEP = 600.0  # [s] between samples of the Sun: its direction is then interpolated to 1e-8 rad
_KINDS = {"cylinder": 0, "penumbra": 1, "umbra": 2}


@dataclass(frozen=True, eq=False)
class SunPath:
    """Earth-fixed positions of the Sun: seconds[n] from the tracks' epoch, position[n, 3] [m] in the ITRF."""

    seconds: Floats
    position: Floats

    def __post_init__(self) -> None:
        steps = np.diff(self.seconds)
        if len(self.seconds) < 2 or self.position.shape != (len(self.seconds), 3):
            raise InputError("sun", "position", self.position.shape, "two samples or more, a position [n, 3] for each")
        if not (steps > 0).all() or steps.max() > WIDEST_STEP + 1.0:
            raise InputError("sun", "seconds", float(steps.max()), "samples that go forward, at most 600 s apart")

    def covers(self, first: float, last: float) -> None:
        """InputError where samples do not reach from ``first`` to ``last`` [s]."""
        if self.seconds[0] > first + 1e-6 or self.seconds[-1] < last - 1e-6:
            given = f"{self.seconds[0]} to {self.seconds[-1]} s"
            raise InputError("sun", "seconds", given, f"positions of the Sun from {first} to {last} s")


def sun_path(epoch: datetime, seconds: Floats) -> SunPath:
    """The geometric Sun over the turning Earth at seconds (n,) from an epoch (UTC), which InputError refuses outside the orientation data.

    Light takes 8 minutes; what is seen stands 20 arcsec aside, less than two seconds of the Earth's turning.
    """
    t = np.asarray(seconds, dtype=np.float64)
    return SunPath(t, turned(celestial_to_earth_fixed(epoch, t), sun(epoch, t)))


def sun_elevation(places: Points, toward: Floats) -> Floats:
    """Geometric elevation of the Sun's centre [rad] (points, times), no refraction; toward: Earth-fixed Sun [times, 3] [m]."""
    line = toward[None] - places.position[:, None]
    sine = np.einsum("ptk,pk->pt", line, places.up) / np.linalg.norm(line, axis=2)
    return np.arcsin(np.clip(sine, -1.0, 1.0))


def mean_solar_time(epoch: datetime, seconds: Floats, longitude: Floats) -> Floats:
    """Local mean solar time [h], 0 to 24: UTC and four minutes for each degree of longitude east [rad].

    UTC stands for UT1, which it follows within 0.9 s.  ``seconds`` and ``longitude`` broadcast.
    """
    t = epoch.astimezone(UTC)
    hours = t.hour + t.minute / 60.0 + (t.second + t.microsecond * 1e-6) / 3600.0
    return np.asarray((hours + np.asarray(seconds) / 3600.0 + np.asarray(longitude) * (12.0 / np.pi)) % 24.0)


def beta_angle(track: Track, toward: Floats) -> Floats:
    """Angle [rad] of the Sun above the orbit's plane, on the side of its angular momentum; toward: Earth-fixed Sun [n, 3] at the samples."""
    inertial = track.velocity + EARTH_RATE * np.column_stack(
        [-track.position[:, 1], track.position[:, 0], np.zeros(len(track.position))]
    )
    pole = np.cross(track.position, inertial)
    sine = np.einsum("ij,ij->i", pole, toward) / (np.linalg.norm(pole, axis=1) * np.linalg.norm(toward, axis=1))
    return np.arcsin(np.clip(sine, -1.0, 1.0))


def eclipses(track: Track, path: SunPath, kind: str = "umbra", radius: float = SEMI_MAJOR_AXIS) -> Floats:
    """Start and end [s] of each passage through the Earth's shadow: (n, 2); those that the window cuts begin or end at its limits.

    kind: "umbra" (no part of the Sun is seen), "penumbra" (some part of it is hidden: the umbra lies within), or "cylinder" (the
    Sun a point, infinitely far).  The Earth is a sphere of ``radius`` [m], without air.  Passages longer than 1 ms are all found.
    InputError for another kind, or where the Sun's samples do not cover the track.
    """
    if kind not in _KINDS:
        raise InputError("eclipses", "kind", kind, f"one of {', '.join(_KINDS)}")
    path.covers(float(track.seconds[0]), float(track.seconds[-1]))
    return np.asarray(
        compiled(shadows)(
            np.ascontiguousarray(track.seconds, dtype=np.float64),
            np.ascontiguousarray(track.position, dtype=np.float64),
            np.ascontiguousarray(rates(track), dtype=np.float64),
            np.ascontiguousarray(path.seconds, dtype=np.float64),
            np.ascontiguousarray(path.position, dtype=np.float64),
            _KINDS[kind], float(radius),
            SUN_RADIUS,
        )
    )  # fmt: skip
