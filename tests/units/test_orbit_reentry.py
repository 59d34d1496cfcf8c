"""Casualty expectation of a re-entry by latitude."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.orbit.life.reentry import (
    EARTH_RADIUS,
    MODELS,
    latitude_share,
    reentry_risk,
    world_people,
    yardstick,
)
from luncur.places import random_reentry_density
from luncur.places.people import builtin_people

DEG = math.pi / 180


@pytest.mark.parametrize("inclination", [0.0, 5.0, 51.6, 90.0, 97.4, 175.0, 180.0])
def test_shares_of_latitude(inclination: float) -> None:
    """They add up to one, lie within the track, and agree with time counted along it."""
    edges = np.linspace(-90, 90, 37) * DEG
    share = latitude_share(inclination * DEG, edges)
    assert share.sum() == pytest.approx(1.0)
    assert np.all(share >= 0)
    assert share == pytest.approx(share[::-1])
    u = (np.arange(720_000) + 0.5) / 720_000 * 2 * math.pi
    latitude = np.arcsin(np.sin(inclination * DEG) * np.sin(u))
    counted = np.histogram(np.where(np.abs(latitude) < 1e-9, np.sign(np.sin(u)) * 1e-9, latitude), edges)[0] / len(u)
    assert share == pytest.approx(counted, abs=2e-5)


def test_share_of_a_polar_orbit_is_even_in_latitude() -> None:
    assert latitude_share(90 * DEG, np.array([-90.0, -30.0, 0.0, 45.0, 90.0]) * DEG) == pytest.approx(
        [1 / 3, 1 / 6, 1 / 4, 1 / 4]
    )


@pytest.mark.parametrize("inclination", [28.5, 51.6, 90.0, 97.4, 150.0])
def test_expectation_is_area_times_density_under_the_track(inclination: float) -> None:
    risk = reentry_risk(inclination * DEG, (8.0, 12.0), 2030)
    for m, name in enumerate(MODELS):
        model = builtin_people(name)
        density = random_reentry_density(model, inclination * DEG) * world_people(2030) / model.total
        assert risk.by_band[m].sum() == pytest.approx(density * math.sqrt(96.0), rel=1e-6)
        assert risk.people[m].sum() == pytest.approx(8.5e9, rel=1e-6)
    middle, low, high = risk.expectation
    assert low < middle < high
    assert middle == pytest.approx(risk.by_band[0].sum())


def test_retrograde_is_the_mirror_of_prograde() -> None:
    assert reentry_risk(97.4 * DEG, 10.0, 2026).expectation == pytest.approx(
        reentry_risk(82.6 * DEG, 10.0, 2026).expectation
    )
    assert reentry_risk(math.pi, 10.0, 2026).expectation == pytest.approx(reentry_risk(0.0, 10.0, 2026).expectation)


def test_equatorial_orbit_counts_the_equator_alone() -> None:
    risk = reentry_risk(0.0, 10.0, 2026)
    assert risk.share[8:10] == pytest.approx([0.5, 0.5])
    assert risk.share.sum() == 1
    grid = builtin_people("settlements").density(np.array([0.05, -0.05]) * DEG, 0.0)
    assert np.all(np.isfinite(grid))
    assert 0.5e-5 < risk.expectation[0] / 10.0 < 2.5e-5


def test_world_mean_lies_where_the_orbits_put_it() -> None:
    """8.0e9 people on 5.10e14 m2 are 1.57e-5 per m2; bands of the whole Earth, weighted by area, give it again."""
    risk = reentry_risk(90 * DEG, 1.0, 2022.87)
    area = 2 * math.pi * EARTH_RADIUS**2 * np.diff(np.sin(risk.edges))
    assert (risk.people.sum(axis=1) / area.sum()) == pytest.approx([1.57e-5] * 2, rel=2e-3)
    means = [reentry_risk(i * DEG, 1.0, 2022.87).expectation[0] for i in (0, 28.5, 51.6, 74, 90, 97.4)]
    assert min(means) < 1.57e-5 < max(means)
    assert max(means) / min(means) < 2.5


def test_bands_are_the_user_s() -> None:
    fine, wide = (reentry_risk(51.6 * DEG, 10.0, 2026, band=w * DEG) for w in (1.0, 30.0))
    assert len(fine.share) == 180
    assert len(wide.share) == 6
    assert fine.by_band.sum(axis=1) == pytest.approx(wide.by_band.sum(axis=1), rel=1e-9)


def test_verdict_says_undecided_where_the_interval_holds_the_limit() -> None:
    limit = yardstick()
    assert limit.limit == 1e-4
    assert "8719.14" in limit.source
    assert [reentry_risk(51.6 * DEG, area, 2026).verdict for area in (1.0, (4.0, 8.0), 50.0)] == [
        "below",
        "undecided",
        "above",
    ]


def test_what_is_assumed_is_said() -> None:
    said = " ".join(reentry_risk(51.6 * DEG, 10.0, 2030).assumed)
    for word in (
        "8.5 thousand million",
        "2030",
        "2019-2023",
        "World Population Prospects",
        "settlements",
        "countries",
    ):
        assert word in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((0.5, 0.0, 2026), "casualty area"),
        ((0.5, (3.0, 2.0), 2026), "casualty area"),
        ((0.5, math.inf, 2026), "casualty area"),
        ((-0.1, 10.0, 2026), "inclination: '-5.7"),
        ((3.3, 10.0, 2026), "inclination"),
        ((math.nan, 10.0, 2026), "inclination"),
        ((0.5, 10.0, 1990), "year: '1990'"),
        ((0.5, 10.0, 2101), "year"),
    ],
)
def test_bad_input_is_one_sentence(arguments: tuple[float, float, float], words: str) -> None:
    with pytest.raises(InputError, match=words):
        reentry_risk(*arguments)


def test_bad_band() -> None:
    with pytest.raises(InputError, match="band"):
        reentry_risk(0.5, 10.0, 2026, band=7 * DEG)
