"""A server of its own for a benchmark, on this machine, and the middle and the tails of what was timed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def a_server(folder: Path) -> Iterator[str]:
    """The address of ``luncur serve`` of a folder, ended when the benchmark is over."""
    process = subprocess.Popen(
        [sys.executable, "-m", "luncur.cli", "serve", str(folder), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        found = re.match(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        if found is None:
            raise SystemExit("luncur serve did not start")
        wait_for(found[0])
        yield found[0]
    finally:
        process.terminate()
        process.wait(30)


def wait_for(address: str) -> None:
    began = time.monotonic()
    while True:
        try:
            get(address, "/api/about")
            return
        except OSError:
            if time.monotonic() - began > 120:
                raise
            time.sleep(0.05)


def get(address: str, path: str) -> Any:
    with urllib.request.urlopen(address + path, timeout=300) as answer:
        return json.load(answer)


def post(address: str, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        address + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=300) as answer:
        return json.load(answer)


def quantiles(values: list[float]) -> dict[str, float]:
    """Middle, 95th and 99th percentile and the largest; the smallest value below which that share lies."""
    ordered = sorted(values)
    at = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
    found = {name: ordered[min(int(share * len(ordered)), len(ordered) - 1)] for name, share in at.items()}
    return {**found, "max": ordered[-1]}


def line(name: str, values: list[float], unit: str = "s") -> str:
    found = quantiles(values)
    return f"{name:<34} {len(values):>7,}  " + "  ".join(f"{key} {value:.3f} {unit}" for key, value in found.items())
