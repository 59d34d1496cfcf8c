"""What an orbit file says of seeing: sensors, and the places and regions that are looked at."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from luncur.mission.part import FileName, Flag, Name, Part
from luncur.mission.units import Altitude, Angle, Elevation, Latitude, Length, Longitude, Quantity

HalfAngle = Annotated[float, Quantity("angle", 0, 1.5707963267948966, open=True)]
Mask = Annotated[float, Quantity("angle", 0, 1.57)]
Tiny = Annotated[float, Quantity("length", 0, 100, open=True)]


class SensorTable(Part):
    """A camera or other sensor: the shape of its field of view, where it looks, and what limits it."""

    name: Name
    shape: Literal["conical", "rectangular", "swath"] = "conical"
    half_angle: HalfAngle | None = None  # conical [rad]
    half_angle_across: HalfAngle | None = None  # rectangular, across the track [rad]
    half_angle_along: HalfAngle | None = None
    swath: Length | None = None  # on the ground at nadir [m]: a narrow strip that an agile satellite points
    off_nadir_limit: HalfAngle | None = None  # how far the satellite may be pointed [rad]
    roll: Elevation = 0.0  # about the velocity [rad]
    pitch: Elevation = 0.0
    yaw: Angle = 0.0
    nadir: Literal["geocentric", "geodetic"] = "geocentric"
    forward: Literal["inertial", "earth"] = "inertial"  # along which velocity
    sunlit: Flag = False  # whether the satellite must be in full sunlight
    minimum_elevation: Mask = 0.0  # of the satellite over the horizon at the point [rad]
    minimum_sun_elevation: Elevation | None = None  # at the point: daylight [rad]
    maximum_sun_elevation: Elevation | None = None
    focal_length: Tiny | None = None
    pixel: Tiny | None = None
    aperture: Tiny | None = None
    wavelength: Tiny | None = None

    @model_validator(mode="after")
    def _fits(self) -> SensorTable:
        needs = {
            "conical": ("half_angle",), "rectangular": ("half_angle_across", "half_angle_along"),
            "swath": ("swath", "off_nadir_limit"),
        }  # fmt: skip
        for field in ("half_angle", "half_angle_across", "half_angle_along", "swath"):
            if (getattr(self, field) is not None) != (field in needs[self.shape]):
                raise ValueError(
                    f"expected {' and '.join(needs[self.shape])} for a {self.shape} sensor, and no {field}"
                )
        if self.shape == "swath" and self.off_nadir_limit is None:
            raise ValueError("expected swath and off_nadir_limit for a swath sensor")
        low, high = self.minimum_sun_elevation, self.maximum_sun_elevation
        if low is not None and high is not None and low >= high:
            raise ValueError("expected a minimum_sun_elevation below maximum_sun_elevation")
        if (self.pixel is None) != (self.focal_length is None) or (self.aperture is None) != (self.wavelength is None):
            raise ValueError("expected focal_length and pixel together, and aperture and wavelength together")
        return self


class Place(Part):
    name: Name
    latitude: Latitude
    longitude: Longitude
    altitude: Altitude = 0.0


class Region(Part):
    """A part of the Earth: a box of latitudes and longitudes, or the polygons of a GeoJSON file."""

    name: Name
    south: Latitude | None = None
    north: Latitude | None = None
    west: Longitude | None = None
    east: Longitude | None = None
    file: FileName | None = None
    spacing: Annotated[float, Quantity("angle", 0.0017, 0.35)] = 0.017453292519943295  # between points [rad]

    @model_validator(mode="after")
    def _fits(self) -> Region:
        box = [self.south, self.north, self.west, self.east]
        if (self.file is None) == any(v is None for v in box) or (self.file and any(v is not None for v in box)):
            raise ValueError("expected south, north, west and east, or a file of polygons")
        if self.south is not None and self.north is not None and self.south >= self.north:
            raise ValueError("expected a south that is below north")
        if self.west is not None and self.west == self.east:
            raise ValueError("expected a west and an east that differ")
        return self
