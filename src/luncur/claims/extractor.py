"""A user's own extractor of claims, and what it gives held against the text and the form of a claim."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from luncur.claims.kinds.kinds import ORDER
from luncur.claims.text.documents import Document
from luncur.claims.when.dates import NOWHERE
from luncur.claims.who.speakers import UNKNOWN
from luncur.claims.words import rx as re
from luncur.errors import InputError

KINDS = (*ORDER, "statement")
MODALITIES = ("conditional", "denied", "opinion", "possible", "planned", "asserted")
ROLES = (
    "launcher", "vehicle", "payload", "speaker", "subject", "party", "guest", "host", "authority", "addressee",
)  # fmt: skip
Claim = dict[str, Any]


class Extractor(Protocol):
    """A user's own way to find claims, for instance a language model on their machine; luncur itself calls no network.

    Called once for each text; yields mappings with at least ``kind``, ``start`` and ``end`` (code points, end exclusive)
    and any other field of design/claims.md.  What luncur cannot check against the text is refused.
    """

    def __call__(self, text: str, *, name: str, language: str) -> Iterable[Mapping[str, Any]]: ...


def held_against(document: Document, language: str, extractor: Extractor) -> list[Claim]:
    """What a user's extractor found in a text; InputError names the claim and the field that cannot be used."""
    found = extractor(document.text, name=document.name, language=language)
    if not isinstance(found, Iterable) or isinstance(found, str | bytes | Mapping):
        raise InputError(f"extractor, {document.name}", "", found, "mappings, one for each claim")
    return [_claim(document, given, number) for number, given in enumerate(found, 1)]


def _claim(document: Document, given: object, number: int) -> Claim:
    where = f"extractor, claim {number} of {document.name}"
    if not isinstance(given, Mapping):
        raise InputError(where, "", given, "a mapping with kind, start and end")
    start, end = _span(where, given, len(document.text))
    claim = {
        "id": f"c{number:02d}", "text": document.name, "kind": _one_of(where, given, "kind", None, KINDS),
        "words": document.text[start:end], "start": start, "end": end, "actors": _actors(where, given),
        "places": _names(where, given, "places"), "when": _when(where, given), "speaker": _speaker(where, given),
        "carriers": _names(where, given, "carriers"), "modality": _one_of(where, given, "modality", "asserted", MODALITIES),
        "same_as": _names(where, given, "same_as"),
    }  # fmt: skip
    if given.get("confidence") is not None:
        claim["confidence"] = _confidence(where, given["confidence"])
    return claim


def _span(where: str, given: Mapping[str, Any], length: int) -> tuple[int, int]:
    start, end = given.get("start"), given.get("end")
    # a truth value is a whole number to Python, but no place in a text
    if not isinstance(start, int) or not isinstance(end, int) or bool in (type(start), type(end)):
        raise InputError(where, "start, end", (start, end), "two whole numbers")
    if not 0 <= start < end <= length:
        raise InputError(where, "start, end", (start, end), f"a span inside the text, which has {length} letters")
    return start, end


def _one_of(where: str, given: Mapping[str, Any], field: str, absent: str | None, known: tuple[str, ...]) -> str:
    value = given.get(field, absent)
    if not isinstance(value, str) or value not in known:
        raise InputError(where, field, value, f"one of {', '.join(known)}")
    return value


def _speaker(where: str, given: Mapping[str, Any]) -> str:
    value = given.get("speaker")
    if value is not None and not isinstance(value, str):
        raise InputError(where, "speaker", value, "a name")
    return value or UNKNOWN


def _names(where: str, given: Mapping[str, Any], field: str) -> list[str]:
    value = given.get(field)
    if value is None:
        return []
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) and v for v in value):
        raise InputError(where, field, value, "a list of names")
    return list(value)


def _actors(where: str, given: Mapping[str, Any]) -> list[dict[str, str]]:
    value = given.get("actors")
    if value is None:
        return []
    if not isinstance(value, list | tuple) or not all(_is_actor(v) for v in value):
        raise InputError(
            where, "actors", value, f'a list of {{"name": ..., "role": ...}} with a role of {", ".join(ROLES)}'
        )
    return [{"name": v["name"], "role": v["role"]} for v in value]


def _is_actor(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("name"), str)
        and bool(value["name"])
        and isinstance(value.get("role"), str)
        and value["role"] in ROLES
    )


def _when(where: str, given: Mapping[str, Any]) -> dict[str, str]:
    """The phrase of time and its days; days that are not given stay open."""
    value = given.get("when")
    if value is None:
        return dict(NOWHERE)
    if not isinstance(value, Mapping):
        raise InputError(where, "when", value, 'a mapping with "text", "from" and "to"')
    text = value.get("text") or ""
    if not isinstance(text, str):
        raise InputError(where, "when.text", text, "the words that give the time")
    first, last = (_day(where, f"when.{key}", value.get(key)) for key in ("from", "to"))
    if bool(first) != bool(last) or first > last:
        raise InputError(
            where, "when.from, when.to", (first, last), "two days, the first not after the last, or neither"
        )
    return {"text": text, "from": first, "to": last}


def _day(where: str, field: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise InputError(where, field, value, 'a day of the calendar as "2024-01-31", or ""')


def _confidence(where: str, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value) or not 0 <= value <= 1:
        raise InputError(where, "confidence", value, "a number from 0 to 1")
    return float(value)
