"""Half and double the pieces: masses are checked against the bodies', and paired launches give what separate ones do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tool_scripts import tool

from luncur.campaign.launches import Simulator
from luncur.campaign.study import prepare
from luncur.campaign.tally import Tally
from luncur.debris.breakup import explode
from luncur.flight import plan
from luncur.mission import load

vary = tool("vary_fragments")
paired = tool("paired")
MISSION = "soyuz-vostochny-sso"


def test_masses_sum_at_every_second_with_any_number() -> None:
    found = {f: vary.check_masses(plan(vary.with_pieces(load(MISSION), f))) for f in (0.5, 1.0, 2.0)}
    assert all(one.error < 1e-12 for one in found.values())
    assert all(one.seconds > 500 for one in found.values())
    assert found[0.5].pieces == pytest.approx(0.5 * found[1.0].pieces, rel=0.02)  # odd numbers are rounded
    assert found[2.0].pieces == 2 * found[1.0].pieces


def test_a_lost_piece_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece of one body that weighs 1 % too much at one second shows as the share it has of the body."""

    def wrong(*given: object) -> object:
        pieces = explode(*given)  # type: ignore[arg-type]
        row = int(np.flatnonzero((pieces.launch == 100) & (pieces.body == 0))[0])
        mass = pieces.mass.copy()
        mass[row] *= 1.01
        return replace(pieces, mass=mass)

    monkeypatch.setattr(vary, "explode", wrong)
    assert vary.check_masses(plan(load(MISSION))).error == pytest.approx(0.01 * 0.25, rel=1e-6)  # the engines' share


def test_ratio_and_its_error() -> None:
    """Twice as much in every launch is a ratio of 2 without an error; unlike launches give that of their differences."""
    x = np.array([0.0, 1.0, 2.0, 3.0])
    y = np.array([0.0, 3.0, 3.0, 6.0])
    values = np.stack([x, 2 * x, y], axis=1)
    cross = (values[:, :, None] * values[:, None]).sum(0)[None, ..., None]
    sums = paired.Paired(np.array([4.0]), values.sum(0)[None, :, None], cross, (Tally.empty(1, 0, 1),) * 3)
    one = np.ones(1)
    assert sums.expectation(one, 0, 0) == pytest.approx((1.5, np.std(x, ddof=1) / 2))
    assert sums.ratio(one, 1, 0) == pytest.approx((2.0, 0.0), abs=1e-7)
    assert sums.ratio(one, 2, 0) == pytest.approx((2.0, np.std(y - 2 * x, ddof=1) / 2 / 1.5))


@pytest.fixture(scope="module")
def sim() -> Simulator:
    return vary.explosions(prepare(load(MISSION), 0)[0])


def test_explosions_paired(sim: Simulator) -> None:
    """More pieces harm more people in the same launches; without a change there is none."""
    assert {s.kind for s in sim.strata} == {"explosion"}
    more = paired.alongside(sim, vary.with_pieces(sim.plan.mission, 2.0))
    even = paired.Allocation((*(1.0 / len(sim.strata) for _ in sim.strata), 0.0), 1)
    flown = paired.fly_paired([sim, sim, more], even, 1)
    weight = np.append([s.weight for s in sim.strata], 0.0)
    assert flown.launches.sum() == 1024
    assert flown.ratio(weight, 1, 1) == pytest.approx((1.0, 0.0), abs=1e-7)
    ratio, error = flown.ratio(weight, 2, 1)
    assert 1.0 < ratio < 2.0
    assert 0 < error < 0.3
