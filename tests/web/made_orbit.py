"""A small orbit folder for the page: positions of an orbit of 493 by 512 km as luncur writes them, and a summary of its shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# Seconds and metres in axes that do not turn with the Earth, every ten minutes, as in orbit.czml.
SAMPLES = [
    (0, 5451505, 4182537, 1), (600, 4624637, 2860867, 4203385), (1200, 1833480, 323243, 6621600), (1800, -1734890, -2352672, 6233106),
    (2400, -4569735, -4034933, 3208668), (3000, -5475804, -4014690, -1170402), (3600, -4071811, -2300593, -5055530),
    (4200, -948671, 385530, -6804691), (4800, 2574846, 2908695, -5672728), (5400, 5004592, 4197741, -2133528),
    (6000, 5306890, 3702782, 2312307), (6600, 3353773, 1633691, 5775583), (7200, -22470, -1129741, 6788244),
    (7800, -3389269, -3416220, 4927116), (8400, -5324528, -4260626, 984476), (9000, -5013419, -3307678, -3373626),
    (9600, -2586679, -958399, -6307360), (10200, 932802, 1796421, -6573429), (10800, 4055607, 3789968, -4052858),
    (11400, 5454914, 4173819, 189092), (12000, 4535227, 2783255, 4350681), (12600, 1689391, 209773, 6664700),
]  # fmt: skip
# Where luncur's own transformation (IAU 2006/2000A with the Earth's measured orientation) puts the satellite:
# seconds, latitude and longitude [deg], altitude [m].
ABOVE = [
    (3000, -9.94847, -66.28325, 512489), (4260, -82.71263, -157.06286, 523581), (7380, 71.28524, -61.10855, 524525),
    (10020, -81.6249, 145.89066, 522672),
]  # fmt: skip
EPOCH = "2023-11-21T14:00:00Z"
PLACE = "a mid-latitude place"


def access(start: float, end: float) -> dict[str, Any]:
    return {
        "satellite": "made", "start_s": start, "end_s": end, "sun_elevation_deg": 23.967, "local_time_h": 11.1886,
        "off_nadir_deg": 23.89,
    }  # fmt: skip


def summary(text: str = "") -> dict[str, Any]:
    """The record of an orbit; `text` stands in for every name and sentence where it is given."""
    seen = {
        "sensor": text or "camera", "accesses": 2, "visits": 2, "cumulative_s": 140.0, "longest_s": 80.0, "first_s": 4230.0,
        "gap_max_s": 432164.28, "gap_mean_s": 259137.03, "gap_median_s": 346863.77, "gap_p95_s": 432164.24, "mean_per_day": 0.3167,
        "rows": [access(4230.0, 4290.0), access(9960.0, 10040.0)],
    }  # fmt: skip
    return {
        "schema": "luncur-orbit-result/1", "name": text or "made", "title": text or "A made orbit", "epoch": EPOCH, "satellites": 1,
        "source": {"kind": "elements", "file": "made.toml", "text": text or "mean elements in J2000 axes"},
        "method": "J2 secular", "duration_s": 5184000.0, "step_s": 60.0, "assumed": [text or "air left out"] * 2,
        "assumed_coded": [None, None], "not_computed": [{"what": "injection", "why": text or "no launcher is given"}],
        "elements": {
            "frame": "J2000", "semi_major_axis_m": 6880637.0, "eccentricity": 0.00138, "inclination_deg": 97.4, "raan_deg": 37.496,
            "argument_of_perigee_deg": 0.0, "true_anomaly_deg": 0.0, "perigee_altitude_m": 493000.0, "apogee_altitude_m": 512000.0,
        },
        "orbit": {
            "period_s": 5680.0734, "nodal_period_s": 5687.48, "revolutions_per_day": 15.19125, "node_rate_deg_per_day": 0.98416,
            "local_time_of_ascending_node_h": 22.5, "local_time_drift_min_per_day": -0.00596,
            "sun_synchronous_inclination_deg": 97.41126, "beta_deg": 20.266, "latitude_reach_deg": 82.6, "ground_speed_m_s": 7121.8,
            "eclipse": {"count": 2, "longest_s": 2088.1, "share": 0.36464, "starts_s": [0.0, 4934.5], "ends_s": [1335.0, 7022.7]},
        },
        "injection": None, "cut_short": [], "constellation": None, "launch_windows": None,
        "life": {
            "levels": [
                {"level": "low", "f107": 65.0, "ap": 0.0, "shortest_s": 6.9e8, "life_s": 1.2582e9, "longest_s": None},
                {"level": "high", "f107": 250.0, "ap": 45.0, "shortest_s": 1.7e7, "life_s": 3.18e7, "longest_s": 5.8e7},
            ],
            "percentiles": {"p5": 35402858.9, "median": 75154097.4, "p95": 304154311.8}, "samples": 1000, "longest_s": 3155760000.0,
            "beyond_longest_share": 0.0, "model": text or "NRLMSISE-00", "by_record": None,
        },
        "reentry": {
            "casualty_area_m2": 6.0, "year": 2026.27, "verdict": "below",
            "by_model": [{"model": text or "settlements", "casualty_expectation": 7.27e-5}],
            "yardstick": {"value": 1e-4, "source": text or "NASA-STD-8719.14C"},
        },
        "sensors": [
            {
                "name": text or "camera", "shape": "swath", "swath_m": 20000.0, "half_angle_deg": 1.14, "off_nadir_limit_deg": 30.0,
                "reach_m": 294141.3, "ground_sample_distance_m": {"nadir": 2.01, "at_limit_across": 2.35},
            }
        ],
        "places": [{"name": text or PLACE, "latitude_deg": 45.0, "longitude_deg": 10.0, "by_sensor": [seen]}],
        "regions": [
            {
                "name": text or "a region", "points": 217,
                "by_sensor": [
                    {"sensor": text or "camera", "share_seen": 0.5, "mean_gap_max_s": 432165.6, "share_by_day": [[0.0, 0.0]]}
                ],
            }
        ],
    }  # fmt: skip


def write(folder: Path, text: str = "", paths: bool = True) -> Path:
    """The folder: orbit.json, ground-track.geojson and, when wanted, orbit.czml."""
    folder.mkdir()
    (folder / "orbit.json").write_text(json.dumps(summary(text)))
    track = [[longitude, latitude] for _, latitude, longitude, _ in ABOVE[:2]]
    features = [
        {"type": "Feature", "properties": {"kind": "ground track", "revolution": 1}, "geometry": {"type": "LineString", "coordinates": track}},
        {"type": "Feature", "properties": {"kind": "region point", "name": text, "accesses": 3}, "geometry": {"type": "Point", "coordinates": [10, 44]}},
    ]  # fmt: skip
    (folder / "ground-track.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    if paths:
        position = {
            "epoch": EPOCH,
            "referenceFrame": "INERTIAL",
            "cartesian": [number for row in SAMPLES for number in row],
        }
        packets = [
            {"id": "document", "version": "1.0"},
            {"id": "satellite made", "name": text or "made", "position": position},
        ]
        (folder / "orbit.czml").write_text(json.dumps(packets))
    return folder
