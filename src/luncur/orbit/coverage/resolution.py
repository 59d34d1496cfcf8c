"""How fine an image is: ground sample distance and diffraction limit, at nadir and off it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.errors import InputError
from luncur.orbit.coverage.geometry import elevation_of_off_nadir, slant_range

RAYLEIGH = 1.2196698912665045  # first zero of the Airy pattern, in wavelengths over apertures: 3.8317 / pi


@dataclass(frozen=True)
class GroundSample:
    """What an angle of the camera covers on the ground at one off-nadir angle.

    across [m]: at right angles to the plane of looking; outward [m]: in that plane, on level ground, where it is longer by
    1 / sin(elevation).  slant_range [m]; elevation of the satellite and incidence from the vertical, at the point [rad].
    """

    across: float
    outward: float
    slant_range: float
    elevation: float
    incidence: float


def pixel_angle(focal_length: float, pixel: float) -> float:
    """Angle [rad] that one pixel sees: its pitch over the focal length, both [m]."""
    _positive("focal_length", focal_length)
    _positive("pixel", pixel)
    return pixel / focal_length


def diffraction_angle(aperture: float, wavelength: float) -> float:
    """Least angle [rad] that a round aperture tells apart, by Rayleigh's rule: 1.22 wavelengths over diameters, both [m].

    Source: Born and Wolf, Principles of Optics, 7th ed., section 8.6.2.
    """
    _positive("aperture", aperture)
    _positive("wavelength", wavelength)
    return RAYLEIGH * wavelength / aperture


def ground_sample(
    angle: float, altitude: float, off_nadir: float = 0.0, radius: float = SEMI_MAJOR_AXIS
) -> GroundSample:
    """What an ``angle`` [rad], of a pixel or of diffraction, is on the ground of a round Earth.

    altitude [m], off_nadir [rad].  The angle is taken as small: lengths are slant range times angle.  InputError where the line of sight
    misses the Earth.
    """
    elevation = elevation_of_off_nadir(off_nadir, altitude, radius)
    if not (0.0 <= off_nadir < math.pi / 2 and elevation > 0.0):
        raise InputError("resolution", "off_nadir", off_nadir, "an angle from 0 rad to below the horizon's")
    distance = slant_range(off_nadir, altitude, radius)
    across = distance * angle
    return GroundSample(across, across / math.sin(elevation), distance, elevation, math.pi / 2 - elevation)


def _positive(name: str, value: float) -> None:
    if not (value > 0.0 and math.isfinite(value)):
        raise InputError("resolution", name, value, "a length above 0, in m")
