"""Falls, casualties and whole units on numba's simulator of a graphics processor: to the bit those of the processor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).with_name("cuda_cases.py")


def simulated(case: str) -> Any:
    """A case of ``cuda_cases.py`` in its own process: the simulator is chosen when numba is imported."""
    environment = {**os.environ, "NUMBA_ENABLE_CUDASIM": "1"}
    done = subprocess.run(
        [sys.executable, str(CASES), case], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_falls_are_those_of_the_processor() -> None:
    """Every column of every impact is the same, so no status flips, hostile states included."""
    found = simulated("falls")
    for name, case in found.items():
        assert case["different"] == [0] * len(case["different"]), name
    assert set(found["fast"]["status"]) == {0, 10}
    assert set(found["for a time"]["status"]) == {0, 1}
    assert set(found["hostile"]["status"]) == {0, 10, 11, 21}
    assert found["none"]["status"] == []


def test_units_fall_and_are_counted_together() -> None:
    """Impacts, casualties of pieces and launches, bookings and tallies of two units, together and alone."""
    found = simulated("units")
    assert min(found["pieces"]) > 0
    assert found["hurt"] > 0.0
    for columns in (*found["together"], found["alone"]):
        assert columns == [0] * len(columns)


def test_the_simulator_is_named_in_the_record() -> None:
    found = simulated("record")
    assert found["record"]["kind"] == "cuda"
    assert found["record"]["name"] == "simulator"
    assert found["text"].startswith("cuda, simulator, ")


@pytest.fixture
def no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a graphics processor, whatever this one has."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    monkeypatch.delenv("NUMBA_ENABLE_CUDASIM", raising=False)


@pytest.mark.usefixtures("no_device")
def test_without_a_device_one_sentence_and_no_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", "assess", "sounding-rocket", "-o", str(tmp_path / "out"), "--device", "cuda"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("luncur: assess: --device: 'cuda': expected ")
    assert "luncur[cuda]" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()
