"""Where one notice ends and the next begins, and what its head and foot say: series, number, authority, cancelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from luncur.notices.clock import MONTH, ZONE
from luncur.notices.times import Day, group

_NUMBER = r"(?:NO\.?\s?|NR\.?\s?|NUMBER\s)?(?P<number{0}>\d{{1,4}}|_{{1,6}})\s?/\s?(?P<year{0}>(?:20)?\d{{2}})"
_SEA = r"(?P<series>NAVAREA\s?[IVX]{1,5}|NAVAREA|HYDRO(?:PAC|LANT|ARC)|NAVWARN|COASTAL\sWARNING|AVURNAV\s[A-Z]+)"
_STAMP = rf"\d{{6}}\s?(?:{ZONE})\s{{1,3}}{MONTH}\s{{1,3}}\d{{2,4}}"
HEAD = re.compile(
    rf"(?P<stamp>{_STAMP}[ \t]{{1,4}})?{_SEA}(?:\s(?:WARNING|NAVIGATIONAL\sWARNING))?\s{{0,3}}"
    rf"(?:{_NUMBER.format('')}|(?P<year2>\d{{2}})-(?P<number2>\d{{4}}))(?:\s?\((?P<regions>[^()\n]{{1,40}})\))?\.?"
    rf"|\(?(?P<letter>[A-Z])(?P<number3>\d{{4}}|_{{4}})/(?P<year3>\d{{2}})\s{{1,3}}NOTAM(?P<what>[NRC])"
    rf"|(?P<chinese>[\u4e00-\u9fff])航警\s?(?P<number4>\d{{1,4}})/(?P<year4>\d{{2,4}})"
)
_MENTION = re.compile(r"(?:CANCEL(?:S|LED)?|CNL|REF(?:ERENCE)?|SEE|AND|ALSO|,)[\s:]{1,3}$")
_RULE = re.compile(r"^(?:NNNN|ZCZC.{0,20}|[-=*]{4,})\s*$", re.M)
_THIS = re.compile(
    r"(?:\b\d{1,2}\.\s{0,2})?CANCEL\sTHIS\s(?:MSG|MESSAGE|WARNING|NOTICE)\s(?:AT\s)?"
    rf"(?P<when>\d{{6}}(?:\s?(?:{ZONE}))?\s{{1,3}}{MONTH}(?:\s{{1,3}}(?:20\d{{2}}|\d{{2}})\b)?)"
)
_OTHERS = re.compile(
    r"(?:\b\d{1,2}\.\s{0,2})?CANCEL\s(?P<which>(?:NAVAREA\s?[IVX]+|HYDRO\w+)\s\d{1,4}/\d{2}(?:\([^()\n]{1,40}\))?"
    r"(?:(?:,|\sAND)\s(?:(?:NAVAREA\s?[IVX]+|HYDRO\w+)\s)?\d{1,4}/\d{2}(?:\([^()\n]{1,40}\))?)*)"
)
_AUTHORITY = re.compile(
    rf"^(?P<who>[A-Z][A-Z0-9 .,&'()-]{{1,60}}?)\s(?P<own>\d{{1,4}}/\d{{2}})\s(?P<when>{_STAMP})\.?\s*$", re.M
)
_FOOT = re.compile(rf"^\(?(?P<when>{_STAMP})\)?\.?\s*$", re.M)


@dataclass
class Head:
    """What the head and the foot of a notice say; ``spans`` are the parts of the text that say it."""

    series: str | None = None
    number: int | None = None
    year: int | None = None
    regions: str | None = None
    authority: str | None = None
    issued: datetime | None = None
    cancel: tuple[Day, int, int | None] | None = None
    cancels: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


def split(text: str) -> list[str]:
    """The notices of a text in capitals; what stands before the first head goes with it when it holds no figures."""
    starts = [m.start() for m in HEAD.finditer(text) if not _MENTION.search(text[max(0, m.start() - 12) : m.start()])]
    cuts = sorted({*starts, *(m.end() for m in _RULE.finditer(text))})
    bounds = [0, *cuts, len(text)]
    parts = [text[a:b] for a, b in pairwise(bounds)]
    return [p for p in parts if re.search(r"[^\W_]", _RULE.sub("", p))]


def head_of(text: str) -> Head:
    """Everything of a notice that is neither area nor window."""
    out = Head()
    found = HEAD.search(text)
    if found and not _MENTION.search(text[max(0, found.start() - 12) : found.start()]):
        _identity(out, found)
    for m in _THIS.finditer(text):
        cancel = group(m["when"])
        if cancel is not None:
            out.cancel = cancel
            out.spans.append(m.span())
    for m in _OTHERS.finditer(text):
        out.cancels += [" ".join(x.split()) for x in re.split(r",| AND ", m["which"])]
        out.spans.append(m.span())
    for pattern in (_AUTHORITY, _FOOT):
        for m in pattern.finditer(text):
            moment = _stamp(m["when"])
            if moment is None or any(a <= m.start() < b for a, b in out.spans):
                continue
            out.issued = moment
            if "who" in m.groupdict():
                out.authority = m["who"].strip()
            out.spans.append(m.span())
    return out


def _identity(out: Head, found: re.Match[str]) -> None:
    g = found.groupdict()
    number = next((v for k, v in g.items() if k.startswith("number") and v), None)
    year = next((v for k, v in g.items() if k.startswith("year") and v), None)
    out.number = int(number) if number and number.isdigit() else None
    out.year = int(year) % 100 + 2000 if year else None
    if g["series"]:
        out.series = " ".join(g["series"].split())
    elif g["letter"]:
        out.series = f"NOTAM {g['letter']}"
    elif g["chinese"]:
        out.series = f"{g['chinese']}航警"
    out.regions = g["regions"]
    if g["stamp"]:
        out.issued = _stamp(g["stamp"])
    out.spans.append(found.span())


def _stamp(text: str) -> datetime | None:
    made = group(text)
    if made is None or made[0].month is None or made[0].year is None:
        return None
    day, minutes, _ = made
    try:
        return datetime(int(day.year or 0), int(day.month or 0), day.day, minutes // 60 % 24, minutes % 60, tzinfo=UTC)
    except ValueError:
        return None
