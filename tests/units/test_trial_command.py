"""``luncur trial`` from the command line: its folder, its numbers whatever the workers, its resumption and its errors."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from luncur.cli import cli
from luncur.errors import InputError
from luncur.mission import load
from luncur.trial import run as running
from luncur.trial import verb
from luncur.trial.replay import replay_sample
from luncur.trial.run import run_trial
from luncur.trial.unit import UNIT
from luncur.trial.verb import trial_to_folder

MISSION = "soyuz-vostochny-sso"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trial") / "out"
    trial_to_folder(MISSION, out, samples=100, seed=11, workers=2)
    return out


def summary_of(folder: Path) -> dict:
    return json.loads((folder / "trial.json").read_bytes())


def test_counts_are_those_of_the_table(folder: Path) -> None:
    import pyarrow.parquet as pq

    summary, rows = summary_of(folder), pq.read_table(folder / "flights.parquet").to_pandas()
    assert summary["samples"] == len(rows) == UNIT
    for found in summary["results"]:
        ended = rows[f"{found['rule_set']}: ended_s"].notna() & rows.flown
        for group, record in found["good"].items():
            own = rows.flown & (rows.group == group)
            assert record["ended"]["of"] == own.sum() > 0
            assert record["ended"]["count"] == (own & ended).sum()
            assert sum(record["by_phase"].values()) == sum(record["by_rule"].values()) == record["ended"]["count"]
        for group, record in found["bad"].items():
            own = rows.flown & (rows.group == group)
            assert record["spared"]["of"] == own.sum()
            assert record["spared"]["count"] == (own & ~ended).sum()
        assert (
            sum(f["good_ended"]["of"] for f in found["by_fault"]) == found["good"]["good, single fault"]["ended"]["of"]
        )


def test_the_designed_system_survives_single_faults_that_the_naive_one_does_not(folder: Path) -> None:
    designed, naive = summary_of(folder)["results"]
    assert designed["good"]["good, single fault"]["ended"]["count"] == 0
    assert naive["good"]["good, single fault"]["ended"]["count"] > 10
    assert naive["good"]["good, no fault"]["ended"]["count"] == 0


def test_faults_break_the_naive_set_where_they_are_grown(folder: Path) -> None:
    found = {(s["fault"], s["of"]): s["rule_sets"] for s in summary_of(folder)["severities"]}
    worst = found["bias", "position"]["naive"]
    assert worst["ends_a_good_flight_at"] is not None
    assert worst["levels"][0]["good_ended"]["count"] == 0
    assert found["bias", "position"]["as designed"]["ends_a_good_flight_at"] is None


def test_every_sample_can_be_flown_again_alone(folder: Path) -> None:
    import pyarrow.parquet as pq

    rows = pq.read_table(folder / "flights.parquet").to_pandas()
    wrong = rows[rows["naive: ended_s"].notna() & (rows.group == "good, single fault")]
    bad = rows[rows.failure_mode.notna()]
    for row in (wrong.iloc[0], bad.iloc[0]):
        again = replay_sample(folder, int(row["sample"]))
        for done in again["rule_sets"]:
            for key in ("ended_s", "command_s", "past_the_limit_m"):
                stored = row[f"{done['rule_set']}: {key}"]
                assert (done[key] is None and np.isnan(stored)) or done[key] == stored
    for kind, size in (
        ("bias", r"; -?[\d,.]+ (m|km|m/s|degrees)$"),
        ("stuck command", "one decision unit, from .* end$"),
    ):
        number = int(rows[rows.fault_1 == kind].iloc[0]["sample"])
        shown = CliRunner().invoke(cli, ["replay", str(folder), "--launch", str(number)]).output
        assert re.search(f"  fault: {kind}.*{size}", shown, re.M), shown
    out = CliRunner().invoke(cli, ["replay", str(folder), "--launch", str(int(wrong.iloc[0]["sample"]))])
    assert out.exit_code == 0
    assert "naive: ended at" in out.output
    assert "as designed: not ended" in out.output


def test_numbers_do_not_depend_on_workers_or_on_an_interruption(tmp_path: Path, monkeypatch) -> None:
    at, sets = verb.prepare(load(MISSION), 11)
    sets = sets[:1]
    whole = run_trial(at, sets, 2, workers=1)

    calls = []
    real = running.try_unit

    def breaks(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setenv("LUNCUR_CHECKPOINT_SECONDS", "0")
    monkeypatch.setattr(running, "try_unit", breaks)
    with pytest.raises(KeyboardInterrupt):
        run_trial(at, sets, 2, workers=1, folder=tmp_path, bound="x")
    monkeypatch.setattr(running, "try_unit", real)
    assert (tmp_path / running.STATE).exists()
    again = run_trial(at, sets, 2, workers=2, folder=tmp_path, bound="x")
    for name in ("ends", "crossed", "attempt", "faults", "outcome"):
        np.testing.assert_array_equal(getattr(again, name), getattr(whole, name))
    assert len(running._load(tmp_path, "x")) == 2  # the last as well: what follows them takes its time
    # one of other inputs is not gone on from
    assert running._load(tmp_path, "y") == []


def test_an_interrupted_trial_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verb, "trial_to_folder", interrupted)
    said = CliRunner().invoke(cli, ["trial", MISSION, "-o", str(tmp_path / "out")])
    assert said.exit_code == 130
    assert "luncur trial goes on with --resume" in said.output


def test_a_torn_checkpoint_is_not_used(tmp_path: Path) -> None:
    (tmp_path / running.STATE).write_bytes(b"x" * 500)
    assert running._load(tmp_path, "x") == []


def test_a_finished_trial_is_returned_at_once_and_another_is_refused(folder: Path) -> None:
    again = trial_to_folder(MISSION, folder, samples=100, seed=11, resume=True)
    assert again == summary_of(folder)
    with pytest.raises(InputError, match="same mission, seed, samples"):
        trial_to_folder(MISSION, folder, samples=100, seed=12, resume=True)
    with pytest.raises(InputError, match="new or empty"):
        trial_to_folder(MISSION, folder, samples=100, seed=11)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sounding-rocket", "-o", "out"], "at least one rule to try"),
        ([MISSION, "-o", "out", "--beside", "sounding-rocket"], "at least one rule to try"),
        ([MISSION, "-o", "out", "--beside", "nothing.toml"], "nothing.toml"),
        ([MISSION, "-o", "out", "--samples", "0"], "--samples"),
    ],
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch, capsys, words, said) -> None:
    import sys

    from luncur.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["luncur", "trial", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_index_beyond_the_trial_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="an index below 140"):
        replay_sample(folder, 140)
