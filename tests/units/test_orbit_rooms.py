"""The rooms of ``luncur.orbit`` know each other in one direction only, and cost nothing until they are asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import luncur.orbit

ROOT = Path(luncur.orbit.__file__).parent
ALLOWED = {"earth", "compiler", "places", "flight", "errors", "sentences", "files", "orbit"}
BEFORE = {"time_and_frames": set(), "motion": {"time_and_frames"}, "coverage": {"time_and_frames", "motion"}}


def modules_asked(file: Path) -> set[str]:
    """Dotted names of what a file imports from luncur."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name == "luncur" or name.startswith("luncur.")}


def test_rooms_ask_only_what_stands_before_them() -> None:
    for room, before in BEFORE.items():
        for file in (ROOT / room).glob("*.py"):
            for name in modules_asked(file):
                parts = name.split(".")
                assert parts[1] in ALLOWED, f"{file.name} imports {name}"
                if parts[1] == "orbit":
                    assert parts[2] in before | {room}, f"{file.name} imports {name}"


def test_nothing_before_orbit_asks_for_it() -> None:
    for room in ("earth", "compiler", "places", "flight", "debris", "mission", "failure", "risk"):
        for file in (ROOT.parent / room).rglob("*.py"):
            assert not any(name.startswith("luncur.orbit") for name in modules_asked(file)), file


def test_importing_luncur_loads_no_orbit_and_orbit_no_numba() -> None:
    code = (
        "import sys, luncur; assert not any(m.startswith('luncur.orbit') for m in sys.modules); "
        "import luncur.orbit.motion.two_body, luncur.orbit.motion.secular; assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
