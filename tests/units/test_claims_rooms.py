"""The rooms of ``luncur.claims`` know each other in one direction only."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import luncur.claims

ROOT = Path(luncur.claims.__file__).parent
ROOMS = {p.name for p in ROOT.iterdir() if (p / "__init__.py").exists()}


def _asked(file: Path) -> set[str]:
    """Rooms that a file imports from; "" for the files that stand in no room."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        for name in names:
            if name == "luncur.claims" or name.startswith("luncur.claims."):
                room = name.split(".")[2] if name.count(".") > 1 else ""
                found.add(room if room in ROOMS else "")
    return found


def test_no_two_rooms_of_claims_ask_each_other() -> None:
    """A circle would make the reading order of the map untrue."""
    asks = {room: set().union(*(_asked(f) for f in (ROOT / room).glob("*.py"))) - {room} for room in ROOMS}
    assert {room for room, asked in asks.items() if "" in asked} == {"out"}
    order = list(
        TopologicalSorter({room: asked - {""} for room, asked in asks.items()}).static_order()
    )  # raises CycleError on a circle
    assert order[0] == "words"
    assert order.index("text") < order.index("speech") < order.index("who")
