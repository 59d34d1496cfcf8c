"""Published warnings are read as they are printed: corners, windows, cancelling, and nothing left over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import published_notices as published
import pytest

from luncur.notices import Notice, Window, cancelled, features, parse_text
from luncur.notices.positions import positions
from luncur.sentences import Sentence


def one(text: str) -> Notice:
    found = parse_text(text)
    assert len(found) == 1
    return found[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def windows(*pairs: str, alternate_from: int = 99) -> tuple[Window, ...]:
    """From "2022-11-12 16:06 18:54" for a window that ends the same day or the next."""
    out = []
    for i, pair in enumerate(pairs):
        day, begin, end = pair.split()
        start, stop = at(f"{day}T{begin}"), at(f"{day}T{end}")
        out.append(Window(start, stop if stop > start else stop + timedelta(days=1), i >= alternate_from))
    return tuple(out)


def test_florida_2022() -> None:
    notice = one(published.FLORIDA_2022)
    assert (notice.series, notice.number, notice.year, notice.regions) == ("NAVAREA IV", 1177, 2022, "11,26")
    assert (notice.authority, notice.issued) == ("EASTERN RANGE", at("2022-11-07T22:03"))
    assert (notice.place, notice.subject) == (
        "WESTERN NORTH ATLANTIC. FLORIDA",
        "HAZARDOUS OPERATIONS, ROCKET LAUNCHING",
    )
    assert [a.name for a in notice.areas] == ["A", "B"]
    expected = [(28.66533, -80.63883), (28.66667, -79.73333), (28.46667, -79.66667), (28.49950, -80.53817)]
    for corner, (latitude, longitude) in zip(notice.areas[0].corners, expected, strict=True):
        assert corner == pytest.approx((latitude, longitude), abs=5.1e-6)
    b = [(27, 51, 73, 56), (28, 37, 73, 55), (28, 40, 71, 21), (28, 13, 69, 58), (27, 31, 69, 58), (27, 21, 71, 43)]
    assert notice.areas[1].corners == tuple((p + q / 60, -(r + s / 60)) for p, q, r, s in b)
    days = [f"2022-11-{d} 16:07 18:54" for d in range(14, 19)]
    wanted = windows("2022-11-12 16:06 18:54", "2022-11-13 16:06 18:54", *days, alternate_from=1)
    assert notice.windows == notice.areas[0].windows == notice.areas[1].windows == wanted
    assert notice.cancel == at("2022-11-18T19:54")
    assert notice.cancels == ("NAVAREA IV 1165/22",)
    assert notice.said == notice.not_understood == ()


def test_starts_that_move_from_day_to_day() -> None:
    notice = one(published.FLORIDA_2023)
    rows = ("12:18 16:47", "11:53 16:22", "11:28 15:56", "11:02 15:31", "10:37 15:06", "10:12 14:41", "09:47 14:16")
    assert notice.windows == windows(*(f"2023-04-{19 + i} {r}" for i, r in enumerate(rows)), alternate_from=1)
    assert [len(a.corners) for a in notice.areas] == [6, 6]
    assert notice.areas[0].corners[5] == pytest.approx((28 + 31.21 / 60, -(80 + 33.38 / 60)), abs=1e-12)
    assert notice.not_understood == ()


def test_issue_before_the_number() -> None:
    notice = one(published.FLORIDA_2026)
    assert notice.issued == at("2026-03-04T06:58")
    assert notice.windows == windows(*(f"2026-03-{d} 03:04 06:36" for d in range(10, 17)), alternate_from=1)
    assert notice.areas[0].corners[2] == (29 + 20 / 60, -(72 + 5 / 60))


def test_daily_windows_and_the_meridian_of_greenwich() -> None:
    notice = one(published.NORWAY_JANUARY)
    assert notice.windows == windows(*(f"2026-01-{d} 20:05 20:20" for d in range(19, 26)))
    assert [len(a.corners) for a in notice.areas] == [7, 4, 10]
    assert notice.areas[2].corners[3] == pytest.approx((79 + 11.76 / 60, -(6 + 4.25 / 60)), abs=1e-12)
    assert notice.areas[2].corners[7] == pytest.approx((76 + 1.02 / 60, 2 + 0.03 / 60), abs=1e-12)
    assert notice.not_understood == ()


def test_windows_across_midnight() -> None:
    notice = one(published.NORWAY_MARCH)
    assert notice.windows == windows(*(f"2026-03-{d:02d} 19:30 01:00" for d in range(6, 16)))
    assert notice.windows[-1].end == at("2026-03-16T01:00")
    assert notice.place == "NORWEGIAN SEA. NORWAY. DNC 21, DNC 22"


@pytest.mark.parametrize("number", published.LAUNCHES)
def test_self_cancel_rule(number: str) -> None:
    """Each of the five cancels itself 60 minutes after the end of its last window, which is what drafts do."""
    notice = one(published.LAUNCHES[number])
    assert notice.name == number
    assert notice.cancel == cancelled(notice.windows)


def test_antimeridian() -> None:
    notice = one(published.PACIFIC_2023)
    assert notice.areas[0].corners == (
        (34.9, -152.0),
        (36 + 53 / 60, -151.0),
        (44 + 4 / 60, 165.0),
        (42 + 5 / 60, 165.0),
    )
    assert notice.said == ()
    geometry = features([notice])["features"][0]["geometry"]
    assert geometry["type"] == "MultiPolygon"
    sides = sorted((min(x for x, _ in ring[0]), max(x for x, _ in ring[0])) for ring in geometry["coordinates"])
    assert sides == [(-180.0, -151.0), (165.0, 180.0)]


def test_letters_that_count_corners() -> None:
    notice = one(published.SOUTHERN_OCEAN)
    assert len(notice.areas) == 1
    corners = [(-(59 + 42.6 / 60), 165.82), (-57.48, -(126.02)), (-(60.39), -122.08), (-62.55, 162.56)]
    for got, wanted in zip(notice.areas[0].corners, corners, strict=True):
        assert got == pytest.approx(wanted, abs=1e-9)
    assert notice.windows == (Window(at("2026-07-14T21:00"), at("2026-07-23T21:00")),)
    assert notice.cancel == at("2026-07-23T22:00")


def test_circles_and_windows_of_each_area() -> None:
    notice = one(published.CIRCLES)
    assert [(a.name, a.radius) for a in notice.areas] == [("A", 9 * 1852.0), ("B", 9 * 1852.0), ("D", None)]
    first = Window(at("2026-01-15T08:25"), at("2026-01-15T08:55"))
    ends = {
        "A": ("2026-01-17T00:01", "22T22:10"),
        "B": ("2026-01-16T23:50", "22T22:00"),
        "D": ("2026-01-16T23:50", "22T22:10"),
    }
    for area in notice.areas:
        begin, end = ends[area.name]
        assert area.windows == (first, Window(at(begin), at(f"2026-01-{end}"), True))
    assert notice.said == (Sentence("notice_year", source="number"),)
    assert notice.not_understood == ()


def test_notam_with_a_schedule() -> None:
    notice = one(published.AUSTRALIA)
    assert (notice.name, notice.limits) == ("NOTAM F 2572/26", ("SFC", "UNL"))
    assert notice.areas[0].corners == ((-62.2, 163.0), (-(62 + 41 / 60), 163.0), (-62.55, 162.56))
    assert notice.windows == windows(*(f"2026-07-{d} 09:00 21:00" for d in range(14, 24)))
    assert notice.not_understood == ()


def test_notam_with_two_areas() -> None:
    notice = one(published.RUSSIA)
    assert [(a.name, len(a.corners)) for a in notice.areas] == [("1", 4), ("2", 4)]
    assert notice.areas[1].corners[1] == (61 + 59 / 60, 52 + 21 / 60)
    assert notice.windows == (Window(at("2026-07-14T09:00"), at("2026-07-18T20:59")),)
    assert notice.not_understood == ()


def test_letters_before_the_figures() -> None:
    notice = one(published.CHINA_AIR)
    assert notice.areas[0].corners == (
        (30 + 35 / 60, 109.95),
        (30.55, 110 + 19 / 60),
        (29.9, 110 + 13 / 60),
        (29.95, 109.85),
    )
    assert notice.not_understood == ()


def test_chinese_form_in_beijing_time() -> None:
    notice = one(published.CHINA_SEA)
    assert notice.areas[0].corners[0] == pytest.approx((40 + 42 / 60 + 46 / 3600, 121 + 14 / 60 + 49 / 3600), abs=1e-12)
    assert len(notice.areas[0].corners) == 4
    assert notice.windows == (Window(at("2023-10-22T23:00"), at("2023-10-23T05:00")),)
    assert notice.said == (Sentence("notice_beijing"),)


def test_circular_of_2009() -> None:
    notice = one(published.CIRCULAR_2009)
    assert [len(a.corners) for a in notice.areas] == [4, 4]
    assert notice.areas[0].corners[0] == pytest.approx((40 + 41 / 60 + 44 / 3600, 135 + 34 / 60 + 45 / 3600), abs=1e-12)
    assert notice.said == (Sentence("notice_no_window"),)


def test_crosswise_corners_are_put_in_order_and_said() -> None:
    notice = one(published.CROSSWISE_2012)
    given = [round(b, 4) for _, b in notice.areas[0].corners]
    assert given == [124.5083, 124.9064, 124.9364, 124.5422]  # north-west, north-east, south-east, south-west
    assert Sentence("notice_crosswise", area="") in notice.said


def test_year_of_the_windows_not_of_the_number() -> None:
    notice = one(published.BENGAL)
    assert (notice.year, notice.issued) == (2025, at("2025-12-28T00:33"))
    assert (notice.windows[0].start, notice.windows[-1].end) == (at("2026-01-01T00:01"), at("2026-01-31T16:00"))
    assert len(notice.windows) == 31


def test_several_notices_in_one_text() -> None:
    text = "\n\n".join(published.ALL[:9])
    assert [n.name for n in parse_text(text)] == [one(t).name for t in published.ALL[:9]]
    assert [n.areas for n in parse_text(text)] == [one(t).areas for t in published.ALL[:9]]


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("38-46.58N 120-59.10E", 38 + 46.58 / 60, 120 + 59.10 / 60),
        ("40°42'46\"N 121°14'49\"E", 40 + 42 / 60 + 46 / 3600, 121 + 14 / 60 + 49 / 3600),
        ("19-04-00N 118-40-00E", 19 + 4 / 60, 118 + 40 / 60),
        ("18-46-00N 123-24-00E", 18 + 46 / 60, 123.4),
        ("401900N1184000E", 40 + 19 / 60, 118 + 40 / 60),
        ("4019N11840E", 40 + 19 / 60, 118 + 40 / 60),
        ("N 39°24'35\"、E 119°13'44\"", 39 + 24 / 60 + 35 / 3600, 119 + 13 / 60 + 44 / 3600),
        ("25°26'58.1\"N,119°18'56.7\"E", 25 + 26 / 60 + 58.1 / 3600, 119 + 18 / 60 + 56.7 / 3600),
        ("30°09'02\"N/122°21'20\"E", 30 + 9 / 60 + 2 / 3600, 122 + 21 / 60 + 20 / 3600),
        ("07-30.5S 110-15,25E", -(7 + 30.5 / 60), 110 + 15.25 / 60),
        ("36-04N 124-30E", 36 + 4 / 60, 124.5),
        ("36 04 30N 124 30 00W", 36 + 4.5 / 60, -124.5),
        ("28.66533N 80.63883W", 28.66533, -80.63883),
        ("-28.66533, 80.63883", -28.66533, 80.63883),
        ("33-40.72S 179-59.99W", -(33 + 40.72 / 60), -(179 + 59.99 / 60)),
    ],
)
def test_every_way_to_write_a_position(text: str, latitude: float, longitude: float) -> None:
    (found,) = positions(text)
    assert found.point == pytest.approx((latitude, longitude), abs=1e-9)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("302330Z NOV TO 010200Z DEC 24", [("2024-11-30T23:30", "2024-12-01T02:00")]),
        ("312330Z DEC 26 TO 010200Z JAN 27", [("2026-12-31T23:30", "2027-01-01T02:00")]),
        ("312330Z TO 010200Z JAN 27", [("2026-12-31T23:30", "2027-01-01T02:00")]),
        ("FROM 0600UTC 12 MAY 2024 TO 0800UTC 13 MAY 2024", [("2024-05-12T06:00", "2024-05-13T08:00")]),
        ("12 MAY 2024 0600Z TO 13 MAY 2024 0800Z", [("2024-05-12T06:00", "2024-05-13T08:00")]),
        ("29 JUN 2024 1130H TO 1430H", [("2024-06-29T03:30", "2024-06-29T06:30")]),
        ("0300 UTC TO 1700 UTC DAILY 22 TO 23 NOV 2025", [(f"2025-11-{d}T03:00", f"2025-11-{d}T17:00") for d in (22, 23)]),
        ("DAILY 2300Z TO 0100Z 31 DEC 26 THRU 01 JAN 27",
         [("2026-12-31T23:00", "2027-01-01T01:00"), ("2027-01-01T23:00", "2027-01-02T01:00")]),
        ("0100Z TO 0200Z 28 FEB AND 01 MAR 24", [("2024-02-28T01:00", "2024-02-28T02:00"), ("2024-03-01T01:00", "2024-03-01T02:00")]),
        ("12 THRU 13 JUL 2024 DAILY 0900Z TO 1200Z", [(f"2024-07-{d}T09:00", f"2024-07-{d}T12:00") for d in (12, 13)]),
        ("2024年10月23日0700时至24日0100时", [("2024-10-22T23:00", "2024-10-23T17:00")]),
        ("2024年8月11日至2024年8月12日,每天0600时-1200时",
         [("2024-08-10T22:00", "2024-08-11T04:00"), ("2024-08-11T22:00", "2024-08-12T04:00")]),
    ],
)  # fmt: skip
def test_every_way_to_write_a_window(words: str, wanted: list[tuple[str, str]]) -> None:
    notice = one(f"ROCKET LAUNCHING {words} IN AREA BOUND BY 10-00N 110-00E, 11-00N 110-00E, 11-00N 111-00E.")
    assert notice.windows == tuple(Window(at(a), at(b)) for a, b in wanted)
    assert notice.not_understood == ()


AREA = "10-00N 110-00E, 11-00N 110-00E, 11-00N 111-00E"


def test_what_was_not_understood_is_listed() -> None:
    notice = one(
        f"NAVAREA XI 5/24. ROCKETS 0530Z TO SUNSET DAILY IN AREA BOUND BY {AREA}. DOGS ARE TO BE KEPT ON A LEAD."
    )
    assert notice.windows == ()
    assert any("SUNSET" in words for words in notice.not_understood)
    assert any("DOGS ARE TO BE KEPT ON A LEAD" in words for words in notice.not_understood)
    assert Sentence("notice_no_window") in notice.said


@pytest.mark.parametrize(
    "window",
    ["310100Z TO 310300Z FEB 24", "120300Z TO 120100Z MAY 24", "0100Z TO 0200Z DAILY 01 JAN 24 THRU 01 JAN 27"],
)
def test_times_that_cannot_be_are_listed(window: str) -> None:
    notice = one(f"ROCKETS {window} IN AREA BOUND BY {AREA}.")
    assert notice.windows == ()
    assert any(window[:13] in words for words in notice.not_understood)


def test_a_corner_that_cannot_be_read_costs_the_area_and_is_said() -> None:
    notice = one(f"A. {AREA}. B. 10-00N 120-00E, 11-77N 120-00E, 11-00N 121-00E, 10-00N 121-00E.")
    assert [a.name for a in notice.areas] == ["A"]
    assert Sentence("notice_bad_corner", area=" B", text="11-77N 120-00E") in notice.not_understood


def test_half_a_position_costs_the_area() -> None:
    notice = one(f"A. {AREA}. B. 10-00N 120-00E, 11-00N, 11-00N 121-00E, 10-00N 121-00E.")
    assert [a.name for a in notice.areas] == ["A"]
    assert any("11-00N" in words for words in notice.not_understood)


def test_two_positions_are_no_area() -> None:
    notice = one(f"A. {AREA}. B. 10-00N 120-00E, 11-00N 120-00E.")
    assert Sentence("notice_few_corners", area=" B", count=2) in notice.not_understood


def test_cancelled_before_the_last_window_is_said() -> None:
    notice = one(f"ROCKETS 120100Z TO 120300Z MAY IN AREA BOUND BY {AREA}. CANCEL THIS MSG 112359Z MAY 24.")
    assert notice.cancel == at("2024-05-11T23:59")
    assert Sentence("notice_cancel_early") in notice.said


def test_year_from_the_user_only_where_the_text_has_none() -> None:
    text = f"ROCKETS 120100Z TO 120300Z MAY IN AREA BOUND BY {AREA}."
    assert one(text).windows == ()
    assert parse_text(text, year=2024)[0].windows == (Window(at("2024-05-12T01:00"), at("2024-05-12T03:00")),)
    assert parse_text(published.FLORIDA_2022, year=1999)[0].windows[0].start == at("2022-11-12T16:06")
