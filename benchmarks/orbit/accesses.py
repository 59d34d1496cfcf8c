"""Coverage of the Earth by a constellation: every access of 1,000 satellites to 10,000 points in a day, by luncur and by brahe.

python benchmarks/orbit/accesses.py [--satellites 1000] [--points 10000] [--hours 24] [--threads 2] [--peer 10x20]

A Walker constellation at 500 km and 97.4 deg, points evenly over the globe; a point is seen within 30 deg of nadir and above the horizon.
Both start from the elements and end with a list of accesses: propagation (two-body), the Earth's rotation and the search are all in the time.
brahe does a part of the work, PEER (satellites x points), with one thread; its accesses are held against ours.  Not installed with luncur:
``pip install brahe``.
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np

from luncur.orbit.coverage import Accesses, Points, Sensor, accesses, points, walker
from luncur.orbit.motion.elements import Elements, state_of
from luncur.orbit.motion.track import Track
from luncur.orbit.motion.two_body import propagate_two_body

EPOCH = datetime(2025, 3, 20, tzinfo=UTC)
OFF_NADIR = math.radians(30.0)
TOGETHER = 40  # satellites that are propagated at a time
Floats = Any


def constellation(satellites: int) -> Elements:
    """Planes of about as many satellites as there are planes."""
    planes = max(p for p in range(1, math.isqrt(satellites) + 1) if satellites % p == 0)
    return walker(satellites, planes, 1 % planes, 6878137.0, math.radians(97.4))


def spread(count: int) -> Points:
    """Points on a Fibonacci spiral, each for the same area."""
    k = np.arange(count) + 0.5
    longitude = (math.pi * (1.0 + math.sqrt(5.0)) * k) % (2.0 * math.pi) - math.pi
    return points(np.arcsin(1.0 - 2.0 * k / count), longitude)


def tracks(elements: Elements, seconds: Floats) -> Iterator[Track]:
    position, velocity = state_of(elements)
    for first in range(0, len(position), TOGETHER):
        part = slice(first, first + TOGETHER)
        yield propagate_two_body(position[part], velocity[part], EPOCH, seconds).earth_fixed()


def ours(satellites: int, places: Points, hours: float, threads: int) -> Accesses:
    seconds = np.arange(0.0, 3600.0 * hours + 30.0, 60.0)
    return accesses(tracks(constellation(satellites), seconds), places, Sensor(half_angle=OFF_NADIR), threads=threads)


def theirs(satellites: int, places: Points, hours: float) -> Floats:
    """Accesses [n, 4] (satellite, point, start, end) by brahe, in its own frames, one thread."""
    import brahe

    brahe.initialize_eop()
    epoch = brahe.Epoch(EPOCH.year, EPOCH.month, EPOCH.day, 0, 0, 0.0, time_system=brahe.TimeSystem.UTC)
    position, velocity = state_of(constellation(satellites))
    movers = [
        brahe.KeplerianPropagator.from_eci(epoch, np.append(position[k], velocity[k]), 60.0).with_name(str(k))
        for k in range(satellites)
    ]
    lat, lon = np.degrees(places.latitude), np.degrees(places.longitude)
    where = [brahe.PointLocation(lon[k], lat[k], places.altitude[k]).with_name(str(k)) for k in range(len(places))]
    limit = brahe.ConstraintAll(
        [
            brahe.OffNadirConstraint(max_off_nadir_deg=math.degrees(OFF_NADIR)),
            brahe.ElevationConstraint(min_elevation_deg=0.0),
        ]
    )
    config = brahe.AccessSearchConfig(initial_time_step=60.0, parallel=False, time_tolerance=0.001)
    found = brahe.location_accesses(where, movers, epoch, epoch + 3600.0 * hours, limit, config=config)
    rows = [(int(w.satellite_name), int(w.location_name), w.start - epoch, w.end - epoch) for w in found]
    return np.array(sorted(rows)).reshape(-1, 4)


def agreement(found: Accesses, other: Floats) -> dict[str, float]:
    """How many accesses both have, how many only one, and how far apart starts and ends of the common ones are [s]."""
    keys = found.satellite.astype(np.int64) * found.points + found.point
    middle = 0.5 * (found.start + found.end)
    taken = np.zeros(len(found), dtype=bool)
    apart, alone = [], 0
    for satellite, point, start, end in other:
        own = np.flatnonzero((keys == int(satellite) * found.points + int(point)) & ~taken)
        near = own[np.argmin(np.abs(middle[own] - 0.5 * (start + end)))] if len(own) else -1
        if near < 0 or found.start[near] > end or found.end[near] < start:
            alone += 1
            continue
        taken[near] = True
        apart.append(max(abs(found.start[near] - start), abs(found.end[near] - end)))
    missed = found.duration[~taken]
    return {
        "common": float(taken.sum()), "only_luncur": float((~taken).sum()), "only_brahe": float(alone),
        "longest_only_luncur_s": float(missed.max()) if len(missed) else 0.0,
        "median_apart_s": float(np.median(apart)) if apart else math.nan,
        "largest_apart_s": float(max(apart)) if apart else math.nan,
    }  # fmt: skip


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--satellites", type=int, default=1000)
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peer", default="10x20", help="satellites x points of brahe's part; 0x0: none")
    options = parser.parse_args()
    ours(2, spread(20), 1.0, 1)  # compiles
    before = peak_megabytes()
    clock, processor = time.perf_counter(), time.process_time()
    found = ours(options.satellites, spread(options.points), options.hours, options.threads)
    wall, own = time.perf_counter() - clock, time.process_time() - processor
    pairs = options.satellites * options.points
    print(
        f"luncur: {options.satellites:,} satellites x {options.points:,} points x {options.hours:g} h, {options.threads} threads: "
        f"{wall:.2f} s, processor {own:.2f} s; {len(found):,} accesses; peak memory {peak_megabytes():.0f} MB ({before:.0f} before)"
    )
    few, places = (int(n) for n in options.peer.split("x"))
    if few:
        versus(few, places, options.hours, own / pairs)


def versus(satellites: int, count: int, hours: float, whole: float) -> None:
    """brahe and luncur on a part of the work; ``whole``: processor seconds for each pair of ours on the whole."""
    try:
        import brahe  # noqa: F401
    except ImportError:
        print("brahe is not installed: no comparison")
        return
    places = spread(count)
    processor = time.process_time()
    found = ours(satellites, places, hours, 1)
    part = time.process_time() - processor
    clock, processor = time.perf_counter(), time.process_time()
    other = theirs(satellites, places, hours)
    wall, peer = time.perf_counter() - clock, time.process_time() - processor
    pairs = satellites * count
    print(
        f"brahe: {satellites} x {count} of it, one thread: {wall:.1f} s, processor {peer:.1f} s, {1e3 * peer / pairs:.3g} ms for a satellite and a "
        f"point; luncur on this part {1e3 * part / pairs:.3g} ms ({peer / part:,.0f} times as fast), on the whole {1e6 * whole:.3g} us "
        f"({peer / pairs / whole:,.0f} times)"
    )
    print(
        "accesses of this part: " + ", ".join(f"{name} {value:.4g}" for name, value in agreement(found, other).items())
    )


if __name__ == "__main__":
    main()
