"""The sessions of telemetry of a server; a few at a time."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from luncur.server import limits
from luncur.server.errors import Refused, not_found
from luncur.server.watching.session import Session, Source

SWEEP_SECONDS = 15.0


class Sessions:
    """Begins and ends sessions; for the thread of the event loop only."""

    def __init__(self) -> None:
        self._open: dict[str, Session] = {}

    async def begin(self, source: Source, lines: dict[str, Any]) -> Session:
        """A new session; 429 when as many as may be are open, those not counted at which nobody looks.

        lines: the areas that its rules speak of, as GeoJSON.
        """
        for id, session in list(self._open.items()):
            if session.unseen:
                await self.end(id)
        if len(self._open) >= limits.WATCHES:
            raise Refused(429, f"{limits.WATCHES} sessions of telemetry are open; end one of them")
        id = secrets.token_hex(6)
        self._open[id] = Session(id, source, lines)
        return self._open[id]

    def one(self, id: str) -> Session:
        """A session; 404 where there is none of that id."""
        if id not in self._open:
            raise not_found("a session of this id")
        return self._open[id]

    def records(self) -> list[dict[str, Any]]:
        return [
            {
                "id": session.id, "mission": session.source.mission.rpartition("/")[2], "ended": session.ended,
                "telemetry": session.started.get("telemetry") if session.started else None,
            }
            for session in self._open.values()
        ]  # fmt: skip

    async def watch_over(self) -> None:
        """End sessions at which nobody looks, for as long as the server runs."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            for id in [id for id, session in self._open.items() if session.unseen]:
                await self.end(id)

    async def end(self, id: str) -> None:
        """End a session; nothing is to be done for one that another request has ended meanwhile."""
        session = self._open.pop(id, None)
        if session is not None:
            await session.close()

    async def stop(self) -> None:
        for id in list(self._open):
            await self.end(id)
