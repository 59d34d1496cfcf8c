"""The data files of an orbit study: ephemerides, tables, maps."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.coverage.footprint import footprint
from luncur.orbit.coverage.samples import rates
from luncur.orbit.coverage.sensor import Sensor
from luncur.orbit.injection.dispersed import FIELDS, Injected
from luncur.orbit.input.model import OrbitCase
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.track import Track
from luncur.orbit.out.czml import czml_text
from luncur.orbit.out.geojson import collection, feature, line, point
from luncur.orbit.out.instants import stamp
from luncur.orbit.out.oem import oem_text
from luncur.orbit.out.tables import write_table
from luncur.orbit.study.followed import Followed
from luncur.orbit.study.seen import Seen
from luncur.orbit.study.under import geodetic

Floats = NDArray[np.float64]

MOST_SATELLITES = 100  # whose states are written
MOST_STATES = 3_000_000  # that are written, of all satellites together
MOST_OF_ONE = 15_000  # states of one satellite in a file: some ten days at a step of 60 s
MOST_POINTS = 20_000  # of a region on the map; the table has all
FIRST_DAY = 86_400.0  # of the ground track on the map [s]


def written(follows: Followed) -> tuple[Ephemeris, ...]:
    """Ephemerides of the first satellites over the first days, as many as the files take.

    Velocities are the rates of change of the positions, which those of secular motion are not, so that readers may interpolate.
    """
    rows = min(len(follows.seconds), MOST_OF_ONE)
    count = min(len(follows), MOST_SATELLITES, max(1, MOST_STATES // rows))
    return tuple(
        replace(one, seconds=one.seconds[:rows], position=one.position[:rows], velocity=rates(one)[:rows])
        for one in follows.motion(0, count).satellites()
    )


def write_states(path: Path, follows: Followed, some: tuple[Ephemeris, ...]) -> None:
    """states.parquet: time, GCRF and Earth-fixed states, place under the satellite."""
    parts: dict[str, list[Any]] = {}
    for name, one in zip(follows.names, some, strict=False):
        track = one.earth_fixed()
        latitude, longitude, altitude = geodetic(track.position)
        columns: dict[str, Any] = {"satellite": [name] * len(one.seconds), "time_s": one.seconds}
        for label, p, v in (("gcrf", one.position, one.velocity), ("itrf", track.position, track.velocity)):
            columns |= {f"{axis}_{label}_m": p[:, k] for k, axis in enumerate("xyz")}
            columns |= {f"v{axis}_{label}_m_s": v[:, k] for k, axis in enumerate("xyz")}
        columns |= {
            "latitude_deg": np.degrees(latitude),
            "longitude_deg": np.degrees(longitude),
            "altitude_m": altitude,
        }
        for key, values in columns.items():
            parts.setdefault(key, []).append(values)
    joined = {k: [n for part in v for n in part] if k == "satellite" else np.concatenate(v) for k, v in parts.items()}
    write_table(path, joined, _notes(follows, some))


def _notes(follows: Followed, some: tuple[Ephemeris, ...]) -> dict[str, str]:
    """What a table's metadata say of how much of the study it holds."""
    return {
        "epoch": stamp(follows.epoch) + "Z", "satellites": str(len(follows)), "satellites_written": str(len(some)),
        "seconds": str(float(follows.seconds[-1])), "seconds_written": str(float(some[0].seconds[-1])),
    }  # fmt: skip


def write_accesses(path: Path, case: OrbitCase, follows: Followed, found: tuple[Seen, ...]) -> None:
    """accesses.parquet: every access of every sensor to every place and point of a region."""
    number = {name: k for k, name in enumerate(follows.names)}
    columns: dict[str, list[Any]] = {key: [] for key in ("satellite", "sensor", "target")}
    numbers: dict[str, list[NDArray[Any]]] = {
        key: [] for key in ("point", "latitude_deg", "longitude_deg", "start_s", "end_s")
    }
    for one in found:
        f = one.found
        columns["satellite"] += [follows.names[k] for k in f.satellite.tolist()]
        columns["sensor"] += [one.sensor.name] * len(f)
        columns["target"] += [one.target or case.places[k].name for k in f.point.tolist()]
        for key, values in (
            ("point", f.point.astype(np.int64)), ("latitude_deg", np.degrees(one.points.latitude[f.point])),
            ("longitude_deg", np.degrees(one.points.longitude[f.point])), ("start_s", f.start), ("end_s", f.end),
        ):  # fmt: skip
            numbers[key].append(values)
    joined = {k: np.concatenate(v) if v else np.zeros(0) for k, v in numbers.items()}
    write_table(path, {**columns, **joined}, {"epoch": stamp(follows.epoch) + "Z", "satellites": str(len(number))})


