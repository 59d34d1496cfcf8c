"""Any state at all: the fall ends, with a status that says how."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.debris import FallingBody, fall, state_from_local
from luncur.debris.fall import STATUS
from luncur.earth.ellipsoid_kernel import altitude_of

anything = st.one_of(st.floats(-1e9, 1e9), st.sampled_from([math.nan, math.inf, -math.inf, 1e300]))


@settings(max_examples=80, deadline=None)
@given(
    st.floats(-1.57, 1.57), st.floats(-3.2, 3.2), st.floats(0.5, 400e3), st.floats(-8e3, 8e3), st.floats(-8e3, 8e3),
    st.floats(-9e3, 9e3), st.floats(0, 4),
)  # fmt: skip
def test_states_of_flight(
    latitude: float, longitude: float, altitude: float, north: float, east: float, down: float, log_beta: float
) -> None:
    position, velocity = state_from_local(latitude, longitude, altitude, north, east, down)
    body = FallingBody(mass=10.0**log_beta, area=1.0, drag_coefficient=1.0, curve="tumbling-cylinder")
    out = fall(position, velocity, body, preset="fast")
    assert int(out.status) in (0, 10, 11)
    down_there = out.status == 0
    assert bool(np.isfinite(out.latitude)) == down_there
    if down_there:
        assert abs(altitude_of(*out.state[:3])) < 0.05
        assert abs(out.latitude) <= math.pi / 2
        assert abs(out.angle) <= math.pi / 2 + 1e-12
        assert out.speed < 1.6e4  # the fastest start, and what it gains falling


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, min_size=6, max_size=6), st.floats(1e-6, 1e6))
def test_states_of_no_flight(state: list[float], area: float) -> None:
    out = fall(state[:3], state[3:], FallingBody(1.0, area, 0.8), preset="fast")
    assert int(out.status) in STATUS
    if not np.all(np.isfinite(state)):
        assert out.status != 0 or out.time == 0.0
