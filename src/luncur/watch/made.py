"""A recording of telemetry made of a nominal flight, with the noise, the latency and the drift of each source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicHermiteSpline

from luncur.errors import InputError
from luncur.flight import Trajectory
from luncur.mission import Mission
from luncur.mission.flight_safety import NavigationSource

Floats = NDArray[np.float64]
LATENCY_JITTER = 0.3  # one standard deviation of the delay as a share of it


def telemetry_of(
    mission: Mission, trajectory: Trajectory, seed: int = 0, start: float = 0.0, end: float | None = None
) -> Iterator[dict[str, Any]]:
    """What the sources of a mission would tell of a flight, in the order in which it is received; fields as ``luncur watch`` reads them.

    start, end [s] since lift-off (end None: to the end of the trajectory); seed: the same seed, the same telemetry.
    The errors are a constant drift per flight and white noise per measurement, of the sizes that the mission gives.
    Attitude error, body rate and thrust are told as those of a flight without a failure, with noise.
    Raises InputError when the mission names no sources.
    """
    system = mission.termination
    if system is None or not system.sources:
        raise InputError(mission.file, "termination.source", None, "at least one source")
    packets: list[dict[str, Any]] = []
    for k, source in enumerate(system.sources):
        generator = np.random.Generator(np.random.Philox(key=[seed, k]))
        packets.extend(_of_source(source, trajectory, generator, start, end))
    packets.sort(key=lambda p: (p["receive_s"], p["source"]))
    yield from packets


def _of_source(
    source: NavigationSource, trajectory: Trajectory, generator: np.random.Generator, start: float, end: float | None
) -> Iterator[dict[str, Any]]:
    last = float(trajectory.time[-1]) if end is None else min(end, float(trajectory.time[-1]))
    times = np.arange(max(start, float(trajectory.time[0])), last, source.period)
    position, velocity = _flown(trajectory, times)
    drift = generator.standard_normal((2, 3)) * np.array([[source.position_drift], [source.velocity_drift]])
    since = (times - times[:1])[:, None]
    position = position + source.position_sigma * generator.standard_normal(position.shape) + since * drift[0]
    velocity = velocity + source.velocity_sigma * generator.standard_normal(velocity.shape) + since * drift[1]
    delay = source.latency * np.abs(1.0 + LATENCY_JITTER * generator.standard_normal(len(times)))
    received = np.maximum.accumulate(times + delay)  # a unit's packets keep their order
    attitude, rate, thrust = generator.standard_normal((3, len(times)))
    for i, t in enumerate(times):
        p, v = position[i], velocity[i]
        yield {
            "source": source.name, "time_s": round(float(t), 6), "receive_s": round(float(received[i]), 6),
            **{name: round(float(x), 3) for name, x in zip(("x_m", "y_m", "z_m"), p, strict=True)},
            **{name: round(float(x), 4) for name, x in zip(("vx_m_s", "vy_m_s", "vz_m_s"), v, strict=True)},
            "valid": True, "attitude_error_deg": round(abs(0.2 * float(attitude[i])), 4),
            "body_rate_deg_s": round(abs(0.1 * float(rate[i])), 4), "thrust_share": round(1.0 + 0.005 * float(thrust[i]), 4),
            "sequence": i,
        }  # fmt: skip


def _flown(trajectory: Trajectory, times: Floats) -> tuple[Floats, Floats]:
    """Position and velocity at these times, by cubics through the flown ones; the velocity is that of the position's curve."""
    rising = np.concatenate([[True], np.diff(trajectory.time) > 1e-9])
    curve = CubicHermiteSpline(trajectory.time[rising], trajectory.position[rising], trajectory.velocity[rising])
    return curve(times), curve(times, 1)
