"""Dispersed launches stopped at any time: every one ends with a known outcome and finite numbers."""

from __future__ import annotations

import numpy as np
import pytest

from luncur.flight import fly_batch, plan
from luncur.flight.batch import STATUS
from luncur.mission import load


@pytest.mark.parametrize(("name", "longest"), [("soyuz-vostochny-sso", 4200.0), ("falcon9-ses12", 2100.0)])
def test_any_stop_time_and_dispersion(name: str, longest: float) -> None:
    ascent, n = plan(load(name)), 300
    rng = np.random.default_rng(29)
    z = 1.7 * rng.standard_normal((n, len(ascent.dispersions)))  # beyond what is drawn in a study
    tables, factor = ascent.weather.tables(rng.standard_normal((n, ascent.weather.normals)))
    # times of all kinds: anywhere, before lift-off, at the nominal events to the last bit, for ever
    stop = rng.uniform(0.0, longest, n)
    stop[:3] = [-1.0, 0.0, 1e-12]
    stop[3:9] = [119.0, 120.0, 168.0, 560.0, 1e9, np.inf]
    found = fly_batch(ascent, z, tables, factor, stop)
    assert set(found.status.tolist()) <= set(STATUS)
    assert np.all(found.status < 20)
    assert np.all(found.time <= np.maximum(stop, 0.0) + 1e-6)
    assert np.all(np.isfinite(found.position))
    assert np.all(np.isfinite(found.velocity))
    residual = np.asarray(ascent.arrays[1])[:, 3]
    assert np.all(found.propellant >= residual - 1e-6)
    dropped = found.attached == 0
    assert np.array_equal(dropped, np.isfinite(found.drops[:, :, 0]))
