"""Kernels of an installed package that cannot be written to are compiled once, into the user's folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import luncur

CALL = "import numpy as np, luncur; print(repr(luncur.impact_point(np.array([[7e6, 0, 0]]), np.array([[0, 3e3, 0]]))))"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The package as an administrator leaves it; its data, which is only read, by a link."""
    source = Path(luncur.__file__ or "").parent
    copy = tmp_path / "site" / "luncur"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "data"))
    (copy / "data").symlink_to(source / "data")
    for path in sorted(copy.parent.rglob("*"), reverse=True):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    return copy.parent


def test_nothing_is_written_beside_it_and_nothing_compiled_twice(installed: Path, tmp_path: Path) -> None:
    def call() -> tuple[str, dict[Path, int]]:
        environment = {
            **os.environ, "PYTHONPATH": str(installed), "LUNCUR_CACHE": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        environment.pop("LUNCUR_COMPILER", None)
        done = subprocess.run([sys.executable, "-c", CALL], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)  # fmt: skip
        files = (tmp_path / "cache").rglob("*.nb[ic]")
        return done.stdout, {path: path.stat().st_mtime_ns for path in files}

    before = sorted(installed.rglob("*"))
    first, compiled = call()
    again, loaded = call()
    assert compiled
    assert loaded == compiled
    assert first == again
    assert sorted(installed.rglob("*")) == before
