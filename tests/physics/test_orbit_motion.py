"""What the motion of a satellite must obey, whatever the numbers: conserved quantities, reversal, known rates."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from luncur.compiler import compiled
from luncur.earth.gravity_kernel import gravitation
from luncur.orbit.motion.air_table import SolarActivity
from luncur.orbit.motion.constants import J2, MU, REFERENCE_RADIUS
from luncur.orbit.motion.elements import Elements, elements_from_altitudes, elements_of, state_of
from luncur.orbit.motion.forces import SUNLIGHT, Drag, Forces, SolarPressure
from luncur.orbit.motion.gravity_field import gravity_field
from luncur.orbit.motion.light_kernel import lit_shares
from luncur.orbit.motion.numerical import propagate_numerical
from luncur.orbit.motion.secular import propagate_secular, secular_rates
from luncur.orbit.motion.two_body import propagate_two_body
from luncur.orbit.time_and_frames.bodies import ASTRONOMICAL_UNIT, SUN_RADIUS
from luncur.orbit.time_and_frames.frames import pole_axes, turned

EPOCH = datetime(2018, 5, 26, 12, tzinfo=UTC)
DAY = 86400.0
POINT = Forces(degree=0, order=0, sun=False, moon=False)
LOW = state_of(Elements(6.88e6, 0.013, 1.71, 0.4, 1.9, 0.3))
ACTIVITY = SolarActivity(f107=140.0, f107_average=135.0, ap=12.0)
EVERYTHING = Forces(30, 30, True, True, Drag(0.01, 2.2, ACTIVITY), SolarPressure(0.02, 1.3))


def energy(position: np.ndarray, velocity: np.ndarray) -> np.ndarray:
    return np.sum(velocity**2, axis=-1) / 2 - MU / np.linalg.norm(position, axis=-1)


def test_two_bodies_keep_energy_momentum_and_the_direction_of_the_perigee() -> None:
    times = np.arange(0.0, DAY, 600.0)
    for e in (propagate_two_body(*LOW, EPOCH, times), propagate_numerical(*LOW, EPOCH, times, POINT)):
        h = np.cross(e.position, e.velocity)
        ellipse = np.cross(e.velocity, h) / MU - e.position / np.linalg.norm(e.position, axis=1)[:, None]
        assert np.ptp(energy(e.position, e.velocity)) < 1e-11 * abs(energy(*LOW))
        assert np.ptp(h, axis=0).max() < 1e-11 * np.linalg.norm(h[0])
        assert np.ptp(ellipse, axis=0).max() < 1e-11


def test_after_a_period_a_satellite_is_where_it_was() -> None:
    period = 2 * math.pi * math.sqrt(6.88e6**3 / MU)
    e = propagate_two_body(*LOW, EPOCH, [-period, 0.0, period])
    assert np.abs(e.position - LOW[0]).max() < 1e-6


@pytest.mark.parametrize("eccentricity", [0.0, 0.3, 0.74])
def test_integrated_and_exact_ellipse_agree_at_every_time_asked_for(eccentricity: float) -> None:
    """Within 0.5 mm over a day, between the steps too; the goal is 1 mm."""
    state = state_of(Elements(7.0e6 / (1.0 - eccentricity), eccentricity, 1.0, 0.5, 2.0, 0.1))
    times = np.arange(0.0, DAY + 1.0, 37.0)
    exact, integrated = propagate_two_body(*state, EPOCH, times), propagate_numerical(*state, EPOCH, times, POINT)
    assert np.abs(exact.position - integrated.position).max() < 5e-4
    assert np.abs(exact.velocity - integrated.velocity).max() < 5e-7


def test_the_error_falls_with_the_tolerance_as_the_order_says() -> None:
    exact = propagate_two_body(*LOW, EPOCH, [20000.0]).position
    errors = [
        np.linalg.norm(propagate_numerical(*LOW, EPOCH, [20000.0], POINT, tolerance).position - exact)
        for tolerance in (1e-6, 1e-8, 1e-10)
    ]
    assert 30.0 < errors[0] / errors[1] < 3000.0
    assert 30.0 < errors[1] / errors[2] < 3000.0


def test_all_forces_reverse() -> None:
    """There and back, air and shadows included; drag makes a backward flight gain energy."""
    there = propagate_numerical(*LOW, EPOCH, [0.0, 20000.0], EVERYTHING)
    back = propagate_numerical(*LOW, EPOCH, [-20000.0, -300.0, 0.0], EVERYTHING)
    assert np.array_equal(back.position[2], LOW[0])
    later = datetime.fromtimestamp(EPOCH.timestamp() + 20000.0, tz=UTC)
    again = propagate_numerical(there.position[1], there.velocity[1], later, [-20000.0], EVERYTHING)
    assert np.linalg.norm(again.position[0] - LOW[0]) < 2.0  # the air is tabulated for another span of time
    without = Forces(30, 30, True, True, None, EVERYTHING.solar_pressure)
    there = propagate_numerical(*LOW, EPOCH, [0.0, 20000.0], without)
    again = propagate_numerical(there.position[1], there.velocity[1], later, [-20000.0], without)
    assert np.linalg.norm(again.position[0] - LOW[0]) < 0.05  # the edges of the shadow are not smooth


def test_the_field_of_degree_4_is_that_of_the_zonal_formulas() -> None:
    """Against the J2 to J4 of ``earth``, whose coefficients are another model's: 2e-7 of gravity."""
    rng = np.random.default_rng(4)
    where = rng.normal(size=(40, 3)) * 4.0e6 + 1.0e6
    where *= (6.9e6 / np.linalg.norm(where, axis=1))[:, None]
    field = gravity_field(4, 0).gravitation(where)
    zonal = np.array([gravitation(*p) for p in where.tolist()])
    assert np.abs(field - zonal).max() < 2e-7 * 9.8


