"""When places are seen, on one scale: the first day with light and shadow, and all the days that were computed."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_sun import sun_is_up
from luncur.orbit.out.page_svg import NARROW, Form, Scale, bar, fitting, in_both, round_steps, svg, word
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts

DAY = 86400.0
MOST_STRIPS = 8
_STRIP, _GAP, _LEAST = 18.0, 26.0, 3.0  # height of a strip, room for its name above it, least width of a mark [px]


def timeline(summary: Record, lang: str) -> str:
    """A strip for the satellite and for each place and sensor; empty where nothing of it was computed."""
    epoch, followed = w.epoch_of(summary), number_at(summary, "duration_s")
    seen = strips(summary)
    eclipse = find(summary, "orbit", "eclipse")
    if epoch is None or not followed or followed <= 0 or (not seen and number_at(eclipse, "count") is None):
        return ""
    return in_both(lambda form: _draw(summary, seen, epoch, min(followed, DAY), form, lang))


def calendar(summary: Record, lang: str) -> str:
    """All days on one scale, a strip for each place and sensor; empty where one day is all, or nothing is seen."""
    epoch, followed, seen = w.epoch_of(summary), number_at(summary, "duration_s"), strips(summary)
    if epoch is None or followed is None or followed <= DAY or not any(rows_of(row, "rows") for _, row in seen):
        return ""
    return in_both(lambda form: _days(seen, epoch, followed, form, lang))


def strips(summary: Record) -> list[tuple[Record, Record]]:
    """The first places with each of their sensors."""
    rows = [(p, row) for p in rows_of(summary, "places") for row in rows_of(p, "by_sensor")]
    return rows[:MOST_STRIPS]


def cut_at(row: Record, until: float) -> float | None:
    """From when on accesses are not listed any more [s]; None where all of the time drawn are."""
    listed, count = rows_of(row, "rows"), number_at(row, "accesses") or 0
    ends = [end for r in listed if (end := number_at(r, "end_s")) is not None]
    last = max(ends, default=None)
    return last if last is not None and count > len(listed) and last < until else None


def _draw(
    summary: Record, seen: list[tuple[Record, Record]], epoch: datetime, until: float, form: Form, lang: str
) -> str:
    t, margin = texts(lang), 8.0 if form is NARROW else 12.0
    x = Scale(0.0, until, margin, form.width - margin)
    out: list[str] = []
    y = 0.0
    if number_at(summary, "orbit", "eclipse", "count") is not None:
        y += _GAP
        out += [word(margin, y - 6, t["strip_satellite"], "name"), bar(margin, y, x(until) - margin, _STRIP, "light")]
        out += _shadows(summary, x, y, until)
        y += _STRIP
    for place, row in seen:
        y += _GAP
        out += [_name(place, row, y, x, lang), bar(x(0.0), y, x(until) - x(0.0), _STRIP, "light")]
        out += [*_nights(epoch, until, place, x, y), *_marks(row, until, x, y)]
        y += _STRIP
    out += _clock(epoch, until, x, y, form, lang)
    return svg(form, y + 42, t["timeline"], out)


def _shadows(summary: Record, x: Scale, y: float, until: float) -> list[str]:
    eclipse = find(summary, "orbit", "eclipse")
    starts, ends = (find(eclipse, key) or [] for key in ("starts_s", "ends_s"))
    out = []
    for start, end in zip(starts, ends, strict=False):
        if isinstance(start, int | float) and isinstance(end, int | float) and start < until:
            a, b = max(start, 0.0), min(end, until)
            out.append(bar(x(a), y, x(b) - x(a), _STRIP, "dark"))
    return out


def _name(place: Record, row: Record, y: float, x: Scale, lang: str) -> str:
    """Name of a strip, with the sensor where there are several."""
    sensor = f" · {w.name(row.get('sensor'), lang)}" if len(rows_of(place, "by_sensor")) > 1 else ""
    return word(x.start, y - 6, fitting(f"{w.name(place.get('name'), lang)}{sensor}", x.end - x.start), "name")


def _days(seen: list[tuple[Record, Record]], epoch: datetime, until: float, form: Form, lang: str) -> str:
    t, margin = texts(lang), 8.0 if form is NARROW else 12.0
    x = Scale(0.0, until, margin, form.width - margin)
    out: list[str] = []
    y = 0.0
    for place, row in seen:
        y += _GAP
        out += [
            _name(place, row, y, x, lang),
            bar(x(0.0), y, x(until) - x(0.0), _STRIP, "light"),
            *_marks(row, until, x, y),
        ]
        y += _STRIP
    out.append(f'<path class="axis" d="M{x(0.0):.1f} {y + 4:.1f}H{x(until):.1f}"/>')
    steps = [s for s in round_steps(0.0, until / DAY, 4 if form is NARROW else 8) if s == int(s)]
    for day in steps:
        at = x(day * DAY)
        anchor = "start" if day == 0 else "end" if at > x.end - 25 else "middle"
        out.append(f'<path class="axis" d="M{at:.1f} {y + 1:.1f}v6"/>')
        out.append(word(at, y + 20, w.day(epoch + timedelta(days=day), lang, year=False), anchor=anchor))
    return svg(form, y + 28, t["calendar"], out)


def _marks(row: Record, until: float, x: Scale, y: float) -> list[str]:
    """Accesses on a strip; shaded from where on they are not listed."""
    cut = cut_at(row, until)
    out = [] if cut is None else [bar(x(cut), y, x(until) - x(cut), _STRIP, "unlisted")]
    for r in rows_of(row, "rows"):
        start, end = number_at(r, "start_s"), number_at(r, "end_s")
        if start is not None and end is not None and start < until:
            wide = max(x(min(end, until)) - x(start), _LEAST)
            out.append(bar(min(x(start), x(until) - wide), y - 3, wide, _STRIP + 6, "seen"))
    return out


def _nights(epoch: datetime, until: float, place: Record, x: Scale, y: float) -> list[str]:
    latitude, longitude = number_at(place, "latitude_deg"), number_at(place, "longitude_deg")
    if latitude is None or longitude is None:
        return []
    seconds = np.linspace(0.0, until, 721)
    dark = ~sun_is_up(epoch, seconds, np.radians(latitude), np.radians(longitude))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], dark, [False]]).astype(int)))
    out = []
    for a, b in edges.reshape(-1, 2).tolist():
        start, end = float(seconds[a]), float(seconds[min(b, len(seconds) - 1)])
        out.append(bar(x(start), y, x(end) - x(start), _STRIP, "dark"))
    return out


def _clock(epoch: datetime, until: float, x: Scale, y: float, form: Form, lang: str) -> list[str]:
    """Hours in UTC under the strips, at round times."""
    t = texts(lang)
    hours = until / 3600.0
    step = next((s for s in (1, 2, 3, 6) if hours / s <= (5 if form is NARROW else 12)), 6) * 3600
    midnight = epoch.replace(hour=0, minute=0, second=0, microsecond=0)
    first = int(-(-(epoch - midnight).total_seconds() // step) * step)
    out = [f'<path class="axis" d="M{x(0.0):.1f} {y + 4:.1f}H{x(until):.1f}"/>']
    last = -100.0
    for s in range(first, first + int(until) + step, step):
        at = x(s - (epoch - midnight).total_seconds())
        if at > x(until) + 0.01:
            break
        if x.start + 10 < at < x.end - 10 and at - last > 45:
            shown = midnight + timedelta(seconds=s)
            out.append(f'<path class="axis" d="M{at:.1f} {y + 1:.1f}v6"/>')
            out.append(word(at, y + 20, w.clock(shown, lang, seconds=False), anchor="middle"))
            last = at
    out.append(word(x(until), y + 37, t["utc_from"].format(day=w.day(epoch, lang)), "name", "end"))
    return out
