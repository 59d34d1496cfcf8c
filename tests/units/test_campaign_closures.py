"""What a study says of closed areas, drop zones, footprints and yardsticks."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from luncur.areas.covered import covered
from luncur.areas.hazard import hazard
from luncur.areas.impact_map import FAILING, PLANNED, Hits, impact_map, map_of, of_failures, sums_of
from luncur.areas.patches import Patch
from luncur.areas.plane import Plane
from luncur.campaign.closed_areas import closed_assumed, closed_records
from luncur.campaign.conditional import conditional_maximum
from luncur.campaign.footprint import _row, _shares
from luncur.campaign.hazards import _evacuated, _reaching_water, _span, _with_failures_in_drop_zones
from luncur.campaign.pilot import _enough
from luncur.export.answer import details
from luncur.failure import FailureProbability, failure_probability
from luncur.failure.strata import Stratum
from luncur.mission import load
from luncur.mission.model import ClosedArea
from luncur.places.closed import ClosedAreas
from luncur.places.whose import place_names

Floats = NDArray[np.float64]
EARTH = 6371007.2


def zone(applies: str, name: str = "x", half: float = 0.2) -> ClosedArea:
    """A box about 54.1 N 127.2 E."""
    corners = [(54.1 + a * half, 127.2 + b * half) for a, b in ((-1, -1), (-1, 1), (1, 1), (1, -1))]
    return ClosedArea.model_validate(
        {
            "name": name, "kind": "evacuated", "source": "test", "applies_to": applies,
            "points": [(f"{a} deg", f"{b} deg") for a, b in corners],
        }
    )  # fmt: skip


def study_of(*areas: ClosedArea) -> Any:
    return SimpleNamespace(evacuated=ClosedAreas.of(areas))


@pytest.mark.parametrize(("applies", "expected"), [("all", False), ("planned", True), ("failures", False)])
def test_failures_count_in_zones_that_are_closed_for_planned_drops(applies: str, expected: bool) -> None:
    """Failed launches in a zone: a person there is at risk where the zone is empty for planned drops only."""
    plane = Plane(math.radians(54.1), math.radians(127.2))
    n = 200
    x, y = 1e3 * np.random.default_rng(1).standard_normal((2, n))
    kind = np.where(np.arange(n) % 2 == 0, FAILING, PLANNED)
    hits = Hits(*plane.back(x, y), np.arange(n), kind, np.full(n, 1e-4), np.ones(n), np.zeros(n, np.int64))
    radius, width = np.full(n, 100.0), np.full(n, 400.0)
    grids = [Patch(plane, -3e3, -3e3, 300.0, 20, 20)]
    sim = study_of(zone(applies))
    found = impact_map(hits, radius, bandwidth=width, grids=grids)
    closed = hazard("individual risk area", 1e-6, found, (), lambda a, b: _evacuated(sim, a, b)[0])
    assert closed.inhabited["mean"] == 0.0  # the zone holds the whole map
    with ThreadPoolExecutor(1) as pool:
        (sums,) = sums_of(hits, [radius], width, grids, covered(grids), [closed.limit / 100], pool)
        made = _with_failures_in_drop_zones(closed, sim, map_of(of_failures(sums), grids, n, (0.5, 2.0), pool))
    assert (made.inhabited["mean"] > 0) is expected
    if expected:
        failing = hits.take(np.flatnonzero(kind == FAILING))
        alone = impact_map(
            failing, np.full(len(failing.launch), 100.0), bandwidth=np.full(len(failing.launch), 400.0), grids=grids
        )
        assert made.inhabited["mean"] == pytest.approx(alone.maximum()["mean"])
        assert made.inhabited["mean"] < made.largest["mean"]


def test_regions_on_land_are_no_matter_for_ships() -> None:
    land = (np.radians([54.0, 54.2, 54.1]), np.radians([127.0, 127.0, 127.4]))
    sea = (np.radians([40.0, 40.2, 40.1]), np.radians([170.0, 170.0, 170.4]))
    assert _reaching_water([[land], [sea]]) == [[sea]]


def test_people_in_a_closed_area_are_its_area_times_their_density() -> None:
    """A model of 1 person a km2 everywhere; the sentence names the first model and leaves out areas without people."""
    even = SimpleNamespace(name="even", density=lambda a, b: np.full(np.shape(a), 1e-6))
    nobody = SimpleNamespace(name="nobody", density=lambda a, b: np.zeros(np.shape(a)))
    mission = load("soyuz-vostochny-sso").model_copy(update={"closed_areas": (zone("planned"), zone("all", "y", 1.0))})
    records = closed_records(mission, (even, nobody))  # type: ignore[arg-type]
    for record in records:
        assert record["people"]["even"] == pytest.approx(record["area_km2"], rel=0.01)
        assert record["people"]["nobody"] == 0
    assert len(closed_assumed(records)) == 2
    assert closed_assumed(closed_records(mission, (nobody,))) == []  # type: ignore[arg-type]
    sea = [{**record, "kind": "controlled area"} for record in records]  # people there count
    assert closed_assumed(sea) == []


def test_the_input_interval_of_a_map_takes_the_95_percent_limits_of_the_record() -> None:
    """Two failures in 66 flights: Clopper-Pearson 0.00369 to 0.10522 about 0.03811, the middle of the 60 % limits."""
    mission = load("soyuz-vostochny-sso")
    assert _span(failure_probability(mission)) == pytest.approx((0.003691 / 0.038114, 0.105217 / 0.038114), rel=1e-4)
    assert _span(FailureProbability(0.05, 0.05, 0.05, "given", "", 0.05, 0.05)) == (1.0, 1.0)
    assert _span(FailureProbability(0.0, 0.0, 0.0, "given", "", 0.0, 0.0)) == (1.0, 1.0)


def test_shares_of_waters_with_several_boxes_are_added() -> None:
    names = place_names("en")
    twice = next(n for n in names if names.count(n) > 1)
    numbers = np.array([i for i, n in enumerate(names) if n == twice] + [0])
    weight = np.arange(1.0, len(numbers) + 1.0)
    shares = _shares(numbers, weight)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares[twice] == pytest.approx(1 - weight[-1] / weight.sum())


def test_no_half_width_passes_a_quarter_of_the_earth() -> None:
    """Two pieces at 15,000 km, 60 degrees either side of the heading: asin(sin d sin 60) from the track."""
    site = SimpleNamespace(latitude=0.0, longitude=0.0)
    sim: Any = SimpleNamespace(plan=SimpleNamespace(mission=SimpleNamespace(site=site)))
    far, side = 15e6 / EARTH, math.radians(60.0)
    latitude = math.asin(math.sin(far) * math.cos(side))
    longitude = math.atan2(math.sin(side) * math.sin(far), math.cos(far))
    n = 2
    records: Any = SimpleNamespace(
        pieces=SimpleNamespace(weight=np.ones(n), mass=np.ones(n)),
        impacts=SimpleNamespace(
            status=np.zeros(n, int), latitude=np.full(n, latitude), longitude=np.array([longitude, -longitude])
        ),
    )
    row = _row(sim, Stratum("m", "p", "erroneous-termination", 1.0, 2.0, 1.0), records, np.arange(n))
    assert row["half_width_m"] == pytest.approx(EARTH * math.asin(math.sin(far) * math.sin(side)), rel=1e-6)
    assert row["half_width_m"] < 0.5 * math.pi * EARTH


def test_the_bounds_of_the_worst_case_are_the_largest_of_all_rows() -> None:
    """A mean known from few launches does not hide what many launches show."""
    sim: Any = SimpleNamespace(people=[SimpleNamespace(name="m")])
    about = {"failure_mode": "a", "phase": "b", "start_s": 0.0, "end_s": 1.0}
    rows = [
        {**about, "launches": 18, "m": {"mean": 0.41, "low": 0.008, "high": 6.6}},
        {**about, "launches": 2679, "m": {"mean": 0.245, "low": 0.223, "high": 0.269}},
    ]
    (worst,) = conditional_maximum(sim, rows)
    assert (worst["mean"], worst["sampling_low_95"], worst["sampling_high_95"]) == (0.41, 0.223, 6.6)


def test_the_least_count_that_is_enough() -> None:
    assert _enough(256, 0.1, lambda units: 1.0 / units) == 10
    assert _enough(256, 0.1, lambda units: 0.0) == 1
    assert _enough(8, 0.1, lambda units: math.inf) == 8


@pytest.mark.parametrize(
    ("lang", "expected"), [("en", "1 above (hit of a ship), 1 undecided, 0 below"), ("id", "1 di atas (")]
)
def test_the_answer_counts_all_yardsticks(lang: str, expected: str) -> None:
    value = {
        "mean": 1e-4, "sampling_low_95": 1e-5, "sampling_high_95": 1e-3, "input_low_95": 1e-6, "input_high_95": 1e-2,
        "people_model": "settlements",
    }  # fmt: skip
    names = ("casualty_expectation_failures", "casualty_expectation_planned", "casualty_expectation_total")
    criterion = {"source": "s", "limit": 1e-4, "reason": "r", "reason_coded": None, "verdict": "undecided", "name": "n"}
    summary: dict[str, Any] = {
        "risk": {
            **dict.fromkeys(names, value), "bracket": {name: [value, value] for name in names}, "by_place": [],
            "by_phase": [{"phase": "p", **value}], "by_failure_mode": [{"failure_mode": "f", **value}],
            "by_fragment_class": [{"fragment_class": "c", **value}], "without_closures": None, "per_failure": False,
        },
        "criteria": [criterion, {**criterion, "verdict": "above", "name": "hit of a ship"}], "drops": [], "events": [],
        "bodies": [],
    }  # fmt: skip
    assert expected in " ".join(said for _, rows in details(summary, lang) for said in rows)
