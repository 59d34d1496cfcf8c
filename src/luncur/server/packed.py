"""What a browser says of how it reads answers."""

from __future__ import annotations

import re

from fastapi import Request


def takes_gzip(request: Request) -> bool:
    """Whether whoever asks reads gzip."""
    return re.search(r"\bgzip\b(?!;q=0(\.0*)?(,|$|\s))", request.headers.get("accept-encoding", "")) is not None
