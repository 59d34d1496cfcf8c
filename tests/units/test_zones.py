"""Maritime zones: belts, median and agreed lines, coasts that are not agreed, whose sources are named."""

from __future__ import annotations

import json
import math
from importlib.resources import files

import numpy as np
import pytest
from zone_cases import NM, at, coast

from luncur.errors import InputError
from luncur.places.zones import verdict, verdict_text, zone
from luncur.places.zones.claims import answers, features
from luncur.places.zones.coast import Key, fine_coast
from luncur.places.zones.treaties import treaties


# Published: Japan said of each whether it fell inside its zone.
@pytest.mark.parametrize(
    ("latitude", "longitude", "inside", "japan_km", "other_km"),
    [(40.01, 129.65, False, None, 79), (40.58, 133.10, False, 448, 232), (39.99, 135.56, True, 265, 365)],
    ids=["13-sep-2023-1", "13-sep-2023-2", "15-jun-2023-1"],
)
def test_the_zones_of_reported_splashdowns(
    latitude: float, longitude: float, inside: bool, japan_km: float | None, other_km: float
) -> None:
    v = at(latitude, longitude)
    assert v.status == "decided"
    assert v.zone == "eez"
    assert (v.state == "JPN") == inside
    other = min(c.distance for c in v.nearest if c.key.state in ("PRK", "RUS"))
    assert other == pytest.approx(other_km * 1e3, abs=20e3)  # the published base points are few and typed by hand
    if inside and japan_km:
        assert coast(v, "JPN") == pytest.approx(japan_km * 1e3, abs=5e3)
    assert v.edge_distance > 20e3


def test_the_median_line_is_half_way() -> None:
    v = at(39.99, 135.56)
    assert v.edge == "median"
    gap = coast(v, "RUS") - coast(v, "JPN")
    # half the difference is reached only straight between the coasts; a bend of the line is never nearer
    assert 0.5 * gap <= v.edge_distance < 0.55 * gap


@pytest.mark.parametrize("limit", [12, 24, 200])
def test_belts_end_where_they_should(limit: float) -> None:
    """Out from Bouvet, alone in its sea: the zone changes at the limit, and the edge is as far as what is left."""
    names = {12: ("territorial", "contiguous"), 24: ("contiguous", "eez"), 200: ("eez", "high_seas")}[limit]
    from luncur.earth.geodesic import destination

    bouvet = (math.radians(-54.42), math.radians(3.36))
    low, high = limit * NM, limit * NM + 20e3  # from the middle of the island, some 5 km inside its coast
    first = verdict(*destination(*bouvet, 1.0, low))
    last = verdict(*destination(*bouvet, 1.0, high))
    assert (first.zone, last.zone) == names
    out = limit * NM - coast(first, "NOR")
    assert first.edge_distance == pytest.approx(out, abs=100)
    assert first.edge == f"{limit} nm"
    back, further = coast(last, "NOR") - limit * NM, 24 * NM - coast(last, "NOR")
    assert last.edge_distance == pytest.approx(min(back, further) if limit == 12 else back, abs=100)


@pytest.mark.parametrize("longitude", [179.0, 180.0, -180.0, -179.0, 540.0 - 360.0])
def test_the_antimeridian_is_no_edge(longitude: float) -> None:
    v = at(-16.8, longitude)  # off Taveuni
    assert (v.zone, v.state) in (("territorial", "FJI"), ("land", "FJI"), ("contiguous", "FJI"))
    assert at(0.0, 180.0).zone == "high_seas"
    assert at(71.2, 179.99).state == at(71.2, -179.99).state == "RUS"
    assert at(71.2, 180.0).zone == "land"  # Wrangel Island lies across it


def test_poles() -> None:
    for longitude in (0.0, 90.0, -135.0):
        north = at(90.0, longitude)
        assert north.zone == "high_seas"
        assert min(c.distance for c in north.nearest) == pytest.approx(711e3, abs=10e3)  # Kaffeklubben Island, 83.6 N
        assert at(-90.0, longitude).zone == "land"


