"""What is left in the tanks along a given trajectory: by the events, the engines' flow, and the masses that the file gives."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.flight.given_events import burn_integral
from luncur.flight.given_path import GivenPath
from luncur.mission.model import Mission
from luncur.sentences import Sentence

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_SCALE = 1.5  # how far a flow may be from the engine's so that a tank is empty when the events say so
SAID = 0.01  # from here on the difference is said
BELIEVED = 2.5  # a fall of the file's mass of this many times the flow is no burning, but something let go


@dataclass(frozen=True)
class Burns:
    """time[k] [s]; propellant[k, nb] per copy [kg], linear between; rate[k - 1, nb] over the nominal flow in each cell.

    attached, burning[ne + 1, nb] and ignition[ne + 1, nb] [s] after 0 to ne events.
    """

    time: Floats
    propellant: Floats
    scale: Floats
    attached: Ints
    burning: Ints
    ignition: Floats
    assumed: tuple[str, ...]


def burns_of(mission: Mission, path: GivenPath, event_time: Floats) -> Burns:
    """Propellant over time of every body.

    A burn that ends because its body is empty is scaled to end at the residual then; others burn at the engine's flow,
    or so that the mass falls as the file says.  Raises InputError when a scale would leave 1/1.5 to 1.5.
    """
    bodies = mission.vehicle.bodies
    attached, burning, ignition = _phases(mission, event_time)
    reached = event_time[np.isfinite(event_time)]
    grid = _grid(mission, path, reached, ignition)
    phase = np.searchsorted(reached, 0.5 * (grid[1:] + grid[:-1]), side="right")
    nominal = np.zeros((len(grid) - 1, len(bodies)))
    for b, body in enumerate(bodies):
        start = ignition[phase, b]
        used = [burn_integral(body, np.nan_to_num(edge - start)) for edge in (grid[:-1], grid[1:])]
        nominal[:, b] = np.where(burning[phase, b] == 1, used[1] - used[0], 0.0)
    counts = np.array([b.count for b in bodies], dtype=np.float64)
    factor = np.ones(len(grid) - 1) if path.mass is None else _by_mass(path, grid, phase, nominal @ counts)
    burnt = nominal * factor[:, None]
    assumed: list[str] = []
    for b, body in enumerate(bodies):
        if body.tank is not None:
            _fit(mission, path, b, burnt, grid, event_time, assumed)
    loaded = np.array([b.tank.loaded if b.tank else 0.0 for b in bodies])
    residual = np.array([b.tank.residual if b.tank else 0.0 for b in bodies])
    left = np.concatenate([loaded[None], loaded - np.cumsum(burnt, axis=0)])
    scale = np.divide(burnt, nominal, out=np.zeros_like(burnt), where=nominal > 0)
    return Burns(grid, np.maximum(left, residual), scale, attached, burning, ignition, tuple(assumed))


def _phases(mission: Mission, event_time: Floats) -> tuple[Ints, Ints, Floats]:
    names = [b.name for b in mission.vehicle.bodies]
    attached, burning = np.ones(len(names), dtype=np.int64), np.zeros(len(names), dtype=np.int64)
    ignition = np.full(len(names), np.nan)
    rows = [(attached, burning, ignition)]
    for event, at in zip(mission.vehicle.events, event_time, strict=True):
        attached, burning, ignition = (a.copy() for a in rows[-1])
        for name in event.shutdown:
            burning[names.index(name)] = 0
        for name in event.jettison:
            attached[names.index(name)] = burning[names.index(name)] = 0
        for name in event.ignite:
            burning[names.index(name)], ignition[names.index(name)] = 1, at
        rows.append((attached, burning, ignition))
    a, b, c = (np.array(column) for column in zip(*rows, strict=True))
    return a, b, c


def _grid(mission: Mission, path: GivenPath, reached: Floats, ignition: Floats) -> Floats:
    """Every time of the file, of an event and of a knot of a throttle table in use, and whole seconds between."""
    end = max(float(reached[-1]), min(path.end, float(reached[-1]) + 1.0))
    knots = [
        start + time
        for b, body in enumerate(mission.vehicle.bodies)
        for start in np.unique(ignition[np.isfinite(ignition[:, b]), b])
        for time, _ in (body.engine.throttle if body.engine else ())
    ]
    seconds = np.linspace(0.0, end, min(max(int(end), 1), 200_000) + 1)
    times = np.unique(np.concatenate([seconds, path.time, reached, np.array(knots, dtype=np.float64)]))
    return np.asarray(times[(times >= 0.0) & (times <= end)])


def _by_mass(path: GivenPath, grid: Floats, phase: Ints, flow: Floats) -> Floats:
    """How much faster than nominal the mass of the file falls in each cell; cells next to events take their neighbours'."""
    assert path.mass is not None
    out = np.ones(len(flow))
    for k in np.unique(phase):
        cells = np.flatnonzero((phase == k) & (flow > 0))
        if len(cells) == 0:
            continue
        low, high = grid[cells[0]], grid[cells[-1] + 1]
        rows = np.flatnonzero((path.time >= low - 1e-9) & (path.time < high - 1e-6))
        if len(rows) < 2:
            continue
        inside = (grid[cells] >= path.time[rows[0]] - 1e-9) & (grid[cells + 1] <= path.time[rows[-1]] + 1e-9)
        fall = -np.diff(np.interp(np.append(grid[cells], high), path.time[rows], path.mass[rows]))
        ratio = fall / flow[cells]
        good = inside & (ratio >= 0) & (ratio <= BELIEVED)
        if np.any(good):
            out[cells] = np.interp(cells, cells[good], ratio[good])
    return out


