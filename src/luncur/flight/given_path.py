"""A trajectory as states over time, from whichever file it came, and the state at any time between."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from luncur.earth.ellipsoid_kernel import altitude_of
from luncur.errors import InputError

Floats = NDArray[np.float64]

MAXIMUM_ROWS = 500_000
LOWEST, HIGHEST = -1000.0, 1e9  # of the height above the ellipsoid [m]
NEAREST = 3e6  # to the Earth's centre along every axis, where no height is asked for [m]
FASTEST = 2e4  # relative to the Earth [m/s]


@dataclass(frozen=True)
class GivenPath:
    """States of the vehicle over time, Earth-fixed (WGS 84).

    time[n] since lift-off [s], not falling (the same time twice is a jump of the state: the later row counts from
    there on); position [n, 3] [m]; velocity [n, 3] relative to the Earth [m/s]; where the file gives them: mass[n] [kg],
    thrust[n] [N], direction[n, 3] of the thrust (unit, Earth-fixed), and the times of events by their names [s].
    """

    file: str
    time: Floats
    position: Floats
    velocity: Floats
    mass: Floats | None = None
    thrust: Floats | None = None
    direction: Floats | None = None
    events: dict[str, float] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()

    @property
    def end(self) -> float:
        """Time of the last state [s]."""
        return float(self.time[-1])

    def at(self, time: Floats) -> tuple[Floats, Floats]:
        """Position and velocity [n, 3] at times [n] [s]; held before the first and after the last row.

        Cubic Hermite through positions and velocities; the velocity is its derivative, so the two belong together.
        """
        t = np.clip(np.asarray(time, dtype=np.float64), self.time[0], self.time[-1])
        i = np.clip(np.searchsorted(self.time, t, side="right") - 1, 0, len(self.time) - 2)
        i = np.where(self.time[i + 1] > self.time[i], i, np.maximum(i - 1, 0))  # a jump at the very end
        h = (self.time[i + 1] - self.time[i])[:, None]
        s = (t - self.time[i])[:, None] / h
        p0, p1, v0, v1 = self.position[i], self.position[i + 1], self.velocity[i] * h, self.velocity[i + 1] * h
        rise = p1 - p0
        c2, c3 = 3 * rise - 2 * v0 - v1, v0 + v1 - 2 * rise
        return p0 + s * (v0 + s * (c2 + s * c3)), (v0 + s * (2 * c2 + 3 * s * c3)) / h


def checked(path: GivenPath) -> GivenPath:
    """The path itself, if it can be one.

    Raises InputError for too few or too many rows, times that fall, states that are not finite, underground or too far
    or fast, and velocities that are not those of the positions (another frame or unit).
    """
    n, file = len(path.time), path.file
    if n < 2:
        raise InputError(file, "", None, "at least two states")
    if n > MAXIMUM_ROWS:
        raise InputError(file, "", n, f"at most {MAXIMUM_ROWS:,} states")
    columns = np.column_stack([path.time, path.position, path.velocity])
    bad = np.flatnonzero(~np.all(np.isfinite(columns), axis=1))
    if len(bad):
        raise InputError(file, f"state {bad[0] + 1}", None, "finite numbers")
    step = np.diff(path.time)
    if np.any(step < 0) or np.any((step[1:] == 0) & (step[:-1] == 0)):
        row = int(np.argmax(step < 0)) if np.any(step < 0) else int(np.argmax((step[1:] == 0) & (step[:-1] == 0)))
        raise InputError(file, f"state {row + 2}", float(path.time[row + 1]), "times that rise")
    if path.time[-1] <= path.time[0]:
        raise InputError(file, "", None, "states at two times at least")
    _check_places(path)
    _check_velocities(path, step)
    return path


def _check_places(path: GivenPath) -> None:
    speed = np.abs(path.velocity).max(axis=1)
    odd = np.any(np.abs(path.position) > 2 * HIGHEST, axis=1) | np.all(np.abs(path.position) < NEAREST, axis=1)
    if np.any(odd):
        raise InputError(
            path.file, f"state {int(np.argmax(odd)) + 1}", None, "a position from -1 km to a million km, in m"
        )
    for row, p in enumerate(path.position):
        height = altitude_of(*p)
        if not LOWEST <= height <= HIGHEST:
            shown = f"{height / 1000:.1f} km above the ellipsoid"
            raise InputError(path.file, f"state {row + 1}", shown, "a position from -1 km to a million km, in m")
    if np.any(speed > FASTEST):
        row = int(np.argmax(speed > FASTEST))
        raise InputError(path.file, f"state {row + 1}", f"{speed[row]:.0f} m/s", "a speed of at most 20 km/s")


def _check_velocities(path: GivenPath, step: Floats) -> None:
    """Mean velocities must be those of the positions: half of the cells within 5 m/s and 1 %, all within a coarse bound."""
    cells = step > 0
    h = step[cells][:, None]
    mean = 0.5 * (path.velocity[1:] + path.velocity[:-1])[cells]
    off = np.linalg.norm(np.diff(path.position, axis=0)[cells] / h - mean, axis=1)
    speed = np.linalg.norm(mean, axis=1)
    if np.median(off - 0.01 * speed - 0.2 * h[:, 0]) > 5.0:
        shown = f"{np.median(off):.0f} m/s off"
        expected = "Earth-relative velocities in m/s that fit the positions"
        raise InputError(path.file, "velocity", shown, expected)
    coarse = 50.0 + 0.2 * speed + 15.0 * h[:, 0]
    if np.any(off > coarse):
        row = int(np.flatnonzero(cells)[np.argmax(off - coarse)])
        shown = f"{off.max():.0f} m/s off"
        raise InputError(path.file, f"states {row + 1} and {row + 2}", shown, "a velocity that fits the positions")
