"""The sensors of a case as coverage takes them, and how finely they see."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.errors import InputError
from luncur.orbit.coverage.geometry import earth_angle, earth_angular_radius, half_angle_of_swath, swath_width
from luncur.orbit.coverage.resolution import diffraction_angle, ground_sample, pixel_angle
from luncur.orbit.coverage.sensor import Sensor
from luncur.orbit.input.seeing import SensorTable


def sensor_of(table: SensorTable, altitude: float, file: str) -> Sensor:
    """What coverage searches with.  altitude: of the satellite [m], for a swath that is given on the ground.

    Raises InputError, naming the file and the sensor, for a swath that the horizon does not allow.
    """
    try:
        return _sensor(table, altitude)
    except InputError as error:
        raise InputError(file, f"sensor.{table.name}.{error.field}", error.value, error.expected) from None


def _sensor(table: SensorTable, altitude: float) -> Sensor:
    common: dict[str, Any] = {
        "roll": table.roll, "pitch": table.pitch, "yaw": table.yaw, "minimum_elevation": table.minimum_elevation,
        "nadir": table.nadir, "forward": table.forward, "sunlit": table.sunlit, "off_nadir_limit": table.off_nadir_limit, "sun_elevation": _light(table),
    }  # fmt: skip
    if table.shape == "conical":
        return Sensor(half_angle=table.half_angle, **common)
    if table.shape == "rectangular":
        return Sensor(across=table.half_angle_across, along=table.half_angle_along, **common)
    assert table.swath is not None
    half = half_angle_of_swath(table.swath, altitude)
    return Sensor(across=half, along=half, **common)


def _light(table: SensorTable) -> tuple[float, float] | None:
    low, high = table.minimum_sun_elevation, table.maximum_sun_elevation
    if low is None and high is None:
        return None
    return (-math.pi / 2 if low is None else low, math.pi / 2 if high is None else high)


def sensor_record(table: SensorTable, sensor: Sensor, altitude: float) -> dict[str, Any]:
    """Swath, reach and resolution of a sensor over a round Earth, at one height [m]."""
    half = sensor.half_angle if sensor.half_angle is not None else sensor.across
    assert half is not None
    limit, tilt = table.off_nadir_limit, math.acos(math.cos(sensor.roll) * math.cos(sensor.pitch))
    horizon = earth_angular_radius(altitude)
    reach = None if limit is None else SEMI_MAJOR_AXIS * earth_angle(min(limit, horizon * (1 - 1e-12)), altitude)
    return {
        "name": table.name, "shape": table.shape, "altitude_m": altitude, "swath_m": _finite(swath_width(half, altitude, tilt)),
        "half_angle_deg": math.degrees(half), "off_nadir_limit_deg": None if limit is None else math.degrees(limit), "reach_m": reach,
        "minimum_elevation_deg": math.degrees(table.minimum_elevation),
        "minimum_sun_elevation_deg": None if table.minimum_sun_elevation is None else math.degrees(table.minimum_sun_elevation),
        "ground_sample_distance_m": _resolution(_pixel(table), altitude, limit or tilt),
        "diffraction_limit_m": _resolution(_diffraction(table), altitude, limit or tilt),
    }  # fmt: skip


def _pixel(table: SensorTable) -> float | None:
    if table.focal_length is None or table.pixel is None:
        return None
    return pixel_angle(table.focal_length, table.pixel)


def _diffraction(table: SensorTable) -> float | None:
    if table.aperture is None or table.wavelength is None:
        return None
    return diffraction_angle(table.aperture, table.wavelength)


def _resolution(angle: float | None, altitude: float, off_nadir: float) -> dict[str, float | None] | None:
    """At nadir, and at the limit of pointing in both directions; null there where it looks past the horizon."""
    if angle is None:
        return None
    nadir = ground_sample(angle, altitude)
    if not 0 < off_nadir < earth_angular_radius(altitude):
        return {"nadir": nadir.across, "at_limit_across": None, "at_limit_outward": None}
    away = ground_sample(angle, altitude, off_nadir)
    return {"nadir": nadir.across, "at_limit_across": away.across, "at_limit_outward": away.outward}


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
