"""A flight-safety system as the tables of a mission file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from luncur.mission.flight_safety import LimitArea, Termination

_SECONDS = ("delay", "period", "latency", "lead", "time", "maximum_age")
_METRES = ("position_sigma", "position_tolerance", "above", "distance", "perigee_altitude", "altitude")
_SPEEDS = ("velocity_sigma", "position_drift", "minimum_speed", "speed", "velocity_tolerance")
_UNITS = {
    **dict.fromkeys(_SECONDS, "s"),
    **dict.fromkeys(_METRES, "m"),
    **dict.fromkeys(_SPEEDS, "m/s"),
    "maximum_acceleration": "m/s2",
    "ballistic_coefficient": "kg/m2",
    "limit": "deg",
    "attitude_error": "deg",
    "rate": "deg/s",
}


def termination_toml(system: Termination) -> str:
    """The tables [termination] ... of a system, defaults left out; read back they give the same system, angles to 1e-9."""
    parts = ["\n".join(["[termination]", *_lines(system, ("attitude_error", "delay", "action", "period"))])]
    if system.units is not None:
        parts.append("\n".join(["[termination.units]", *_lines(system.units)]))
    for source in system.sources:
        parts.append("\n".join(["[[termination.source]]", *_lines(source)]))
    parts.append("\n".join(["[termination.voting]", *_lines(system.voting)]))
    parts.extend(_area(area) for area in system.areas)
    for rule in system.rules:
        parts.append("\n".join(["[[termination.rule]]", *_lines(rule)]))
    parts.append("\n".join(["[termination.arming]", *_lines(system.arming)]))
    if system.safing is not None:
        parts.append("\n".join(["[termination.safing]", *_lines(system.safing)]))
    return "\n\n".join(parts) + "\n"


def _lines(part: BaseModel, only: tuple[str, ...] | None = None) -> Iterator[str]:
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if value is None or (only is not None and name not in only):
            continue
        if only is None and not field.is_required() and value == field.default:
            continue
        yield f"{name} = {_value(name, value)}"


def _value(name: str, value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        units = ("s", "s", "s") if name == "loss" else ("s", "m", "m")
        rows = (", ".join(f'"{_number(x)} {u}"' for x, u in zip(row, units, strict=False)) for row in value)
        return "[" + ", ".join(f"[{row}]" for row in rows) + "]"
    unit = _UNITS.get(name)
    if unit is None:
        return _number(value)
    return f'"{_number(math.degrees(value) if unit.startswith("deg") else value)} {unit}"'


def _area(area: LimitArea) -> str:
    corners = "".join(f'    ["{math.degrees(a):.4f} deg", "{math.degrees(b):.4f} deg"],\n' for a, b in area.points)
    said = [f"{name} = {_text(getattr(area, name))}" for name in ("name", "source", "note") if getattr(area, name)]
    return "\n".join(["[[termination.area]]", *said, f"points = [\n{corners}]"])


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.10g}"


def _text(value: str) -> str:
    """A basic string of TOML: whatever it holds, it ends where it ends."""
    out = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}" for c in out) + '"'
