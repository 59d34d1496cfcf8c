"""The words that the reader of texts goes by: regular expressions from ``data/claims``, compiled once."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "id")


@cache
def table(name: str) -> dict[str, Any]:
    """A word list of ``data/claims``."""
    tables: dict[str, Any] = tomllib.loads((files("luncur") / f"data/claims/{name}.toml").read_text(encoding="utf-8"))
    return tables


@cache
def words(language: str, key: str) -> Any:
    """An alternation (or list) of words of a language."""
    return table("words")[language][key]


@cache
def finder(language: str, key: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """Matches any word of an alternation, in any case."""
    return re.compile(f"{before}(?:{words(language, key)}){after}", re.IGNORECASE)


@cache
def listed(kind: str) -> dict[str, str]:
    """Names of a shipped list, lower case -> canonical."""
    out: dict[str, str] = {}
    for entry in table("names").get(kind, []):
        for name in (entry["name"], *entry.get("also", [])):
            out[name.lower()] = entry["name"]
    return out


def day_in_words(day: str, lang: str) -> str:
    """An ISO day as "31 May 2023", by the word lists of claims: the words of ``luncur event`` load all of its geometry."""
    at = date.fromisoformat(day)
    return f"{at.day} {words(lang, 'months')[at.month - 1][0].capitalize()} {at.year}"


def wording(lang: str) -> dict[str, Any]:
    """What luncur itself says of claims (page, console, notes of drafts), in one language."""
    found: dict[str, Any] = table("page")[lang]
    return found
