"""Many pages at once: how long each kind of question takes, and how many go wrong.

python benchmarks/serve/many_clients.py DIR STUDY [--clients 50] [--seconds 300] [--think 0.5]

Every client asks for what a page asks for, one question after the other, waiting about ``think`` seconds between two as a
reader does; every twentieth question is "what if it fails now" with 10,000 pieces.  Only this machine is asked.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

from a_server import a_server, get, line, post

FAIL = "fail now"


def views(study: str) -> list[str]:
    """What a page of a study asks for."""
    own = f"/api/folders/{study}"
    return [
        "/", "/api/about", "/api/folders", f"{own}/summary", f"{own}/trajectory", f"{own}/areas", f"{own}/impacts?most=20000",
        f"{own}/risk", "/api/basemap/land.json?detail=2", "/api/people?south=40&west=120&north=60&east=140&width=256", "/api/jobs",
    ]  # fmt: skip


class Client(threading.Thread):
    """One page."""

    def __init__(self, address: str, study: str, number: int, until: float, think: float, modes: list[str]) -> None:
        super().__init__(daemon=True)
        self.place, self.study, self.until, self.think = urlsplit(address), study, until, think
        self.draw, self.modes = random.Random(number), modes
        self.took: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []

    def run(self) -> None:
        line = http.client.HTTPConnection(str(self.place.hostname), int(self.place.port or 80), timeout=120)
        while time.monotonic() < self.until:
            failing = self.draw.random() < 0.05
            path = FAIL if failing else self.draw.choice(views(self.study))
            began = time.perf_counter()
            try:
                if failing:
                    body = {
                        "time_s": self.draw.uniform(20, 500),
                        "mode": self.draw.choice(self.modes),
                        "seed": self.draw.randrange(2**31),
                    }
                    headers = {"Content-Type": "application/json"}
                    line.request("POST", f"/api/folders/{self.study}/fail", json.dumps(body), headers)
                else:
                    line.request("GET", path, headers={"Accept-Encoding": "gzip"})
                answer = line.getresponse()
                answer.read()
                if answer.status != 200:
                    self.wrong.append(f"{path}: {answer.status}")
            except OSError as error:
                self.wrong.append(f"{path}: {error!r}")
                line.close()
            self.took[path.split("?")[0]].append(time.perf_counter() - began)
            time.sleep(self.draw.uniform(0.5, 1.5) * self.think)
        line.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("study")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--think", type=float, default=0.5)
    given = parser.parse_args()
    with a_server(given.folder) as address:
        found = get(address, f"/api/folders/{given.study}/failing")["modes"]
        modes = [m["name"] for m in found if m["kind"] in ("explosion", "engine-shutdown", "tumble")]
        for mode in modes:
            post(address, f"/api/folders/{given.study}/fail", {"time_s": 100.0, "mode": mode})
        until = time.monotonic() + given.seconds
        clients = [Client(address, given.study, n, until, given.think, modes) for n in range(given.clients)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    took: dict[str, list[float]] = defaultdict(list)
    for client in clients:
        for path, times in client.took.items():
            took[path] += times
    print(line("all", [t for times in took.values() for t in times]))
    for path in sorted(took):
        print(line(path, took[path]))
    wrong = [w for client in clients for w in client.wrong]
    print(f"wrong: {len(wrong)} of {sum(map(len, took.values())):,}", *sorted(set(wrong))[:10], sep="\n  ")


if __name__ == "__main__":
    main()
