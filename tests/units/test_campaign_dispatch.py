"""Blocks are dealt out, lost, done again and added in order; what leaves them and what is kept stay small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from luncur.campaign import pace, run
from luncur.campaign.block_sizes import LARGEST, BlockSizes
from luncur.campaign.blocks import EVERY_IMPACT, NO_IMPACT, UNIT, Block, BlockSums, tally
from luncur.campaign.dispatch import AHEAD, RETRIES, WorkerLost, in_order
from luncur.campaign.pace import Pace
from luncur.campaign.packed import PackedTally
from luncur.campaign.reservoir import SLACK, Reservoir
from luncur.campaign.run import Prefix, SaveTimes, run_units
from luncur.campaign.tally import Tally, tally_unit
from luncur.campaign.threads import Threads
from luncur.errors import LuncurError


def unit(launch: np.ndarray, stratum: np.ndarray) -> tuple[Tally, SimpleNamespace]:
    """Thirds of small numbers, so that sums depend on their order; three pieces fall of every launch, one in 500 fails."""
    status = np.where(launch % 500 == 3, 21, 0)
    casualties = ((launch % 97 + 1) / 3)[:, None, None]
    n = 3 * len(launch)
    zeros, ones = np.zeros(n), np.ones(n)
    pieces = SimpleNamespace(
        launch=np.repeat(np.arange(len(launch)), 3),
        class_id=zeros,
        mass=ones,
        weight=ones,
        area=ones,
        inverse_beta=ones,
    )
    impacts = SimpleNamespace(
        latitude=zeros, longitude=zeros, speed=ones, time=ones, status=np.zeros(n, dtype=np.int64)
    )
    records = SimpleNamespace(
        launch=launch, stratum=stratum, status=status, pieces=pieces, impacts=impacts, release_time=zeros, energy=ones,
        piece_casualties=np.ones((n, 1)), area=ones, outdoor_area=ones,
    )  # fmt: skip
    return tally_unit(stratum, 2, casualties, status >= 20, casualties[:, 0]), records


EVEN = np.array([0.5, 1.0])


def blocks_of(units: Sequence[int]) -> Iterator[Block]:
    first = 0
    for count in units:
        yield Block(first, count, 0, EVEN)
        first += count


class Unreliable:
    """Ends blocks in any order; loses each that is named as often as it says."""

    def __init__(self, workers: int, lost: dict[int, int], seed: int = 0) -> None:
        self.workers, self.most = workers, 2 * workers
        self.given: list[Block] = []
        self.running: set[int] = set()
        self.largest = 0
        self._lost, self._rng = lost, np.random.default_rng(seed)

    def submit(self, block: Block) -> int:
        self.given.append(block)
        self.running.add(len(self.given) - 1)
        self.largest = max(self.largest, len(self.running))
        return len(self.given) - 1

    def wait(self, handles: Sequence[int]) -> Sequence[int]:
        assert set(handles) == self.running
        return [int(self._rng.choice(handles))]

    def result(self, handle: int) -> BlockSums:
        self.running.remove(handle)
        block = self.given[handle]
        if self._lost.get(block.first, 0) > 0:
            self._lost[block.first] -= 1
            raise WorkerLost("killed")
        return tally(unit, 5, block)

    def cancel(self, handles: Sequence[int]) -> None:
        self.running -= set(handles)


def same(a: Prefix, b: Prefix) -> bool:
    names = ("launches", "failed", "total", "largest", "hits", "bins", "in_place")
    return (
        a.units == b.units
        and a.failed_rows == b.failed_rows
        and all(np.array_equal(getattr(a.tally, n), getattr(b.tally, n)) for n in names)
        and np.array_equal(a.reservoir.settle(), b.reservoir.settle())
        and a.reservoir.seen == b.reservoir.seen
    )


def plain(units: int) -> Prefix:
    """Unit after unit, in a loop."""
    prefix = Prefix.empty(2, 0, 1)
    for index in range(units):
        prefix.add(tally(unit, 5, Block(index, 1, 0, EVEN)))
    return prefix


@pytest.mark.parametrize(("workers", "block", "seed"), [(1, 1, 0), (3, 2, 1), (5, None, 2), (4, 1, 3)])
def test_lost_and_late_blocks_change_no_bit(workers: int, block: int | None, seed: int) -> None:
    executor = Unreliable(workers, {0: 1, 2: RETRIES, 6: 1}, seed)
    prefix = run_units(executor, EVEN, Prefix.empty(2, 0, 1), 11, block=block)
    assert same(prefix, plain(11))
    assert len(prefix.failed_rows) == 11 * UNIT // 500 + 1


def test_blocks_under_way_are_bounded_and_come_in_order() -> None:
    executor = Unreliable(3, {4: 2})
    dealt: list[int] = []
    taken = 0

    def watched() -> Iterator[Block]:
        for block in blocks_of([1] * 40):
            dealt.append(block.first)
            assert len(dealt) - taken <= AHEAD * executor.most
            yield block

    for number, sums in enumerate(in_order(executor, watched())):
        expected = tally(unit, 5, Block(number, 1, 0, EVEN))
        assert np.array_equal(sums.tallies[0].value, expected.tallies[0].value)
        taken += 1
    assert taken == 40
    assert executor.largest == executor.most
    assert not executor.running


def test_a_block_that_loses_every_worker_ends_the_run_with_a_sentence() -> None:
    executor = Unreliable(2, {3: RETRIES + 1})
    with pytest.raises(LuncurError, match=r"units 3 to 3 .* 4 times \(killed\)"):
        list(in_order(executor, blocks_of([1] * 8)))
    assert not executor.running
    assert sum(block.first == 3 for block in executor.given) == RETRIES + 1


def test_what_a_block_raises_is_raised_and_the_rest_given_up() -> None:
    def broken(block: Block) -> BlockSums:
        raise ZeroDivisionError

    with Threads(broken, 2) as executor, pytest.raises(ZeroDivisionError):
        list(in_order(executor, blocks_of([1] * 8)))


def test_only_impacts_that_may_be_kept_leave_a_block() -> None:
    whole = tally(unit, 5, Block(2, 2, 0, EVEN, EVERY_IMPACT))
    some = tally(unit, 5, Block(2, 2, 0, EVEN, 0.1))
    none = tally(unit, 5, Block(2, 2, 0, EVEN, NO_IMPACT))
    assert len(whole.rows) == whole.seen == some.seen == 3 * 2 * UNIT
    assert np.array_equal(some.rows, whole.rows[whole.rows[:, 0] < 0.1])
    assert 0 < len(some.rows) < 0.2 * len(whole.rows)
    assert (len(none.rows), none.seen) == (0, 0)


def test_memory_is_bounded_whatever_the_count() -> None:
    """Of ever more impacts ever fewer are sent, and no more are held than the capacity with its slack and one block."""
    capacity, units = 2000, 40
    prefix, everything = Prefix.empty(2, 0, 1), Reservoir(capacity=10**9)
    prefix.reservoir = Reservoir(capacity=capacity)
    sent, held = [], []
    for index in range(units):
        sums = tally(unit, 5, Block(index, 1, 0, EVEN, prefix.reservoir.limit))
        prefix.add(sums)
        everything.add(tally(unit, 5, Block(index, 1, 0, EVEN)).rows)
        sent.append(len(sums.rows))
        held.append(prefix.reservoir.held)
    assert max(held) <= SLACK * capacity + max(sent)
    assert sum(sent[-10:]) < 0.15 * 10 * 3 * UNIT
    expected = everything.settle()
    smallest = np.sort(expected[:, 0])[capacity - 1]
    assert np.array_equal(prefix.reservoir.settle(), expected[expected[:, 0] <= smallest])
    assert prefix.reservoir.seen == units * 3 * UNIT


def test_a_tally_travels_without_its_zeros() -> None:
    rng = np.random.default_rng(1)
    whole = Tally.empty(4, 30, 2)
    whole = replace(whole, bins=np.where(rng.random(whole.bins.shape) < 0.05, rng.random(whole.bins.shape), 0.0), hits=rng.random((4, 2)))  # fmt: skip
    packed = PackedTally.of(whole)
    again = packed.whole()
    assert all(np.array_equal(getattr(again, n), getattr(whole, n)) for n in ("launches", "bins", "hits", "in_place"))
    assert packed.value.nbytes + packed.place.nbytes < 0.2 * whole.bins.nbytes


def test_a_block_is_about_a_second_of_work() -> None:
    sizes = BlockSizes(workers=2)
    assert sizes.following(1000) == 1  # nothing is known yet
    sizes.took(1, 9.0)  # kernels were loaded
    assert sizes.following(1000) == 1
    sizes.took(1, 0.1)
    assert sizes.following(1000) == 10
    assert sizes.following(20) == 5  # what is left makes two for each worker
    assert sizes.following(3) == 1
    sizes.took(10, 1e-6)
    assert sizes.following(10**6) == LARGEST
    many = BlockSizes(workers=1000)
    many.took(1, 0.1)
    assert many.following(10**6) == 36  # so that one driver keeps up with them
    assert BlockSizes(2, fixed=7).following(1000) == 7
    assert BlockSizes(2, fixed=7).following(5) == 5


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


def test_saving_takes_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each checkpoint takes 2 s: they come 10 s, then 400 s apart; an interval that was set holds."""
    for share, count in ((0.005, 8), (np.inf, 250)):
        clock, saved = Clock(), 0
        monkeypatch.setattr(run, "time", clock)
        due = SaveTimes(10.0, share)
        for _ in range(3000):
            clock.now += 1.0
            if due.now():
                clock.now += 2.0
                due.saved()
                saved += 1
        assert saved == pytest.approx(count, rel=0.2)


def test_time_left_leaves_out_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    after = Pace()
    clock.now += 50.0  # workers start, kernels compile
    assert after.left(4, 104) is None
    clock.now += 10.0
    assert after.left(24, 104) == pytest.approx(40.0)
    clock.now += 300.0  # slow now: what was fast lies farther back than is looked
    assert after.left(54, 104) == pytest.approx(500.0)
    assert after.left(104, 104) == 0.0
