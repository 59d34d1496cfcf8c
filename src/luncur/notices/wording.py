"""The words of a draft: positions, times and lines as the two kinds of notice write them."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from datetime import datetime, timedelta

from luncur.notices.clock import ABBREVIATIONS
from luncur.notices.model import Window

SEA_STEP = 1.0 / 6000.0  # hundredth of a minute [deg]
AIR_STEP = 1.0 / 3600.0  # second [deg]
NOT_FOR_ISSUE = "DRAFT - NOT FOR ISSUE."
DECIDES = "THIS IS A DRAFT, NOT FOR ISSUE. THE RESPONSIBLE AUTHORITY DECIDES."


def sea_position(east: int, north: int) -> str:
    """A corner in hundredths of a minute, such as "28-39.92N 080-38.33W"."""
    east = _turned(east, 2_160_000)
    return f"{_minutes(abs(north), 2)}{'N' if north >= 0 else 'S'} {_minutes(abs(east), 3)}{'E' if east >= 0 else 'W'}"


def air_position(east: int, north: int) -> str:
    """A corner in seconds, such as "283955N0803820W"."""
    east = _turned(east, 1_296_000)
    return f"{_seconds(abs(north), 2)}{'N' if north >= 0 else 'S'}{_seconds(abs(east), 3)}{'E' if east >= 0 else 'W'}"


def sea_times(windows: Sequence[Window]) -> str:
    """Windows as warnings at sea write them: day-time groups, and times daily where days follow each other."""
    years = len({m.year for w in windows for m in (w.start, w.end)}) > 1
    main = [_run_text(run, years) for run in _runs([w for w in windows if not w.alternate])]
    other = [_run_text(run, years) for run in _runs([w for w in windows if w.alternate])]
    return ", ALTERNATE ".join(_listed(part) for part in (main, other) if part)


def air_schedule(windows: Sequence[Window]) -> str | None:
    """Item D of a NOTAM; None where B and C say it all, or a window is a day long or longer."""
    if len(windows) == 1 or any(w.end - w.start >= timedelta(days=1) for w in windows):
        return None
    out = []
    for run in _runs(sorted(windows, key=lambda w: w.start), across=True):
        first, last = run[0], run[-1]
        days = f"{_month(first.start)} {first.start:%d}"
        if len(run) > 1:
            same = first.start.month == last.start.month
            days += f"-{'' if same else _month(last.start) + ' '}{last.start:%d}"
        out.append(f"{days} {first.start:%H%M}-{first.end:%H%M}")
    return ", ".join(out)


def group(moment: datetime, year: bool = True) -> str:
    """Day, time and month, such as "181954Z NOV 22"."""
    return f"{moment:%d%H%M}Z {_month(moment)}" + (f" {moment:%y}" if year else "")


def wrapped(text: str, indent: int = 3) -> str:
    """Lines of at most 68 characters; positions and times are not broken."""
    return textwrap.fill(
        text,
        68,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " AND " + parts[-1]


def _runs(windows: Sequence[Window], across: bool = False) -> list[list[Window]]:
    """Windows at the same time on days that follow each other; ``across``: whatever their kind."""
    out: list[list[Window]] = []
    for w in windows:
        day = timedelta(days=1)
        last = out[-1][-1] if out else None
        fits = last is not None and w.start - last.start == day and w.end - last.end == day
        if fits and (across or w.end - w.start < day):
            out[-1].append(w)
        else:
            out.append([w])
    return out


def _run_text(run: list[Window], years: bool) -> str:
    first, last = run[0], run[-1]
    if len(run) == 1:
        if first.start.month == first.end.month and first.start.year == first.end.year:
            return f"{first.start:%d%H%M}Z TO {group(first.end, years)}"
        return f"{group(first.start, years)} TO {group(first.end, years)}"
    year = [f" {m.start:%y}" if years else "" for m in (first, last)]
    same = first.start.month == last.start.month
    start = f"{first.start:%d}" + ("" if same else f" {_month(first.start)}{year[0]}")
    return f"{first.start:%H%M}Z TO {first.end:%H%M}Z DAILY {start} THRU {last.start:%d} {_month(last.start)}{year[1]}"


def _month(moment: datetime) -> str:
    return ABBREVIATIONS[moment.month - 1]


def _turned(east: int, around: int) -> int:
    return (east + around // 2) % around - around // 2


def _minutes(steps: int, width: int) -> str:
    degrees, rest = divmod(steps, 6000)
    return f"{degrees:0{width}d}-{rest // 100:02d}.{rest % 100:02d}"


def _seconds(steps: int, width: int) -> str:
    degrees, rest = divmod(steps, 3600)
    return f"{degrees:0{width}d}{rest // 60:02d}{rest % 60:02d}"


def about(corners: Sequence[tuple[float, float]]) -> str:
    """Centre to the minute and radius in nautical miles that hold all corners [deg], as line Q ends: "5314N13824E083"."""
    from geographiclib.geodesic import Geodesic

    north = [c[0] for c in corners]
    east = [c[1] for c in corners]
    turned = [e - 360.0 * round((e - east[0]) / 360.0) for e in east]
    latitude = round((min(north) + max(north)) * 30)
    longitude = _turned(round((min(turned) + max(turned)) * 30), 21_600)
    far = max(
        float(Geodesic.WGS84.Inverse(latitude / 60, longitude / 60, a, b)["s12"])
        for a, b in zip(north, east, strict=True)
    )
    radius = min(999, math.ceil(far / 1852.0))
    return (
        f"{abs(latitude) // 60:02d}{abs(latitude) % 60:02d}{'N' if latitude >= 0 else 'S'}"
        f"{abs(longitude) // 60:03d}{abs(longitude) % 60:02d}{'E' if longitude >= 0 else 'W'}{radius:03d}"
    )
