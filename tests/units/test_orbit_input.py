"""What ``luncur orbit`` takes: orbit files, missions, folders, element sets; and what it says of bad ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from luncur.errors import InputError
from luncur.orbit.input.load import load_case, orbit_cases
from luncur.orbit.input.schema import schema

ORBIT = """
name = "x"
[orbit]
epoch = 2024-06-01T12:00:00Z
perigee_altitude = "500 km"
apogee_altitude = "500 km"
inclination = "sun-synchronous"
local_time_of_ascending_node = "10:30"
"""


def write(folder: Path, text: str, name: str = "x.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_orbit_file(tmp_path: Path) -> None:
    case = load_case(write(tmp_path, ORBIT))
    assert case.orbit.way == "elements"
    assert case.orbit.perigee_altitude == 500e3
    assert case.orbit.inclination == "sun-synchronous"
    assert case.orbit.local_time_of_ascending_node == 10.5


def test_figures_that_are_estimates_are_assumed() -> None:
    case = load_case("earth-observation-497km")
    assert any("drag_area" in line for line in case.assumed)
    assert not any("perigee_altitude" in line for line in case.assumed)  # of a published source


def test_every_built_in_has_a_title() -> None:
    assert all(title for _, title in orbit_cases())


def test_a_mission_by_name_and_by_file(tmp_path: Path) -> None:
    assert load_case("soyuz-vostochny-sso").orbit.mission == "soyuz-vostochny-sso"
    from luncur.mission import template

    path = write(tmp_path, template("sounding-rocket"), "mine.toml")
    assert load_case(path).orbit.mission == path


def test_the_mission_of_a_result_folder(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"mission_file": "soyuz-vostochny-sso"}))
    assert load_case(tmp_path).orbit.mission == "soyuz-vostochny-sso"


def test_files_are_taken_from_beside_the_orbit_file(tmp_path: Path) -> None:
    text = 'name = "x"\n[orbit]\nfile = "sets.tle"\n[[region]]\nname = "r"\nfile = "r.geojson"\n'
    case = load_case(write(tmp_path, text))
    assert case.orbit.file == str(tmp_path / "sets.tle")
    assert case.regions[0].file == str(tmp_path / "r.geojson")


BAD = {
    "no orbit": ('name = "x"\n', "orbit", "a value (it is missing)"),
    "two ways": (ORBIT + 'mission = "soyuz-vostochny-sso"\n', "orbit", "one of them"),
    "half a size": (ORBIT.replace("apogee", "#apogee"), "orbit", "perigee_altitude and apogee_altitude"),
    "turned over": (ORBIT.replace('apogee_altitude = "500', 'apogee_altitude = "400'), "orbit", "not below perigee_altitude"),
    "no node": (ORBIT.replace("local_time", "#local_time"), "orbit", "raan or local_time_of_ascending_node"),
    "no zone": (ORBIT.replace("00Z", "00"), "orbit.epoch", "with its zone"),
    "hour 25": (ORBIT.replace("10:30", "25:30"), "orbit.local_time_of_ascending_node", "a time of day"),
    "unit": (ORBIT.replace("500 km", "500 kg"), "orbit.perigee_altitude", "a length"),
    "unknown key": (ORBIT + "height = 3\n", "orbit.height", "a known field"),
    "unknown table": (ORBIT + "[camera]\n", "camera", "did you mean"),
    "unknown key at the top": ("sorces = 1\n" + ORBIT, "sorces", "did you mean 'sources'?"),
    "inclination in other words": (ORBIT.replace('"sun-synchronous"', '"SSO"'), "orbit.inclination", ", or 'sun-synchronous'"),
    "long step": (ORBIT + '[propagation]\nstep = "10 min"\n', "propagation.step", "to 60 s"),
    "drag without Sun": (ORBIT + "[propagation]\ndrag = true\n", "propagation", "propagation.activity"),
    "cone without angle": (ORBIT + '[[sensor]]\nname = "a"\n', "sensor.a", "half_angle for a conical sensor"),
    "planes": (ORBIT + "[walker]\ntotal = 10\nplanes = 3\n", "walker", "divides"),
    "region": (ORBIT + '[[region]]\nname = "r"\nsouth = "10 deg"\n', "region.r", "or a file of polygons"),
    "area range": (
        ORBIT + '[spacecraft]\nmass = "10 kg"\ndrag_area = "1 m2"\ndrag_area_low = "2 m2"\ndrag_area_high = "3 m2"\n',
        "spacecraft", "from drag_area_low to drag_area_high",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=list(BAD))
def test_bad_files_are_said_in_one_sentence(case: str, tmp_path: Path) -> None:
    text, field, expected = BAD[case]
    with pytest.raises(InputError) as caught:
        load_case(write(tmp_path, text))
    assert caught.value.field == field
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_name_that_is_nothing() -> None:
    with pytest.raises(InputError, match="did you mean 'earth-observation-497km'"):
        load_case("earth-observation-500km")


def test_the_schema_holds_every_built_in() -> None:
    import tomllib

    import jsonschema

    from luncur.mission.load import builtin_text

    for name, _ in orbit_cases():
        tree = json.loads(json.dumps(tomllib.loads(builtin_text("orbits", name)), default=lambda v: v.isoformat()))
        jsonschema.validate(tree, schema())
