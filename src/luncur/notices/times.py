"""Windows in a text, as written: days that may lack month and year, and times of the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from luncur.notices.clock import DATE, MONTH, TO, YEAR, ZONE, ZONES, date_words
from luncur.notices.positions import mask


@dataclass(frozen=True)
class Day:
    """A day of the month with what the text says of its month and year."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Written:
    """A window as it stands at ``start`` to ``end`` of a text.

    spans: first and last day of each run of days; begin, finish: minutes after midnight; daily: on each day of the runs, else
    from the first day to the last without a break; zone: hours ahead of UTC, None when the text gives none.
    """

    start: int
    end: int
    spans: tuple[tuple[Day, Day], ...]
    begin: int
    finish: int
    daily: bool
    zone: int | None
    alternate: bool = False


_HM = r"(?<!\d)\d{2}:?\d{2}(?!\d)"  # hours and minutes, and with a zone
_HMZ = rf"\d{{2}}:?\d{{2}}(?:\s?(?:{ZONE}))?(?!\d)"
# behind a day-time group two digits are always a year: the day has been said
_GROUP_DATE = rf"(?:\s{{1,3}}{MONTH}(?:\s{{1,3}}(?:(?:19|20)\d{{2}}|\d{{2}})\b)?)?"
_GROUP = rf"\d{{6}}(?:\s?(?:{ZONE}))?(?!\d){_GROUP_DATE}"
_YEAR_IN_RANGE = rf"\d{{2}}(?=\s{{1,3}}(?:THRU|TO|-|UNTIL)\s{{1,3}}\d{{1,2}}\s{{1,3}}{MONTH}\s{{1,3}}\d{{2}}\b)"
_DAY = rf"\d{{1,2}}(?!\d|:|\.\d)(?:\s{{0,2}}{MONTH}(?:\s{{1,3}}(?:{_YEAR_IN_RANGE}|{YEAR}(?!{TO}\d{{4}})))?)?"
_RUN = rf"{_DAY}(?:{TO}{_DAY})?"
_LIST = rf"{_RUN}(?:\s{{0,3}}(?:,|AND|&)\s{{0,3}}(?:AND\s)?{_RUN}){{0,40}}"
_EVERY = r"(?:DAILY|EACH\sDAY|EVERY\s?DAY)"
_FROM = r"(?:FROM\s|BETWEEN\s|ON\s|AT\s)?"

_BETWEEN = re.compile(rf"(?P<a>\bBETWEEN\s{{1,3}}{_HMZ}\s)AND(?P<b>\s{_HMZ})")
_INTERVAL = re.compile(rf"(?<![\d/])(?P<a>{_GROUP}){TO}(?P<b>{_GROUP})")
_TIME_DAY = rf"{_HMZ}\s{{1,3}}(?:ON\s)?\d{{1,2}}\s{{0,2}}{DATE}"
_TIME_DAYS = re.compile(rf"(?<!\d)(?P<a>{_TIME_DAY}){TO}(?P<b>{_TIME_DAY})")
_DAY_TIME = rf"\d{{1,2}}\s{{0,2}}{MONTH}(?:\s{{1,3}}(?:19|20)\d{{2}})?[,\s]{{1,3}}(?:AT\s)?{_HMZ}"
_DAY_TIMES = re.compile(rf"(?<!\d)(?P<a>{_DAY_TIME}){TO}(?P<b>{_DAY_TIME})")
_TIMES_FIRST = re.compile(
    rf"(?:{_EVERY}\s{{1,3}})?(?<!\d)(?P<a>{_HMZ}){TO}(?P<b>{_HMZ})\s{{1,3}}(?:{_EVERY}[\s,]{{1,3}})?{_FROM}(?P<days>{_LIST})"
)
_DAYS_FIRST = re.compile(
    rf"(?<![\d:.])(?P<days>{_LIST})[\s,:]{{1,3}}(?:{_EVERY}[\s,]{{1,3}})?{_FROM}(?P<a>{_HMZ}){TO}(?P<b>{_HMZ})"
)
_CHINESE_DAY = r"(?:(?P<y{0}>\d{{4}})年)?(?:(?P<m{0}>\d{{1,2}})月)?(?P<d{0}>\d{{1,2}})日"
_CHINESE_TIME = r"(?P<h{0}>\d{{1,2}}?)[:时]?(?P<n{0}>\d{{2}})?[时分]?"
_CHINESE = re.compile(
    _CHINESE_DAY.format(1) + r"\s?" + _CHINESE_TIME.format(1) + r"\s?(?:至|到|-|—|~)\s?(?:" + _CHINESE_DAY.format(2) + r"\s?)?"
    + _CHINESE_TIME.format(2) + r"(?!\d)"
)  # fmt: skip
_CHINESE_DAILY = re.compile(
    _CHINESE_DAY.format(1) + r"\s?(?:至|到|-|—)\s?" + _CHINESE_DAY.format(2) + r"[,、\s]{0,2}(?:每天|每日)\s?"
    + _CHINESE_TIME.format(3) + r"\s?(?:至|到|-|—|~)\s?" + _CHINESE_TIME.format(4) + r"(?!\d)"
)  # fmt: skip


