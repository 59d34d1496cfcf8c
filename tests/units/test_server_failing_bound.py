"""The upper end of an answer to "fail now" in which nobody was hurt."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("fastapi")

from luncur.server.failing.risk import AT_ONCE, worst


def scattered(latitude: np.ndarray) -> Any:
    """One piece of 30 m2 for each latitude [deg], two pieces to a launch, on one meridian."""
    n = len(latitude)
    return SimpleNamespace(
        pieces=SimpleNamespace(launch=np.arange(n) // 2, weight=np.ones(n)), area=np.full(n, 30.0),
        impacts=SimpleNamespace(latitude=np.radians(latitude), longitude=np.zeros(n)),
    )  # fmt: skip


@pytest.mark.parametrize(("last", "density"), [(60.0, 1e-6), (60.7, 2e-3)])
def test_the_densest_place_near_any_of_many_impacts_counts(last: float, density: float) -> None:
    """Impacts every quarter of a degree from 60 S; a town from 61 N on is within 100 km of one at 60.7 N only."""
    records = scattered(np.append(np.arange(-60.0, 60.0, 0.25), last))
    assert len(records.area) > AT_ONCE
    model: Any = SimpleNamespace(density=lambda a, b: np.where(a > np.radians(61.0), 2e-3, 1e-6))
    assert worst(records, model) == pytest.approx(60.0 * density)


def test_without_an_impact_there_is_no_bound() -> None:
    assert worst(scattered(np.array([np.nan, np.nan])), SimpleNamespace(density=lambda a, b: np.ones_like(a))) == 0.0  # type: ignore[arg-type]
