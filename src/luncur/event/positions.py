"""Positions as notices and news write them, and how finely they are written."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

_DEG = math.pi / 180
# Hemispheres in English and Indonesian (lintang utara/selatan, bujur timur/barat).
_SIGNS = {"N": 1, "S": -1, "LU": 1, "LS": -1, "E": 1, "W": -1, "BT": 1, "BB": -1}
_EXAMPLE = "a position such as '40-51 N 139-40 E', '38-46.58N 120-59.10E' or '40.01 N 129.65 E'"
_HALF = r"(\d{{1,3}}(?:\.\d{{1,8}})?)(?:[-° ]\s*(\d{{1,2}}(?:\.\d{{1,6}})?))?(?:[-'′ ]\s*(\d{{1,2}}(?:\.\d{{1,4}})?))?\s*[\"″']?\s*({hemi})"
_PATTERN = re.compile(
    r"\s*" + _HALF.format(hemi="LU|LS|N|S") + r"[\s,;/]*" + _HALF.format(hemi="BT|BB|E|W") + r"\s*\Z", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Position:
    """latitude, longitude [rad]; rounding: half of the last written digit as a distance on the ground [m]."""

    latitude: float
    longitude: float
    rounding: float


def parse_position(value: Any) -> Position:
    """A position from text; ValueError with what was expected."""
    if not isinstance(value, str) or len(value) > 80:
        raise ValueError(f"expected {_EXAMPLE}")
    text = value.strip().upper().replace("º", "°").replace("’", "'").replace("”", '"').replace("°N", " N")
    match = _PATTERN.match(re.sub(r"\s+", " ", text.replace("°E", " E").replace("°W", " W").replace("°S", " S")))
    if match is None:
        raise ValueError(f"expected {_EXAMPLE}")
    sides = [_angle(match.groups()[i : i + 3]) for i in (0, 4)]
    latitude, longitude = (s[0] * _SIGNS[match.groups()[i]] for s, i in zip(sides, (3, 7), strict=True))
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError("expected a latitude up to 90 deg and a longitude up to 180 deg")
    north, east = (s[1] * _DEG * 6.371e6 / 2 for s in sides)
    return Position(latitude * _DEG, longitude * _DEG, math.hypot(north, east * math.cos(latitude * _DEG)))


def _angle(parts: tuple[str | None, ...]) -> tuple[float, float]:
    """Degrees, and the size of the last written digit in degrees."""
    total, size, finest = 0.0, 1.0, 1.0
    written = [p for p in parts if p is not None]
    for i, part in enumerate(written):
        number = float(part)
        if i and number >= 60:
            raise ValueError("expected minutes and seconds below 60")
        if i < len(written) - 1 and "." in part:
            raise ValueError("expected decimals in the last part of a position only")
        total += number * size
        finest = size * (10.0 ** -len(part.partition(".")[2]) if "." in part else 1.0)
        size /= 60
    return total, finest


class _AsPosition:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(parse_position)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "description": f"{_EXAMPLE}; LU, LS, BT and BB are read too"}


At = Annotated[Position, _AsPosition()]
