"""What an orbit file can say, in SI, as frozen data.  Nothing here computes."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.mission.part import Count, FileName, Flag, Name, Number, Part, Text, Timestamp
from luncur.mission.units import (
    Altitude,
    Angle,
    Area,
    Latitude,
    Length,
    Longitude,
    Quantity,
    Ratio,
)
from luncur.orbit.input.seeing import Place, Region, SensorTable

Frame = Literal["J2000", "GCRF", "TEME", "ITRF"]
Level = Literal["low", "mean", "high"]
Duration = Annotated[float, Quantity("time", 1, 3.2e7)]
Step = Annotated[float, Quantity("time", 0.001, 60)]
AngleSigma = Annotated[float, Quantity("angle", 0, 1.0)]
PositiveMass = Annotated[float, Quantity("mass", 0, 1e6, open=True)]
SignedLength = Annotated[float, Quantity("length", -1e9, 1e9)]
SignedSpeed = Annotated[float, Quantity("speed", -1e5, 1e5)]
Eccentricity = Annotated[float, Field(strict=True, ge=0, lt=1)]


def _hours(value: Any) -> float:
    """A time of day "10:30" or "10:30:15" in hours."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", value) if isinstance(value, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        raise ValueError("expected a time of day such as '10:30'")
    return int(match[1]) + int(match[2]) / 60 + int(match[3] or 0) / 3600


def _inclination(value: Any) -> Any:
    if value == "sun-synchronous":
        return value
    try:
        return Quantity("angle", 0, 3.141592653589793).parse(value)
    except ValueError as error:
        raise ValueError(f"{error}, or 'sun-synchronous'") from None


TimeOfDay = Annotated[float, BeforeValidator(_hours, json_schema_input_type=str)]
InclinationOrSun = Annotated[
    float | Literal["sun-synchronous"], BeforeValidator(_inclination, json_schema_input_type=float | str)
]


class OrbitTable(Part):
    """Where the orbit comes from: elements, a state, element sets of a catalogue, or a mission's cut-off.

    Exactly one of these is given; angles [rad], lengths [m] in SI; ``frame`` is that of the elements or the state.
    """

    epoch: Timestamp | None = None
    frame: Frame = "J2000"
    semi_major_axis: Length | None = None
    eccentricity: Eccentricity | None = None
    perigee_altitude: Altitude | None = None
    apogee_altitude: Altitude | None = None
    inclination: InclinationOrSun | None = None
    raan: Angle | None = None
    local_time_of_ascending_node: TimeOfDay | None = None  # mean solar time [h]
    argument_of_perigee: Angle | None = None
    true_anomaly: Angle | None = None
    mean_anomaly: Angle | None = None
    position: tuple[SignedLength, SignedLength, SignedLength] | None = None
    velocity: tuple[SignedSpeed, SignedSpeed, SignedSpeed] | None = None
    tle: tuple[Annotated[str, Field(max_length=80)], ...] = Field(default=(), max_length=3)
    file: FileName | None = None  # of TLE or OMM
    mission: FileName | None = None  # a mission file or the name of a built-in

    @property
    def way(self) -> str:
        """Which of the ways it is given: elements, state, tle, file or mission."""
        return next(iter(self._ways()), "elements")

    def _ways(self) -> list[str]:
        of_elements = (self.semi_major_axis, self.perigee_altitude, self.inclination)
        given = {
            "elements": any(v is not None for v in of_elements), "state": self.position is not None or self.velocity is not None,
            "tle": bool(self.tle), "file": self.file is not None, "mission": self.mission is not None,
        }  # fmt: skip
        return [name for name, there in given.items() if there]

    @model_validator(mode="after")
    def _one_way(self) -> OrbitTable:
        ways = self._ways()
        if len(ways) != 1:
            found = f"not {' and '.join(ways)}" if ways else "there is none"
            raise ValueError(f"expected elements, a position and velocity, tle, file or mission, one of them; {found}")
        check = {"elements": self._check_elements, "state": self._check_state}.get(ways[0], self._check_bare)
        check()
        return self

    def _check_elements(self) -> None:
        by_axis, by_heights = self.semi_major_axis is not None, self.perigee_altitude is not None
        if (
            by_axis == by_heights
            or by_axis != (self.eccentricity is not None)
            or by_heights != (self.apogee_altitude is not None)
        ):
            raise ValueError("expected semi_major_axis and eccentricity, or perigee_altitude and apogee_altitude")
        if (
            self.perigee_altitude is not None
            and self.apogee_altitude is not None
            and self.apogee_altitude < self.perigee_altitude
        ):
            raise ValueError("expected an apogee_altitude that is not below perigee_altitude")
        if self._perigee() <= 0:
            raise ValueError("expected an orbit whose perigee is above the ground")
        if self.inclination is None or self.epoch is None:
            raise ValueError("expected an inclination and an epoch beside the size of the orbit")
        if (self.raan is None) == (self.local_time_of_ascending_node is None):
            raise ValueError("expected raan or local_time_of_ascending_node, one of them")
        if self.true_anomaly is not None and self.mean_anomaly is not None:
            raise ValueError("expected true_anomaly or mean_anomaly, not both")
        if self.frame == "ITRF":
            raise ValueError("expected elements in J2000, GCRF or TEME; in ITRF give position and velocity")

    def _perigee(self) -> float:
        """Height of the perigee above the equatorial radius [m]."""
        if self.semi_major_axis is not None and self.eccentricity is not None:
            return self.semi_major_axis * (1 - self.eccentricity) - SEMI_MAJOR_AXIS
        return self.perigee_altitude or 0.0

    def _check_state(self) -> None:
        if self.position is None or self.velocity is None or self.epoch is None:
            raise ValueError("expected position, velocity and epoch together")

    def _check_bare(self) -> None:
        if self.epoch is not None:
            raise ValueError("expected no epoch: the elements, or the mission, have their own")


class Walker(Part):
    """A Walker constellation made from the orbit: total satellites in so many planes, with a phasing number."""

    pattern: Literal["delta", "star"] = "delta"
    total: Count = Field(ge=1, le=10_000)
    planes: Count = Field(ge=1, le=10_000)
    phasing: Count = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _fits(self) -> Walker:
        if self.total % self.planes or self.phasing >= max(self.planes, 1):
            raise ValueError("expected a total that the number of planes divides, and a phasing below that number")
        return self


class Activity(Part):
    """The Sun's and the Earth's magnetic activity for the density of the air: a named level, or figures."""

    level: Level | None = None
    f107: Number | None = Field(default=None, ge=50, le=400)  # 10.7 cm flux of the day before [1e-22 W/m2/Hz]
    f107_average: Number | None = Field(default=None, ge=50, le=400)  # over 81 days
    ap: Number | None = Field(default=None, ge=0, le=400)

    @model_validator(mode="after")
    def _one_way(self) -> Activity:
        figures = (self.f107, self.f107_average, self.ap)
        if (self.level is None) == any(v is None for v in figures) or (
            self.level and any(v is not None for v in figures)
        ):
            raise ValueError("expected a level, or f107, f107_average and ap together")
        return self


class Propagation(Part):
    """How the motion is computed, for how long and how finely it is tabulated."""

    method: Literal["secular", "numerical", "two-body", "sgp4"] | None = (
        None  # None: sgp4 for element sets, else secular
    )
    duration: Duration = 86_400.0
    step: Step = 60.0
    output_frame: Frame | None = None  # of orbit.oem; None: that of the elements or the state
    gravity_degree: Count = Field(default=20, ge=0, le=70)
    gravity_order: Count = Field(default=20, ge=0, le=70)
    sun: Flag = True
    moon: Flag = True
    drag: Flag = False
    solar_pressure: Flag = False
    activity: Activity | None = None

    @model_validator(mode="after")
    def _fits(self) -> Propagation:
        if self.gravity_order > self.gravity_degree:
            raise ValueError("expected a gravity_order of at most gravity_degree")
        if self.drag and self.activity is None:
            raise ValueError("expected [propagation.activity] beside drag: the density of the air depends on it")
        return self


class Spacecraft(Part):
    """Mass and areas; each area may have a range that its true value is thought to lie in."""

    mass: PositiveMass
    drag_area: Area | None = None
    drag_area_low: Area | None = None
    drag_area_high: Area | None = None
    drag_coefficient: Ratio = 2.2
    radiation_area: Area | None = None
    radiation_coefficient: Ratio = 1.3
    casualty_area: Area | None = None  # of all that survives re-entry together [m2]
    note: Text = ""

    @model_validator(mode="after")
    def _fits(self) -> Spacecraft:
        low, high = self.drag_area_low, self.drag_area_high
        if (low is None) != (high is None) or (low is not None and self.drag_area is None):
            raise ValueError("expected drag_area_low and drag_area_high together, beside drag_area")
        if low is not None and high is not None and self.drag_area is not None and not low <= self.drag_area <= high:
            raise ValueError("expected a drag_area from drag_area_low to drag_area_high")
        return self


class LaunchWindow(Part):
    """From where and when the plane of the orbit is to be reached."""

    site: Annotated[str, Field(max_length=200)] | None = None  # name of a built-in site
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    start: Timestamp
    duration: Duration = 172_800.0

    @model_validator(mode="after")
    def _fits(self) -> LaunchWindow:
        by_point = self.latitude is not None and self.longitude is not None
        if (self.site is None) != by_point or (self.site and (self.latitude is not None or self.longitude is not None)):
            raise ValueError("expected site, or latitude and longitude")
        return self


class Life(Part):
    """How the orbital life is estimated."""

    density_sigma: Ratio = 0.15
    samples: Count = Field(default=1000, ge=10, le=100_000)
    longest: Annotated[float, Quantity("time", 0, 6.3e9, open=True)] = 3.15576e9


class Injection(Part):
    """How the launch scatters about the orbit: flights of a mission, and what the user declares on top, one sigma each.

    The guidance of a mission's flight knows its state exactly; errors of navigation can be declared here.
    """

    samples: Count = Field(default=1000, ge=2, le=100_000)
    perigee_altitude_sigma: Length | None = None
    apogee_altitude_sigma: Length | None = None
    inclination_sigma: AngleSigma | None = None
    raan_sigma: AngleSigma | None = None

    @property
    def declared(self) -> dict[str, float]:
        """What is declared, by its field."""
        return {
            name: v for name in type(self).model_fields if name != "samples" and (v := getattr(self, name)) is not None
        }


class OrbitCase(Part):
    """A whole orbit file."""

    name: Name
    title: Annotated[str, Field(max_length=200)] = ""
    orbit: OrbitTable
    walker: Walker | None = None
    propagation: Propagation = Propagation()
    spacecraft: Spacecraft | None = None
    life: Life = Life()
    injection: Injection | None = None
    sensors: tuple[SensorTable, ...] = Field(default=(), alias="sensor", max_length=20)
    places: tuple[Place, ...] = Field(default=(), alias="place", max_length=1000)
    regions: tuple[Region, ...] = Field(default=(), alias="region", max_length=20)
    launch_window: LaunchWindow | None = None
    assumed: tuple[Text, ...] = ()
    file: Annotated[str, AfterValidator(str)] = ""

    @model_validator(mode="after")
    def _names_differ(self) -> OrbitCase:
        for what, rows in (("sensor", self.sensors), ("place", self.places), ("region", self.regions)):
            names = [row.name for row in rows]
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ValueError(f"expected names that differ; two of [[{what}]] are called '{twice}'")
        return self


def _tables() -> tuple[str, ...]:
    """Names of the tables of an orbit file, as they are written."""
    return tuple(field.alias or name for name, field in OrbitCase.model_fields.items() if name != "file")


TABLES = _tables()
