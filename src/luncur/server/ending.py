"""How a server ends: what is still being answered is given up with one sentence, and nothing else is said."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from types import FrameType
from typing import Any

import uvicorn

from luncur.server.safety import Receive, Scope, Send, refuse
from luncur.speaking import say

GRACE_SECONDS = 0.5  # that answers which are nearly there are given
WENT = "the server is ending; start luncur serve again and ask again"


class Ending:
    """The outermost layer of the application: knows which requests are in progress, and gives them up when the server ends.

    A computation takes a minute, and the stream of a page that is open has no end of its own. Files that are being sent go on.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self._endless: set[asyncio.Future[None]] = set()
        self._over = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def noting(message: Any) -> None:
            nonlocal begun
            if message["type"] == "http.response.start" and not _streams(message):
                self._endless.discard(work)
            begun = True
            await send(message)

        work = asyncio.ensure_future(self._app(scope, receive, noting))
        self._endless.add(work)
        try:
            await work
        except asyncio.CancelledError:
            if not self._over:
                raise
            with contextlib.suppress(OSError, RuntimeError):
                await (_close(send) if begun else refuse(send, 503, WENT))
        finally:
            work.cancel()
            self._endless.discard(work)

    def give_up(self) -> None:
        """Whatever is still being computed or streamed ends now."""
        self._over = True
        for work in list(self._endless):
            work.cancel()


class Server(uvicorn.Server):
    """A server that says when it has ended, and does not wait for requests that would not end by themselves."""

    def __init__(self, config: uvicorn.Config, ending: Ending) -> None:
        super().__init__(config)
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A second Ctrl-C ends what is being computed at once; the server itself still ends in order, as else the loop
        would be torn from under its rooms and print where."""
        super().handle_exit(sig, frame)
        if self.force_exit:
            self.force_exit = False
            self._ending.give_up()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        later = asyncio.get_running_loop().call_later(GRACE_SECONDS, self._ending.give_up)
        await super().shutdown(sockets)
        later.cancel()
        say("luncur: serve has ended; runs that were not finished go on when it is started here again", err=True)


def _streams(start: Any) -> bool:
    headers = dict(start.get("headers", ()))
    return bytes(headers.get(b"content-type", b"")).startswith(b"text/event-stream")


async def _close(send: Send) -> None:
    await send({"type": "http.response.body", "body": b"", "more_body": False})
