"""What a case follows: the satellites, their orbit at the epoch, and where they are over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.orbit.input.model import OrbitCase, Propagation
from luncur.orbit.life.mean_orbit import MeanOrbits
from luncur.orbit.motion.elements import Elements
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.track import Track
from luncur.orbit.time_and_frames.earth_orientation import earth_orientation_of
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

MOST_STATES = 100_000_000  # of all satellites together: an hour's work
TOGETHER = 2_000_000  # states that are held at a time


@dataclass(frozen=True)
class Followed:
    """Satellites over time.

    epoch: UTC; names: of the satellites; frame: axes that the orbit was given in; elements: of the first satellite at the epoch in
    these axes; of_date: the same on the true equator of the epoch, where the Earth's bulge is; mean: whether they are mean elements;
    mean_orbit: of the first satellite, on that equator, what drifts and lives are reckoned from;
    seconds[n]: of the tabulated states; motion: states of the satellites from one number to another, as an ephemeris (m, n, 3);
    text: where the orbit comes from, one sentence; designators: international ones, where a catalogue gives them;
    lost: what is said of satellites that could not be followed.
    """

    epoch: datetime
    names: tuple[str, ...]
    frame: str
    elements: Elements
    of_date: Elements
    mean: bool
    mean_orbit: MeanOrbits
    seconds: Floats
    motion: Callable[[int, int], Ephemeris]
    kind: str
    text: str
    designators: tuple[str, ...] = ()
    lost: tuple[Sentence, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    def blocks(self) -> Iterator[Ephemeris]:
        """Ephemerides of some satellites at a time, as many as memory has room for; every one (m, n, 3)."""
        each = max(1, TOGETHER // len(self.seconds))
        for first in range(0, len(self), each):
            yield many(self.motion(first, min(first + each, len(self))))

    def tracks(self) -> Iterator[Track]:
        """Earth-fixed tracks, satellite by satellite."""
        for block in self.blocks():
            yield from block.earth_fixed().satellites()

    def first(self) -> Ephemeris:
        """The ephemeris of the first satellite alone (n, 3)."""
        return self.motion(0, 1).satellites()[0]


def many(one: Ephemeris) -> Ephemeris:
    """An ephemeris whose states have an axis for satellites."""
    if one.position.ndim == 3:
        return one
    return replace(one, position=one.position[None], velocity=one.velocity[None])


def sample_times(how: Propagation) -> Floats:
    """Seconds of the tabulated states: every ``step``, and the last one."""
    count = int(np.floor(how.duration / how.step + 1e-9))
    regular = np.asarray(np.arange(count + 1) * how.step, dtype=np.float64)
    return regular if how.duration - regular[-1] < 1e-6 else np.asarray(np.append(regular, how.duration))


def check_size(case: OrbitCase, satellites: int) -> None:
    """InputError where satellites, duration and step together are more than can be followed."""
    states = satellites * (int(case.propagation.duration / case.propagation.step) + 2)
    if states > MOST_STATES:
        raise InputError(
            case.file, "propagation.duration", f"{case.propagation.duration:g} s",
            f"at most {MOST_STATES:,} states in all; {satellites:,} satellites every {case.propagation.step:g} s are {states:,}",
        )  # fmt: skip


def check_dates(case: OrbitCase, epoch: datetime) -> None:
    """InputError, naming the field, where the epoch or the end lies outside what is known of the Earth's orientation."""
    for field, seconds in (("orbit.epoch", 0.0), ("propagation.duration", case.propagation.duration)):
        try:
            earth_orientation_of(epoch, seconds)
        except InputError as error:
            raise InputError(case.file, field, error.value, error.expected) from None
