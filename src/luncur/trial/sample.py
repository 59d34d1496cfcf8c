"""What each sample of a trial is: a pure function of its index, so that any of them can be flown again alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms
from luncur.campaign.launches import OTHER_DOMAIN
from luncur.trial.fault_columns import FAULTS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NO_FAULT, SINGLE, PAIR, BAD, BAD_SINGLE, BAD_LATE = range(6)
GROUPS = (
    "good, no fault", "good, single fault", "good, pair of faults", "bad, no fault", "bad, single fault",
    "bad, after the system is safe",
)  # fmt: skip
ROUND = 7  # consecutive samples: one without a fault, four with one, one with two, one bad flight
_OF_ROUND = np.array([NO_FAULT, SINGLE, SINGLE, SINGLE, SINGLE, PAIR, BAD])
LATE_EVERY = 8  # of this many bad flights without a fault one passes its limit only once the rules are over
EDGE_EVERY = 4  # of this many rounds one has flights towards the edges of the useful mission
WIDEST = 3.0  # times the stated dispersions, at such an edge
ATTEMPTS = 256  # launches that one sample may draw until one is of its kind


@dataclass(frozen=True)
class Samples:
    """A run of samples: index[n], group[n] (``GROUPS``), spread[n]: factor on the dispersions of the vehicle."""

    index: Ints
    group: Ints
    spread: Floats

    def take(self, rows: NDArray[np.generic]) -> Samples:
        return Samples(self.index[rows], self.group[rows], self.spread[rows])

    @property
    def is_bad(self) -> NDArray[np.bool_]:
        return self.group >= BAD


def samples(seed: int, index: Ints, end: bool = True) -> Samples:
    """The samples with these indices; end: whether the rules are over at some moment, else none comes after it."""
    rounds = index // ROUND
    group = _OF_ROUND[index % ROUND]
    group = np.where((group == BAD) & (rounds % 2 == 1), BAD_SINGLE, group)
    if end:
        group = np.where((group == BAD) & (rounds % (2 * LATE_EVERY) // 2 == LATE_EVERY - 1), BAD_LATE, group)
    u = uniforms(seed, Stream.TRIAL_SAMPLE, index, 1)[:, 0]
    edge = (rounds % EDGE_EVERY == EDGE_EVERY - 1) & (group < BAD)
    return Samples(index, group, np.where(edge, 1.0 + (WIDEST - 1.0) * u, 1.0))


def fault_kinds(index: Ints, group: Ints) -> Ints:
    """Kind of the first fault of each sample, every kind as often as any other; -1 where there is none."""
    rounds = index // ROUND
    # of pairs the round shifts after every twelve, so that no kind keeps to the rounds at the edges
    turn = np.where(group == SINGLE, rounds * 4 + index % ROUND - 1, rounds + rounds // len(FAULTS))
    turn = np.where(group == BAD_SINGLE, rounds // 2, turn)
    return np.where((group == SINGLE) | (group == PAIR) | (group == BAD_SINGLE), turn % len(FAULTS), -1)


def launches(index: Ints, attempt: int) -> Ints:
    """Indices of the launches that samples draw at an attempt: a domain of their own, beside any study's."""
    return OTHER_DOMAIN * 4 + index * ATTEMPTS + attempt
