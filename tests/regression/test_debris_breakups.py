"""A thousand breakups: what each preset promises, and the work it does for it (benchmarks/falls)."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

FILE = Path(__file__).parents[2] / "benchmarks" / "falls" / "accuracy.py"


@pytest.fixture(scope="module")
def falls() -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Impact position [n, 3], evaluations and status of every body with every preset."""
    spec = importlib.util.spec_from_file_location("falls_accuracy", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    state, inverse_beta = module.breakups()
    out = {}
    for preset in ("strict", "standard", "fast"):
        impacts = module.fall_all(state, inverse_beta, 2, preset)
        out[preset] = (module.impact_position(impacts), impacts.evaluations, impacts.status)
    return out


@pytest.mark.parametrize("preset", ["strict", "standard", "fast"])
def test_every_body_comes_down(falls: dict, preset: str) -> None:
    assert len(falls[preset][2]) == 1000
    assert np.flatnonzero(falls[preset][2]).size == 0


@pytest.mark.parametrize(("preset", "p95", "p99"), [("standard", 1.0, 3.0), ("fast", 6.0, 10.0)])
def test_error_of_the_class(falls: dict, preset: str, p95: float, p99: float) -> None:
    """Distance [m] from the strict preset, itself within 6 cm of a tight integration of every one of them."""
    error = np.linalg.norm(falls[preset][0] - falls["strict"][0], axis=1)
    assert np.quantile(error, 0.95) < p95
    assert np.quantile(error, 0.99) < p99


@pytest.mark.parametrize(("preset", "evaluations"), [("strict", 2300), ("standard", 480), ("fast", 280)])
def test_work_of_the_class(falls: dict, preset: str, evaluations: int) -> None:
    assert falls[preset][1].mean() < evaluations
