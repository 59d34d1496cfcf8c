"""The page of `luncur serve` in a browser that draws: a server as a user starts it, and every complaint of the page noted."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 860}
# WebGL without a graphics card, and nothing that Chromium would ask the network for by itself.
DRAWING = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
]  # fmt: skip
PATIENCE = 180_000  # for a machine that does other things too [ms]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Address of a server of a folder, in a process of its own; ended with the block."""
    command = [sys.executable, "-m", "luncur.cli", "serve", str(folder), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, f"no address in {line!r}"
        yield found[0]
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


@dataclass
class Visit:
    """A page that is open, and what it complained of."""

    page: Any
    complaints: list[str] = field(default_factory=list)

    def drawn(self) -> None:
        """Wait until the globe stands."""
        self.page.locator("figure[data-drawn]").first.wait_for(timeout=PATIENCE)

    def until(self, condition: str) -> None:
        """Wait until an expression of the page is true: asked from outside, since the page's policy lets nothing be evaluated."""
        ends = time.monotonic() + PATIENCE / 1000
        while not self.page.evaluate(condition):
            assert time.monotonic() < ends, f"not within {PATIENCE / 1000:.0f} s: {condition}"
            self.page.wait_for_timeout(100)

    def sideways(self) -> int:
        """How far the page can be scrolled sideways [px]."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def serious(self) -> list[str]:
        """Serious findings of axe; the test is skipped where axe is not installed."""
        if not AXE.exists():
            pytest.skip("axe-core is not installed (npm ci in web/)")
        # By way of the protocol: the page's own policy refuses scripts that it did not bring.
        self.page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
        found = self.page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))"
        )
        bad = [v for v in json.loads(found) if v["impact"] in ("serious", "critical")]
        return [f"{v['id']}: {node['html'][:160]}" for v in bad for node in v["nodes"]]


@contextmanager
def visited(browser: Any, address: str, route: str, size: dict[str, int], **context: Any) -> Iterator[Visit]:
    """A page of the server, opened at a route; errors, dialogs, refusals and requests for anybody else are complaints."""
    opened = browser.new_context(viewport=size, accept_downloads=True, **context)
    page = opened.new_page()
    visit = Visit(page)
    note = visit.complaints.append
    page.on("console", lambda message: note(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.on("dialog", lambda dialog: (note(dialog.message), dialog.dismiss()))
    own = (address, "blob:" + address, "data:")
    page.on("request", lambda request: None if request.url.startswith(own) else note(f"asked {request.url}"))
    page.on("response", lambda response: note(f"{response.status} {response.url}") if response.status >= 400 else None)
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(f"{address}#{route}")
        yield visit
    finally:
        opened.close()
