"""The benchmark's cases: each runs or says why not, the vector kernel is the scalar one, and operations are counted."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from luncur.errors import InputError

FOLDER = Path(__file__).parents[2] / "benchmarks"
NAMES = {
    "machine", "lanes-standard", "lanes-fast", "lanes-strict", "scalar-standard", "scalar-fast", "lanes-standard-j4",
    "lanes-fast-j4", "lanes-standard-2-threads", "lanes-fast-2-threads", "ascent", "ascent-threads", "ascent-dispersed", "turns", "scipy-compiled", "scipy", "flight", "flight-apogee", "flight-dispersed",
    "rocketpy", "rocketpy-apogee", "rocketpy-dispersed", "start-python", "start-import", "start-help", "start-cold",
    "start-cached", "cuda-standard", "cuda-fast", "coverage", "coverage-part", "coverage-brahe",
}  # fmt: skip


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(str(FOLDER))
    import run as module

    yield module
    for name in [n for n in sys.modules if n == "run" or n.split(".")[0] == "registry"]:
        del sys.modules[name]


def test_every_case_runs_once_at_small_size_or_says_why_not(run) -> None:  # type: ignore[no-untyped-def]
    cases = run.load_all()
    assert set(cases) >= NAMES
    ready, reasons = run.ready(list(cases.values()), small=True)
    found = run.timed(ready, 1)
    assert set(found) | set(reasons) == set(cases)
    assert all(
        why.startswith(("rocketpy is not", "this process", "this processor", "needs ")) for why in reasons.values()
    )
    rows = [run.skipped(c, reasons[n]) if n in reasons else run.record(c, *found[n], {}) for n, c in cases.items()]
    run.add_shares(rows)
    shown = run.tables(rows, run.ratios(rows))
    for row in rows:
        assert row["what"] in shown
        assert "skipped" in row or row["seconds"] > 0
    apogees = [row["apogee_m"] for row in rows if "apogee_m" in row and "dispersed" not in row["case"]]
    assert max(apogees) < 1.01 * min(apogees)  # the same rocket, whoever flies it
    moved = next(row["moved_m"] for row in rows if row["case"] == "lanes-standard-j4")
    assert 0.5 < moved["median"] < moved["p95"] < moved["max"] < 2000


def test_a_case_without_its_device_says_what_is_missing(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def missing(device: str) -> None:
        raise InputError("assess", "--device", device, "a graphics processor, but there is none")

    case = run.load_all()["cuda-standard"]
    monkeypatch.setattr(sys.modules["registry.graphics"], "require", missing)
    prepared, reasons = run.ready([case])
    assert prepared == []
    assert reasons == {"cuda-standard": "needs a graphics processor, but there is none"}


def test_lanes_against_scalar_in_one_process(run) -> None:  # type: ignore[no-untyped-def]
    cases = run.load_all()
    chosen = [cases[n] for n in ("lanes-standard", "scalar-standard", "lanes-fast", "scalar-fast")]
    found = run.timed(run.ready(chosen, small=True)[0], 3)
    rows = {name: run.record(cases[name], *found[name], {}) for name in found}
    for preset, most in (("standard", 480), ("fast", 280)):
        lanes, scalar = f"lanes-{preset}", f"scalar-{preset}"
        np.testing.assert_array_equal(found[lanes][1].impacts, found[scalar][1].impacts)
        assert rows[lanes]["evaluations_per_fall"] == rows[scalar]["evaluations_per_fall"] <= most
    print({name: f"{ratio:.2f}" for name, ratio in run.ratios(list(rows.values())).items()})  # time: shown, not judged


def test_table_names_every_case_and_its_error(run) -> None:  # type: ignore[no-untyped-def]
    case = run.Case("a", "falls", "falls", "what", lambda small: None)
    outcome = run.Outcome(4.0, 40, np.array([3, 7]), np.array([[1.0, 2.0, 2.0], [0.0, 0.0, 0.0]]), flop=200.0)
    row = run.record(case, [0.5, 0.25, 1.0], outcome, {(3, 2): np.zeros(3), (8, 2): np.ones(3), (7, 4): np.ones(3)})
    assert (row["per_second"], row["spread"], row["evaluations_per_fall"]) == (16.0, 1.0, 10.0)
    assert row["error_m"]["median"] == 3.0
    peak = {"case": "machine", "group": "machine", "what": "peak", "per_second": 1e-4}
    run.add_shares([peak, row])
    assert row["share_of_peak"] == pytest.approx(200 * 40 / 0.25 * 1e-9 / 1e-4)
    assert "| what | 16 | 100% | 10 | 6,250,000 | 200 | 32% | 3 / 3 / 3 / 3 (1) |" in run.tables([peak, row], {})


def test_counted_operations(run) -> None:  # type: ignore[no-untyped-def]
    """By hand: three multiplications, two additions and a root; constants alone count nothing."""
    from registry import flops

    from luncur.debris.fall_kernel import climb_rate

    def distance(x, y):  # type: ignore[no-untyped-def]
        return math.sqrt(x * x + y * y + 2.0 * 3.0) if x > -y else -x

    flops.counted = 0
    value = flops.counting(distance)(flops.Number(3.0), flops.Number(4.0))
    assert float(value) == math.sqrt(31.0)
    assert flops.counted == 5
    flops.counted = 0
    state = [flops.Number(v) for v in (3.0, 4.0, 12.0, 1.0, 2.0, 3.0)]
    assert float(flops.counting(climb_rate)(state)) == pytest.approx(47 / 13)
    assert flops.counted == 13  # two sums of three products, a root, a division, and a product with what it gives


def test_counted_falls_are_the_falls(run) -> None:  # type: ignore[no-untyped-def]
    """Numbers that count go the same way as floats: as many evaluations, and J2 to J4 cost some operations more."""
    from registry import flops
    from registry.problem import batch

    few, more = (flops.flop_per_evaluation("fast", zonal, 1) for zonal in (2, 4))
    assert 150 < few < more < 2 * few
    given = list(batch("fast", 2))
    given[0], given[1] = given[0][:1], given[1][:1]
    flops.fall_many(*given)
    plain = given[-1][0]
    given[0] = np.array([[flops.Number(v) for v in given[0][0]]], dtype=object)
    flops.counting(flops.fall_many)(*given)
    assert given[-1][0] == plain


def test_command_prints_the_table(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / "run.py"), "--repeats", "1", "--case", "start-import", "--case", "start-python"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "| `import luncur`, without Python's own start |" in done.stdout
    assert "**Where**" in done.stdout


def test_the_time_of_a_unit_outside_its_kernels(run) -> None:  # type: ignore[no-untyped-def]
    from luncur.campaign import launches
    from luncur.compiler import compiled

    cases = run.load_all()  # which finds the module
    from registry import unit

    ready, _ = run.ready([cases["unit"]], small=True)
    (row,) = (run.record(cases["unit"], *found, {}) for found in run.timed(ready, 1).values())
    assert 0.0 < row["share_outside_kernels"] < 1.0
    assert 100 < row["evaluations_per_fall"] < 480
    assert f"{row['share_outside_kernels']:.1%}" in run.tables([row], {})
    assert launches.compiled is compiled  # the clock is gone
    with unit.clock() as found:
        none = np.zeros(0, dtype=np.int64)
        launches.compiled(launches.book_many)(
            none, none, none, none > 0, *np.zeros((2, 0, 1)), 1, 1, np.zeros((1, 5, 1)), np.zeros((1, 1))
        )
    assert set(found.seconds) == {"book_many"}
