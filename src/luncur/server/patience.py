"""How long a connection may stand without a whole request: one that says nothing takes a place from the others."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from luncur.server import limits


class Patience(H11Protocol):
    """HTTP of uvicorn, which ends connections that are silent after an answer, but not those that never finish asking."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._looking: asyncio.TimerHandle | None = None
        # the answer before the request that was waited for at the last look; self: none was
        self._before: object = self

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._looking = self.loop.call_later(limits.HEAD_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._looking is not None:
            self._looking.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Close when the same request is waited for as at the last look."""
        waited = self.conn.their_state is h11.IDLE and self.timeout_keep_alive_task is None
        if waited and self._before is self.cycle:
            self.transport.close()
            return
        self._before = self.cycle if waited else self
        self._looking = self.loop.call_later(limits.HEAD_SECONDS, self._look)
