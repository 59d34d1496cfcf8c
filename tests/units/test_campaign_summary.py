"""What a study says when something is unknown, has no value or was never hit."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import numpy as np
import pytest
from mission_trees import changed, small

import luncur
from luncur.campaign.launches import simulate
from luncur.campaign.not_computed import name_nulls
from luncur.campaign.planned_bound import REACH, planned_assumed, planned_worst
from luncur.campaign.precision import failures_assumed
from luncur.campaign.risk_summary import input_interval_covers
from luncur.campaign.study import fly_to_folder, prepare, replay_text
from luncur.campaign.tally import Tally, estimate, worst_case
from luncur.export import console_answer, report, summary_schema
from luncur.export.compare import compare
from luncur.export.numbers import small as small_number
from luncur.failure import FailureProbability
from luncur.failure.strata import Stratum
from luncur.mission.load import mission_from_tree
from luncur.mission.model import Mission
from luncur.sentences import LANGUAGES, catalogue

RADIUS = 6_371_008.8


def unknown() -> Mission:
    """Electron with a failure table and no flight history."""
    mission = luncur.load("electron-biak-hypothetical")
    assert mission.failure is not None
    failure = mission.failure.model_copy(update={"probability": None, "history": None})
    return mission.model_copy(update={"failure": failure})


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("known") / "out"
    return luncur.assess("electron-biak-hypothetical", out, samples=1024, seed=1, workers=1).folder


@pytest.fixture(scope="module")
def per_failure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("unknown") / "out"
    return luncur.assess(unknown(), out, samples=1024, seed=1, workers=1).folder


def read(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "summary.json").read_text(encoding="utf-8")))


def nulls(value: Any, path: str = "") -> Iterator[str]:
    """Paths of all nulls but those of sentences without a code, which are a user's own."""
    if value is None and not path.endswith(("_coded", "_coded[]")):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from nulls(item, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from nulls(item, f"{path}[]")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_what_a_verdict_rests_on(known: Path, lang: str) -> None:
    """The interval with uncertain inputs beside each value, and that ships and aircraft are judged outside their areas."""
    summary = read(known)
    page, text = report(known, lang).read_text(), catalogue(lang)["page"]
    rows = page.partition('id="criteria"')[2].partition('id="criteria-note"')
    for criterion in summary["criteria"]:
        low, high = (small_number(criterion["value"][f"input_{end}_95"], lang) for end in ("low", "high"))
        assert f"<small>{low} – {high}</small>" in rows[0].replace("\u00a0", " ")
    ship, aircraft = (
        summary["risk"][f"{kind}_hit_probability_max"]["largest_anywhere"] for kind in ("ship", "aircraft")
    )
    said = text["criteria_outside"].format(ship=small_number(ship, lang), aircraft=small_number(aircraft, lang))
    assert said in rows[2].replace("\u00a0", " ")


def test_an_input_interval_covers_what_varies_in_it(known: Path) -> None:
    """A probability that is given has no limits, and one people model nothing beside it: then chance alone is told."""
    history = FailureProbability(0.1, 0.05, 0.15, "", "", 0.02, 0.3)
    given, unknown_ = FailureProbability(0.1, 0.1, 0.1, "", "", 0.1, 0.1), FailureProbability(None, None, None, "", "")
    assert input_interval_covers(2, history) == ["people", "probability of failure"]
    assert input_interval_covers(1, history) == ["probability of failure"]
    assert input_interval_covers(2, given) == input_interval_covers(2, unknown_) == ["people"]
    assert input_interval_covers(1, given) == []
    summary = read(known)
    assert "With uncertain inputs (people, probability of failure) " in console_answer(summary, "en")
    assert "(penduduk, peluang gagal)" in console_answer(summary, "id")
    del summary["risk"]["input_interval_covers"]
    assert "With uncertain inputs (people, probability of failure) " in console_answer(summary, "en")
    summary["risk"]["input_interval_covers"] = []
    assert "chance alone (95 % sampling interval)" in console_answer(summary, "en")
    assert "With uncertain inputs" not in console_answer(summary, "en")


@pytest.mark.parametrize("which", ["known", "per_failure"])
def test_every_null_is_named_with_a_reason(which: str, request: pytest.FixtureRequest) -> None:
    summary = read(request.getfixturevalue(which))
    jsonschema.validate(summary, summary_schema())
    found = set(nulls(summary))
    assert {"termination", "risk.sensitivity", "unguided"} <= found <= set(summary["not_computed"])
    reasons = dict(zip(summary["not_computed"], summary["not_computed_reasons"], strict=True))
    assert "not modelled" in reasons["termination: reliability"]
    assert catalogue("en")["sentences"]["why_other"] not in reasons.values()


def test_a_flight_names_its_nulls(tmp_path: Path) -> None:
    fly_to_folder("electron-biak-hypothetical", tmp_path / "out")
    summary = read(tmp_path / "out")
    assert {"risk", "precision", "timing.falls"} <= set(nulls(summary)) <= set(summary["not_computed"])
    assert catalogue("en")["sentences"]["why_other"] not in summary["not_computed_reasons"]
    for lang in LANGUAGES:
        assert catalogue(lang)["sentences"]["why_termination"] in report(tmp_path / "out", lang).read_text()


def test_naming_twice_is_naming_once() -> None:
    once = name_nulls({"not_computed": ["a: b"], "risk": None, "x": [{"y": None}, {"y": 1}], "assumed_coded": [None]})
    assert once["not_computed"] == ["a: b", "risk", "x[].y"]
    assert name_nulls(once) == once


def test_what_is_per_failure_is_not_added_to_what_is_per_launch(per_failure: Path, known: Path) -> None:
    risk, other = read(per_failure)["risk"], read(known)["risk"]
    assert risk["per_failure"]
    assert risk["casualty_expectation_total"] is None
    assert risk["bracket"]["casualty_expectation_total"] is None
    assert risk["dominant"]["total"] is None
    failures = risk["casualty_expectation_failures"]
    assert failures["mean"] > 0
    assert failures["input_low_95"] is None
    for split in ("by_phase", "by_failure_mode", "by_fragment_class", "by_place", "by_hazard"):
        assert sum(row["mean"] for row in risk[split]) == pytest.approx(failures["mean"], rel=1e-9)
    # the same launches, given a failure and per launch
    probability = read(known)["failure_probability"]["mean"]
    assert failures["mean"] * probability == pytest.approx(other["casualty_expectation_failures"]["mean"], rel=1e-9)
    assert risk["conditional_casualty_expectation_max"] == other["conditional_casualty_expectation_max"]
    reason = {c["name"]: c["reason"] for c in read(per_failure)["criteria"]}
    assert reason["collective risk to the public"] == catalogue("en")["sentences"]["unknown_probability"]


def test_tables_say_what_they_are_per(per_failure: Path, known: Path) -> None:
    for folder, per in ((per_failure, "failure"), (known, "launch")):
        with (folder / "risk.csv").open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        assert {row["per"] for row in rows if row["failure_mode"] != "planned"} == {per}
        assert {row["per"] for row in rows if row["failure_mode"] == "planned"} <= {"launch"}


def test_pages_and_answers_without_a_total(per_failure: Path, known: Path) -> None:
    summary = read(per_failure)
    for lang, word in (("en", "per failure"), ("id", "per kegagalan")):
        assert word in console_answer(summary, lang).splitlines()[1]
        assert catalogue(lang)["page"]["failures_per_failure"] in report(per_failure, lang).read_text()
    beside = {row["name"]: row for row in compare(known, per_failure)["risk"]}
    assert beside["casualty_expectation_failures"]["ratio_b_to_a"] is None
    assert beside["casualty_expectation_failures"]["b"]["mean"] > 0


def test_an_expectation_has_no_odds(known: Path) -> None:
    for lang, odds in (("en", "1 in "), ("id", "1 dalam ")):
        assert odds not in console_answer(read(known), lang)


def test_two_assumptions_are_those_of_the_study(known: Path) -> None:
    """Electron has no breakup limits of its own fall unless its file says so: the answer follows the list of assumptions."""
    summary = read(known)
    codes = {record["code"] for record in summary["assumed_coded"] if record}
    whole = catalogue("en")["page"]["falls_whole"]
    assert (whole in console_answer(summary, "en")) == ("stays_whole" in codes and "entry_breaks" not in codes)
    made = {"code": "tumbling_breaks", "values": {"pressure": 25.0}}
    limited = {**summary, "assumed_coded": [made, {"code": "fragments_own", "values": {}}]}
    assert "until the dynamic pressure reaches 25 kPa; there it comes apart" in console_answer(limited, "en")
    assert "the mission's lists" in console_answer(limited, "en")
    assert "sampai tekanan dinamis mencapai 25 kPa" in console_answer(limited, "id")
    nothing_fails = {**summary, "assumed_coded": []}
    assert "2. " not in console_answer(nothing_fails, "en")


def test_a_planned_drop_without_a_hit_has_a_bound() -> None:
    """3/n times what a normal flight could do at worst; a seen consequence counts before that, and failures are apart."""
    strata = (Stratum("burst", "explosion", "first", 0.0, 60.0, 1.0),)
    worst = worst_case(strata, np.array([7.0, 0.0]), 0.25)
    assert worst.tolist() == [7.0, 0.25]
    assert worst_case(strata, np.array([7.0, 0.1]), 0.25).tolist() == [7.0, 0.1]
    e = estimate(np.array([0.0, 1.0]), np.array([100.0, 600.0]), np.array([9.0, 0.0]), np.array([9.0, 0.0]), worst)
    assert (e.mean, e.low, e.high) == (0.0, 0.0, pytest.approx(3 / 600 * 0.25))


def test_failures_that_hurt_nobody_are_said_to_have_no_limit() -> None:
    """Under the second model somebody was hurt; without a failed launch there is nothing to say."""
    people: Any = (SimpleNamespace(name="empty"), SimpleNamespace(name="full"))
    tally = Tally.empty(3, 0, 2)
    assert failures_assumed(tally, people) == []
    tally.launches[:] = 1000.0, 500.0, 700.0
    tally.total[1, 1, 0] = 0.5
    tally.total[2, 0, 0] = 9.0  # planned drops are told apart
    (said,) = failures_assumed(tally, people)
    assert "1,500 failed launches" in said
    assert "model empty" in said


def normal_launches(latitude: list[float]) -> Any:
    n = len(latitude)
    return SimpleNamespace(
        pieces=SimpleNamespace(body=np.zeros(n, dtype=int), weight=np.full(n, 2.0), launch=np.arange(n)),
        impacts=SimpleNamespace(latitude=np.array(latitude), longitude=np.zeros(n)), area=np.array([50.0, 40.0, np.nan][:n]),
    )  # fmt: skip


def test_the_worst_of_a_normal_flight_is_by_the_people_near_its_impacts() -> None:
    """Two copies of 50 m2 where 1e-3 people per m2 live north of a line; none farther than 100 km."""
    model = SimpleNamespace(name="half", density=lambda a, b: np.where(a > 0.0, 1e-3, 0.0))
    near, far = -0.9 * REACH / RADIUS, -1.1 * REACH / RADIUS
    assert planned_worst(normal_launches([near, near, np.nan]), (model,)) == pytest.approx([0.1])
    assert planned_worst(normal_launches([far, far, np.nan]), (model,)) == pytest.approx([0.0])
    tally = Tally.empty(1, 0, 1)
    tally.launches[:] = 600.0
    said = planned_assumed(tally, np.array([0.1]), normal_launches([near]), (model,))
    assert "600 normal launches" in said[0]
    assert "without an upper limit" in planned_assumed(tally, np.zeros(1), normal_launches([far]), (model,))[0]
    tally.total[0, 0, 0] = 1.0
    assert planned_assumed(tally, np.zeros(1), normal_launches([far]), (model,)) == []


def test_a_body_that_is_let_go_late_falls_too() -> None:
    """An engine of widely scattered thrust burns up to minutes longer; every normal launch that flies drops its stage."""
    engine = ("vehicle", "body", 0, "engine", "thrust_vacuum", "sigma")
    mission = mission_from_tree(changed(small(), engine, "12 %"), "small.toml", None)
    sim, trajectory = prepare(mission, 0)
    n = 256
    records = simulate(sim, np.arange(n), np.full(n, len(sim.strata)))
    flown = np.flatnonzero(records.status < 20)
    late = records.release_time - next(e.time for e in trajectory.events if e.name == "separation")
    assert late.max() > 30.0
    assert len(flown) > 0.9 * n
    assert np.isin(flown, records.pieces.launch).all()


def test_a_replayed_launch_tells_the_casualties_of_every_people_model() -> None:
    """One of two models alone would look surer than it is: they differ by an order of magnitude."""
    record = {
        "launch": 7, "failure_mode": "explosion", "failure_time_s": 12.0, "phase": "motor burning", "pieces": [],
        "people_models": ["settlements", "countries"], "casualties": [0.0124, 0.229],
    }  # fmt: skip
    assert "casualties 0.0124 (settlements), 0.229 (countries)" in replay_text(record)
