"""Drafts: they contain what they must, cost little, say when, and come back from the reader as they went out."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from luncur.errors import InputError
from luncur.notices import cancelled, draft, launch_window, parse_text
from luncur.notices.areas import unwrapped
from luncur.notices.contours import closures
from luncur.notices.rounding import rounded
from luncur.notices.window import closed
from luncur.notices.wording import AIR_STEP, SEA_STEP, about, air_position, sea_position
from luncur.sentences import word

METRE = 1 / 111_000.0  # [deg]


def blob(random: np.random.Generator, radius: float, latitude: float, longitude: float) -> Polygon:
    """A random area [deg], longitude first: 5 to 24 corners, up to ten times as long as wide, jagged every other time."""
    while True:
        n = int(random.integers(5, 25))
        angle = np.sort(random.uniform(0, 2 * np.pi, n))
        reach = radius * METRE * (random.uniform(0.6, 1.0, n) if random.random() < 0.5 else np.ones(n))
        x, y = reach * np.cos(angle), reach * random.uniform(0.1, 1.0) * np.sin(angle)
        turn = random.uniform(0, np.pi)
        x, y = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
        made = Polygon(np.stack([longitude + x / math.cos(math.radians(latitude)), latitude + y], axis=1))
        if made.is_valid and made.area > 0.02 * (radius * METRE) ** 2:
            return orient(made)


def folder_of(
    path: Path,
    outlines: list[Polygon],
    kind: str = "ship hazard area",
    launch: str | None = "2027-05-15T02:00:00+00:00",
) -> Path:
    """A result folder with areas and what drafts read of a summary."""
    path.mkdir(parents=True, exist_ok=True)
    features = []
    for k, outline in enumerate(outlines):
        from luncur.areas.outline import ring_geometry

        longitude, latitude = np.radians(np.array(outline.exterior.coords)).T
        features.append(
            {
                "type": "Feature",
                "geometry": ring_geometry(latitude, longitude),
                "properties": {"kind": kind, "body": f"area {k}", "time_start_s": 10.0, "time_end_s": 1234.5},
            }
        )
    (path / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (path / "summary.json").write_text(json.dumps({"mission": "test", "launch_time": launch, "drops": []}))
    return path


def geodesic_area(ring: NDArray[np.float64]) -> float:
    polygon = Geodesic.WGS84.Polygon()
    fine = Polygon(ring).segmentize(0.05).exterior.coords[:-1]
    for longitude, latitude in fine:
        polygon.AddPoint(latitude, longitude)
    return abs(float(polygon.Compute(False, True)[2]))


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_random_areas_come_back_and_contain_their_contour(tmp_path: Path, count: int) -> None:
    """1 km to 500 km across, both hemispheres, the antimeridian; each draft is read back, and holds its contour in 1.15 times its size."""
    random = np.random.default_rng(20270515)
    outlines = []
    for k in range(count):
        radius = 10 ** random.uniform(3.0, 5.4)
        longitude = random.choice([-180.0, 180.0, 0.0]) if k % 10 == 0 else random.uniform(-180, 180)
        outlines.append(blob(random, radius, random.uniform(-65, 65), longitude))
    sizes = []
    for kind, first in (("ship hazard area", 0), ("aircraft hazard area", count // 2)):
        folder = folder_of(tmp_path / kind, outlines[first : first + count // 2], kind)
        made = draft(folder, daily=2)
        found = closures(folder)
        back = parse_text(made.text())
        assert len(back) == len(made.drafts)
        drawn = []
        for given, read in zip(made.drafts, back, strict=True):
            assert read.draft
            assert read.not_understood == ()
            assert [a.name for a in read.areas] == [a.area.name for a in given.areas]
            assert read.windows == given.windows
            if given.kind == "sea":
                assert read.cancel == given.cancel == cancelled(read.windows)
            for drafted, area in zip(given.areas, read.areas, strict=True):
                assert np.allclose(area.corners, drafted.area.corners, rtol=0, atol=1e-9)
                drawn.append(area)
        assert len(drawn) == count // 2
        for whole, contour, area in zip(
            outlines[first : first + count // 2], found.sea + found.air, drawn, strict=True
        ):
            ring = np.array(unwrapped(area.corners))
            ring[:, 0] -= 360.0 * round((ring[:, 0].mean() - contour.outline.centroid.x) / 360.0)
            outline = contour.outline
            assert Polygon(ring).buffer(1e-12).covers(outline)  # what is left of the corners' last digits
            ring[:, 0] -= 360.0 * round((ring[:, 0].mean() - whole.centroid.x) / 360.0)
            assert Polygon(ring).buffer(1e-6).covers(whole)  # the file has the contour to 1e-6 deg
            sizes.append(geodesic_area(ring) / geodesic_area(np.array(outline.exterior.coords)))
    assert max(sizes) <= 1.15
    assert min(sizes) >= 1.0


@pytest.mark.parametrize("step", [SEA_STEP, AIR_STEP])
def test_tiny_areas_are_contained_and_their_size_is_told(step: float) -> None:
    """From 50 m on: contained always; what the last figure of a position costs is told, not hidden."""
    random = np.random.default_rng(7)
    for _ in range(60):
        outline = blob(random, 10 ** random.uniform(1.7, 3.0), random.uniform(-70, 70), random.uniform(-180, 180))
        made = rounded(outline, step)
        ring = np.array(made.corners) * step
        assert Polygon(ring).covers(outline)
        ratio = geodesic_area(ring) / geodesic_area(np.array(outline.exterior.coords))
        assert made.size == pytest.approx(ratio, rel=2e-2)


def test_tiny_area_is_said_to_be_larger(tmp_path: Path) -> None:
    outline = orient(shapely.Point(10.00003, 5.00003).buffer(20 * METRE))
    made = draft(folder_of(tmp_path / "out", [outline]))
    assert made.drafts[0].areas[0].size > 1.15
    assert any("more than 1.15" in s for s in made.said)


def test_long_edges_contain_however_they_are_drawn() -> None:
    """A strip of 1,500 km at 60 north: inside between corners joined by great circles (on the ellipsoid) and by rhumb lines."""
    outline = orient(Polygon([(0, 60), (27, 60), (27, 60.5), (0, 60.5)]))
    made = rounded(outline, SEA_STEP)
    corners = np.array(made.corners) * SEA_STEP
    geodesics = []
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        line = Geodesic.WGS84.InverseLine(y0, x0, y1, x1)
        geodesics += [(p["lon2"], p["lat2"]) for p in (line.Position(line.s13 * k / 200) for k in range(200))]
    assert Polygon(geodesics).covers(outline)
    mercator = shapely.transform(
        Polygon(corners), lambda c: np.stack([np.radians(c[:, 0]), np.arcsinh(np.tan(np.radians(c[:, 1])))], 1)
    )
    chart = shapely.transform(
        outline.segmentize(0.05), lambda c: np.stack([np.radians(c[:, 0]), np.arcsinh(np.tan(np.radians(c[:, 1])))], 1)
    )
    assert mercator.covers(chart)
    assert made.size <= 1.15


def test_simple_areas_get_few_corners() -> None:
    square = orient(shapely.box(100, -5, 101, -4))
    ellipse = orient(shapely.affinity.scale(shapely.Point(100, 10).buffer(0.3), 1.0, 0.3))
    assert len(rounded(square, SEA_STEP).corners) == 4
    assert len(rounded(ellipse, SEA_STEP).corners) <= 8


def test_no_area_at_a_pole() -> None:
    with pytest.raises(ValueError, match="poles"):
        rounded(orient(shapely.box(0, 88, 40, 89.5)), SEA_STEP)


def test_positions_as_printed() -> None:
    assert sea_position(-483_833, 171_992) == "28-39.92N 080-38.33W"
    assert sea_position(2_160_000 // 2, -6001) == "01-00.01S 180-00.00W"
    assert air_position(427_200, 145_140) == "401900N1184000E"
    assert about([(10.0, 179.0), (10.0, -179.0), (11.0, 180.0)]) == "1030N18000W067"


def test_window_has_its_margins_and_daily_windows_repeat(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "out", [orient(shapely.box(139.6, 4.3, 140.5, 5.6))])
    window = launch_window("2027-12-31T22:00:30Z/2028-01-01T01:00+00:00")
    made = draft(
        folder, window, [launch_window("2028-01-09T08:00+07:00", alternate=True)], daily=2, series="NAVAREA XI"
    )
    (only,) = made.drafts
    first = only.windows[0]
    assert first.start == datetime(2027, 12, 31, 21, 30, tzinfo=UTC)
    assert first.end == datetime(2028, 1, 1, 1, 51, tzinfo=UTC)  # 01:00:00 + 1234.5 s + 30 min, up to the minute
    assert [w.alternate for w in only.windows] == [False, True, True, True]
    assert only.windows[3].start == datetime(2028, 1, 9, 0, 30, tzinfo=UTC)
    assert only.cancel == only.windows[3].end + timedelta(minutes=60)
    assert "312130Z DEC 27 TO 010151Z JAN 28" in only.text
    assert "DRAFT - NOT FOR ISSUE" in only.text
    assert "THE RESPONSIBLE AUTHORITY DECIDES" in only.text
    (back,) = parse_text(made.text("id"))
    assert (back.series, back.windows, back.cancel) == ("NAVAREA XI", only.windows, only.cancel)
    assert back.not_understood == ()


def test_every_lettered_length_of_window_comes_back(tmp_path: Path) -> None:
    """Windows across midnight, months and years, of days, with gaps: out and back, at sea and in the air."""
    random = np.random.default_rng(3)
    outline = orient(shapely.box(-1, -1, 1, 1))
    folders = [folder_of(tmp_path / k, [outline], f"{k} hazard area") for k in ("ship", "aircraft")]
    for _ in range(150):
        start = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=int(random.integers(0, 150 * 1440)))
        length = timedelta(minutes=int(random.choice([0, 30, 300, 1300, 2000, 4000])))
        text = f"{start.isoformat()}/{(start + length).isoformat()}"
        others = [start + timedelta(days=int(d)) for d in sorted(random.choice(np.arange(5, 40), 3, replace=False))]
        alternates = [launch_window(f"{o.isoformat()}/{(o + length).isoformat()}", alternate=True) for o in others]
        for folder in folders:
            made = draft(folder, launch_window(text), alternates, daily=int(random.integers(0, 4)))
            (back,) = parse_text(made.text())
            assert back.windows == made.drafts[0].windows, made.drafts[0].text
            assert back.not_understood == ()


def test_areas_inside_a_hazard_area_are_not_named_twice(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "out", [orient(shapely.box(0, 0, 2, 2)), orient(shapely.box(10, 0, 11, 1))])
    data = json.loads((folder / "areas.geojson").read_text())
    for name, box in (("inside", shapely.box(0.5, 0.5, 1, 1)), ("outside", shapely.box(5, 0, 6, 1))):
        data["features"].append(
            {
                "type": "Feature",
                "geometry": shapely.geometry.mapping(box),
                "properties": {"kind": "drop region", "body": name},
            }
        )
    (folder / "areas.geojson").write_text(json.dumps(data))
    made = draft(folder)
    assert [a.of for a in made.drafts[0].areas] == ["area 0", "area 1", "outside"]


def test_drop_regions_alone_are_said_not_to_be_all(tmp_path: Path) -> None:
    boxes = [orient(shapely.box(0, 0, 2, 2))]
    only = draft(folder_of(tmp_path / "drops", boxes, "drop region"))
    assert any("no hazard areas" in s for s in only.said)
    assert not any("no hazard areas" in s for s in draft(folder_of(tmp_path / "both", boxes)).said)


def test_an_area_round_a_pole_is_said_to_be_in_no_draft(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "out", [orient(shapely.box(0, 0, 2, 2))])
    data = json.loads((folder / "areas.geojson").read_text())
    polar = shapely.geometry.mapping(shapely.box(-180, 80, 180, 90))
    data["features"].append(
        {"type": "Feature", "geometry": polar, "properties": {"kind": "ship hazard area", "body": "cap"}}
    )
    (folder / "areas.geojson").write_text(json.dumps(data))
    made = draft(folder)
    assert any(s.startswith("cap: lies round or beside a pole") for s in made.said)
    assert len(made.drafts[0].areas) == 1


def test_no_launch_time_asks_for_a_window(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "out", [orient(shapely.box(0, 0, 2, 2))], launch=None)
    with pytest.raises(InputError, match="--window START/END"):
        draft(folder)
    assert draft(folder, launch_window("2027-05-15T02:00Z")).drafts


@pytest.mark.parametrize(
    "text", ["", "x", "2027-05-15T02:00Z/2027-05-15T01:00Z", "2027-05-15T02:00/2027-05-15T03:00", "2027-05-15", "a/b/c",
             "2027-05-15T02:00Z/2029-05-15T02:00Z", "0001-01-01T00:00Z"]
)  # fmt: skip
def test_bad_windows_are_one_sentence(text: str) -> None:
    with pytest.raises(InputError, match="two moments with their zone"):
        launch_window(text)


def test_closed_rounds_outward_to_minutes() -> None:
    (window,) = closed([launch_window("2027-05-15T02:00:59Z")], 0.0)
    assert (window.start.minute, window.end.minute, window.end.second) == (30, 31, 0)


def test_halves_of_a_cut_area_are_put_together(tmp_path: Path) -> None:
    outline = orient(shapely.box(178, -20, 183, -18))
    found = closures(folder_of(tmp_path / "out", [outline]))
    (contour,) = found.sea
    assert contour.outline.bounds == pytest.approx((178, -20, 183, -18), abs=1e-5)
    area = draft(tmp_path / "out").drafts[0].areas[0].area
    assert len(area.corners) == 4
    assert {round(b) for _, b in area.corners} == {178, -177}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ship hazard area 12", "wilayah bahaya bagi kapal 12"),
        ("aircraft hazard area", "wilayah bahaya bagi pesawat"),
        ("Bay 12", "Bay 12"),
    ],
)
def test_a_numbered_area_is_named_in_the_readers_language(name: str, said: str) -> None:
    assert word(name, "id") == said
    assert word(name, "en") == name
