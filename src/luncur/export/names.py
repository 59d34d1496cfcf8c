"""Names in the reader's language where luncur itself made them; names that a user wrote stay as written."""

from __future__ import annotations

import re
from typing import Any

from luncur.export.texts import texts
from luncur.places.whose import place_names
from luncur.sentences import localised, word

_AREA = re.compile(r"(?P<owner>.+), (?P<over>over )?(?P<band>[\d,\N{EN DASH}]+) km from the pad")


def name_of(text: str, summary: dict[str, Any], lang: str) -> str:
    """A body, mode, phase, class of piece, event or place as the page shows it."""
    t = texts(lang)
    if text in ("planned", "elsewhere"):
        return t[text]
    if (area := area_of(text, lang)) is not None:
        return t["place_area"].format(owner=area[0], distance=area[1])
    if text.endswith(" burning"):
        names = _joined(text.removesuffix(" burning"), _bodies(summary))
        shown = word(names[0], lang)
        for name in names[1:]:
            shown = t["and"].format(a=shown, b=word(name, lang))
        return t["phase_burning"].format(bodies=shown)
    if text.startswith("at "):
        return t["phase_at"].format(event=word(text.removeprefix("at "), lang))
    if text.endswith(", whole"):
        return t["whole"].format(body=word(text.removesuffix(", whole"), lang))
    return word(text, lang)


def area_of(text: str, lang: str) -> tuple[str, str] | None:
    """Country or sea, and distance from the pad, of a place that is no town, in the reader's language; None for others."""
    found = _AREA.fullmatch(text)
    if found is None:
        return None
    owners = dict(zip(place_names("en"), place_names(lang), strict=True))
    distance = texts(lang)["over_km" if found["over"] else "band_km"].format(km=localised(found["band"], lang))
    return owners.get(found["owner"], found["owner"]), distance


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
