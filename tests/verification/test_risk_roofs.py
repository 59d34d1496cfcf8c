"""What gets through roofs, and blast indoors, against the digitised tables."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from luncur.risk import radius_of
from luncur.risk.blast import PSI
from luncur.risk.blast_shelter import blast_curve, blast_indoors
from luncur.risk.shelter import PSF, ROOF_MODELS, ROOFS, handbook_curves, handbook_roof, larson_curve, larson_roof

FOOT2, POUND = 0.3048**2, 0.45359237

# FAA Flight Safety Analysis Handbook v1.0 (2011), p. 116, digitised: psf within a column, rows of (lb, ft2).
HANDBOOK = {
    ("light-metal", 5.0): [(289.43, 11.71), (991.4, 150.0), (3048, 468.3), (9373, 542.7)],
    ("light-metal", 12.0): [(9.957, 0.466), (302.2, 181.4), (5119, 958.7)],
    ("light-metal", 40.0): [(0.3009, 0.4466), (271.3, 98.43), (9577, 760.3)],
    ("light-metal", 99.0): [(0.2945, 3.833), (9.957, 4.833), (308.8, 100.5), (9577, 729.0)],
    ("wood", 3.0): [(9.709, 4.013), (30.38, 3.204), (96.31, 16.10), (3070, 412.0)],
    ("wood", 17.4): [(1.019, 2.272), (9.973, 4.830), (4070, 986.9)],
    ("wood", 17.5): [(0.393, 0.0987), (98.93, 120.4), (6961, 1000)],
    ("wood", 70.0): [(0.3046, 3.806), (305.4, 193.8), (9605, 529.8)],
    ("composite", 9.0): [(10.09, 0.1429), (30.29, 5.057), (99.14, 15.70)],
    ("composite", 20.0): [(0.3003, 0.2625), (310.8, 24.91), (3122, 87.71)],
    ("composite", 31.0): [(0.3003, 4.952), (304.2, 27.09), (10441, 643.7)],
    ("composite", 60.0): [(1.049, 4.459), (1062, 84.11), (10000, 685.5)],
    ("concrete", 10.0): [(99.72, 7.615), (991.6, 15.26), (9722, 152.6)],
    ("concrete", 29.0): [(29.68, 8.492), (299.3, 16.56), (8934, 741.0)],
    ("concrete", 54.0): [(2.943, 1.923), (295.1, 17.72), (9860, 884.6)],
    ("concrete", 55.0): [(0.3044, 0.1146), (98.32, 8.377), (9860, 837.7)],
}


@pytest.mark.parametrize(("roof", "psf"), HANDBOOK)
def test_handbook_at_its_knots(roof: str, psf: float) -> None:
    pounds, feet2 = np.array(HANDBOOK[roof, psf]).T
    assert handbook_roof(roof, pounds * POUND, psf * PSF) / FOOT2 == pytest.approx(feet2, rel=1e-12)


def test_handbook_between_knots_is_straight_on_logarithms() -> None:
    # light metal, 3 to 10 psf, in the middle of (991.4, 150.0) and (3048, 468.3)
    pounds, feet2 = math.sqrt(991.4 * 3048), math.sqrt(150.0 * 468.3)
    assert handbook_roof("light-metal", pounds * POUND, 5.0 * PSF) / FOOT2 == pytest.approx(feet2, rel=1e-12)


@pytest.mark.parametrize("roof", ROOFS)
def test_handbook_before_and_beyond(roof: str) -> None:
    for low, knots in handbook_curves(roof):
        assert handbook_roof(roof, knots[0, 0] * (1 - 1e-9), low * 1.01) == 0.0
        assert handbook_roof(roof, [knots[-1, 0] * 7, 1e6], low * 1.01) == pytest.approx(knots[-1, 1], rel=1e-12)
    lowest = 10.0 if roof == "concrete" else 3.0
    assert handbook_roof(roof, 3000.0, lowest * PSF * (1 - 1e-9)) == 0.0
    assert handbook_roof(roof, 3000.0, lowest * PSF) > 0.0
    assert handbook_roof(roof, 300.0, [100 * PSF, 1e4 * PSF]) == pytest.approx(
        float(handbook_roof(roof, 300.0, 99 * PSF))
    )


def test_every_curve_of_the_handbook_is_there() -> None:
    assert [len(handbook_curves(roof)) for roof in ROOFS] == [5, 5, 5, 4]
    assert sum(len(knots) for roof in ROOFS for _, knots in handbook_curves(roof)) == 4 + 7 + 8 + 9 + 9 + 7 + 9 + 9 + 10 + 10 + 3 + 6 + 8 + 10 + 10 + 5 + 6 + 8 + 10  # fmt: skip


@pytest.mark.parametrize("roof", ROOFS)
def test_handbook_rises_with_weight_but_for_digitised_dips(roof: str) -> None:
    """Wood, composite and concrete dip by up to a fifth below 31 lb, as read from the figure; heavier pieces never."""
    for _, knots in handbook_curves(roof):
        for (mass, area), (_, following) in itertools.pairwise(knots):
            assert following >= area * (1.0 if mass > 31 * POUND else 0.79)


# Larson (2005): roof, threshold [kg], rows of (kg, m2).
LARSON = [
    ("wood", 0.43, [(0.430, 0.103), (6.82, 2.32), (1324, 33.80)]),
    ("tile", 0.56, [(0.731, 0.370), (11.80, 5.08), (1348, 33.80)]),
    ("light-metal", 1.23, [(2.10, 0.487), (95.9, 9.24), (1231, 46.34)]),
    ("composite", 0.41, [(0.593, 0.399), (131.8, 5.39), (1300, 45.99)]),
    ("steel", 3.3, [(5.63, 0.709), (178.2, 8.61), (1324, 46.70)]),
    ("concrete", 14.4, [(23.9, 0.719), (372.7, 12.64), (1324, 51.61)]),
]


@pytest.mark.parametrize(("roof", "threshold", "rows"), LARSON)
def test_larson(roof: str, threshold: float, rows: list[tuple[float, float]]) -> None:
    mass, area = np.array(rows).T
    assert larson_roof(roof, mass) == pytest.approx(area, rel=1e-12)
    assert larson_roof(roof, [0.0, threshold * (1 - 1e-9)]).tolist() == [0.0, 0.0]
    assert larson_roof(roof, threshold) == larson_curve(roof)[1][0, 1]
    assert larson_roof(roof, 5e5) == larson_curve(roof)[1][-1, 1]
    assert np.all(np.diff(larson_roof(roof, np.geomspace(threshold, 3000, 400))) >= 0)


def test_larson_between_knots_is_straight() -> None:
    assert larson_roof("concrete", 0.5 * (372.7 + 831.9)) == pytest.approx(0.5 * (12.64 + 34.88), rel=1e-12)


@pytest.mark.parametrize("roof", ROOFS)
def test_the_two_roof_models_bracket_each_other(roof: str) -> None:
    """At 30 to 500 kg and 40 psf they lie within a factor of 6; the stronger roof is the stronger one in both."""
    mass = np.geomspace(30, 500, 20)
    ratio = larson_roof(roof, mass) / handbook_roof(roof, mass, 40 * PSF)
    assert np.all((ratio > 1 / 6) & (ratio < 6))


@pytest.mark.parametrize("model", ROOF_MODELS)
class TestEveryRoofModel:
    mass = np.concatenate([[0.0], np.geomspace(1e-4, 1e6, 200)])

    def test_concrete_protects_best(self, model: str) -> None:
        mass = np.geomspace(0.1, 100.0, 100)
        areas = {roof: ROOF_MODELS[model](roof, mass, 40 * PSF) for roof in ROOFS}
        for roof in ("light-metal", "wood"):
            assert np.all(areas["concrete"] <= areas[roof] * (1.0 if model == "larson" else 1.1))

    @pytest.mark.parametrize("roof", ROOFS)
    @pytest.mark.parametrize("psf", [0.5, 3.0, 12.0, 55.0, 900.0])
    def test_is_a_number_of_at_least_nothing(self, model: str, roof: str, psf: float) -> None:
        value = ROOF_MODELS[model](roof, self.mass, psf * PSF)
        assert np.all(np.isfinite(value))
        assert np.all(value >= 0)
        assert value[0] == 0.0

    @pytest.mark.parametrize("roof", ROOFS)
    def test_keeps_the_shape_and_what_is_unknown(self, model: str, roof: str) -> None:
        assert ROOF_MODELS[model](roof, np.full((3, 2), 7.0), np.full((3, 2), 99.0)).shape == (3, 2)
        assert math.isnan(float(ROOF_MODELS[model](roof, math.nan, 99.0)))

    def test_another_roof_is_refused(self, model: str) -> None:
        with pytest.raises(KeyError):
            ROOF_MODELS[model]("straw", 1.0, 99.0)


# The same handbook, blast areas by group; lb of TNT, ft2.
BLAST = {
    "light-metal": [(9.986, 388.1), (1052, 157333), (72848, 9.973e6), (7.417e6, 4.0043e8)],
    "wood": [(9.984, 568.2), (540.8, 85401), (38779, 7.1594e6), (9.4769e6, 7.0062e8)],
    "composite": [(9.990, 130.2), (1211, 75324), (85796, 7.7378e6), (7.2470e6, 2.9518e8)],
    "concrete": [(10.0, 120.6), (1239, 79254), (83816, 7.7374e6), (7.2471e6, 2.8778e8)],
}


@pytest.mark.parametrize("roof", ROOFS)
def test_blast_indoors(roof: str) -> None:
    pounds, feet2 = np.array(BLAST[roof]).T
    assert blast_indoors(roof, pounds * POUND) / FOOT2 == pytest.approx(feet2, rel=1e-12)
    assert blast_indoors(roof, [0.0, 9.9 * POUND]).tolist() == [0.0, 0.0]
    assert np.all(np.diff(blast_indoors(roof, np.geomspace(10 * POUND, 1e8, 500))) > 0)
    last = blast_curve(roof)[-1]
    assert blast_indoors(roof, 8 * last[0]) == pytest.approx(4 * last[1], rel=1e-12)
    assert math.isnan(float(blast_indoors(roof, math.nan)))


def test_blast_between_knots_is_straight() -> None:
    middle = blast_indoors("wood", 0.5 * (540.8 + 1511) * POUND) / FOOT2
    assert middle == pytest.approx(0.5 * (85401 + 268432), rel=1e-12)


# Factor K of R = K W^(1/3) ft that gives the area of group A, worked out apart, beside the 1 psi circle in the open [ft2].
@pytest.mark.parametrize(
    ("pounds", "k", "open_area"), [(1052, 22.0, 658060), (8805, 31.97, 2.713e6), (72848, 42.66, 1.1097e7)]
)
def test_light_metal_against_the_circle_in_the_open(pounds: float, k: float, open_area: float) -> None:
    area = float(blast_indoors("light-metal", pounds * POUND)) / FOOT2
    assert math.sqrt(area / math.pi) / pounds ** (1 / 3) == pytest.approx(k, abs=0.05)
    assert math.pi * radius_of(PSI, pounds * POUND) ** 2 / FOOT2 == pytest.approx(open_area, rel=0.04)  # by 45 W^(1/3)
    assert area < open_area


@pytest.mark.parametrize("roof", ROOFS)
def test_indoors_is_safer_than_the_open_up_to_twenty_tonnes(roof: str) -> None:
    tnt = np.geomspace(5.0, 20e3, 200)
    # beyond, people in buildings are hurt at lower pressures than in the open: walls and panes fall on them
    circle = math.pi * np.array([radius_of(PSI, w) for w in tnt]) ** 2
    assert np.all(blast_indoors(roof, tnt) < circle)


def test_wood_is_hurt_most_by_blast_and_masonry_least() -> None:
    tnt = np.geomspace(5.0, 3e6, 200)
    areas = {roof: blast_indoors(roof, tnt) for roof in ROOFS}
    for strong in ("composite", "concrete"):
        assert np.all(areas[strong] < areas["light-metal"])
        assert np.all(areas["light-metal"] < areas["wood"] * 1.05)
