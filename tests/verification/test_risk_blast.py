"""Blast of TNT on the ground against published tables."""

from __future__ import annotations

import csv
import math
import os
from pathlib import Path

import numpy as np
import pytest

from luncur.risk import kingery_bulmash, radius_of
from luncur.risk.blast import PSI, kinney_graham, scaled_distance_of

FOOT, POUND = 0.3048, 0.45359237
IMPERIAL = FOOT / POUND ** (1 / 3)  # one ft/lb^(1/3) in m/kg^(1/3)

# Column of Swisdak's table and the quantity it shows.
COLUMNS = {
    "time_of_arrival_ms_kg13": "arrival time",
    "incident_pressure_kPa": "incident pressure",
    "reflected_pressure_kPa": "reflected pressure",
    "positive_phase_duration_ms_kg13": "duration",
    "incident_impulse_kPa_ms_kg13": "incident impulse",
    "reflected_impulse_kPa_ms_kg13": "reflected impulse",
}


def rows() -> list[dict[str, str]]:
    folder = os.environ.get("LUNCUR_REFERENCE_DATA")
    if not folder:
        pytest.skip("LUNCUR_REFERENCE_DATA names no folder of reference data")
    with (Path(folder) / "explosion" / "swisdak1994_metric_odd.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("column", COLUMNS)
def test_tables_of_swisdak_1994(column: str) -> None:
    table = [r for r in rows() if r[column]]  # some columns end before the others
    assert len(table) > 15
    z = np.array([float(r["scaled_distance_m_kg13"]) for r in table])
    printed = np.array([float(r[column]) for r in table])
    digit = np.array([10.0 ** -len(r[column].partition(".")[2]) for r in table])  # last printed digit
    error = np.abs(kingery_bulmash(COLUMNS[column], z) - printed)
    assert np.all(error <= np.maximum(1e-3 * printed, 0.51 * digit))


# kPa and kPa ms/kg^(1/3) by scaled distance; the package kingery-bulmash 1.0.1, hemispherical burst.
@pytest.mark.parametrize(
    ("quantity", "z", "expected"),
    [
        ("incident pressure", [1, 2, 5, 10, 20, 40], [1353.70, 283.75, 43.230, 14.889, 6.102, 2.375]),
        ("incident impulse", [1, 2, 5, 10, 20, 40], [236.28, 134.56, 59.312, 31.036, 15.891, 7.885]),
        ("reflected pressure", [10], [31.535]),
        ("reflected impulse", [10], [59.325]),  # 593.25 for 1000 kg
        ("arrival time", [10], [21.658]),
        ("duration", [10], [4.779]),
    ],
)
def test_values_of_an_independent_program(quantity: str, z: list[float], expected: list[float]) -> None:
    assert kingery_bulmash(quantity, z) == pytest.approx(expected, rel=2.1e-4)


# The same program in ft/lb^(1/3) and psi; its imperial coefficients are rounded apart from the metric ones.
@pytest.mark.parametrize(
    ("psi", "k"), [(0.5, 77.354), (1, 45.744), (2, 26.677), (3, 19.991), (3.5, 18.033), (5, 14.403), (10, 9.769)]
)
def test_scaled_distance_of_a_pressure(psi: float, k: float) -> None:
    assert scaled_distance_of(psi * PSI) / IMPERIAL == pytest.approx(k, rel=1.5e-3)


@pytest.mark.parametrize(("pounds", "feet"), [(100, 212.3), (1000, 457.4), (10000, 985.5)])
def test_one_psi_radius(pounds: float, feet: float) -> None:
    radius = radius_of(PSI, pounds * POUND) / FOOT
    assert radius == pytest.approx(feet, rel=1.5e-3)
    # the handbook's shortcut, 45 W^(1/3) ft, is 1.6 % short of the curve
    assert 45.0 * pounds ** (1 / 3) / radius == pytest.approx(0.984, abs=0.003)


def test_kinney_and_graham_in_free_air() -> None:
    z = np.array([1.0, 2.0, 5.0, 10.0, 20.0])
    free = kinney_graham(z)
    assert free == pytest.approx([1008.8, 207.9, 29.24, 9.985, 4.393], rel=3e-4)
    share = free / kingery_bulmash("incident pressure", z)
    assert np.all((share > 0.66) & (share < 0.76))


def test_radius_grows_with_the_cube_root() -> None:
    assert radius_of(7.3, 8 * 37.0) == pytest.approx(2 * radius_of(7.3, 37.0), rel=1e-12)
    assert radius_of(7.3, 0.0) == 0.0


@pytest.mark.parametrize("pressure", np.geomspace(0.3, 15000.0, 37))
def test_the_inverse_is_the_inverse(pressure: float) -> None:
    z = scaled_distance_of(pressure)
    nearby = kingery_bulmash("incident pressure", [z * (1 - 1e-9), z * (1 + 1e-9)])
    # the printed fits do not meet exactly at their joints (1e-3 in pressure); the inverse may lie in the gap
    assert nearby[1] <= pressure * (1 + 1e-9) or nearby[1] == pytest.approx(pressure, rel=2e-3)
    assert nearby[0] == pytest.approx(pressure, rel=2e-3)


@pytest.mark.parametrize("quantity", ["incident pressure", "reflected pressure", "reflected impulse"])
def test_blast_falls_with_distance(quantity: str) -> None:
    z = np.geomspace(0.21, 39.0, 400)
    value = kingery_bulmash(quantity, z)
    assert np.all(np.diff(np.log(value)) < 0)


def test_beyond_the_fit_there_is_no_number() -> None:
    assert np.all(np.isnan(kingery_bulmash("incident pressure", [0.19, 199.0, math.nan, -1.3])))
    assert np.all(np.isnan(kingery_bulmash("reflected impulse", [0.05, 41.0])))
    with pytest.raises(ValueError, match="pressure"):
        scaled_distance_of(0.01)
    with pytest.raises(ValueError, match="pressure"):
        scaled_distance_of(1e6)
