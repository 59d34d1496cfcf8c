"""An orbit study's summary that is made up: whole and plausible, its numbers those of no real satellite."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

HOSTILE = "<img src=x onerror=alert(1)></title></svg><b id=injected>bold</b>\"'>{count} $x$"
DAY = 86400.0
YEAR = 365.25 * DAY


def made_orbit(name: str = "made up") -> dict[str, Any]:
    """A summary as in orbit.json; ``name``: of everything that a user may name, to see what the page makes of it."""
    plain = name == "made up"
    places = [("Example place, mid-latitude", 45.0, 10.0), ("Example place near the equator", -2.0, 118.0)]
    sensors = ["camera, 20 km swath", "wide camera"]
    if not plain:
        places, sensors = [(name, a, b) for _, a, b in places], [f"{name} {i}" for i in (1, 2)]
    return {
        "schema": "luncur-orbit-result/1", "name": name, "title": "A made-up satellite, 493 x 512 km, 97.4 deg" if plain else name,
        "source": {"kind": "mission", "file": f"{name}.toml", "text": f"elements of {name}", "coded": None},
        "epoch": "2023-11-21T14:00:00Z", "satellites": 1, "method": "secular motion under J2 to J4", "duration_s": 10 * DAY, "step_s": 60.0,
        "assumed": [f"{name} has a mass of 300 kg", "air drag is left out"], "assumed_coded": [None, None],
        "not_computed": [{"what": "solar radiation pressure", "why": f"{name} gives no area for it", "coded": None}],
        "elements": {
            "frame": "J2000", "semi_major_axis_m": 6880637.0, "eccentricity": 0.001381, "inclination_deg": 97.4, "raan_deg": 215.1234,
            "argument_of_perigee_deg": 12.3, "true_anomaly_deg": 45.6, "perigee_altitude_m": 493e3, "apogee_altitude_m": 512e3,
        },
        "orbit": {
            "period_s": 5680.2, "nodal_period_s": 5676.9, "revolutions_per_day": 15.2196, "node_rate_deg_per_day": 0.9871,
            "perigee_rate_deg_per_day": -3.501, "local_time_of_ascending_node_h": 22.5, "local_time_drift_min_per_day": 0.006,
            "sun_synchronous_inclination_deg": 97.403, "beta_deg": -21.7,
            "eclipse": {"count": 152, "longest_s": 2071.0, "share": 0.358, **_shadows()}, "ground_speed_m_s": 7062.0, "latitude_reach_deg": 82.6,
        },
        "seed": 7, "injection": _injection(name), "cut_short": _cut_short(), "life": _life(name), "reentry": _reentry(name),
        "sensors": [_sensor(s, i) for i, s in enumerate(sensors)],
        "places": [
            {"name": p, "latitude_deg": a, "longitude_deg": b, "by_sensor": [_seen(s, 7 * i + j) for j, s in enumerate(sensors)]}
            for i, (p, a, b) in enumerate(places)
        ],
        "regions": [{"name": "latitudes 40 to 50" if plain else name, "points": 341, "area_km2": 2.52e6, "by_sensor": [_covered(s, i) for i, s in enumerate(sensors)]}],
        "design": {
            "repeat_cycles": [
                {"days": 5, "revolutions": 76, "semi_major_axis_m": 6884123.0, "change_m": 3486.0, "spacing_m": 527300.0},
                {"days": 14, "revolutions": 213, "semi_major_axis_m": 6879011.0, "change_m": -1626.0, "spacing_m": 188100.0},
                {"days": 1, "revolutions": 15, "semi_major_axis_m": 6945210.0, "change_m": 64573.0, "spacing_m": 2671700.0},
            ],
            "sun_synchronous": {"inclination_deg": 97.403, "difference_deg": -0.003},
        },
        "launch_windows": {
            "site": "vostochny-1s" if plain else name,
            "rows": [
                {"time": "2023-11-21T01:12:13Z", "pass": "descending", "azimuth_inertial_deg": 191.9, "azimuth_deg": 194.6},
                {"time": "2023-11-21T12:37:48Z", "pass": "ascending", "azimuth_inertial_deg": 348.1, "azimuth_deg": 345.4},
            ],
            "cost": [{"minutes": m, "plane_deg": 0.248 * m, "speed_m_s": 33.1 * m} for m in (1, 5, 10)], "why_none": None,
        },
        "constellation": None, "earth_orientation": {"version": "IERS 2026-07", "kind": "measured"},
        "provenance": {"made": "2026-01-02T03:04:05+00:00", "versions": {"luncur": "0.1.0", "sgp4": "2.24"}, "sha256": "ab" * 32, "seed": 7},
        "timing": {"wall_s": 12.3},
    }  # fmt: skip


def _shadows() -> dict[str, list[float]]:
    starts = [1403.0 + 5680.2 * k for k in range(152)]
    return {"starts_s": starts, "ends_s": [s + 2068.0 for s in starts]}


def _injection(name: str) -> dict[str, Any]:
    rows = made_dispersed()
    names = ("perigee_altitude_m", "apogee_altitude_m", "mean_altitude_m", "inclination_deg", "raan_deg")
    columns = [rows[:, 0], rows[:, 1], (rows[:, 0] + rows[:, 1]) / 2, rows[:, 2], 215.1 + 0.1 * (rows[:, 2] - 97.4)]
    percent = [
        dict(zip(("p2_5", "median", "p97_5"), np.percentile(c, (2.5, 50, 97.5)).tolist(), strict=True)) for c in columns
    ]
    return {
        "flights": 1000, "in_orbit": 991, "short_of_target": 37, "not_in_orbit": 9, "not_in_orbit_because": {f"{name} fell back": 9}, "seed": 7,
        "percentiles": dict(zip(names, percent, strict=True)),
        "deviation": {n: float(c.std(ddof=1)) for n, c in zip(names, columns, strict=True)},
        "life": {"p5": 4.1 * YEAR, "median": 7.7 * YEAR, "p95": 13.9 * YEAR}, "declared": None, "scatter": rows[:400].tolist(),
    }  # fmt: skip


def made_dispersed() -> np.ndarray:
    """Perigee and apogee [m] and inclination [deg] of 991 made-up flights."""
    z = np.random.Generator(np.random.Philox(key=3)).normal(size=(991, 3))
    low = 495e3 + 4.1e3 * z[:, 0] - 3e3 * np.abs(z[:, 1])
    return np.column_stack([low, low + 9e3 + 5e3 * np.abs(z[:, 1]), 97.4 + 0.013 * z[:, 2]])


def _cut_short() -> list[dict[str, Any]]:
    rows = [
        (0.0, 493e3, 512e3, 7.2 * YEAR), (0.5, 301e3, 511e3, 1.2 * YEAR), (1.0, 121e3, 511e3, 1.3 * DAY), (2.0, -230e3, 510e3, None),
        (5.0, -1100e3, 509e3, None),
    ]  # fmt: skip
    return [
        {
            "burn": 2, "before_end_s": early, "time_s": 560.0 - early, "perigee_altitude_m": low, "apogee_altitude_m": high,
            "inclination_deg": 97.4, "falls_back": life is None, "life_s": life,
        }
        for early, low, high, life in rows
    ]  # fmt: skip


def _life(name: str) -> dict[str, Any]:
    levels = [("low", 70.0, 4.0, 24.3 * YEAR), ("mean", 123.0, 11.0, 7.2 * YEAR), ("high", 223.0, 18.0, 2.3 * YEAR)]
    return {
        "levels": [{"level": n, "f107": f, "ap": a, "shortest_s": 0.6 * s, "life_s": s, "longest_s": 2.1 * s} for n, f, a, s in levels],
        "percentiles": {"p5": 3.9 * YEAR, "median": 7.6 * YEAR, "p95": 14.2 * YEAR}, "samples": 1000, "beyond_longest_share": 0.012,
        "ballistic_coefficient_kg_m2": {"low": 34.1, "middle": 54.5, "high": 113.6}, "longest_s": 100 * YEAR,
        "model": "NRLMSISE-00", "by_record": {"shortest_s": 4.4 * YEAR, "life_s": 6.1 * YEAR, "longest_s": None},
        "assumed": [f"the area of {name} is even in its logarithm"], "density_sigma": 0.15, "seed": 7,
    }  # fmt: skip


def _reentry(name: str) -> dict[str, Any]:
    south = np.arange(-90.0, 90.0, 10.0)
    share = np.array([0.002, *[0.058] * 16, 0.07])
    people = np.array([0, 0, 0, 0.1, 1, 4, 12, 30, 55, 70, 95, 160, 170, 85, 40, 5, 0.1, 0])
    expected = 6e-6 * share * people
    return {
        "casualty_area_m2": 6.0, "year": 2031.4, "casualty_expectation": 7.1e-5, "low": 7.1e-5, "high": 7.9e-5, "verdict": "below",
        "assumed": [f"what survives of {name} falls anywhere along the orbit"],
        "by_model": [
            {"model": m, "casualty_expectation": v}
            for m, v in (("settlements", 7.1e-5), ("countries" if name == "made up" else name, 7.9e-5))
        ],
        "by_latitude": [
            {"south_deg": s, "north_deg": s + 10, "share_of_time": f, "people_per_km2": [p, p + 3.0], "casualty_expectation": [e, 0.9 * e + 1e-6]}
            for s, f, p, e in zip(south.tolist(), share.tolist(), people.tolist(), expected.tolist(), strict=True)
        ],
        "yardstick": {"name": "uncontrolled re-entry", "value": 1e-4, "source": "NASA-STD-8719.14C", "confirmed": True},
    }  # fmt: skip


def _sensor(name: str, number: int) -> dict[str, Any]:
    fine = number == 0
    return {
        "name": name, "shape": "swath" if fine else "conical", "swath_m": 20e3 if fine else 355e3, "altitude_m": 502e3, "minimum_sun_elevation_deg": 10.0 if fine else None,
        "off_nadir_limit_deg": 30.0 if fine else None, "reach_m": 297e3 if fine else None,
        "ground_sample_distance_m": {"nadir": 2.01, "at_limit_across": 2.83, "at_limit_outward": 2.38} if fine else None,
        "diffraction_limit_m": {"nadir": 1.13, "at_limit_across": 1.34, "at_limit_outward": 1.6} if fine else None,
    }  # fmt: skip


def _seen(sensor: str, number: int) -> dict[str, Any]:
    starts = [11000.0 + 3000.0 * number + 43100.0 * k for k in range(19)]
    rows = [
        {
            "satellite": "1", "start_s": s, "end_s": s + 47.0 + number, "sun_elevation_deg": 21.4 - 43.0 * (k % 2), "local_time_h": 10.52 + 12 * (k % 2),
            "off_nadir_deg": 3.0 + 1.5 * k,
        }
        for k, s in enumerate(starts)
    ]  # fmt: skip
    gaps = {"max": 129600.0 + 3600.0 * number, "mean": 43000.0, "median": 43053.0, "p95": 86000.0}
    return {
        "sensor": sensor, "accesses": 20 + number, "visits": 20 + number, "cumulative_s": 893.0, "mean_response_s": 29000.0, "first_s": starts[0], "mean_per_day": 2.0 + number / 10,
        **{f"gap_{k}_s": v for k, v in gaps.items()}, "rows": rows,
    }  # fmt: skip


def _covered(sensor: str, number: int) -> dict[str, Any]:
    days = [[float(d), 1.0 - 0.62 ** ((1 + number) * d)] for d in range(11)]
    return {
        "sensor": sensor,
        "share_seen": days[-1][1],
        "mean_share_in_view": 0.0021,
        "gap_max_s": 4.2 * DAY,
        "mean_gap_max_s": 3.1 * DAY,
        "mean_response_s": 0.8 * DAY,
        "share_by_day": days,
    }


def made_track(name: str = "made up") -> dict[str, Any]:
    """ground-track.geojson of a circle over a turning Earth, with a place, a region, a footprint and an access."""
    features = []
    for k in range(15):
        u = np.radians(np.linspace(0.0, 360.0, 181))
        i = np.radians(97.4)
        latitude = np.degrees(np.arcsin(np.sin(i) * np.sin(u)))
        turned = np.degrees(np.arctan2(np.cos(i) * np.sin(u), np.cos(u)))
        longitude = (turned + 40.0 - 23.65 * (k + np.linspace(0.0, 1.0, 181)) + 180.0) % 360.0 - 180.0
        cut = np.flatnonzero(np.abs(np.diff(longitude)) > 180.0) + 1
        parts = np.split(np.column_stack([longitude, latitude]).round(4), cut)
        features.append(
            _feature("ground track", "MultiLineString", [p.tolist() for p in parts if len(p) > 1], revolution=k + 1)
        )
    round_ = [[40 + 9 * float(np.cos(a)), 9 * float(np.sin(a))] for a in np.linspace(0, 2 * np.pi, 37)]
    features.append(_feature("footprint", "MultiLineString", [round_], sensor=name, time_s=0.0))
    for sensor in (name, "wide camera"):
        corners = [[x, y] for y in range(40, 51, 2) for x in range(0, 31, 3)]
        features += [
            _feature("region point", "Point", at, name=name, sensor=sensor, accesses=int(at[0] > 3)) for at in corners
        ]
    for place, at in ((name, [10.0, 45.0]), ("near the equator", [118.0, -2.0])):
        features.append(_feature("place", "Point", at, name=place))
    return {"type": "FeatureCollection", "features": features}


def _feature(kind: str, shape: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": shape, "coordinates": coordinates},
        "properties": {"kind": kind, **properties},
    }


def made_folder(folder: Path, name: str = "made up") -> dict[str, Any]:
    """A folder with the files that the page is made from; returns its summary."""
    summary = made_orbit(name)
    (folder / "orbit.json").write_text(json.dumps(summary), encoding="utf-8")
    (folder / "ground-track.geojson").write_text(json.dumps(made_track(name)), encoding="utf-8")
    return summary
