"""How long "what if it fails now" takes, at random seconds and in every mode.

python benchmarks/serve/fail_now.py DIR STUDY [--questions 200] [--fragments 10000] [--seed 1]

DIR is served on this machine; STUDY is the id of a study in it.  Kernels are warm: every mode is asked once before.  Wall
time is the client's, with the answer read; processor time is that of the server's process while it computed.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

from a_server import a_server, get, line, post


def question(modes: list[dict[str, Any]], draw: random.Random, fragments: int) -> dict[str, Any]:
    """A mode, each as likely as any other, and a second of its windows, each as likely as any other."""
    mode = draw.choice(modes)
    windows = mode["windows"]
    window = draw.choices(windows, [max(w["end_s"] - w["start_s"], 1e-3) for w in windows])[0]
    at = draw.uniform(window["start_s"], window["end_s"])
    return {"time_s": at, "mode": mode["name"], "fragments": fragments, "seed": draw.randrange(2**31)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("study")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--fragments", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    wall: list[float] = []
    spent: list[float] = []
    pieces: list[float] = []
    with a_server(given.folder) as address:
        modes = get(address, f"/api/folders/{given.study}/failing")["modes"]
        for mode in modes:
            post(address, f"/api/folders/{given.study}/fail", question([mode], draw, given.fragments))
        for _ in range(given.questions):
            began = time.perf_counter()
            record = post(address, f"/api/folders/{given.study}/fail", question(modes, draw, given.fragments))
            wall.append(time.perf_counter() - began)
            spent.append(record["timing"]["processor_s"])
            pieces.append(record["pieces"])
    print(line("wall time", wall))
    print(line("processor time", spent))
    print(line("pieces", pieces, ""))


if __name__ == "__main__":
    main()
