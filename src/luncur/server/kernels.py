"""One computation at a time: the processor is shared, and kernels are entered from one thread only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from luncur.server import limits
from luncur.server.errors import Refused

T = TypeVar("T")


class Kernels:
    """Computations in the order in which they were asked for, in one thread; too many waiting are refused."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="kernels")
        self._lock = threading.Lock()
        self._waiting = 0

    def run(self, work: Callable[[], T]) -> T:
        """The result of a computation, when its turn has come; 429 when too many wait."""
        with self._lock:
            if self._waiting >= limits.FAIL_WAITING:
                raise Refused(429, "too many computations wait for the processor; ask again in a moment")
            self._waiting += 1
        try:
            return self._pool.submit(work).result()
        finally:
            with self._lock:
                self._waiting -= 1

    def later(self, work: Callable[[], object]) -> None:
        """A computation that nobody waits for."""
        self._pool.submit(work)

    def stop(self) -> None:
        """Begin no other computation; the one in progress ends on its own."""
        self._pool.shutdown(wait=False, cancel_futures=True)
