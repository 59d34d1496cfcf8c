"""What the comparison of the built-in events must show."""

from __future__ import annotations

import math

import pytest
from event_cases import findings, position, record_of


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
