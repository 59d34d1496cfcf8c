"""Lives with what is not known about body, air and Sun, for one orbit and for what an injection may give."""

from __future__ import annotations

import dataclasses
import math
from datetime import UTC, datetime

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.orbit.life.air import air_of, upper_air
from luncur.orbit.life.decay import decay
from luncur.orbit.life.lifetime import DAY, YEAR, DragInterval, Lifetime, drag_of, lifetime
from luncur.orbit.life.mean_orbit import MeanOrbits, mean_orbits, mean_orbits_of
from luncur.orbit.life.perigee_swing import perigee_swing
from luncur.orbit.life.solar import SolarLevel, constant_activity
from luncur.orbit.motion.elements import elements_from_altitudes
from luncur.sentences import coded, say

DEG = math.pi / 180
WHEN = datetime(2023, 8, 24, tzinfo=UTC)
DRAG = DragInterval(0.006, 0.02)


def orbit(perigee: float, apogee: float, inclination: float = 97.4) -> MeanOrbits:
    return mean_orbits_of(elements_from_altitudes(perigee, apogee, inclination * DEG))


@pytest.fixture(scope="module")
def life() -> Lifetime:
    return lifetime(orbit(493e3, 512e3), DRAG, WHEN, samples=300)


def test_percentiles_are_lives_of_samples(life: Lifetime) -> None:
    low, middle, high = life.percentiles((5, 50, 95))
    assert 0 < low < middle < high
    assert {low, middle, high} <= set(life.seconds)
    assert life.samples == 300
    assert life.share_down_within(float(middle)) == pytest.approx(0.5, abs=0.01)
    assert life.share_without_orbit == 0
    assert not life.suborbital.any()
    assert life.revolutions.min() > 1


def test_levels_bracket_the_futures(life: Lifetime) -> None:
    low, mean, high = life.levels
    assert (low.name, mean.name, high.name) == ("low", "mean", "high")
    for level in life.levels:
        assert level.shortest < level.middle < level.longest
        assert level.middle / level.shortest == pytest.approx(math.sqrt(DRAG.high / DRAG.low), rel=0.01) or math.isinf(
            level.longest
        )
    assert low.shortest > mean.shortest > high.shortest
    assert np.all((life.seconds > 0.6 * high.shortest) & (life.seconds < low.longest))
    assert life.by_record is not None
    assert high.middle < life.by_record.middle < low.middle


def test_a_longer_run_extends_a_shorter_one(life: Lifetime) -> None:
    fewer = lifetime(orbit(493e3, 512e3), DRAG, WHEN, samples=120, threads=2)
    assert np.array_equal(fewer.seconds, life.seconds[:120])
    other = lifetime(orbit(493e3, 512e3), DRAG, WHEN, samples=120, seed=1)
    assert not np.array_equal(fewer.seconds, other.seconds)


def test_nothing_unknown_leaves_one_life_for_a_constant_air() -> None:
    air = air_of("still", lambda h: 1e-11 * np.exp(-(h - 300e3) / 45e3), "test")
    still = lifetime(orbit(300e3, 320e3), DragInterval(0.01, 0.01), None, samples=40, air=air, sigma=0.0)
    assert np.ptp(still.seconds) < 1e-5
    assert still.levels[0].middle == pytest.approx(still.seconds[0], rel=1e-4)
    wide = lifetime(orbit(300e3, 320e3), DragInterval(0.01, 0.01), None, samples=2000, air=air, sigma=0.15)
    assert np.std(np.log(wide.seconds)) == pytest.approx(0.15, rel=0.05)
    assert np.median(wide.seconds) == pytest.approx(still.seconds[0], rel=0.02)


def test_season_and_hour_make_short_lives_differ() -> None:
    """15 % over days, which passes within months; nothing else is left unknown here but the Sun, which hardly moves in days."""
    orbits = orbit(180e3, 190e3)
    mean = constant_activity(SolarLevel("", 140.0, 15.0, "", True))
    days = decay(orbits, 0.01, mean, upper_air(), YEAR).seconds[0] / DAY
    assert 0.5 < days < 10
    short = lifetime(orbits, DragInterval(0.01, 0.01), WHEN, samples=1500, sigma=0.0)
    assert np.std(np.log(short.seconds)) == pytest.approx(0.15, rel=0.1)
    long = lifetime(orbit(493e3, 512e3), DragInterval(0.01, 0.01), WHEN, samples=300, sigma=0.0)
    same = lifetime(
        orbit(493e3, 512e3),
        DragInterval(0.01, 0.01),
        WHEN,
        samples=300,
        sigma=0.0,
        air=dataclasses.replace(upper_air(), passing=0.0),
    )
    assert np.std(np.log(long.seconds / same.seconds)) == pytest.approx(
        0.15 / math.sqrt(1 + 4 * np.median(same.seconds) / YEAR), rel=0.25
    )


