"""Phrases of time that are counted from an event told before, and what all forms of phrase share."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from luncur.claims.when import days as d
from luncur.claims.when.days import Span
from luncur.claims.words.lexicon import words

Groups = dict[str, Any]
_EVENT_NOUNS = {
    "failure": {
        "accident",
        "failure",
        "loss",
        "crash",
        "explosion",
        "mishap",
        "disaster",
        "blast",
        "kecelakaan",
        "kegagalan",
        "ledakan",
        "insiden",
        "musibah",
    },
    "launch": {"launch", "lift-off", "liftoff", "flight", "attempt", "peluncuran", "penerbangan", "percobaan"},
    "test": {"test", "uji"},
    "splashdown": {"landing", "splashdown", "re-entry", "reentry", "fall", "pendaratan", "jatuhnya"},
    "meeting": {"meeting", "signing", "pertemuan"},
    "visit": {"visit", "kunjungan"},
}
_LONGER = {"fortnight": (2, "week"), "half-year": (6, "month"), "half year": (6, "month"), "decade": (10, "year")}


class EventForms:
    """Days of phrases, against a date line that may be missing and the events told so far."""

    def __init__(self, language: str, today: date | None) -> None:
        self.language, self.today = language, today
        self.event: Span | None = None  # what "three months earlier" is measured from
        self.plan: Span | None = None  # what "the day before the launch" can be measured from
        self.named: Span | None = None  # a past month that the sentence before names, with no event told in or since
        self.named_here: Span | None = None  # the same of the sentence being read
        self.by_kind: dict[str, Span] = {}  # the last event of each kind
        self.month: Span | None = None  # the month that the text has named last
        self.year: int | None = None  # and the year
        self.year_here: int | None = None  # the year that the same sentence names

    def resolve(self, name: str, m: re.Match[str], future: bool) -> Span | bool | None:
        """Days of a phrase; None where a date line or an event would be needed or the calendar lacks the day, False for no date after all."""
        g: Groups = {k: v for k, v in m.groupdict().items() if v}
        try:
            found: Span | bool | None = getattr(self, f"_{name}_days")(g, future)
        except (ValueError, OverflowError):
            # a day that the calendar lacks is still a date: its days stay open, it does not become its whole month
            return None if self._no_such_day(name, g) else False
        return found

    def _no_such_day(self, name: str, g: Groups) -> bool:
        """Whether a phrase names a day of a month as a date does ("30 February"), rather than a number that is no day."""
        if name not in ("full", "iso", "slash", "dayrange", "dates"):
            return False
        numbers = [int(g[k]) for k in ("day", "day2", "day3", "last", "last3", "last4") if k in g]
        return all(1 <= n <= 31 for n in numbers) and 1 <= int(g.get("num", "1")) <= 12

    def _month(self, text: str) -> int:
        return next(i for i, names in enumerate(words(self.language, "months"), 1) if text.lower().rstrip(".") in names)

    def _count(self, text: str) -> int:
        text = text.lower()
        if text.isdigit():
            return int(text)
        return next(i for i, names in enumerate(words(self.language, "numbers"), 1) if text in names.split("|"))

    # One method for each form; None where a date line or an event would be needed or the calendar lacks the day, False for no date after all.

    @staticmethod
    def _counted(base: Span | None, n: int, unit: str) -> Span | None:
        """So many days, weeks, months or years from an event; open where the event is not known exactly enough."""
        if base is None:
            return None
        first, last = base
        if unit in _LONGER:
            n, unit = n * _LONGER[unit][0], _LONGER[unit][1]
        if unit in ("day", "hari", "night", "malam"):
            return first + timedelta(days=n), last + timedelta(days=n)
        if unit in ("week", "pekan", "minggu"):
            return d.week(first + timedelta(weeks=n)) if first == last else None
        if unit in ("month", "bulan"):
            return d.months_from(first, n) if (first.year, first.month) == (last.year, last.month) else None
        return d.year(first.year + n) if first.year == last.year else None

    def _back_days(self, g: Groups, future: bool) -> Span | bool | None:
        way = g["way"].lower()
        from_today = way in ("ago", "lalu", "silam", "yang lalu", "berselang")
        today = (self.today, self.today) if self.today else None
        base = today if from_today else (self.named or self.event or today)
        later = way.startswith(("later", "after", "kemudian", "setelah", "sesudah", "usai"))
        return self._counted(base, self._count(g["n"]) * (1 if later else -1), g["unit"].lower())

    def _ahead_days(self, g: Groups, future: bool) -> Span | bool | None:
        if not future and self.language == "en":
            return False
        return self._counted((self.today, self.today) if self.today else None, self._count(g["n"]), g["unit"].lower())

    def _from_event_days(self, g: Groups, future: bool) -> Span | bool | None:
        later = g["way"].lower() in ("after", "setelah", "sesudah", "usai")
        base = self._named_event(g["noun"].lower(), future)
        return self._counted(base, self._count(g["n"]) * (1 if later else -1), g["unit"].lower())

    def _named_event(self, noun: str, future: bool) -> Span | None:
        """When the event that a noun names was told to be: "the accident", "peluncuran"."""
        kind = next((k for k, nouns in _EVENT_NOUNS.items() if noun in nouns), "")
        if future and self.plan:
            return self.plan
        if kind == "launch":
            return self.by_kind.get("launch") or self.plan or self.event
        return self.by_kind.get(kind) or self.event

    def _beside_days(self, g: Groups, future: bool) -> Span | None:
        way = (g.get("way") or g.get("way2") or g["way3"]).lower()
        base = (self.plan if future and self.plan else self.event) or ((self.today, self.today) if self.today else None)
        if "way3" in g:
            return self.plan if future and self.plan else self.event
        if "noun" in g:
            base = self._named_event(g["noun"].lower(), future)
        return self._counted(base, -1 if way in ("before", "previous", "preceding", "sebelumnya") else 1, "day")

    def _aroundtold_days(self, g: Groups, future: bool) -> Span | bool | None:
        base = self.event or ((self.today, self.today) if self.today else None)
        return self._counted(base, -1 if g["way"].lower() == "sebelumnya" else 1, g["unit"].lower())

    def _told_days(self, g: Groups, future: bool) -> Span | bool | None:
        if self.event is None and self.year_here is not None:
            self.event = d.year(self.year_here)
        if self.event is None:
            return None
        what = g.get("what", "").lower()
        first = self.event[0] if self.year_here is None else self.event[0].replace(year=self.year_here, day=1)
        if what in ("year", "tahun"):
            return d.year(first.year)
        if what in ("month", "bulan"):
            return d.month(first.year, first.month)
        if what in ("week", "pekan"):
            return d.week(first)
        if what in ("spring", "summer", "autumn", "winter"):
            return d.season(first.year, what)
        return self.event

    def _dayoftold_days(self, g: Groups, future: bool) -> Span | bool | None:
        base = self.month or self.event
        if base is None or (base[0].year, base[0].month) != (base[1].year, base[1].month):
            return None
        return (base[0].replace(day=int(g["day"])),) * 2

    def _monthtold_days(self, g: Groups, future: bool) -> Span | None:
        year = self.year_here or self.year or (self.event[0].year if self.event else None)
        return d.month(year, self._month(g["month"])) if year else None
