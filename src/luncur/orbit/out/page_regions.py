"""Regions: how much of each has been seen after so many days."""

from __future__ import annotations

from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_parts import Cell, Part, drawing, legend, note, section, table
from luncur.orbit.out.page_svg import NARROW, Form, Frame, Scale, decimals, in_both, line, round_steps, svg
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts

MOST_LINES = 6  # that a chart tells apart
Curve = tuple[str, list[tuple[float, float]]]


def regions_section(summary: Record, lang: str) -> Part | None:
    """A table of regions and sensors, and their coverage over the days."""
    t = texts(lang)
    rows = [(region, row) for region in rows_of(summary, "regions") for row in rows_of(region, "by_sensor")]
    if not rows:
        return None
    head = [t[k] for k in ("region", "share_seen", "region_gap", "response")]
    curves = [
        (f"{w.name(region.get('name'), lang)} · {w.name(row.get('sensor'), lang)}", days(row)) for region, row in rows
    ]
    drawn = [curve for curve in curves if len(curve[1]) > 1][:MOST_LINES]
    keys = [(f"line line{i}", name) for i, (name, _) in enumerate(drawn)]
    chart = in_both(lambda form: _chart(drawn, form, lang)) if drawn else ""
    parts = [table(head, [_row(a, b, lang) for a, b in rows]), drawing(chart), legend(keys)]
    return section("regions", t["regions"], note(t["regions_note"]), *parts)


def _row(region: Record, row: Record, lang: str) -> list[Cell]:
    points = w.fixed(number_at(region, "points"), 0, lang)
    area = w.figures(number_at(region, "area_km2"), lang, 2)
    small = f"{w.name(row.get('sensor'), lang)}; {texts(lang)['points'].format(count=points, area=area)}"
    return [
        (w.name(region.get("name"), lang), small), w.percent(number_at(row, "share_seen"), lang),
        w.duration(number_at(row, "mean_gap_max_s"), lang), w.duration(number_at(row, "mean_response_s"), lang),
    ]  # fmt: skip


def days(row: Record) -> list[tuple[float, float]]:
    """Days since the epoch and the share seen by then, where both are numbers."""
    found = find(row, "share_by_day")
    pairs = [p for p in found if isinstance(p, list | tuple) and len(p) == 2] if isinstance(found, list) else []
    numbers = [(number_at({"v": day}, "v"), number_at({"v": share}, "v")) for day, share in pairs]
    return [(day, share) for day, share in numbers if day is not None and share is not None]


def _chart(curves: list[Curve], form: Form, lang: str) -> str:
    t = texts(lang)
    high = 260.0 if form is NARROW else 300.0
    last = max(day for _, points in curves for day, _ in points) or 1.0
    x = Scale(0.0, last, 48.0, form.width - 14)
    y = Scale(0.0, 100.0, high - 44, 30.0)
    frame = Frame(form, high, x, y)
    steps = round_steps(0.0, last, 5 if form is NARROW else 10)
    out = frame.axes(
        t["axis_days"], t["axis_share"], lambda v: w.fixed(v, decimals(steps), lang), lambda v: w.fixed(v, 0, lang), steps, [0, 25, 50, 75, 100],
    )  # fmt: skip
    for i, (_, points) in enumerate(curves):
        out.append(line([(x(day), y(100.0 * share)) for day, share in points], f"curve line{i}"))
    return svg(form, high, t["regions_chart"], out)
