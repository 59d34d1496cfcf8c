"""The page on own data: every example on it is read by the reader that it is about."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from luncur.debris.fragment_file import check_windows
from luncur.debris.fragments import fragment_lists
from luncur.earth.sounding import COMPONENTS, SPEEDS
from luncur.flight import plan
from luncur.flight.nominal import nominal_times
from luncur.flight.trajectory_csv import FIXED, LOCAL, OPTIONAL, read_event_times
from luncur.flight.turn_table import read_turns, turn_states
from luncur.mission import load, template

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "own-data.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", PAGE, re.S)


def block(start: str) -> str:
    return next(text for _, text in BLOCKS if text.startswith(start))


def test_columns_of_a_trajectory() -> None:
    assert block("time_s,latitude").strip() == ",".join(("time_s", *LOCAL, "mass_kg"))
    assert block("time_s,x_m").strip() == ",".join(("time_s", *FIXED))
    for name in (
        *OPTIONAL,
        "altitude_m",
        "height_m",
        "pressure_hpa",
        *SPEEDS,
        *(names[0] for names in COMPONENTS.values()),
    ):
        assert f"`{name}`" in PAGE or name in block("time_s,latitude"), name


def test_events_and_tables_of_the_mission_file(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(block("event,time_s"))
    mission = load("falcon9-ses12")
    times = read_event_times(tmp_path / "events.csv", tuple(e.name for e in mission.vehicle.events))
    assert times["main engine cutoff"] == 168.5
    (tmp_path / "flight.csv").write_text("time_s\n")
    own = block("[trajectory]\n") + block("[trajectory.dispersion]")
    wind = tomllib.loads(block("[weather]"))["weather"]["wind"]
    text = template("falcon9-ses12").replace("[weather]\n", own + "\n[weather]\n", 1)
    (tmp_path / "mine.toml").write_text(text)
    read = load(tmp_path / "mine.toml")
    assert read.trajectory is not None
    assert read.trajectory.file == str(tmp_path / "flight.csv")
    assert read.trajectory.dispersion is not None
    assert read.trajectory.dispersion.velocity[1] == (160.0, 3.0, 8.0, 2.0)
    assert wind == {"model": "profile", "file": "sounding.csv"}


def test_fragments(tmp_path: Path) -> None:
    (tmp_path / "core.csv").write_text(block("name,count"))
    mission = load("soyuz-vostochny-sso")
    core = mission.vehicle.bodies[1].model_copy(update={"fragments": str(tmp_path / "core.csv")})
    assert [len(one.classes) for one in fragment_lists(mission, core)] == [2, 2]
    bodies = (mission.vehicle.bodies[0], core, *mission.vehicle.bodies[2:])
    changed = mission.model_copy(update={"vehicle": mission.vehicle.model_copy(update={"bodies": bodies})})
    check_windows(changed, nominal_times(plan(mission)))


def test_turns(tmp_path: Path) -> None:
    (tmp_path / "turns.csv").write_text(block("failure_time_s"))
    table = read_turns(tmp_path / "turns.csv")
    assert table.names == ("slow", "tumble")
    assert table.any_plane.tolist() == [False, True]
    p, v = np.array([[6.4e6, 0.0, 0.0]]), np.array([[0.0, 870.0, 0.0]])
    ends = turn_states(table, np.array([55.0]), np.array([[0.9, 0.3]]), p, v)
    assert ends.duration[0] == pytest.approx(3.0)
    assert np.linalg.norm(ends.velocity[0]) < 870.0