def write_injection(path: Path, found: Injected) -> None:
    """injection.parquet: the orbit of every dispersed flight."""
    columns: dict[str, Any] = {"flight": np.arange(len(found.status)), "status": found.status, "time_s": found.time}
    columns |= {name: found.elements[:, k] for k, name in enumerate(FIELDS)}
    write_table(path, columns, {"seed": str(found.seed), "frame": "true equator of the epoch, x near that of the GCRS"})


def map_features(
    case: OrbitCase, track: Track, sensors: tuple[Sensor, ...], found: tuple[Seen, ...]
) -> list[dict[str, Any]]:
    """Ground track of the first day by revolution, footprints at the epoch, places, regions and what is seen of them."""
    keep = track.seconds <= track.seconds[0] + FIRST_DAY
    latitude, longitude, _ = geodetic(track.position[keep])
    out = [
        feature(
            "ground track", line(np.degrees(latitude[a : b + 1]), np.degrees(longitude[a : b + 1])), revolution=k + 1
        )
        for k, (a, b) in enumerate(_revolutions(latitude))
    ]
    for table, sensor in zip(case.sensors, sensors, strict=True):
        edge = footprint(track.position[0], track.velocity[0], sensor)
        if len(edge.latitude):
            ring = np.append(np.arange(len(edge.latitude)), 0)
            shape = line(np.degrees(edge.latitude[ring]), np.degrees(edge.longitude[ring]))
            out.append(feature("footprint", shape, sensor=table.name, time_s=float(track.seconds[0])))
    out += [
        feature("place", point(math.degrees(p.latitude), math.degrees(p.longitude)), name=p.name) for p in case.places
    ]
    for one in found:
        if one.target and len(one.points) <= MOST_POINTS:
            seen = np.bincount(one.found.point, minlength=len(one.points))
            out += [
                feature("region point", point(lat, lon), name=one.target, sensor=one.sensor.name, accesses=count)
                for lat, lon, count in zip(
                    np.degrees(one.points.latitude).tolist(),
                    np.degrees(one.points.longitude).tolist(),
                    seen.tolist(),
                    strict=True,
                )
            ]
    return out


def _revolutions(latitude: Floats) -> list[tuple[int, int]]:
    """First and last sample of each revolution, cut at the ascending nodes; neighbours share a sample."""
    nodes = (np.flatnonzero((latitude[:-1] < 0) & (latitude[1:] >= 0)) + 1).tolist()
    edges = [0, *nodes, len(latitude) - 1]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def write_files(
    folder: Path, case: OrbitCase, follows: Followed, track: Track, sensors: tuple[Sensor, ...], found: tuple[Seen, ...],
    injected: Injected | None, places: list[dict[str, Any]],
) -> None:  # fmt: skip
    """orbit.oem, orbit.czml, states.parquet, accesses.parquet, injection.parquet, ground-track.geojson."""
    some = written(follows)
    names = follows.names[: len(some)]
    frame = case.propagation.output_frame or follows.frame
    sights = [
        {"satellite": row["satellite"], "place": place["name"], "start_s": row["start_s"], "end_s": row["end_s"]}
        for place in places
        for sensor in place["by_sensor"]
        for row in sensor["rows"]
    ]
    (folder / "orbit.oem").write_text(oem_text(some, names, frame, follows.designators), encoding="utf-8")
    (folder / "orbit.czml").write_text(czml_text(case.name, some, names, places, sights), encoding="utf-8")
    features = collection(map_features(case, track, sensors, found))
    (folder / "ground-track.geojson").write_text(json.dumps(features, ensure_ascii=False), encoding="utf-8")
    write_states(folder / "states.parquet", follows, some)
    if found:
        write_accesses(folder / "accesses.parquet", case, follows, found)
    if injected is not None:
        write_injection(folder / "injection.parquet", injected)
