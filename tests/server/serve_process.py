"""``luncur serve`` as a process of its own, for tests that kill it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx


class Process:
    """A server in a process of its own; its page is at ``client``."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "luncur.cli", "serve", str(folder), "--port", "0"], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env={**os.environ, **environment},
        )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.match(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line + self.end(signal.SIGKILL)
        self.client = httpx.Client(base_url=found[0], timeout=60.0, trust_env=False)
        until(lambda: self.answers(), 120)

    def answers(self) -> bool:
        try:
            return self.client.get("/api/about").status_code == 200
        except httpx.TransportError:
            return False

    def end(self, number: int) -> str:
        """End the server by a signal; what it said on standard error."""
        self.process.send_signal(number)
        return str(self.process.communicate(timeout=60)[1])

    def job(self, id: str) -> dict[str, Any]:
        return dict(self.client.get(f"/api/jobs/{id}").json())

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.end(signal.SIGKILL)
        self.client.close()


def until(what: Any, seconds: float) -> None:
    """Wait until something is so."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "waited too long"
        time.sleep(0.05)
