"""The lettered items of an ICAO NOTAM: validity, schedule, heights."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from luncur.notices.clock import MONTHS
from luncur.notices.model import Window

_ITEM = re.compile(r"(?:^|(?<=[\s\x00]))(?P<item>[A-GQ])\)\s?")
_MOMENT = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})")
_NAMES = "|".join(k for k in MONTHS if len(k) == 3)
_DAYS = re.compile(
    rf"(?:(?P<daily>DAILY|DLY)|(?:(?P<month>{_NAMES})\s)?(?P<days>\d{{2}}(?:-(?:(?:{_NAMES})\s)?\d{{2}}|\s\d{{2}}){{0,40}}))\s"
    r"(?P<a>\d{4})-(?P<b>\d{4})$"
)
MOST_DAYS = 400


@dataclass
class Items:
    """Text of each item with its place, and what was made of B, C, D, F and G."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    limits: tuple[str, str] | None = None
    schedule_read: bool = True
    valid: tuple[datetime, datetime] | None = None
    text_from: int = 0


def items_of(text: str) -> Items | None:
    """Items of a NOTAM; None when the text has no validity of one (items B and C)."""
    marks = list(_ITEM.finditer(text))
    parts: dict[str, tuple[int, int]] = {}
    heads: list[tuple[int, int]] = []
    for k, mark in enumerate(marks):
        if mark["item"] not in parts:
            heads.append(mark.span())
            parts[mark["item"]] = (mark.end(), marks[k + 1].start() if k + 1 < len(marks) else len(text))
    begin, finish = _moment(text, parts.get("B")), _moment(text, parts.get("C"))
    if begin is None or finish is None or finish <= begin:
        return None
    out = Items(spans=heads, valid=(begin, finish), text_from=parts.get("E", (0, 0))[0])
    for name in "QABC":
        if name in parts:
            a, b = parts[name]
            line = text[a:b].split("\n")[0] if name == "Q" else text[a:b].split()[0] if text[a:b].split() else ""
            out.spans.append((a, a + len(line) + (len(text[a:b]) - len(text[a:b].lstrip()))))
    if "F" in parts and "G" in parts:
        a, b = parts["G"]
        upper = re.match(r"[A-Z0-9 ]{1,16}", text[a:b].strip())
        lower = re.match(r"[A-Z0-9 ]{1,16}", text[slice(*parts["F"])].strip())
        if upper and lower:
            out.limits = (lower.group().strip(), upper.group().strip())
            out.spans += [parts["F"], (a, text.index(upper.group(), a) + len(upper.group()))]
    out.windows = [Window(begin, finish)]
    if "D" in parts:
        made = schedule(" ".join(text[slice(*parts["D"])].split()), begin, finish)
        out.schedule_read = made is not None
        if made is not None:
            out.windows = made
            out.spans.append(parts["D"])
    return out


def schedule(text: str, begin: datetime, finish: datetime) -> list[Window] | None:
    """Windows of an item D within the validity; None when it says more than days and times."""
    out: list[Window] = []
    month, year = begin.month, begin.year
    last = begin.day
    for part in re.split(r",\s?", text.strip(" .,")):
        found = _DAYS.match(part)
        if not found:
            return None
        times = _minutes(found["a"]), _minutes(found["b"])
        if times[0] is None or times[1] is None:
            return None
        if found["daily"]:
            first = datetime(begin.year, begin.month, begin.day, tzinfo=UTC)
            days = [first + timedelta(days=k) for k in range(min((finish - first).days + 1, MOST_DAYS))]
        else:
            made = _dates(found["month"], found["days"], year, month, last)
            if made is None:
                return None
            days = made
            year, month, last = days[-1].year, days[-1].month, days[-1].day
        for day in days:
            a = day + timedelta(minutes=times[0])
            b = day + timedelta(minutes=times[1] + (0 if times[1] > times[0] else 1440))
            if a < finish and b > begin:
                out.append(Window(max(a, begin), min(b, finish)))
    return out or None


def _dates(name: str | None, text: str, year: int, month: int, last: int) -> list[datetime] | None:
    """Days such as "24-28", "06 13" or "30-AUG 02"; a day that runs backwards without a month lies in the next one."""
    out: list[datetime] = []
    if name:
        year, month, last = year + (MONTHS[name] < month), MONTHS[name], 0
    for token in re.finditer(rf"(-)?(?:({_NAMES})\s)?(\d{{2}})", text):
        day = int(token[3])
        if token[2]:
            year, month = year + (MONTHS[token[2]] < month), MONTHS[token[2]]
        elif day < last:
            year, month = year + month // 12, month % 12 + 1
        try:
            here = datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            return None
        if token[1] and out:
            if not 0 <= (here - out[-1]).days <= MOST_DAYS:
                return None
            out += [out[-1] + timedelta(days=k + 1) for k in range((here - out[-1]).days)]
        else:
            out.append(here)
        last = day
    return out or None


def _minutes(text: str) -> int | None:
    total = int(text[:2]) * 60 + int(text[2:])
    return total if int(text[2:]) < 60 and total <= 1440 else None


def _moment(text: str, span: tuple[int, int] | None) -> datetime | None:
    found = _MOMENT.match(text[slice(*span)].strip()) if span else None
    if not found:
        return None
    year, month, day, hour, minute = (int(g) for g in found.groups())
    try:
        return datetime(2000 + year, month, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    except ValueError:
        return None