@pytest.mark.parametrize(("degree", "order"), [(2, 2), (20, 20), (70, 70), (50, 7)])
def test_the_field_has_neither_sources_nor_whirls(degree: int, order: int) -> None:
    """Divergence and curl by differences, at the pole too; the differences are good to 1e-6 of the gradient."""
    field, step = gravity_field(degree, order), 200.0
    for place in ([2.0e6, -3.1e6, 5.4e6], [0.0, 0.0, 6.6e6], [-6.5e6, 1.0e-3, 0.0]):
        around = np.array(place) + step * np.vstack([np.eye(3), -np.eye(3)])
        pull = field.gravitation(around)
        gradient = (pull[:3] - pull[3:]) / (2 * step)
        scale = np.abs(gradient).max()
        assert abs(np.trace(gradient)) < 3e-6 * scale
        assert np.abs(gradient - gradient.T).max() < 3e-6 * scale


def test_oblateness_turns_the_node_as_the_secular_rate_says() -> None:
    """A day of the integrated J2 field against its mean drift: within 1 %, the size of what the first order leaves out."""
    elements = elements_from_altitudes(493e3, 512e3, math.radians(97.4), 0.7)
    times = np.arange(0.0, DAY, 120.0)
    flown = propagate_numerical(*state_of(elements), EPOCH, times, Forces(2, 0, False, False))
    nodes = np.unwrap(np.asarray(elements_of(flown.position, flown.velocity).raan))
    assert np.polyfit(times, nodes, 1)[0] == pytest.approx(float(secular_rates(elements)[0]), rel=0.01)


