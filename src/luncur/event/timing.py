"""Times against each other and against the windows of announced areas."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from luncur.event.findings import Finding, label, lift_offs, same_thing
from luncur.event.model import Area, Event, When
from luncur.event.words import joined


def timing(event: Event) -> Iterator[Finding]:
    """Every comparison of times of an event."""
    for a, b in combinations(event.times, 2):
        if same_thing(a, b):
            yield _between(a, b)
    for area in _by_windows(event):
        for start in lift_offs(event):
            yield _window(start, area)
    if starts := lift_offs(event):
        yield from _after(event, starts[0])


def _between(a: When, b: When) -> Finding:
    gap, slack = abs((a.at - b.at).total_seconds()), a.spread + b.spread
    values = {
        "one": label(a),
        "other": label(b),
        "gap_s": gap,
        "slack_s": slack,
        "at_one": a.at.isoformat(),
        "at_other": b.at.isoformat(),
    }
    if gap <= slack:
        return Finding("times_agree", "agrees", (a.id, b.id), values)
    return Finding("times_differ", "contradicts", (a.id, b.id), values)


def _by_windows(event: Event) -> list[list[Area]]:
    """Areas with windows, those of the same windows together."""
    groups: dict[tuple[Any, ...], list[Area]] = {}
    for area in event.areas:
        if area.windows:
            groups.setdefault(tuple(area.spans), []).append(area)
    return list(groups.values())


def _window(start: When, areas: list[Area]) -> Finding:
    """Lift-off before, in, between or after the windows of areas."""
    names = {lang: joined([a.name.say(lang) for a in areas], lang) for lang in ("en", "id")}
    facts = (start.id, *(a.id for a in areas))
    values: dict[str, Any] = {"time": label(start), "at": start.at.isoformat(), "areas": names}
    spans = areas[0].spans
    for opens, closes in spans:
        seen = {**values, "opens": opens.isoformat(), "closes": closes.isoformat()}
        if min(abs((start.at - edge).total_seconds()) for edge in (opens, closes)) < start.spread:
            return Finding("window_edge", "undecided", facts, seen)
        if opens <= start.at <= closes:
            return Finding("window_open", "agrees", facts, seen)
    later = [opens for opens, _ in spans if opens > start.at]
    if later:
        gap = (later[0] - start.at).total_seconds()
        code = "window_not_yet" if later[0] == spans[0][0] else "window_between"
        return Finding(code, "contradicts", facts, {**values, "opens": later[0].isoformat(), "gap_s": gap})
    closed = max(closes for _, closes in spans)
    gap = (start.at - closed).total_seconds()
    return Finding("window_closed", "contradicts", facts, {**values, "closes": closed.isoformat(), "gap_s": gap})


def _after(event: Event, start: When) -> Iterator[Finding]:
    """Times of reports since lift-off: negative ones, and stated times of flight that do not fit."""
    for report in event.reports:
        if report.time is None:
            continue
        flown = (report.time - start.at).total_seconds()
        slack = start.spread + (report.time_uncertainty if report.time_uncertainty is not None else 60.0)
        values = {"report": label(report), "time": label(start), "flown_s": flown, "slack_s": slack}
        if flown < -slack:
            yield Finding("before_lift_off", "contradicts", (report.id, start.id), {**values, "flown_s": -flown})
        elif report.flight_time is not None:
            fits = abs(flown - report.flight_time.value) <= slack + report.flight_time.rounding
            code = "flight_time_agrees" if fits else "flight_time_contradicts"
            stated = {**values, "stated_s": report.flight_time.value}
            yield Finding(code, "agrees" if fits else "contradicts", (report.id, start.id), stated)
