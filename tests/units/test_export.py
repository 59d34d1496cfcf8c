"""Files of the result folder, opened by readers that are not ours; pages that stay what they are whatever the names say."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest

from luncur import fly
from luncur.areas import containment_region, geometry_of, joint_share
from luncur.campaign.study import fly_to_folder
from luncur.debris.breakup import class_names
from luncur.debris.fragments import fragments_assumed
from luncur.export import console_answer, page_language, report, summary_schema
from luncur.export.answer import _short_of
from luncur.export.globe import kml_text, oem_text, outer_rings
from luncur.export.names import name_of
from luncur.export.numbers import plain, position, rounded_odds, small
from luncur.export.page import not_computed_of
from luncur.export.tables import csv_text
from luncur.export.texts import texts
from luncur.failure.assumed import failure_assumptions
from luncur.mission.describe import assumptions
from luncur.mission.load import builtin_names, builtin_tree, load
from luncur.sentences import Sentence, catalogue, coded, field_word, said_again

HOSTILE = "<script>alert(1)</script>=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("flight") / "out"
    fly_to_folder("soyuz-vostochny-sso", out)
    return out


def test_netcdf_opens_elsewhere(folder: Path) -> None:
    xarray = pytest.importorskip("xarray")
    with xarray.open_dataset(folder / "trajectory.nc", engine="scipy", decode_times=False) as data:
        assert set(data.sizes) == {"time", "event"}  # one time axis, and the events beside it
        assert data["event_name"].sizes["event"] == data["event_time"].size
        for name, variable in data.variables.items():
            assert variable.attrs["units"], name
            assert variable.attrs["long_name"], name
        assert float(data["altitude"].max()) > 600e3


def test_geojson_closes_its_rings(folder: Path) -> None:
    from shapely.geometry import shape

    areas = json.loads((folder / "areas.geojson").read_text())
    kinds = {f["properties"]["kind"] for f in areas["features"]}
    assert kinds == {"drop region", "impact point trace", "evacuated area", "controlled area"}
    for feature in areas["features"]:
        assert set(feature["properties"]) >= {"kind", "probability", "method"}
        assert shape(feature["geometry"]).is_valid


def test_kml_is_xml(folder: Path) -> None:
    root = ElementTree.parse(folder / "flight.kml").getroot()
    names = [n.text for n in root.iter("{http://www.opengis.net/kml/2.2}name")]
    assert "core" in names
    for line in root.iter("{http://www.opengis.net/kml/2.2}coordinates"):
        assert all(len(point.split(",")) == 3 for point in (line.text or "").split())


def test_czml_moves_the_vehicle(folder: Path) -> None:
    packets = json.loads((folder / "flight.czml").read_text())
    assert packets[0]["id"] == "document"
    samples = packets[1]["position"]["cartesian"]
    assert len(samples) % 4 == 0
    assert math.hypot(*samples[1:4]) == pytest.approx(6.366e6, rel=2e-3)


def test_oem_lines(folder: Path) -> None:
    lines = (folder / "orbit.oem").read_text().splitlines()
    assert lines[0] == "CCSDS_OEM_VERS = 2.0"
    assert {"META_START", "META_STOP", "TIME_SYSTEM = UTC"} <= set(lines)
    states = [line.split() for line in lines[lines.index("META_STOP") + 1 :] if line and not line.startswith("COMMENT")]
    assert all(len(s) == 7 for s in states)
    assert math.hypot(*map(float, states[0][1:4])) == pytest.approx(7028, abs=5)


def test_summary_follows_its_schema(folder: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    summary = json.loads((folder / "summary.json").read_text())
    jsonschema.validate(summary, summary_schema())
    assert summary["risk"] is None
    assert "risk" in summary["not_computed"]


@pytest.mark.parametrize("lang", ["en", "id"])
def test_page_stands_alone(folder: Path, lang: str) -> None:
    page = report(folder, lang).read_text()
    assert f'<html lang="{lang}">' in page
    for outside in ("http://", "https://", "<script", "@import", "url("):
        assert outside not in page.replace("http://www.w3.org", "").replace("url(#", "")
    assert len(page) < 2_000_000


def test_markup_in_names_stays_text(folder: Path, tmp_path: Path) -> None:
    for name in ("trajectory.nc", "areas.geojson"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    summary = json.loads((folder / "summary.json").read_text())
    summary["mission"] = summary["title"] = summary["site"] = HOSTILE
    summary["assumed"].append(HOSTILE)
    summary["drops"][0]["body"] = summary["events"][0]["name"] = HOSTILE
    (tmp_path / "summary.json").write_text(json.dumps(summary))
    page = report(tmp_path).read_text()
    assert "<script" not in page
    assert "&lt;script" in page


def test_formulas_are_disarmed() -> None:
    assert csv_text([{"a": "=1+1", "b": -2.5}, {"a": "@x", "b": None}], ("a", "b")) == "a,b\n'=1+1,-2.5\n'@x,\n"


def test_both_languages_say_the_same_things() -> None:
    en, indonesian = catalogue("en"), catalogue("id")
    assert list(en) == list(indonesian) == ["page", "trial", "sentences", "words", "fields"]
    for table in en:
        assert set(en[table]) == set(indonesian[table])
        for key, text in en[table].items():
            places = [sorted(re.findall(r"\{(\w+(?::[^}]*)?)\}", said)) for said in (text, indonesian[table][key])]
            assert places[0] == places[1], key
    assert len(set(en["words"].values())) == len(en["words"])


def test_sentences_are_said_again_with_the_numbers_of_the_language() -> None:
    sentence = Sentence("hurts_from", energy=14.914)
    assert sentence.startswith("an impact hurts from 14.9 J")
    assert said_again(sentence, coded(sentence), "id").startswith("tumbukan melukai mulai 14,9 J")
    assert said_again(sentence, json.loads(json.dumps(coded(sentence))), "en") == sentence
    assert coded("written by a user") is None
    for record in (None, {"code": "of another version", "values": {}}, {"code": "hurts_from", "values": {}}, {}):
        assert said_again("written by a user", record, "id") == "written by a user"


def test_names_of_users_stay_as_written() -> None:
    summary = {"bodies": ["core", "Tom and Jerry"], "drops": []}
    assert name_of("core and Tom and Jerry burning", summary, "id") == "tingkat inti dan Tom and Jerry menyala"
    assert name_of("Tom and Jerry, whole", summary, "id") == "Tom and Jerry, utuh"
    assert name_of("core and Tom and Jerry burning", summary, "en") == "core and Tom and Jerry burning"


@pytest.mark.parametrize("name", builtin_names("missions"))
def test_names_of_built_in_missions_have_a_translation(name: str) -> None:
    mission = load(name)
    known = set(catalogue("en")["words"].values()) | {"Fregat"}
    names = [
        mission.title,
        *([mission.hypothetical] if mission.hypothetical else []),
        *(b.name for b in mission.vehicle.bodies),
        *(e.name for e in mission.vehicle.events),
    ]
    names += [c for c in class_names(mission) if not c.endswith(", whole")]
    names += [m.name for m in mission.failure.modes] if mission.failure else []
    names += [f.note for f in mission.figures.values() if f.note and f.confidence in ("L", "U")]
    names += [f.source for f in mission.figures.values() if f.source]
    assert set(names) <= known


@pytest.mark.parametrize("name", builtin_names("missions"))
def test_no_assumption_of_a_built_in_mission_is_left_in_english(name: str) -> None:
    mission = load(name)
    said = [*fly(mission).assumed, *assumptions(mission), *failure_assumptions(mission), *fragments_assumed(mission)]
    english = [s for s in said if coded(s) is None and s not in catalogue("en")["words"].values()]
    assert said
    assert not english


@pytest.mark.parametrize("name", builtin_names("criteria"))
def test_criteria_have_a_translation(name: str) -> None:
    known = set(catalogue("en")["words"].values())
    for limit in builtin_tree("criteria", name, "criteria")["limit"]:
        assert {limit["name"], *limit["covers"]} <= known


def test_indonesian_page_keeps_no_english_of_our_own(folder: Path) -> None:
    page = report(folder, "id").read_text()
    report(folder, "en")
    for english in ("strap-on cutoff", "is an estimate", "standard deviation", ", whole", "not computed", "Nominal"):
        assert english not in page, english
    assert "taksiran" in page


@pytest.mark.parametrize(
    ("value", "en", "indonesian"),
    [
        (3.24e-5, "3.2 × 10⁻⁵", "3,2 × 10⁻⁵"),
        (0.0142, "0.014", "0,014"),
        (9.96e-4, "1.0 × 10⁻³", "1,0 × 10⁻³"),
        (0.0, "0", "0"),
    ],
)
def test_small_numbers(value: float, en: str, indonesian: str) -> None:
    assert small(value) == en
    assert small(value, "id") == indonesian


def test_plain_numbers() -> None:
    assert plain(-1e-9, 1) == "0.0"
    assert plain(12345.67, 1, "id") == "12.345,7"
    assert plain(math.nan) == small(None) == "–"
    assert position(68.4, -24.17, 2, "en") == "68.40° N 24.17° W"
    assert position(-10.25, 128.3, 2, "id") == "10,25° LS 128,30° BT"
    assert rounded_odds(3.7e-4, "id") == "2.700"


def test_answer_of_a_flight_says_that_there_is_no_risk(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text())
    assert texts("en")["headline_none"] in console_answer(summary, "en")


def test_containment_of_a_normal_cloud() -> None:
    """Of 100,000 impacts of a tilted normal cloud, the region holds what it says, 0.97 within 0.005."""
    rng = np.random.default_rng(2)
    x, y = rng.standard_normal((2, 3000)) * np.array([[30e3], [8e3]])
    turn = math.radians(25)
    east, north = x * math.sin(turn) + y * math.cos(turn), x * math.cos(turn) - y * math.sin(turn)
    region = containment_region(
        np.radians(54.8) + north / 6.38e6, np.radians(127.1) + east / (6.38e6 * math.cos(math.radians(54.8))), 0.97
    )
    assert region.method == "normal"
    assert region.semi_major == pytest.approx(2.6482 * 30e3, rel=0.04)
    assert region.semi_minor == pytest.approx(2.6482 * 8e3, rel=0.04)
    assert math.degrees(region.azimuth) == pytest.approx(25, abs=1.5)
    assert region.contained == pytest.approx(0.97, abs=0.01)
    assert replace(region, method="x").outline()[0] == region.outline()[-1]


def test_joint_share() -> None:
    assert joint_share(0.97, 4) ** 4 == pytest.approx(0.97)


@pytest.mark.parametrize(
    ("ring", "parts", "area"),
    [
        ([[10, 0], [20, 0], [20, 10], [10, 10], [10, 0]], 1, 100),
        ([[175, 0], [-175, 0], [-175, 10], [175, 10], [175, 0]], 2, 100),  # over the antimeridian
        ([[lon, 80] for lon in (0, 90, 180, -90, 0)], 1, 3600),  # about the pole
        ([[lon, -80] for lon in (45, 135, -135, -45, 45)], 1, 3600),
    ],
)
def test_regions_are_cut_at_the_antimeridian(ring: list[list[float]], parts: int, area: float) -> None:
    from shapely.geometry import shape

    geometry = geometry_of(ring)
    assert len(outer_rings(geometry)) == parts
    assert geometry["type"] == ("Polygon" if parts == 1 else "MultiPolygon")
    region = shape(geometry)
    assert region.is_valid
    assert region.area == pytest.approx(area)
    assert max(abs(x) for edge in outer_rings(geometry) for x, _ in edge) <= 180


def test_kml_holds_every_part_of_a_region(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text())
    track = SimpleNamespace(
        longitude=np.zeros(2), latitude=np.zeros(2), altitude=np.zeros(2), impact_latitude=np.full(2, np.nan),
        impact_longitude=np.full(2, np.nan), time=np.zeros(2),
    )  # fmt: skip
    geometry = geometry_of([[175, 0], [-175, 0], [-175, 10], [175, 10], [175, 0]])
    text = kml_text(summary, track, [{"geometry": geometry, "properties": {"kind": "drop region", "body": "core"}}])
    assert text.count("<LinearRing>") == 2


def test_ephemeris_begins_when_the_thrust_has_ended() -> None:
    """Whatever the events are called: a mission need not have a 'cutoff'."""
    states = np.arange(15.0).reshape(5, 3)
    flight = SimpleNamespace(
        time=np.arange(5.0), thrust=np.array([1.0, 1.0, 1.0, 0.0, 0.0]), position=states, velocity=states
    )
    events = [
        {"name": "engines off", "time_s": 3.0, "shutdown": ["core"]},
        {"name": "cutoff of the radio", "time_s": 4.0, "shutdown": []},
    ]
    summary = {"mission": "m", "launch_time": "2023-11-15T02:00:00+00:00", "events": events}
    assert "START_TIME = 2023-11-15T02:00:03" in oem_text(summary, flight)
    assert "START_TIME = 2023-11-15T02:00:02" in oem_text({**summary, "events": []}, flight)


def test_a_map_of_impacts_that_never_happen_has_no_density(folder: Path) -> None:
    from luncur.export.map_svg import WIDE, flight_map

    here = (np.array([51.0]), np.array([128.0]))
    svg = flight_map(
        (51.0, 128.0), [(51.0, 128.0), (53.0, 128.0)], here, here, [], [], (*here, np.zeros(1)), "map", WIDE
    )
    assert 'class="d' not in svg.replace('class="drop', "")


def test_language_of_a_page(folder: Path, tmp_path: Path) -> None:
    report(folder, "id")
    assert page_language(folder) == "id"
    report(folder, "en")
    assert page_language(folder) == "en"
    assert page_language(tmp_path) is None


def test_precision_is_said_when_it_was_not_reached() -> None:
    for lang in ("en", "id"):
        assert _short_of({"precision": {"wanted": 0.1, "reached": 0.09}}, lang) == []
        assert _short_of({}, lang) == []
        assert "25" in _short_of({"precision": {"wanted": 0.1, "reached": 0.25}}, lang)[0]
        (far,) = _short_of({"precision": {"wanted": 0.1, "reached": 1.216}}, lang)
        assert "2.2" in far.replace(",", ".")
        assert "121" not in far
        assert _short_of({"precision": {"wanted": 0.1, "reached": None}}, lang) == [texts(lang)["precision_none"]]


def test_fields_without_a_value_are_called_by_names_that_readers_know() -> None:
    assert field_word("risk.dominant.individual", "en") == "what individual risk comes from"
    assert field_word("footprint[].nearest_m", "en") == field_word("footprint[]", "en")
    assert field_word("timing.launches_per_second", "id") == "lamanya perhitungan"
    assert field_word("termination: reliability", "en") == "termination: reliability"  # a word, and no field
    summary = {
        "not_computed": ["footprint[].nearest_m", "footprint[].farthest_m", "risk.sensitivity"],
        "not_computed_reasons": ["of some seconds no piece comes down"] * 2 + ["takes a run of its own"],
    }
    assert not_computed_of(summary, "en") == [
        "where the pieces of some seconds come down: of some seconds no piece comes down",
        "how much the answer depends on each input: takes a run of its own",
    ]
