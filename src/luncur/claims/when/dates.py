"""Times that a clause names, resolved against the date line of its text (rules: design/claims.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luncur.claims.when.days import Span
from luncur.claims.when.timeforms import Forms
from luncur.claims.when.timephrases import hint, patterns


@dataclass(frozen=True)
class When:
    """A phrase of time and its first and last day; without days where the date line or event that it needs is open."""

    text: str
    start: int
    end: int
    days: Span | None
    form: str = ""

    def record(self) -> dict[str, str]:
        first, last = (x.isoformat() for x in self.days) if self.days else ("", "")
        return {"text": self.text, "from": first, "to": last}


def no_such_day(phrase: str, language: str) -> bool:
    """Whether a phrase gives day, month and year of a day that the calendar lacks ("30 February 2024")."""
    if re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", phrase) is None:
        return False
    found = Clock(language, None).find(phrase)
    return found is not None and found.days is None and found.form in ("full", "iso", "slash", "dayrange", "dates")


def several_days(words_said: str, language: str) -> bool:
    """Whether words name more than one day with its month, so that which of them an event had is not certain."""
    named = set()
    for form, pattern in patterns(language):
        if form in ("full", "iso", "slash"):
            for m in pattern.finditer(words_said):
                found = Clock(language, None).find(m.group())
                named.add(found.days if found and found.days else m.group().lower())
    return len(named) > 1


NOWHERE = {"text": "", "from": "", "to": ""}
_COUNTED = re.compile(
    r"(?i)\b(?:first|second|third|fourth|fifth|sixth|only|worst|biggest|largest|longest|times?|pertama|kedua|ketiga|keempat|kelima|satu-satunya|terbesar|terburuk|kali|never|tidak pernah|belum pernah)\b"
)


class Clock(Forms):
    """Resolves phrases of time of one text against its date line, which may be missing, and against events told."""

    def told(self, days: Span, future: bool = False, kind: str = "") -> None:
        """Takes note of when an event that the text has told was, or is to be."""
        self.named = self.named_here = None
        if future:
            self.plan = days
        else:
            self.event = days
            self.by_kind[kind] = days

    def mention(self, sentence: str) -> None:
        """Takes note of the month and year that a sentence names, whatever happened in it."""
        self.year_here = None
        self.named, self.named_here = self.named_here, None
        for found in re.finditer(r"\b(?:19|20)\d\d\b", sentence):
            self.year = self.year_here = int(found.group())
        for m in dict(patterns(self.language))["month"].finditer(sentence):
            if m.group("month")[0].isupper() and len(m.group("month")) > 3:
                span = self._month_days(
                    {"month": m.group("month"), **({"year": m.group("year")} if m.group("year") else {})}, False
                )
                if isinstance(span, tuple):
                    self.month = span
                    self.named_here = span if self.today is None or span[0] <= self.today else None

    def noun_event(self, clause: str) -> bool:
        """Whether a clause counts from an event that a noun names ("two days before the launch")."""
        return dict(patterns(self.language))["from_event"].search(clause) is not None

    def find(self, clause: str, future: bool = False, nearest: bool = False) -> When | None:
        """The phrase of time of a clause: of its main part rather than of a relative one, the most exact one.

        ``nearest``: a plan of the past, whose month may have gone by or not: the nearer one is meant.
        """
        if nearest:
            found = [w for w in (self.find(clause, False), self.find(clause, True)) if w is not None]
            if self.today and len(found) == 2 and found[0].days and found[1].days:
                past, coming = self.today - found[0].days[1], found[1].days[0] - self.today
                return found[0] if past < coming else found[1]
            return found[-1] if found else None
        main = re.sub(
            r",\s+(?:which|who|whose|where|when|yang|ketika|saat)\s[^,]*(?:,|$)|\([^)]{20,}\)",
            lambda m: " " * len(m.group()),
            clause,
        )
        return self._find(main, future) or (self._find(clause, future) if main != clause else None)

    def _find(self, clause: str, future: bool) -> When | None:
        if hint(self.language).search(clause) is None:
            return None
        for name, pattern in patterns(self.language):
            for m in pattern.finditer(clause):
                if self._barred(name, m, clause):
                    continue
                days = self.resolve(name, m, future)
                if isinstance(days, bool):
                    continue
                return When(m.group().strip(), m.start(), m.end(), days, name)
        return None

    def _barred(self, name: str, m: re.Match[str], clause: str) -> bool:
        before = clause[: m.start()].rstrip().lower()
        since = re.search(r"\b(?:since|sejak|semenjak)$", before) or m.group().lower().startswith(("since ", "sejak "))
        if since and (
            _COUNTED.search(clause)
            or name not in ("weekday", "slash", "ref", "full", "part", "month", "rel", "weekdayweek")
        ):
            return True
        if name == "now" and re.search(r"(?:until|until|up to|hingga|sampai|by|from|dari)$", before):
            return True
        if name in ("month", "season", "part", "monthpair") and self.language == "en":
            word = m.group().strip()
            how = (m.groupdict().get("how") or "").lower()
            if how in ("beyond", "after"):
                return True
            if name == "month" and re.fullmatch(r"(?:may|mar|march|jan|sun)\.?", word, re.IGNORECASE) and not how:
                return True
            return re.search(r"(?i)\b(?:may|march)\b", word) is not None and not re.search(r"\b(?:May|March)\b", word)
        if name == "dayoftold":
            return (
                "month" not in m.group()
                and "bulan" not in m.group()
                and (self.event is None or not m.group().startswith(("on ", "tanggal")))
            )
        return (
            name == "month"
            and self.language == "id"
            and len(m.group("month")) <= 3
            and not m.group().strip()[:1].isupper()
        )
