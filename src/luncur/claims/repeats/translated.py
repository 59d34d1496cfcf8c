"""Whether two statements in two languages say the same: terms of a bilingual list, numbers, names, days and negation."""

from __future__ import annotations

from functools import cache, lru_cache

from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import table, words

_COUNT = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-ZÀ-Þ][\w’'-]+")
LEAST = 2  # terms, names and numbers that must be common: fewer are no sign


@cache
def _terms(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    column = ("en", "id").index(language)
    return tuple((name, re.compile(rf"(?i)\b(?:{found[column]})\b")) for name, found in table("terms")["term"].items())


@cache
def _negation(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{table('terms')['negation'][language]})\b|n['’]t\b")


@cache
def _held() -> frozenset[str]:
    return frozenset(table("terms")["held"]["names"])


@lru_cache(maxsize=4000)
def terms(text: str, language: str) -> frozenset[str]:
    """Concepts of the list that a statement names; numbers in words are left to ``counts``."""
    numbers = table("terms")["count"]
    return frozenset(name for name, found in _terms(language) if name not in numbers and found.search(text))


@lru_cache(maxsize=4000)
def counts(text: str, language: str) -> frozenset[str]:
    """Numbers of a statement, in digits or small ones in words, without separators of thousands."""
    out = set()
    for n in _COUNT.findall(text):
        whole = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", n)
        out.add(re.sub(r"[.,]", "", n) if whole else n.replace(",", "."))
    numbers = table("terms")["count"]
    out |= {
        numbers[name] for name, found in _terms(language) if name in numbers and name != "one" and found.search(text)
    }
    return frozenset(out)


@lru_cache(maxsize=4000)
def negated(text: str, language: str) -> bool:
    """Whether a statement is negated an odd number of times."""
    return len(_negation(language).findall(text)) % 2 == 1


@lru_cache(maxsize=4000)
def days(text: str, language: str) -> frozenset[int]:
    """Weekdays that a statement names, Monday being 0."""
    low = text.lower()
    return frozenset(i for i, name in enumerate(words(language, "weekdays")) if re.search(rf"\b{name}\b", low))


@lru_cache(maxsize=4000)
def names(text: str) -> frozenset[str]:
    """Words with a capital that do not begin the statement, lower case; names are mostly spelled alike in both languages."""
    return frozenset(m.group().lower().removesuffix("'s").removesuffix("’s") for m in _NAME.finditer(text))


def held_apart(one: str, language: str, other: str, other_language: str) -> bool:
    """Whether two statements differ in what a translation must keep: numbers, weekdays, negation, the terms under "held"."""
    return (
        counts(one, language) != counts(other, other_language)
        or negated(one, language) != negated(other, other_language)
        or days(one, language) != days(other, other_language)
        or bool((terms(one, language) ^ terms(other, other_language)) & _held())
    )


def alike(one: str, language: str, other: str, other_language: str) -> float:
    """How far two statements say the same, 0 to 1: twice what is common over all that both name.

    0 where numbers, weekdays or negation differ, or where fewer than two things are common.  Statements without a word of
    the list are never alike: that is no sign that they differ.
    """
    if held_apart(one, language, other, other_language):
        return 0.0
    a, b = terms(one, language), terms(other, other_language)
    same_names = names(one) & names(other)
    common = len(a & b) + len(same_names) + len(counts(one, language))
    if common < LEAST:
        return 0.0
    sides = len(a) + len(b) + 2 * len(same_names) + 2 * len(counts(one, language))
    return 2 * common / sides
