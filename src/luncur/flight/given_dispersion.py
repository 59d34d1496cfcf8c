"""How launches differ from a given trajectory: offsets along radial, along-track and cross-track axes that grow in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.frames import inertial_state
from luncur.flight.given_path import GivenPath
from luncur.mission.model import TrajectoryDispersion

Floats = NDArray[np.float64]

AXES = ("radial", "along", "cross")
_HALF = 0.25  # of the difference that gives the velocity of an offset [s]


@dataclass(frozen=True)
class GivenDispersion:
    """One standard deviation over time [rows, 4]: time [s], then radial, along, cross [m]; of the velocity likewise [m/s].

    One standard normal for each axis holds for a whole launch, so a launch that is late at one time is late at all.
    Without ``velocity`` the velocity follows from the growth of the position's offset; with it, it has draws of its own.
    """

    position: Floats
    velocity: Floats | None

    @property
    def names(self) -> tuple[str, ...]:
        """Path of every standard normal that a launch draws."""
        kinds = ("position",) if self.velocity is None else ("position", "velocity")
        return tuple(f"trajectory.{kind}.{axis}" for kind in kinds for axis in AXES)

    def offsets(self, path: GivenPath, time: Floats, z: Floats) -> tuple[Floats, Floats]:
        """Offsets of position [n, 3] [m] and velocity [n, 3] [m/s], Earth-fixed, at times [n] for normals z[n, names]."""
        moved = self._position(path, time, z)
        if self.velocity is not None:
            sigma = over_time(self.velocity, time)
            return moved, np.einsum("ni,nij->nj", sigma * z[:, 3:6], axes_at(path, time))
        later, earlier = time + _HALF, np.maximum(time - _HALF, 0.0)
        grown = self._position(path, later, z) - self._position(path, earlier, z)
        return moved, grown / np.maximum(later - earlier, _HALF)[:, None]

    def _position(self, path: GivenPath, time: Floats, z: Floats) -> Floats:
        return np.einsum("ni,nij->nj", over_time(self.position, time) * z[:, :3], axes_at(path, time))


def given_dispersion(table: TrajectoryDispersion | None) -> GivenDispersion | None:
    """The mission's table of standard deviations as arrays; None without one."""
    if table is None:
        return None
    velocity = np.array(table.velocity, dtype=np.float64) if table.velocity else None
    return GivenDispersion(np.array(table.position, dtype=np.float64), velocity)


def over_time(table: Floats, time: Floats) -> Floats:
    """Standard deviations [n, 3] at times [n]: monotone and smooth between rows, held outside them."""
    if len(table) == 1:
        return np.repeat(table[:, 1:], len(time), axis=0)
    from scipy.interpolate import PchipInterpolator

    at = np.clip(time, table[0, 0], table[-1, 0])
    return np.asarray(PchipInterpolator(table[:, 0], table[:, 1:], axis=0)(at))


def axes_at(path: GivenPath, time: Floats) -> Floats:
    """Unit vectors [n, 3 axes, 3] of the path at times [n], Earth-fixed: away from the Earth, along, across to the left.

    The plane is that of the inertial velocity, so it exists on the pad too (save at the poles, where it is of no use).
    """
    position, velocity = path.at(time)
    _, inertial = inertial_state(position, velocity, 0.0)  # inertial velocity along the Earth-fixed axes of the moment
    radial = position / np.linalg.norm(position, axis=1)[:, None]
    cross = np.cross(radial, inertial)
    cross /= np.maximum(np.linalg.norm(cross, axis=1), 1e-9)[:, None]
    return np.stack([radial, np.cross(cross, radial), cross], axis=1)
