"""The same study from luncur's own ascent and from the trajectory that it has exported, read back."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from luncur.campaign.launches import Simulator, simulate
from luncur.campaign.study import prepare
from luncur.flight import fly, plan
from luncur.mission import Mission, load

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from own_data import along, exported, measured_dispersion


def casualties(sim: Simulator, launches: int) -> tuple[float, float]:
    """Expected casualties of the failures per failure, and its standard error, by as many launches in every stratum."""
    mean, variance = 0.0, 0.0
    each = launches // len(sim.strata)
    for s, stratum in enumerate(sim.strata):
        index = np.arange(each, dtype=np.int64) + s * each
        total = simulate(sim, index, np.full(each, s)).casualties[:, 0, 0]
        mean += stratum.weight * total.mean()
        variance += stratum.weight**2 * total.var(ddof=1) / each
    return float(mean), float(np.sqrt(variance))


def compare(mission: Mission, folder: Path, launches: int) -> tuple[float, float]:
    """Difference of the two studies and its standard error, each by draws of its own."""
    file, trajectory = exported(plan(mission), folder)
    spread = measured_dispersion(plan(mission), trajectory, 1000.0)
    own, _ = prepare(mission, 1)
    given, _ = prepare(along(mission, file, spread), 2)
    assert [(s.mode, s.phase) for s in own.strata] == [(s.mode, s.phase) for s in given.strata]
    a, b = (casualties(replace(sim, preset="fast"), launches) for sim in (own, given))
    print(f"own {a[0]:.4f} +- {a[1]:.4f}, given {b[0]:.4f} +- {b[1]:.4f}")
    return b[0] - a[0], float(np.hypot(a[1], b[1]))


def test_drops_are_the_same(tmp_path: Path) -> None:
    for name in ("soyuz-vostochny-sso", "falcon9-ses12"):
        mission = load(name)
        file, own = exported(plan(mission), tmp_path)
        given = fly(along(mission, file))
        assert [d.body for d in given.drops] == [d.body for d in own.drops]
        for a, b in zip(own.drops, given.drops, strict=True):
            assert b.range == pytest.approx(a.range, rel=1e-6)  # asked for: 1e-3
            assert b.mass == pytest.approx(a.mass, rel=1e-9)
        assert given.orbit is not None
        assert own.orbit is not None
        assert given.orbit.semi_major_axis == pytest.approx(own.orbit.semi_major_axis, rel=1e-9)
        assert [(e.name, e.time) for e in given.events] == [(e.name, e.time) for e in own.events]
        assert np.abs(given.mass - own.mass).max() < 1e-3
        assert np.abs(given.thrust - own.thrust).max() < 1.0


def test_casualties_are_the_same(tmp_path: Path) -> None:
    difference, error = compare(load("soyuz-vostochny-sso"), tmp_path, 3600)
    assert abs(difference) < 3 * error


@pytest.mark.slow
@pytest.mark.parametrize("name", ["soyuz-vostochny-sso", "falcon9-ses12"])
def test_casualties_are_the_same_in_a_large_study(name: str, tmp_path: Path) -> None:
    difference, error = compare(load(name), tmp_path, 40_000)
    assert abs(difference) < 3 * error
