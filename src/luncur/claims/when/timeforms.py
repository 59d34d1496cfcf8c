"""What each form of phrase of time means in days (rules: design/claims.md)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from luncur.claims.when import days as d
from luncur.claims.when.days import Span
from luncur.claims.when.eventforms import EventForms, Groups
from luncur.claims.when.timewords import HOLIDAYS, NTH, PART, SEASONS, WORDS
from luncur.claims.words.lexicon import words


class Forms(EventForms):
    """Days of every form of phrase, by the calendar."""

    # One method for each form of phrase; None where a date line would be needed, False for no date after all.

    def _full_days(self, g: Groups, future: bool) -> Span | bool | None:
        number, day = self._month(g.get("month") or g["month2"]), int(g.get("day") or g["day2"])
        year = g.get("year") or g.get("year2")
        if year:
            return (date(int(year), number, day),) * 2
        if "which" in g:
            return None if not self.today else (date(self.today.year + d.step(g["which"]), number, day),) * 2
        return self._nearest(number, day, future)

    def _nearest(self, number: int, day: int, future: bool) -> Span | None:
        if not self.today:
            return None
        year = self.today.year
        found = date(year, number, day)
        if future and found < self.today:
            year += 1
        elif not future and found > self.today:
            year -= 1
        return (date(year, number, day),) * 2

    def _iso_days(self, g: Groups, future: bool) -> Span:
        return (date(int(g["year"]), int(g["num"]), int(g["day"])),) * 2

    def _slash_days(self, g: Groups, future: bool) -> Span | bool | None:
        if "year" in g:
            return self._iso_days(g, future)
        return self._nearest(int(g["num"]), int(g["day"]), future)

    def _dayrange_days(self, g: Groups, future: bool) -> Span | bool | None:
        number = self._month(g.get("month") or g["month3"])
        year, last = g.get("year") or g.get("year3"), int(g.get("last") or g["last3"])
        first = self._full_days(
            {
                "month": g.get("month") or g["month3"],
                "day": g.get("day") or g["day3"],
                **({"year": year} if year else {}),
            },
            future,
        )
        if not isinstance(first, tuple):
            return first
        return (first[0], date(first[0].year, number, last)) if last > first[0].day else False

    def _dates_days(self, g: Groups, future: bool) -> Span | bool | None:
        year = {"year": g["year"]} if "year" in g else {}
        first = self._full_days(
            {"month": g.get("month") or g["month3"], "day": g.get("day") or g["day3"], **year}, future
        )
        last = self._full_days(
            {"month": g.get("month2") or g["month4"], "day": g.get("last") or g["last4"], **year}, future
        )
        return (
            (first[0], last[0])
            if isinstance(first, tuple) and isinstance(last, tuple) and first[0] <= last[0]
            else None
        )

    def _ago_today_days(self, g: Groups, future: bool) -> Span | None:
        return (self.today.replace(year=self.today.year - self._count(g["n"])),) * 2 if self.today else None

    def _monthback_days(self, g: Groups, future: bool) -> Span | None:
        return d.month(self.today.year - self._count(g["n"]), self._month(g["month"])) if self.today else None

    def _inweek_days(self, g: Groups, future: bool) -> Span | None:
        return d.week(self.today) if self.today else None

    def _weeklast_days(self, g: Groups, future: bool) -> Span | None:
        return d.week(self.today - timedelta(weeks=2)) if self.today else None

    def _holiday_days(self, g: Groups, future: bool) -> Span | None:
        return self._nearest(*HOLIDAYS[g["name"].lower().replace("’", "'")], future)

    def _midyear_days(self, g: Groups, future: bool) -> Span | bool | None:
        year, nth = int(g["year"]), g["nth"].lower()
        last = {"early": date(year, 4, 30), "mid": date(year, 6, 30), "late": date(year, 12, 31)}[nth]
        if g["how"].lower() in ("by", "before", "until"):
            return (self.today, last) if self.today and self.today <= last else None
        return d.year(year)

    def _yearend_days(self, g: Groups, future: bool) -> Span | None:
        return (self.today, date(self.today.year, 12, 31)) if self.today else None

    def _weekdaypair_days(self, g: Groups, future: bool) -> Span | bool | None:
        first = self._weekday_days({"weekday": g["weekday"]}, future)
        if not isinstance(first, tuple):
            return first
        wanted = words(self.language, "weekdays").index(g["weekday2"].lower())
        last = first[0] + timedelta(days=(wanted - first[0].weekday()) % 7)
        return False if not future and self.today and last > self.today else (first[0], last)

    def _weekend_days(self, g: Groups, future: bool) -> Span | None:
        if not self.today:
            return None
        step = d.step(g.get("way") or g["which"])
        saturday = d.week(self.today)[0] + timedelta(days=5 + 7 * step)
        if step == 0 and not future and saturday > self.today:
            saturday -= timedelta(days=7)
        return saturday, saturday + timedelta(days=1)

    def _weekof_days(self, g: Groups, future: bool) -> Span | None:
        span = self._month_days(g, future)
        if not isinstance(span, tuple):
            return None
        first = span[0]
        if NTH[g["nth"].lower()] < 0:
            return d.week(span[1])
        monday = first + timedelta(days=(-first.weekday()) % 7 + 7 * NTH[g["nth"].lower()])
        return monday, monday + timedelta(days=6)

    def _weekdayweek_days(self, g: Groups, future: bool) -> Span | None:
        if not self.today:
            return None
        monday = d.week(self.today + timedelta(weeks=d.step(g["which"])))[0]
        return (monday + timedelta(days=words(self.language, "weekdays").index(g["weekday"].lower())),) * 2

    def _monthyear_days(self, g: Groups, future: bool) -> Span | None:
        return d.month(self.today.year + d.step(g["which"]), self._month(g["month"])) if self.today else None

    def _part_days(self, g: Groups, future: bool) -> Span | bool | None:
        if "month_of" in g:
            span: Span | bool | None = d.months_from(self.today, d.step(g["month_of"])) if self.today else None
        else:
            span = self._month_days({k: v for k, v in g.items() if k in ("month", "year", "which")}, future)
        return d.third(span, PART.get(g["nth"].lower(), g["nth"].lower())) if isinstance(span, tuple) else span

    def _rel_days(self, g: Groups, future: bool) -> Span | bool | None:
        if not self.today:
            return None
        which, unit, t = g["which"].lower(), g["unit"].lower(), self.today
        if which in ("the previous", "the following") and self.event:
            t = self.event[0]
        step = d.step(which)
        if (unit in ("week", "pekan", "minggu") and "weekday" not in g) or (unit == "minggu" and step):
            return d.week(t + timedelta(weeks=step))
        if unit in ("month", "bulan"):
            span = d.months_from(t, step)
            part = re.match(r"(early|late) (?:last|this|next)", which)
            return d.third(span, part.group(1)) if part else span
        if unit in ("year", "tahun"):
            return d.year(t.year + step)
        if unit in ("decade", "dasawarsa", "dekade"):
            return d.decade(t.year // 10 * 10 + 10 * step)
        if unit in ("quarter", "triwulan", "kuartal"):
            k = t.year * 4 + (t.month - 1) // 3 + step
            return date(k // 4, k % 4 * 3 + 1, 1), d.month(k // 4, k % 4 * 3 + 3)[1]
        if "weekday" in g:
            return self._beyond_today(self._weekday_days(g, step > 0), step)
        if "month" in g:
            return self._month_days({"month": g["month"]}, step > 0)
        return self._season_days({"season": unit, "step": step}, step > 0)

    def _beyond_today(self, span: Span | bool | None, step: int) -> Span | bool | None:
        """ "Last Thursday", said on a Thursday, is a week ago."""
        if isinstance(span, tuple) and step and span[0] == self.today:
            return (span[0] + timedelta(weeks=step),) * 2
        return span

    def _ref_days(self, g: Groups, future: bool) -> Span | None:
        return (self.today + timedelta(days=WORDS.get(g["word"].lower(), 0)),) * 2 if self.today else None

    def _now_days(self, g: Groups, future: bool) -> Span | None:
        return (self.today, self.today) if self.today else None

    def _weekday_days(self, g: Groups, future: bool) -> Span | bool | None:
        if "num" in g:
            return self._slash_days(g, future)
        if not self.today:
            return None
        wanted = words(self.language, "weekdays").index((g.get("weekday") or g["weekday2"]).lower())
        shift = (wanted - self.today.weekday()) % 7 if future else -((self.today.weekday() - wanted) % 7)
        return (self.today + timedelta(days=shift),) * 2

    def _end_days(self, g: Groups, future: bool) -> Span | bool | None:
        what, how = g.get("what", "").lower(), g.get("how", "pada").lower()
        year = g.get("year") or g.get("year2")
        if "month" in g:
            span = self._month_days({k: v for k, v in g.items() if k in ("month", "year", "which")}, True)
            if not isinstance(span, tuple):
                return span
            last = span[1]
        elif year:
            last = date(int(year), 12, 31)
        elif not self.today:
            return None
        elif any(w in what for w in ("decade", "dasawarsa", "dekade")):
            last = d.decade(self.today.year // 10 * 10)[1]
        elif "month" in what or "bulan" in what:
            last = d.months_from(self.today, d.step(what))[1]
        else:
            last = date(self.today.year + d.step(what), 12, 31)
        if how in ("before", "by", "until", "through", "sebelum", "sampai", "hingga", "menjelang"):
            return (self.today, last) if self.today and self.today <= last else None
        return (
            last.replace(day=21) if "month" in g or "month" in what or "bulan" in what else last - timedelta(days=10)
        ), last

    def _range_days(self, g: Groups, future: bool) -> Span | bool | None:
        year = g.get("year1") or g.get("year")
        first = self._month_days({"month": g["month"], **({"year": year} if year else {})}, future)
        if not isinstance(first, tuple):
            return first
        if g.get("year1") and g.get("year"):
            return first[0], d.month(int(g["year"]), self._month(g["month2"]))[1]
        second = self._month(g["month2"])
        return first[0], d.month(first[0].year + (second < first[0].month), second)[1]

    def _until_days(self, g: Groups, future: bool) -> Span | bool | None:
        last = d.month(int(g["year"]), self._month(g["month"]))[1] if "month" in g else date(int(g["year"]), 12, 31)
        if g["how"].lower() in ("before", "sebelum"):
            last = date(int(g["year"]), self._month(g["month"]) if "month" in g else 1, 1) - timedelta(days=1)
        return (self.today, last) if self.today and self.today <= last else None

    def _month_days(self, g: Groups, future: bool) -> Span | bool | None:
        number = self._month(g["month"])
        if "year" in g:
            return d.month(int(g["year"]), number)
        if not self.today:
            return None
        if "which" in g:
            return d.month(self.today.year + d.step(g["which"]), number)
        year = self.today.year
        if future and number < self.today.month:
            year += 1
        elif not future and number > self.today.month:
            year -= 1
        span = d.month(year, number)
        how = (g.get("how") or "").lower()
        if how in ("by", "until", "sampai", "hingga") and future:
            return self.today, span[1]
        if how in ("before", "sebelum") and future:
            return self.today, span[0] - timedelta(days=1)
        return span

    _monthpair_days = _range_days

    def _season_days(self, g: Groups, future: bool) -> Span | bool | None:
        name = SEASONS.get(g["season"].lower(), g["season"].lower())
        if "which" in g:
            g["step"] = d.step(g["which"])
        if "year" in g:
            return d.season(int(g["year"]), name)
        if not self.today:
            return None
        year, step = self.today.year, g.get("step")
        span = d.season(year, name)
        if (step == -1 and span[1] >= self.today) or (step is None and not future and span[0] > self.today):
            year -= 1
        elif (step == 1 and span[0] <= self.today) or (step is None and future and span[1] < self.today):
            year += 1
        return d.season(year, name)

    def _quarter_days(self, g: Groups, future: bool) -> Span | None:
        if "year" in g:
            year = int(g["year"])
        elif self.today:
            year = self.today.year + d.step(g.get("which", ""))
        else:
            return None
        size = 6 if g["part"].lower() in ("semester", "half") else 3
        first = NTH[g["nth"].lower()] * size + 1
        return date(year, first, 1), d.month(year, first + size - 1)[1]

    def _yearpair_days(self, g: Groups, future: bool) -> Span | bool:
        first, last = int(g.get("year") or g["year3"]), int(g.get("year2") or g["year4"])
        return (date(first, 1, 1), date(last, 12, 31)) if first < last else False

    def _decade_days(self, g: Groups, future: bool) -> Span:
        return d.decade(int(g["decade"]))

    def _year_days(self, g: Groups, future: bool) -> Span:
        return d.year(int(g.get("year") or g["year2"]))
