"""The grids and tables that compiled code reads, against what they stand for; what is refused; what is said."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from luncur.compiler import compiled
from luncur.errors import InputError, PhysicsError
from luncur.orbit.motion import acceleration_kernel as slots
from luncur.orbit.motion import air_table_kernel, light_kernel
from luncur.orbit.motion.acceleration_kernel import acceleration
from luncur.orbit.motion.air_table import BOTTOM, LAYER, TOP, SolarActivity, air_table
from luncur.orbit.motion.air_table_kernel import density_at
from luncur.orbit.motion.elements import Elements, state_of
from luncur.orbit.motion.forces import Drag, Forces, SolarPressure
from luncur.orbit.motion.gravity_field import gravity_field
from luncur.orbit.motion.integrator_kernel import CAME_DOWN, DONE, ESCAPES
from luncur.orbit.motion.numerical import STATUS, _given, fly_numerically, propagate_numerical
from luncur.orbit.motion.surroundings import surroundings
from luncur.orbit.motion.surroundings_kernel import column_at, cubic_place, earth_turn
from luncur.orbit.time_and_frames.bodies import SUN_RADIUS, moon, sun
from luncur.orbit.time_and_frames.earth_orientation import earth_orientation
from luncur.orbit.time_and_frames.frames import celestial_to_earth_fixed

EPOCH = datetime(2024, 3, 20, 7, 30, tzinfo=UTC)
DAY = 86400.0
ACTIVITY = SolarActivity(f107=150.0, f107_average=140.0, ap=15.0)
STATE = state_of(Elements(6.88e6, 0.013, 1.71, 0.4, 1.9, 0.3))
EVERYTHING = Forces(12, 12, True, True, Drag(0.01, 2.2, ACTIVITY), SolarPressure(0.02, 1.3))


def test_the_grid_gives_the_frames_and_the_bodies_back() -> None:
    """Matrices to 3e-11 (0.2 mm in low orbit), the Sun to 1 m, the Moon to 20 m."""
    grid = surroundings(EPOCH, 0.0, 3 * DAY, turning=True)
    times = np.linspace(0.0, 3 * DAY, 97)
    rotations, suns, moons = celestial_to_earth_fixed(EPOCH, times), sun(EPOCH, times), moon(EPOCH, times)
    place_at, turn = compiled(cubic_place), compiled(earth_turn)
    for k, t in enumerate(times):
        place = place_at((t - grid.start) / grid.step, len(grid.rows))
        made = turn(grid.rows, place, grid.angle + grid.rate * t)
        assert np.abs(np.reshape(made[:9], (3, 3)) - rotations[k]).max() < 3e-11
        assert np.abs([compiled(column_at)(grid.rows, place, c) for c in (5, 6, 7)] - suns[k]).max() < 1.0
        assert np.abs([compiled(column_at)(grid.rows, place, c) for c in (8, 9, 10)] - moons[k]).max() < 20.0


@pytest.mark.parametrize("days", [0.5, 40.0])
def test_the_table_of_the_air_gives_the_model_back(days: float) -> None:
    """Within 1.5 % (one standard deviation) and 10 % from 150 km up, by the model's own code at random places and times."""
    import pymsis

    rng, n = np.random.default_rng(3), 2000
    t = np.round(rng.uniform(0.0, days * DAY, n))
    height, latitude = rng.uniform(150e3, 1000e3, n), np.arcsin(rng.uniform(-1.0, 1.0, n))
    longitude = rng.uniform(-math.pi, math.pi, n)
    table = air_table(EPOCH, 0.0, days * DAY, ACTIVITY)
    dates = np.datetime64("2024-03-20T07:30:00") + t.astype("timedelta64[s]")
    model = pymsis.calculate(
        dates,
        np.degrees(longitude),
        np.degrees(latitude),
        height / 1e3,
        [150.0] * n,
        [140.0] * n,
        [[15.0] * 7] * n,
        version=0,
    )[:, 0]
    place = (t - table.start) / table.step if len(table.log_density) > 1 else np.zeros(n)
    share = ((t + 27000.0) / DAY) % 1.0
    read = compiled(density_at)
    found = [read(table.log_density, *row) for row in zip(place, share, height, latitude, longitude, strict=True)]
    error = np.log(np.array(found) / model)
    assert error.std() < 0.015
    assert np.abs(error).max() < 0.10
    assert abs(error.mean()) < 0.004


def test_above_the_table_there_is_no_air_and_below_it_that_of_its_bottom() -> None:
    table = air_table(EPOCH, 0.0, 100.0, ACTIVITY).log_density
    read = compiled(density_at)
    assert read(table, 0.0, 0.3, TOP + 1.0, 0.1, 0.2) == 0.0
    assert read(table, 0.0, 0.3, 50e3, 0.1, 0.2) == read(table, 0.0, 0.3, BOTTOM, 0.1, 0.2) > 1e-7
    for edge in (-math.pi / 2, math.pi / 2):
        assert 0.0 < read(table, 0.0, 0.999999, 400e3, edge, math.pi) < 1e-10


def test_what_kernels_repeat_is_what_stands_elsewhere() -> None:
    assert (air_table_kernel._BOTTOM, air_table_kernel._TOP, air_table_kernel._LAYER) == (BOTTOM, TOP, LAYER)
    assert light_kernel._SUN_RADIUS == SUN_RADIUS


def test_plain_python_gives_the_compiled_acceleration() -> None:
    given = _given(EPOCH, np.array([0.0, 1000.0]), EVERYTHING)
    for t in (0.0, 700.0):
        arguments = (t, *STATE[0].tolist(), *STATE[1].tolist(), *given)
        plain, machine = acceleration(*arguments), compiled(acceleration)(*arguments)
        assert machine == pytest.approx(plain, rel=1e-12)


