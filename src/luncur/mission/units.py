"""Text with a unit, as a user writes it, turned once into SI."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

_DEG = math.pi / 180.0
_FT, _NMI, _LB, _LBF = 0.3048, 1852.0, 0.45359237, 4.4482216152605

# Each kind of quantity: its units and their size in SI.
UNITS: dict[str, dict[str, float]] = {
    "length": {"m": 1, "km": 1e3, "mm": 1e-3, "cm": 1e-2, "ft": _FT, "nmi": _NMI, "mi": 1609.344},
    "area": {"m2": 1, "cm2": 1e-4, "ft2": _FT**2, "km2": 1e6},
    "mass": {"kg": 1, "t": 1e3, "g": 1e-3, "lb": _LB},
    "time": {"s": 1, "ms": 1e-3, "min": 60, "h": 3600, "d": 86400},
    "angle": {"rad": 1, "deg": _DEG},
    "speed": {"m/s": 1, "km/s": 1e3, "km/h": 1 / 3.6, "ft/s": _FT, "kn": _NMI / 3600},
    "acceleration": {"m/s2": 1, "g": 9.80665},
    "force": {"N": 1, "kN": 1e3, "MN": 1e6, "lbf": _LBF, "tf": 9806.65},
    "specific impulse": {"s": 1},
    "ballistic coefficient": {"kg/m2": 1, "psf": 4.882427636383051},
    "pressure": {"Pa": 1, "kPa": 1e3, "hPa": 1e2, "psf": 47.88025898033584, "psi": 6894.757293168},
    "q alpha": {"Pa rad": 1, "kPa rad": 1e3, "Pa deg": _DEG, "psf deg": 47.88025898033584 * _DEG},
    "angular rate": {"rad/s": 1, "deg/s": _DEG},
    "angular acceleration": {"rad/s2": 1, "deg/s2": _DEG},
    "heat flux": {"W/m2": 1, "kW/m2": 1e3},
    "ratio": {"": 1, "%": 0.01},
}

# The unit in which a limit of a kind is spoken of, where it is not the SI unit.
_SPOKEN = {"angle": "deg", "angular rate": "deg/s", "angular acceleration": "deg/s2"}

_TEXT = re.compile(r"\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?)\s*(\D.*?)?\s*\Z", re.ASCII)


def parse_quantity(value: Any, kind: str) -> float:
    """One figure in SI; a bare number is taken as SI, a text must carry a unit of this kind.

    Raises ValueError with what was expected when the value is not finite, the unit is
    missing or of another kind, or the value is not a number at all.
    """
    units = UNITS[kind]
    if isinstance(value, str) and len(value) <= 64 and (match := _TEXT.match(value)):
        number, unit = float(match[1]), match[2] or ""
        if unit not in units:
            raise ValueError(f"expected {_example(kind)} (units: {', '.join(u for u in units if u)})")
        number *= units[unit]
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value) if abs(value) < 1e300 else math.inf
    else:
        raise ValueError(f"expected {_example(kind)}")
    if not math.isfinite(number):
        raise ValueError(f"expected a finite {kind}")
    return number


def _example(kind: str) -> str:
    article = "an" if kind[0] in "aeiou" else "a"
    if kind == "ratio":
        return "a ratio such as 0.15 or '15 %'"
    unit = _SPOKEN.get(kind, next(iter(UNITS[kind])))
    return f"{article} {kind} such as '1.5 {unit}', or a plain number in SI without quotes"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Marks a float field as a physical quantity: its kind and the range it must lie in [SI].

    ``open`` excludes the low end, as for a thrust that must be above 0.
    """

    kind: str
    low: float
    high: float
    open: bool = False

    def parse(self, value: Any) -> float:
        """The value in SI; raises ValueError with what was expected."""
        number = parse_quantity(value, self.kind)
        slack = 1e-12 * max(abs(self.low), abs(self.high)) if self.kind == "angle" else 0.0  # 90 deg is allowed
        if number > self.high + slack or number < self.low - slack or (self.open and number <= self.low):
            raise ValueError(f"expected {self._range()}{self._bare(value)}")
        return number

    def _bare(self, value: Any) -> str:
        """That a number without a unit is not in the unit that limits are spoken of in, where it was one."""
        spoken, si = _SPOKEN.get(self.kind), next(iter(UNITS[self.kind]))
        return f"; a number without a unit is in {si}" if spoken and not isinstance(value, str) else ""

    def _range(self) -> str:
        unit = _SPOKEN.get(self.kind, next(iter(UNITS[self.kind])))
        size = UNITS[self.kind][unit]
        name = f"a{'n' if self.kind[0] in 'aeiou' else ''} {self.kind}"
        low, high = f"{self.low / size:g}", f"{self.high / size:g}"
        return (
            f"{name} {'above' if self.open else 'from'} {low} {'and up ' if self.open else ''}to {high} {unit}".rstrip()
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        number: dict[str, Any] = {"type": "number", "maximum": self.high}
        number["exclusiveMinimum" if self.open else "minimum"] = self.low
        units = ", ".join(u for u in UNITS[self.kind] if u)
        return {
            "description": f"{self.kind}: text with a unit ({units}), or a number in SI",
            "anyOf": [number, {"type": "string"}],
        }


Length = Annotated[float, Quantity("length", 0, 1e9)]
Altitude = Annotated[float, Quantity("length", -500, 1e9)]
Area = Annotated[float, Quantity("area", 0, 1e5, open=True)]
Mass = Annotated[float, Quantity("mass", 0, 1e8)]
Time = Annotated[float, Quantity("time", 0, 1e7)]
SignedTime = Annotated[float, Quantity("time", -1e7, 1e7)]
Angle = Annotated[float, Quantity("angle", -2 * math.pi, 2 * math.pi)]
Elevation = Annotated[float, Quantity("angle", -math.pi / 2, math.pi / 2)]
Inclination = Annotated[float, Quantity("angle", 0, math.pi)]
Latitude = Annotated[float, Quantity("angle", -math.pi / 2, math.pi / 2)]
Longitude = Annotated[float, Quantity("angle", -math.pi, math.pi)]
Speed = Annotated[float, Quantity("speed", 0, 1e5)]
Acceleration = Annotated[float, Quantity("acceleration", 0, 1e4, open=True)]
Pressure = Annotated[float, Quantity("pressure", 0, 1e9, open=True)]
QAlpha = Annotated[float, Quantity("q alpha", 0, 1e9, open=True)]
AngularRate = Annotated[float, Quantity("angular rate", 0, 1e3, open=True)]
AngularAcceleration = Annotated[float, Quantity("angular acceleration", 0, 1e3, open=True)]
Force = Annotated[float, Quantity("force", 0, 1e9, open=True)]
SpecificImpulse = Annotated[float, Quantity("specific impulse", 0, 5000, open=True)]
BallisticCoefficient = Annotated[float, Quantity("ballistic coefficient", 0, 1e6, open=True)]
HeatFlux = Annotated[float, Quantity("heat flux", 0, 1e9, open=True)]
Ratio = Annotated[float, Quantity("ratio", 0, 1e3)]
Probability = Annotated[float, Quantity("ratio", 0, 1)]
