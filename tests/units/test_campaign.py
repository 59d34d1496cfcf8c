"""Draws by address, allocation, tallies, intervals, reservoir, checkpoints."""

from __future__ import annotations

import fcntl
import math
import platform
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mission_trees import SMALL
from scipy.stats import chi2

from luncur.campaign import assess
from luncur.campaign.allocation import cumulative, shares, stratum_of
from luncur.campaign.checkpoint import load_prefix, load_table, save_prefix, save_table
from luncur.campaign.draws import Stream, normals, uniforms
from luncur.campaign.draws_kernel import philox
from luncur.campaign.folder import held, locked
from luncur.campaign.pilot import allocate
from luncur.campaign.provenance import mission_digest, processor
from luncur.campaign.records import finished, mission_of
from luncur.campaign.reservoir import COLUMNS, Reservoir
from luncur.campaign.run import Prefix, checkpoint_times, run_units
from luncur.campaign.skewness import log_quantiles
from luncur.campaign.status import FALL_OFFSET, launch_sentence
from luncur.campaign.study import gate_reasons
from luncur.campaign.tally import Tally, estimate, tally_unit
from luncur.campaign.threads import Threads
from luncur.compiler import compiled
from luncur.errors import InputError
from luncur.failure.strata import Stratum
from luncur.mission import load


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
    """Compiled, where products of words wrap, and in plain Python, where they do not."""
    assert compiled(philox)(*counter, *key) == philox(*counter, *key) == expected


def test_a_draw_depends_on_its_address_only() -> None:
    many = uniforms(7, Stream.DRAG, np.arange(1000), 5, np.arange(1000) % 13)
    one = uniforms(7, Stream.DRAG, np.array([417]), 3, 417 % 13)
    assert np.array_equal(many[417, :3], one[0])
    assert not np.array_equal(many, uniforms(8, Stream.DRAG, np.arange(1000), 5, np.arange(1000) % 13))
    assert not np.array_equal(many, uniforms(7, Stream.WEATHER, np.arange(1000), 5, np.arange(1000) % 13))


def test_draws_are_the_same_without_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    given = 2**40 + 5, Stream.PARACHUTE, 2**47 + np.arange(9), 3, np.arange(9)
    fast = uniforms(*given)
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    assert np.array_equal(fast, uniforms(*given))


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


def test_tally_adds_launch_after_launch() -> None:
    """The sums are those of a plain loop over launches, bit for bit."""
    rng = np.random.default_rng(5)
    casualties = rng.lognormal(0.0, 3.0, (1024, 4, 2)) * (rng.random((1024, 4, 2)) < 0.3)
    stratum, failed = rng.integers(0, 3, 1024), rng.random(1024) < 0.02
    t = tally_unit(stratum, 3, casualties, failed, casualties[:, 0])
    total, bins = np.zeros((3, 2, 3)), np.zeros((3, 3, 2, 2))
    for s, x in zip(stratum[~failed], casualties[~failed], strict=True):
        total[s] += np.stack([x[0], x[0] * x[0], x[0] * x[0] * x[0]], axis=-1)
        bins[s] += np.stack([x[1:], x[1:] ** 2], axis=-1)
    assert np.array_equal(t.total, total)
    assert np.array_equal(t.bins, bins)
    assert np.array_equal(t.launches, np.bincount(stratum, minlength=3))
    assert np.array_equal(t.failed, np.bincount(stratum[failed], minlength=3))


def numbered_units(launch: np.ndarray, stratum: np.ndarray) -> tuple[Tally, SimpleNamespace]:
    """Every launch harms a number of people that depends on its index; every thousandth fails to compute."""
    status = np.where(launch % 1000 == 7, 20, 0)
    casualties = uniforms(9, Stream.DRAG, launch, 1)[:, :, None] / 3
    return tally_unit(stratum, 2, casualties, status >= 20, casualties[:, 0]), SimpleNamespace(
        launch=launch, stratum=stratum, status=status
    )


@pytest.mark.parametrize(("workers", "block", "done"), [(1, 1, 2), (1, 3, 0), (2, 2, 1), (3, 50, 4)])
def test_blocks_and_workers_change_no_number(workers: int, block: int, done: int) -> None:
    def sums(workers: int, block: int, done: int) -> Prefix:
        prefix = Prefix(0, Tally.empty(2, 0, 1), Reservoir(), [])
        for until in (done, 7):  # interrupted after any unit, of whole blocks or not
            with Threads.of(numbered_units, 0, workers) as executor:
                prefix = run_units(executor, cumulative(np.ones(2)), prefix, until, keep_impacts=False, block=block)
        return prefix

    ours, plain = sums(workers, block, done), sums(1, 1, 0)
    assert ours.units == plain.units == 7
    assert ours.failed_rows == plain.failed_rows
    assert len(ours.failed_rows) == 8
    for name in ("launches", "failed", "total", "largest", "hits"):
        assert np.array_equal(getattr(ours.tally, name), getattr(plain.tally, name))


