"""Drag curves: what the table says at, between and beyond its knots."""

import math

import numpy as np
import pytest

from luncur.debris.drag_curves import CURVES, NAMES, curve_table, drag_tables
from luncur.debris.motion_kernel import relative_drag


@pytest.mark.parametrize("curve", CURVES, ids=NAMES)
def test_curve_goes_through_its_knots_and_no_further(curve) -> None:
    table = drag_tables()[NAMES.index(curve.name)]
    knots = np.array(curve.knots)
    at = np.array([relative_drag(table, m) for m in knots[:, 0]])
    # knots off the grid of 0.1 (0.95 of the slender body) are met less exactly
    assert at == pytest.approx(knots[:, 1], rel=2e-2)
    on_grid = np.isclose(knots[:, 0] * 10, np.round(knots[:, 0] * 10))
    assert at[on_grid] == pytest.approx(knots[on_grid, 1], abs=1e-9)
    between = [relative_drag(table, m) for m in np.linspace(0.003, 29.97, 2000)]
    assert min(between) >= knots[:, 1].min() - 1e-9
    assert max(between) <= knots[:, 1].max() + 1e-9


@pytest.mark.parametrize("curve", CURVES, ids=NAMES)
def test_curve_says_where_it_comes_from(curve) -> None:
    assert curve.source
    assert curve.knots[0] == (0.0, 1.0)
    assert 0.2 < curve.reference < 2.0
    assert curve.source == "constant" or "unconfirmed" in curve.source


def test_no_kink_between_cells() -> None:
    """Value and slope are the same from both sides of every cell edge."""
    table = curve_table(((0.0, 1.0), (0.73, 1.1), (1.04, 1.71), (2.2, 1.33), (30.0, 1.2)))
    c0, c1, c2, c3 = table.T
    assert (c0 + c1 + c2 + c3)[:-1] == pytest.approx(c0[1:], abs=1e-12)
    assert (c1 + 2 * c2 + 3 * c3)[:-1] == pytest.approx(c1[1:], abs=1e-12)


def test_held_beyond_the_last_knot_and_for_no_number() -> None:
    table = curve_table(((0.0, 1.0), (1.1, 1.9), (6.0, 1.4)))
    for mach in (6.0, 17.3, 29.9, 31.0, 1e6, math.inf, math.nan):
        assert relative_drag(table, mach) == pytest.approx(1.4, abs=1e-12)
