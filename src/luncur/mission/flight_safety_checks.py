"""Whether the parts of the flight-safety system fit together, and with the flight."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from luncur.errors import InputError
from luncur.mission.flight_safety import LimitArea, Termination, TerminationRule

if TYPE_CHECKING:
    from luncur.mission.model import Mission

# What a rule of each kind must say, and what only it may say.
NEEDS: dict[str, tuple[str, ...]] = {
    "impact-limit": ("area",),
    "position-limit": ("area",),
    "altitude-limit": ("altitude",),
    "attitude-error": ("limit",),
    "body-rate": ("rate",),
    "straight-up": ("time", "distance"),
    "thrust-loss": ("thrust",),
    "data-loss": ("loss",),
    "useful-mission": (),
}
MAY: dict[str, tuple[str, ...]] = {
    "impact-limit": ("ballistic_coefficient", "gate", "distance"),
    "position-limit": ("distance",),
    "useful-mission": ("distance", "speed"),
}
OWN = (
    "area",
    "altitude",
    "limit",
    "rate",
    "time",
    "distance",
    "speed",
    "thrust",
    "loss",
    "ballistic_coefficient",
    "gate",
)
_SECONDS = re.compile(r"\s*(\d+(?:\.\d*)?)\s*s\s*\Z")


def check_flight_safety(mission: Mission) -> None:
    """Raises InputError for a system whose parts do not fit."""
    system = mission.termination
    if system is None:
        return
    for field, names in (
        ("source", [s.name for s in system.sources]), ("area", [a.name for a in system.areas]),
        ("rule", [r.name for r in system.rules]),
    ):  # fmt: skip
        twice = next((name for name, times in Counter(names).items() if times > 1), None)
        if twice is not None:
            raise InputError(mission.file, f"termination.{field}", twice, "names that stand once")
    _one_way(mission, system)
    if not 0.001 <= system.period <= 10.0:
        raise InputError(mission.file, "termination.period", system.period, "a time from 0.001 to 10 s")
    for source in system.sources:
        if source.period <= 0.0:
            raise InputError(
                mission.file, f"termination.source.{source.name}.period", source.period, "a time above 0 s"
            )
    for area in system.areas:
        _area(mission, area)
    for rule in system.rules:
        _rule(mission, system, rule)
    if system.rules and not system.sources:
        raise InputError(mission.file, "termination.source", None, "at least one source, as there are rules")
    if system.units is not None and system.units.needed > system.units.count:
        expected = f"at most the {system.units.count} units"
        raise InputError(mission.file, "termination.units.needed", system.units.needed, expected)
    _safing(mission, system)


def _one_way(mission: Mission, system: Termination) -> None:
    """Without rules, malfunction flights are ended by an attitude error after a delay."""
    for field in ("attitude_error", "delay"):
        if not system.rules and getattr(system, field) is None:
            raise InputError(mission.file, f"termination.{field}", None, "a value, or [[termination.rule]]s")


def seconds_of(text: str) -> float | None:
    """The time of a window given as "120 s"; None for what must be the name of an event."""
    match = _SECONDS.match(text)
    return float(match[1]) if match else None


def _area(mission: Mission, area: LimitArea) -> None:
    for a, b in itertools.pairwise((*area.points, area.points[0])):
        if a == b:
            raise InputError(
                mission.file, f"termination.area.{area.name}.points", None, "corners that differ from their neighbours"
            )


def _rule(mission: Mission, system: Termination, rule: TerminationRule) -> None:
    field = f"termination.rule.{rule.name}"
    given = {name for name in OWN if getattr(rule, name) not in (None, ())}
    for name in NEEDS[rule.kind]:
        if name not in given:
            raise InputError(mission.file, f"{field}.{name}", None, f"a value: a rule of kind {rule.kind} needs it")
    extra = sorted(given - set(NEEDS[rule.kind]) - set(MAY.get(rule.kind, ())))
    if extra:
        raise InputError(
            mission.file, f"{field}.{extra[0]}", None, f"nothing: a rule of kind {rule.kind} has no use for it"
        )
    if rule.kind == "useful-mission" and not given:
        raise InputError(mission.file, f"{field}.distance", None, "a distance or a speed from the nominal flight")
    if rule.lead > 0.0 and rule.kind not in ("impact-limit", "position-limit"):
        raise InputError(mission.file, f"{field}.lead", rule.lead, "0 s: only limit lines are foreseen")
    if rule.gate_check > 0 and rule.gate is None:
        raise InputError(mission.file, f"{field}.gate_check", rule.gate_check, "0, or the gate that it is made in")
    areas = {a.name for a in system.areas}
    for name in ("area", "gate"):
        value = getattr(rule, name)
        if value is not None and value not in areas:
            raise InputError(
                mission.file, f"{field}.{name}", value, f"an area ({', '.join(sorted(areas)) or 'none given'})"
            )
    if rule.sources > len(system.sources):
        raise InputError(mission.file, f"{field}.sources", rule.sources, f"at most the {len(system.sources)} sources")
    for name, table in (("altitude", rule.altitude), ("loss", rule.loss)):
        if any(b[0] <= a[0] for a, b in itertools.pairwise(table)):
            raise InputError(mission.file, f"{field}.{name}", None, "times that rise")
    if any(low >= high for _, low, high in rule.altitude):
        raise InputError(mission.file, f"{field}.altitude", None, "a lowest altitude below the highest")
    for name in ("start", "end"):
        _moment(mission, f"{field}.{name}", getattr(rule, name))


def _moment(mission: Mission, field: str, text: str | None) -> None:
    if text is None or seconds_of(text) is not None:
        return
    events = [e.name for e in mission.vehicle.events]
    if text not in events:
        raise InputError(mission.file, field, text, f"an event ({', '.join(events)}) or a time such as '120 s'")


def _safing(mission: Mission, system: Termination) -> None:
    safing = system.safing
    if safing is not None:
        if safing.perigee_altitude is None and safing.start is None:
            raise InputError(mission.file, "termination.safing", None, "a perigee_altitude, a start, or both")
        _moment(mission, "termination.safing.start", safing.start)
    if system.rules and system.arming.sources > len(system.sources):
        raise InputError(
            mission.file,
            "termination.arming.sources",
            system.arming.sources,
            f"at most the {len(system.sources)} sources",
        )
