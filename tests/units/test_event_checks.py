"""Each check of an event by a small case: ranges, areas, windows, bearings, arcs, times of flight."""

from __future__ import annotations

import math

import pytest
from event_cases import AREA, SMALL, findings, position, report, small

from luncur.errors import InputError
from luncur.event import compare_event, event_from_tree, load_event
from luncur.event.arcs import arc_time, least_fall_time, least_range_time
from luncur.event.page import page
from luncur.event.run import event_answer
from luncur.mission.reading import parse_toml


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


def test_a_range_needs_something_to_be_measured_from() -> None:
    text = SMALL[: SMALL.index("[site]")] + SMALL[SMALL.index("[[time]]") :] + report('range = "5 km"')
    with pytest.raises(InputError, match=r"report\.fell\.range_from"):
        event_from_tree(parse_toml(text.encode(), "bad.toml"), "bad.toml")
