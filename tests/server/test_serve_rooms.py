"""The server stands at the end: it may ask every room, and no room asks it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import luncur

ROOT = Path(luncur.__file__).parent


def asked(file: Path) -> set[str]:
    """Modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def test_no_room_asks_the_server() -> None:
    asking = {
        file.relative_to(ROOT).as_posix()
        for file in ROOT.rglob("*.py")
        if any(name.startswith("luncur.server") for name in asked(file))
        and "server" not in file.relative_to(ROOT).parts
    }
    assert asking == {"cli/serve.py"}


def test_the_command_line_loads_nothing_of_it_until_it_is_wanted() -> None:
    code = "import sys, luncur.cli; print([m for m in sys.modules if m.split('.')[0] in ('fastapi', 'uvicorn', 'starlette', 'numba')])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


def test_files_and_functions_are_short() -> None:
    for file in (ROOT / "server").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 300, file
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 45, (file.name, node.name)
