"""luncur event: the built-in events, what their comparison must show, and bad input."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from markupsafe import escape

from luncur.cli import cli
from luncur.errors import InputError
from luncur.event import compare_event, event_from_tree, event_to_folder, events, load_event, schema
from luncur.event.arcs import arc_time, least_fall_time, least_range_time
from luncur.event.page import page
from luncur.event.places import find_origin, parse_relative
from luncur.event.positions import parse_position
from luncur.event.regions import relative_region
from luncur.event.run import event_answer
from luncur.mission.load import builtin_names, builtin_text
from luncur.mission.reading import parse_toml

NAMES = builtin_names("events")
_KEPT: dict[str, dict[str, Any]] = {}


def record_of(name: str) -> dict[str, Any]:
    if name not in _KEPT:
        _KEPT[name] = compare_event(load_event(name))
    return _KEPT[name]


def findings(record: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [f for f in record["findings"] if f["code"] == code]


def position(record: dict[str, Any], report: str) -> dict[str, Any]:
    return next(p for p in record["positions"] if p["report"] == report)


@pytest.mark.parametrize("name", NAMES)
def test_built_in_events_in_both_languages(name: str) -> None:
    record = record_of(name)
    assert record["event"] == name
    assert all(f["source"] and f["confidence"] for f in record["facts"])
    assert json.loads(json.dumps(record, allow_nan=False)) is not None
    for lang in ("en", "id"):
        html = page(record, lang)
        assert f'<html lang="{lang}">' in html
        assert str(escape(record["title"][lang])) in html
        assert "{" not in "".join(f["text"][lang] for f in record["findings"])
        assert "<script" not in html
        assert 'src="http' not in html
        for finding in record["findings"]:  # every number leads to the fact that it rests on
            for fact in finding["facts"]:
                assert f'id="fact-{fact}"' in html


def test_every_text_has_both_languages_and_the_same_places_for_values() -> None:
    import string

    from luncur.event.words import _texts

    for key, texts in _texts().items():
        assert set(texts) == {"en", "id"}, key
        places = [{name for _, name, _, _ in string.Formatter().parse(texts[lang]) if name} for lang in ("en", "id")]
        assert places[0] == places[1], key


def test_the_control_set_of_zones() -> None:
    september, june = record_of("nk-2023-09-13"), record_of("nk-2023-06-15")
    for report in ("splashdown-1", "splashdown-2"):
        possible = position(september, report)["waters"]["possible"]
        assert not [a for a in possible if a["state"] == "JPN"]
    assert len(findings(september, "said_agrees")) == 2
    best = position(june, "splashdown-1")["waters"]["best"]
    assert (best["zone"], best["state"]) == ("eez", "JPN")
    assert position(june, "splashdown-1")["latitude_deg"] == pytest.approx(39.99, abs=0.02)
    # all of what "north-north-west of Hegura" can mean lies inside; the range from the site leaves a region over the edge
    assert [f["facts"] for f in findings(june, "said_agrees")] == [["zone-words", "splashdown-words"]]
    assert [f["facts"] for f in findings(june, "said_undecided_fits")] == [["zone-1", "splashdown-1"]]


def test_a_weapon_test_has_no_arcs_and_no_flight_is_computed() -> None:
    for name in ("nk-2023-09-13", "nk-2023-06-15", "nk-1998-08-31"):
        assert not [f for f in record_of(name)["findings"] if f["code"].startswith(("arc_", "speed_", "piece"))]


def test_the_announcement_of_1998() -> None:
    record = record_of("nk-1998-08-31")
    (wrong,), (right,) = findings(record, "range_contradicts"), findings(record, "range_agrees")
    # 841 km on a sphere of 6,371 km; the ellipsoid makes it 843
    assert wrong["values"]["computed_m"] == pytest.approx(841e3, rel=0.004)
    assert math.degrees(wrong["values"]["azimuth_rad"]) == pytest.approx(86.7, abs=0.2)
    assert wrong["values"]["stated"]["en"] == "253 km"
    assert right["values"]["computed_m"] == pytest.approx(1642e3, rel=0.004)
    assert "1.646 km" in right["text"]["id"]
    assert not findings(record, "unit_fits")


def test_november_2023_came_before_its_window() -> None:
    record = record_of("nk-2023-11-21")
    gaps = {f["facts"][0]: f["values"]["gap_s"] for f in findings(record, "window_not_yet")}
    assert gaps == {"lift-off-kcna": 4652.0, "lift-off-japan": 4620.0}
    assert "1 h 17 min" in findings(record, "window_not_yet")[1]["text"]["en"]
    assert findings(record, "flight_time_agrees")
    for name in ("nk-2023-05-31", "nk-2023-08-24"):
        assert findings(record_of(name), "window_open")
        assert not findings(record_of(name), "window_not_yet")


def test_two_official_figures_of_2021() -> None:
    (differ,) = findings(record_of("cz5b-2021-05-09"), "positions_differ")
    assert differ["values"]["distance_m"] == pytest.approx(3.2e6, rel=0.03)


def test_recovered_pieces_lie_in_the_order_in_which_they_fall() -> None:
    record = record_of("delta2-1997-01-22")
    assert findings(record, "pieces_in_order")
    fibre, tank, sphere = record["pieces"]
    assert fibre["farthest_m"] < tank["nearest_m"] < sphere["nearest_m"]
    assert (fibre["found_m"], tank["found_m"], sphere["found_m"]) == pytest.approx((313e3, 955e3, 1070e3), rel=0.01)
    # what is known of mass and size covers the light piece; the two heavy ones were found 7 to 9 % farther
    assert fibre["nearest_m"] < fibre["found_m"] < fibre["farthest_m"]
    beyond = {f["facts"][0]: f["values"]["gap_m"] for f in findings(record, "piece_beyond")}
    assert beyond["tank"] == pytest.approx(tank["found_m"] - tank["farthest_m"], abs=1.0)
    assert beyond["sphere"] == pytest.approx(sphere["found_m"] - sphere["farthest_m"], abs=1.0)
    assert 0.05 < beyond["sphere"] / sphere["found_m"] < beyond["tank"] / tank["found_m"] < 0.10


def test_a_piece_that_starts_more_steeply_down_falls_nearer() -> None:
    event = load_event("delta2-1997-01-22")
    assert event.breakup is not None
    ranges = []
    for degrees in (0.5, 2.0, 10.0):
        steep = event.breakup.model_copy(update={"path_angle": (math.radians(degrees),) * 2})
        (fibre, *_) = compare_event(event.model_copy(update={"breakup": steep}))["pieces"]
        ranges.append(fibre["farthest_m"])
    assert ranges[0] > 1.1 * ranges[1] > 1.3 * ranges[2]


def test_a_ballistic_coefficient_may_be_one_figure_or_two() -> None:
    from pydantic import ValidationError

    from luncur.event.model import Report

    said = {"id": "a", "by": "b", "source": "c", "confidence": "M", "what": "recovered piece", "at": "30 N 97 W"}
    assert Report(**said, ballistic_coefficient="40 kg/m2").ballistic_coefficient == (40.0, 40.0)
    assert Report(**said, ballistic_coefficient=["38 kg/m2", "72 kg/m2"]).ballistic_coefficient == (38.0, 72.0)
    with pytest.raises(ValidationError, match="smaller ballistic coefficient first"):
        Report(**said, ballistic_coefficient=["72 kg/m2", "38 kg/m2"])


def test_the_speed_between_two_points_is_given_with_the_rounding_of_their_times() -> None:
    (speed,) = findings(record_of("cz5b-2021-05-09"), "speed_between")
    # 3,252 km in 10 min, each time written to the minute: 8 to 12 min
    assert speed["values"]["speed_m_s"] == pytest.approx(3252e3 / 600, rel=1e-3)
    assert speed["values"]["low_m_s"] == pytest.approx(3252e3 / 720, rel=1e-3)
    assert speed["values"]["high_m_s"] == pytest.approx(3252e3 / 480, rel=1e-3)


def test_every_place_that_words_measure_from_is_named_with_its_source() -> None:
    record = record_of("nk-2023-11-21")
    for lang, word in (("en", "recalled"), ("id", "diingat")):
        rows = " ".join(record["taken"][lang])
        for name in ("Okinotorishima", "Eocheong", "Taean", "Jindo", "Jeju", "Manila", "Samar"):
            assert f"{name}: " in rows
        assert word in rows


def test_an_area_that_words_put_off_a_whole_coast_gets_no_point() -> None:
    record = record_of("nk-2012-12-12")
    (coast,) = findings(record, "area_by_words_coast")
    assert "136 km" in coast["text"]["en"]
    assert "° N" not in coast["text"]["en"]
    (fairing,) = findings(record, "area_by_words")
    assert "702 km from Sohae" in fairing["text"]["en"]


def test_a_verdict_on_an_area_by_words_is_one_sentence() -> None:
    (near,) = (f for f in findings(record_of("nk-2023-11-21"), "said_near_words"))
    assert "820 km east of Manila (211 km away) and 350 km east of Samar (68 km away)" in near["text"]["en"]


def test_a_bearing_that_was_not_published_is_said_wherever_its_place_is_named() -> None:
    label = position(record_of("nk-2023-06-15"), "splashdown-1")["label"]
    assert "bearing that follows" in label["en"]
    assert "arah yang diturunkan" in label["id"]


def test_a_place_on_land_lists_no_coasts() -> None:
    for p in record_of("delta2-1997-01-22")["positions"]:
        assert p["coasts"] == {"en": [], "id": []}


def test_the_area_of_2012_has_crossing_corners_and_daily_windows() -> None:
    record = record_of("nk-2012-12-12")
    assert findings(record, "area_reordered")
    (area,) = (a for a in record["areas"] if a["vertices"])
    assert len(area["windows"]) == 13
    assert len(findings(record, "window_open")) == 2
    seen = findings(record, "area_from_site")[0]["values"]
    assert seen["centre_m"] == pytest.approx(478e3, rel=0.01)
    assert math.degrees(seen["centre_rad"]) == pytest.approx(179.8, abs=0.3)


def test_the_areas_of_2009_from_their_site() -> None:
    seen = [f["values"] for f in findings(record_of("nk-2009-04-05"), "area_from_site")]
    assert [v["centre_m"] for v in seen] == pytest.approx([623e3, 3562e3], rel=0.01)
    assert [math.degrees(v["centre_rad"]) for v in seen] == pytest.approx([91.3, 93.0], abs=0.3)


SMALL = """
[event]
name = "small"
title = "A launch"
kind = "civil launch"

