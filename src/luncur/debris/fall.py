"""Bodies followed from a state to the ground."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.compiler import compiled, is_compiling
from luncur.debris.drag_curves import NAMES, curve_table, drag_tables
from luncur.debris.fall_kernel import describe_many, fall_many
from luncur.earth.ellipsoid_kernel import east_north_up, ecef_from_geodetic
from luncur.earth.tables import ROWS, cubic_cells, knots, weather_table
from luncur.earth.us76 import TOP, us76

Floats = NDArray[np.float64]

# Local error allowed for in one step, as distance at the impact point [m]; terminal speed below which a body that has
# settled is followed over altitude instead of time [m/s].
PRESETS = {"strict": (1e-4, 0.0), "standard": (0.07, 30.0), "fast": (0.5, 65.0)}

FEW = 16  # bodies for which the vector kernel is not worth its loading; plain Python knows no vectors

STATUS = {
    0: "reached the ground",
    1: "still falling at the end of the wanted time",
    10: "in orbit: still up after 15,000 s",
    11: "escaped",
    20: "took more steps than are allowed",
    21: "the state stopped being a finite number",
}


@dataclass(frozen=True)
class Impacts:
    """Where and how bodies came down.

    latitude, longitude [rad] (nan: not down); time of flight [s]; speed relative to the Earth [m/s]; angle below
    the horizontal and azimuth of the velocity [rad]; final Earth-fixed state [m, 6]; status (``STATUS``);
    evaluations of the right-hand side.
    """

    latitude: Floats
    longitude: Floats
    time: Floats
    speed: Floats
    angle: Floats
    azimuth: Floats
    state: Floats
    status: NDArray[np.int64]
    evaluations: NDArray[np.int64]


@dataclass(frozen=True)
class Ground:
    """Height of the ground: ``altitude`` [m] within ``radius`` [m] of a point, the ellipsoid elsewhere."""

    latitude: float = 0.0
    longitude: float = 0.0
    altitude: float = 0.0
    radius: float = 0.0

    def array(self, zonal: int = 4) -> Floats:
        point = ecef_from_geodetic(self.latitude, self.longitude, self.altitude)
        return np.array([*point, self.radius, self.altitude, zonal], dtype=np.float64)


def fall_batch(
    state: Floats,
    inverse_beta: Floats,
    drag_id: NDArray[np.int64],
    table_id: NDArray[np.int64],
    tables: Floats,
    upper: Floats,
    density_factor: Floats,
    drags: Floats,
    ground: Floats,
    preset: str = "standard",
    duration: float = math.inf,
    device: str = "cpu",
) -> Impacts:
    """Fall m bodies, each in the weather of its launch; results do not depend on the order of the batch.

    state[m, 6] Earth-fixed [m, m/s]; inverse_beta[m] = Cd(0) A / mass [m2/kg]; drag_id[m] row of drags[c, rows, 4];
    table_id[m] row of tables[n, rows, 16] and density_factor[n]; ground from ``Ground.array``; device: "cpu", or "cuda" for
    a graphics processor (``compiler.devices.require`` says whether there is one).
    """
    m = len(state)
    if device == "cuda":
        from luncur.debris.fall_cuda import fall_on_device

        return _impacts(
            *fall_on_device(
                state, inverse_beta, drag_id, table_id, drags, tables, upper, density_factor, ground, PRESETS[preset], duration
            )
        )  # fmt: skip
    final, time, out = np.empty((m, 6)), np.empty(m), np.empty((m, 5))
    status, used = np.empty(m, dtype=np.int64), np.empty(m, dtype=np.int64)
    batch = (
        np.ascontiguousarray(state), np.ascontiguousarray(inverse_beta), drag_id, table_id, drags, tables, upper,
        density_factor, ground, PRESETS[preset], duration, final, time, status, used,
    )  # fmt: skip
    if m < FEW or not is_compiling():
        compiled(fall_many)(*batch)
    else:  # the same results to the bit
        from luncur.debris.lanes_kernel import fall_lanes

        compiled(fall_lanes)(*batch, *working_space(m))
    compiled(describe_many)(final, status, out)
    return _impacts(final, time, status, used, out)


def _impacts(
    final: Floats, time: Floats, status: NDArray[np.int64], used: NDArray[np.int64], described: Floats
) -> Impacts:
    latitude, longitude, speed, angle, azimuth = (np.ascontiguousarray(column) for column in described.T)
    return Impacts(latitude, longitude, time, speed, angle, azimuth, final, status, used)


def working_space(m: int) -> tuple[NDArray[Any], ...]:
    """What ``fall_lanes`` works in for m bodies, since a kernel allocates nothing."""
    from luncur.compiler.lanes import LANES

    return (*np.empty((3, LANES), dtype=np.int64), np.empty(m), np.empty(m, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class FallingBody:
    """What falls: its mass [kg], reference area [m2] and drag coefficient at Mach 0, and the name of its drag curve.

    A drag coefficient of 0 falls in vacuum.  ``curve`` is a built-in name or knots of (Mach, relative coefficient).
    """

    mass: float
    area: float
    drag_coefficient: float
    curve: str | tuple[tuple[float, float], ...] = "constant"

    @property
    def inverse_beta(self) -> float:
        return self.drag_coefficient * self.area / self.mass


@dataclass(frozen=True)
class Environment:
    """Air, wind, gravitation and ground of a fall; the default is the standard day without wind.

    wind: rows of (altitude [m], east, north [m/s]), linear between, held at both ends.
    zonal: highest zonal harmonic, 2 or 4.
    """

    wind: tuple[tuple[float, float, float], ...] = ()
    zonal: int = 4
    ground: Ground = field(default_factory=Ground)

    def tables(self) -> tuple[Floats, Floats]:
        """Weather table [1, rows, 16] and upper table: US Standard 1976, and no air above 86 km."""
        z = knots()
        air = us76(np.minimum(z, TOP))
        density = np.where(z <= TOP, air.density, air.density * np.exp(-(z - TOP) / 5.6e3))
        east = north = np.zeros_like(z)
        if self.wind:
            rows = np.array(self.wind)
            east, north = (np.interp(z, rows[:, 0], rows[:, c]) for c in (1, 2))
        table = weather_table(density, air.sound_speed, east, north)
        return table[None], cubic_cells(np.full(3, -200.0))


def fall(
    position: ArrayLike,
    velocity: ArrayLike,
    body: FallingBody,
    environment: Environment | None = None,
    *,
    preset: str = "strict",
    duration: float = math.inf,
) -> Impacts:
    """Fall one kind of body from any number of states, to the ground or for a time.

    position: Earth-fixed [m], shape (..., 3); velocity: relative to the turning Earth [m/s], broadcast against it.
    The result's arrays have the shape of the states.  Raises ValueError for other shapes, and for a preset or a drag curve that is not there.
    """
    p, v = np.broadcast_arrays(np.asarray(position, dtype=np.float64), np.asarray(velocity, dtype=np.float64))
    if p.shape[-1:] != (3,):
        raise ValueError("position and velocity need three components on the last axis")
    if preset not in PRESETS:
        raise ValueError(f"preset must be one of {', '.join(PRESETS)}")
    if isinstance(body.curve, str) and body.curve not in NAMES:
        raise ValueError(f"curve must be knots or one of {', '.join(NAMES)}")
    env = environment or Environment()
    state = np.concatenate([p, v], axis=-1).reshape(-1, 6)
    tables, upper = env.tables()
    curves = drag_tables() if isinstance(body.curve, str) else curve_table(body.curve)[None]
    curve = NAMES.index(body.curve) if isinstance(body.curve, str) else 0
    n = len(state)
    result = fall_batch(
        state, np.full(n, body.inverse_beta), np.full(n, curve), np.zeros(n, dtype=np.int64), tables, upper,
        np.ones(1), curves, env.ground.array(env.zonal), preset, duration,
    )  # fmt: skip
    shape = p.shape[:-1]
    return Impacts(
        latitude=result.latitude.reshape(shape),
        longitude=result.longitude.reshape(shape),
        time=result.time.reshape(shape),
        speed=result.speed.reshape(shape),
        angle=result.angle.reshape(shape),
        azimuth=result.azimuth.reshape(shape),
        state=result.state.reshape(*shape, 6),
        status=result.status.reshape(shape),
        evaluations=result.evaluations.reshape(shape),
    )


def state_from_local(
    latitude: float, longitude: float, altitude: float, north: float, east: float, down: float
) -> tuple[Floats, Floats]:
    """Earth-fixed position [m] and velocity [m/s] from geodetic [rad, m] and local north, east, down [m/s]."""
    axes = np.array(east_north_up(latitude, longitude)).reshape(3, 3)
    return np.array(ecef_from_geodetic(latitude, longitude, altitude)), east * axes[0] + north * axes[1] - down * axes[
        2
    ]


assert ROWS * 500.0 > TOP