def test_a_block_of_nothing_is_refused() -> None:
    prefix = Prefix(0, Tally.empty(2, 0, 1), Reservoir(), [])
    with Threads.of(numbered_units, 0, 1) as executor, pytest.raises(ValueError, match="at least 1 unit"):
        run_units(executor, cumulative(np.ones(2)), prefix, 1, block=0)


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


@pytest.mark.parametrize("hits", [1, 2, 3, 5, 10, 30, 100])
def test_interval_of_rare_equal_hits(hits: int) -> None:
    """Hits of one person each are Poisson: the limits lie within those that are exact and never too narrow (Garwood's).

    Those are too wide: ours may lie inside by half a hit at the low end and three quarters of a hit at the high end.
    """
    powers = np.array([float(hits)])
    e = estimate(np.ones(1), np.array([1e6]), powers, powers, third=powers)
    low, high = chi2.ppf(0.025, 2 * hits) / 2, chi2.ppf(0.975, 2 * hits + 2) / 2
    assert low <= e.low * 1e6 <= low + 0.5
    assert high - 0.75 <= e.high * 1e6 <= high


@given(st.floats(0.0, 100.0), st.floats(1e-6, 10.0))
def test_skewness_never_turns_an_interval_round(skew: float, relative: float) -> None:
    down, up = log_quantiles(1.96, skew, relative)
    assert 0.0 <= down < math.inf
    assert 0.0 <= up < math.inf


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


TABLE = {"bound": {"seed": 1}, "share": [0.5, 0.5], "units": 8}


def test_checkpoint_round_trip_and_torn_file(tmp_path: Path) -> None:
    prefix = Prefix(
        3, Tally.empty(2, 4, 1), Reservoir(np.random.default_rng(1).random((5, len(COLUMNS))), 9), [(7, 1, 20)]
    )
    save_prefix(tmp_path, prefix, TABLE)
    again = load_prefix(tmp_path, TABLE)
    assert again is not None
    assert (again.units, again.reservoir.seen, again.failed_rows) == (3, 9, [(7, 1, 20)])
    assert again.tally.in_place.shape == (2, 1, 3)
    assert np.array_equal(again.reservoir.settle(), prefix.reservoir.settle())
    data = (tmp_path / "checkpoint.npz").read_bytes()
    for torn in (data[:-10], data[:20], b"", data[:100] + b"x" + data[101:]):
        (tmp_path / "checkpoint.npz").write_bytes(torn)
        assert load_prefix(tmp_path, TABLE) is None


def test_a_checkpoint_is_of_its_own_table_only(tmp_path: Path) -> None:
    """Sums made under another allocation or other inputs are not gone on with."""
    save_prefix(tmp_path, Prefix(3, Tally.empty(2, 4, 1), Reservoir(), []), TABLE)
    save_table(tmp_path, TABLE)
    assert load_prefix(tmp_path, load_table(tmp_path) or {}) is not None
    for other in ({"bound": {"seed": 2}}, {"share": [0.4, 0.6]}, {"units": 9}):
        assert load_prefix(tmp_path, {**TABLE, **other}) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"bound": 1, "share": [1], "units": 8}', '{"bound": {}, "share": [NaN], "units": 8}',
                                  '{"bound": {}, "share": ["x"], "units": 8}', '{"bound": {}, "share": [1], "units": 0}'])  # fmt: skip
def test_a_table_that_is_none_is_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "checkpoint.json").write_text(text)
    assert load_table(tmp_path) is None


def test_leftovers_of_a_killed_run_do_not_block_it(tmp_path: Path) -> None:
    (tmp_path / ".part").mkdir()
    for name in (".probe", ".lock", ".checkpoint.npz.part", "checkpoint.json"):
        (tmp_path / name).write_text("{")
    with held(tmp_path, resume=True):
        assert finished(tmp_path, {}) is None
    (tmp_path / "thesis.odt").write_text("")
    with pytest.raises(InputError, match="holds a run of luncur"), held(tmp_path, resume=True):
        finished(tmp_path, {})