@pytest.mark.parametrize(
    ("latitude", "longitude", "feature", "zones"),
    [
        (37.0, 132.0, "liancourt-rocks", {("contiguous", "KOR"), ("contiguous", "JPN")}),
        (25.9, 123.0, "senkaku", {("eez", "JPN"), ("eez", "CHN"), ("eez", "TWN")}),
        (44.0, 148.5, "southern-kurils", {("eez", "RUS"), ("eez", "JPN")}),
        (20.5, 138.5, "okinotorishima", {("eez", "JPN"), ("high_seas", None)}),
        (16.5, 111.9, "paracels", {("territorial", "CHN"), ("territorial", "VNM"), ("territorial", "TWN")}),
        (-52.0, -57.0, "falklands", {("eez", "GBR"), ("eez", "ARG")}),
        (44.2, 33.5, "crimea", {("contiguous", "UKR"), ("contiguous", "RUS")}),
        (24.5, -16.5, "western-sahara", {("eez", "ESH"), ("eez", "MAR")}),
        (15.2, 117.8, "scarborough", {("territorial", "PHL"), ("territorial", "CHN"), ("territorial", "TWN")}),
        (-68.5, -5.0, "antarctica-norway", {("eez", "NOR"), ("high_seas", None)}),
    ],
)
def test_what_is_not_agreed_is_never_chosen(
    latitude: float, longitude: float, feature: str, zones: set[tuple[str, str | None]]
) -> None:
    v = at(latitude, longitude)
    assert v.status == "depends"
    assert v.depends_on[0].feature.identity == feature
    assert v.state is None
    assert {z for z, _ in v.possible} >= {z for z, _ in zones}
    if feature != "senkaku":  # as a rock it leaves the waters to coasts behind
        assert zones <= set(v.possible)
    text = verdict_text(v)
    assert f"depends on {v.depends_on[0].feature.name['en']}" in text
    assert "computed, not legal" in text


def test_a_rock_leaves_the_waters_to_the_coast_behind() -> None:
    rock, own, other = Key("", "okinotorishima"), Key("JPN", ""), Key("USA", "")
    far = [(100 * NM, rock), (150 * NM, other), (180 * NM, own)]
    assert set(answers(far)[0]) == {("eez", "JPN"), ("eez", "USA")}
    assert answers([(100 * NM, rock), (150 * NM, own)]) == ([("eez", "JPN")], [])  # no difference, no dependence
    assert answers([(20 * NM, rock), (150 * NM, other)])[0] == [("contiguous", "JPN")]
    assert answers([(201 * NM, rock)])[0] == [("high_seas", None)]


def test_every_feature_has_a_coast_and_a_source() -> None:
    coast_ = fine_coast()
    used = {coast_.keys[k] for k in np.unique(coast_.key)}
    assert {k.feature for k in used if k.feature} == set(features())
    assert not {k.state for k in used} & {"PGA", "ATA"}  # drawn without a state: always a feature's
    for feature in features().values():
        assert feature.source
        assert set(feature.name) == {"en", "id"}
        assert {c.status for c in feature.claims} <= {"island", "rock", "none"}


def test_overlapping_claims_are_named() -> None:
    v = at(5.0, 109.2)
    assert v.state == "IDN"
    assert "North Natuna Sea" in [o["name"] for o in v.record()["overlapping_claims"]]
    assert "Laut Natuna Utara" in verdict_text(v, "id")


def test_an_agreed_line_stands_for_the_median() -> None:
    """Chukchi Sea: the meridian of 1990 runs east of the median here, so a point nearer to Alaska is Russian."""
    for longitude, state in ((-169.2, "RUS"), (-168.8, "USA")):
        v = at(68.0, longitude)
        assert (v.zone, v.state) == ("eez", state)
        assert v.treaty is not None
        assert v.edge_distance == pytest.approx(
            abs(longitude + 168.976944) * 111.4e3 * math.cos(math.radians(68)), rel=0.05
        )
    assert at(60.0, -170.0).treaty is None


@pytest.mark.parametrize(
    ("line", "published_nm", "within"),
    [("norway-russia-2010", 907.0, 0.5), ("indonesia-philippines-2014", 627.51, 0.01)],
)
def test_agreed_lines_are_as_long_as_published(line: str, published_nm: float, within: float) -> None:
    treaty = next(t for t in treaties() if t.identity == line)
    chords = np.sqrt((np.diff(treaty.point, axis=0) ** 2).sum(axis=1))
    assert chords.sum() / NM == pytest.approx(published_nm, abs=within)


@pytest.mark.parametrize(
    ("latitude", "longitude", "state"),
    [(73.0, 35.5, "NOR"), (71.0, 33.5, "RUS"), (4.0, 123.5, "IDN"), (4.6, 123.5, "PHL")],
)
def test_sides_of_the_agreed_lines(latitude: float, longitude: float, state: str) -> None:
    v = at(latitude, longitude)
    assert (v.zone, v.state) == ("eez", state)
    assert v.treaty is not None


def test_uncertainty_over_an_edge_is_undecided() -> None:
    sure = at(39.99, 135.56, uncertainty=0.9 * at(39.99, 135.56).edge_distance)
    assert (sure.status, sure.zone, sure.state) == ("decided", "eez", "JPN")
    v = at(39.99, 135.56, uncertainty=60e3)
    assert (v.status, v.zone, v.state) == ("undecided", "eez", None)
    assert {("eez", "JPN"), ("eez", "RUS")} <= set(v.possible)
    assert "undecided" in verdict_text(v)
    assert "belum dapat ditentukan" in verdict_text(v, "id")
    shore = at(35.6, 139.8, uncertainty=20e3)  # Tokyo Bay
    assert {z for z, _ in shore.possible} == {"land", "territorial"}