[site]
id = "site"
name = "pad"
at = "10.0000 N 20.0000 W"
uncertainty = "1 km"
by = "us"
source = "made up"
confidence = "H"

[[time]]
id = "off"
what = "lift-off"
at = 2024-05-01T10:00:00Z
by = "us"
source = "made up"
confidence = "H"
"""


def small(more: str = "", kind: str = "civil launch") -> dict[str, Any]:
    text = SMALL.replace("civil launch", kind) + more
    return compare_event(event_from_tree(parse_toml(text.encode(), "small.toml"), "small.toml"))


def report(fields: str, name: str = "fell") -> str:
    return (
        f'[[report]]\nid = "{name}"\nwhat = "splashdown"\nby = "us"\nsource = "made up"\nconfidence = "M"\n{fields}\n'
    )


def test_a_range_in_the_wrong_unit_is_named() -> None:
    # 500 nautical miles east, written as kilometres
    record = small(report('at = "9.9600 N 11.5550 W"\nrange = "500 km"'))
    assert findings(record, "range_contradicts")
    (fits,) = findings(record, "unit_fits")
    assert fits["values"]["read_m"] == 926000.0
    assert fits["values"]["unit"]["en"] == "nautical miles"


def test_units_and_times_are_told_as_readers_write_them() -> None:
    record = small(report('range = "120 nmi"\ntime = 2024-05-01T10:09:30Z'))
    stated = next(f["stated"] for f in record["facts"] if f["id"] == "fell")
    assert "120 nautical miles" in stated["en"]
    assert "10:09:30 UTC" in stated["en"]
    assert "120 mil laut" in stated["id"]
    assert "10.09.30 UTC" in stated["id"]


def test_where_nothing_can_be_compared_no_count_of_zeros_is_the_answer() -> None:
    alone = small(report('at = "9.9600 N 11.5550 W"'))
    assert not any(alone["counts"][level] for level in ("contradicts", "undecided", "agrees"))
    for lang, said in (("en", "Nothing could be compared"), ("id", "Tidak ada yang dapat dibandingkan")):
        assert said in event_answer(alone, lang)
        assert said in page(alone, lang)
    both = small(report('at = "9.9600 N 11.5550 W"\nrange = "926 km"'))
    assert "Nothing could be compared" not in event_answer(both, "en") + page(both, "en")


AREA = """
[[area]]
id = "closed"
name = "closed"
vertices = ["10 N 15 W", "10 N 14 W", "9 N 14 W", "9 N 15 W"]
by = "us"
source = "made up"
confidence = "H"
windows = [{ start = 2024-05-01T09:00:00Z, end = 2024-05-01T09:30:00Z }, { start = 2024-05-02T09:00:00Z, end = 2024-05-02T09:30:00Z }]
"""


@pytest.mark.parametrize(
    ("at", "uncertainty", "verdict"),
    [
        ("9.5 N 14.5 W", "5 km", "inside"),
        ("9.5 N 13.0 W", "5 km", "outside"),
        ("9.5 N 14.02 W", "5 km", "undecided"),
        ("9.5 N 13.98 W", "5 km", "undecided"),
    ],
)
def test_inside_outside_or_undecided(at: str, uncertainty: str, verdict: str) -> None:
    record = small(report(f'at = "{at}"\nuncertainty = "{uncertainty}"') + AREA)
    assert position(record, "fell")["areas"][0]["verdict"] == verdict
    said = '[[outcome]]\nid = "said"\nreport = "fell"\narea = "closed"\ninside = true\nby = "us"\nsource = "x"\nconfidence = "H"\n'
    codes = {"inside": "said_agrees", "outside": "said_contradicts", "undecided": "said_undecided"}
    assert findings(small(report(f'at = "{at}"\nuncertainty = "{uncertainty}"') + AREA + said), codes[verdict])


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("2024-05-01T08:00:00Z", "window_not_yet"),
        ("2024-05-01T09:10:00Z", "window_open"),
        ("2024-05-01T09:00:10Z", "window_open"),
        ("2024-05-01T09:30:00Z", "window_edge"),
        ("2024-05-01T10:00:00Z", "window_between"),
        ("2024-05-02T09:31:01Z", "window_closed"),
    ],
)
def test_windows(start: str, code: str) -> None:
    text = SMALL.replace("2024-05-01T10:00:00Z", start) + AREA
    record = compare_event(event_from_tree(parse_toml(text.encode(), "small.toml"), "small.toml"))
    assert [f["code"] for f in record["findings"] if f["code"].startswith("window")] == [code]


def test_an_area_across_the_antimeridian() -> None:
    area = AREA.replace(
        '["10 N 15 W", "10 N 14 W", "9 N 14 W", "9 N 15 W"]', '["10 N 179 E", "10 N 179 W", "9 N 179 W", "9 N 179 E"]'
    )
    for at, verdict in (("9.5 N 179.9 E", "inside"), ("9.5 N 179.9 W", "inside"), ("9.5 N 178.0 E", "outside")):
        record = small(report(f'at = "{at}"\nuncertainty = "1 km"') + area)
        assert position(record, "fell")["areas"][0]["verdict"] == verdict


def test_bearings_against_positions_and_areas() -> None:
    record = small(report('at = "9.5 N 14.5 W"\nrange = "605 km"\nbearing = "95 deg"') + AREA)
    assert findings(record, "bearing_agrees")
    assert findings(record, "bearing_in_area")
    record = small(report('at = "9.5 N 14.5 W"\nrange = "605 km"\nbearing = "120 deg"') + AREA)
    assert findings(record, "bearing_contradicts")
    assert findings(record, "bearing_off_area")


def test_arcs_only_for_civil_launches_and_re_entries() -> None:
    fell = report('range = "4000 km"\nheight = "200 km"\nflight_time = "3 min"')
    assert findings(small(fell), "arc_too_short_both")
    assert not [f for f in small(fell, "weapon test")["findings"] if f["code"].startswith("arc")]
    assert not [f for f in small(fell, "disputed")["findings"] if f["code"].startswith("arc")]
    slow = report('range = "400 km"\nheight = "200 km"\nflight_time = "9 min"')
    assert findings(small(slow), "arc_possible_both")
    assert findings(small(slow), "arc_whole")


def test_the_bounds_of_an_arc() -> None:
    assert least_fall_time(100e3) == pytest.approx(math.sqrt(2 * 100e3 / 9.833))
    assert least_range_time(11_650e3) == pytest.approx(1000.0, rel=0.001)
    # a low arc over a short range is the parabola of a flat Earth: T = 2 sqrt(2 H / g)
    assert arc_time(100e3, 25e3) == pytest.approx(2 * math.sqrt(2 * 25e3 / 9.8204), rel=0.01)
    # half way round the Earth at almost no height: half a circular orbit
    assert arc_time(math.pi * 6.371e6 * 0.999, 1e3) == pytest.approx(
        math.pi * math.sqrt(6.371e6**3 / 3.986004418e14), rel=0.01
    )
    assert arc_time(1e6, 0.0) is None


def test_time_before_lift_off_and_wrong_time_of_flight() -> None:
    assert findings(small(report("time = 2024-05-01T09:00:00Z")), "before_lift_off")
    assert findings(small(report('time = 2024-05-01T10:10:00Z\nflight_time = "20 min"')), "flight_time_contradicts")


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("40-51 N 139-40 E", 40.85, 139 + 2 / 3),
        ("40-41-44 N 135-34-45 E", 40 + 41 / 60 + 44 / 3600, 135 + 34 / 60 + 45 / 3600),
        ("38-46.58N 120-59.10E", 38 + 46.58 / 60, 120 + 59.10 / 60),
        ("40°42'46\"N 121°14'49\"E", 40 + 42 / 60 + 46 / 3600, 121 + 14 / 60 + 49 / 3600),
        ("7.5 LS 110.25 BT", -7.5, 110.25),
        ("19-04-00N, 118-40-00W", 19 + 4 / 60, -118 - 2 / 3),
    ],
)
def test_positions_as_published(text: str, latitude: float, longitude: float) -> None:
    p = parse_position(text)
    assert (math.degrees(p.latitude), math.degrees(p.longitude)) == pytest.approx((latitude, longitude), abs=1e-9)


@pytest.mark.parametrize(
    "text", ["95 N 10 E", "40-61 N 10 E", "40.5-30 N 10 E", "40 N", "here", "40 N 190 E", "1" * 200, "4e3 N 1 E"]
)
def test_what_is_no_position(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_position(text)


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("250 km north-west of Hegura island", "250 km barat laut Pulau Hegura"),
        ("1,200 km south-west of Okinotorishima", "1200 km di sebelah barat daya Okinotorishima"),
        ("250 km NW of Hegura", "250 km sebelah barat laut dari Hegura"),
        ("100 nautical miles east of Seguin", "100 mil laut timur Seguin"),
    ],
)
def test_positions_by_words_in_both_languages(english: str, indonesian: str) -> None:
    a, b = parse_relative(english, "", ""), parse_relative(indonesian, "", "")
    assert (a.distance, a.azimuth, a.sector, a.origin) == (b.distance, b.azimuth, b.sector, b.origin)


def test_words_cover_their_sector() -> None:
    from luncur.earth.geodesic import distance_and_azimuth

    words = parse_relative("250 km north-west of Hegura", "", "")
    region = relative_region(words)
    seen = [distance_and_azimuth(*words.origin.points[0], *p) for p in region.cloud]
    assert min(d for d, _ in seen) == pytest.approx(243e3)
    assert max(d for d, _ in seen) == pytest.approx(257e3)
    turns = [math.degrees(a) - 315 for _, a in seen]
    assert min(turns) == pytest.approx(-22.96, abs=0.01)
    assert max(turns) == pytest.approx(22.96, abs=0.01)


def test_islands_of_the_gazetteer_lie_on_the_coast() -> None:
    from luncur.event.places import _gazetteer
    from luncur.places.zones import zone

    for origin in set(_gazetteer().values()):
        found = zone([p[0] for p in origin.points], [p[1] for p in origin.points])
        assert (found.distance <= origin.extent + 1000).all(), (origin.en, found.distance)


def test_towns_need_a_country_when_several_bear_the_name() -> None:
    assert find_origin("Manila, PH", "f", "x").en == "Manila"
    with pytest.raises(InputError, match="its country"):
        find_origin("Georgetown", "f", "x")
    with pytest.raises(InputError, match="did you mean 'Hegura'"):
        find_origin("Hegurra", "f", "x")


GOOD = SMALL + report('at = "9.5 N 14.5 W"')
BAD = [
    ("kind = \"civil launch\"", "kind = \"party\"", "event.kind"),
    ("[event]", "[evnt]", "did you mean 'event'"),
    ("title = \"A launch\"", "titel = \"A launch\"", "did you mean 'title'"),
    ("at = 2024-05-01T10:00:00Z", "at = 2024-05-01T10:00:00", "UTC offset"),
    ("at = 2024-05-01T10:00:00Z", "at = \"2024-05-01T10:00:00Z\"", "UTC offset"),
    ("at = 2024-05-01T10:00:00Z", "at = 1900-05-01T10:00:00Z", "1957"),
    ("confidence = \"M\"", "confidence = \"sure\"", "confidence"),
    ("what = \"splashdown\"", "what = \"splash\"", "what"),
    ("id = \"fell\"", "id = \"off\"", "each id once"),
    ("id = \"fell\"", "id = \"a b\"", "id"),
    ("at = \"9.5 N 14.5 W\"", "at = \"9.5 14.5\"", "a position such as"),
    ("at = \"9.5 N 14.5 W\"", "relative = \"near Hegura\"", "north-west of Hegura"),
    ("at = \"9.5 N 14.5 W\"", "relative = \"10 km upwards of Hegura\"", "direction"),
    ("at = \"9.5 N 14.5 W\"", "relative = \"10 km north of Nowhereland\"", "gazetteer"),
    ("at = \"9.5 N 14.5 W\"", "range = 5", "text with a unit"),
    ("at = \"9.5 N 14.5 W\"", "range = \"5 parsec\"", "length"),
    ("at = \"9.5 N 14.5 W\"", "range = \"-5 km\"", "length"),
    ("at = \"9.5 N 14.5 W\"", "range = \"5e2 km\"", "exponent"),
    ("at = \"9.5 N 14.5 W\"", "bearing = \"5 deg\"", "expected"),
    ("at = \"9.5 N 14.5 W\"", "", "position, range, height"),
    ("at = \"9.5 N 14.5 W\"", "at = \"9.5 N 14.5 W\"\nrelative = \"10 km north of Hegura\"", "not both"),
    ("at = \"9.5 N 14.5 W\"", "at = \"9.5 N 14.5 W\"\nballistic_coefficient = \"5 kg/m2\"", "re-entry"),
    ("source = \"made up\"", "", "source"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), BAD)
def test_bad_input_in_one_sentence(old: str, new: str, said: str) -> None:
    head, _, tail = GOOD.rpartition(old)
    with pytest.raises(InputError) as caught:
        event_from_tree(parse_toml((head + new + tail).encode(), "bad.toml"), "bad.toml")
    text = str(caught.value)
    assert said in text
    assert text.startswith("bad.toml: ")
    assert text.isprintable()


BAD_MORE = [
    ('[breakup]\nid = "b"\nat = "1 N 1 E"\nheight = "77 km"\nspeed = ["7 km/s", "7 km/s"]\npath_angle = ["1 deg", "1 deg"]\nazimuth = "1 deg"\nby = "x"\nsource = "x"\nconfidence = "H"\n', "re-entry"),
    (AREA.replace(', "9 N 14 W", "9 N 15 W"', ""), "3 vertices"),
    (AREA.replace("end = 2024-05-01T09:30:00Z", "end = 2024-05-01T08:30:00Z"), "after the start"),
    (AREA.replace("end = 2024-05-01T09:30:00Z", "end = 2024-05-01T09:30:00Z, daily_until = 2023-01-01"), "last day"),
    ('[[outcome]]\nid = "o"\nreport = "none"\nzone_of = "JPN"\ninside = true\nby = "x"\nsource = "x"\nconfidence = "H"\n', "the id of a report"),
    ('[[outcome]]\nid = "o"\nreport = "fell"\nby = "x"\nsource = "x"\nconfidence = "H"\n', "together"),
    ('[[outcome]]\nid = "o"\nby = "x"\nsource = "x"\nconfidence = "H"\n', "what happened"),
    ("report = 5\n", "report"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "said"), BAD_MORE)
def test_bad_tables_in_one_sentence(more: str, said: str) -> None:
    text = more + SMALL if more.startswith("report =") else GOOD + more
    with pytest.raises(InputError) as caught:
        event_from_tree(parse_toml(text.encode(), "bad.toml"), "bad.toml")
    assert said in str(caught.value)


def test_a_range_needs_something_to_be_measured_from() -> None:
    text = SMALL[: SMALL.index("[site]")] + SMALL[SMALL.index("[[time]]") :] + report('range = "5 km"')
    with pytest.raises(InputError, match=r"report\.fell\.range_from"):
        event_from_tree(parse_toml(text.encode(), "bad.toml"), "bad.toml")


def test_the_schema_takes_the_built_ins_and_refuses_others() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    document = schema()
    jsonschema.Draft202012Validator.check_schema(document)
    check = jsonschema.Draft202012Validator(document)
    for name in NAMES:
        tree = json.loads(
            json.dumps(parse_toml(builtin_text("events", name).encode(), name), default=lambda d: d.isoformat())
        )
        assert not list(check.iter_errors(tree)), name
    tree["event"]["kind"] = "party"
    assert list(check.iter_errors(tree))


def test_the_folder_and_the_console(tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    run = CliRunner().invoke(cli, ["event", "nk-1998-08-31", "-o", str(tmp_path / "out"), "--lang", "id"])
    assert run.exit_code == 0
    assert "bertentangan" in run.output
    made = {p.name for p in (tmp_path / "out").iterdir()}
    assert made == {"event.json", "report.html", "event.geojson", "event.kml", "facts.csv"}
    record = json.loads((tmp_path / "out" / "event.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "facts.csv").read_text(encoding="utf-8"))))
    assert [r["id"] for r in rows] == [f["id"] for f in record["facts"]]
    shapes = json.loads((tmp_path / "out" / "event.geojson").read_text(encoding="utf-8"))
    assert {f["properties"]["kind"] for f in shapes["features"]} == {"site", "report", "uncertainty"}
    ElementTree.fromstring((tmp_path / "out" / "event.kml").read_text(encoding="utf-8"))
    with pytest.raises(InputError, match="new or empty folder"):
        event_to_folder("nk-1998-08-31", tmp_path / "out")


def test_json_on_standard_output(tmp_path: Path) -> None:
    run = CliRunner().invoke(cli, ["event", "cz5b-2021-05-09", "-o", str(tmp_path / "out"), "--json"])
    assert json.loads(run.output)["event"] == "cz5b-2021-05-09"


def test_an_unknown_name_lists_the_built_ins(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        event_to_folder("nk-1998", tmp_path / "out")
    assert all(name in str(caught.value) for name in NAMES)
    assert not (tmp_path / "out").exists()
    assert [name for name, _ in events()] == NAMES


def test_words_of_a_hostile_file_stay_words() -> None:
    record = small(report('at = "9.5 N 14.5 W"\nnote = "<script>alert(1)</script> {x}"'))
    html = page(record, "en")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_page_of_examples_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    monkeypatch.chdir(tmp_path)
    written = (Path(__file__).parents[2] / "docs/how-to/event.md").read_text(encoding="utf-8")
    Path("my-event.toml").write_text(re.findall(r"```toml\n(.*?)```", written, re.S)[0], encoding="utf-8")
    for i, (name, shown) in enumerate(re.findall(r"\$ luncur event (\S+) -o out\n(.*?)```", written, re.S)):
        run = CliRunner().invoke(cli, ["event", name, "-o", f"out{i}"])
        assert run.output.replace(f"out{i}", "out") == shown
