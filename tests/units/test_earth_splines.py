"""Cubics of our own are those of scipy, to the bit, on what tables are made of."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import CubicHermiteSpline, CubicSpline, PchipInterpolator

from luncur.earth.splines import cubic_cells, hermite, monotone_slopes


@pytest.mark.parametrize("n", [4, 5, 40, 177, 241])
def test_cells_are_those_of_scipy(n: int) -> None:
    rng = np.random.default_rng(n)
    for values in (rng.normal(size=n).cumsum(), 1.2 * np.exp(-np.arange(n) / 14.0), np.full(n, -200.0)):
        theirs = CubicSpline(np.arange(n), values).c[::-1].T
        if n > 5:
            assert np.array_equal(cubic_cells(values), theirs)
        else:  # so few rows are solved in another order
            assert cubic_cells(values) == pytest.approx(theirs, rel=1e-13, abs=1e-13)


def test_three_values_are_a_parabola_and_two_are_refused() -> None:
    theirs = CubicSpline(np.arange(3), [1.0, 4.0, 2.5]).c[::-1].T
    assert cubic_cells(np.array([1.0, 4.0, 2.5])) == pytest.approx(theirs, abs=1e-14)
    with pytest.raises(ValueError, match="three values or more"):
        cubic_cells(np.array([1.0, 4.0]))


@pytest.mark.parametrize(
    "y",
    [
        (1.0, 1.06, 1.25, 1.45, 1.55, 1.58, 1.55, 1.52, 1.50),
        (0.0, 0.0, 3.0, 2.0, 2.0, 5.0, 5.5, 5.5, -1.0),
        (0.0, 4.0, 4.1, 4.0, -3.0, -3.0, 7.0, 1.0, 0.9),
    ],
)
def test_monotone_cubics_are_those_of_scipy(y: tuple[float, ...]) -> None:
    x = np.array([0, 0.6, 0.9, 1.1, 1.5, 2, 3, 5, 30])
    at = np.concatenate([x, np.linspace(-1.0, 31.0, 500)])
    slopes = monotone_slopes(x, np.array(y))
    value, slope = hermite(x, np.array(y), slopes, at)
    fit = PchipInterpolator(x, y)
    assert np.array_equal(value, fit(at))
    assert np.array_equal(slope, fit.derivative()(at))
    assert np.array_equal(monotone_slopes(x[:2], np.array(y[:2])), fit(x[:2]) * 0 + (y[1] - y[0]) / x[1])


def test_cubics_through_points_and_velocities_are_those_of_scipy() -> None:
    rng = np.random.default_rng(4)
    t = np.sort(rng.uniform(0, 500, 80))
    p, v = rng.normal(size=(2, 80, 3)) * 1e6
    at = np.linspace(t[0], t[-1], 999)
    assert np.array_equal(hermite(t, p, v, at)[0], CubicHermiteSpline(t, p, v)(at))
