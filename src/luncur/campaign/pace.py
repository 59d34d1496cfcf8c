"""How fast a run goes, and when it will end."""

from __future__ import annotations

import time
from collections import deque

LOOK_BACK = 60.0  # [s]; what is farther back was perhaps on other workers, or before kernels were compiled


class Pace:
    """Rate over the last minute; what came before the first result (workers starting, kernels compiling) is in none."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def left(self, done: int, whole: int) -> float | None:
        """Seconds that the rest will take when so many are done; None as long as nothing can be said."""
        now = time.monotonic()
        self._seen.append((now, done))
        while len(self._seen) > 2 and self._seen[1][0] < now - LOOK_BACK:
            self._seen.popleft()
        then, before = self._seen[0]
        if done >= whole:
            return 0.0
        if done == before or now <= then:
            return None
        return (whole - done) * (now - then) / (done - before)
