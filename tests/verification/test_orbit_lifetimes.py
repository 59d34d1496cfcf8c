"""Lives against what happened, against another tool, and against rules of thumb that others give."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from luncur.orbit.life.air import upper_air
from luncur.orbit.life.decay import decay
from luncur.orbit.life.lifetime import YEAR, DragInterval, Lifetime, drag_of, lifetime
from luncur.orbit.life.mean_orbit import MeanOrbits, mean_orbits, mean_orbits_of, semi_major_axis_of_mean_motion
from luncur.orbit.life.solar import SolarLevel, constant_activity
from luncur.orbit.motion.air_table import SolarActivity
from luncur.orbit.motion.elements import elements_from_altitudes, elements_of, state_of
from luncur.orbit.motion.forces import Drag, Forces
from luncur.orbit.motion.numerical import propagate_numerical

DEG = math.pi / 180

# Satellites that came down by themselves: element set at launch (CelesTrak), day of the decay, and what was reported of the body.
# KMS-3-2: about 100 kg, 1.4 m x 0.6 m x 0.7 m: across the flow between its smallest side and its diagonal.
# KMS-4: about 200 kg, no size: a box of about a metre with two panels, a guess.  Neither interval was fitted to the decay.
DECAYED = {
    "Kwangmyongsong-3-2": (
        (2012, 347.09611576),
        97.4047,
        0.0067405,
        176.3492,
        15.08261084,
        "2023-09-13",
        (100.0, (0.42, 1.36)),
    ),
    "Kwangmyongsong-4": (
        (2016, 38.21829896),
        97.5278,
        0.0026697,
        338.3404,
        15.27435642,
        "2023-06-30",
        (200.0, (0.8, 3.0)),
    ),
}
DRAG_COEFFICIENT = (2.0, 2.5)


def of_element_set(
    day: tuple[int, float], inclination: float, e: float, argument: float, motion: float
) -> tuple[MeanOrbits, datetime]:
    a = semi_major_axis_of_mean_motion(motion * 2 * math.pi / 86400, e, inclination * DEG)
    return mean_orbits(a, e, inclination * DEG, argument * DEG), datetime(day[0], 1, 1, tzinfo=UTC) + timedelta(
        days=day[1] - 1
    )


@pytest.mark.parametrize("name", DECAYED)
def test_satellites_that_came_down(name: str) -> None:
    *elements, ended, (mass, area) = DECAYED[name]
    orbit, epoch = of_element_set(*elements)
    true = (datetime.fromisoformat(ended).replace(tzinfo=UTC) - epoch).total_seconds()
    found = lifetime(orbit, drag_of(mass, area, DRAG_COEFFICIENT), epoch, samples=400)
    assert found.by_record is not None
    assert found.by_record.shortest < true < found.by_record.longest
    # in the middle half of what was thought possible: with Cd A / m of 0.021 and 0.018 m2/kg the day is met
    low, high = found.percentiles((10, 90))
    assert low < true < high
    assert found.by_record.middle == pytest.approx(true, rel=0.25)


def test_the_element_sets_are_those_of_the_reference_data(reference_data: Path) -> None:
    for given in json.loads((reference_data / "events" / "satellites_tle.json").read_text(encoding="utf-8")):
        if "tle" in given:
            day, inclination, e, argument, motion, ended, _ = DECAYED[given["name"]]
            first, second = given["tle"]["first_line"], given["tle"]["second_line"]
            assert (2000 + int(first[18:20]), float(first[20:32])) == day
            assert (float(second[8:16]), float("0." + second[26:33])) == (inclination, e)
            assert (float(second[34:42]), float(second[52:63])) == (argument, motion)
            assert given["decaydate"] == ended


def test_a_cubesat_against_drama() -> None:
    """LISSA (sites.google.com/view/umstarlabsats, thruster analyses): 7.5 kg, 0.0226 m2, a = 6881 km from 2027: DRAMA says down about 2044; here Cd 2.2."""
    value = 2.2 * 0.0226 / 7.5
    found = lifetime(
        mean_orbits(6881e3, 0.0, 97.4 * DEG, 0.0),
        DragInterval(value, value),
        datetime(2027, 1, 1, tzinfo=UTC),
        samples=400,
    )
    low, high = found.percentiles((5, 95)) / YEAR
    assert low < 17.5 < high
    assert found.by_record is not None
    assert math.isinf(found.by_record.middle)  # still up in October 2041, where the prediction of the Sun ends


@pytest.mark.parametrize(
    ("height", "low", "high"), [(500e3, 1, 10), (600e3, 4, 40), (800e3, 80, 400), (1000e3, 600, math.inf)]
)
def test_rules_of_thumb(height: float, low: float, high: float) -> None:
    """NASA Orbital Debris Program Office: years below 600 km, centuries at 800 km, a thousand years and more above 1,000 km.

    For an A/m of 0.01 m2/kg, about the mean of what is in orbit.
    """
    orbit = mean_orbits(6378137.0 + height, 0.0, 70 * DEG, 0.0)
    middle = lifetime(orbit, DragInterval(0.022, 0.022), None, samples=20, span=999 * YEAR).percentiles(50.0) / YEAR
    assert low < middle <= high


@pytest.fixture(scope="module")
def reconnaissance_orbit() -> Lifetime:
    given = elements_from_altitudes(493e3, 512e3, 97.4 * DEG)
    orbit = mean_orbits(given.semi_major_axis, given.eccentricity, given.inclination, 0.0)
    return lifetime(orbit, DragInterval(0.006, 0.02), None, samples=400)


def test_orbit_of_493_by_512_km(reconnaissance_orbit: Lifetime) -> None:
    """What is told of it in the design note: years at low and high activity, for Cd A / m of 0.006 to 0.02 m2/kg."""
    low, mean, high = reconnaissance_orbit.levels
    assert low.shortest / YEAR == pytest.approx(32.0, rel=0.01)
    assert low.middle / YEAR == pytest.approx(58.5, rel=0.01)
    assert (mean.shortest / YEAR, mean.longest / YEAR) == pytest.approx((3.18, 10.61), rel=0.01)
    assert (high.shortest / YEAR, high.longest / YEAR) == pytest.approx((0.811, 2.70), rel=0.01)
    five, middle, ninety_five = reconnaissance_orbit.percentiles((5, 50, 95)) / YEAR
    assert 2.0 < five < 3.0
    assert 6.5 < middle < 8.5
    assert 15.0 < ninety_five < 18.0


def test_against_the_numerical_motion_in_the_air_of_the_day() -> None:
    """EGM2008 8 x 8, Sun, Moon and NRLMSISE-00 at place, hour and day: season and hour make each span differ, their mean does not."""
    ratios = []
    for month, raan in ((3, 45.0), (6, 225.0), (9, 45.0), (12, 225.0)):
        epoch = datetime(2016, month, 21, 12, tzinfo=UTC)
        given = elements_from_altitudes(300e3, 340e3, 51.6 * DEG, raan * DEG, 1.0, 0.5)
        forces = Forces(8, 8, drag=Drag(0.02 / 2.2, 2.2, SolarActivity(140.0, 140.0, 15.0)))
        flown = propagate_numerical(*state_of(given), epoch, [0.0, 3 * 86400.0], forces, 1e-10)
        start, end = mean_orbits_of(given), mean_orbits_of(elements_of(flown.position[-1], flown.velocity[-1]))
        sun = constant_activity(SolarLevel("", 140.0, 15.0, "", True))
        averaged = decay(start, 0.02, sun, upper_air(), 3 * 86400.0)
        lost = float(start.semi_major_axis[0] - end.semi_major_axis[0])
        ratios.append(lost / float(start.semi_major_axis[0] - averaged.semi_major_axis[0]))
    assert all(0.7 < ratio < 1.35 for ratio in ratios)
    assert sum(ratios) / len(ratios) == pytest.approx(1.0, abs=0.05)
