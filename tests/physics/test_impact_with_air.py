"""The impact point with air against the fall itself, all along a flight and its malfunctions, in the mission's own weather."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.debris.breakup import broadside
from luncur.debris.drag_curves import NAMES, drag_tables
from luncur.debris.fall import Ground, fall_batch
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.flight import AscentPlan, Trajectory, fly, fly_batch, plan
from luncur.flight.malfunction import fly_on, turns
from luncur.mission import load
from luncur.mission.model import FailureMode
from luncur.termination.impact_kernel import impact_with_air

Floats = NDArray[np.float64]
KINDS = ("random-attitude", "slow-turn", "tumble", "stuck-attitude", "thrust-loss")
LAST = 560.0  # the third stage's cutoff: near orbit [s]
LIGHT = 20.0  # ballistic coefficient [kg/m2] below which a body goes where the wind goes


@cache
def flight() -> tuple[AscentPlan, Trajectory]:
    ascent = plan(load("soyuz-vostochny-sso"))
    return ascent, fly(ascent)


def nominal(n: int) -> Floats:
    """Earth-fixed states [n, 6] of the nominal flight, evenly in time."""
    _, trajectory = flight()
    rows = np.unique(np.searchsorted(trajectory.time, np.linspace(1.0, LAST, n)))
    return np.concatenate([trajectory.position[rows], trajectory.velocity[rows]], axis=1)


def malfunctions(n: int) -> Floats:
    """States [n, 6] at which malfunctions of every kind ended, begun evenly in time on dispersed flights."""
    ascent, _ = flight()
    rng = np.random.default_rng(7)
    z = rng.standard_normal((n, len(ascent.dispersions)))
    tables, factor = ascent.weather.tables(rng.standard_normal((n, ascent.weather.normals)))
    start = fly_batch(ascent, z, tables, factor, rng.uniform(0.0, LAST, n))
    modes = [
        FailureMode(name="x", kind=KINDS[i % 5], share=1.0, thrust_left=0.6 if i % 5 == 4 else None) for i in range(n)
    ]
    wrong = turns(ascent.mission, modes, rng.uniform(size=(n, 2)), np.arange(n) % 2 == 0)
    end, _ = fly_on(ascent, z, tables, factor, start, np.arange(n), wrong, broadside(ascent.mission))
    return np.concatenate([end.position, end.velocity], axis=1)


def errors(states: Floats, seed: int) -> tuple[Floats, Floats, Floats]:
    """How far the impact point is off [m], range of the fall [m], ballistic coefficient [kg/m2], of the states that come down."""
    ascent, _ = flight()
    tables, factor = ascent.weather.tables(np.zeros((1, ascent.weather.normals)))
    beta = 10 ** np.random.default_rng(seed).uniform(math.log10(5.0), math.log10(5000.0), len(states))
    zero = np.zeros(len(states), dtype=np.int64)
    constant = np.full(len(states), NAMES.index("constant"))
    exact = fall_batch(
        states, 1.0 / beta, constant, zero, tables, ascent.weather.upper, factor, drag_tables(),
        Ground().array(4), "strict",
    )  # fmt: skip
    air = (tables[0], ascent.weather.upper, float(factor[0]), ascent.weather.pressure)
    rows = []
    for i, state in enumerate(states):
        latitude, longitude, lands = compiled(impact_with_air)(tuple(state), 1.0 / beta[i], air)
        if not lands or exact.status[i] != 0:
            continue
        end = float(exact.latitude[i]), float(exact.longitude[i])
        rows.append((distance((latitude, longitude), end), distance(geodetic_from_ecef(*state[:3])[:2], end), beta[i]))
    off, gone, beta = np.array(rows).T
    return off, gone, beta


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(Geodesic.WGS84.Inverse(*map(math.degrees, (*a, *b)), Geodesic.DISTANCE)["s12"])


@pytest.mark.parametrize("states", [nominal, malfunctions])
def test_within_one_per_cent_of_the_range_of_the_fall(states: Callable[[int], Floats]) -> None:
    off, gone, beta = errors(states(600), seed=9)
    far = gone > 1e3
    share = off[far] / gone[far]
    print(
        f"{states.__name__}: {far.sum()} beyond 1 km: median {np.median(share):.2g}, largest {share.max():.2g} of the range; "
        f"{(~far).sum()} nearer: {off[~far].max():.2g} m"
    )
    assert far.sum() > 350
    assert share.max() < 0.01
    assert np.all(off[~far] < 0.01 * gone[~far] + np.where(beta[~far] < LIGHT, 60.0, 1.0))
