"""Sentences that luncur makes itself: English text that remembers how it was made, to be said again in another language."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "id")


class Sentence(str):
    """The English sentence of a code and its values; a plain string to whoever only reads it."""

    __slots__ = ("code", "values")
    code: str
    values: dict[str, Any]

    def __new__(cls, code: str, **values: Any) -> Sentence:
        made = super().__new__(cls, say(code, values, "en"))
        made.code, made.values = code, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.code, self.values)


def _again(code: str, values: dict[str, Any]) -> Sentence:
    return Sentence(code, **values)


def coded(text: str) -> dict[str, Any] | None:
    """Code and values of a sentence, as the summary keeps them beside the English; None for any other text."""
    return {"code": text.code, "values": text.values} if isinstance(text, Sentence) else None


def say(code: str, values: dict[str, Any], lang: str) -> str:
    """The sentence of a code.  Raises KeyError for a code that is not in the catalogue."""
    return catalogue(lang)["sentences"][code].format(**{k: _value(v, lang) for k, v in values.items()})


def said_again(text: str, record: dict[str, Any] | None, lang: str) -> str:
    """A stored text in the reader's language: by its code, else word by word, else as it was written.

    Folders of other versions may lack the code or a value: then the English stands.
    """
    try:
        return say(record["code"], record["values"], lang) if record else word(text, lang)
    except (KeyError, ValueError, TypeError, AttributeError):
        return text


def word(text: str, lang: str) -> str:
    """A standard name or phrase in the reader's language; what a user wrote stays as written."""
    key, number = _keys().get(text), ""
    if key is None:  # areas of a study are numbered: "ship hazard area 2"
        kind, _, number = text.rpartition(" ")
        key = _keys().get(kind) if number.isdigit() else None
        key = key if key and key.startswith("kind_") else None
    return f"{catalogue(lang)['words'][key]} {number}".rstrip() if key else text


def field_word(path: str, lang: str) -> str:
    """What readers call a field of a summary, "risk.dominant.individual": by its own name or that of what it is in, else as a word."""
    names, at = catalogue(lang)["fields"], path
    while at and at not in names:
        at = at.removesuffix("[]") if at.endswith("[]") else at.rpartition(".")[0]
    return names[at] if at else word(path, lang)


@cache
def _keys() -> dict[str, str]:
    return {text: key for key, text in catalogue("en")["words"].items()}


@cache
def catalogue(lang: str) -> dict[str, dict[str, str]]:
    """Every text of one language: ``page`` (of the report), ``sentences`` (with places for values), ``words``, ``fields``."""
    raw = (files("luncur") / f"data/text/{lang}.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(raw)
    return tables


def day_in_words(day: date, lang: str) -> str:
    """A day as people write it: 9 May 2021, 9 Mei 2021."""
    return f"{day.day} {catalogue(lang)['words'][f'month_{day.month:02d}']} {day.year}"


def localised(text: str, lang: str) -> str:
    """Decimal comma and point as separator of thousands in Indonesian; for prose only, never for machine files."""
    return text.translate(str.maketrans(",.", ".,")) if lang == "id" else text


class _Number(float):
    """A number that a template's format writes as the language does."""

    lang: str

    def __format__(self, spec: str) -> str:
        return localised(format(float(self), spec or "g"), self.lang)


def _value(value: Any, lang: str) -> Any:
    if isinstance(value, int | float):
        number = _Number(value)
        number.lang = lang
        return number
    if isinstance(value, list | tuple):
        return ", ".join(word(str(v), lang) for v in value)
    return word(str(value), lang)
