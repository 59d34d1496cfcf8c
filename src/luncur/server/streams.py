"""Server-sent events: records as they change, and a sign of life while they do not."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.responses import StreamingResponse

from luncur.server import limits
from luncur.server.errors import Refused

HEARTBEAT = 5.0  # [s]
ALIVE = b": still here\n\n"


class Streams:
    """How many event streams are open; no more than are allowed."""

    def __init__(self) -> None:
        self.open = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    def check(self) -> None:
        """429 when as many are open as may be."""
        if self.open >= limits.STREAMS:
            raise Refused(429, f"{limits.STREAMS} event streams are open; close a page that is not looked at")


def event(record: dict[str, Any], name: str | None = None) -> bytes:
    """One event; its data is one line of JSON."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(record, allow_nan=False)}\n\n".encode()


def stream(parts: AsyncIterator[bytes]) -> StreamingResponse:
    return StreamingResponse(parts, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
