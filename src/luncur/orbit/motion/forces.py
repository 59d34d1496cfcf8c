"""What acts on a satellite in a numerical propagation: each can be left out, and what is left out is said."""

from __future__ import annotations

from dataclasses import dataclass

from luncur.errors import InputError
from luncur.orbit.motion.air_table import SolarActivity
from luncur.orbit.motion.gravity_field import GravityField, gravity_field
from luncur.sentences import Sentence

SUNLIGHT = (
    1361.0 / 299792458.0
)  # pressure at one astronomical unit [N/m2]; Kopp and Lean, Geophys. Res. Lett. 38 (2011)
SHADOWS = ("conical", "cylindrical")


@dataclass(frozen=True, slots=True)
class Drag:
    """A satellite that the air slows as a sphere would be.

    area_over_mass [m2/kg]; coefficient: of drag, some 2.2 in free molecular flow; activity: what the air is like.
    Raises InputError for values outside what satellites have.
    """

    area_over_mass: float
    coefficient: float
    activity: SolarActivity

    def __post_init__(self) -> None:
        _check("drag area_over_mass", self.area_over_mass, 0.0, 1e3, "[m2/kg]")
        _check("drag coefficient", self.coefficient, 0.0, 10.0, "")

    def assumed(self) -> Sentence:
        """Of which air and which satellite."""
        values = {"area": self.area_over_mass, "coefficient": self.coefficient}
        activity = self.activity
        return Sentence("orbit_drag", f107=activity.f107, f107_average=activity.f107_average, ap=activity.ap, **values)


@dataclass(frozen=True, slots=True)
class SolarPressure:
    """A satellite that sunlight pushes straight away from the Sun.

    area_over_mass [m2/kg]; coefficient: 1 for a black body, up to 2 for a mirror that faces the Sun; shadow: "conical" or
    "cylindrical".  Raises InputError for anything else.
    """

    area_over_mass: float
    coefficient: float
    shadow: str = "conical"

    def __post_init__(self) -> None:
        _check("solar pressure area_over_mass", self.area_over_mass, 0.0, 1e3, "[m2/kg]")
        _check("solar pressure coefficient", self.coefficient, 0.0, 2.0, "")
        if self.shadow not in SHADOWS:
            raise InputError("orbit", "solar pressure shadow", self.shadow, " or ".join(SHADOWS))

    def assumed(self) -> Sentence:
        """Of which satellite and which shadow."""
        return Sentence(f"orbit_sunlight_{self.shadow}", area=self.area_over_mass, coefficient=self.coefficient)


@dataclass(frozen=True, slots=True)
class Forces:
    """The forces of a numerical propagation.

    degree, order: of the gravity field EGM2008, 0 for a point mass, at most 70; sun, moon: whether they pull; drag,
    solar_pressure: None where they do not act; field: another gravity field in place of EGM2008, with its own degree.
    """

    degree: int = 70
    order: int = 70
    sun: bool = True
    moon: bool = True
    drag: Drag | None = None
    solar_pressure: SolarPressure | None = None
    field: GravityField | None = None

    def gravity(self) -> GravityField:
        """The gravity field; InputError for a degree or order that there is none of."""
        return self.field or gravity_field(self.degree, self.order)

    @property
    def earth_turns(self) -> bool:
        """Whether it matters how the Earth is turned."""
        return self.gravity().degree > 0 or self.drag is not None

    def assumed(self) -> tuple[Sentence, ...]:
        """What acts and what does not, for a list of assumptions."""
        field = self.gravity()
        name = "orbit_own_field" if self.field else "orbit_gravity"
        bodies = {
            (True, True): "sun_and_moon",
            (True, False): "sun",
            (False, True): "moon",
            (False, False): "no_bodies",
        }
        sentences = [
            Sentence(name, degree=field.degree, order=field.order, mu=field.mu / 1e9, radius=field.radius / 1e3),
            Sentence(f"orbit_{bodies[self.sun, self.moon]}"),
        ]
        sentences.append(Sentence("orbit_no_drag") if self.drag is None else self.drag.assumed())
        light = self.solar_pressure
        sentences.append(Sentence("orbit_no_sunlight") if light is None else light.assumed())
        return (*sentences, Sentence("orbit_forces_left_out"))


def _check(field: str, value: float, low: float, high: float, unit: str) -> None:
    if not low <= value <= high:
        raise InputError("orbit", field, value, f"a number from {low:g} to {high:g} {unit}".rstrip())
