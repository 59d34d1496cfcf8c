"""A mission file with termination rules, and recordings of its flight, for tests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from luncur.flight import Trajectory, fly, plan
from luncur.mission import Mission, load, template
from luncur.termination import RuleTable, rule_table
from luncur.watch import telemetry_of

TERMINATION = """
[termination]
action = "engine-shutdown"
period = "0.1 s"
safing = {start = "900 s"}

[[termination.source]]
name = "receiver A"
kind = "satellite-navigation"
period = "0.1 s"
latency = "0.03 s"
position_sigma = "8 m"
velocity_sigma = "0.1 m/s"

[[termination.source]]
name = "receiver B"
kind = "satellite-navigation"
period = "0.2 s"
latency = "0.05 s"
position_sigma = "9 m"
velocity_sigma = "0.12 m/s"

[[termination.source]]
name = "platform"
kind = "inertial"
period = "0.05 s"
latency = "0.01 s"
position_sigma = "2 m"
velocity_sigma = "0.02 m/s"
position_drift = "0.1 m/s"

[[termination.area]]
name = "corridor"
points = [["45 deg", "115 deg"], ["45 deg", "140 deg"], ["80 deg", "170 deg"], ["80 deg", "60 deg"]]

[[termination.rule]]
name = "line"
kind = "impact-limit"
action = "engine-shutdown"
area = "corridor"
persistence = 3
sources = 2
end = "400 s"

[[termination.rule]]
name = "attitude"
kind = "attitude-error"
action = "engine-shutdown"
limit = "15 deg"
persistence = 3

[[termination.rule]]
name = "loss"
kind = "data-loss"
action = "engine-shutdown"
loss = [["0 s", "5 s"]]
"""
_OLD = re.compile(r"^\[\[?termination[^\n]*\n(?:(?!\[)[^\n]*\n?)*", re.M)


def without_rules() -> str:
    """The built-in mission without a flight-safety system."""
    return _OLD.sub("", template("soyuz-vostochny-sso"))


def mission_text(period: str = "0.1 s") -> str:
    """The built-in mission with a flight-safety system of the tests' own."""
    return (
        without_rules().rstrip()
        + "\n"
        + TERMINATION.replace('period = "0.1 s"\nsafing', f'period = "{period}"\nsafing')
    )


def mission_file(folder: Path) -> Path:
    path = folder / "mine.toml"
    path.write_text(mission_text(), encoding="utf-8")
    return path


@cache
def flown() -> tuple[Mission, RuleTable, Trajectory]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        mission = load(mission_file(Path(folder)))
    ascent = plan(mission)
    trajectory = fly(ascent)
    return mission, rule_table(ascent, trajectory), trajectory


@cache
def recorded(end: float = 30.0, seed: int = 3) -> tuple[dict[str, Any], ...]:
    """Packets of a good flight to ``end`` [s]."""
    mission, _, trajectory = flown()
    return tuple(telemetry_of(mission, trajectory, seed, end=end))


def written(folder: Path, packets: Iterable[dict[str, Any] | bytes], name: str = "flight.jsonl") -> Path:
    path = folder / name
    path.write_bytes(b"".join((p if isinstance(p, bytes) else json.dumps(p).encode()) + b"\n" for p in packets))
    return path