def _fit(
    mission: Mission, path: GivenPath, b: int, burnt: Floats, grid: Floats, event_time: Floats, assumed: list[str]
) -> None:
    """Scales the burns of a body in place so that it is empty when the events say so, and never emptier."""
    body = mission.vehicle.bodies[b]
    assert body.tank is not None
    left = body.tank.loaded - body.tank.residual
    for start, end, emptied, name in _burn_spans(mission, body.name, event_time, float(grid[-1])):
        cells = (grid[:-1] >= start - 1e-9) & (grid[1:] <= end + 1e-9)
        used = float(burnt[cells, b].sum())
        if emptied and used > 0:
            scale = left / used
            if not 1 / MOST_SCALE <= scale <= MOST_SCALE:
                shown = f"{end:.1f} s"
                expected = f"a time at which {left:.0f} kg can be gone: the engine burns {used:.0f} kg until then"
                raise InputError(path.file, f"vehicle.event.{name}", shown, expected)
            burnt[cells, b] *= scale
            if abs(scale - 1) > SAID:
                assumed.append(Sentence("burn_scaled", body=body.name, scale=scale, event=name))
            left = 0.0
        elif used > left * (1 + SAID) + 1.0:
            burnt[cells, b] = np.diff(np.minimum(np.concatenate([[0.0], np.cumsum(burnt[cells, b])]), left))
            assumed.append(Sentence("burn_dry", body=body.name, event=name, left=left, used=used))
            left = 0.0
        else:
            left = max(left - used, 0.0)


def _burn_spans(mission: Mission, name: str, event_time: Floats, end: float) -> list[tuple[float, float, bool, str]]:
    """Start, end, whether it ends because the body is empty, and the event that ends it, of each burn of a body."""
    out: list[tuple[float, float, bool, str]] = []
    start = math.nan
    for event, at in zip(mission.vehicle.events, event_time.tolist(), strict=True):
        if math.isnan(at):
            break
        if not math.isnan(start) and (name in event.shutdown or name in event.jettison):
            out.append((start, at, event.when.depleted == name, event.name))
            start = math.nan
        if name in event.ignite:
            start = at
    if not math.isnan(start):
        out.append((start, end, False, "the end of the trajectory"))
    return out