def written_windows(text: str) -> list[Written]:
    """Every window of a text in capitals, in order of the text; alternates are not told apart yet."""
    out: list[Written] = []
    text = _BETWEEN.sub(lambda m: m["a"] + "TO " + m["b"], text)
    for pattern, make in _FORMS:
        made = [w for found in pattern.finditer(text) if (w := make(found)) is not None]
        out += made
        text = mask(text, [(w.start, w.end) for w in made])
    return sorted(out, key=lambda w: w.start)


def group(text: str) -> tuple[Day, int, int | None] | None:
    """Day, minutes and zone of a day-time group such as "181954Z NOV 22"; None when it is none."""
    found = re.match(rf"(\d{{2}})(\d{{4}})(?:\s?({ZONE}))?(?:\s{{1,3}}(.*))?$", text.strip(), re.S)
    if not found:
        return None
    minutes = _minutes(found[2])
    month, year = date_words(found[4])
    return None if minutes is None else (Day(int(found[1]), month, year), minutes, ZONES.get(found[3] or "", None))


def _interval(found: re.Match[str]) -> Written | None:
    a, b = group(found["a"]), group(found["b"])
    if a is None or b is None or not (re.search(ZONE, found.group()) or a[0].month or b[0].month):
        return None
    return _made(found, ((a[0], b[0]),), a[1], b[1], False, found.group())


def _time_days(found: re.Match[str]) -> Written | None:
    ends = []
    for text in (found["a"], found["b"]):
        day = re.search(rf"(?<!\d)(\d{{1,2}})\s{{0,2}}({DATE})", text)
        time = re.search(_HM, mask(text, [day.span()])) if day else None
        minutes = _minutes(time.group()) if time else None
        if day is None or minutes is None:
            return None
        ends.append((Day(int(day[1]), *date_words(day[2])), minutes))
    return _made(found, ((ends[0][0], ends[1][0]),), ends[0][1], ends[1][1], False, found.group())


def _daily(found: re.Match[str]) -> Written | None:
    times = f"{found['a']} {found['b']}"
    days = _days(found["days"])
    said = re.search(ZONE, times) or re.search(_EVERY, found.group())
    begin, finish = _minutes(found["a"]), _minutes(found["b"])
    if begin is None or finish is None or not days or not said:
        return None
    return _made(found, days, begin, finish, True, times)


def _chinese(found: re.Match[str]) -> Written | None:
    g = found.groupdict()
    a = _chinese_day(g, "1")
    b = _chinese_day(g, "2") if g["d2"] else a
    begin, finish = _chinese_minutes(g, "1"), _chinese_minutes(g, "2")
    if a is None or b is None or begin is None or finish is None:
        return None
    return replace(_made(found, ((a, b),), begin, finish, False, ""), zone=8)


def _chinese_daily(found: re.Match[str]) -> Written | None:
    g = found.groupdict()
    a, b = _chinese_day(g, "1"), _chinese_day(g, "2")
    begin, finish = _chinese_minutes(g, "3"), _chinese_minutes(g, "4")
    if a is None or b is None or begin is None or finish is None:
        return None
    return replace(_made(found, ((a, b),), begin, finish, True, ""), zone=8)


def _chinese_day(g: dict[str, str | None], k: str) -> Day | None:
    year, month, day = g[f"y{k}"], g[f"m{k}"], g[f"d{k}"]
    if day is None:
        return None
    return Day(int(day), int(month) if month else None, int(year) if year else None)


def _chinese_minutes(g: dict[str, str | None], k: str) -> int | None:
    hours, minutes = int(g[f"h{k}"] or 0), int(g[f"n{k}"] or 0)
    return hours * 60 + minutes if hours <= 24 and minutes < 60 and hours * 60 + minutes <= 1440 else None


def _made(
    found: re.Match[str], spans: tuple[tuple[Day, Day], ...], begin: int, finish: int, daily: bool, words: str
) -> Written:
    zones = re.findall(rf"(?<![A-Z])({ZONE})", words)
    zone = ZONES[zones[-1]] if zones else None
    return Written(found.start(), found.end(), spans, begin, finish, daily, zone)


def _days(text: str) -> tuple[tuple[Day, Day], ...]:
    out = []
    for run in re.finditer(_RUN, text):
        ends = [Day(int(m[1]), *date_words(m[2])) for m in _ends(run.group())]
        out.append((ends[0], ends[-1]))
    return tuple(out)


def _ends(run: str) -> Iterator[re.Match[str]]:
    year = rf"(?:\s{{1,3}}(?:{_YEAR_IN_RANGE}|(?:19|20)?\d{{2}}\b(?!\s{{0,3}}(?:THRU|TO|-|UNTIL))))?"
    return re.finditer(rf"(?<!\d)(\d{{1,2}})(?!\d)\s{{0,2}}({MONTH}{year})?", run)


def _minutes(text: str) -> int | None:
    found = re.match(r"(\d{2}):?(\d{2})", text.strip())
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        return None
    total = int(found[1]) * 60 + int(found[2])
    return total if total <= 1440 else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Written | None]], ...] = (
    (_INTERVAL, _interval), (_TIME_DAYS, _time_days), (_DAY_TIMES, _time_days), (_TIMES_FIRST, _daily),
    (_DAYS_FIRST, _daily), (_CHINESE_DAILY, _chinese_daily), (_CHINESE, _chinese),
)  # fmt: skip
