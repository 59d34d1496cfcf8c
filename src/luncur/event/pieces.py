"""Pieces of a re-entering body, fallen with luncur.fall from where it broke up: their order and spread along the track."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from luncur.earth.geodesic import distance_and_azimuth
from luncur.event.findings import Finding, label
from luncur.event.model import Breakup, Event, Report
from luncur.event.regions import Region
from luncur.event.words import joined


@dataclass(frozen=True)
class Flown:
    """One recovered piece: distance from the breakup to where it was found, and between which it falls by calculation [m]."""

    report: Report
    found: float
    nearest: float
    farthest: float
    lines: tuple[tuple[float, float], ...]  # where it falls by calculation [rad]


def fly_pieces(event: Event, regions: dict[str, Region]) -> list[Flown]:
    """Every piece with a ballistic coefficient, fallen from all corners of what is known of it and of the breakup.

    Those that the air slows most come first.
    """
    start = event.breakup
    if start is None:
        return []
    out = []
    for report in event.reports:
        if report.ballistic_coefficient is None or report.id not in regions:
            continue
        points = tuple(p for beta in report.ballistic_coefficient for p in _fallen(start, beta))
        ranges = [distance_and_azimuth(start.at.latitude, start.at.longitude, *p)[0] for p in points]
        region = regions[report.id]
        found, _ = distance_and_azimuth(start.at.latitude, start.at.longitude, region.latitude, region.longitude)
        out.append(Flown(report, found, min(ranges), max(ranges), points))
    return sorted(out, key=lambda f: f.report.ballistic_coefficient or (0.0, 0.0))


def _fallen(start: Breakup, beta: float) -> list[tuple[float, float]]:
    """Where a piece of one ballistic coefficient falls [rad], from all corners of the state at the breakup."""
    from luncur.debris import FallingBody, fall, state_from_local

    height = start.height
    corners = product((height.value - height.rounding, height.value + height.rounding), start.speed, start.path_angle)
    states = [
        state_from_local(
            start.at.latitude, start.at.longitude, above,
            speed * math.cos(angle) * math.cos(start.azimuth), speed * math.cos(angle) * math.sin(start.azimuth),
            speed * math.sin(angle),  # down: the path angle is that below the horizon
        )
        for above, speed, angle in corners
    ]  # fmt: skip
    end = fall(np.array([s[0] for s in states]), np.array([s[1] for s in states]), FallingBody(beta, 1.0, 1.0))
    return list(zip(end.latitude.tolist(), end.longitude.tolist(), strict=True))


def pieces(event: Event, flown: list[Flown]) -> Iterator[Finding]:
    """Each piece's range by calculation against where it was found, and the order of all."""
    for one in flown:
        values = {
            "report": label(one.report), "beta": _beta(one.report), "found_m": one.found,
            "near_m": one.nearest, "far_m": one.farthest,
        }  # fmt: skip
        if one.nearest <= one.found <= one.farthest:
            yield Finding("piece_inside", "agrees", (one.report.id,), values)
        else:
            beyond = one.found > one.farthest
            gap = one.found - one.farthest if beyond else one.nearest - one.found
            code = "piece_beyond" if beyond else "piece_short"
            yield Finding(code, "note", (one.report.id,), {**values, "gap_m": gap})
    if len(flown) > 1:
        order = [f.report.body.en if f.report.body else f.report.id for f in sorted(flown, key=lambda f: f.found)]
        fallen = [f.report.body.en if f.report.body else f.report.id for f in sorted(flown, key=lambda f: f.farthest)]
        same = order == fallen
        names = [
            {lang: f.report.body.say(lang) if f.report.body else f.report.id for lang in ("en", "id")}
            for f in sorted(flown, key=lambda f: f.farthest)
        ]
        found = [f.found for f in flown]
        first, *_, last = sorted(flown, key=lambda f: f.farthest)
        values = {
            "fallen": {lang: joined([n[lang] for n in names], lang) for lang in ("en", "id")},
            "spread_m": max(found) - min(found),
            "low_m": max(last.nearest - first.farthest, 0.0),
            "high_m": last.farthest - first.nearest,
        }
        ids = tuple(f.report.id for f in flown)
        yield Finding(
            "pieces_in_order" if same else "pieces_out_of_order", "agrees" if same else "contradicts", ids, values
        )


def _beta(report: Report) -> dict[str, str]:
    """The ballistic coefficient, or between which it lies, as text."""
    from luncur.event.rows import beta_text

    assert report.ballistic_coefficient is not None
    return {lang: beta_text(report.ballistic_coefficient, lang) for lang in ("en", "id")}
