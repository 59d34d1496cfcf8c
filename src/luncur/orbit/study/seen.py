"""What the sensors of a case see, and when: places and regions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from luncur.orbit.coverage.access import Accesses, accesses
from luncur.orbit.coverage.points import Points, points
from luncur.orbit.coverage.regions import Box, grid, read_geojson
from luncur.orbit.coverage.sensor import Sensor
from luncur.orbit.coverage.sunlight import SunPath
from luncur.orbit.input.model import OrbitCase
from luncur.orbit.input.seeing import Region, SensorTable
from luncur.orbit.study.followed import TOGETHER, Followed

Progress = Callable[[str, int, int, float | None], None]


@dataclass(frozen=True)
class Seen:
    """What one sensor sees of one target.

    target: "places", or the name of a region; points: of the target; found: all accesses, those at the wrong light left out.
    """

    sensor: SensorTable
    target: str
    points: Points
    found: Accesses


def targets(case: OrbitCase) -> dict[str, Points]:
    """Points of the places together, under the empty name, and of each region.  Raises InputError for a region's bad file."""
    out: dict[str, Points] = {}
    if case.places:
        rows = [(p.latitude, p.longitude, p.altitude) for p in case.places]
        out[""] = points(*(list(column) for column in zip(*rows, strict=True)))
    for region in case.regions:
        out[region.name] = region_points(region)
    return out


def region_points(region: Region) -> Points:
    """Points that stand for a region, each with the area that it stands for."""
    if region.file is not None:
        return grid(read_geojson(region.file), region.spacing)
    assert region.south is not None
    assert region.north is not None
    assert region.west is not None
    assert region.east is not None
    return grid(Box(region.south, region.north, region.west, region.east), region.spacing)


def seen(
    case: OrbitCase, follows: Followed, sensors: tuple[Sensor, ...], sun: SunPath, threads: int, progress: Progress | None = None
) -> tuple[Seen, ...]:  # fmt: skip
    """All accesses of all sensors to all targets."""
    all_points = targets(case)
    wanted = [(t, s, name, p) for t, s in zip(case.sensors, sensors, strict=True) for name, p in all_points.items()]
    few = len(follows) * len(follows.seconds) <= TOGETHER
    kept = list(follows.tracks()) if few and wanted else None  # many are made anew for each search, to spare memory
    out = []
    for number, (table, sensor, name, target) in enumerate(wanted):
        if progress is not None:
            progress("coverage", number, len(wanted), None)
        found = accesses(follows.tracks() if kept is None else kept, target, sensor, sun=sun, threads=threads)
        out.append(Seen(table, name, target, found))
    if progress is not None and wanted:
        progress("coverage", len(wanted), len(wanted), None)
    return tuple(out)