def test_every_force_acts_and_can_be_left_out() -> None:
    """Size of each acceleration [m/s2] at 500 km against the usual ones (Montenbruck and Gill, Satellite Orbits, figure 3.1)."""
    times = np.array([0.0, 100.0])

    def total(forces: Forces) -> np.ndarray:
        return np.array(compiled(acceleration)(0.0, *STATE[0], *STATE[1], *_given(EPOCH, times, forces)))

    none = Forces(0, 0, False, False)
    bare = total(none)
    sizes = {
        "j2": np.linalg.norm(total(replace(none, degree=2)) - bare),
        "sun": np.linalg.norm(total(replace(none, sun=True)) - bare),
        "moon": np.linalg.norm(total(replace(none, moon=True)) - bare),
        "drag": np.linalg.norm(total(replace(none, drag=Drag(0.01, 2.2, ACTIVITY))) - bare),
    }
    assert np.linalg.norm(bare) == pytest.approx(8.4, rel=0.03)
    assert 0.003 < sizes["j2"] < 0.03
    assert 1e-7 < sizes["sun"] < 7e-7
    assert 2e-7 < sizes["moon"] < 1.6e-6
    assert 1e-7 < sizes["drag"] < 2e-6


def test_many_satellites_are_flown_as_one_by_one() -> None:
    position, velocity = np.stack([STATE[0], STATE[0] * 1.05]), np.stack([STATE[1], STATE[1]])
    times = np.array([-500.0, 0.0, 3000.0])
    both = fly_numerically(position, velocity, EPOCH, times, EVERYTHING, threads=2)
    for k in (0, 1):
        alone = propagate_numerical(position[k], velocity[k], EPOCH, times, EVERYTHING)
        assert np.array_equal(both.position[k], alone.position)
        assert np.array_equal(both.velocity[k], alone.velocity)
    assert both.status.tolist() == [0, 0]
    assert both.samples.tolist() == [3, 3]


def test_satellites_that_escape_or_come_down_have_a_status_and_leave_the_others_alone() -> None:
    position = np.stack([STATE[0], STATE[0], STATE[0]])
    velocity = np.stack([STATE[1], 2.0 * STATE[1], 0.5 * STATE[1]])
    flight = fly_numerically(position, velocity, EPOCH, [0.0, 60.0, 6000.0], EVERYTHING)
    assert [STATUS[s] for s in flight.status] == [STATUS[DONE], STATUS[ESCAPES], STATUS[CAME_DOWN]]
    assert flight.samples.tolist() == [3, 0, 2]
    assert np.isfinite(flight.position[:, :, 0]).tolist() == [[True] * 3, [False] * 3, [True, True, False]]


def test_what_acted_is_said_and_so_is_what_did_not() -> None:
    said = " / ".join(propagate_numerical(*STATE, EPOCH, [0.0, 60.0], EVERYTHING).assumed)
    for words in (
        "EGM2008 to degree 12 and order 12",
        "Sun and Moon pull",
        "F10.7 150",
        "full and half shadow",
        "tides",
    ):
        assert words in said
    bare = Forces(0, 0, False, False)
    said = " / ".join(propagate_numerical(*STATE, EPOCH, [0.0, 60.0], bare).assumed)
    for words in ("neither Sun nor Moon", "no air drag", "no pressure of sunlight"):
        assert words in said


def test_a_point_mass_is_not_bound_to_the_dates_of_the_orientation() -> None:
    late = datetime.combine(earth_orientation().last, datetime.min.time(), tzinfo=UTC) + timedelta(days=100)
    assert np.all(np.isfinite(propagate_numerical(*STATE, late, [60.0], Forces(0, 0, False, False)).position))
    with pytest.raises(InputError, match="a date from 1972"):
        propagate_numerical(*STATE, late, [60.0], Forces(2, 0, False, False))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: gravity_field(71, 2), "degree: '71'"),
        (lambda: gravity_field(4, 5), "order: '5'"),
        (lambda: SolarActivity(20.0, 100.0, 4.0), "f107: '20.0': expected a number from 50 to 400"),
        (lambda: SolarActivity(100.0, 100.0, math.nan), "ap: 'nan'"),
        (lambda: Drag(-1.0, 2.2, ACTIVITY), "drag area_over_mass: '-1.0'"),
        (lambda: SolarPressure(0.01, 3.0), "solar pressure coefficient: '3.0'"),
        (lambda: SolarPressure(0.01, 1.0, "none"), "solar pressure shadow: 'none'"),
        (lambda: propagate_numerical(*STATE, EPOCH, [1.0, 1.0], EVERYTHING), "finite times that rise"),
        (lambda: propagate_numerical(STATE[0], STATE[1] * 2, EPOCH, [1.0], EVERYTHING), "an orbit that comes round"),
    ],
)
def test_what_cannot_be_is_refused(make, words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as caught:
        make()
    assert words in str(caught.value)


def test_an_ephemeris_with_nothing_in_it_is_an_error() -> None:
    low = state_of(Elements(6.46e6, 0.0, 1.0, 0.0, 0.0, 0.0))
    with pytest.raises(PhysicsError, match="came down"):
        propagate_numerical(*low, EPOCH, [5000.0], Forces(0, 0, False, False, Drag(0.1, 2.2, ACTIVITY)))


def test_the_numbers_of_a_flight_are_all_there() -> None:
    *_, numbers = _given(EPOCH, np.array([0.0, 10.0]), EVERYTHING)
    assert len(numbers) == slots.NUMBERS
    assert numbers[slots.FLOOR] == BOTTOM
    assert numbers[slots.DAY_SECOND] == 27000.0
