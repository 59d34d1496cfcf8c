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
from luncur.orbit.coverage.samples import check, rates
from luncur.orbit.coverage.sensor import Sensor
from luncur.orbit.coverage.spans_kernel import outside
from luncur.orbit.coverage.sunlight import SunPath, eclipses
from luncur.orbit.coverage.sunlight_kernel import in_daylight
from luncur.orbit.motion.track import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Accesses:
    """Every time a satellite sees a point, in the order of satellite, point, start.

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
    tracks: Track | Iterable[Track], places: Points, sensor: Sensor, *, sun: SunPath | None = None, threads: int = 1
) -> Accesses:
    """All accesses of satellites to points.

    tracks: of one satellite, of many in one, or one after the other, all over the same window; a generator is read as satellites are
    searched, so that few tracks are held at a time.  sun: where it stands, for sensors that ask for light.  threads: satellites searched
    side by side.  The search is exact in the sense of this module's text.  InputError where tracks disagree about the window or
    are too short or coarse, or where the Sun is asked for and not given.
    """
    _need_sun(sensor, sun)
    found = _Found()
    for number, (track, rows) in enumerate(_in_threads(_each(tracks), places, sensor, sun, threads)):
        found.window_is(number, track)
        found.add(number, rows)
    return found.all(len(places))


def accesses_of_blocks(
    blocks: Iterable[Track], places: Points, sensor: Sensor, *, sun: SunPath | None = None, threads: int = 1
) -> Accesses:
    """``accesses`` over a long window, of which only one piece is held at a time.

    blocks: tracks of all satellites, each beginning with the last sample of the one before.  An access that runs over the end of a block
    stays one.
    """
    _need_sun(sensor, sun)
    found = _Found()
    searches: list[_Search] = []
    last: Track | None = None
    for block in blocks:
        own = block.satellites()
        if last is None:
            searches = [_Search(places, sensor, sun) for _ in own]
        elif block.epoch != last.epoch or abs(block.seconds[0] - last.seconds[-1]) > 1e-6 or len(own) != len(searches):
            expected = f"as many satellites as before, from where the block before ended, {last.seconds[-1]} s"
            raise InputError("blocks", "seconds", float(block.seconds[0]), expected)
        with ThreadPoolExecutor(max(1, threads)) as pool:
            for number, rows in enumerate(pool.map(_Search.along, searches, own)):
                found.add(number, rows)
        found.window_is(0, block, extend=True)
        last = block
    if last is not None:
        for number, search in enumerate(searches):
            found.add(number, search.still(float(last.seconds[-1])))
    return found.all(len(places), ordered=False)


def _need_sun(sensor: Sensor, sun: SunPath | None) -> None:
    if sun is None and (sensor.sun_elevation is not None or sensor.sunlit):
        raise InputError(
            "accesses", "sun", None, "positions of the Sun, since the sensor has a limit that depends on it"
        )


def _each(tracks: Track | Iterable[Track]) -> Iterator[Track]:
    """One track for each satellite."""
    for track in (tracks,) if isinstance(tracks, Track) else tracks:
        yield from track.satellites()


def _in_threads(
    tracks: Iterable[Track], places: Points, sensor: Sensor, sun: SunPath | None, threads: int
) -> Iterator[tuple[Track, Floats]]:
    """What each satellite sees, in order; no more tracks are read ahead than threads have need of."""

    def search(track: Track) -> tuple[Track, Floats]:
        own = _Search(places, sensor, sun)
        rows = np.concatenate([own.along(track), own.still(float(track.seconds[-1]))])
        return track, rows[np.lexsort((rows[:, 1], rows[:, 0]))]

    if threads <= 1:
        yield from map(search, tracks)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[tuple[Track, Floats]]] = deque()
        for track in tracks:
            waiting.append(pool.submit(search, track))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Search:
    """The search of one satellite, from block to block: since when each point is in view, and when the satellite was in shadow."""

    def __init__(self, places: Points, sensor: Sensor, sun: SunPath | None) -> None:
        self.places, self.sensor, self.sun = places, sensor, sun
        self.opened = np.full(len(places), np.nan)
        self.dark: list[Floats] = []

    def along(self, track: Track) -> Floats:
        """Accesses [n, 3] (point, start, end) that end on a track."""
        check(track)
        sensor, index = self.sensor, self.places.index
        view = (
            sensor.planes,
            math.sin(sensor.minimum_elevation),
            sensor.nadir == "geodetic",
            sensor.forward == "earth",
        )
        arrays = [np.ascontiguousarray(a, dtype=np.float64) for a in (track.seconds, track.position, rates(track))]
        rows, whole = compiled(track_accesses)(
            *arrays, view, sensor.widest, sensor.minimum_elevation, index.places, index.nearest, self.opened
        )
        if not whole:
            raise PhysicsError("a point goes in and out of view more than 64 times between two samples of a track")
        if self.sun is not None and sensor.sunlit:
            self.dark.append(eclipses(track, self.sun, "penumbra"))
        return self._lit(rows)

    def still(self, end: float) -> Floats:
        """The accesses that the end of the window cuts."""
        point = np.flatnonzero(~np.isnan(self.opened))
        return self._lit(np.column_stack([point, self.opened[point], np.full(len(point), end)]))

    def _lit(self, rows: Floats) -> Floats:
        """What is left where the Sun is as the sensor asks, with the numbers of the points as they were given."""
        rows = rows[rows[:, 2] > rows[:, 1]]
        if self.sun is not None and len(rows):
            rows = _in_light(rows, self.places, self.sensor, self.sun, self.dark)
        rows[:, 0] = self.places.index.order[rows[:, 0].astype(np.int64)]
        return rows


class _Found:
    """Gathers accesses of satellites, column by column."""

    def __init__(self) -> None:
        self.columns: tuple[list[NDArray[Any]], ...] = ([], [], [], [])
        self.window: tuple[datetime, float, float] | None = None
        self.satellites = 0

    def add(self, number: int, rows: Floats) -> None:
        self.satellites = max(self.satellites, number + 1)
        satellite, point, start, end = self.columns
        satellite.append(np.full(len(rows), number, dtype=np.int32))
        point.append(rows[:, 0].astype(np.int32))
        start.append(rows[:, 1].copy())
        end.append(rows[:, 2].copy())

    def window_is(self, number: int, track: Track, *, extend: bool = False) -> None:
        """InputError where a satellite's window is not that of the first; ``extend``: a further block of the same."""
        own = track.epoch, float(track.seconds[0]), float(track.seconds[-1])
        if self.window is None:
            self.window = own
        elif extend:
            self.window = (*self.window[:2], own[2])
        elif own[0] != self.window[0] or abs(own[1] - self.window[1]) + abs(own[2] - self.window[2]) > 1e-6:
            raise InputError("tracks", f"window of satellite {number}", own, f"the window of the first, {self.window}")

    def all(self, points: int, *, ordered: bool = True) -> Accesses:
        """In order; a column's parts are given up as they are joined, so that no more than one column is held twice."""
        if self.window is None:
            raise InputError("tracks", "", None, "one satellite or more")
        columns = []
        for parts in self.columns:
            columns.append(np.concatenate(parts))
            parts.clear()
        if not ordered:
            order = np.lexsort((columns[2], columns[1], columns[0]))
            columns = [column[order] for column in columns]
        return Accesses(self.window[0], self.window[1:], self.satellites, points, *columns)


def _in_light(rows: Floats, places: Points, sensor: Sensor, sun: SunPath, dark: list[Floats]) -> Floats:
    """What is left of accesses [n, 3] (place in the index, start, end) where the Sun is as the sensor asks."""
    if sensor.sun_elevation is not None and len(rows):
        sun.covers(float(rows[:, 1].min()), float(rows[:, 2].max()))
        low, high = (math.sin(e) for e in sensor.sun_elevation)
        rows = compiled(in_daylight)(rows, places.index.point, sun.seconds, sun.position, low, high)
    if dark:
        rows = compiled(outside)(rows, np.concatenate(dark))
    return rows
