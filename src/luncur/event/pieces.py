"""Pieces of a re-entering body, fallen with luncur.fall from where it broke up: their order and spread along the track."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from luncur.earth.geodesic import distance_and_azimuth
from luncur.event.findings import Finding, label
from luncur.event.model import Event, Report
from luncur.event.regions import Region


@dataclass(frozen=True)
class Flown:
    """One recovered piece: distance from the breakup to where it was found, and between which it falls by calculation [m]."""

    report: Report
    found: float
    nearest: float
    farthest: float
    lines: tuple[tuple[float, float], ...]  # where it falls by calculation [rad]


def fly_pieces(event: Event, regions: dict[str, Region]) -> list[Flown]:
    """Every piece with a ballistic coefficient, fallen from all corners of speed and path angle; lightest drag last."""
    from luncur.debris import FallingBody, fall, state_from_local

    start = event.breakup
    if start is None:
        return []
    out = []
    for report in event.reports:
        if report.ballistic_coefficient is None or report.id not in regions:
            continue
        states = [
            state_from_local(
                start.at.latitude, start.at.longitude, start.height.value,
                speed * math.cos(angle) * math.cos(start.azimuth), speed * math.cos(angle) * math.sin(start.azimuth),
                -speed * math.sin(angle),
            )
            for speed, angle in product(start.speed, start.path_angle)
        ]  # fmt: skip
        body = FallingBody(report.ballistic_coefficient, 1.0, 1.0)
        end = fall(np.array([s[0] for s in states]), np.array([s[1] for s in states]), body)
        points = tuple(zip(end.latitude.tolist(), end.longitude.tolist(), strict=True))
        ranges = [distance_and_azimuth(start.at.latitude, start.at.longitude, *p)[0] for p in points]
        region = regions[report.id]
        found, _ = distance_and_azimuth(start.at.latitude, start.at.longitude, region.latitude, region.longitude)
        out.append(Flown(report, found, min(ranges), max(ranges), points))
    return sorted(out, key=lambda f: f.report.ballistic_coefficient or 0.0)


def pieces(event: Event, flown: list[Flown]) -> Iterator[Finding]:
    """Each piece's range by calculation against where it was found, and the order of all."""
    for one in flown:
        inside = one.nearest <= one.found <= one.farthest
        values = {
            "report": label(one.report), "beta": one.report.ballistic_coefficient, "found_m": one.found,
            "near_m": one.nearest, "far_m": one.farthest,
        }  # fmt: skip
        yield Finding(
            "piece_inside" if inside else "piece_outside", "agrees" if inside else "note", (one.report.id,), values
        )
    if len(flown) > 1:
        order = [f.report.body.en if f.report.body else f.report.id for f in sorted(flown, key=lambda f: f.found)]
        fallen = [f.report.body.en if f.report.body else f.report.id for f in sorted(flown, key=lambda f: f.farthest)]
        same = order == fallen
        names = [
            {lang: f.report.body.say(lang) if f.report.body else f.report.id for lang in ("en", "id")}
            for f in sorted(flown, key=lambda f: f.farthest)
        ]
        found = [f.found for f in flown]
        values = {
            "fallen": {lang: ", ".join(n[lang] for n in names) for lang in ("en", "id")},
            "spread_m": max(found) - min(found),
            "low_m": max(f.nearest for f in flown) - min(f.nearest for f in flown),
            "high_m": max(f.farthest for f in flown) - min(f.farthest for f in flown),
        }
        ids = tuple(f.report.id for f in flown)
        yield Finding(
            "pieces_in_order" if same else "pieces_out_of_order", "agrees" if same else "contradicts", ids, values
        )
