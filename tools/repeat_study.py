"""The same study again: other workers, other blocks, killed and resumed; prints what is equal to the first run.

The first run has one worker and blocks of one unit of launches.  Then the study is run with two workers; with blocks of
three units; and once with five ``kill -9``: one in the pilot, three between checkpoints of the launches, one while areas
and files are made, each at a random moment there and each followed by ``--resume``.  Compared are ``summary.json`` in all
keys but ``timing`` and ``provenance`` (which say when and how fast), the table of impacts value by value, and every other
file byte by byte.  Files that differ are named: ``run.json`` holds its date and the number of workers, and the library that writes
``impacts.parquet`` puts the notes at its end (how many impacts there were) in any order.

    python tools/repeat_study.py soyuz-vostochny-sso --samples 8192

With ``--folder`` the results stay; a run that is already finished there is compared again, not flown again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from luncur.campaign.checkpoint import load_prefix, load_table, read_table
from luncur.export.tables import IMPACT_COLUMNS, read_impacts

MISSION = "soyuz-vostochny-sso"
MAY_DIFFER = ("timing", "provenance")  # keys of the summary that say when, where and how fast
POLL = 0.2  # [s]


@dataclass(frozen=True)
class Settings:
    """Of all runs: what is flown."""

    mission: str
    samples: int
    seed: int

    def command(self, folder: Path, workers: int, block: int) -> list[str]:
        """A run that goes on with what is in the folder; the command line has no blocks, Python has."""
        if block != 1:
            call = (
                f"import luncur; luncur.assess({self.mission!r}, {str(folder)!r}, samples={self.samples}, seed={self.seed}, "
                f"workers={workers}, block={block}, resume=True)"
            )
            return [sys.executable, "-c", call]
        return [
            sys.executable, "-m", "luncur.cli", "assess", self.mission, "-o", str(folder), "--samples", str(self.samples),
            "--seed", str(self.seed), "--workers", str(workers), "--resume",
        ]  # fmt: skip


@dataclass(frozen=True)
class Kill:
    """One kill: seconds since the start of its session, and the units of launches then saved (-1: still in the pilot)."""

    after: float
    units: int


def run(command: Sequence[str]) -> float:
    """Run to the end; seconds it took."""
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def saved_units(folder: Path) -> int:
    """Units of launches in the folder's checkpoint; -1 before the pilot is over."""
    table = load_table(folder)
    if table is None:
        return -1
    prefix = load_prefix(folder, table)
    return prefix.units if prefix is not None else 0


def moments(units: int, seconds: float, rng: np.random.Generator) -> list[tuple[int, float]]:
    """When to kill: once so many units are saved, and how many seconds later; seconds: of a whole run."""
    between = np.sort(rng.integers(0, max(units - 1, 1), 3))
    return [
        (-1, float(rng.uniform(0.0, seconds / 3))),
        *((int(u), float(rng.uniform(0.0, seconds / 20))) for u in between),
        (units, float(rng.uniform(0.0, seconds / 10))),
    ]


