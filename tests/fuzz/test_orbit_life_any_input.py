"""Whatever the orbit, body and day: a life has an end or a reason, and bad input one sentence."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.errors import LuncurError
from luncur.orbit.design.repeat_track import repeat_track
from luncur.orbit.design.sun_synchronous import sun_synchronous_inclination
from luncur.orbit.life.air import upper_air
from luncur.orbit.life.decay import STATUS, decay
from luncur.orbit.life.decay_kernel import DECAYED, NO_ORBIT, NOT_FINITE, TOO_MANY_STEPS
from luncur.orbit.life.lifetime import YEAR, DragInterval, lifetime
from luncur.orbit.life.mean_orbit import mean_orbits
from luncur.orbit.life.reentry import reentry_risk
from luncur.orbit.life.solar import possible_activity

Answer = TypeVar("Answer")
ANY = st.floats(allow_nan=True, allow_infinity=True)


@settings(max_examples=150)
@given(
    perigee=st.floats(-6e6, 3e6), apogee=st.floats(0, 4e7), inclination=st.floats(0, math.pi), argument=st.floats(-10, 10),
    drag=st.floats(1e-6, 1e3),
)  # fmt: skip
def test_every_life_ends_with_a_status(
    perigee: float, apogee: float, inclination: float, argument: float, drag: float
) -> None:
    low, high = sorted((6378137.0 + perigee, 6378137.0 + apogee))
    orbit = mean_orbits((low + high) / 2, (high - low) / (low + high), inclination, argument)
    sun = possible_activity(None, np.full((1, 4), 0.5), 3 * YEAR)
    found = decay(orbit, drag, sun, upper_air(), 2 * YEAR)
    status = int(found.status[0])
    assert status in STATUS
    assert status not in (NOT_FINITE, TOO_MANY_STEPS)
    assert 0 <= found.seconds[0] <= 2 * YEAR * (1 + 1e-9)
    if status not in (NO_ORBIT,):
        assert found.revolutions[0] >= 0
        assert found.eccentricity[0] >= 0
        assert found.semi_major_axis[0] <= orbit.semi_major_axis[0] * (1 + 1e-9)
    if status == DECAYED:
        assert found.lowest_height[0] < 150e3


@settings(max_examples=60)
@given(a=ANY, e=ANY, low=ANY, high=ANY, years=st.integers(-200, 300))
def test_lifetime_answers_or_says_why_not(a: float, e: float, low: float, high: float, years: int) -> None:
    epoch = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=365 * years)
    found = answered(
        lambda: lifetime(mean_orbits(a, e, 1.0, 0.0), DragInterval(low, high), epoch, samples=2, span=YEAR)
    )
    if found:
        assert np.all(found.seconds >= 0)


@settings(max_examples=80)
@given(inclination=ANY, area=ANY, year=ANY)
def test_risk_answers_or_says_why_not(inclination: float, area: float, year: float) -> None:
    risk = answered(lambda: reentry_risk(inclination, area, year))
    if risk:
        assert risk.expectation[0] > 0
        assert math.isclose(risk.share.sum(), 1.0)


@settings(max_examples=80)
@given(
    revolutions=st.integers(-2, 400),
    days=st.integers(-2, 30),
    inclination=st.none() | st.floats(0, math.pi),
    e=st.floats(0, 0.9),
)
def test_tracks_answer_or_say_why_not(revolutions: int, days: int, inclination: float | None, e: float) -> None:
    track = answered(lambda: repeat_track(revolutions, days, inclination, e))
    if track:
        assert track.semi_major_axis * (1 - e) > 6378136.0
        if inclination is None:
            assert math.isclose(track.inclination, sun_synchronous_inclination(track.semi_major_axis, e))


def answered(call: Callable[[], Answer]) -> Answer | None:
    """What a call gives, or nothing where it says in one sentence why not."""
    try:
        return call()
    except LuncurError as error:
        said = str(error)
    assert said
    assert "\n" not in said
    return None
