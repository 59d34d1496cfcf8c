"""The kernels as plain Python give the falls that the compiled ones give."""

import math

import numpy as np
import pytest

from luncur.debris import Environment, FallingBody, Ground, fall, state_from_local

CASES = [
    ((0.62, 1.1, 7.1e3, 120.0, -45.0, 33.0), FallingBody(30.0, 0.4, 0.9, "flat-plate")),
    ((-0.33, -2.4, 61e3, -700.0, 2100.0, -350.0), FallingBody(900.0, 1.7, 0.8, "slender")),
    ((1.13, 0.2, 310.0, 4.0, -6.0, -80.0), FallingBody(3.0, 0.9, 1.0, "tumbling-cylinder")),
]
ENVIRONMENT = Environment(((0.0, 5.0, -2.0), (20e3, 25.0, 9.0)), ground=Ground(1.13, 0.2, 310.0, 40e3))


@pytest.mark.parametrize(("start", "body"), CASES)
def test_plain_equals_compiled(start: tuple, body: FallingBody, monkeypatch: pytest.MonkeyPatch) -> None:
    position, velocity = state_from_local(*start)
    twin = fall(position, velocity, body, ENVIRONMENT, preset="fast")
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    plain = fall(position, velocity, body, ENVIRONMENT, preset="fast")
    assert plain.status == twin.status == 0
    assert plain.evaluations == twin.evaluations
    assert np.linalg.norm(plain.state[:3] - twin.state[:3]) < 1e-3  # plain Python rounds a product before it adds
    assert plain.time == pytest.approx(float(twin.time), abs=1e-6)


def test_plain_survives_what_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    position, velocity = state_from_local(0.5, 0.6, 9e3, 1.0, 2.0, 3.0)
    body = FallingBody(3.0, 0.9, 1.0, "sphere")
    for state in ((position * math.nan, velocity), (position, velocity * math.nan)):
        out = fall(*state, body, preset="fast")
        assert out.status == 21
        assert math.isnan(out.latitude)
