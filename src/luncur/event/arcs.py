"""Times of flight of civil launches and re-entries against range and height of an unpowered arc, in vacuum.

Only bounds that hold whatever the vehicle was: no path is fitted and nothing is inferred about a vehicle.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from luncur.earth.constants import EARTH_RATE, MU, SEMI_MAJOR_AXIS
from luncur.earth.geodesic import distance_and_azimuth
from luncur.event.findings import Finding, label, lift_offs
from luncur.event.model import Event, Report
from luncur.event.regions import Region, ranges

_RADIUS = 6.371e6  # [m] mean radius: arcs are those over a sphere
_FASTEST = math.sqrt(2 * MU / _RADIUS) + EARTH_RATE * SEMI_MAJOR_AXIS  # [m/s]
_GRAVITY = 9.833  # [m/s2] the largest at the surface, at the poles


def least_fall_time(height: float) -> float:
    """Shortest time [s] in which a body falls from rest at a height [m] in vacuum, with the gravity of the surface all the way."""
    return math.sqrt(2 * max(height, 0.0) / _GRAVITY)


def least_range_time(distance: float) -> float:
    """Shortest time [s] over a distance on the ground [m], for whatever does not leave the Earth.

    Over the ground no bound body is faster than escape speed at the surface, with the Earth's turning added.
    """
    return distance / _FASTEST


def arc_time(distance: float, height: float) -> float | None:
    """Time [s] of the Kepler arc from ground to ground over a distance [m] that rises to a height [m]; the Earth does not turn.

    The ellipse has its apogee half way: with half-angle a, e = (ra - R) / (ra - R cos a).  None where no ellipse fits.
    Source: Bate, Mueller, White, Fundamentals of Astrodynamics (1971), chapter 6.
    """
    half = distance / (2 * _RADIUS)
    apogee = _RADIUS + height
    if height <= 0 or not 0 < half < math.pi:
        return None
    e = (apogee - _RADIUS) / (apogee - _RADIUS * math.cos(half))
    if not 0 < e < 1:
        return None
    axis = apogee / (1 + e)
    # eccentric anomaly at the ground, from apogee
    cosine = (1 - _RADIUS / axis) / e
    if not -1 <= cosine <= 1:
        return None
    anomaly = math.acos(cosine)
    mean = math.pi - (anomaly - e * math.sin(anomaly))
    return 2 * mean * math.sqrt(axis**3 / MU)


def arcs(event: Event, regions: dict[str, Region]) -> Iterator[Finding]:
    """Bounds on the time of flight of everything that came down; nothing for other kinds of events."""
    if not event.unpowered:
        return
    starts = lift_offs(event)
    for report in event.reports:
        if report.what not in ("splashdown", "impact"):
            continue
        flown = _flown(report, starts[0].at.timestamp() if starts else None)
        distance = _distance(event, report, regions)
        if flown is None or (distance is None and report.height is None):
            continue
        yield from _bounds(report, flown, distance)


def _bounds(report: Report, flown: tuple[float, float], distance: tuple[float, float] | None) -> Iterator[Finding]:
    time, slack = flown
    height = report.height
    least_distance = distance[0] if distance else 0.0
    least_height = max(height.value - height.rounding, 0.0) if height else 0.0
    least = max(least_range_time(least_distance), least_fall_time(least_height))
    values: dict[str, object] = {"report": label(report), "flown_s": time, "least_s": least, "slack_s": slack}
    if distance:
        values |= {"near_m": distance[0], "far_m": distance[1]}
    if height:
        values["height_m"] = height.value
    kind = "both" if distance and height else "range" if distance else "height"
    if time + slack < least:
        yield Finding(f"arc_too_short_{kind}", "contradicts", (report.id,), values)
        return
    yield Finding(f"arc_possible_{kind}", "agrees", (report.id,), values)
    if distance and height and (whole := arc_time((distance[0] + distance[1]) / 2, height.value)) is not None:
        yield Finding(
            "arc_whole", "note", (report.id,), {**values, "range_m": (distance[0] + distance[1]) / 2, "arc_s": whole}
        )


def _flown(report: Report, start: float | None) -> tuple[float, float] | None:
    """Time of flight [s] and how far it may be off."""
    if report.flight_time is not None:
        return report.flight_time.value, report.flight_time.rounding
    if report.time is not None and start is not None:
        return report.time.timestamp() - start, 60.0 + (report.time_uncertainty or 60.0)
    return None


def _distance(event: Event, report: Report, regions: dict[str, Region]) -> tuple[float, float] | None:
    """Least and greatest range over the ground [m]: from the position, else as stated."""
    if report.id in regions and event.site is not None:
        near, far = ranges(regions[report.id], event.site.at.latitude, event.site.at.longitude)
        return max(near - event.site.uncertainty, 0.0), far + event.site.uncertainty
    if report.range is not None and report.range_from is None:
        half = report.range_uncertainty if report.range_uncertainty is not None else report.range.rounding
        return max(report.range.value - half, 0.0), report.range.value + half
    return None


def track_speeds(event: Event, regions: dict[str, Region]) -> Iterator[Finding]:
    """For re-entries: how fast a body would have moved between two reported points and times."""
    if event.kind != "re-entry":
        return
    timed = [r for r in event.reports if r.time is not None and r.id in regions]
    for i, a in enumerate(timed):
        for b in timed[i + 1 :]:
            assert a.time is not None
            assert b.time is not None
            gap = abs((a.time - b.time).total_seconds())
            one, other = regions[a.id], regions[b.id]
            distance, _ = distance_and_azimuth(one.latitude, one.longitude, other.latitude, other.longitude)
            slack = _slack(a) + _slack(b)
            above = distance - one.radius - other.radius > _FASTEST * (gap + slack)
            if gap <= slack and not above:
                continue  # as the times are written, the body may have had any speed
            values = {
                "one": label(a), "other": label(b), "distance_m": distance, "gap_s": gap,
                "speed_m_s": distance / max(gap, 1.0), "circular_m_s": math.sqrt(MU / _RADIUS),
            }  # fmt: skip
            if above:
                yield Finding("speed_too_high", "contradicts", (a.id, b.id), values)
            else:
                rounded = {"low_m_s": distance / (gap + slack), "high_m_s": distance / (gap - slack)}
                yield Finding("speed_between", "note", (a.id, b.id), {**values, **rounded})


def _slack(report: Report) -> float:
    return 60.0 if report.time_uncertainty is None else report.time_uncertainty
