"""Whether every text of a mission can be shown on a terminal and a page as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from luncur.errors import InputError
from luncur.mission.figures import item_name
from luncur.mission.model import Mission


def check_texts(mission: Mission) -> None:
    """Raises InputError for a text with control characters, wherever it stands: names, titles, notes, sources.

    A terminal would obey them, and a name with a line break would forge a line of its own.
    """
    for field, text in _texts(mission.model_dump(exclude={"file"}), ""):
        if not text.isprintable():
            raise InputError(mission.file, field, text, "printable characters on one line")


def _texts(value: Any, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, child in value.items():
            # the figures are kept by the path where they stand
            path = key if field in ("", "figures") else f"{field}.{key}"
            yield from _texts(
                child,
                {
                    "bodies": "vehicle.body",
                    "events": "vehicle.event",
                    "modes": "failure.mode",
                    "closed_areas": "closed_area",
                }.get(key, path),
            )
    elif isinstance(value, list | tuple):
        for number, child in enumerate(value):
            yield from _texts(child, f"{field}.{item_name(child, number)}")
