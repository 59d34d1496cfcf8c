"""When the events of a mission happen along a given trajectory."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import STANDARD_GRAVITY
from luncur.earth.ellipsoid_kernel import altitude_of
from luncur.earth.tables_kernel import lookup
from luncur.earth.weather import WeatherModel
from luncur.errors import InputError
from luncur.flight.given_path import GivenPath
from luncur.mission.model import Body, Event, Mission

Floats = NDArray[np.float64]

STEP = 0.5  # between the states that are asked whether an event has happened [s]
MOST = 400_000  # of such states
THIN_AIR = 60e3  # as in the ascent: below this altitude a heat flux is not yet falling [m]


def full_flow(body: Body) -> float:
    """Flow of one copy at full thrust [kg/s]; 0 without an engine."""
    engine = body.engine
    return engine.thrust_vacuum / (STANDARD_GRAVITY * engine.specific_impulse_vacuum) if engine else 0.0


def burn_integral(body: Body, since: Floats) -> Floats:
    """Propellant that one copy burns in the first ``since`` [s] after ignition [kg], by its throttle table."""
    table = np.array(body.engine.throttle if body.engine and body.engine.throttle else ((0.0, 1.0),), dtype=np.float64)
    knots, share = table[:, 0], table[:, 1]
    if knots[0] > 0:
        knots, share = np.insert(knots, 0, 0.0), np.insert(share, 0, share[0])
    area = np.concatenate([[0.0], np.cumsum(np.diff(knots) * 0.5 * (share[1:] + share[:-1]))])
    t = np.maximum(np.asarray(since, dtype=np.float64), 0.0)
    i = np.clip(np.searchsorted(knots, t, side="right") - 1, 0, len(knots) - 1)
    inside = area[i] + (t - knots[i]) * 0.5 * (share[i] + np.interp(t, knots, share))
    return full_flow(body) * inside


def event_times(mission: Mission, path: GivenPath, weather: WeatherModel) -> Floats:
    """Time of every event [s]; nan from the first on that the trajectory ends before.

    A time that comes with the trajectory goes before the event's own condition.  Raises InputError for an event whose
    time nothing gives, one out of turn, and one whose given time lies outside the trajectory.
    """
    return np.array(_Walk(mission, path, weather).times())


class _Walk:
    """Goes through the events in order, with what burns."""

    def __init__(self, mission: Mission, path: GivenPath, weather: WeatherModel) -> None:
        self.mission, self.path, self.weather = mission, path, weather
        self.bodies = {b.name: b for b in mission.vehicle.bodies}
        self.left = {b.name: b.tank.loaded - b.tank.residual if b.tank else 0.0 for b in mission.vehicle.bodies}
        self.lit: dict[str, float] = {}
        self.found: dict[str, float] = {}
        self.time = 0.0

    def times(self) -> list[float]:
        out: list[float] = []
        for event in self.mission.vehicle.events:
            at = math.nan if out and math.isnan(out[-1]) else self._time(event)
            out.append(at if at <= self.path.end + 1e-6 else math.nan)
            if not math.isnan(out[-1]):
                self._happen(event, at)
        return out

    def _time(self, event: Event) -> float:
        field = f"vehicle.event.{event.name}"
        given = self.path.events.get(event.name)
        at = self._of_condition(event, field) if given is None else given
        if given is not None and given > self.path.end + 1e-6:
            raise InputError(
                self.path.file, event.name, given, f"a time before the trajectory ends ({self.path.end:g} s)"
            )
        if at < self.time - 1e-6:
            expected = f"at least {self.time:g} s, the time of the event before it"
            raise InputError(self.path.file if given is not None else self.mission.file, field, at, expected)
        return max(at, self.time)

    def _of_condition(self, event: Event, field: str) -> float:
        when = event.when
        if when.time is not None:
            return float(when.time)
        if when.after is not None:
            return self.found[when.after] + float(when.delay)
        if when.depleted is not None:
            return self._empty(when.depleted)
        if when.altitude is not None:
            height = float(when.altitude)
            return self._first(lambda p, v: altitude_of(*p) - height)
        if when.heat_flux is not None:
            return self._first(lambda p, v: self._below_flux(p, v, float(when.heat_flux or 0.0)))
        if when.apsis is not None:
            sign = -1.0 if when.apsis == "apogee" else 1.0
            return self._first(lambda p, v: sign * float(p @ v), turning=True)
        expected = "a time for it in the table that trajectory.events names: no guidance runs along a given trajectory"
        raise InputError(self.mission.file, f"{field}.when.guidance", None, expected)

    def _empty(self, name: str) -> float:
        """When a burning body has used what it can, at the flow of its engine."""
        body, start = self.bodies[name], self.lit[name]
        grid = np.linspace(start, max(self.path.end, self.time) + 1.0, 20_001)
        used = burn_integral(body, grid - start) - burn_integral(body, np.array([self.time - start]))
        if used[-1] < self.left[name]:
            return math.inf
        return float(np.interp(self.left[name], used, grid))

    def _below_flux(self, p: Floats, v: Floats, threshold: float) -> float:
        height = altitude_of(*p)
        if height < THIN_AIR:
            return -1.0
        density = lookup(self.weather.mean_table, self.weather.upper, 1.0, height)[0]
        return threshold - 0.5 * density * float(np.linalg.norm(v)) ** 3

    def _first(self, value: Callable[[Floats, Floats], float], turning: bool = False) -> float:
        """First time from now on at which a value of the state is not negative (or turns so), infinite when never."""
        span = self.path.end - self.time
        if span <= 0:
            return math.inf
        grid = np.linspace(self.time, self.path.end, 2 + int(min(span / STEP, MOST)))
        before = math.nan
        for i in range(len(grid)):
            here = self._value(value, grid[i])
            if here >= 0 and (before < 0 or (i == 0 and not turning)):
                return float(grid[0]) if i == 0 else self._between(value, float(grid[i - 1]), float(grid[i]))
            before = here
        return math.inf

    def _value(self, value: Callable[[Floats, Floats], float], time: float) -> float:
        p, v = self.path.at(np.array([time]))
        return value(p[0], v[0])

    def _between(self, value: Callable[[Floats, Floats], float], low: float, high: float) -> float:
        for _ in range(40):
            middle = 0.5 * (low + high)
            if self._value(value, middle) >= 0:
                high = middle
            else:
                low = middle
        return high

    def _happen(self, event: Event, at: float) -> None:
        for name, start in self.lit.items():
            a, b = burn_integral(self.bodies[name], np.array([self.time - start, at - start]))
            self.left[name] = max(self.left[name] - float(b - a), 0.0)
        for name in (*event.shutdown, *event.jettison):
            self.lit.pop(name, None)
        self.lit.update(dict.fromkeys(event.ignite, at))
        self.found[event.name] = self.time = at
