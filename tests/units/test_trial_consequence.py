"""Casualty expectation of failed launches with the flight-safety system perfect, as designed and absent."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luncur.mission import Mission, load
from luncur.mission.model import People
from luncur.trial.consequence import PAIRS, UNIT, WORLDS, consequence
from luncur.trial.intervals import difference, mean
from luncur.trial.rule_sets import DESIGNED, RuleSet, rule_set
from luncur.trial.setting import Setting, setting

LAUNCHES = UNIT + 44  # not whole units


@cache
def prepared() -> tuple[Setting, RuleSet]:
    at = setting(load("soyuz-vostochny-sso"), 5)
    return at, rule_set(DESIGNED, at.plan, at.trajectory)


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return consequence(*prepared(), seed=5, launches=LAUNCHES)


def test_workers_change_no_number(found: dict[str, Any]) -> None:
    assert consequence(*prepared(), seed=5, launches=LAUNCHES, workers=3) == found


def test_a_system_that_is_absent_ends_nothing_and_one_in_error_everything(found: dict[str, Any]) -> None:
    worlds = found["worlds"]
    assert tuple(worlds) == WORLDS
    assert worlds["absent"]["ended"] == 0
    assert worlds["in_error"]["ended"] == worlds["in_error"]["launches"] == LAUNCHES
    assert 0 < worlds["as_designed"]["ended"] < LAUNCHES
    assert found["not_computed"] == 0
    assert len(found["assumed"]) == len(found["assumed_coded"]) == 4
    assert None not in found["assumed_coded"]


def test_differences_are_those_of_the_means(found: dict[str, Any]) -> None:
    worlds = found["worlds"]
    for row, (a, b) in zip(found["differences"], PAIRS, strict=True):
        assert (row["of"], row["less"]) == (WORLDS[a], WORLDS[b])
        for name in found["people_models"]:
            of, less = (worlds[row[key]]["casualty_expectation"][name]["mean"] for key in ("of", "less"))
            assert row["casualty_expectation"][name]["mean"] == pytest.approx(of - less, abs=1e-12)
            low, high = (row["casualty_expectation"][name][key] for key in ("low_95", "high_95"))
            assert (low is None) == (high is None)
            if low is not None:
                assert low <= of - less <= high


def beside_the_corridor(folder: Path) -> Mission:
    """The built-in mission with people east of its corridor, and hardly any elsewhere near it."""
    rasterio = pytest.importorskip("rasterio")
    values = np.zeros((240, 400))
    values[:, 220:] = 500.0  # from 131 deg on
    profile = {
        "driver": "GTiff", "height": 240, "width": 400, "count": 1, "dtype": "float64", "crs": "EPSG:4326",
        "transform": rasterio.Affine(0.05, 0, 120.0, 0, -0.05, 62.0),
    }  # fmt: skip
    with rasterio.open(folder / "people.tif", "w", **profile) as out:
        out.write(values, 1)
    mission = load("soyuz-vostochny-sso")
    own = People(models=("geotiff",), file=str(folder / "people.tif"), file_kind="count")
    return mission.model_copy(update={"people": own})


def test_a_system_that_acts_keeps_pieces_from_people_beyond_its_line(tmp_path: Path) -> None:
    at = setting(beside_the_corridor(tmp_path), 5)
    result = consequence(at, rule_set(DESIGNED, at.plan, at.trajectory), seed=5, launches=LAUNCHES)
    (name,) = result["people_models"]
    designed, absent = (result["worlds"][w]["casualty_expectation"][name]["mean"] for w in ("as_designed", "absent"))
    assert result["worlds"]["as_designed"]["ended"] > result["worlds"]["perfect"]["ended"] > 0
    assert absent > 2.0 * designed > 0.0


def test_intervals_of_differences_hold_the_truth_as_often_as_said() -> None:
    inside = 0
    for seed in range(60):
        values = np.random.default_rng(seed).exponential(1.0, 80) - 1.0
        interval = difference(values, seed)
        inside += interval["low_95"] <= 0.0 <= interval["high_95"]
    assert 51 <= inside <= 60


def test_interval_of_nothing_but_zeros_is_the_rule_of_three() -> None:
    assert mean(np.zeros(300), 2.0) == {"mean": 0.0, "low_95": 0.0, "high_95": pytest.approx(0.02)}
    assert difference(np.zeros(300), 1) == {"mean": 0.0, "low_95": None, "high_95": None}
