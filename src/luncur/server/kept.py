"""Answers that are made of files and kept until one of these changes, so that fifty pages cost what one does."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

MOST_BYTES = 128_000_000


class Kept:
    """Bytes of answers by what they are made of, the latest used; together no more than a bound."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._bytes = 0

    def of(self, name: str, files: tuple[Path, ...], make: Callable[[], bytes]) -> bytes:
        """The answer of that name made of these files; made again when one of them is another, larger or newer."""
        key = (name, *(_seen(file) for file in files))
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = make()
        with self._lock:
            if key not in self._answers:
                self._answers[key] = answer
                self._bytes += len(answer)
            while self._bytes > MOST_BYTES and len(self._answers) > 1:
                self._bytes -= len(self._answers.popitem(last=False)[1])
        return answer


def _seen(file: Path) -> tuple[object, ...]:
    try:
        status = os.lstat(file)
    except OSError:
        return (str(file), None)
    return str(file), status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_size
