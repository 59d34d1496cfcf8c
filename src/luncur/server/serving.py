"""What the routes of one server share: its settings, its folders, and who may compute."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import unquote

import anyio.to_thread
from fastapi import Request

from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.failing import Prepared, modes_record, prepared_of, warm
from luncur.server.folders import Folders, place_of
from luncur.server.impacts import Impacts
from luncur.server.kept import Kept
from luncur.server.kernels import Kernels
from luncur.server.runs import Queue
from luncur.server.settings import Settings
from luncur.server.streams import Streams
from luncur.server.watching import Sessions

T = TypeVar("T")
KEPT = 4  # missions that are kept ready to fail


class Serving:
    """The parts of one server; made once, before the first request."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folders = Folders(settings.folder)
        self.impacts = Impacts(settings.own)
        self.kept = Kept()
        self.kernels = Kernels()
        self.runs = Queue(settings.folder, settings.own)
        self.streams = Streams()
        self.sessions = Sessions()
        self.writable = os.access(settings.folder, os.W_OK)
        self._prepared: dict[tuple[str, int], Prepared] = {}
        self._background: set[asyncio.Task[None]] = set()
        self._heavy = anyio.CapacityLimiter(limits.HEAVY)

    def start(self) -> None:
        """Begin what goes on in the background: first of all, having the newest study ready to fail."""
        self.runs.start()
        self._background.add(asyncio.create_task(self.sessions.watch_over()))
        newest = next(
            (row for row in self.folders.listed() if row["kind"] == "study" and "run.json" in row["has"]), None
        )
        if newest is not None:
            place = place_of(self.settings.folder, unquote(newest["id"]))
            self.kernels.submit(lambda: self._warm(place))

    def _warm(self, place: Path) -> None:
        """One computation for each mode, so that who asks meanwhile waits for one of them only."""
        prepared = self.prepared(place)
        for mode in modes_record(prepared.sim, "en"):
            self.kernels.submit(partial(warm, prepared, mode))

    async def stop(self) -> None:
        """End what goes on in the background."""
        for task in self._background:
            task.cancel()
        await self.sessions.stop()
        await anyio.to_thread.run_sync(self.runs.stop)
        self.impacts.stop()

    async def heavy(self, work: Callable[[], T]) -> T:
        """The result of work that takes memory or a process, a few at a time; who waits keeps no thread from the others."""
        return await anyio.to_thread.run_sync(work, limiter=self._heavy)

    def prepared(self, folder: Path) -> Prepared:
        """A study's mission ready to fail, kept until its run.json changes; for the thread of ``kernels`` only."""
        try:
            key = str(folder), os.lstat(folder / "run.json").st_mtime_ns
        except OSError:
            raise Refused(
                409, "this folder holds no finished study (luncur assess), so nothing can be failed"
            ) from None
        if key not in self._prepared:
            while len(self._prepared) >= KEPT:
                self._prepared.pop(next(iter(self._prepared)))
            self._prepared[key] = prepared_of(self.settings.folder, folder)
        return self._prepared[key]


def serving(request: Request) -> Serving:
    """The server that a request came to."""
    return cast(Serving, request.app.state.serving)
