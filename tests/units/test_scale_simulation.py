"""The simulated cluster keeps its own accounts: what can be worked out by hand comes out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tool_scripts import tool

scale = tool("scale_simulation")
FREE = scale.Costs(work=1.0, spread=0.0, tally_bytes=0.0, rows=0.0, add=0.0, row=0.0, task=0.0)


def test_a_free_driver_keeps_every_worker_busy() -> None:
    o = scale.simulated(8, 160, FREE, 10.0)
    assert o.seconds == pytest.approx(20.0)
    assert o.efficiency == pytest.approx(1.0)
    assert o.limit(8, 160) == ""


def test_more_workers_than_units_are_idle() -> None:
    o = scale.simulated(64, 16, FREE, 10.0)
    assert o.seconds == pytest.approx(1.0)
    assert o.efficiency == pytest.approx(0.25)
    assert o.limit(64, 16) == "too few units"


def test_a_slow_driver_is_the_limit() -> None:
    """It adds two units a second, whatever the workers do; a network of 8 bits a second is as slow."""
    o = scale.simulated(32, 400, replace(FREE, add=0.5), 10.0)
    assert o.seconds == pytest.approx(200.0, rel=0.05)
    assert o.limit(32, 400) == "the driver"
    slow = scale.simulated(32, 400, replace(FREE, tally_bytes=0.5), 8e-9)
    assert slow.seconds == pytest.approx(o.seconds, rel=0.01)


def test_short_units_are_dealt_out_in_larger_blocks() -> None:
    o = scale.simulated(4, 40_000, replace(FREE, work=0.01, task=1e-3), 10.0)
    assert o.block > 50
    assert o.efficiency > 0.95


def test_impacts_cost_less_once_the_reservoir_is_full() -> None:
    o = scale.simulated(4, 4000, replace(FREE, rows=10_000.0, row=1e-6), 1e9)
    everything = 4000 * 10_000 * 1e-6
    assert 0.02 * everything < o.driver * o.seconds < 0.25 * everything
