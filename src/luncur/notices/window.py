"""When an area is closed: the launch window with its margins, alternates, and the moment the notice cancels itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from luncur.errors import InputError
from luncur.notices.model import Window

# 14 CFR 417 Appendix B: in force from 30 minutes before flight until 30 minutes after the area can be affected
BEFORE = timedelta(minutes=30)
AFTER = timedelta(minutes=30)
CANCEL = timedelta(minutes=60)  # after the end of the last window: the rule of published warnings of launches
MINUTE = timedelta(minutes=1)
EXPECTED = "two moments with their zone, such as 2027-05-15T02:00Z/2027-05-15T04:00Z, the second not before the first"


def launch_window(text: str, alternate: bool = False) -> Window:
    """A launch window from "START/END", ISO 8601; one moment stands for both.  Raises InputError for anything else."""
    option = "--alternate" if alternate else "--window"
    ends = []
    for part in (text.split("/") * 2)[:2] if text.count("/") <= 1 else ("", ""):
        try:
            moment = datetime.fromisoformat(part.strip())
        except ValueError:
            raise InputError("notices", option, text, EXPECTED) from None
        if moment.tzinfo is None or not 1990 <= moment.year <= 2090:
            raise InputError("notices", option, text, EXPECTED)
        ends.append(moment.astimezone(UTC))
    if not timedelta(0) <= ends[1] - ends[0] <= timedelta(days=30):
        raise InputError("notices", option, text, EXPECTED)
    return Window(ends[0], ends[1], alternate)


def launch_windows(first: Window, daily: int, alternates: Sequence[Window]) -> tuple[Window, ...]:
    """The launch window, the same one on ``daily`` days after it, and further alternates, in order of time."""
    days = [Window(first.start + timedelta(days=k), first.end + timedelta(days=k), True) for k in range(1, daily + 1)]
    rest = sorted((*days, *(replace(w, alternate=True) for w in alternates)), key=lambda w: (w.start, w.end))
    return (first, *rest)


def closed(launches: Sequence[Window], last: float) -> tuple[Window, ...]:
    """Windows of an area that debris reaches until ``last`` [s] after lift-off, to whole minutes outward.

    A launch may take place at any moment of its window.
    """
    out = []
    for w in launches:
        start, end = w.start - BEFORE, w.end + timedelta(seconds=last) + AFTER
        start = start.replace(second=0, microsecond=0)
        whole = end.replace(second=0, microsecond=0)
        out.append(Window(start, whole if whole == end else whole + MINUTE, w.alternate))
    return tuple(out)


def cancelled(windows: Sequence[Window]) -> datetime:
    """When a notice cancels itself: 60 minutes after the end of its last window.

    All five published warnings of launches that were looked at keep to it (design/notices.md).
    """
    return max(w.end for w in windows) + CANCEL
