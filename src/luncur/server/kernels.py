"""One computation at a time: the processor is shared, and kernels are entered from one thread only."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from fastapi import Request

from luncur.server import limits
from luncur.server.errors import Refused

T = TypeVar("T")


class Kernels:
    """Computations in the order in which they were asked for, in one thread; too many waiting are refused.

    The thread does not keep the process from ending: what it computes then is wanted by nobody.
    """

    def __init__(self) -> None:
        self._waiting: queue.Queue[tuple[Callable[[], Any], Future[Any]]] = queue.Queue(limits.FAIL_WAITING)
        threading.Thread(target=self._work, name="kernels", daemon=True).start()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """The coming result of a computation; 429 when too many wait."""
        future: Future[T] = Future()
        try:
            self._waiting.put_nowait((work, future))
        except queue.Full:
            raise Refused(429, "too many computations wait for the processor; ask again in a moment") from None
        return future

    async def ask(self, work: Callable[[], T], request: Request | None = None) -> T:
        """The result of a computation, when its turn has come; one is not begun whose request has been given up by then."""
        if request is None:
            return await asyncio.wrap_future(self.submit(work))
        found = asyncio.wrap_future(self.submit(work))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait((found, gone), return_when=asyncio.FIRST_COMPLETED)
            if not found.done():
                raise Refused(499, "the request was given up")  # which nobody reads
            return found.result()
        finally:
            found.cancel()
            gone.cancel()

    def _work(self) -> None:
        while True:
            work, future = self._waiting.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)


async def _gone(request: Request) -> None:
    """Returns when whoever asked is gone; the body has been read before, so that nothing else can come."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
