"""The day of a text that has no date line: the first full date with its weekday in the first paragraphs."""

from __future__ import annotations

from datetime import date
from functools import cache

from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import LANGUAGES, words


@cache
def _dated() -> re.Pattern[str]:
    """ "Wednesday, May 6, 2026", "Rabu 6 Mei 2026", "Rabu (6/5/26)"."""
    days = "|".join(w for lang in LANGUAGES for w in words(lang, "weekdays"))
    months = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?i)\b(?P<w>{days})\b(?: [^\W\d]+)?[ ,]*\(?(?:"
        rf"(?P<d>\d{{1,2}})(?:[/.-](?P<n>\d{{1,2}})[/.-]| (?P<m>{months}) )(?P<y>\d{{4}}|\d{{2}})\b"
        rf"|(?P<m2>{months}) (?P<d2>\d{{1,2}}),? (?P<y2>\d{{4}})\b)"
    )


@cache
def _months() -> dict[str, int]:
    out: dict[str, int] = {}
    for lang in LANGUAGES:
        for i, names in enumerate(words(lang, "months"), 1):
            out |= {str(n).lower(): i for n in ([names] if isinstance(names, str) else names)}
    return out


def day_of_lede(paragraphs: list[str]) -> date | None:
    """The day of a text by its first paragraphs; None where no date there agrees with its weekday.

    News tells of the day it is printed or the one before: relative times ("on Monday", "last month") are as sure
    by the day told as by the day printed, and would stay open without either.
    """
    for m in (m for text in paragraphs for m in _dated().finditer(text[:1500])):
        year = int(m.group("y") or m.group("y2"))
        month = int(m.group("n") or _months()[(m.group("m") or m.group("m2")).lower()])
        try:
            day = date(year + 2000 if year < 100 else year, month, int(m.group("d") or m.group("d2")))
        except ValueError:
            continue
        names = [words(lang, "weekdays")[day.weekday()] for lang in LANGUAGES]
        if m.group("w").lower() in names:
            return day
    return None
