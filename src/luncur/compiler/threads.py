"""Shares the rows of a batch among threads; kernels run side by side, since they release the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

PIECE = 64  # rows that a thread takes at a time, so that one with long flights does not keep the others waiting


def shared(work: Callable[[slice], None], rows: int, threads: int) -> None:
    """Calls ``work`` with slices that cover all rows, each once; with one thread in one call, in the caller's thread."""
    if threads <= 1 or rows <= PIECE:
        work(slice(0, rows))
        return
    pieces = [slice(start, min(start + PIECE, rows)) for start in range(0, rows, PIECE)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, pieces))
