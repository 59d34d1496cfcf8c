"""Writes a result folder: every file complete, or none of them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from luncur.export.closed import closed_features
from luncur.export.globe import czml_text, kml_text, oem_text, trace_feature
from luncur.export.netcdf import write_trajectory
from luncur.export.page import report
from luncur.export.tables import csv_text, write_impacts
from luncur.folder import filled

RISK_COLUMNS = (
    "phase", "failure_mode", "fragment_class", "people_model", "casualty_expectation", "sampling_low_95", "sampling_high_95",
    "per",
)  # fmt: skip
FOOTPRINT_COLUMNS = (
    "time_s", "failure_mode", "launches", "nearest_m", "farthest_m", "latitude_deg", "longitude_deg", "half_width_m",
    "share_in_orbit", "where",
)  # fmt: skip
FAILED_COLUMNS = ("launch", "failure_mode", "phase", "status", "sentence")


def write_study(
    folder: Path,
    *,
    summary: dict[str, Any],
    trajectory: Any,
    features: list[dict[str, Any]],
    lang: str = "en",
    reservoir: Any = None,
    sim: Any = None,
    risk: list[dict[str, Any]] | None = None,
    failed: list[tuple[int, int, int]] | None = None,
    launches: np.ndarray | None = None,
    run: dict[str, Any] | None = None,
) -> None:
    """All files of a flight, and of a study when its parts are given, then the report made from them.

    ``launches`` counts those of each stratum.  Raises InputError when the disk refuses.
    """
    with filled(folder, last="summary.json") as beside:
        _flight_files(beside, summary, trajectory, features)
        if sim is not None:
            _study_files(beside, summary, sim, reservoir, risk or [], failed or [], np.asarray(launches))
        if run is not None:
            _text(beside / "run.json", json.dumps({**run, "provenance": summary["provenance"]}, indent=1))
        _text(beside / "summary.json", json.dumps(finite(summary), indent=1, allow_nan=False))
        report(beside, lang)


def _flight_files(folder: Path, summary: dict[str, Any], trajectory: Any, features: list[dict[str, Any]]) -> None:
    write_trajectory(folder / "trajectory.nc", trajectory, summary["launch_time"])
    features = [*features, *closed_features(summary)]
    collection = {"type": "FeatureCollection", "features": [*features, trace_feature(trajectory)]}
    _text(folder / "areas.geojson", json.dumps(collection))
    _text(folder / "flight.kml", kml_text(summary, trajectory, features))
    _text(folder / "flight.czml", czml_text(summary, trajectory))
    if summary["orbit"] is not None:
        _text(folder / "orbit.oem", oem_text(summary, trajectory))


def _study_files(
    folder: Path,
    summary: dict[str, Any],
    sim: Any,
    reservoir: Any,
    risk: list[dict[str, Any]],
    failed: list[Any],
    launches: np.ndarray,
) -> None:
    _text(folder / "risk.csv", csv_text(risk, RISK_COLUMNS))
    if summary.get("footprint"):
        rows = [
            {**row, "where": "; ".join(f"{k} {v:.3f}" for k, v in row["where"].items())} for row in summary["footprint"]
        ]
        _text(folder / "footprint.csv", csv_text(rows, FOOTPRINT_COLUMNS))
    from luncur.campaign.status import launch_sentence

    rows = []
    for launch, stratum, status in failed:
        failing = stratum < len(sim.strata)
        rows.append(
            {
                "launch": launch,
                "failure_mode": sim.strata[stratum].mode if failing else "none",
                "phase": sim.strata[stratum].phase if failing else "planned",
                "status": status,
                "sentence": launch_sentence(status),
            }
        )
    _text(folder / "failed.csv", csv_text(rows, FAILED_COLUMNS))
    kept = reservoir.settle()
    stratum = kept[:, 2].astype(int)
    modes = [*(s.mode for s in sim.strata), "planned"]
    weight = _weights(summary, sim, stratum, launches, reservoir.seen / max(len(kept), 1))
    columns = {
        "launch": kept[:, 1].astype(np.int64),
        "fragment_class": [sim.classes[int(i)] for i in kept[:, 3]],
        "failure_mode": [modes[i] for i in stratum],
        "failure_time_s": kept[:, 4], "latitude_deg": kept[:, 5], "longitude_deg": kept[:, 6], "mass_kg": kept[:, 7],
        "speed_m_s": kept[:, 8], "kinetic_energy_j": kept[:, 9], "fall_time_s": kept[:, 10], "pieces": kept[:, 11],
        "weight": weight, "casualties": kept[:, 12],
    }  # fmt: skip
    write_impacts(folder / "impacts.parquet", columns, reservoir.seen)


def _weights(
    summary: dict[str, Any], sim: Any, stratum: np.ndarray, launches: np.ndarray, thinned: float
) -> np.ndarray:
    """Probability per launch of each kept row: the sum of weight times casualties is the casualty expectation."""
    scale = (summary["failure_probability"] or {}).get("mean")
    scale = 1.0 if scale is None else scale  # unknown: per failure; a probability of 0 is known
    probability = np.array([s.weight * scale for s in sim.strata] + [1.0])
    return np.asarray((probability / np.maximum(launches, 1) * thinned)[stratum])


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def finite(value: Any) -> Any:
    """The same tree with nan and infinity as null."""
    if isinstance(value, dict):
        return {k: finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [finite(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