def test_secular_rates_at_the_critical_inclination_and_over_the_poles() -> None:
    critical = math.asin(math.sqrt(0.8))
    node, perigee, mean = secular_rates(Elements(7.5e6, 0.1, np.array([critical, math.pi / 2]), 0.0, 0.0, 0.0))
    n, p = math.sqrt(MU / 7.5e6**3), 7.5e6 * 0.99
    assert perigee[0] == pytest.approx(0.0, abs=1e-20)
    assert node[1] == pytest.approx(0.0, abs=1e-20)
    assert node[0] == pytest.approx(-1.5 * n * J2 * (REFERENCE_RADIUS / p) ** 2 * math.cos(critical), rel=1e-14)
    assert mean[1] - n == pytest.approx(-0.75 * n * J2 * (REFERENCE_RADIUS / p) ** 2 * math.sqrt(0.99), rel=1e-9)


def test_a_secular_orbit_keeps_its_shape_and_turns_about_the_pole_of_date() -> None:
    elements = Elements(7.2e6, 0.05, 1.2, 0.3, 0.4, 0.5)
    e = propagate_secular(elements, EPOCH, [0.0, DAY], frame="J2000")
    to_date = pole_axes(EPOCH)
    now = elements_of(turned(to_date, e.position), turned(to_date, e.velocity))
    start = Elements(*(float(value[0]) for value in now.arrays()))
    node, perigee, mean = (float(rate) for rate in secular_rates(start))
    assert abs(float(np.asarray(start.inclination)) - 1.2) < math.radians(0.11)  # 18 years of precession
    assert np.asarray(now.semi_major_axis) == pytest.approx([7.2e6] * 2, rel=1e-12)
    assert np.asarray(now.eccentricity) == pytest.approx([0.05] * 2, rel=1e-11)
    assert np.diff(np.asarray(now.inclination))[0] == pytest.approx(0.0, abs=1e-13)
    for angle, rate in ((now.raan, node), (now.argument_of_perigee, perigee), (now.mean_anomaly, mean)):
        turn = np.diff(np.asarray(angle))[0] - rate * DAY
        assert math.remainder(turn, 2 * math.pi) == pytest.approx(0.0, abs=1e-9)


def test_a_secular_orbit_begins_where_its_elements_say() -> None:
    elements = Elements(7.2e6, np.array([0.0, 0.05]), np.array([0.0, 2.0]), 0.3, 0.4, 0.5)
    e = propagate_secular(elements, EPOCH, [0.0], frame="GCRF")
    position, velocity = state_of(elements)
    assert np.abs(e.position[:, 0] - position).max() < 1e-5
    assert np.abs(e.velocity[:, 0] - velocity).max() < 1e-8


def test_air_takes_energy_at_the_rate_of_its_drag() -> None:
    """On a circular orbit the semi-major axis falls by rho (cd A / m) a v_rel^2 / v a second; here with the mean density."""
    from luncur.orbit.motion.air_table import air_table
    from luncur.orbit.motion.air_table_kernel import density_at

    state = state_of(Elements(6.778e6, 1e-4, 0.01, 0.0, 0.0, 0.0))
    forces = Forces(0, 0, False, False, Drag(0.02, 2.0, ACTIVITY))
    period = 2 * math.pi * math.sqrt(6.778e6**3 / MU)
    times = np.linspace(0.0, 4 * period, 400)
    e = propagate_numerical(*state, EPOCH, times, forces)
    track = e.earth_fixed()
    fall = np.asarray(elements_of(e.position, e.velocity).semi_major_axis)
    table = air_table(EPOCH, 0.0, float(times[-1]), ACTIVITY)
    density = [
        compiled(density_at)(
            table.log_density,
            0.0,
            ((t + 43200.0) / DAY) % 1.0,
            np.linalg.norm(p) - 6378137.0,
            0.0,
            math.atan2(p[1], p[0]),
        )
        for t, p in zip(times, track.position, strict=True)
    ]
    speed, relative = np.linalg.norm(e.velocity, axis=1), np.linalg.norm(track.velocity, axis=1)
    rate = -np.mean(np.array(density) * 0.04 * 6.778e6 * relative**2 / speed)
    assert fall[-1] - fall[0] == pytest.approx(rate * times[-1], rel=0.02)
    assert fall[-1] < fall[0] - 100.0


