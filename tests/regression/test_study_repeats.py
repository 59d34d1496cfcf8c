"""The same seed gives the same numbers, whatever the workers and the interruptions."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import luncur
from luncur.campaign.checkpoint import load_prefix, load_table

ARGUMENTS = ("assess", "soyuz-vostochny-sso", "--seed", "3", "--samples", "8192", "--json")


def run(folder: Path, *more: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", *ARGUMENTS, "-o", str(folder), *more],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def numbers(summary: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in summary.items() if key not in ("timing", "provenance")}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("study") / "one"
    return folder, run(folder, "--workers", "1")


def test_two_workers(study: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    assert numbers(run(tmp_path / "two", "--workers", "2")) == numbers(study[1])


@pytest.mark.parametrize(("workers", "block"), [(1, 3), (2, 2)])
def test_another_block(study: tuple[Path, dict[str, Any]], tmp_path: Path, workers: int, block: int) -> None:
    """How many units a worker takes at once changes no number, whole blocks or not."""
    again = luncur.assess(
        "soyuz-vostochny-sso", tmp_path / "block", seed=3, samples=8192, workers=workers, block=block
    ).summary
    assert numbers(again) == numbers(study[1])


def test_a_mission_object_is_flown_as_it_stands(tmp_path: Path) -> None:
    """Not as the file says that it was read from."""
    mission = luncur.load("soyuz-vostochny-sso")
    mission = mission.model_copy(update={"title": "changed", "criteria": (), "failure": None})
    summary = luncur.assess(mission, tmp_path / "out", samples=1024).summary
    assert summary["title"] == "changed"
    assert summary["risk"]["casualty_expectation_failures"]["mean"] == 0
    assert summary["launches"] == 1024
    assert summary["precision"] is None
    assert json.loads((tmp_path / "out" / "summary.json").read_text()) == summary


def test_a_launch_that_cannot_fail_has_a_study(tmp_path: Path) -> None:
    """A probability of 0 is known: nothing of a failure counts, and the map has nothing to draw."""
    mission = luncur.load("soyuz-vostochny-sso")
    assert mission.failure is not None
    safe = mission.failure.model_copy(update={"probability": 0.0, "history": None})
    out = luncur.assess(mission.model_copy(update={"failure": safe}), tmp_path / "out", samples=1024)
    assert out.summary["risk"]["casualty_expectation_failures"]["mean"] == 0
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(out.folder / "impacts.parquet").to_pylist()
    assert {r["weight"] for r in rows if r["failure_mode"] != "planned"} == {0.0}


def test_killed_and_resumed(study: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """Killed after a checkpoint, and again after a later one, it goes on from there to the same numbers."""
    folder, units = tmp_path / "killed", 0
    for _ in range(2):
        units = killed_after(folder, units + 1)
    assert 2 <= units < 8
    assert numbers(run(folder, "--resume")) == numbers(study[1])
    assert not list(folder.glob("checkpoint*"))


def killed_after(folder: Path, units: int) -> int:
    """Units in the checkpoint of a run that was killed once it held that many."""
    process = subprocess.Popen(
        [sys.executable, "-m", "luncur.cli", *ARGUMENTS, "-o", str(folder), "--resume", "--workers", "1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "LUNCUR_CHECKPOINT_SECONDS": "0"},
    )  # fmt: skip
    try:
        while (saved := saved_units(folder)) < units:
            assert process.poll() is None, "it ended before it could be killed"
            time.sleep(0.01)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert saved >= units
    return saved_units(folder)


def saved_units(folder: Path) -> int:
    table = load_table(folder)
    prefix = load_prefix(folder, table) if table is not None else None
    return prefix.units if prefix is not None else 0


def test_resume_of_a_finished_study_returns_at_once(study: tuple[Path, dict[str, Any]]) -> None:
    assert numbers(run(study[0], "--resume")) == numbers(study[1])


def test_resume_with_another_seed_is_refused(study: tuple[Path, dict[str, Any]]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", "assess", "soyuz-vostochny-sso", "--seed", "4", "--samples", "8192", "--resume", "-o", str(study[0])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "seed" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_folder_in_use_is_refused(study: tuple[Path, dict[str, Any]]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", "fly", "soyuz-vostochny-sso", "-o", str(study[0])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "new or empty folder" in done.stderr


def test_splits_add_up(study: tuple[Path, dict[str, Any]]) -> None:
    risk = study[1]["risk"]
    total = risk["casualty_expectation_total"]["mean"]
    assert total == pytest.approx(
        risk["casualty_expectation_failures"]["mean"] + risk["casualty_expectation_planned"]["mean"], rel=1e-9
    )
    for split in ("by_phase", "by_failure_mode", "by_fragment_class", "by_place"):
        assert sum(row["mean"] for row in risk[split]) == pytest.approx(total, rel=1e-9)


def test_intervals_hold_their_mean(study: tuple[Path, dict[str, Any]]) -> None:
    for values in study[1]["risk"]["bracket"].values():
        for i in values:
            assert 0 < i["sampling_low_95"] <= i["mean"] <= i["sampling_high_95"]
            assert i["input_low_95"] <= i["sampling_low_95"]
            assert i["sampling_high_95"] <= i["input_high_95"]


def test_summary_follows_its_schema(study: tuple[Path, dict[str, Any]]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from luncur.export import summary_schema

    jsonschema.validate(study[1], summary_schema())


def test_impacts_carry_the_expectation(study: tuple[Path, dict[str, Any]]) -> None:
    """The sum of weight times casualties over the kept impacts is the casualty expectation, read by another library."""
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(study[0] / "impacts.parquet")
    total = sum(w.as_py() * c.as_py() for w, c in zip(table["weight"], table["casualties"], strict=True))
    assert total == pytest.approx(study[1]["risk"]["casualty_expectation_total"]["mean"], rel=1e-6)


def test_replay_gives_the_launch_again(study: tuple[Path, dict[str, Any]]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(study[0] / "impacts.parquet").to_pylist()
    launch = rows[0]["launch"]
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", "replay", str(study[0]), "--launch", str(launch), "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    theirs = sorted((p["latitude_deg"], p["longitude_deg"]) for p in record["pieces"] if p["latitude_deg"] is not None)
    ours = sorted((r["latitude_deg"], r["longitude_deg"]) for r in rows if r["launch"] == launch)
    assert theirs == ours


def test_areas_close_what_reaches_its_limit(study: tuple[Path, dict[str, Any]]) -> None:
    """Outside the hazard areas the whole interval lies below the limit; each holds the drop regions; times and few corners."""
    from shapely.geometry import shape

    folder, summary = study
    features = json.loads((folder / "areas.geojson").read_text())["features"]
    areas = {
        k: [f for f in features if f["properties"]["kind"] == k] for k in {f["properties"]["kind"] for f in features}
    }
    for kind, quantity, limit in (
        ("ship hazard area", "ship_hit_probability_max", 1e-5), ("aircraft hazard area", "aircraft_hit_probability_max", 1e-6),
    ):  # fmt: skip
        value = summary["risk"][quantity]
        assert (
            0 < value["sampling_low_95"] <= value["mean"] <= value["sampling_high_95"] <= value["input_high_95"] < limit
        )
        afloat = kind.startswith("ship")  # near a pad far from the sea nothing reaches a ship's limit on water
        assert afloat or value["largest_anywhere"] > limit
        closed = [shape(f["geometry"]) for f in areas[kind]]
        for region in areas["drop region"]:
            if afloat and region["properties"]["body"] != "third stage":
                continue  # on land
            assert any(c.covers(shape(region["geometry"]).buffer(-1e-5)) for c in closed)
        for f in areas[kind]:
            assert f["properties"]["time_start_s"] < f["properties"]["time_end_s"]
    rows = [r for r in summary["areas"] if r["kind"] != "drop region"]
    assert all(4 <= r["vertices"] <= 24 and r["area_km2"] > 0 for r in rows)
    individual = summary["risk"]["individual_probability_max"]
    assert 0 < individual["sampling_low_95"] < individual["mean"] < individual["sampling_high_95"] < 1
    assert "risk.individual_probability_max" not in summary["not_computed"]
    assert "outside the ship hazard areas" in summary["risk"]["ship_hit_probability_max"]["note"]
    verdict = {c["name"]: c["verdict"] for c in summary["criteria"] if c["rule_set"] == "faa-450"}
    assert verdict["hit of a ship"] != "above"