def test_two_runs_in_one_folder(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(InputError, match="no other run"), locked(tmp_path):
        pass


def test_a_lock_that_was_taken_away_locks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opened the file just before its holder removed it must not believe that it holds the folder."""
    flock, removed = fcntl.flock, []

    def late(handle: int, how: int) -> None:
        if not removed:
            removed.append((tmp_path / ".lock").unlink())
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with locked(tmp_path), pytest.raises(InputError, match="no other run"), locked(tmp_path):
        pass


@pytest.mark.parametrize("name", [".lock", ".probe", ".checkpoint.json.part", "checkpoint.json"])
def test_links_in_the_folder_are_not_followed(tmp_path: Path, name: str) -> None:
    precious, folder = tmp_path / "precious", tmp_path / "out"
    precious.write_text("kept")
    folder.mkdir()
    (folder / name).symlink_to(precious)
    try:
        with held(folder, resume=True):
            save_table(folder, TABLE)
    except InputError:
        assert name == ".lock"
    assert precious.read_text() == "kept"


def test_folder_must_be_empty(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(InputError, match="new or empty"), held(tmp_path):
        pass
    with held(tmp_path, resume=True):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_folder_that_a_failed_run_made_is_removed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="on the way"), held(tmp_path / "a" / "b"):
        raise ValueError("on the way")
    assert not list(tmp_path.iterdir())
    (tmp_path / "mine").mkdir()
    with pytest.raises(ValueError, match="on the way"), held(tmp_path / "mine"):
        raise ValueError("on the way")

    def write_and_fail() -> None:
        save_table(tmp_path / "c", TABLE)
        raise ValueError("on the way")

    with pytest.raises(ValueError, match="on the way"), held(tmp_path / "c"):
        write_and_fail()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c", "mine"]


def test_an_interval_counts_its_own_launches() -> None:
    e = estimate(np.array([0.5, 0.0]), np.array([100.0, 900.0]), np.array([5.0, 7.0]), np.array([5.0, 7.0]))
    assert e.launches == 100


@pytest.mark.parametrize(("samples", "units"), [(1024, 1), (2047, 1), (3 * 1024, 3), (10**6, 12)])
def test_samples_are_a_cap(samples: int, units: int) -> None:
    def nobody_hurt(launch: np.ndarray, stratum: np.ndarray) -> tuple[Tally, SimpleNamespace]:
        casualties = np.ones((len(launch), 1, 1))
        status = np.zeros(len(launch), dtype=np.int64)
        return tally_unit(stratum, 2, casualties, status >= 20, casualties[:, 0]), SimpleNamespace(
            launch=launch, stratum=stratum, status=status
        )

    one = (Stratum("m", "explosion", "p", 0.0, 1.0, 1.0),)
    with Threads.of(nobody_hurt, 0, 1) as executor:
        assert allocate(executor, one, 0, 1, 0.1, samples, 0).units == units
        assert allocate(executor, (), 0, 1, 0.1, samples, 0).units == min(units, 12)


def test_fewer_samples_than_a_unit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 1,024 launches"):
        assess("soyuz-vostochny-sso", tmp_path / "out", samples=1000)
    assert not (tmp_path / "out").exists()


def test_gate_needs_a_criterion() -> None:
    assert gate_reasons({"criteria": [], "failed_weight": 0.0}) == ["no criteria to judge by"]
    assert gate_reasons({"criteria": [{"name": "x", "verdict": "below", "reason": ""}]}) == []


def test_status_tells_the_room() -> None:
    assert launch_sentence(20) == "flight: fell back to the ground"
    assert launch_sentence(FALL_OFFSET + 20) == "fall of a piece: took more steps than are allowed"


@pytest.mark.parametrize("text", ["soon", "-1", "nan"])
def test_checkpoint_interval_must_be_a_time(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("LUNCUR_CHECKPOINT_SECONDS", text)
    with pytest.raises(InputError, match="LUNCUR_CHECKPOINT_SECONDS"):
        checkpoint_times()


def test_a_mission_is_the_same_wherever_it_lies(tmp_path: Path) -> None:
    """Its digest is of what it says and of what its files hold, not of where they are."""
    digests = []
    for folder, wind in (("a", "0,0,0\n9000,5,0\n"), ("b", "0,0,0\n9000,5,0\n"), ("c", "0,0,0\n9000,6,0\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "wind.csv").write_text("altitude_m,east_m_s,north_m_s\n" + wind)
        text = SMALL.replace('wind = { model = "climatology" }', 'wind = { model = "profile", file = "wind.csv" }')
        (tmp_path / folder / "m.toml").write_text(text)
        digests.append(mission_digest(load(tmp_path / folder / "m.toml")))
    assert digests[0] == digests[1] != digests[2]


def test_a_moved_mission_is_found_beside_the_folder(tmp_path: Path) -> None:
    bound = {"mission_file": "/nowhere/m.toml"}
    with pytest.raises(InputError, match="it was moved"):
        mission_of(tmp_path / "out", bound, None)
    (tmp_path / "m.toml").write_text(SMALL)
    assert mission_of(tmp_path / "out", bound, None).name == "small"


def test_processor_is_named() -> None:
    """Machines of one architecture are told apart."""
    assert len(processor()) > len(platform.machine())
