"""How many units of launches make a block: enough that dealing it out costs nothing beside its work."""

from __future__ import annotations

from collections import deque

SECONDS = 1.0  # of work in a block
# and at least so much for each worker: the driver spends some 0.7 ms on a task, which is to be a fifth of its time at the most
SECONDS_EACH = 3.6e-3
LARGEST = 256  # units; bounds what one result can hold
RECENT = 8  # blocks
SHARES = 2  # blocks that what is left should still make for each worker, so that none is idle while others end


class BlockSizes:
    """Units of the next block, from the work that the last ones were; no number depends on it.

    fixed: every block has so many units; None: about a second of work.
    """

    def __init__(self, workers: int, fixed: int | None = None) -> None:
        self._workers, self._fixed = workers, fixed
        self._seconds = max(SECONDS, SECONDS_EACH * workers)
        self._recent: deque[float] = deque(maxlen=RECENT)

    def took(self, units: int, seconds: float) -> None:
        """A block of so many units was so much work."""
        self._recent.append(seconds / units)

    def following(self, left: int) -> int:
        """Units of the next block when ``left`` are still to be dealt out."""
        if self._fixed is not None:
            return min(self._fixed, left)
        if not self._recent:
            return 1
        # the least of the last few: the first blocks of a worker also load kernels, and other work disturbs some
        by_work = self._seconds / max(min(self._recent), 1e-9)
        by_share = left // (SHARES * self._workers)
        return max(1, min(int(by_work), by_share, LARGEST, left))
