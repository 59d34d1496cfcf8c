"""Days without month or year, set by what stands around them; windows made into intervals of UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from luncur.notices.model import Window
from luncur.notices.times import Day, Written

MOST_DAYS = 400  # of daily windows; more is taken for a misreading


@dataclass(frozen=True)
class Anchor:
    """What else dates a notice: when it was issued, the year of its number, the year that the user gives."""

    issued: datetime | None = None
    number_year: int | None = None
    given_year: int | None = None


@dataclass(frozen=True)
class Dated:
    """Windows in order, one tuple per written one (empty: no calendar has it), the moment of cancelling, how years came."""

    windows: tuple[tuple[Window, ...], ...]
    cancel: datetime | None
    year_from: str | None  # "number", "issued", "given" where no date of the text has a year; None where one has
    undated: bool


def dated(written: list[Written], cancel: tuple[Day, int, int | None] | None, anchor: Anchor) -> Dated:
    """Put dates to windows and to the moment of cancelling.

    A day without a month has that of the next day that has one; one that comes later in its month lies in the month before.
    Years follow the same rule, the year of cancelling included, because a message is cancelled after its last window.
    """
    days = [d for w in written for span in w.spans for d in span] + ([cancel[0]] if cancel else [])
    months = _filled([(d.day, d.month) for d in days], 12, anchor.issued.month if anchor.issued else None)
    year_from, years = _years(days, months, bool(cancel), anchor)
    made = [Day(d.day, m, y) for d, m, y in zip(days, months, years, strict=True)]
    undated = any(d.month is None or d.year is None for d in made)
    out, at = [], 0
    for w in written:
        spans = [(made[at + 2 * i], made[at + 2 * i + 1]) for i in range(len(w.spans))]
        at += 2 * len(w.spans)
        out.append(_windows(w, spans))
    moment = _moment(made[-1], cancel[1], cancel[2] or 0) if cancel else None
    return Dated(tuple(out), moment, year_from, undated)


def _filled(days: list[tuple[int, int | None]], turn: int, fallback: int | None) -> list[int | None]:
    """Months of days: of the next that has one, else of the one before, stepping where the days run backwards."""
    out = [m for _, m in days]
    for i in range(len(days) - 2, -1, -1):
        after = out[i + 1]
        if out[i] is None and after is not None:
            out[i] = after if days[i][0] <= days[i + 1][0] else (after - 2) % turn + 1
    for i in range(1, len(days)):
        before = out[i - 1]
        if out[i] is None and before is not None:
            out[i] = before if days[i][0] >= days[i - 1][0] else before % turn + 1
    if out and all(m is None for m in out) and fallback is not None:
        out[0] = fallback
        return _filled([(d, m) for (d, _), m in zip(days, out, strict=True)], turn, None)
    return out


def _years(
    days: list[Day], months: list[int | None], has_cancel: bool, anchor: Anchor
) -> tuple[str | None, list[int | None]]:
    """Years of days, and what outside the text they came from where no day of it has one."""
    out = [d.year for d in days]
    if not days:
        return None, out
    if has_cancel and out[-1] is not None:  # everything happens in the year before a message is cancelled
        return None, [y if y is not None else _before(m, months[-1], out[-1]) for y, m in zip(out, months, strict=True)]
    known = next((i for i, y in enumerate(out) if y is not None), None)
    if known is None and anchor.given_year is None and anchor.issued is not None:
        return "issued", [_nearest(m, anchor.issued) for m in months]
    year_from = None
    if known is None:
        year = anchor.given_year if anchor.given_year is not None else anchor.number_year
        year_from = ("given" if anchor.given_year is not None else "number") if year is not None else None
        known, out[0] = 0, year
    for i in range(known - 1, -1, -1):
        out[i] = _before(months[i], months[i + 1], out[i + 1])
    last = known
    for i in range(known + 1, len(out)):
        if out[i] is None:
            out[i] = _after(months[i], months[last], out[last])
        else:
            last = i
    return year_from, out


def _before(month: int | None, later: int | None, year: int | None) -> int | None:
    return year if year is None or month is None or later is None or month <= later else year - 1


def _after(month: int | None, earlier: int | None, year: int | None) -> int | None:
    return year if year is None or month is None or earlier is None or month >= earlier else year + 1


def _nearest(month: int | None, moment: datetime) -> int | None:
    """The year in which a month comes within half a year of a moment."""
    if month is None:
        return None
    gap = (month - moment.month + 6) % 12 - 6
    return moment.year + (moment.month - 1 + gap) // 12


def _windows(w: Written, spans: list[tuple[Day, Day]]) -> tuple[Window, ...]:
    """None of them when a date does not exist, an end comes before its start, or the days are too many."""
    zone = w.zone or 0
    out = []
    for first, last in spans:
        if not w.daily:
            begin, finish = _moment(first, w.begin, zone), _moment(last, w.finish, zone)
            if begin is None or finish is None or finish <= begin:
                return ()
            out.append(Window(begin, finish, w.alternate))
            continue
        start, end = _moment(first, 0, 0), _moment(last, 0, 0)
        if start is None or end is None or not 0 <= (end - start).days <= MOST_DAYS:
            return ()
        length = w.finish - w.begin if w.finish > w.begin else w.finish - w.begin + 1440
        for k in range((end - start).days + 1):
            begin = start + timedelta(days=k, minutes=w.begin - 60 * zone)
            out.append(Window(begin, begin + timedelta(minutes=length), w.alternate))
    return tuple(out)


def _moment(day: Day, minutes: int, zone: int) -> datetime | None:
    if day.month is None or day.year is None or not 1950 <= day.year <= 2200:
        return None
    try:
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes - 60 * zone)
    except (ValueError, OverflowError):
        return None
