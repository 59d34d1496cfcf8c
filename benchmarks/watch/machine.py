"""What else goes on in the machine: a process that keeps a processor busy, and time that a hypervisor takes away."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STAT = Path("/proc/stat")
IDLE, WAITING, STEAL = 3, 4, 7  # columns of its first line behind the name
COUNTED = 8  # those behind are counted in the first ones already


def ticks() -> list[int]:
    """Time of all processors by what it went to, in the system's ticks; empty where the system does not tell."""
    if not STAT.exists():
        return []
    return [int(text) for text in STAT.read_text().splitlines()[0].split()[1 : 1 + COUNTED]]


def since(before: list[int]) -> str:
    """Which shares of the processors' time were busy and were stolen since then."""
    now = ticks()
    if len(now) <= STEAL or len(before) != len(now):
        return "not told by this system"
    spent = [b - a for a, b in zip(before, now, strict=True)]
    total = max(sum(spent), 1)
    busy = total - spent[IDLE] - spent[WAITING] - spent[STEAL]
    stolen = spent[STEAL] / os.sysconf("SC_CLK_TCK")
    return f"{busy / total:.1%} busy, {spent[STEAL] / total:.3%} ({stolen:.2f} s) stolen"


def spin(processor: int) -> None:
    """Keep one processor busy until it is ended."""
    os.sched_setaffinity(0, {processor})
    while True:
        sum(range(100_000))


@contextmanager
def busy_processor() -> Iterator[str]:
    """A process that spins on the last processor to the end of the block; says which and of how many."""
    allowed = sorted(os.sched_getaffinity(0))
    job = multiprocessing.Process(target=spin, args=(allowed[-1],), daemon=True)
    job.start()
    try:
        yield f"a process spins on the last of {len(allowed)} processors"
    finally:
        job.terminate()
        job.join()
