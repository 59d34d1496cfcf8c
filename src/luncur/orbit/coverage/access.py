"""When satellites see points: every access with its start and end.

Why none is missed.  (1) Candidates.  On a piece of the track, a cubic, the satellite is no farther from the Earth's centre than
the farthest control point of the cubic; from there ``reach`` bounds the angle at the centre to any point that meets the limits of
elevation and off-nadir angle.  The direction of the satellite leaves that at the middle of the piece by no more than half the piece
times the greatest speed over the least distance.  The sum is the radius of a cap, and every point of the index inside it is looked at.
(2) Times.  Each limit is a margin g(t), at or above 0 inside, that is linear in the unit vector l from satellite to point:
b.l - cos(half-angle) for a cone, four planes for a pyramid, -n.l - sin(elevation) at the point.  Over a span D,
|g''| <= 1.155 (v/s)^2 + a/s + 2 w v/s + 3 w^2 with v, a the greatest speed and acceleration over the Earth, s the least range, w the rate at
which the satellite's axes turn (1.155 = 2/sqrt 3 is the largest value of what curves a unit vector to a body on a straight line).  Hence g
stays within |g''| D^2 / 8 of the line between its ends.  A span is left when some margin stays below 0 (nothing in it), when all stay above
(all of it), or when those that may change their sign rise monotonically, or fall, by more than |g''| D^2 / 2 (one edge in it); else it is
halved, down to 1 ms.  So an access, or a gap in one, that lasts longer than 1 ms is found.  Edges are then found to 1e-7 s.
The cubic itself is within 0.4 m of the motion for samples 60 s apart in low orbit: less than 0.1 ms.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.errors import InputError, PhysicsError
from luncur.orbit.coverage.access_kernel import track_accesses
from luncur.orbit.coverage.points import Points
from luncur.orbit.coverage.sensor import Sensor
from luncur.orbit.coverage.spans_kernel import outside
from luncur.orbit.coverage.sunlight import SunPath, eclipses
from luncur.orbit.coverage.sunlight_kernel import in_daylight
from luncur.orbit.motion.track import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Accesses:
    """Every time a satellite sees a point, by satellite, then point, then start.

    satellite, point: numbers (n,); start, end: (n,) [s] from ``epoch``; those that the window cuts begin or end at its limits.
    window: first and last second that were searched; satellites: how many; points: how many.
    """

    epoch: datetime
    window: tuple[float, float]
    satellites: int
    points: int
    satellite: Integers
    point: Integers
    start: Floats
    end: Floats

    def __len__(self) -> int:
        return len(self.start)

    @property
    def duration(self) -> Floats:
        """[s]."""
        return self.end - self.start


def accesses(
    tracks: Iterable[Track | Iterable[Track]],
    places: Points,
    sensor: Sensor,
    *,
    sun: SunPath | None = None,
    threads: int = 1,
) -> Accesses:
    """All accesses of satellites to points.

    tracks: one for each satellite, all over the same window; for a long window a satellite may be an iterable of tracks, each beginning
    with the last sample of the one before, so that only one block is held.  A generator is read as satellites are searched.
    sun: where it stands, for sensors that ask for light.  The search is exact in the sense of this module's text.  InputError where
    tracks disagree about the window or are too short or coarse, or where the Sun is asked for and not given.
    """
    if sun is None and (sensor.sun_elevation is not None or sensor.sunlit):
        raise InputError(
            "accesses", "sun", None, "positions of the Sun, since the sensor has a limit that depends on it"
        )
    satellite, point, start, end = [], [], [], []
    window: tuple[datetime, float, float] | None = None
    number = 0
    for own, rows in _in_threads(tracks, places, sensor, sun, threads):
        if window is not None and (own[0] != window[0] or abs(own[1] - window[1]) + abs(own[2] - window[2]) > 1e-6):
            raise InputError("tracks", f"window of satellite {number}", own, f"the window of the first, {window}")
        window = window or own
        satellite.append(np.full(len(rows), number, dtype=np.int32))
        point.append(rows[:, 0].astype(np.int32))
        start.append(rows[:, 1].copy())
        end.append(rows[:, 2].copy())
        number += 1
    if window is None:
        raise InputError("tracks", "", None, "one satellite or more")
    return Accesses(
        window[0], window[1:], number, len(places), _joined(satellite), _joined(point), _joined(start), _joined(end)
    )


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    """One array of many, which are given up: no more than twice one column is held at a time."""
    out = np.concatenate(parts)
    parts.clear()
    return out


_Found = tuple[tuple[datetime, float, float], Floats]


def _in_threads(
    tracks: Iterable[Track | Iterable[Track]], places: Points, sensor: Sensor, sun: SunPath | None, threads: int
) -> Iterator[_Found]:
    """What each satellite sees, in order; no more tracks are read ahead than threads have need of."""
    if threads <= 1:
        for track in tracks:
            yield _of_one(track, places, sensor, sun)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[_Found]] = deque()
        for track in tracks:
            waiting.append(pool.submit(_of_one, track, places, sensor, sun))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _of_one(track: Track | Iterable[Track], places: Points, sensor: Sensor, sun: SunPath | None) -> _Found:
    """Window and accesses [n, 3] (point, start, end) of one satellite."""
    index = places.index
    opened = np.full(len(places), np.nan)
    view = (
        sensor.planes, math.sin(sensor.minimum_elevation), sensor.nadir == "geodetic", sensor.forward == "earth",
    )  # fmt: skip
    found, dark = [], []
    first: Track | None = None
    last: Track | None = None
    for block in (track,) if isinstance(track, Track) else track:
        _check(block, last)
        rows, whole = compiled(track_accesses)(
            *(np.ascontiguousarray(a, dtype=np.float64) for a in (block.seconds, block.position, block.velocity)),
            view, sensor.widest, sensor.minimum_elevation, index.places, index.nearest, opened,
        )  # fmt: skip
        if not whole:
            raise PhysicsError("a point goes in and out of view more than 64 times between two samples of a track")
        found.append(rows)
        if sun is not None and sensor.sunlit:
            dark.append(eclipses(block, sun, "penumbra"))
        first, last = first or block, block
    if first is None or last is None:
        raise InputError("tracks", "", None, "one block or more for each satellite")
    still = np.flatnonzero(~np.isnan(opened))
    end = np.full(len(still), last.seconds[-1])
    rows = np.concatenate([*found, np.column_stack([still, opened[still], end])])
    rows = rows[rows[:, 2] > rows[:, 1]]
    if sun is not None:
        rows = _in_light(rows, places, sensor, sun, dark)
    rows[:, 0] = index.order[rows[:, 0].astype(np.int64)]
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    return (first.epoch, float(first.seconds[0]), float(last.seconds[-1])), rows


def _in_light(rows: Floats, places: Points, sensor: Sensor, sun: SunPath, dark: list[Floats]) -> Floats:
    """What is left of accesses [n, 3] (place in the index, start, end) where the Sun is as the sensor asks."""
    if sensor.sun_elevation is not None and len(rows):
        sun.covers(float(rows[:, 1].min()), float(rows[:, 2].max()))
        low, high = (math.sin(e) for e in sensor.sun_elevation)
        rows = compiled(in_daylight)(rows, places.index.point, sun.seconds, sun.position, low, high)
    if dark:
        rows = compiled(outside)(rows, np.concatenate(dark))
    return rows


LONGEST_STEP = 61.0  # [s]


def _check(block: Track, before: Track | None) -> None:
    """InputError where samples cannot be followed."""
    t = np.asarray(block.seconds)
    if t.ndim != 1 or len(t) < 2 or block.position.shape != (len(t), 3) or block.velocity.shape != (len(t), 3):
        raise InputError(
            "track", "seconds", t.shape, "two samples or more, with a position and a velocity [n, 3] for each"
        )
    steps = np.diff(t)
    if not (steps > 0).all() or steps.max() > LONGEST_STEP:
        raise InputError("track", "seconds", float(steps.max()), "samples that go forward, at most 60 s apart")
    if not (np.isfinite(block.position).all() and np.isfinite(block.velocity).all()):
        raise InputError("track", "position", "nan", "numbers in every sample")
    if before is not None and (block.epoch != before.epoch or abs(t[0] - before.seconds[-1]) > 1e-6):
        raise InputError(
            "track", "seconds", float(t[0]), f"a block that begins where the one before ended, {before.seconds[-1]} s"
        )
