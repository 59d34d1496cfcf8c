"""The vector kernel gives the falls of the scalar one, to the bit, whatever the batch and whatever is thrown into it."""

import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from luncur.compiler import compiled
from luncur.debris import Environment, Ground, Impacts, fall_batch, state_from_local
from luncur.debris.drag_curves import NAMES, drag_tables
from luncur.debris.fall import STATUS
from luncur.debris.tumbling import fall_until
from luncur.debris.tumbling_kernel import BROKE, fall_until_many
from luncur.earth.tables import cubic_cells

WINDS = (
    ((0.0, 5.0, -2.0), (12e3, 41.0, 9.0), (30e3, -8.0, 3.0)),
    ((0.0, -3.0, 1.0), (9e3, -22.0, 14.0), (80e3, 4.0, 4.0)),
)


def batch(n: int, seed: int = 11) -> list[np.ndarray]:
    """States [n, 6], inverse ballistic coefficients, drag and table of each: slow and fast, high and low, up and down."""
    rng = np.random.default_rng(seed)
    kind = rng.integers(0, 4, n)  # from the pad upwards; slow and low; suborbital; nearly in orbit, or in it
    altitude = np.choose(
        kind, [np.full(n, 310.0), rng.uniform(400, 12e3, n), rng.uniform(5e3, 180e3, n), rng.uniform(90e3, 900e3, n)]
    )
    speed = np.choose(
        kind, [rng.uniform(1, 60, n), rng.uniform(0, 200, n), rng.uniform(0, 6e3, n), rng.uniform(6.5e3, 11.5e3, n)]
    )
    direction = rng.normal(size=(n, 3))
    direction[kind == 0, 2] = -np.abs(direction[kind == 0, 2])
    direction *= (speed / np.linalg.norm(direction, axis=1))[:, None]
    where = zip(1.13 + rng.uniform(-1, 0.01, n), 0.2 + rng.uniform(-0.01, 0.01, n), altitude, direction, strict=True)
    state = np.array([np.concatenate(state_from_local(a, b, h, *v)) for a, b, h, v in where])
    beta = 10 ** rng.uniform(0.3, 3.5, n)
    return [state, 1 / beta, rng.integers(0, len(NAMES), n), rng.integers(0, 2, n)]


def dropped(rows: list[np.ndarray], preset: str = "fast", duration: float = math.inf) -> Impacts:
    tables = np.concatenate([Environment(wind).tables()[0] for wind in WINDS])
    upper = cubic_cells(-17.5 - 12.0 * np.linspace(0.0, 1.0, 40) ** 0.6)  # some air up to 315 km
    ground = Ground(1.13, 0.2, 310.0, 40e3).array()
    return fall_batch(*rows, tables, upper, np.array([1.1, 0.8]), drag_tables(), ground, preset, duration)


def columns(impacts: Impacts) -> list[np.ndarray]:
    return [getattr(impacts, name) for name in Impacts.__dataclass_fields__]


def one_by_one(rows: list[np.ndarray], preset: str, duration: float) -> list[np.ndarray]:
    single = [columns(dropped([r[i : i + 1] for r in rows], preset, duration)) for i in range(len(rows[0]))]
    return [np.concatenate(column) for column in zip(*single, strict=True)]


@pytest.mark.parametrize(("preset", "duration"), [("fast", math.inf), ("standard", math.inf), ("standard", 33.3)])
def test_lanes_are_the_scalar_kernel_to_the_bit(preset: str, duration: float) -> None:
    rows = batch(400)
    found = dropped(rows, preset, duration)
    assert set(found.status.tolist()) >= ({0, 10} if duration == math.inf else {0, 1})
    for lanes, scalar in zip(columns(found), one_by_one(rows, preset, duration), strict=True):  # below FEW: scalar
        np.testing.assert_array_equal(lanes, scalar)


def test_order_subset_and_chunks_change_nothing() -> None:
    rows = batch(150, seed=5)
    whole = dropped(rows)
    order = np.random.default_rng(2).permutation(150)
    shuffled = dropped([r[order] for r in rows])
    parts = [dropped([r[a:b] for r in rows]) for a, b in ((0, 17), (17, 19), (19, 150))]
    for i, column in enumerate(columns(whole)):
        np.testing.assert_array_equal(columns(shuffled)[i], column[order])
        np.testing.assert_array_equal(np.concatenate([columns(p)[i] for p in parts]), column)


