"""A recording of telemetry from the nominal flight of a mission, with the noise of its sources, for ``luncur watch``.

    python tools/make_telemetry.py MISSION FILE [--seed S] [--start S] [--end S]

FILE ending in .csv is CSV, else JSON lines. Nobody measured it: it is for displays, demonstrations and tests.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from luncur.files import write_atomic
from luncur.flight import fly, plan
from luncur.mission import load
from luncur.watch import telemetry_of


def csv(packets: Iterable[dict[str, Any]]) -> str:
    """The packets as CSV, the columns those of the first one."""
    rows = list(packets)
    lines = [",".join(rows[0])] if rows else []
    lines += [",".join(str(int(v) if isinstance(v, bool) else v) for v in row.values()) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def jsonl(packets: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(packet) + "\n" for packet in packets)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mission")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=float, default=0.0)
    parser.add_argument("--end", type=float, default=None)
    a = parser.parse_args(arguments)
    mission = load(a.mission)
    packets = telemetry_of(mission, fly(plan(mission)), a.seed, a.start, a.end)
    write_atomic(a.file, (csv(packets) if a.file.suffix == ".csv" else jsonl(packets)).encode())


if __name__ == "__main__":
    main()
