"""A figure as it was published: its number and unit as written, and what that is in SI."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from luncur.mission.units import UNITS, Quantity

# News write "253 km", "1,646 km", "1 646 km": separators of thousands are read where they stand as such.
_THOUSANDS = re.compile(r"(?<=\d)[,  ](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Stated:
    """value: in SI; number and unit: as written; rounding: half of the last digit that is not a zero, in SI."""

    value: float
    number: float
    unit: str
    rounding: float


def last_digit(number: str) -> float:
    """Size of the last digit that is not a zero: 10 for "250", 0.1 for "41.2", 1 for "0"."""
    whole, _, part = number.lstrip("+-").partition(".")
    if part:
        return 10.0 ** -len(part)
    digits = whole.rstrip("0")
    return 10.0 ** (len(whole) - len(digits)) if digits else 1.0


@dataclass(frozen=True, slots=True)
class _AsStated:
    quantity: Quantity

    def parse(self, value: Any) -> Stated:
        if not isinstance(value, str) or len(value) > 64:
            unit = "deg" if self.quantity.kind == "angle" else next(u for u in UNITS[self.quantity.kind] if u)
            raise ValueError(f"expected text with a unit as it was published, such as '250 {unit}'")
        text = _THOUSANDS.sub("", value.strip())
        si = self.quantity.parse(text)
        number = re.match(r"[-+]?[\d.]+", text)
        assert number is not None  # the quantity was read
        unit = text[number.end() :].strip()
        size = UNITS[self.quantity.kind].get(unit)
        if size is None:  # an exponent: figures of news have none
            raise ValueError("expected a number without exponent, such as '250 km'")
        return Stated(si, float(number[0]), unit, 0.5 * last_digit(number[0]) * size)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        units = ", ".join(u for u in UNITS[self.quantity.kind] if u)
        return {"type": "string", "description": f"{self.quantity.kind} as published, with its unit ({units})"}


Range = Annotated[Stated, _AsStated(Quantity("length", 0, 2.1e7))]
Height = Annotated[Stated, _AsStated(Quantity("length", 0, 1e9))]
Bearing = Annotated[Stated, _AsStated(Quantity("angle", 0, 2 * math.pi))]
FlightTime = Annotated[Stated, _AsStated(Quantity("time", 0, 1e7))]
