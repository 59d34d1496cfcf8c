"""Text with a unit, as a user writes it, turned once into SI."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

_DEG = math.pi / 180.0
_FT, _NMI, _LB, _LBF = 0.3048, 1852.0, 0.45359237, 4.4482216152605

# Each kind of quantity: its units and their size in SI.
UNITS: dict[str, dict[str, float]] = {
    "length": {"m": 1, "km": 1e3, "mm": 1e-3, "cm": 1e-2, "ft": _FT, "nmi": _NMI, "nm": _NMI, "mi": 1609.344},
    "area": {"m2": 1, "cm2": 1e-4, "ft2": _FT**2, "km2": 1e6},
    "mass": {"kg": 1, "t": 1e3, "g": 1e-3, "lb": _LB},
    "time": {"s": 1, "ms": 1e-3, "min": 60, "h": 3600, "d": 86400},
    "angle": {"rad": 1, "deg": _DEG},
    "angular rate": {"rad/s": 1, "deg/s": _DEG},
    "speed": {"m/s": 1, "km/s": 1e3, "km/h": 1 / 3.6, "ft/s": _FT, "kn": _NMI / 3600},
    "force": {"N": 1, "kN": 1e3, "MN": 1e6, "lbf": _LBF, "tf": 9806.65},
    "specific impulse": {"s": 1},
    "mass flow": {"kg/s": 1, "t/s": 1e3},
    "pressure": {"Pa": 1, "hPa": 100, "kPa": 1e3, "MPa": 1e6, "bar": 1e5, "psi": 6894.757293168},
    "ballistic coefficient": {"kg/m2": 1, "psf": 4.882427636},
    "heat flux": {"W/m2": 1, "kW/m2": 1e3},
    "energy": {"J": 1, "kJ": 1e3, "ft-lb": 1.3558179483314},
    "ratio": {"": 1, "%": 0.01},
}

_TEXT = re.compile(r"\s*([-+]?(?:\d+(?:[ _]\d{3})*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*\Z")


def parse_quantity(value: Any, kind: str) -> float:
    """One figure in SI; a bare number is taken as SI, a text must carry a unit of this kind.

    Raises ValueError with what was expected when the value is not finite, the unit is
    missing or of another kind, or the value is not a number at all.
    """
    units = UNITS[kind]
    example = next(u for u in units if u or kind == "ratio")
    wanted = f"a {kind} such as '1.5 {example}'".replace(" '1.5 '", " '1.5'")
    if isinstance(value, bool):
        raise ValueError(f"expected {wanted}")
    if isinstance(value, int | float):
        number, factor = float(value), 1.0
    elif isinstance(value, str) and len(value) <= 64 and (match := _TEXT.match(value)):
        number, unit = float(match[1].replace(" ", "").replace("_", "")), match[2]
        if unit not in units:
            known = ", ".join(u for u in units if u) or "none"
            raise ValueError(f"expected {wanted} (units: {known})")
        factor = units[unit]
    else:
        raise ValueError(f"expected {wanted}")
    if not math.isfinite(number):
        raise ValueError(f"expected a finite {kind}")
    return number * factor


def _quantity(kind: str, **limits: float) -> Any:
    units = ", ".join(u for u in UNITS[kind] if u) or "a plain number"
    schema = {
        "description": f"{kind}; text with a unit ({units}) or a plain SI number",
        "anyOf": [{"type": "number"}, {"type": "string"}, {"type": "object"}],
    }
    return Annotated[
        float, BeforeValidator(lambda v: parse_quantity(v, kind)), Field(**limits), WithJsonSchema(schema)  # type: ignore[arg-type]
    ]


Length = _quantity("length", ge=0)
Altitude = _quantity("length", ge=-500, le=1e9)
Area = _quantity("area", gt=0)
Mass = _quantity("mass", ge=0)
Time = _quantity("time", ge=0)
SignedTime = _quantity("time")
Angle = _quantity("angle", ge=-2 * math.pi, le=2 * math.pi)
Latitude = _quantity("angle", ge=-math.pi / 2, le=math.pi / 2)
Longitude = _quantity("angle", ge=-math.pi, le=math.pi)
Rate = _quantity("angular rate", ge=0)
Speed = _quantity("speed", ge=0)
SignedSpeed = _quantity("speed")
Force = _quantity("force", gt=0)
SpecificImpulse = _quantity("specific impulse", gt=0, le=5000)
Pressure = _quantity("pressure", ge=0)
BallisticCoefficient = _quantity("ballistic coefficient", gt=0)
HeatFlux = _quantity("heat flux", gt=0)
Ratio = _quantity("ratio", ge=0)
Probability = _quantity("ratio", ge=0, le=1)