def test_inland_waters_are_land() -> None:
    for latitude, longitude, state in (
        (42.0, 50.5, None),
        (47.7, -87.5, None),
        (-1.0, 33.0, None),
        (61.0, 31.5, "RUS"),
    ):
        v = at(latitude, longitude)  # the Caspian Sea, Lake Superior, Lake Victoria, Lake Ladoga
        assert v.zone == "land"
        assert state is None or v.state == state


def test_many_places_give_what_one_gives() -> None:
    rng = np.random.default_rng(5)
    latitude, longitude = np.arcsin(rng.uniform(-1, 1, 40)), rng.uniform(-np.pi, np.pi, 40)
    latitude[:6] = np.radians([37.0, 25.9, 20.5, 68.0, -68.5, 9.0])
    longitude[:6] = np.radians([132.0, 123.0, 138.5, -169.2, -5.0, 112.5])
    many = zone(latitude, longitude)
    for i in range(40):
        one = verdict(float(latitude[i]), float(longitude[i]))
        assert many.zone[i] == (one.zone or "")
        assert many.state[i] == (one.state or "")
        assert many.depends[i] == (one.status == "depends")
        assert many.distance[i] == pytest.approx(one.nearest[0].distance, rel=2e-3, abs=0.5)


def test_places_broadcast_and_are_checked() -> None:
    out = zone(np.radians([[10.0], [20.0]]), np.radians([150.0, 160.0, 170.0]))
    assert out.zone.shape == out.distance.shape == (2, 3)
    assert zone(0.0, 0.0).zone.shape == ()
    for bad in (np.nan, 2.0, np.inf):
        with pytest.raises(InputError, match="latitude"):
            zone([0.0, bad], 0.0)


def test_the_edge_is_where_the_answer_changes() -> None:
    """Short of the edge every place about has the same answer; a little past it some place has another."""
    from luncur.earth.geodesic import destination

    rng = np.random.default_rng(8)
    coast_ = fine_coast()
    tried = 0
    while tried < 12:
        near = rng.integers(0, len(coast_.point))
        lat = float(coast_.latitude[near]) + rng.normal(0, 0.02)
        lon = float(coast_.longitude[near]) + rng.normal(0, 0.03)
        if abs(lat) > 1.4:
            continue
        v = verdict(lat, lon)
        if v.zone == "land" or v.edge_distance < 3e3:
            continue
        tried += 1
        here = (v.zone or "", v.state or "", v.status == "depends")
        slack = 50.0 if v.nearest[0].distance > 10e3 else 300.0
        answers_about = []
        for radius in (v.edge_distance - slack, v.edge_distance + slack):
            ring = [destination(lat, lon, math.radians(b), radius) for b in np.arange(0, 360, 0.5)]
            many = zone(*np.array(ring).T)
            answers_about.append(set(zip(many.zone.tolist(), many.state.tolist(), many.depends.tolist(), strict=True)))
        assert answers_about[0] == {here}, (np.degrees([lat, lon]), v.edge_distance, v.edge)
        assert answers_about[1] != {here}, (np.degrees([lat, lon]), v.edge_distance, v.edge)


def test_vertices_alone_would_do_away_from_land() -> None:
    """A vertex at least every kilometre: the nearest one is further than the line by 125 m / d[km] at the most."""
    from scipy.spatial import cKDTree

    from luncur.places.zones.coast import SPACING, to_ecef

    coast_ = fine_coast()
    gap = np.sqrt(((coast_.point[1:] - coast_.point[:-1]) ** 2).sum(axis=1))[coast_.onward[:-1]]
    assert gap.max() <= SPACING
    rng = np.random.default_rng(6)
    near = rng.integers(0, len(coast_.point), 2000)
    lat = np.clip(coast_.latitude[near] + rng.normal(0, 0.02, 2000), -1.57, 1.57)
    lon = coast_.longitude[near] + rng.normal(0, 0.02, 2000)
    line = zone(lat, lon).distance
    vertex = cKDTree(coast_.point, balanced_tree=False, compact_nodes=False).query(to_ecef(lat, lon))[0]
    more = vertex - line
    assert more.min() > -0.001 * line.max()
    far = line > 22_224
    assert far.sum() > 300
    arc = line[far] ** 3 / 24 / 6.36e6**2  # a chord is shorter than its arc
    assert (more[far] + arc).max() < 125e3 / 22_224 + 1


def test_the_shipped_data_say_where_they_come_from() -> None:
    folder = files("luncur") / "data/zones"
    record = json.loads((folder / "zones.json").read_text(encoding="utf-8"))
    assert record["vertices"] == len(fine_coast().point)
    assert "LGPL-3.0-or-later" in record["coast"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "licences/LGPL-3.txt").read_text(encoding="utf-8")
    assert sum(len((folder / f).read_bytes()) for f in ("coast.npz", "land.npz", "names.npz")) < 10e6
