"""What a satellite can see: field of view, pointing, limits."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError

Floats = NDArray[np.float64]

_RIGHT_ANGLE = math.pi / 2


@dataclass(frozen=True)
class Sensor:
    """A field of view, where it points, and when a point in it counts as seen.

    Field of view, one of two: a cone of ``half_angle``, or a pyramid of four planes through the satellite, whose
    half-angles ``across`` and ``along`` the track are measured in the planes of its axes: |right / down| <= tan(across),
    |forward / down| <= tan(along).

    Pointing: from the satellite's axes (forward, right, down) the sensor turns by ``roll`` about forward, then by ``pitch``
    about its own right, then by ``yaw`` about its own boresight, each right-handed: a positive roll looks to the left of the
    track, a positive pitch looks ahead, a positive yaw turns the sensor's forward to the right.

    ``off_nadir_limit``: of an agile satellite, which turns to what it looks at.  A point is then accessible when it is within
    this angle of nadir, wherever the field of view rests; the field of view says only how wide a strip an image is.

    ``minimum_elevation``: of the satellite above the point's horizon, 0 or more, so that the Earth is never looked through.
    ``sun_elevation``: lowest and highest elevation of the Sun at the point (daylight: (0, pi/2)).  ``sunlit``: whether the
    satellite itself must be in full sunlight.  Both need positions of the Sun, given to ``accesses``.

    ``nadir``: "geocentric" (to the Earth's centre) or "geodetic" (normal to the ellipsoid).  ``forward``: along the
    "inertial" velocity or the one over the turning "Earth".  Angles [rad].  InputError where a value is out of its range.
    """

    half_angle: float | None = None
    across: float | None = None
    along: float | None = None
    roll: float = 0.0
    pitch: float = 0.0
    yaw: float = 0.0
    off_nadir_limit: float | None = None
    minimum_elevation: float = 0.0
    sun_elevation: tuple[float, float] | None = None
    sunlit: bool = False
    nadir: str = "geocentric"
    forward: str = "inertial"

    def __post_init__(self) -> None:
        rectangular = self.across is not None and self.along is not None
        if (self.half_angle is None) != rectangular or (self.across is None) != (self.along is None):
            given = {"half_angle": self.half_angle, "across": self.across, "along": self.along}
            raise InputError("sensor", "field of view", given, "either half_angle, or both across and along")
        for name in ("half_angle", "across", "along", "off_nadir_limit"):
            value = getattr(self, name)
            if value is not None and not 0.0 < value < _RIGHT_ANGLE:
                raise InputError("sensor", name, value, "an angle above 0 and below pi/2 rad (90 deg)")
        for name in ("roll", "pitch", "yaw"):
            if not abs(getattr(self, name)) <= math.pi:
                raise InputError("sensor", name, getattr(self, name), "an angle from -pi to pi rad")
        if not 0.0 <= self.minimum_elevation < _RIGHT_ANGLE:
            raise InputError(
                "sensor", "minimum_elevation", self.minimum_elevation, "0 or more and below pi/2 rad (90 deg)"
            )
        if self.sun_elevation is not None:
            low, high = self.sun_elevation
            if not -_RIGHT_ANGLE <= low < high <= _RIGHT_ANGLE:
                raise InputError(
                    "sensor", "sun_elevation", self.sun_elevation, "lowest and highest elevation within +-pi/2 rad"
                )
        if self.nadir not in ("geocentric", "geodetic"):
            raise InputError("sensor", "nadir", self.nadir, "geocentric or geodetic")
        if self.forward not in ("inertial", "earth"):
            raise InputError("sensor", "forward", self.forward, "inertial or earth")

    @property
    def rotation(self) -> Floats:
        """Matrix [3, 3] whose columns are the sensor's forward, right and boresight in the satellite's axes."""
        cr, sr, cp, sp = math.cos(self.roll), math.sin(self.roll), math.cos(self.pitch), math.sin(self.pitch)
        cy, sy = math.cos(self.yaw), math.sin(self.yaw)
        roll = np.array([[1.0, 0.0, 0.0], [0.0, cr, -sr], [0.0, sr, cr]])
        pitch = np.array([[cp, 0.0, sp], [0.0, 1.0, 0.0], [-sp, 0.0, cp]])
        yaw = np.array([[cy, -sy, 0.0], [sy, cy, 0.0], [0.0, 0.0, 1.0]])
        return roll @ pitch @ yaw

    @property
    def planes(self) -> Floats:
        """The limits of the direction to a point: [m, 4], a unit vector in the satellite's axes and the least cosine to it."""
        if self.off_nadir_limit is not None:
            return np.array([[0.0, 0.0, 1.0, math.cos(self.off_nadir_limit)]])
        return self.field_planes

    @property
    def field_planes(self) -> Floats:
        """``planes`` of the field of view where it rests, whatever the satellite's agility."""
        turn = self.rotation
        if self.half_angle is not None:
            return np.array([[*turn[:, 2], math.cos(self.half_angle)]])
        assert self.across is not None
        assert self.along is not None
        ca, sa, cb, sb = math.cos(self.along), math.sin(self.along), math.cos(self.across), math.sin(self.across)
        inward = np.array([[-ca, 0.0, sa], [ca, 0.0, sa], [0.0, -cb, sb], [0.0, cb, sb]])
        return np.column_stack([inward @ turn.T, np.zeros(4)])

    @property
    def widest(self) -> float:
        """Angle [rad] from down that no seen point exceeds; pi where the field of view may reach beyond the horizontal."""
        if self.off_nadir_limit is not None:
            return self.off_nadir_limit
        tilt = math.acos(max(-1.0, min(1.0, float(self.rotation[2, 2]))))
        if self.half_angle is not None:
            return min(math.pi, tilt + self.half_angle)
        assert self.across is not None
        assert self.along is not None
        return min(math.pi, tilt + math.atan(math.hypot(math.tan(self.across), math.tan(self.along))))
