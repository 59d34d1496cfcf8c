"""Names in the reader's language where luncur itself made them; names that a user wrote stay as written."""

from __future__ import annotations

from typing import Any

from luncur.export.texts import texts
from luncur.sentences import word


def name_of(text: str, summary: dict[str, Any], lang: str) -> str:
    """A body, mode, phase, class of piece, event or place as the page shows it."""
    t = texts(lang)
    if text in ("planned", "elsewhere"):
        return t[text]
    if text.endswith(" burning"):
        names = _joined(text.removesuffix(" burning"), _bodies(summary))
        shown = word(names[0], lang)
        for name in names[1:]:
            shown = t["and"].format(a=shown, b=word(name, lang))
        return t["phase_burning"].format(bodies=shown)
    if text.endswith(", whole"):
        return t["whole"].format(body=word(text.removesuffix(", whole"), lang))
    return word(text, lang)


def _bodies(summary: dict[str, Any]) -> list[str]:
    return list(summary.get("bodies") or [d["body"] for d in summary["drops"]])


def _joined(text: str, bodies: list[str]) -> list[str]:
    """The bodies in "a and b"; a body's own name may hold the word."""
    for name in bodies:
        if text == name:
            return [name]
        if text.startswith(f"{name} and "):
            return [name, *_joined(text[len(name) + 5 :], bodies)]
    return [text]
