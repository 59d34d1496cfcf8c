"""Words that stand around names: titles, offices, sorts of institutions, heads of place names."""

from __future__ import annotations

from functools import cache

from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import table, words

CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[\w&'’-]|\.(?=\w)|(?<=\b[A-ZÀ-Þ])\.)*"  # a word with a capital; initials keep their stop


@cache
def vocabulary(language: str, sort: str) -> str:
    """An alternation of ``title``, ``office``, ``institution``, ``generic`` or ``geography`` words, longest first."""
    more = str(table("speech")[language]["names"][sort])
    base = "" if sort not in table("words")[language] else str(words(language, sort))
    return (
        "|".join(sorted(filter(None, f"{base}|{more}".split("|")), key=len, reverse=True))
        if not re.search(r"\(", base)
        else f"{more}|{base}"
    )


@cache
def role(language: str) -> re.Pattern[str]:
    """A title, an office or a spokesperson's word."""
    return re.compile(
        rf"(?i:\b(?:{vocabulary(language, 'office')}|{vocabulary(language, 'title')}|{vocabulary(language, 'spokes')})\b\.?)"
    )


@cache
def institution(language: str) -> re.Pattern[str]:
    """A word that makes a name one of an institution."""
    own, english = vocabulary(language, "institution"), vocabulary("en", "institution")
    return re.compile(rf"(?i)\b(?:{own}|{english})\b")


@cache
def geography(language: str) -> re.Pattern[str]:
    """A word that makes a name one of a place, a rule or a thing."""
    return re.compile(rf"(?i)(?:{vocabulary(language, 'geography')}|{vocabulary('en', 'geography')})")
