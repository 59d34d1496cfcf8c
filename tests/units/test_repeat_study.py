"""The comparison of repeated studies sees what differs, kills what runs, and chooses its moments inside the run."""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from tool_scripts import tool

from luncur.export.tables import IMPACT_COLUMNS, TEXTS, write_impacts

repeat = tool("repeat_study")


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    """A folder as a study leaves it, as far as it is compared."""
    folder = tmp_path / "first"
    folder.mkdir()
    summary = {"seed": 3, "risk": {"mean": 1e-4}, "timing": {"wall_s": 9.0}, "provenance": {"time": "now"}}
    (folder / "summary.json").write_text(json.dumps(summary))
    write_table(folder, np.array([1.0, np.nan]))
    (folder / "failed.csv").write_text("launch\n")
    (folder / "risk.csv").write_text("phase\n")
    return folder


def write_table(folder: Path, values: np.ndarray) -> None:
    write_impacts(
        folder / "impacts.parquet",
        {n: ["x"] * 2 if n in TEXTS else np.array([0, 1]) if n == "launch" else values + 0.0 for n in IMPACT_COLUMNS},
        2,
    )


def test_equal_but_for_when_and_how_fast(finished: Path, tmp_path: Path) -> None:
    other = shutil.copytree(finished, tmp_path / "other")
    summary = json.loads((other / "summary.json").read_text())
    (other / "summary.json").write_text(json.dumps({**summary, "timing": {"wall_s": 1.0}, "provenance": {}}))
    found = repeat.compare(finished, other)
    assert found == repeat.Difference((), (), ())
    assert found.same_numbers


def test_every_difference_is_named(finished: Path, tmp_path: Path) -> None:
    """The last bit of one number of the summary, of one impact, and a line of a file; a file that is missing."""
    other = shutil.copytree(finished, tmp_path / "other")
    summary = json.loads((other / "summary.json").read_text())
    summary["risk"]["mean"] = np.nextafter(1e-4, 1.0)
    (other / "summary.json").write_text(json.dumps(summary))
    assert repeat.compare(finished, other) == repeat.Difference(("risk",), (), ())
    write_table(other, np.array([np.nextafter(1.0, 2.0), np.nan]))
    (other / "failed.csv").write_text("launch\n17\n")
    (other / "risk.csv").unlink()
    found = repeat.compare(finished, other)
    assert set(found.impacts) == set(IMPACT_COLUMNS) - set(TEXTS) - {"launch"}
    assert found.files == ("failed.csv", "impacts.parquet", "risk.csv")
    assert not found.same_numbers
    assert "differs: risk" in repeat.row("2 workers", 1.0, found)


def test_kills_what_runs_and_says_when_nothing_did(tmp_path: Path) -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    began = time.monotonic()
    done = repeat.kill([sys.executable, "-c", stubborn], tmp_path, -1, 0.3)
    assert time.monotonic() - began < 30
    assert done is not None
    assert done.units == -1
    assert done.after >= 0.3
    assert repeat.kill([sys.executable, "-c", ""], tmp_path, 5, 0.1) is None


def test_moments_lie_in_every_part_of_a_run() -> None:
    for seed in range(20):
        found = repeat.moments(8, 100.0, np.random.default_rng(seed))
        units = [u for u, _ in found]
        assert units[0] == -1
        assert all(0 <= u < 8 for u in units[1:4])
        assert units == sorted(units)
        assert units[4] == 8
        assert all(0 <= delay < 100 / 3 for _, delay in found)


def test_blocks_go_through_python_and_the_rest_through_the_command_line(tmp_path: Path) -> None:
    settings = repeat.Settings("sounding-rocket", 2048, 7)
    assert "block=3" in settings.command(tmp_path, 1, 3)[-1]
    line = settings.command(tmp_path, 2, 1)
    assert line[line.index("--workers") + 1] == "2"
    assert "--resume" in line
