"""The day of a text whose first lines are no plain date line: a date anywhere in its head, or in its first paragraphs."""

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


@cache
def _full() -> re.Pattern[str]:
    """Any full date: "31 Mei 2023", "Mei 31, 2023", "31/05/23", "31.05.2023", "2023/05/31"."""
    months = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?i)(?<![\d/.-])(?:(?P<y>(?:19|20)\d\d)(?P<s>[/.-])(?P<n>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)"
        rf"|(?P<d2>\d{{1,2}})(?P<s2>[/.-])(?P<n2>\d{{1,2}})(?P=s2)(?P<y2>(?:19|20)\d\d|\d\d)(?![\d/.-])"
        rf"|(?P<d3>\d{{1,2}}) (?P<m3>{months})\.?,? (?P<y3>(?:19|20)\d\d)(?!\d)"
        rf"|(?P<m4>{months})\.? (?P<d4>\d{{1,2}}),? (?P<y4>(?:19|20)\d\d)(?!\d))"
    )


def day_of_head(lines: list[str], language: str) -> date | None:
    """The first full date of the lines above the first paragraph, wherever in them it stands; None without one.

    Figures alone are day before month; in English, where both ways are in use, only those that can be read one way.
    """
    for m in (m for line in lines for m in _full().finditer(line[:300])):
        found = m.groupdict()
        if found["d2"] and language == "en" and int(found["d2"]) <= 12 and found["d2"] != found["n2"]:
            continue
        name = (found["m3"] or found["m4"] or "").lower()
        month = _months()[name] if name else int(found["n"] or found["n2"])
        year = int(found["y"] or found["y2"] or found["y3"] or found["y4"])
        try:
            return date(
                year + 2000 if year < 100 else year, month, int(found["d"] or found["d2"] or found["d3"] or found["d4"])
            )
        except ValueError:
            continue
    return None


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
