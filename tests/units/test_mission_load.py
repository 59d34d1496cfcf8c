"""Loading: parts joined, figures with their origins, paths beside the mission's own file."""

from __future__ import annotations

import math
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mission_trees import SMALL, changed, small

from luncur.errors import InputError, PhysicsError
from luncur.mission import Mission, load
from luncur.mission.load import mission_from_tree


def write(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def from_tree(tree: dict[str, object]) -> Mission:
    return mission_from_tree(tree, "mine.toml", None)


def test_small_mission_in_si(tmp_path: Path) -> None:
    mission = load(write(tmp_path, SMALL))
    assert mission.site.latitude == pytest.approx(math.radians(51.3), rel=1e-15)
    first = mission.vehicle.bodies[0]
    assert first.dry_mass == 2100.0
    assert first.engine is not None
    assert first.engine.thrust_vacuum == 620e3
    assert mission.vehicle.steering[0].pitch[1] == (11.0, pytest.approx(math.radians(88)))
    assert mission.launch.time == datetime(2023, 11, 15, 2, tzinfo=UTC)
    assert Path(mission.file).is_absolute()


def test_figures_keep_their_origin() -> None:
    figures = from_tree(small()).figures
    assert set(figures) == {"vehicle.body.first.engine.thrust_vacuum", "vehicle.body.satellite.dry_mass"}
    thrust = figures["vehicle.body.first.engine.thrust_vacuum"]
    assert thrust.source == "User's manual, issue 3, table 2.1"
    assert (thrust.confidence, thrust.note, thrust.fitted) == ("H", "at full throttle", False)
    assert thrust.sigma == pytest.approx(3100.0)  # 0.5 % of 620 kN
    assert figures["vehicle.body.satellite.dry_mass"].sigma == 3.0


def test_citation_of_flight_history_in_full() -> None:
    failure = from_tree(small()).failure
    assert failure is not None
    assert failure.history is not None
    assert failure.history.source == "User's manual, issue 3, table 2.1"


def test_payload_is_the_last_body() -> None:
    mission = from_tree(small())
    assert [b.name for b in mission.vehicle.bodies] == ["first", "second", "satellite"]
    assert mission.vehicle.bodies[-1].kind == "payload"


def test_events_of_the_mission_follow_those_of_the_vehicle() -> None:
    tree = small()
    tree["event"] = [{"name": "release", "when": {"after": "insertion", "delay": "40 s"}, "jettison": ["satellite"]}]
    tree["steering"] = [{"start": "insertion", "law": "coast"}]
    mission = from_tree(tree)
    assert [e.name for e in mission.vehicle.events] == ["liftoff", "cutoff", "separation", "insertion", "release"]
    assert [s.law for s in mission.vehicle.steering] == ["pitch-programme", "explicit", "coast"]


def test_a_list_from_lift_off_takes_the_place_of_the_vehicles() -> None:
    tree = changed(
        small(), ("vehicle", "steering", 0, "pitch"), {"value": [["0 s", "90 deg"], ["9 s", "80 deg"]], "fitted": True}
    )
    assert "vehicle.steering.1.pitch" in from_tree(tree).figures
    tree["steering"] = [{"start": "liftoff", "law": "gravity-turn"}]
    tree["event"] = [
        {"name": "liftoff", "when": {"time": 0}, "ignite": ["first"]},
        {"name": "cutoff", "when": {"depleted": "first"}, "shutdown": ["first"]},
        {"name": "separation", "when": {"after": "cutoff"}, "jettison": ["first"]},
    ]
    mission = from_tree(tree)
    assert [s.law for s in mission.vehicle.steering] == ["gravity-turn"]
    assert [e.name for e in mission.vehicle.events] == ["liftoff", "cutoff", "separation"]
    assert "vehicle.steering.1.pitch" not in mission.figures  # the origin of what was replaced is gone too


def test_parts_beside_the_mission_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "study"
    (folder / "parts").mkdir(parents=True)
    head, rest = SMALL.split("[vehicle]", 1)
    vehicle, mission = rest.split("[launch]", 1)
    write(folder / "parts", '[sources]\nUM = "The other manual"\n[vehicle]' + vehicle, "rocket.toml")
    text = head.replace('name = "small"', 'name = "small"\nvehicle = "parts/rocket.toml"') + "[launch]" + mission
    path = write(
        folder, text.replace('wind = { model = "climatology" }', 'wind = { model = "profile", file = "wind.csv" }')
    )
    (folder / "wind.csv").write_text("altitude_m,east_m_s,north_m_s\n0,0,0\n")
    loaded = load(path)
    # a part cites from its own list
    assert loaded.figures["vehicle.body.first.engine.thrust_vacuum"].source == "The other manual"
    assert loaded.weather.wind.file == str(folder / "wind.csv")


def test_a_file_called_like_a_built_in_is_not_the_built_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, SMALL, "soyuz-vostochny-sso.toml")
    (tmp_path / "falcon9-ses12").mkdir()  # a result folder
    assert load("soyuz-vostochny-sso.toml").name == "small"
    assert "/" in load("soyuz-vostochny-sso.toml").file
    assert load("soyuz-vostochny-sso").name == "soyuz-vostochny-sso"
    assert load("falcon9-ses12").name == "falcon9-ses12"


@pytest.mark.parametrize(
    ("text", "utc"),
    [("2023-11-15T11:00:00+09:00", 2), ("2023-11-15 02:00:00Z", 2)],
)
def test_time_becomes_utc(text: str, utc: int) -> None:
    mission = from_tree(changed(small(), ("launch", "time"), text))
    assert (mission.launch.time.hour, mission.launch.time.tzinfo) == (utc, UTC)


