"""Effective casualty areas: people outdoors and indoors together, and what the ground makes of propellant."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest

from luncur.risk import ENERGY_THRESHOLD, two_circles
from luncur.risk.blast import PSI, radius_of
from luncur.risk.blast_shelter import blast_indoors
from luncur.risk.bounce import bounce_slide
from luncur.risk.harm import CLASSES, Struck, harm, indoor_area, outdoor_area
from luncur.risk.shelter import ROOFS, handbook_roof, larson_roof
from luncur.risk.surface import HARD_RADIUS, SURFACES, surface_of, tnt_equivalent

KINDS = ("LOX/RP-1", "solid", "inert")
BOTTLE: dict[str, float] = {"area": 0.31, "mass": 43.0, "speed": 71.0, "angle": 1.3, "beta": 150.0, "tnt": 0.0}


def struck(**fields: float) -> Struck:
    return Struck(**{k: np.array([v]) for k, v in {**BOTTLE, **fields}.items()})


def only(kind: str) -> np.ndarray:
    return np.array([[1.0 if c == kind else 0.0 for c in CLASSES]])


def test_outdoors_it_is_the_rule_chosen() -> None:
    assert harm(struck(), only("open")).area[0] == bounce_slide(0.31, 43.0, 71.0, 1.3)
    assert harm(struck(), only("open"), "two-circles").area[0] == two_circles(0.31)
    assert harm(struck(), only("open"), "seven-times").area[0] == pytest.approx(7 * 0.31)


@pytest.mark.parametrize("roof", ROOFS)
def test_indoors_it_is_the_roof(roof: str) -> None:
    assert harm(struck(), only(roof)).area[0] == handbook_roof(roof, 43.0, 150.0) > 0
    assert harm(struck(), only(roof), roofs="larson").area[0] == larson_roof(roof, 43.0) > 0


def test_a_mix_is_the_mean_of_its_classes_and_reaches_as_far_as_the_farthest() -> None:
    mix = np.array([[0.1, 0.2, 0.3, 0.15, 0.25]])
    alone = [harm(struck(tnt=70.0), only(c)) for c in CLASSES]
    together = harm(struck(tnt=70.0), mix)
    assert together.area[0] == pytest.approx(sum(s * a.area[0] for s, a in zip(mix[0], alone, strict=True)), rel=1e-12)
    assert together.reach[0] == max(a.reach[0] for a in alone)
    assert alone[0].reach[0] == pytest.approx(radius_of(PSI, 70.0), rel=1e-12)


def test_reach_is_of_classes_with_people_in_them() -> None:
    mix = np.array([[0.0, 0.0, 0.0, 0.0, 1.0]])
    found = harm(struck(tnt=70.0), mix)
    assert math.pi * found.reach[0] ** 2 == pytest.approx(found.area[0], rel=1e-12)
    assert found.reach[0] < radius_of(PSI, 70.0)


def test_one_mix_stands_for_all() -> None:
    many = Struck(**{f.name: np.repeat(getattr(struck(), f.name), 3) for f in dataclasses.fields(Struck)})
    mix = np.array([0.2, 0.2, 0.2, 0.2, 0.2])
    assert np.array_equal(harm(many, mix).area, harm(many, np.tile(mix, (3, 1))).area)


def test_a_blast_holds_the_area_of_the_piece() -> None:
    for tnt, larger in ((0.001, "piece"), (50.0, "blast")):
        found = outdoor_area(struck(tnt=tnt))[0]
        blast, swept = math.pi * radius_of(PSI, tnt) ** 2, float(bounce_slide(0.31, 43.0, 71.0, 1.3))
        assert found == pytest.approx(max(blast, swept), rel=1e-12)
        assert (blast > swept) == (larger == "blast")
    assert indoor_area(struck(tnt=500.0), "wood")[0] == blast_indoors("wood", 500.0)
    assert indoor_area(struck(tnt=4.0), "wood")[0] == handbook_roof("wood", 43.0, 150.0)  # below 10 lb


def test_energy_at_the_threshold_counts_and_below_does_not() -> None:
    speed = math.sqrt(2 * ENERGY_THRESHOLD / 0.1)
    at, below = (
        harm(struck(mass=0.1, speed=v), only("open")).area[0] for v in (speed * (1 + 1e-12), speed * (1 - 1e-9))
    )
    assert at > 0.29
    assert below == 0.0


def test_a_blast_counts_below_the_threshold() -> None:
    assert harm(struck(speed=0.01, tnt=3.0), only("open")).area[0] == pytest.approx(math.pi * radius_of(PSI, 3.0) ** 2)


@pytest.mark.parametrize("roof", ROOFS)
def test_a_whole_stage_harms_at_least_whom_it_lies_on(roof: str) -> None:
    assert indoor_area(struck(area=210.0, mass=26e3, beta=120.0), roof)[0] == 210.0
    light = indoor_area(struck(area=210.0, mass=900.0, beta=4.0), roof)[0]
    assert light == handbook_roof(roof, 900.0, 4.0) < 210.0  # the curves know this one


def test_what_does_not_come_down_has_no_area() -> None:
    assert np.isnan(harm(struck(speed=math.nan), np.full((1, 5), 0.2)).area[0])


def test_unknown_models_are_refused() -> None:
    for names in ({"outdoors": "none"}, {"roofs": "none"}):
        with pytest.raises(KeyError):
            harm(struck(), only("open"), **names)


# Ground


def test_ground() -> None:
    pad, degree = (math.radians(51.9), math.radians(179.9999)), math.degrees(1 / 6371007.2)
    near, far = HARD_RADIUS - 1, HARD_RADIUS + 1
    latitude = np.radians([51.9, 51.9 + near * degree, 51.9 + far * degree, 51.9, 51.9, 0.0])
    east = [0.0, 0.0, 0.0, near, far, 0.0]
    longitude = np.radians([179.9999 + e * degree / math.cos(pad[0]) for e in east])
    longitude = np.mod(longitude + np.pi, 2 * np.pi) - np.pi  # some of it beyond the date line
    land = np.array([True, False, True, True, False, False])
    assert [SURFACES[i] for i in surface_of(latitude, longitude, pad, land)] == [
        "hard", "hard", "soft", "hard", "water", "water",
    ]  # fmt: skip


FOOT, POUND = 0.3048, 0.45359237


# Solid: formula of the FAA handbook worked out by hand; concrete, soft, water. LOX/RP-1: its curves; water as soft.
@pytest.mark.parametrize(
    ("kind", "pounds", "speed", "soft", "hard", "water"),
    [
        ("solid", 1_000, 300, 0.0518, 0.0748, 0.0252),
        ("solid", 10_000, 500, 0.1505, 0.2100, 0.0764),
        ("solid", 100_000, 800, 0.3627, 0.4711, 0.2029),
        ("LOX/RP-1", 7_000, 383.7, 0.512, 0.2248, 0.512),
        ("inert", 7_000, 400, 0.0, 0.0, 0.0),
    ],
)
def test_yield_by_ground(kind: str, pounds: float, speed: float, soft: float, hard: float, water: float) -> None:
    propellant = np.zeros((3, len(KINDS)))
    propellant[:, KINDS.index(kind)] = pounds * POUND
    tnt = tnt_equivalent(KINDS, propellant, np.full(3, speed * FOOT), np.arange(3))
    assert tnt / (pounds * POUND) == pytest.approx([soft, hard, water], abs=5.1e-5)


def test_yields_of_several_propellants_add_up() -> None:
    one, other = (np.array([[500.0, 0.0, 9.0]]), np.array([[0.0, 800.0, 9.0]]))
    arguments: tuple[Any, ...] = (np.array([120.0]), np.array([0]))
    both = tnt_equivalent(KINDS, one + other, *arguments)
    assert both == tnt_equivalent(KINDS, one, *arguments) + tnt_equivalent(KINDS, other, *arguments)


def test_no_propellant_no_blast_whatever_the_speed() -> None:
    nan = np.array([math.nan])
    assert tnt_equivalent(KINDS, np.zeros((1, 3)), nan, np.array([2])) == 0.0
    assert np.isnan(tnt_equivalent(KINDS, np.array([[5.0, 0, 0]]), nan, np.array([2])))
