"""The flight without the compiler: the same numbers, step by step in plain Python."""

from __future__ import annotations

import numpy as np
import pytest

from luncur.flight import fly_batch, plan
from luncur.flight.nominal import fly_nominal
from luncur.mission import load


def test_plain_python_flies_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    mission = load("soyuz-vostochny-sso")
    events = tuple(e for e in mission.vehicle.events if e.name in {"liftoff", "strap-on cutoff", "strap-on separation"})
    steering = mission.vehicle.steering[:1]
    aero = mission.vehicle.aero
    short = mission.model_copy(
        update={"vehicle": mission.vehicle.model_copy(update={"events": events, "steering": steering, "aero": aero})}
    )
    times = np.array([7.3, 40.0, 61.7, 118.0])
    # the azimuth that the target of the whole mission gives
    azimuth = plan(mission).azimuth
    law = steering[0].model_copy(update={"azimuth": azimuth})
    short = short.model_copy(update={"vehicle": short.vehicle.model_copy(update={"steering": (law,)})})
    ascent = plan(short)
    fast = fly_nominal(ascent, times)
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    plain = fly_nominal(ascent, times)
    assert plain.status == fast.status == 0
    assert plain.event_time == pytest.approx(fast.event_time, abs=1e-9)
    assert plain.record[:, 1:4] == pytest.approx(fast.record[:, 1:4], abs=1e-5)
    assert plain.record[:, 4:] == pytest.approx(fast.record[:, 4:], rel=1e-9, abs=1e-7)


def test_plain_python_leaves_the_rail_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rail, swing and thrust curve, to three seconds after lift-off."""
    ascent = plan(load("sounding-rocket"))
    z, factor = np.full((1, len(ascent.dispersions)), 0.7), np.ones(1)
    fast = fly_batch(ascent, z, ascent.weather.mean_table[None], factor, np.array([3.0]))
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    plain = fly_batch(ascent, z, ascent.weather.mean_table[None], factor, np.array([3.0]))
    assert plain.event_time == pytest.approx(fast.event_time, abs=1e-9, nan_ok=True)
    assert plain.position == pytest.approx(fast.position, abs=1e-6)
    assert plain.velocity == pytest.approx(fast.velocity, abs=1e-7)