@pytest.mark.parametrize(
    "time", [5, 1.7e9, "2023-11-15", "2023-11-15T02:00:00", "noon", "0001-01-01T00:00:00+23:00", datetime(2023, 11, 15)]
)
def test_time_needs_date_and_zone(time: object) -> None:
    with pytest.raises(InputError, match=r"launch\.time.*expected"):
        from_tree(changed(small(), ("launch", "time"), time))


@pytest.mark.parametrize(
    ("beside", "field", "expected"),
    [
        ({"sigma": "5 kg"}, "sigma", "a force such as"),  # a unit of another kind
        ({"sigma": "-5 kN"}, "sigma", "at least 0"),
        ({"sigma": "a little"}, "sigma", "a force such as"),
        ({"sigma": [1]}, "sigma", "a force such as"),
        ({"confidence": "sure"}, "confidence", "'H', 'M', 'L' or 'U'"),
        ({"source": "XX"}, "source", "a key of the table [sources]"),
        ({"source": 5}, "source", "a valid string"),
        ({"fitted": "yes"}, "fitted", "a valid boolean"),
        ({"comment": "x"}, "comment", "one of confidence, fitted, note, sigma, source, value"),
    ],
)
def test_bad_origins(beside: dict[str, object], field: str, expected: str) -> None:
    place = ("vehicle", "body", 0, "engine", "thrust_vacuum")
    with pytest.raises(InputError) as caught:
        from_tree(changed(small(), place, {"value": "620 kN", **beside}))
    assert caught.value.field == f"vehicle.body.first.engine.thrust_vacuum.{field}"
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("place", "value", "field"),
    [
        (("payload", "dry_mass"), "140 N", "payload.dry_mass"),
        (("payload", "dry_mass"), {"value": "140 kg", "sigma": "1 m"}, "payload.dry_mass.sigma"),
        (("payload", "fall"), {"drag": "sphere"}, "payload.fall"),
        (("event",), [{"name": "end", "when": {"after": "never"}}], "event.end.when.after"),
        (("steering",), [{"start": "insertion", "law": "coast"}, {"start": "x", "law": "coast"}], "steering.2.start"),
    ],
)
def test_messages_name_the_path_that_the_user_wrote(place: tuple[str, ...], value: object, field: str) -> None:
    tree = small()
    target = tree
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    with pytest.raises(InputError) as caught:
        from_tree(tree)
    assert (caught.value.source, caught.value.field) == ("mine.toml", field)


def test_messages_name_the_file_of_the_part(tmp_path: Path) -> None:
    write(tmp_path, '[site]\nname = "Pad"\nlatitude = "91 deg"\nlongitude = 0\naltitude = 0', "pad.toml")
    head, rest = SMALL.split("[site]", 1)
    text = (
        head.replace('name = "small"', 'name = "small"\nsite = "pad.toml"')
        + "[vehicle]"
        + rest.split("[vehicle]", 1)[1]
    )
    with pytest.raises(InputError) as caught:
        load(write(tmp_path, text))
    assert caught.value.source == str(tmp_path / "pad.toml")
    assert str(caught.value).endswith("site.latitude: '91 deg': expected an angle from -90 to 90 deg")


@pytest.mark.parametrize(
    ("part", "name", "hint"), [("site", "vostochny1s", "vostochny-1s"), ("vehicle", "falcon-9", "falcon-9-expended")]
)
def test_unknown_built_in_part(part: str, name: str, hint: str) -> None:
    with pytest.raises(InputError, match=f"did you mean '{hint}'"):
        from_tree(changed(small(), (part,), name))


def test_unknown_built_in_mission() -> None:
    with pytest.raises(InputError, match="did you mean 'falcon9-ses12'") as caught:
        load("falcon9-ses21")
    assert "soyuz-vostochny-sso" in str(caught.value)


def test_misspelt_field_comes_before_the_missing_one() -> None:
    tree = small()
    tree["vehicle"]["body"][0]["drymass"] = tree["vehicle"]["body"][0].pop("dry_mass")
    with pytest.raises(InputError, match="did you mean 'dry_mass'") as caught:
        from_tree(tree)
    assert caught.value.field == "vehicle.body.first.drymass"
    assert "(and 1 more)" in str(caught.value)


def test_a_part_file_holds_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, '[site]\nname = "Pad"\n[weather]\n', "pad.toml")
    with pytest.raises(InputError, match=r"only the tables \[site\] and \[sources\]"):
        load(write(tmp_path, 'site = "pad.toml"'))


def test_physics_error_names_the_figures() -> None:
    tree = small()
    engine = tree["vehicle"]["body"][0]["engine"]
    engine["thrust_vacuum"], engine["thrust_sea_level"] = "310 kN", "230.4 kN"
    del engine["burn_time"]
    # 2,100 + 31,000 + 430 + 3,300 + 140 kg weigh 362.6 kN
    with pytest.raises(PhysicsError, match=r"thrust at lift-off \(230\.4 kN\) is below the weight \(362\.6 kN\)"):
        from_tree(tree)


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "device"])
def test_files_of_a_mission_are_looked_at_when_it_is_read(tmp_path: Path, kind: str) -> None:
    """Nothing waits on a pipe, and nothing reads an endless device."""
    target = tmp_path / "wind.csv"
    if kind == "folder":
        target.mkdir()
    elif kind == "pipe":
        os.mkfifo(target)
    elif kind == "device":
        target.symlink_to("/dev/zero")
    text = SMALL.replace('wind = { model = "climatology" }', 'wind = { model = "profile", file = "wind.csv" }')
    with pytest.raises(InputError, match=r"wind\.csv: expected a readable file, as weather\.wind\.file names it"):
        load(write(tmp_path, text))
