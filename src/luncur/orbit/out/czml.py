"""orbit.czml: satellites moving over time, places that are seen, for Cesium."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.out.instants import at, stamp

MOST_SATELLITES = 200  # drawn; a page with more is no picture any more
MOST_ROWS = 1500  # of one satellite
LONGEST_STEP = 180.0  # between them [s]: interpolated over six of them to 5 m in low orbit


def czml_text(
    name: str, ephemerides: Sequence[Ephemeris], names: Sequence[str], places: Sequence[dict[str, Any]],
    seen: Sequence[dict[str, Any]] = (),
) -> str:  # fmt: skip
    """Packets of the satellites in inertial axes, of the places, and of what sees what and when.

    places: rows with ``name``, ``latitude_deg``, ``longitude_deg``; seen: rows with ``satellite``, ``place`` (their names),
    ``start_s`` and ``end_s``.  The first ``MOST_SATELLITES`` satellites are drawn, each with at most ``MOST_ROWS``
    states, of the first days where there are more.
    """
    first = ephemerides[0]
    end = float(first.seconds[_drawn_rows(first)[-1]])
    whole = f"{_z(first, 0.0)}/{_z(first, end)}"
    clock = {"interval": whole, "currentTime": _z(first, 0.0), "multiplier": 60}
    packets: list[dict[str, Any]] = [{"id": "document", "name": name, "version": "1.0", "clock": clock}]
    drawn = min(len(ephemerides), MOST_SATELLITES)
    packets += [_satellite(ephemerides[i], names[i], whole) for i in range(drawn)]
    packets += [_place(row) for row in places]
    shown = [row for row in seen if row["satellite"] in set(names[:drawn]) and row["end_s"] <= end]
    packets += _sights(first, shown, whole)
    return json.dumps(packets, ensure_ascii=False)


def _satellite(one: Ephemeris, name: str, whole: str) -> dict[str, Any]:
    keep = _drawn_rows(one)
    rows = np.column_stack([one.seconds[keep], one.position[keep]]).ravel().round(2).tolist()
    position = {
        "epoch": _z(one, 0.0), "referenceFrame": "INERTIAL", "interpolationAlgorithm": "LAGRANGE", "interpolationDegree": 5,
        "cartesian": rows,
    }  # fmt: skip
    return {
        "id": f"satellite {name}", "name": name, "availability": whole, "position": position, "point": {"pixelSize": 7},
        "path": {"width": 1, "leadTime": 3000, "trailTime": 3000},
    }  # fmt: skip


def _drawn_rows(one: Ephemeris) -> NDArray[np.int64]:
    """Rows that are drawn: the first days only where all of them, far enough apart, would be too many."""
    step = float(one.seconds[1] - one.seconds[0]) if len(one.seconds) > 1 else LONGEST_STEP
    every = max(1, min(int(LONGEST_STEP / step), -(-len(one.seconds) // MOST_ROWS)))
    return np.arange(0, len(one.seconds), every)[:MOST_ROWS]


def _place(row: dict[str, Any]) -> dict[str, Any]:
    where = {"cartographicDegrees": [row["longitude_deg"], row["latitude_deg"], 0.0]}
    return {"id": f"place {row['name']}", "name": row["name"], "position": where, "point": {"pixelSize": 6}}


def _sights(first: Ephemeris, seen: list[dict[str, Any]], whole: str) -> list[dict[str, Any]]:
    """A line from a satellite to a place while it sees it."""
    pairs: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in seen:
        pairs.setdefault((row["satellite"], row["place"]), []).append(row)
    out = []
    for (satellite, place), rows in pairs.items():
        shown = [{"interval": whole, "boolean": False}]
        shown += [{"interval": f"{_z(first, r['start_s'])}/{_z(first, r['end_s'])}", "boolean": True} for r in rows]
        line = {
            "positions": {"references": [f"satellite {satellite}#position", f"place {place}#position"]}, "width": 1,
            "arcType": "NONE", "show": shown,
        }  # fmt: skip
        out.append({"id": f"{satellite} sees {place}", "polyline": line})
    return out


def _z(one: Ephemeris, seconds: float) -> str:
    return stamp(at(one.epoch, seconds)) + "Z"
