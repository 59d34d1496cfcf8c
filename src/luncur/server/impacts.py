"""Impacts of a study for drawing: packed once by a process of its own, then sent from the packed file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from luncur.processes import python_module
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.folders import ordinary
from luncur.server.reading import open_inside

WIDTHS = (4, 4, 4, 4, 1)  # bytes of a value of each column
CHUNK = 262_144  # values read at a time
PACKED_KEPT = 8  # packed files that are kept
REFUSED_KEPT = 100
PACKING_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed file of impacts: how many there are in it, and the names of the failure modes."""

    path: Path
    count: int
    modes: tuple[str, ...]


class Impacts:
    """Packs impacts of the served folder, one file at a time, into a folder of the server's own."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self._lock = threading.Lock()
        self._place: Path | None = None
        self._refused: OrderedDict[Path, None] = OrderedDict()  # what could not be packed, which is not tried again

    def of(self, folder: Path) -> Packed:
        """The impacts of a study; 404 where there are none, 422 where the file is not one of luncur's."""
        source = folder / "impacts.parquet"
        with open_inside(source, limits.IMPACTS_BYTES) as stream:
            status = os.fstat(stream.fileno())
            key = f"{source}\0{status.st_mtime_ns}\0{status.st_size}".encode("utf-8", "surrogateescape")
            with self._lock:
                target = self._folder() / f"impacts-{hashlib.sha256(key).hexdigest()[:24]}"
                if target in self._refused:
                    raise _broken()
                if not ordinary(target):
                    self._pack(stream.fileno(), target)
        with self._lock:
            try:
                record = json.loads(target.with_name(target.name + ".json").read_bytes())
                found = Packed(target, int(record["count"]), tuple(str(m) for m in record["modes"]))
                whole = target.stat().st_size == found.count * sum(WIDTHS)
            except (OSError, ValueError, KeyError, TypeError):
                whole = False
            if not whole:
                target.unlink(missing_ok=True)
                raise _broken()
            return found

    def stop(self) -> None:
        """Take away what was packed where it is not kept."""
        if self._place is not None and self._place.parent != self._own:
            shutil.rmtree(self._place, ignore_errors=True)

    def _folder(self) -> Path:
        """Where packed files lie: the server's own folder, or a temporary one where nothing can be written."""
        if self._place is None:
            place = self._own / "packed"
            try:
                if Path(os.path.realpath(place)) != place:
                    raise OSError
                place.mkdir(parents=True, exist_ok=True)
                with tempfile.TemporaryFile(dir=place):
                    pass
            except OSError:
                place = Path(tempfile.mkdtemp(prefix="luncur-serve-"))
            self._place = place
        return self._place

    def _pack(self, source: int, target: Path) -> None:
        """Pack an open file: what was looked at is what is read."""
        for old in sorted(self._folder().glob("impacts-*[0-9a-f]"), key=lambda p: p.stat().st_mtime)[:-PACKED_KEPT]:
            old.unlink(missing_ok=True)
            old.with_name(old.name + ".json").unlink(missing_ok=True)
        command = python_module("luncur.server.impact_columns", f"/dev/fd/{source}", str(target))
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PACKING_SECONDS,
                pass_fds=(source,),
                check=False,
            )
        except subprocess.TimeoutExpired:
            done = None
        if done is None or done.returncode != 0:
            self._refused[target] = None
            while len(self._refused) > REFUSED_KEPT:
                self._refused.popitem(last=False)
            raise _broken()


def _broken() -> Refused:
    return Refused(422, "impacts.parquet is not the impacts of a study as luncur writes them")


def chosen(packed: Packed, most: int | None) -> np.ndarray | None:
    """Which impacts to send when not all are wanted: every so manyth, all having the same chance; None: all."""
    if most is None or most >= packed.count:
        return None
    return (np.arange(most) * packed.count) // max(most, 1)


def columns_of(packed: Packed, rows: np.ndarray | None) -> Iterator[bytes]:
    """The bytes of all columns, one after the other, in pieces."""
    with open(packed.path, "rb") as stream:
        if rows is None:
            while piece := stream.read(4 * CHUNK):
                yield piece
            return
        start = 0
        for width in WIDTHS:
            for first in range(0, len(rows), CHUNK):
                yield _picked(stream.fileno(), start, width, rows[first : first + CHUNK])
            start += width * packed.count


def _picked(handle: int, start: int, width: int, rows: np.ndarray) -> bytes:
    """Values of one column at rows that rise, from the stretch of the file that holds them."""
    if len(rows) == 0:
        return b""
    first, last = int(rows[0]), int(rows[-1])
    data = os.pread(handle, (last - first + 1) * width, start + first * width)
    return np.frombuffer(data, dtype=f"V{width}")[rows - first].tobytes()