def hostile(n: int, seed: int) -> list[np.ndarray]:
    """States that no flight has: any size, no numbers, inside the Earth, on its axis, at rest, faster than light."""
    rng = np.random.default_rng(seed)
    state = rng.normal(size=(n, 6)) * 10.0 ** rng.uniform(-3, 12, (n, 6))
    near = rng.random(n) < 0.6
    at = rng.normal(size=(n, 3))
    at *= ((6.37e6 + 10.0 ** rng.uniform(0, 6, n) * rng.choice([-0.02, 1], n)) / np.linalg.norm(at, axis=1))[:, None]
    state[near, :3] = at[near]
    state[near, 3:] = rng.normal(size=(near.sum(), 3)) * 10.0 ** rng.uniform(-2, 5, (near.sum(), 1))
    odd = rng.choice([0.0, -0.0, math.nan, math.inf, -math.inf, 1e300, 1e-310, 6378137.0], (n, 6))
    state = np.where(rng.random((n, 6)) < 0.04, odd, state)
    beta = np.where(
        rng.random(n) < 0.05, rng.choice([0.0, math.nan, math.inf, 1e300, 1e-300], n), 10 ** rng.uniform(-4, 2, n)
    )
    return [state, beta, rng.integers(0, len(NAMES), n), rng.integers(0, 2, n)]


def check_hostile(n: int, seed: int) -> None:
    rows = hostile(n, seed)
    found = dropped(rows)
    assert np.isin(found.status, list(STATUS)).all()
    down = found.status == 0
    assert np.isfinite(found.latitude[down & np.isfinite(rows[0]).all(axis=1)]).all()
    assert np.isnan(found.latitude[found.status >= 10]).all()


def test_hostile_states_get_a_status() -> None:
    check_hostile(20_000, 1)


@pytest.mark.slow
def test_a_million_hostile_states_get_a_status() -> None:
    for seed in range(20):
        check_hostile(50_000, 100 + seed)


def test_hostile_states_are_the_same_in_lanes() -> None:
    rows = hostile(300, 3)
    for lanes, scalar in zip(columns(dropped(rows)), one_by_one(rows, "fast", math.inf), strict=True):
        np.testing.assert_array_equal(lanes, scalar)


DIGEST = """
import sys
sys.path.insert(0, "tests/backends")
from test_debris_lanes import batch, digest, dropped
print(digest(dropped(batch(64), "standard")))
"""


def digest(impacts: Impacts) -> str:
    return hashlib.sha256(b"".join(np.ascontiguousarray(c).tobytes() for c in columns(impacts))).hexdigest()


def test_a_kernel_from_the_cache_computes_what_the_compiled_one_did(tmp_path: Path) -> None:
    environment = {**os.environ, "LUNCUR_CACHE": str(tmp_path)}
    shown = [
        subprocess.run([sys.executable, "-c", DIGEST], env=environment, cwd=Path(__file__).parents[2], capture_output=True,
                       text=True, check=True).stdout
        for _ in range(2)
    ]  # fmt: skip
    assert shown[0] == shown[1]
    assert shown[0].strip() == digest(dropped(batch(64), "standard"))


def test_stacks_that_come_apart_are_those_of_the_scalar_kernel_to_the_bit() -> None:
    state, inverse_beta, _, table_id = batch(120)
    tables = np.concatenate([Environment(wind).tables()[0] for wind in WINDS])
    upper = cubic_cells(-17.5 - 12.0 * np.linspace(0.0, 1.0, 40) ** 0.6)
    rest = (
        drag_tables()[0], table_id, tables, upper, np.array([1.1, 0.8]), Ground(1.13, 0.2, 310.0, 40e3).array(),
        (4e4, 70e3, 4e3),
    )  # fmt: skip
    together, broke = np.zeros((120, 7)), np.zeros(120, dtype=np.int64)
    fall_until(state, inverse_beta, *rest, together, broke)
    alone, broke_alone = np.zeros((120, 7)), np.zeros(120, dtype=np.int64)
    compiled(fall_until_many)(state, inverse_beta, *rest, alone, broke_alone)
    assert 10 < np.sum(broke == BROKE) < 110
    assert np.any((broke == BROKE) & (together[:, 0] > 1.0))
    assert np.array_equal(broke, broke_alone)
    assert np.array_equal(together, alone)