def test_a_longer_span_than_the_sun_is_known_is_still_answered() -> None:
    high = lifetime(orbit(900e3, 900e3), DRAG, WHEN, samples=20, span=30 * YEAR)
    assert np.all(np.isinf(high.seconds))
    assert np.all(np.isinf(high.percentiles()))
    assert high.by_record is not None
    assert math.isinf(high.by_record.shortest)


def test_a_date_after_the_prediction_rests_on_past_cycles() -> None:
    late = lifetime(orbit(493e3, 512e3), DRAG, datetime(2060, 1, 1, tzinfo=UTC), samples=50)
    assert late.by_record is None
    assert any("only past cycles" in said for said in late.assumed)
    assert np.all(np.isfinite(late.seconds))
    with pytest.raises(InputError, match="after 1957-10"):
        lifetime(orbit(493e3, 512e3), DRAG, datetime(1950, 1, 1, tzinfo=UTC), samples=5)


def test_injections_that_miss_their_orbit() -> None:
    """Of 600 dispersed cut-offs some meet the ground, some dip below 100 km, the rest come down sooner or later."""
    random = np.random.default_rng(3)
    low = random.uniform(-400e3, 350e3, 600)
    given = elements_from_altitudes(
        low, 400e3, 97.4 * DEG, 0.0, random.uniform(0, 6.28, 600), random.uniform(0, 6.28, 600)
    )
    found = lifetime(mean_orbits_of(given), DRAG, WHEN, samples=600)
    assert found.suborbital.mean() == pytest.approx(np.mean(low < 0), abs=0.02)  # the ellipsoid is lower at the poles
    assert np.all(found.seconds[low < -20e3] == 0)
    assert np.all(
        found.seconds[low < 60e3] == 0
    )  # 100 km above the ellipsoid, which is 21 km lower at the poles; J2 adds some
    assert found.share_without_orbit == pytest.approx(np.mean(low < 90e3), abs=0.03)
    assert np.all(found.seconds[low > 120e3] > 0)
    assert np.all(found.revolutions[found.seconds == 0] == 0)
    assert found.share_without_orbit <= found.share_down_within(30 * DAY)
    order = np.argsort(low)
    assert np.median(found.seconds[order[-60:]]) > np.median(found.seconds[order[-160:-100]])


def test_what_is_assumed_is_said_in_both_languages(life: Lifetime) -> None:
    assert len(life.assumed) >= 5
    for sentence in life.assumed:
        code = coded(sentence)
        assert code is not None
        assert say(code["code"], code["values"], "id") != sentence
    assert any("0.006" in said and "0.02" in said for said in life.assumed)
    assert any("15 %" in said and "Bowman" in said for said in life.assumed)


def test_sun_and_moon_are_refused_or_said() -> None:
    assert any("less than 1 km" in said for said in lifetime(orbit(493e3, 512e3), DRAG, WHEN, samples=2).assumed)
    far = lifetime(orbit(200e3, 10_000e3, 28.5), DRAG, WHEN, samples=2)
    assert any("up to 2 km" in said for said in far.assumed)
    with pytest.raises(InputError, match=r"apogee height: '35... km'.*Sun and the Moon.*numerical motion"):
        lifetime(orbit(250e3, 35_786e3, 28.5), DRAG, WHEN, samples=2)
    swing = perigee_swing(orbit(250e3, 35_786e3, 28.5))
    assert 20e3 < swing[0] < 200e3  # some tens of kilometres in a transfer orbit
    near, away = orbit(300e3, 310e3), orbit(250e3, 35_786e3, 28.5)
    both = MeanOrbits(
        *(
            np.concatenate([getattr(near, f.name), getattr(near, f.name), getattr(away, f.name)])
            for f in dataclasses.fields(near)
        )
    )
    assert any("33.3 %" in said for said in lifetime(both, DRAG, WHEN, samples=3, span=5 * YEAR).assumed)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: DragInterval(0.02, 0.01), "Cd A / m: '0.02 to 0.01': expected an interval above 0"),
        (lambda: DragInterval(0.0, 0.01), "above 0"),
        (lambda: drag_of(0.0, (1.0, 2.0), (2.0, 2.5)), "mass"),
        (lambda: lifetime(orbit(4e5, 4e5), DRAG, WHEN, samples=0), "samples"),
        (lambda: lifetime(orbit(4e5, 4e5), DRAG, WHEN, span=-1.0), "span"),
        (lambda: mean_orbits(7e6, 1.2, 1.0, 0.0), "closed orbit"),
        (lambda: mean_orbits(math.nan, 0.0, 1.0, 0.0), "semi_major_axis"),
        (lambda: mean_orbits(7e6, 0.0, math.nan, 0.0), "finite inclination"),
    ],
)
def test_bad_input_is_one_sentence(call: object, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        call()  # type: ignore[operator]
    assert "\n" not in str(caught.value)


def test_drag_of_a_body() -> None:
    drag = drag_of(100.0, (0.42, 1.36), (2.0, 2.4))
    assert drag == DragInterval(0.0084, 0.03264)
    assert drag.middle == pytest.approx(math.sqrt(0.0084 * 0.03264))
