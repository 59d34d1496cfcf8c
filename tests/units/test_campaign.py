"""Draws by address, allocation, tallies, intervals, reservoir, checkpoints."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luncur.campaign.allocation import cumulative, shares, stratum_of
from luncur.campaign.checkpoint import load_prefix, locked, open_folder, save_prefix
from luncur.campaign.draws import Stream, normals, philox, uniforms
from luncur.campaign.reservoir import COLUMNS, Reservoir
from luncur.campaign.run import Prefix
from luncur.campaign.tally import Tally, estimate, tally_unit
from luncur.errors import InputError


# Known answers of Philox 4x32-10 from the Random123 distribution (kat_vectors).
@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)  # fmt: skip
def test_philox(counter: tuple[int, ...], key: tuple[int, int], expected: tuple[int, ...]) -> None:
    words = tuple(np.array([c], dtype=np.uint64) for c in counter)
    with np.errstate(over="ignore"):
        out = philox(words, (np.uint64(key[0]), np.uint64(key[1])))  # type: ignore[arg-type]
    assert tuple(int(w[0]) for w in out) == expected


def test_a_draw_depends_on_its_address_only() -> None:
    many = uniforms(7, Stream.DRAG, np.arange(1000), 5, np.arange(1000) % 13)
    one = uniforms(7, Stream.DRAG, np.array([417]), 3, 417 % 13)
    assert np.array_equal(many[417, :3], one[0])
    assert not np.array_equal(many, uniforms(8, Stream.DRAG, np.arange(1000), 5, np.arange(1000) % 13))
    assert not np.array_equal(many, uniforms(7, Stream.WEATHER, np.arange(1000), 5, np.arange(1000) % 13))


def test_draws_are_uniform_and_normal() -> None:
    u = uniforms(1, Stream.VEHICLE, np.arange(50_000), 4)
    assert u.min() > 0
    assert u.max() < 1
    assert u.mean() == pytest.approx(0.5, abs=3e-3)
    z = normals(1, Stream.VEHICLE, np.arange(50_000), 4)
    assert (z.mean(), z.std()) == pytest.approx((0, 1), abs=6e-3)
    assert np.abs(np.corrcoef(z.T) - np.eye(4)).max() < 0.02


@given(st.integers(1, 6), st.integers(1, 10_000))
def test_longer_studies_only_add_launches(strata: int, n: int) -> None:
    table = cumulative(np.arange(1.0, strata + 1))
    assert np.array_equal(stratum_of(np.arange(n), table), stratum_of(np.arange(n + 500), table)[:n])


def test_prefixes_hold_the_shares() -> None:
    share = np.array([0.05, 0.6, 0.1, 0.25])
    s = stratum_of(np.arange(8192), cumulative(share))
    assert np.bincount(s, minlength=4) / 8192 == pytest.approx(share, abs=2e-3)


def test_no_stratum_is_starved() -> None:
    share = shares(np.array([0.5, 0.3, 0.2]), np.array([1.0, 0.0, 0.0]))
    assert share.sum() == pytest.approx(1)
    assert share.min() > 0.05


def test_tally_counts_launches_not_pieces() -> None:
    casualties = np.array([[[3.0], [1.0], [2.0]], [[0.0], [0.0], [0.0]], [[5.0], [5.0], [0.0]]])
    in_place = np.array([[4.0], [2.0], [9.0]])
    t = tally_unit(np.array([0, 0, 1]), 2, casualties, np.array([False, False, True]), in_place)
    assert t.launches.tolist() == [2, 1]
    assert t.failed.tolist() == [0, 1]
    assert t.total[0, 0].tolist() == [3, 9, 27]
    assert t.total[1, 0].tolist() == [0, 0, 0]
    assert t.bins[0, :, 0, 0].tolist() == [1, 2]
    assert t.in_place[0, 0].tolist() == [6, 20, 4]  # sum, squares, largest
    assert t.in_place[1, 0].tolist() == [0, 0, 0]
    assert t.plus(t).in_place[0, 0].tolist() == [12, 40, 4]


def coverage(studies: int, launches: int, rate: float, seed: int) -> tuple[float, float]:
    """Share of studies whose interval holds the truth, and the mean's error in standard errors.

    Two strata; in each a launch hits people with a small chance and then harms a log-normal number of them.
    """
    rng = np.random.default_rng(seed)
    weight, chance = np.array([0.3, 0.7]), np.array([rate, rate / 3])
    truth = float(np.sum(weight * chance)) * np.exp(0.5 * 0.8**2)
    held, means = 0, []
    for _ in range(studies):
        x = (rng.random((2, launches)) < chance[:, None]) * rng.lognormal(0.0, 0.8, (2, launches))
        e = estimate(weight, np.full(2, float(launches)), x.sum(axis=1), (x**2).sum(axis=1), x.max(axis=1))
        held += e.low <= truth <= e.high
        means.append(e.mean)
    return held / studies, float((np.mean(means) - truth) / (np.std(means) / np.sqrt(studies)))


def test_intervals_cover() -> None:
    held, bias = coverage(1000, 20_000, 0.01, 11)
    assert 0.935 <= held <= 0.965
    assert abs(bias) < 3


def test_nothing_seen_is_not_nothing() -> None:
    e = estimate(np.array([1.0]), np.array([100.0]), np.zeros(1), np.zeros(1), np.array([4.0]))
    assert (e.mean, e.low) == (0.0, 0.0)
    assert e.high == pytest.approx(3 / 100 * 4)


def test_failed_launches_raise_the_upper_bound() -> None:
    args = (np.array([1.0]), np.array([1000.0]), np.array([50.0]), np.array([60.0]), np.array([2.0]))
    with_failed = estimate(*args, failed=np.array([10.0]))
    assert with_failed.high == pytest.approx(estimate(*args).high + 10 / 1000 * 2)


@given(st.permutations(range(6)))
def test_reservoir_does_not_depend_on_order(order: list[int]) -> None:
    rng = np.random.default_rng(3)
    blocks = [rng.random((50, len(COLUMNS))) for _ in range(6)]
    first, other = Reservoir(capacity=40), Reservoir(capacity=40)
    for block in blocks:
        first.add(block)
    for i in order:
        other.add(blocks[i])
        other.settle()
    assert np.array_equal(first.settle(), other.settle())
    assert first.seen == other.seen == 300


def test_checkpoint_round_trip_and_torn_file(tmp_path: Path) -> None:
    prefix = Prefix(
        3, Tally.empty(2, 4, 1), Reservoir(np.random.default_rng(1).random((5, len(COLUMNS))), 9), [(7, 1, 20)]
    )
    save_prefix(tmp_path, prefix)
    again = load_prefix(tmp_path)
    assert again is not None
    assert (again.units, again.reservoir.seen, again.failed_rows) == (3, 9, [(7, 1, 20)])
    assert again.tally.in_place.shape == (2, 1, 3)
    assert np.array_equal(again.reservoir.settle(), prefix.reservoir.settle())
    data = (tmp_path / "checkpoint.npz").read_bytes()
    for torn in (data[:-10], data[:20], b"", data[:100] + b"x" + data[101:]):
        (tmp_path / "checkpoint.npz").write_bytes(torn)
        assert load_prefix(tmp_path) is None


def test_two_runs_in_one_folder(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(InputError, match="no other run"), locked(tmp_path):
        pass


def test_folder_must_be_empty(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(InputError, match="new or empty"):
        open_folder(tmp_path, resume=False)
    open_folder(tmp_path, resume=True)
