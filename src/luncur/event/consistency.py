"""Published figures against published positions: ranges, bearings, units, two figures for one thing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from luncur.earth.geodesic import distance_and_azimuth
from luncur.event.findings import Finding, label, same_thing
from luncur.event.load import origin_of
from luncur.event.model import Event, Report
from luncur.event.regions import Region
from luncur.event.words import unit_text

Regions = dict[str, Region]
# A figure in km, miles or nautical miles that was written with the name of another of them.
_NAMES = {"km": 1000.0, "nmi": 1852.0, "mi": 1609.344}


def consistency(event: Event, regions: Regions) -> Iterator[Finding]:
    """Every comparison of ranges, bearings and positions of an event."""
    for report in event.reports:
        if report.range is not None and report.id in regions and regions[report.id].how != "bearing":
            yield from _range_against_position(event, report, regions[report.id])
    for a, b in combinations(event.reports, 2):
        if same_thing(a, b) and a.id in regions and b.id in regions:
            yield _between(a, b, regions)


def _range_against_position(event: Event, report: Report, region: Region) -> Iterator[Finding]:
    """A stated range and bearing against the distance to the stated position."""
    assert report.range is not None
    origin = origin_of(event, report)
    # an origin with several points stands for a coast, of which the nearest point counts
    distance, azimuth = min(distance_and_azimuth(*p, region.latitude, region.longitude) for p in origin.points)
    half = report.range_uncertainty if report.range_uncertainty is not None else report.range.rounding
    slack = half + region.radius + origin.extent
    values = {
        "report": label(report), "origin": origin.words, "stated": _as_written(report), "computed_m": distance,
        "azimuth_rad": azimuth, "slack_m": slack,
    }  # fmt: skip
    agrees = abs(distance - report.range.value) <= slack
    yield Finding(
        "range_agrees" if agrees else "range_contradicts", "agrees" if agrees else "contradicts", (report.id,), values
    )
    if not agrees:
        yield from _other_unit(report, distance, slack - half)
    if report.bearing is not None:
        turn = report.bearing_uncertainty if report.bearing_uncertainty is not None else report.bearing.rounding
        turn += math.atan2(region.radius + origin.extent, distance)
        off = abs(math.remainder(report.bearing.value - azimuth, 2 * math.pi))
        code, level = ("bearing_agrees", "agrees") if off <= turn else ("bearing_contradicts", "contradicts")
        more = {**values, "stated_rad": report.bearing.value, "turn_rad": turn}
        yield Finding(code, level, (report.id,), more)


def _other_unit(report: Report, distance: float, slack: float) -> Iterator[Finding]:
    """A range that fits its position when its number is read in another unit."""
    assert report.range is not None
    for unit, size in _NAMES.items():
        value = report.range.number * size
        rounding = report.range.rounding / report.range.value * value if report.range.value else 0.0
        if unit != report.range.unit and abs(value - distance) <= slack + rounding:
            words = {"en": {"km": "kilometres", "nmi": "nautical miles", "mi": "statute miles"}[unit],
                     "id": {"km": "kilometer", "nmi": "mil laut", "mi": "mil"}[unit]}  # fmt: skip
            yield Finding(
                "unit_fits", "note", (report.id,),
                {"report": label(report), "stated": _as_written(report), "unit": words, "read_m": value, "computed_m": distance},
            )  # fmt: skip


def _as_written(report: Report) -> dict[str, str]:
    """The range in the unit of the report, in both languages."""
    from luncur.sentences import localised

    assert report.range is not None
    number = f"{report.range.number:,.10g}"
    unit = report.range.unit
    return {lang: f"{localised(number, lang)} {unit_text(unit, lang)}" for lang in ("en", "id")}


def _between(a: Report, b: Report, regions: Regions) -> Finding:
    """How far apart two reports put one thing."""
    one, other = regions[a.id], regions[b.id]
    distance, _ = distance_and_azimuth(one.latitude, one.longitude, other.latitude, other.longitude)
    slack = one.radius + other.radius
    agrees = distance <= slack
    values = {"one": label(a), "other": label(b), "distance_m": distance, "slack_m": slack}
    return Finding(
        "positions_agree" if agrees else "positions_differ", "agrees" if agrees else "contradicts", (a.id, b.id), values
    )