def kill(command: Sequence[str], folder: Path, units: int, delay: float) -> Kill | None:
    """Start a run and kill it ``delay`` seconds after its checkpoint holds so many units; None when it ended before."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "LUNCUR_CHECKPOINT_SECONDS": "0"}
    )  # fmt: skip
    try:
        while saved_units(folder) < units and process.poll() is None:
            time.sleep(POLL)
        time.sleep(delay)
        if process.poll() is not None:
            return None
        return Kill(time.monotonic() - began, saved_units(folder))
    finally:
        process.kill()  # SIGKILL: it cannot tidy up
        process.wait()


@dataclass(frozen=True)
class Difference:
    """What of a run is not as in the first: keys of the summary, columns of the impacts, other files by their bytes."""

    summary: tuple[str, ...]
    impacts: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def same_numbers(self) -> bool:
        return not self.summary and not self.impacts and "failed.csv" not in self.files


def compare(first: Path, other: Path) -> Difference:
    """Two finished result folders."""
    a, b = (json.loads((folder / "summary.json").read_text()) for folder in (first, other))
    keys = tuple(k for k in sorted(a.keys() | b.keys()) if k not in MAY_DIFFER and (k not in a or k not in b or a[k] != b[k]))  # fmt: skip
    p, q = (read_impacts(folder / "impacts.parquet", IMPACT_COLUMNS) for folder in (first, other))
    columns = tuple(name for name in IMPACT_COLUMNS if not _equal(p[name], q[name]))
    names = {path.name for folder in (first, other) for path in folder.iterdir()} - {"summary.json"}
    files = tuple(name for name in sorted(names) if _bytes(first / name) != _bytes(other / name))
    return Difference(keys, columns, files)


def _equal(a: Any, b: Any) -> bool:
    """Value by value; what is not a number in both is equal."""
    return bool(a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f"))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def row(name: str, seconds: float, found: Difference) -> str:
    """A line of the table."""
    cells = ["equal" if not part else "differs: " + ", ".join(part) for part in (found.summary, found.impacts)]
    failed = "equal" if "failed.csv" not in found.files else "differs"
    return f"| {name} | {seconds:.0f} | {cells[0]} | {cells[1]} | {failed} | {', '.join(found.files) or 'none'} |"


def killed_run(settings: Settings, folder: Path, first: Path, rng: np.random.Generator) -> tuple[float, list[Kill]]:
    """Five kills and the run that ends it: seconds in all, and the kills."""
    table = read_table(first / "run.json")
    assert table is not None, "the first run recorded no number of units"
    whole = json.loads((first / "summary.json").read_text())["timing"]["wall_s"]
    command, began, kills = settings.command(folder, 1, 1), time.monotonic(), []
    for units, delay in moments(table["units"], whole, rng):
        done = kill(command, folder, units, delay)
        say(f"killed: {done}" if done else "it ended before it could be killed")
        kills += [done] if done else []
    run(command)
    return time.monotonic() - began, kills


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def repeat(settings: Settings, folder: Path, which: Sequence[str], chance: int) -> bool:
    """Run, compare and print; whether all numbers are the same."""
    first = folder / "first"
    there = (first / "summary.json").exists()
    seconds = run(settings.command(first, 1, 1))
    rows = read_impacts(first / "impacts.parquet", ("launch",))["launch"]
    failed = len((first / "failed.csv").read_text().splitlines()) - 1
    print(f"{settings.mission}, {settings.samples:,} launches at the most, seed {settings.seed}: {len(rows):,} impacts kept, "
          f"{failed} failed launches. First run, 1 worker, blocks of 1 unit: {'there already' if there else f'{seconds:.0f} s'}.\n")  # fmt: skip
    print("| run | seconds | summary.json | impacts | failed.csv | files that differ by their bytes |")
    print("|---|---|---|---|---|---|")
    alike, kills = True, None
    for name, workers, block in (("workers", 2, 1), ("blocks", 1, 3), ("kills", 1, 1)):
        if name not in which:
            continue
        other, label = folder / name, {"workers": "2 workers", "blocks": "blocks of 3 units"}.get(name, "")
        if name == "kills":
            seconds, kills = killed_run(settings, other, first, np.random.default_rng(chance))
            label = f"killed {len(kills)} times, resumed"
        else:
            seconds = run(settings.command(other, workers, block))
        found = compare(first, other)
        alike &= found.same_numbers
        print(row(label, seconds, found), flush=True)
    if kills is not None:
        print(f"\nKilled (random moments of seed {chance}): " + "; ".join(_told(k) for k in kills) + ".")
        alike &= len(kills) == 5
    return alike


def _told(k: Kill) -> str:
    where = "in the pilot" if k.units < 0 else f"with {k.units} units saved"
    return f"{k.after:.1f} s after its start, {where}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mission", nargs="?", default=MISSION)
    parser.add_argument("--samples", type=int, default=8192)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--chance", type=int, default=0, help="seed of the moments of the kills")
    parser.add_argument("--folder", type=Path, help="keeps the results; finished runs in it are not flown again")
    parser.add_argument(
        "--only", nargs="+", choices=("workers", "blocks", "kills"), default=("workers", "blocks", "kills")
    )
    a = parser.parse_args()
    settings = Settings(a.mission, a.samples, a.seed)
    with tempfile.TemporaryDirectory(prefix="luncur-repeat-") as temporary:
        alike = repeat(settings, a.folder or Path(temporary), a.only, a.chance)
    sys.exit(0 if alike else 1)


if __name__ == "__main__":
    main()
