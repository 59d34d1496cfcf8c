"""Fail now says what a study would say of the same failure."""

from __future__ import annotations

import base64
import json
import math
import shutil
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from luncur.campaign.launches import Simulator, simulate
from luncur.places.maps import towns
from luncur.server.failing import Prepared, Question, failed_record, modes_record, prepared_of
from luncur.server.failing.question import DOMAIN, fail, only, stratum_at
from luncur.server.limits import FAIL_LAUNCHES


@pytest.fixture(scope="module")
def prepared(results: Path) -> Prepared:
    return prepared_of(results, results / "study")


@pytest.fixture(scope="module")
def sim(prepared: Prepared) -> Simulator:
    return prepared.sim


def column(record: dict[str, Any], name: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(record["impacts"][name]), dtype="<u2" if name == "class" else "<f4")


def asked(client: httpx.Client, **question: Any) -> dict[str, Any]:
    answer = client.post("/api/folders/study/fail", json=question)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.parametrize("kind", ["engine-shutdown", "explosion", "tumble", "stuck-attitude", "failure-to-ignite"])
def test_a_failure_at_a_study_s_own_time_does_what_it_did_there(sim: Simulator, kind: str) -> None:
    """The casualties of a study's launch come again, to the bit, when it is failed at the time it failed at."""
    s = next(i for i, one in enumerate(sim.strata) if one.kind == kind and not one.unended and one.start > 60)
    launch = np.arange(40, 46, dtype=np.int64)
    study = simulate(sim, launch, np.full(len(launch), s, dtype=np.int64))
    for k, number in enumerate(launch.tolist()):
        # an event's failure has no time of its own, but that of the event in each flight
        time = sim.strata[s].start if sim.strata[s].event >= 0 else float(study.failure_time[k])
        one = only(sim, stratum_at(sim, sim.strata[s].mode, time), sim.seed)
        alone = simulate(one, np.array([number]), np.zeros(1, dtype=np.int64))
        np.testing.assert_array_equal(alone.casualties[0], study.casualties[k])
        np.testing.assert_array_equal(alone.impacts.latitude, study.impacts.latitude[study.pieces.launch == k])
    assert study.casualties[:, 0].max() > 0


def test_the_mean_over_a_period_is_the_study_s(sim: Simulator) -> None:
    """Failing at times spread over a stratum gives the mean that the stratum itself gives, within the errors of both."""
    s = next(i for i, one in enumerate(sim.strata) if one.kind == "explosion" and one.start > 60)
    stratum = sim.strata[s]
    times = stratum.start + (np.arange(16) + 0.5) / 16 * (stratum.end - stratum.start)
    parts = [fail(sim, Question(float(t), stratum.mode, 1500, seed=5))[1].casualties[:, 0, 0] for t in times]
    launch = np.arange(1024, dtype=np.int64)
    whole = simulate(sim, launch, np.full(1024, s, dtype=np.int64)).casualties[:, 0, 0]
    here = float(np.mean([p.mean() for p in parts]))
    error = math.sqrt(sum(p.var(ddof=1) / len(p) for p in parts) / 16**2 + whole.var(ddof=1) / len(whole))
    assert abs(here - whole.mean()) < 4 * error + 0.02 * whole.mean()  # 16 times are not all times


def test_the_answer_adds_up(client: httpx.Client) -> None:
    record = asked(client, time_s=95.0, mode="explosion", fragments=3000, seed=7)
    expected = record["casualty_expectation"][0]
    assert 2000 < record["pieces"] < 4000
    assert expected["launches"] == record["launches"]
    assert expected["low_95"] < expected["mean"] < expected["high_95"]
    casualties = column(record, "casualties")
    assert len(casualties) == record["impacts"]["count"] <= record["pieces"]
    assert casualties.sum() / record["launches"] == pytest.approx(expected["mean"], rel=1e-4)
    for split in ("by_place", "by_class"):
        total = sum(row["casualty_expectation"]["settlements"] for row in record[split])
        assert total == pytest.approx(expected["mean"], rel=1e-9)
        for row in record[split]:
            mean = row["casualty_expectation"]["settlements"]
            assert row["low_95"] <= mean <= row["high_95"]
            assert (row["low_95"] > 0) == (mean > 0)
    assert record["share_in_orbit"] == 0.0
    assert record["share_at_sea"] < 0.01
    assert column(record, "class").max() < len(record["impacts"]["classes"])


def test_a_town_at_risk_says_where_it_is(client: httpx.Client) -> None:
    """As the gazetteer has it; a country in a band of distance is no one place."""
    rows = asked(client, time_s=110.0, mode="explosion", fragments=10_000)["by_place"]
    table = towns()
    known = {f"{name} ({country})": i for i, (name, country) in enumerate(zip(table.name, table.country, strict=True))}
    placed = [row for row in rows if "latitude_deg" in row]
    assert placed
    for row in placed:
        i = known[row["place"]]
        assert row["latitude_deg"] == pytest.approx(float(table.latitude[i]), abs=1e-3)
        assert row["longitude_deg"] == pytest.approx(float(table.longitude[i]), abs=1e-3)
    assert all("from the pad" in row["place"] for row in rows if row not in placed and row["place"] not in known)


def test_the_same_question_has_the_same_answer_and_another_seed_another(client: httpx.Client) -> None:
    first, again, other = (asked(client, time_s=95.0, mode="tumble", fragments=500, seed=seed) for seed in (3, 3, 4))
    for record in (first, again, other):
        record.pop("timing")
    assert first == again
    assert first["casualty_expectation"] != other["casualty_expectation"]


