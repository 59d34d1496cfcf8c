"""What the sections of an orbit study's page are made of: plain values that its template lays out and escapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from luncur.orbit.out.page_words import NONE

Part = dict[str, Any]
Cell = str | tuple[str, str]  # what stands in a table, and small letters under it


def section(key: str, title: str, *parts: Part | None) -> Part | None:
    """A section with a heading; None without parts, which the page then leaves out."""
    kept = [part for part in parts if part is not None]
    return {"id": key, "title": title, "parts": kept} if kept else None


def said(text: str) -> Part:
    return {"kind": "text", "text": text}


def note(text: str) -> Part:
    """Small letters: how something is meant or counted."""
    return {"kind": "note", "text": text}


def heading(text: str) -> Part:
    return {"kind": "heading", "text": text}


def listed(rows: Sequence[str]) -> Part | None:
    return {"kind": "list", "rows": list(rows)} if rows else None


def drawing(svg: str) -> Part | None:
    """A drawing of our own making, the only part that is not escaped again."""
    return {"kind": "drawing", "svg": svg} if svg else None


def legend(keys: Sequence[tuple[str, str]]) -> Part | None:
    """Class of a colour, and what it stands for."""
    return {"kind": "legend", "keys": list(keys)} if keys else None


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], numbers: bool = True, slim: bool = False) -> Part | None:
    """A table; the first column names the row.  numbers: the other columns are set to the right.  A column that has no value in
    any row is left out.

    slim: short enough to stay a table on a phone, where others become a card for each row.
    """
    lines = [[c if isinstance(c, tuple) else (c, "") for c in row] for row in rows]
    kept = [k for k in range(len(head)) if k == 0 or any(line[k] != (NONE, "") for line in lines)]
    lines, head = [[line[k] for k in kept] for line in lines], [head[k] for k in kept]
    return {"kind": "table", "head": head, "rows": lines, "numbers": numbers, "slim": slim} if lines else None


def folded(title: str, *parts: Part | None, shown: bool = False) -> Part | None:
    """Parts that a reader opens when wanted."""
    kept = [part for part in parts if part is not None]
    return {"kind": "folded", "title": title, "parts": kept, "open": shown} if kept else None
