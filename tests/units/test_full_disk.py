"""A disk that is full ends a run with one sentence, and nothing half-written stays."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from luncur.export.tables import IMPACT_COLUMNS, TEXTS, write_impacts
from luncur.orbit.out.tables import write_table

MOST = 20_000  # bytes that a file may have, as if the disk were full then
NUMBERS = np.random.default_rng(1).random(20_000)
REPORT = str(files("luncur") / "data/examples/report-en.txt")


@pytest.mark.parametrize("words", [["event", "nk-2023-05-31"], ["read", REPORT]])
def test_a_run_says_so_and_takes_its_folder_away(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", *words, "-o", str(tmp_path / "out")], capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST)),
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.endswith("expected a folder that can be written to (File too large)\n")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def impacts(path: Path) -> None:
    write_impacts(path, {name: ["a"] * len(NUMBERS) if name in TEXTS else NUMBERS for name in IMPACT_COLUMNS}, 1)


def states(path: Path) -> None:
    write_table(path, {"x": NUMBERS}, {"seed": "1"})


@pytest.mark.parametrize("write", [impacts, states])
def test_tables_raise_what_can_be_caught(tmp_path: Path, write: Callable[[Path], None]) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            write(tmp_path / "table.parquet")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
