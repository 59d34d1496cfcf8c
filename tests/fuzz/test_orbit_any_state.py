"""Whatever state and times are given, an ephemeris is finite or there is a sentence, and it comes within bounded work."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.errors import LuncurError
from luncur.orbit.motion.air_table import SolarActivity
from luncur.orbit.motion.elements import Elements, elements_of, state_of
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.forces import Drag, Forces, SolarPressure
from luncur.orbit.motion.numerical import propagate_numerical
from luncur.orbit.motion.secular import propagate_secular
from luncur.orbit.motion.two_body import propagate_two_body

EPOCH = datetime(2024, 3, 20, 7, 30, tzinfo=UTC)
FORCES = Forces(8, 8, True, True, Drag(0.01, 2.2, SolarActivity(150.0, 140.0, 15.0)), SolarPressure(0.02, 1.3))
LENGTHS = st.one_of(
    st.floats(-5e7, 5e7), st.sampled_from([0.0, 6.4e6, -7.0e6, 1e-300, 1e300, float("nan"), float("inf")])
)
SPEEDS = st.one_of(st.floats(-1.2e4, 1.2e4), st.sampled_from([0.0, 7.5e3, -1e-300, 1e300, float("nan")]))
STATES = st.tuples(LENGTHS, LENGTHS, LENGTHS, SPEEDS, SPEEDS, SPEEDS)


def outcome(make) -> Ephemeris | None:  # type: ignore[no-untyped-def]
    """The ephemeris, or None where there was a sentence."""
    try:
        return make()
    except LuncurError as error:
        said = str(error)
    assert "\n" not in said
    assert len(said) < 400
    return None


@given(state=STATES)
@settings(max_examples=150)
def test_any_state(state: tuple[float, ...]) -> None:
    position, velocity = np.array(state[:3]), np.array(state[3:])
    with np.errstate(all="ignore"):
        for make in (
            lambda: propagate_two_body(position, velocity, EPOCH, [-100.0, 0.0, 5000.0]),
            lambda: propagate_numerical(position, velocity, EPOCH, [-100.0, 0.0, 5000.0], FORCES),
        ):
            found = outcome(make)
            if found is not None:
                assert np.all(np.isfinite(found.position))
                assert np.all(np.isfinite(found.velocity))


@given(
    a=st.floats(6.5e6, 5e8),
    e=st.floats(0.0, 0.999),
    angles=st.tuples(st.floats(0.0, 3.14159), *[st.floats(-10.0, 10.0)] * 3),
    frame=st.sampled_from(["J2000", "GCRF", "TEME"]),
)
def test_any_elements(a: float, e: float, angles: tuple[float, ...], frame: str) -> None:
    elements = Elements(a, e, *angles)
    found = propagate_secular(elements, EPOCH, [-1e6, 0.0, 1e6], frame)
    assert np.all(np.isfinite(found.position))
    back = elements_of(found.position, found.velocity)
    assert np.allclose(np.asarray(back.semi_major_axis), a, rtol=1e-8 / (1.0 - e))
    assert np.all(np.isfinite(state_of(elements)[0]))
