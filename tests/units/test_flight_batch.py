"""Dispersed flights of a batch: the same as the nominal one without dispersion, and each its own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.earth.frames import earth_fixed_state
from luncur.flight import AscentPlan, fly_batch, plan
from luncur.flight.batch import STATUS
from luncur.flight.nominal import fly_nominal, nominal_times
from luncur.mission import load


@pytest.fixture(scope="module")
def ascent() -> AscentPlan:
    return plan(load("soyuz-vostochny-sso"))


def draws(ascent: AscentPlan, n: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    tables, factor = ascent.weather.tables(rng.standard_normal((n, ascent.weather.normals)))
    return rng.standard_normal((n, len(ascent.dispersions))), tables, factor


@pytest.mark.parametrize("stop", [64.0, 206.0, 430.0, 940.0, 2990.0])
def test_without_dispersion_it_is_the_nominal_flight_to_the_last_bit(ascent: AscentPlan, stop: float) -> None:
    record = fly_nominal(ascent, np.array([13.3, stop])).record[-1]
    z, mean = np.zeros((1, len(ascent.dispersions))), ascent.weather.mean_table[None]
    found = fly_batch(ascent, z, mean, np.ones(1), np.array([stop]))
    position, velocity = earth_fixed_state(record[1:4], record[4:7], record[0])
    assert STATUS[int(found.status[0])] == "stopped at the wanted time"
    assert np.array_equal(found.position[0], position)
    assert np.array_equal(found.velocity[0], velocity)
    assert np.array_equal(found.propellant[0] * found.attached[0], record[12:])


def test_a_launch_does_not_depend_on_its_neighbours(ascent: AscentPlan) -> None:
    z, tables, factor = draws(ascent, 6)
    stop = np.array([33.3, 118.7, 260.1, 555.5, 801.9, math.inf])
    together = fly_batch(ascent, z, tables, factor, stop)
    order = np.array([4, 0, 5, 2, 1, 3])
    shuffled = fly_batch(ascent, z[order], tables[order], factor[order], stop[order])
    alone = fly_batch(ascent, z[3:4], tables[3:4], factor[3:4], stop[3:4])
    for field in ("time", "position", "velocity", "propellant", "drops", "event_time", "status", "phase", "attached"):
        a, b = getattr(together, field), getattr(shuffled, field)
        assert np.array_equal(a[order], b, equal_nan=True), field
        assert np.array_equal(a[3:4], getattr(alone, field), equal_nan=True), field


def test_what_is_dropped_and_what_is_left(ascent: AscentPlan) -> None:
    z, tables, factor = draws(ascent, 4, seed=11)
    found = fly_batch(ascent, z, tables, factor, np.full(4, 330.0))
    names = list(ascent.body_names)
    gone = [names.index(n) for n in ("strap-on", "core", "aft bay", "fairing half")]
    kept = [names.index(n) for n in ("third stage", "Fregat", "satellite")]
    assert np.all(found.attached[:, gone] == 0)
    assert np.all(found.attached[:, kept] == 1)
    assert np.all(np.isfinite(found.drops[:, gone]))
    assert np.all(np.isnan(found.drops[:, kept]))
    core = names.index("core")
    expected = found.dry_mass[:, core] + 950.0  # residual of the tank [kg]
    assert found.drops[:, core, 7] == pytest.approx(expected, abs=1e-3)
    assert found.body_mass[:, names.index("Fregat")] == pytest.approx(6350.0)
    reached = nominal_times(ascent)
    later = [i for i, n in enumerate(ascent.event_names) if reached[n] > 400.0]
    assert np.all(np.isnan(found.event_time[:, later]))


def test_every_dispersion_moves_the_flight(ascent: AscentPlan) -> None:
    n = len(ascent.dispersions)
    z = np.concatenate([np.zeros((1, n)), np.eye(n) * 2.0])
    mean = np.repeat(ascent.weather.mean_table[None], n + 1, axis=0)
    found = fly_batch(ascent, z, mean, np.ones(n + 1), np.full(n + 1, 600.0))
    moved = np.linalg.norm(found.position[1:] - found.position[0], axis=1)
    assert np.all(moved > 1.0), dict(zip([d.path for d in ascent.dispersions], moved, strict=True))


def test_three_sigma_launches_reach_the_orbit(ascent: AscentPlan) -> None:
    """The closed loop stays robust: every corner of +-3 sigma in thrust, impulse, load, mass and drag, and random ones."""
    rng = np.random.default_rng(3)
    z = np.concatenate([rng.standard_normal((150, len(ascent.dispersions))).clip(-3, 3)])
    same = np.array([[s * 3.0 if d.path.endswith(p) else 0.0 for d in ascent.dispersions]
                     for p in ("thrust_vacuum", "loaded", "dry_mass", "drag", "pitch", "azimuth") for s in (-1, 1)])  # fmt: skip
    z = np.concatenate([z, same])
    n = len(z)
    tables, factor = ascent.weather.tables(rng.standard_normal((n, ascent.weather.normals)).clip(-3, 3))
    found = fly_batch(ascent, z, tables, factor, np.full(n, np.inf))
    assert np.all(found.status == 0)
    from luncur.earth.frames import inertial_state
    from luncur.flight.orbit import orbit_of

    position, velocity = inertial_state(found.position, found.velocity, found.time)
    orbits = [orbit_of(p, v) for p, v in zip(position, velocity, strict=True)]
    assert max(abs(o.semi_major_axis - 6378137.0 - 650e3) for o in orbits) < 5e3
    assert max(o.eccentricity for o in orbits) < 0.002
    assert max(abs(math.degrees(o.inclination) - 98.0) for o in orbits) < 0.05
