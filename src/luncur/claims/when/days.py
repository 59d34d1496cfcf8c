"""Spans of days of the calendar: weeks, months and their parts, years, decades."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Span = tuple[date, date]


def step(text: str) -> int:
    """-1 for words of the past ("last", "lalu"), 1 for those of what comes next, else 0."""
    text = text.lower()
    if any(w in text for w in ("last", "lalu", "kemarin", "previous", "silam", "past")):
        return -1
    return 1 if any(w in text for w in ("next", "depan", "following", "mendatang", "coming", "nanti")) else 0


def week(day: date) -> Span:
    """Monday to Sunday of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month(year: int, number: int) -> Span:
    """First and last day of a month."""
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def months_from(day: date, n: int) -> Span:
    """The month that lies n months after the one of a day."""
    k = day.year * 12 + day.month - 1 + n
    return month(k // 12, k % 12 + 1)


def third(span: Span, which: str) -> Span:
    """Days 1 to 10, 11 to 20, or 21 to the last of a month."""
    first, last = span
    if which == "early":
        return first, first.replace(day=10)
    return (first.replace(day=11), first.replace(day=20)) if which == "mid" else (first.replace(day=21), last)


def year(number: int) -> Span:
    """First and last day of a year."""
    return date(number, 1, 1), date(number, 12, 31)


def decade(number: int) -> Span:
    """Ten years from one that ends with 0."""
    return date(number, 1, 1), date(number + 9, 12, 31)


def season(year_of: int, name: str) -> Span:
    """Whole months: spring is March to May; winter begins in December of its year."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name.lower()]
    start = date(year_of, first, 1)
    return start, months_from(start, 2)[1]