def test_a_satellite_that_sinks_has_an_ephemeris_that_ends() -> None:
    state = state_of(elements_from_altitudes(130e3, 145e3, 0.9))
    forces = Forces(2, 0, False, False, Drag(0.02, 2.2, ACTIVITY))
    e = propagate_numerical(*state, EPOCH, np.arange(0.0, DAY, 60.0), forces)
    assert 600.0 < e.seconds[-1] < DAY - 60.0
    assert np.all(np.isfinite(e.position))
    assert "comes down to 100 km" in e.assumed[-1]


def test_sunlight_pushes_away_from_the_sun_with_its_pressure() -> None:
    """A satellite far out and lit: difference of two flights against half the acceleration times the time squared."""
    from luncur.orbit.time_and_frames.bodies import sun

    toward = sun(EPOCH, 0.0)[0]
    distance = np.linalg.norm(toward)
    axis = np.cross(toward, [0.0, 0.0, 1.0])
    position = 4.2e7 * toward / distance
    velocity = math.sqrt(MU / 4.2e7) * axis / np.linalg.norm(axis)
    pushed = Forces(0, 0, False, False, None, SolarPressure(0.5, 1.4))
    t = 600.0
    push = (
        propagate_numerical(position, velocity, EPOCH, [t], pushed).position
        - propagate_two_body(position, velocity, EPOCH, [t]).position
    )
    expected = 0.5 * SUNLIGHT * 0.5 * 1.4 * (ASTRONOMICAL_UNIT / distance) ** 2 * t**2
    assert push[0] @ toward / distance == pytest.approx(-expected, rel=2e-3)


def test_the_share_of_the_sun_that_is_seen() -> None:
    sun_place = np.array([ASTRONOMICAL_UNIT, 0.0, 0.0])
    heights = np.linspace(5.9e6, 6.9e6, 201)
    places = np.column_stack([np.full(201, -2.0e7), heights, np.zeros(201)])
    conical, cylinder = np.empty(201), np.empty(201)
    suns = np.tile(sun_place, (201, 1))
    compiled(lit_shares)(places, suns, True, conical)
    compiled(lit_shares)(places, suns, False, cylinder)
    assert conical[0] == 0.0
    assert conical[-1] == 1.0
    assert np.all(np.diff(conical) >= 0.0)
    assert set(cylinder.tolist()) == {0.0, 1.0}
    # the half shadow is as wide as the Sun's disc seen from there, and its middle the edge of the cylinder
    width = np.ptp(heights[(conical > 0.0) & (conical < 1.0)])
    assert width == pytest.approx(2 * SUN_RADIUS / ASTRONOMICAL_UNIT * 2.0e7, rel=0.06)
    assert heights[np.argmax(conical > 0.5)] == pytest.approx(heights[np.argmax(cylinder)], abs=2e4)
    before = np.array([[2.0e7, 1.0, 2.0]])
    out = np.empty(1)
    for kind in (True, False):
        compiled(lit_shares)(before, suns[:1], kind, out)
        assert out[0] == 1.0


@pytest.mark.parametrize("beta", [0.0, 0.6])
def test_the_share_of_an_orbit_in_shadow_is_the_closed_form(beta: float) -> None:
    """(1 / pi) acos(sqrt(h^2 + 2 R h) / ((R + h) cos beta)) of a circular orbit, for the cylinder."""
    angle = np.linspace(0.0, 2 * math.pi, 20001)[:-1]
    radius, height = 6378137.0, 502.5e3
    r = radius + height
    places = r * np.column_stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)])
    suns = np.tile(ASTRONOMICAL_UNIT * np.array([math.cos(beta), 0.0, math.sin(beta)]), (len(angle), 1))
    lit = np.empty(len(angle))
    compiled(lit_shares)(places, suns, False, lit)
    expected = math.acos(math.sqrt(height**2 + 2 * radius * height) / (r * math.cos(beta))) / math.pi
    assert 1.0 - lit.mean() == pytest.approx(expected, abs=2e-4)