def test_other_people_change_only_who_is_hurt(client: httpx.Client) -> None:
    one, other = (
        asked(client, time_s=95.0, mode="explosion", fragments=300, model=m) for m in ("settlements", "countries")
    )
    assert one["casualty_expectation"] == other["casualty_expectation"]
    np.testing.assert_array_equal(column(one, "longitude"), column(other, "longitude"))
    mean = {row["people_model"]: row["mean"] for row in one["casualty_expectation"]}
    assert column(other, "casualties").sum() / other["launches"] == pytest.approx(mean["countries"], rel=1e-4)


def test_sample_paths_begin_where_the_pieces_were_let_go_and_end_where_they_fell(prepared: Prepared) -> None:
    record = failed_record(prepared, Question(150.0, "explosion", 400), None, "en")
    assert 100 < len(record["paths"]) <= 200
    landed = np.column_stack([column(record, "longitude"), column(record, "latitude")])
    state = record["state"]
    for path in record["paths"]:
        times = [row[0] for row in path]
        assert times == sorted(times)
        assert times[0] == 150.0
        assert path[0][3] == pytest.approx(state["altitude_m"], abs=12_000)  # flights differ
        assert abs(path[0][1] - state["longitude"]) < 0.5
        assert np.abs(landed - np.array(path[-1][1:3])).max(axis=1).min() < 3e-5  # of 32 bits
        heights = [row[3] for row in path]
        top = heights.index(max(heights))
        assert heights[top:] == sorted(heights[top:], reverse=True)


def test_a_failure_that_hurts_nobody_still_has_an_upper_bound(prepared: Prepared) -> None:
    record = failed_record(prepared, Question(10.0, "engine shutdown", 50), None, "en")
    first = record["casualty_expectation"][0]
    assert first["launches_that_hurt"] == 0
    assert first["mean"] == first["low_95"] == 0.0
    assert first["high_95"] > 0.0


def test_few_pieces_are_many_launches_but_no_more_than_are_allowed(prepared: Prepared) -> None:
    _, records = fail(prepared.sim, Question(10.0, "engine shutdown", 10_000))
    assert len(records.launch) == FAIL_LAUNCHES
    assert records.launch[0] == DOMAIN


def test_modes_are_those_of_the_mission_and_their_windows_can_be_failed(client: httpx.Client, sim: Simulator) -> None:
    record = client.get("/api/folders/study/failing", params={"lang": "id"}).json()
    assert {m["name"] for m in record["modes"]} == {s.mode for s in sim.strata}
    assert [m["name"] for m in record["people_models"]] == ["settlements", "countries"]
    for mode in modes_record(sim, "en"):
        assert mode["windows"]
        for window in mode["windows"]:
            assert stratum_at(sim, mode["name"], window["start_s"]).mode == mode["name"]
            assert stratum_at(sim, mode["name"], window["end_s"]).mode == mode["name"]


def test_an_event_s_failure_happens_at_the_event(client: httpx.Client) -> None:
    record = asked(client, time_s=290.0, mode="failure to ignite", fragments=50)
    assert record["time_s"] == pytest.approx(285.8, abs=1.0)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ({"time_s": 600.0, "mode": "explosion"}, "can happen"), ({"time_s": 10.0, "mode": "meteor"}, "expected one of"),
        ({"time_s": -1.0, "mode": "explosion"}, "time_s"), ({"time_s": 10.0, "mode": "explosion", "fragments": 10**9}, "fragments"),
        ({"time_s": 10.0, "mode": "explosion", "seed": -1}, "seed"), ({"time_s": 10.0, "mode": "explosion", "more": 1}, "more"),
        ({"time_s": 10.0, "mode": "explosion", "model": "nobody"}, "expected one of settlements"),
        ({"mode": "explosion"}, "time_s"), ({"time_s": "soon", "mode": "explosion"}, "time_s"),
    ],
)  # fmt: skip
def test_what_cannot_be_failed_is_refused_with_a_sentence(
    client: httpx.Client, question: dict[str, Any], word: str
) -> None:
    answer = client.post("/api/folders/study/fail", json=question)
    assert answer.status_code == 422
    assert word in answer.json()["error"]


def test_a_mission_that_changed_is_refused(results: Path, tmp_path: Path) -> None:
    from luncur.mission import template
    from luncur.server.errors import Refused

    root = tmp_path.resolve()
    shutil.copytree(results / "study", root / "study")
    run = json.loads((root / "study/run.json").read_text())
    run["bound"]["mission_file"] = str(root / "mine.toml")
    (root / "study/run.json").write_text(json.dumps(run))
    with pytest.raises(Refused, match="not in the served folder"):
        prepared_of(root, root / "study")
    text = template("soyuz-vostochny-sso")
    (root / "mine.toml").write_text(text)
    assert prepared_of(root, root / "study").sim.strata
    (root / "mine.toml").write_text(
        text.replace("[launch]", "[launch]\n# nothing", 1).replace("2023-11-15", "2023-06-15")
    )
    with pytest.raises(Refused, match="no longer the one"):
        prepared_of(root, root / "study")


def test_a_mission_outside_the_served_folder_is_not_read(results: Path, tmp_path: Path) -> None:
    from luncur.mission import template
    from luncur.server.errors import Refused

    root, outside = tmp_path.resolve() / "served", tmp_path.resolve() / "elsewhere.toml"
    shutil.copytree(results / "study", root / "study")
    outside.write_text(template("soyuz-vostochny-sso"))
    run = json.loads((root / "study/run.json").read_text())
    for place in (str(outside), str(root / "study/../../elsewhere.toml")):
        run["bound"]["mission_file"] = place
        (root / "study/run.json").write_text(json.dumps(run))
        with pytest.raises(Refused, match="not in the served folder"):
            prepared_of(root, root / "study")
    (root / "elsewhere.toml").symlink_to(outside)
    with pytest.raises(Refused, match="in the served folder"):
        prepared_of(root, root / "study")
