"""Both systems of units, the clocks of a launch, and closed areas, as the page and the files show them."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luncur.campaign.closed_areas import closed_records
from luncur.campaign.study import fly_to_folder
from luncur.errors import InputError
from luncur.export import report
from luncur.export.clock import Clock, clock_of
from luncur.export.closed import closed_features
from luncur.export.units import Quantities
from luncur.mission import load
from luncur.mission.model import ClosedArea
from luncur.places.closed import ClosedAreas, outline


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("units") / "out"
    fly_to_folder("soyuz-vostochny-sso", out)
    return out


def shown(markup: str) -> tuple[str, str]:
    found = re.fullmatch(
        r'<span class="metric">(.*)</span><span class="nautical"><i>&nbsp;\(</i>(.*)<i>\)</i></span>', markup
    )
    assert found
    return found[1], found[2]


@pytest.mark.parametrize(
    ("written", "metric", "nautical"),
    [
        (Quantities("en").distance(185_200.0), "185", "100"),
        (Quantities("en").distance(185_200.0, 1, named=True), "185.2\u00a0km", "100.0\u00a0nm"),
        (Quantities("en").height(3048.0), "3.0", "10,000"),
        (Quantities("id").height(3048.0), "3,0", "10.000"),
        (Quantities("en").area(3.429904e6), "3", "1"),
        (Quantities("en").speed(304.8), "305", "1,000"),
        (Quantities("en").wind(10.0), "10.0\u00a0m/s", "19.4\u00a0kn"),
        (Quantities("en").distances([1852.0, 3704.0], 1, " – "), "1.9 – 3.7", "1.0 – 2.0"),
        (Quantities("en").per_wind([3600.0]), "3.60", "1.00"),  # 1 nm per knot is 1852 m per 1852/3600 m/s
    ],
)
def test_quantities_in_both_systems(written: str, metric: str, nautical: str) -> None:
    assert shown(written) == (metric, nautical)


def test_what_is_not_there_is_a_dash() -> None:
    assert Quantities("en").distance(None) == Quantities("en").wind(None) == "–"


def test_names_in_a_quantity_are_escaped() -> None:
    from luncur.export.units import both

    assert "<b>" not in both("<b>", "&")


NOON = datetime(2024, 9, 10, 15, 30, tzinfo=UTC)


def test_clocks_count_days() -> None:
    clock = Clock(NOON, timedelta(hours=8, minutes=44), "")
    assert clock.utc(0.4) == "15:30:00"
    assert clock.local(0.0) == "00:14:00"  # the day there is another than in UTC; it counts from its own
    assert clock.utc(30600.0) == "00:00:00 (+1)"
    assert clock.local(None) == "–"
    assert clock.ahead() == "UTC+8:44"
    assert "10 September 2024, 15:30 UTC · 11 September 2024, 00:14" in clock.moment("en")
    assert "15.30 UTC · 11 September 2024, 00.14" in clock.moment("id")
    assert "mean solar time" in clock.moment("en")
    assert "waktu surya" in clock.moment("id")
    assert Clock(NOON, timedelta(hours=-3, minutes=-30), "").ahead() == "UTC-3:30"


@pytest.mark.parametrize(
    ("mission", "zone", "hours"),
    [("soyuz-vostochny-sso", "Asia/Yakutsk", 9.0), ("falcon9-ses12", "America/New_York", -4.0)],  # in summer time
)
def test_local_time_goes_by_the_zone_of_the_site(mission: str, zone: str, hours: float) -> None:
    from luncur.campaign.summary import _local_time

    made = _local_time(load(mission))
    assert made == {"zone": zone, "utc_offset_s": round(3600 * hours)}
    clock = clock_of({"launch_time": "2018-06-04T04:45:00+00:00", "local_time": made})
    assert clock is not None
    assert zone in clock.moment("en")


def test_local_time_without_a_zone_is_that_of_the_mean_sun() -> None:
    from luncur.campaign.summary import _local_time

    mission = load("soyuz-vostochny-sso")
    mission = mission.model_copy(update={"site": mission.site.model_copy(update={"time_zone": None})})
    assert _local_time(mission) == {"zone": None, "utc_offset_s": round(128.334722 * 240)}


def test_folders_that_tell_no_offset_still_have_a_clock() -> None:
    events = [{"longitude_deg": -15.0}]
    clock = clock_of({"launch_time": "2024-09-10T15:30:00+00:00", "events": events})
    assert clock is not None
    assert clock.local(0.0) == "14:30:00"
    assert clock_of({"launch_time": "soon", "events": events}) is None


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "Asia", "../etc/passwd", "/etc/localtime", "a\u0000b"])
def test_zones_that_are_none_are_refused(tmp_path: Path, zone: str) -> None:
    text = (
        '[site]\nname = "x"\nlatitude = "1 deg"\nlongitude = "2 deg"\naltitude = "3 m"\n'
        f"time_zone = {json.dumps(zone)}\n"
    )
    (tmp_path / "site.toml").write_text(text)
    (tmp_path / "m.toml").write_text(
        'schema = "luncur-mission/1"\nname = "m"\nsite = "site.toml"\nvehicle = "soyuz-2-1b-fregat"\n'
    )
    with pytest.raises(InputError):
        load(tmp_path / "m.toml")


@pytest.mark.parametrize("units", ["metric", "nautical", "both"])
def test_page_begins_with_the_units_that_were_asked_for(folder: Path, units: str) -> None:
    page = report(folder, "en", units).read_text()
    (line,) = [line for line in page.splitlines() if line.endswith(" checked>")]
    assert f'id="units-{units}"' in line
    report(folder, "en")


def test_unknown_units_are_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="one of metric, nautical, both"):
        report(folder, "en", "cubits")


def test_page_says_purpose_and_dates_and_local_time(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text())
    page = report(folder, "en").read_text()
    top = page[: page.index('id="units"')]
    assert "Purpose" in top
    made = datetime.fromisoformat(summary["provenance"]["made"])
    assert f"Study made on {made.day} {made:%B} {made.year}" in top
    assert "11:00 local time (Asia/Yakutsk, UTC+9)" in top
    core = next(d for d in summary["drops"] if d["body"] == "core")
    falls = datetime(2023, 11, 15, 2, tzinfo=UTC) + timedelta(seconds=round(core["time_s"]))
    assert f"{falls:%H:%M:%S}" in page
    assert f"{falls + timedelta(hours=9):%H:%M:%S}" in page


def area(**fields: Any) -> ClosedArea:
    return ClosedArea.model_validate({"name": "x", "kind": "evacuated", "source": "test", **fields})


@pytest.mark.parametrize(
    "given",
    [
        {"latitude": "51.9 deg", "longitude": "128.3 deg", "radius": "8 km"},
        {"latitude": "-10 deg", "longitude": "179.99 deg", "radius": "30 km"},
        {"points": [("10 deg", "178 deg"), ("10 deg", "-178 deg"), ("13 deg", "-178 deg"), ("12 deg", "180 deg")]},
        {
            "points": [("12 deg", "20 deg"), ("13 deg", "22 deg"), ("10 deg", "22 deg"), ("10 deg", "18 deg")]
        },  # clockwise
    ],
)
def test_outlines_are_the_edges_of_what_is_closed(given: dict[str, Any]) -> None:
    """Just within an outline a point counts as closed, just outside it does not; rings run anticlockwise."""
    from shapely.geometry import Polygon

    closed = area(**given)
    edge = np.array(outline(closed))
    first = edge[0, 1]
    flat = np.column_stack([(edge[:, 1] - first + np.pi) % (2 * np.pi) - np.pi, edge[:, 0]])
    shape = Polygon(flat)
    assert shape.is_valid
    assert shape.exterior.is_ccw
    assert np.abs(edge[:, 1]).max() <= math.pi
    for grown, inside in ((-2e-2, True), (2e-2, False)):
        size = math.sqrt(shape.area)
        points = np.array(shape.buffer(grown * size).exterior.coords)
        found = ClosedAreas.of([closed]).hold(
            np.ascontiguousarray(points[:, 1]), np.ascontiguousarray(points[:, 0] + first), np.ones(len(points), bool)
        )
        assert found.tolist() == [inside] * len(points)


def test_closed_areas_keep_kind_and_source_in_every_file(folder: Path) -> None:
    from shapely.geometry import shape

    mission = load("soyuz-vostochny-sso")
    summary = json.loads((folder / "summary.json").read_text())
    assert [a["name"] for a in summary["closed_areas"]] == [a.name for a in mission.closed_areas]
    features = closed_features(summary)
    written = json.loads((folder / "areas.geojson").read_text())["features"]
    assert [f for f in written if f["properties"]["kind"].endswith(("ated area", "lled area"))] == features
    for feature, given in zip(features, mission.closed_areas, strict=True):
        assert shape(feature["geometry"]).is_valid
        assert feature["properties"]["kind"] == f"{given.kind} area"
        assert feature["properties"]["source"] == given.source
    kml, page = (folder / "flight.kml").read_text(), report(folder, "en").read_text()
    for given in mission.closed_areas:
        assert f"source: {given.source}" in kml
        assert f">{given.name}</td>" in page


def test_areas_of_circles_and_boxes() -> None:
    """A small circle has pi r^2; a box between two parallels, the exact part of the sphere."""
    mission = load("soyuz-vostochny-sso")
    box = area(points=[("0 deg", "0 deg"), ("0 deg", "10 deg"), ("30 deg", "10 deg"), ("30 deg", "0 deg")])
    round_ = area(latitude="52 deg", longitude="128 deg", radius="8 km").model_copy(update={"name": "y"})
    made = closed_records(mission.model_copy(update={"closed_areas": (box, round_)}))
    assert made[0]["area_km2"] == pytest.approx(math.radians(10) * 0.5 * 6371.0072**2, rel=1e-9)
    assert made[1]["area_km2"] == pytest.approx(math.pi * 64, rel=2e-3)  # of 72 corners


def test_a_region_that_leaves_the_map_keeps_its_corners() -> None:
    """Its fill would be wrong without those off the sheet; a line goes on to its first point off the sheet, and no farther."""
    from luncur.export.map_svg import WIDE, _closed, _path

    x, y = np.array([100.0, 5000.0, 5000.0, 100.0]), np.array([100.0, 100.0, 9000.0, 9000.0])
    assert _closed(x, y) == "M100.0 100.0L5000.0 100.0L5000.0 9000.0L100.0 9000.0Z"
    assert _closed(np.full(3, np.nan), np.full(3, np.nan)) == ""
    line = np.array([-9000.0, -5000.0, 100.0, 200.0, 5000.0, 9000.0])
    assert _path(line, np.full(6, 50.0), WIDE) == "M-5000.0 50.0L100.0 50.0L200.0 50.0L5000.0 50.0"


def test_legend_names_what_is_drawn_with_its_limit(folder: Path) -> None:
    from luncur.export.maps import legend

    summary = json.loads((folder / "summary.json").read_text())
    areas = json.loads((folder / "areas.geojson").read_text())
    assert [cls for cls, _ in legend(summary, areas, "en")] == ["evacuated", "controlled"]
    for kind, limit in (("ship hazard area", 1e-5), ("aircraft hazard area", 1e-6)):
        areas["features"].append({"properties": {"kind": kind, "probability": limit}})
    said = dict(legend(summary, areas, "id"))
    assert "1 dalam 100.000" in said["ships"]
    assert "1 dalam 1.000.000" in said["aircraft"]
