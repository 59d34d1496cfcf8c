"""An orbit without the compiler: the same states in plain Python, forwards and backwards, all forces on."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from luncur.orbit.motion.air_table import SolarActivity
from luncur.orbit.motion.elements import Elements, state_of
from luncur.orbit.motion.forces import Drag, Forces, SolarPressure
from luncur.orbit.motion.numerical import propagate_numerical

EPOCH = datetime(2024, 3, 20, 7, 30, tzinfo=UTC)


def test_plain_python_flies_the_same_orbit(monkeypatch: pytest.MonkeyPatch) -> None:
    state = state_of(Elements(6.78e6, 0.013, 1.71, 0.4, 1.9, 0.3))
    air = Drag(0.01, 2.2, SolarActivity(150.0, 140.0, 15.0))
    forces = Forces(6, 4, True, True, air, SolarPressure(0.02, 1.3))
    times = np.array([-150.0, 0.0, 31.0, 500.0, 777.0])
    fast = propagate_numerical(*state, EPOCH, times, forces)
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    plain = propagate_numerical(*state, EPOCH, times, forces)
    assert plain.position == pytest.approx(fast.position, abs=1e-6)
    assert plain.velocity == pytest.approx(fast.velocity, abs=1e-9)
    assert plain.assumed == fast.assumed


def test_plain_python_comes_down_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    state = state_of(Elements(6.49e6, 0.001, 0.9, 0.0, 0.0, 0.0))
    forces = Forces(2, 0, False, False, Drag(0.5, 2.2, SolarActivity(150.0, 140.0, 15.0)))
    times = np.arange(0.0, 4000.0, 40.0)
    fast = propagate_numerical(*state, EPOCH, times, forces)
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    plain = propagate_numerical(*state, EPOCH, times, forces)
    assert 1 < len(plain.seconds) < len(times)
    assert np.array_equal(plain.seconds, fast.seconds)
    assert plain.position == pytest.approx(fast.position, abs=1e-4)
