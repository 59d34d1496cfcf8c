"""How often and for how long places and regions are seen, as the summary tells it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.coverage.figures import PointFigures, covered_over_time, point_figures, region_figures
from luncur.orbit.coverage.sunlight import SunPath, mean_solar_time, sun_elevation
from luncur.orbit.input.model import OrbitCase
from luncur.orbit.motion.track import Track
from luncur.orbit.study.followed import Followed
from luncur.orbit.study.seen import Seen

Floats = NDArray[np.float64]

DAY = 86_400.0
MOST_ROWS = 20  # accesses of one place by one sensor that the summary lists; accesses.parquet has all
MOST_TOLD = 50  # places whose accesses are listed
PERCENTILES = (50.0, 95.0)
MOMENTS = 60  # of a region's curve


def places_record(
    case: OrbitCase, follows: Followed, found: tuple[Seen, ...], track: Track, sun: SunPath
) -> list[dict[str, Any]]:
    """Figures of each place by each sensor; gaps at both ends of the window count, as long as they are seen to be."""
    by_sensor = [one for one in found if one.target == ""]
    figures = [point_figures(one.found, ends="counted", percentiles=PERCENTILES) for one in by_sensor]
    out = []
    for number, place in enumerate(case.places):
        rows = []
        for one, all_points in zip(by_sensor, figures, strict=True):
            row = {"sensor": one.sensor.name, **_point(all_points, number, one.found.window)}
            row["rows"] = _rows(one, number, follows, track, sun) if number < MOST_TOLD else []
            rows.append(row)
        out.append(
            {
                "name": place.name, "latitude_deg": math.degrees(place.latitude), "longitude_deg": math.degrees(place.longitude),
                "by_sensor": rows,
            }
        )  # fmt: skip
    return out


def _point(f: PointFigures, n: int, window: tuple[float, float]) -> dict[str, Any]:
    days = (window[1] - window[0]) / DAY
    return {
        "accesses": int(f.accesses[n]), "visits": int(f.visits[n]), "cumulative_s": float(f.access_time[n]),
        "first_s": _finite(f.first[n]), "gap_max_s": _finite(f.longest_gap[n]), "gap_mean_s": _finite(f.mean_gap[n]),
        "gap_median_s": _finite(f.gap_percentiles[n, 0]), "gap_p95_s": _finite(f.gap_percentiles[n, 1]),
        "mean_response_s": _finite(f.mean_response[n]), "mean_per_day": float(f.visits[n] / days),
    }  # fmt: skip


def _rows(one: Seen, number: int, follows: Followed, track: Track, sun: SunPath) -> list[dict[str, Any]]:
    """The first accesses of a place: when, how high the Sun stands, how far the satellite looks aside in the middle of it."""
    which = np.flatnonzero(one.found.point == number)
    which = which[np.argsort(one.found.start[which], kind="stable")][:MOST_ROWS]
    middle = 0.5 * (one.found.start[which] + one.found.end[which])
    place = one.points
    toward = np.column_stack([np.interp(middle, sun.seconds, sun.position[:, k]) for k in range(3)])
    some = type(place)(*(getattr(place, n)[[number]] for n in ("latitude", "longitude", "altitude", "area")))
    height = sun_elevation(some, toward)[0] if len(which) else np.zeros(0)
    hours = mean_solar_time(one.found.epoch, middle, place.longitude[number])
    aside = off_nadir(track, middle, place.position[number]) if len(follows) == 1 else np.full(len(which), np.nan)
    return [
        {
            "satellite": follows.names[int(one.found.satellite[k])], "start_s": float(one.found.start[k]),
            "end_s": float(one.found.end[k]), "sun_elevation_deg": math.degrees(float(height[j])),
            "local_time_h": float(hours[j]), "off_nadir_deg": _finite(math.degrees(aside[j])),
        }
        for j, k in enumerate(which.tolist())
    ]  # fmt: skip


def off_nadir(track: Track, seconds: Floats, point: Floats) -> Floats:
    """Angle [rad] at the satellite between the Earth's centre and a point (3,) [m], at some seconds."""
    from scipy.interpolate import CubicHermiteSpline

    if len(seconds) == 0:
        return np.zeros(0)
    p = CubicHermiteSpline(track.seconds, track.position, track.velocity)(seconds)
    line = point - p
    cosine = -np.einsum("ij,ij->i", line, p) / (np.linalg.norm(line, axis=1) * np.linalg.norm(p, axis=1))
    return np.asarray(np.arccos(np.clip(cosine, -1.0, 1.0)))


def regions_record(case: OrbitCase, found: tuple[Seen, ...]) -> list[dict[str, Any]]:
    """Figures of each region by each sensor, its points weighted by the area they stand for."""
    return [
        {
            "name": region.name, "points": next((len(s.points) for s in found if s.target == region.name), 0),
            "area_km2": next((float(s.points.area.sum()) / 1e6 for s in found if s.target == region.name), None),
            "by_sensor": [_region(one) for one in found if one.target == region.name],
        }
        for region in case.regions
    ]  # fmt: skip


def _region(one: Seen) -> dict[str, Any]:
    f = region_figures(
        point_figures(one.found, ends="counted", percentiles=PERCENTILES), one.points.area, one.found.window
    )
    seconds, share = covered_over_time(one.found, one.points.area)
    moments = np.linspace(one.found.window[0], one.found.window[1], MOMENTS + 1)
    place = np.searchsorted(seconds, moments, side="right")
    curve = np.append(0.0, share)[place]
    return {
        "sensor": one.sensor.name, "share_seen": f.covered, "mean_share_in_view": f.mean_seen, "gap_max_s": _finite(f.longest_gap),
        "mean_gap_max_s": _finite(f.mean_longest_gap), "mean_gap_s": _finite(f.mean_gap), "mean_response_s": _finite(f.mean_response),
        "share_by_day": [[float(t) / DAY, float(s)] for t, s in zip(moments, curve, strict=True)],
    }  # fmt: skip


def _finite(value: float | np.floating[Any]) -> float | None:
    return float(value) if math.isfinite(value) else None
