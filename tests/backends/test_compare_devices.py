"""The tool that holds a device against the processor, on numba's simulator, and how it judges."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from luncur.campaign.tally import Tally

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from tool_scripts import FOLDER, tool


def test_the_simulator_agrees_with_the_processor() -> None:
    arguments = ["--falls", "8", "--batch", "6", "--mission", "sounding-rocket", "--preset", "fast"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(FOLDER / "compare_devices.py"), *arguments],
        env={**os.environ, "NUMBA_ENABLE_CUDASIM": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert done.stdout.startswith("cuda, simulator, ")
    assert "same point: 1" in done.stdout
    assert "status flips: 0" in done.stdout


def found(**changed: float) -> dict[str, object]:
    distance = {"median": 0.0, "p95": 0.01, "p99": 0.2, "p99.9": 5.0, "largest": 80.0}
    for name in distance.keys() & changed.keys():
        distance[name] = changed.pop(name)
    return {"distance_m": distance, "status flips": 0.0, "standard errors": 0.0, **changed}


def test_what_is_too_far_apart_is_named() -> None:
    outside = tool("compare_devices").outside
    assert outside(found()) == []
    assert outside(found(p95=0.2)) == ["p95: 0.2, at most 0.1"]
    assert outside(found(p99=float("nan"))) == ["p99: nan, at most 1"]
    assert len(outside(found(**{"status flips": 2e-5, "standard errors": 0.11}))) == 2


class Strata:
    """As much of a simulator as the comparison of tallies looks at: two failures of equal weight."""

    strata = tuple(type("S", (), {"weight": 0.5})() for _ in range(2))


def test_tallies_are_held_against_their_standard_error() -> None:
    n = 101.0
    one = Tally.empty(3, 1, 1)
    one.launches[:] = n
    # each stratum: mean 2, variance 4 (sum of squares n (4 + 4)): error of a mean 2 / sqrt(n - 1) = 0.2
    one.total[:2, 0, 0], one.total[:2, 0, 1] = 2.0 * n, 8.0 * n
    other = replace(one, total=one.total.copy())
    errors = tool("compare_devices").standard_errors
    assert errors(Strata(), one, other) == 0.0
    other.total[0, 0, 0] += 0.02 * n
    # half the weight times 0.02, over 0.2 / sqrt(2)
    assert errors(Strata(), one, other) == pytest.approx(0.5 * 0.02 / (0.2 / np.sqrt(2.0)), rel=1e-12)
    other.total[2, 0, 0] = 1e-3  # planned drops that hurt nobody here, and somebody there
    assert errors(Strata(), one, other) > 1e6
