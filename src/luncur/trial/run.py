"""All samples of a trial, unit after unit on every processor, with checkpoints."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.pace import Pace
from luncur.campaign.run import SaveTimes, checkpoint_times
from luncur.files import write_atomic
from luncur.trial.fault_columns import FAULT_COLUMNS, MOST_FAULTS, OUTCOME_COLUMNS
from luncur.trial.rule_sets import RuleSet
from luncur.trial.sample import Samples
from luncur.trial.setting import Setting
from luncur.trial.unit import UNIT, Tried, try_unit

Floats = NDArray[np.float64]
Progress = Callable[[str, int, int, float | None], None]

STATE = "trial-checkpoint.npz"
_PLAIN = ("ends", "failed", "crossed", "stratum", "ending", "attempt", "faults", "outcome")
_OF_SAMPLES = ("index", "group", "spread")


def run_trial(
    at: Setting, sets: tuple[RuleSet, ...], units: int, *, workers: int, folder: Path | None = None, bound: str = "",
    progress: Progress | None = None,
) -> Tried:  # fmt: skip
    """``units`` times ``UNIT`` samples, in the order of their indices whatever the number of workers.

    folder: where a checkpoint is kept, bound to the inputs by ``bound``; one that is found there is gone on from.
    """
    done = [] if folder is None else _load(folder, bound)
    first, due, pace = len(done), SaveTimes(*checkpoint_times()), Pace()
    waiting: deque[Future[Tried]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        dealt = first
        try:
            while len(done) < units:
                while dealt < units and len(waiting) < 2 * workers:
                    index = np.arange(dealt * UNIT, (dealt + 1) * UNIT, dtype=np.int64)
                    waiting.append(pool.submit(try_unit, at, sets, index))
                    dealt += 1
                done.append(waiting.popleft().result())
                # the last units as well: much is still computed after them
                if folder is not None and (due.now() or len(done) == units):
                    _save(folder, bound, done)
                    due.saved()
                if progress is not None:
                    progress("flights", len(done) * UNIT, units * UNIT, pace.left(len(done) - first, units - first))
        finally:
            for future in waiting:
                future.cancel()
    return joined(done, len(sets))


def joined(parts: list[Tried], sets: int) -> Tried:
    """Several runs of samples as one."""
    if not parts:
        blank = np.zeros(0)
        none = np.zeros(0, dtype=np.int64)
        return Tried(
            Samples(none, none, blank), blank, blank, blank, none, none, none, np.zeros((0, MOST_FAULTS, FAULT_COLUMNS)),
            np.zeros((0, sets, OUTCOME_COLUMNS)),
        )  # fmt: skip
    of_samples = Samples(*(np.concatenate([getattr(p.samples, name) for p in parts]) for name in _OF_SAMPLES))
    return Tried(of_samples, *(np.concatenate([getattr(p, name) for p in parts]) for name in _PLAIN))


def _save(folder: Path, bound: str, done: list[Tried]) -> None:
    whole = joined(done, 0)
    arrays: dict[str, Any] = {name: getattr(whole, name) for name in _PLAIN}
    arrays |= {name: getattr(whole.samples, name) for name in _OF_SAMPLES}
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    content = bound.encode().ljust(64) + buffer.getvalue()
    write_atomic(folder / STATE, hashlib.sha256(content).digest() + content)


def _load(folder: Path, bound: str) -> list[Tried]:
    """The units of a checkpoint; none when there is none, it is torn, or it belongs to other inputs."""
    try:
        data = (folder / STATE).read_bytes()
        if hashlib.sha256(data[32:]).digest() != data[:32] or data[32:96] != bound.encode().ljust(64):
            return []
        with np.load(io.BytesIO(data[96:]), allow_pickle=False) as a:
            whole = Tried(Samples(*(a[name] for name in _OF_SAMPLES)), *(a[name] for name in _PLAIN))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return []
    count = len(whole.samples.index) // UNIT
    return [_part(whole, slice(i * UNIT, (i + 1) * UNIT)) for i in range(count)]


def _part(whole: Tried, rows: slice) -> Tried:
    of_samples = Samples(*(getattr(whole.samples, name)[rows] for name in _OF_SAMPLES))
    return Tried(of_samples, *(getattr(whole, name)[rows] for name in _PLAIN))
