"""What a nominal flight hands out: rows about events, events in order, drops, orbit, tables."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.flight import Trajectory, fly
from luncur.flight.nominal import row_times
from luncur.flight.orbit import orbit_of
from luncur.mission import load


@pytest.fixture(scope="module")
def flight() -> Trajectory:
    return fly(load("soyuz-vostochny-sso"))


def test_rows_are_a_second_apart_and_denser_about_close_events() -> None:
    times = row_times(np.array([0.0, 31.7, 33.9, 60.25, math.nan]), 80.4)
    steps = np.diff(times)
    assert times[0] == 0.0
    assert times[-1] == 80.4
    assert np.all(steps > 1e-6)
    assert steps.max() <= 1.0 + 1e-9
    close = (times > 30.7) & (times < 34.9)
    assert np.diff(times[close]).max() <= 0.2 + 1e-9
    assert np.diff(times[(times > 40) & (times < 60)]).min() == pytest.approx(1.0)
    assert {31.7, 33.9, 60.25} <= set(times.tolist())


def test_every_event_has_its_row_and_events_rise(flight: Trajectory) -> None:
    at = [e.time for e in flight.events]
    assert at == sorted(at)
    assert all(np.min(np.abs(flight.time - t)) < 1e-9 for t in at)
    assert [e.name for e in flight.events][:3] == ["liftoff", "strap-on cutoff", "strap-on separation"]


def test_event_is_the_state_right_after(flight: Trajectory) -> None:
    """Four empty strap-ons lie between the masses at cut-off and after the separation."""
    cutoff, separation = flight.events[1:3]
    drop = next(d for d in flight.drops if d.body == "strap-on")
    core_flow = 985.8e3 / (9.80665 * 320.6)  # [kg/s]
    burned = core_flow * (separation.time - cutoff.time)
    assert cutoff.mass - separation.mass == pytest.approx(4 * drop.mass + burned, rel=1e-6)


def test_elements_at_cut_offs(flight: Trajectory) -> None:
    orbits = {e.name: e.orbit for e in flight.events}
    assert orbits["third stage cutoff"].perigee_altitude < 0
    assert orbits["Fregat first cutoff"].apogee_altitude == pytest.approx(623.5e3, abs=1e3)
    assert math.degrees(orbits["Fregat first cutoff"].inclination) == pytest.approx(98.0, abs=0.002)


def test_impact_point_runs_ahead_and_ends_in_orbit(flight: Trajectory) -> None:
    there = np.isfinite(flight.impact_latitude)
    assert there[100]
    first = flight.events[[e.name for e in flight.events].index("Fregat first cutoff")].time
    assert not there[flight.time > first + 1].any()


def test_arrays_agree_with_each_other(flight: Trajectory) -> None:
    n = len(flight.time)
    assert flight.position.shape == flight.velocity.shape == (n, 3)
    moved = np.diff(flight.position, axis=0) / np.diff(flight.time)[:, None]
    mean = 0.5 * (flight.velocity[1:] + flight.velocity[:-1])
    assert np.abs(moved - mean).max() < 3.0  # a second of a few m/s3
    assert flight.speed_relative == pytest.approx(np.linalg.norm(flight.velocity, axis=1))
    assert flight.mass[0] == pytest.approx(309222.0, abs=1.0)


def test_tables(flight: Trajectory) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("xarray")
    frame, data = flight.to_pandas(), flight.to_xarray()
    assert frame.loc[100.0, "altitude"] == pytest.approx(float(data["altitude"].sel(time=100.0)))
    assert data["dynamic_pressure"].attrs["units"] == "Pa"
    assert data["position"].dims == ("time", "axis")
    assert data["propellant"].sel(body="core").values[0] == pytest.approx(90557.0)


def test_plot_has_both_panels(flight: Trajectory) -> None:
    figure = flight.plot()
    assert [axes.get_ylabel() for axes in figure.axes] == ["altitude [km]", "speed [m/s]"]


def test_elements_of_a_known_state() -> None:
    """Vallado, Fundamentals of Astrodynamics, 4th ed., example 2-5 (with the WGS 84 gravitational parameter)."""
    r = np.array([6524.834, 6862.875, 6448.296]) * 1e3
    v = np.array([4.901327, 5.533756, -1.976341]) * 1e3
    orbit = orbit_of(r, v)
    assert orbit.semi_major_axis == pytest.approx(36127.343e3, rel=1e-4)
    assert orbit.eccentricity == pytest.approx(0.832853, abs=1e-5)
    angles = [orbit.inclination, orbit.raan, orbit.argument_of_perigee, orbit.true_anomaly]
    assert np.degrees(angles) == pytest.approx([87.870, 227.898, 53.38, 92.335], abs=0.01)


@pytest.mark.parametrize("speed", [1.0, 1.2])
def test_an_escape_has_no_node_rate_and_no_apogee(speed: float) -> None:
    """At and above the speed of escape, in multiples of it."""
    r = np.array([7e6, 0.0, 0.0])
    v = np.array([0.0, 0.8, 0.6]) * speed * math.sqrt(2 * 3.986004418e14 / 7e6)
    orbit = orbit_of(r, v)
    if speed > 1:
        assert orbit.apogee_altitude == math.inf
        assert math.isnan(orbit.node_rate)
        assert orbit.perigee_altitude == pytest.approx(7e6 - 6378137.0)
    assert not orbit.node_rate > 0
