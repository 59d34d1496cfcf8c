"""The benchmark's cases: each is found and described, and the vector kernel is the scalar one, only faster."""

import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(str(FOLDER))
    import run as module

    yield module
    for name in [n for n in sys.modules if n == "run" or n.split(".")[0] == "registry"]:
        del sys.modules[name]


def test_lanes_against_scalar_in_one_process(run) -> None:  # type: ignore[no-untyped-def]
    cases = run.load_all()
    assert {"lanes-standard", "scalar-standard", "scipy", "scipy-compiled", "machine"} <= set(cases)
    found = run.timed([cases[n] for n in ("lanes-standard", "scalar-standard", "lanes-fast", "scalar-fast")], 3)
    rows = {name: run.record(cases[name], *found[name], {}) for name in found}
    for preset, most in (("standard", 480), ("fast", 280)):
        lanes, scalar = f"lanes-{preset}", f"scalar-{preset}"
        np.testing.assert_array_equal(found[lanes][1].impacts, found[scalar][1].impacts)
        assert rows[lanes]["evaluations_per_fall"] == rows[scalar]["evaluations_per_fall"] <= most
    print({name: f"{ratio:.2f}" for name, ratio in run.ratios(list(rows.values())).items()})  # time: shown, not judged


def test_table_names_every_case_and_its_error(run) -> None:  # type: ignore[no-untyped-def]
    case = run.Case("a", "falls", "what", lambda: None)
    outcome = run.Outcome(4.0, 40, np.array([3, 7]), np.array([[1.0, 2.0, 2.0], [0.0, 0.0, 0.0]]))
    row = run.record(case, [0.5, 0.25, 1.0], outcome, {3: np.zeros(3), 8: np.ones(3)})
    assert (row["per_second"], row["spread"], row["evaluations_per_fall"]) == (16.0, 1.0, 10.0)
    assert row["error_m"]["median"] == 3.0
    assert "| a | 16 falls | 100% | 10 | 6,250,000 | 3 / 3 / 3 (1) |" in run.table({"cases": [row], "ratios": {}})
