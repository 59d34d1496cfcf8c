"""One input at a time: what is varied, how ratios are made, and what it does to a study."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import numpy as np
import pytest

import luncur
from luncur.campaign.sensitivity import Sums, _ratio
from luncur.campaign.sensitivity_files import with_sensitivity
from luncur.campaign.variations import variations
from luncur.errors import InputError
from luncur.export import summary_schema
from luncur.failure import failure_probability
from luncur.mission import load


def test_expectations_of_all_units_and_without_one() -> None:
    """Two strata of weight 0.2 and 0.1: means 2 and 4 make 0.8; without the second unit 1 and 3 make 0.5."""
    sums = Sums(np.array([[10.0, 5.0], [10.0, 5.0]]), np.array([[[10.0], [15.0]], [[30.0], [25.0]]]))
    assert sums.expectation(np.array([0.2, 0.1]), 0) == pytest.approx([0.8, 0.2 * 3 + 0.1 * 5, 0.2 * 1 + 0.1 * 3])


def test_ratio_of_common_draws_is_sure() -> None:
    """What is the same launches times two is twice as much without any interval; without a hit there is no ratio."""
    rng = np.random.default_rng(1)
    base = rng.uniform(1.0, 2.0, 9)
    assert _ratio(2.0 * base, base) == pytest.approx((2.0, 2.0, 2.0))
    ratio, low, high = _ratio(rng.uniform(1.0, 2.0, 9), base)
    assert low is not None
    assert high is not None
    assert low < ratio < high
    assert _ratio(np.zeros(9), base) == (None, None, None)


def found(name: str) -> dict[tuple[str, str], Any]:
    mission = load(name)
    from luncur.campaign.study import prepare

    sim, _ = prepare(mission, 0)
    return {(v.input, v.of): v for v in variations(sim, failure_probability(mission))}


def test_inputs_of_a_mission() -> None:
    of = found("soyuz-vostochny-sso")
    pieces = of[("number of pieces", "")].settings
    assert [s.mission.debris.fragment_count for s in pieces] == [0.5, 2.0]
    limit = of[("limit of the tumbling fall", "")].settings
    assert [s.mission.vehicle.breakup.tumbling_dynamic_pressure for s in limit] == [12.5e3, 50e3]
    assert next(s.mission.people.shelter for s in of[("shelter", "")].settings) is None
    assert of[("closed areas", "")].settings[0].mission.closed_areas == ()
    assert [s.name for s in of[("ground under explosions", "")].settings] == ["soft", "hard"]


def test_a_share_doubled_leaves_the_sum() -> None:
    """Weights keep their sum; the mode's own part doubles and the others keep their proportions."""
    of = found("soyuz-vostochny-sso")
    half, double = (s.weight for s in of[("share of failures", "explosion")].settings)
    assert half.sum() == pytest.approx(double.sum())
    ratio = double[half > 0] / half[half > 0]
    assert np.unique(ratio.round(9)) == pytest.approx([(1 - 0.3) / (1 - 0.075), 4.0])


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sensitivity") / "a"
    return luncur.assess("sounding-rocket", folder, samples=8192, seed=1, lang="id").folder


def test_table_goes_into_the_study(study: Path) -> None:
    before = json.loads((study / "summary.json").read_text())
    assert {"risk.sensitivity", "input interval: fragment list"} <= set(before["not_computed"])
    table = luncur.sensitivity("sounding-rocket", study, samples=2048, seed=1)
    ratios = [row["ratio"] for row in table["rows"] if row["ratio"] is not None]
    assert ratios == sorted(ratios, reverse=True)
    after = json.loads((study / "summary.json").read_text())
    jsonschema.validate(after, summary_schema())
    assert after["risk"]["sensitivity"]["rows"] == table["rows"]
    assert "fragment list" in after["risk"]["input_interval_covers"]
    assert not {"risk.sensitivity", "input interval: fragment list"} & set(after["not_computed"])
    with (study / "sensitivity.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == sum(len(row["settings"]) for row in table["rows"])
    page = (study / "report.html").read_text()
    assert 'id="sensitivity"' in page
    assert '<html lang="id">' in page


def test_the_study_of_another_mission_is_refused(study: Path) -> None:
    with pytest.raises(InputError, match="same mission"):
        luncur.sensitivity("soyuz-vostochny-sso", study)


def test_pieces_widen_the_input_interval_once() -> None:
    """Half and double the pieces at 0.5 and 3 times: the ends move by that, and not again for a second table."""
    interval = {
        "mean": 2.0, "sampling_low_95": 1.8, "sampling_high_95": 2.2, "input_low_95": 1.0, "input_high_95": 4.0, "launches": 1,
        "people_model": "x",
    }  # fmt: skip
    keys = ("casualty_expectation_failures", "casualty_expectation_total")
    risk = {
        **dict.fromkeys(keys, interval), "bracket": {key: [interval] for key in keys},
        "input_interval_covers": ["people", "probability of failure"], "sensitivity": None,
    }  # fmt: skip
    settings = [{"casualty_expectation_failures": f, "casualty_expectation_total": f} for f in (1.0, 6.0)]
    table = {**dict.fromkeys(keys, 2.0), "rows": [{"input": "number of pieces", "settings": settings}]}
    mission: Any = SimpleNamespace(criteria=(), people=SimpleNamespace(shelter=None))
    once = with_sensitivity({"risk": risk, "not_computed": [], "criteria": []}, mission, table)
    twice = with_sensitivity(once, mission, table)
    for summary in (once, twice):
        wide = summary["risk"]["casualty_expectation_total"]
        assert (wide["input_low_95"], wide["input_high_95"]) == (0.5, 12.0)
        assert wide["sampling_low_95"] == 1.8
