"""Times that a clause names, resolved against the date line of its text (rules: design/claims.md)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from luncur.claims.lexicon import words

Span = tuple[date, date]


@dataclass(frozen=True)
class When:
    """A phrase of time and its first and last day; without days where the date line that it needs is missing."""

    text: str
    start: int
    end: int
    days: Span | None

    def record(self) -> dict[str, str]:
        first, last = (d.isoformat() for d in self.days) if self.days else ("", "")
        return {"text": self.text, "from": first, "to": last}


NOWHERE = {"text": "", "from": "", "to": ""}


@cache
def _units(language: str) -> dict[str, str]:
    months = "|".join(n for names in words(language, "months") for n in names)
    count = "|".join(sorted(("|".join(words(language, "numbers"))).split("|"), key=len, reverse=True))
    return {
        "M": f"(?P<month>{months})\\.?",
        "W": f"(?P<weekday>{'|'.join(words(language, 'weekdays'))})",
        "N": f"(?P<n>\\d{{1,3}}|{count})",
    }


EN = {
    "full": r"\b<M>\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?\b|\b(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month2>MONTHS)\.?(?:,?\s+(?P<year2>(?:19|20)\d\d))?\b",
    "ago_today": r"\b<N> years ago (?:today|this day)\b",
    "monthyear": r"\b(?:in |during |by )?<M> (?P<which>(?:last|this|next) year)\b",
    "end": r"\b(?P<how>before|by|until|at|towards?|through) the end of (?:(?P<what>the year|this year|next year|the month|this month|next month)|<M>(?: (?P<year>(?:19|20)\d\d))?|(?P<year2>(?:19|20)\d\d))\b",
    "back": r"\b<N>[- ](?P<unit>day|week|month|year)s? (?P<way>earlier|ago|later|previously|before(?=[,.;]|\s*$)|after(?=[,.;]|\s*$))(?:\b|$)",
    "weekend": r"\b(?P<which>last|this|next|over the|at the) weekend\b",
    "rel": r"\b(?P<which>last|this|next|earlier this|later this|late last|early next|the previous|the following) (?P<unit>week|month|year|quarter|<M>|<S>|summer|autumn|fall|winter|<W>)(?: (?:night|morning|evening|afternoon))?\b",
    "ref": r"\b(?P<word>yesterday|today|tomorrow|tonight|overnight)(?: (?:morning|evening|afternoon|night))?\b",
    "weekday": r"\b(?:on |by |until |since )?(?:(?:early|late) )?<W>(?:'s)?(?: (?:night|morning|evening|afternoon|noon))?\b",
    "range": r"\b(?:between|from) <M> (?:and|to|until) (?P<month2>MONTHS)\.?(?: (?P<year>(?:19|20)\d\d))?\b",
    "until": r"\b(?P<how>by|until|before|through) (?:<M> )?(?P<year>(?:19|20)\d\d)\b",
    "month": r"\b(?P<how>in|by|before|until|for|during|early|late|mid|of|since|from|early in|late in)?[ -]?<M>(?: (?:of )?(?:(?P<year>(?:19|20)\d\d)|(?P<which>last|this|next) year))?(?![\w'’-])",
    "season": r"\b(?:in |for )?(?:the )?(?P<season>spring|summer|autumn|winter)\b(?: of (?P<year>(?:19|20)\d\d))?",
    "year": r"\b(?:in|during|since|for) (?P<year>(?:19|20)\d\d)\b",
}
ID = {
    "full": r"\b(?P<day>\d{1,2}) <M>(?: (?P<year>(?:19|20)\d\d)| (?P<which>tahun (?:lalu|depan|ini)))?\b",
    "slash": r"\b(?P<day>\d{1,2})/(?P<num>\d{1,2})(?:/(?P<year>(?:19|20)\d\d))?\b",
    "monthback": r"\b(?:pada )?<M> <N> ?tahun (?P<way>sebelumnya|lalu|silam)\b",
    "end": r"\b(?P<how>sebelum|sampai|hingga|pada|menjelang|di) akhir (?:(?P<what>tahun ini|tahun depan|tahun|bulan ini|bulan depan|bulan)|<M>(?: (?P<year>(?:19|20)\d\d))?|(?P<year2>(?:19|20)\d\d))\b",
    "back": r"\b<N> ?(?P<unit>hari|pekan|minggu|bulan|tahun) (?P<way>sebelumnya|lalu|silam|yang lalu|sebelum itu|kemudian|setelahnya|sesudahnya)\b",
    "weekend": r"\b(?P<which>akhir pekan) (?P<way>lalu|ini|depan)\b",
    "weekof": r"\b(?:pada )?(?P<unit>pekan|minggu) (?P<nth>pertama|kedua|ketiga|keempat) <M>(?: (?P<year>(?:19|20)\d\d))?\b",
    "monthyear": r"\b(?:pada |di )?(?:bulan )?<M> (?P<which>tahun (?:lalu|depan|ini))\b",
    "rel": r"\b(?:pada )?(?P<unit>pekan|minggu|bulan|tahun|triwulan|kuartal|<W>|<M>)(?: (?:pagi|siang|sore|petang|malam))? (?P<which>lalu|ini|depan|kemarin)\b",
    "ref": r"\b(?P<word>kemarin lusa|kemarin|besok|lusa|hari ini|tadi (?:pagi|siang|malam|sore)|semalam)(?: (?:pagi|siang|sore|petang|malam))?\b",
    "weekday": r"\b(?:pada )?(?:hari )?<W>(?: (?:pagi|siang|sore|petang|malam|dini hari|subuh))?(?: \((?P<day>\d{1,2})/(?P<num>\d{1,2})(?:/(?P<year>(?:19|20)\d\d))?\))?\b(?! (?:lalu|depan) )",
    "range": r"\b(?:antara|dari|mulai) <M> (?:dan|sampai|hingga) (?P<month2>MONTHS)(?: (?P<year>(?:19|20)\d\d))?\b",
    "until": r"\b(?P<how>sampai|hingga|sebelum) (?:tahun )?(?P<year>(?:19|20)\d\d)\b",
    "month": r"\b(?P<how>pada|di|sejak|sampai|hingga|sebelum|bulan|awal|akhir|pertengahan|pada bulan)? ?<M>(?: (?P<year>(?:19|20)\d\d))?\b",
    "year": r"\b(?P<how>pada|di|sejak)(?: tahun)? (?P<year>(?:19|20)\d\d)\b",
}


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    u = _units(language)
    months = "|".join(n for names in words(language, "months") for n in names)
    out = []
    for name, text in (EN if language == "en" else ID).items():
        text = text.replace("MONTHS", months).replace("<S>", "spring")
        for letter, unit in u.items():
            text = text.replace(f"<{letter}>", unit)
        out.append((name, re.compile(text, re.IGNORECASE)))
    return tuple(out)


class Clock:
    """Resolves phrases of time of one text against its date line, which may be missing."""

    def __init__(self, language: str, today: date | None) -> None:
        self.language, self.today = language, today
        self.event: date | None = None  # what "three months earlier" is measured from

    def find(self, clause: str, future: bool = False) -> When | None:
        """The phrase of time of a clause: the most exact one, the first of several."""
        for name, pattern in _patterns(self.language):
            for m in pattern.finditer(clause):
                if self._barred(name, m, clause):
                    continue
                days = self._resolve(name, m, future)
                if isinstance(days, bool):
                    continue
                return When(m.group().strip(), m.start(), m.end(), days)
        return None

    def _barred(self, name: str, m: re.Match[str], clause: str) -> bool:
        before = clause[: m.start()].rstrip().lower()
        if re.search(r"\b(?:since|sejak|semenjak)$", before) or m.group().lower().startswith(("since ", "sejak ")):
            return True
        if name in ("month", "season") and self.language == "en":
            word = m.group().strip()
            how = (m.groupdict().get("how") or "").lower()
            if name == "month" and re.fullmatch(r"(?:may|mar|march|jan|sun)\.?", word, re.IGNORECASE) and not how:
                return True
            return (
                name == "month"
                and re.search(r"(?i)\b(?:may|march)\b", word) is not None
                and not re.search(r"\b(?:May|March)\b", word)
            )
        return (
            name == "month"
            and self.language == "id"
            and len(m.group("month")) <= 3
            and not m.group().strip()[:1].isupper()
        )

    def _month(self, text: str) -> int:
        return next(i for i, names in enumerate(words(self.language, "months"), 1) if text.lower().rstrip(".") in names)

    def _count(self, text: str) -> int:
        text = text.lower()
        if text.isdigit():
            return int(text)
        return next(i for i, names in enumerate(words(self.language, "numbers"), 1) if text in names.split("|"))

    def _resolve(self, name: str, m: re.Match[str], future: bool) -> Span | bool | None:
        g: dict[str, Any] = {k: v for k, v in m.groupdict().items() if v}
        try:
            return getattr(self, f"_{name}_days")(g, future)
        except (ValueError, OverflowError):
            return False

    # One method for each form of phrase; None where a date line would be needed, False for no date after all.

    def _full_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        month, day = self._month(g.get("month") or g["month2"]), int(g.get("day") or g["day2"])
        year = g.get("year") or g.get("year2")
        if year:
            return (date(int(year), month, day),) * 2
        if "which" in g:
            return None if not self.today else (date(self.today.year + _step(g["which"]), month, day),) * 2
        return self._nearest(month, day, future)

    def _nearest(self, month: int, day: int, future: bool) -> Span | None:
        if not self.today:
            return None
        year = self.today.year
        one = date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if future and one < self.today:
            year += 1
        elif not future and one > self.today:
            year -= 1
        return (date(year, month, day),) * 2

    def _slash_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        if "year" in g:
            return (date(int(g["year"]), int(g["num"]), int(g["day"])),) * 2
        return self._nearest(int(g["num"]), int(g["day"]), future)

    def _ago_today_days(self, g: dict[str, Any], future: bool) -> Span | None:
        return (self.today.replace(year=self.today.year - self._count(g["n"])),) * 2 if self.today else None

    def _monthback_days(self, g: dict[str, Any], future: bool) -> Span | None:
        return _month_span(self.today.year - self._count(g["n"]), self._month(g["month"])) if self.today else None

    def _back_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        way = g["way"].lower()
        from_today = way in ("ago", "lalu", "silam", "yang lalu")
        reference = self.today if from_today else (self.event or self.today)
        if reference is None:
            return None
        later = way in ("later", "after", "kemudian", "setelahnya", "sesudahnya")
        n = self._count(g["n"]) * (1 if later else -1)
        unit = g["unit"].lower()
        if unit in ("day", "hari"):
            return (reference + timedelta(days=n),) * 2
        if unit in ("week", "pekan", "minggu"):
            return _week(reference + timedelta(weeks=n))
        if unit in ("month", "bulan"):
            k = reference.year * 12 + reference.month - 1 + n
            return _month_span(k // 12, k % 12 + 1)
        return _year(reference.year + n)

    def _weekend_days(self, g: dict[str, Any], future: bool) -> Span | None:
        if not self.today:
            return None
        step = _step(g.get("way") or g["which"])
        saturday = _week(self.today)[0] + timedelta(days=5 + 7 * step)
        if step == 0 and not future and saturday > self.today:
            saturday -= timedelta(days=7)
        return saturday, saturday + timedelta(days=1)

    def _weekof_days(self, g: dict[str, Any], future: bool) -> Span | None:
        span = self._month_days(g, future)
        if not isinstance(span, tuple):
            return None
        first = span[0]
        n = ("pertama", "kedua", "ketiga", "keempat").index(g["nth"].lower())
        monday = first + timedelta(days=(-first.weekday()) % 7 + 7 * n)
        return monday, monday + timedelta(days=6)

    def _monthyear_days(self, g: dict[str, Any], future: bool) -> Span | None:
        return _month_span(self.today.year + _step(g["which"]), self._month(g["month"])) if self.today else None

    def _rel_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        if not self.today:
            return None
        step, unit, t = _step(g["which"]), g["unit"].lower(), self.today
        if unit in ("week", "pekan", "minggu"):
            return _week(t + timedelta(weeks=step))
        if unit in ("month", "bulan"):
            k = t.year * 12 + t.month - 1 + step
            return _month_span(k // 12, k % 12 + 1)
        if unit in ("year", "tahun"):
            return _year(t.year + step)
        if unit in ("quarter", "triwulan", "kuartal"):
            k = t.year * 4 + (t.month - 1) // 3 + step
            return date(k // 4, k % 4 * 3 + 1, 1), _month_span(k // 4, k % 4 * 3 + 3)[1]
        if "weekday" in g:
            return self._weekday_days(g, step > 0)
        if "month" in g:
            return self._month_days({"month": g["month"]}, step > 0)
        return self._season_days({"season": unit}, step > 0)

    def _ref_days(self, g: dict[str, Any], future: bool) -> Span | None:
        word = g["word"].lower()
        steps = {
            "yesterday": -1,
            "kemarin": -1,
            "semalam": -1,
            "tadi malam": -1,
            "kemarin lusa": -2,
            "tomorrow": 1,
            "besok": 1,
            "lusa": 2,
            "overnight": -1,
        }
        return (self.today + timedelta(days=steps.get(word, 0)),) * 2 if self.today else None

    def _weekday_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        if "num" in g:
            return self._slash_days(g, future)
        if not self.today:
            return None
        wanted = words(self.language, "weekdays").index(g["weekday"].lower())
        shift = (wanted - self.today.weekday()) % 7 if future else -((self.today.weekday() - wanted) % 7)
        return (self.today + timedelta(days=shift),) * 2

    def _end_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        what, how = g.get("what", "").lower(), g["how"].lower()
        year = g.get("year") or g.get("year2")
        if "month" in g:
            span = self._month_days({"month": g["month"], **({"year": year} if year else {})}, True)
            if not isinstance(span, tuple):
                return span
            last = span[1]
        elif year:
            last = date(int(year), 12, 31)
        elif not self.today:
            return None
        elif "month" in what or "bulan" in what:
            k = self.today.year * 12 + self.today.month - 1 + _step(what)
            last = _month_span(k // 12, k % 12 + 1)[1]
        else:
            last = date(self.today.year + _step(what), 12, 31)
        if how in ("before", "by", "until", "through", "sebelum", "sampai", "hingga"):
            return (self.today, last) if self.today else None
        return last - timedelta(days=10 if last.month == 12 and "month" not in g else 9), last

    def _range_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        first = self._month_days({k: v for k, v in g.items() if k in ("month", "year")}, future)
        if not isinstance(first, tuple):
            return first
        second = self._month(g["month2"])
        year = first[0].year + (second < first[0].month)
        return first[0], _month_span(year, second)[1]

    def _until_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        last = _month_span(int(g["year"]), self._month(g["month"]))[1] if "month" in g else date(int(g["year"]), 12, 31)
        if g["how"].lower() in ("before", "sebelum"):
            last = date(int(g["year"]), self._month(g["month"]) if "month" in g else 1, 1) - timedelta(days=1)
        return (self.today, last) if self.today and self.today <= last else None

    def _month_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        month = self._month(g["month"])
        if "year" in g:
            return _month_span(int(g["year"]), month)
        if not self.today:
            return None
        if "which" in g:
            return _month_span(self.today.year + _step(g["which"]), month)
        year = self.today.year
        if future and month < self.today.month:
            year += 1
        elif not future and month > self.today.month:
            year -= 1
        span = _month_span(year, month)
        how = (g.get("how") or "").lower()
        if how in ("by", "until", "sampai", "hingga") and future:
            return self.today, span[1]
        if how in ("before", "sebelum") and future:
            return self.today, span[0] - timedelta(days=1)
        return span

    def _season_days(self, g: dict[str, Any], future: bool) -> Span | bool | None:
        first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[g["season"].lower()]
        if not self.today and "year" not in g:
            return None
        year = int(g["year"]) if "year" in g else self.today.year  # type: ignore[union-attr]
        if "year" not in g and self.today:
            if future and first < self.today.month - 2:
                year += 1
            elif not future and first > self.today.month:
                year -= 1
        k = year * 12 + first - 1 + 2
        return date(year, first, 1), _month_span(k // 12, k % 12 + 1)[1]

    def _year_days(self, g: dict[str, Any], future: bool) -> Span:
        return _year(int(g["year"]))


def _step(text: str) -> int:
    text = text.lower()
    if any(w in text for w in ("last", "lalu", "kemarin", "previous")):
        return -1
    return 1 if any(w in text for w in ("next", "depan", "following")) else 0


def _week(day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)
