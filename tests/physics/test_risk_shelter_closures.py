"""Batches of launches with people sheltered, moved away, or not."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from luncur.campaign.launches import LaunchRecords, Simulator, simulate
from luncur.campaign.people_assumed import modelled_hazards, people_assumed
from luncur.campaign.reservoir import COLUMNS, impact_rows
from luncur.campaign.study import prepare
from luncur.mission import load
from luncur.mission.model import ClosedArea, Mission, People, Shelter, ShelterMix

N = 96


@pytest.fixture(scope="module")
def sim() -> Simulator:
    return prepare(load("soyuz-vostochny-sso"), 5)[0]


def variant(sim: Simulator, **fields: Any) -> Simulator:
    mission = sim.plan.mission.model_copy(update=fields)
    return dataclasses.replace(sim, plan=dataclasses.replace(sim.plan, mission=mission))


def flown(sim: Simulator) -> LaunchRecords:
    """A third of the launches are normal flights."""
    stratum = np.arange(N, dtype=np.int64) % (len(sim.strata) + 1)
    stratum[::3] = len(sim.strata)
    return simulate(sim, np.arange(N, dtype=np.int64), stratum)


def everywhere(kind: str, who: str = "all") -> tuple[ClosedArea, ...]:
    return (
        ClosedArea(
            name="all",
            kind=kind,
            applies_to=who,
            latitude=0.0,
            longitude=0.0,
            radius=3e7,
            source="test",  # type: ignore[arg-type]
        ),
    )


def one_class(name: str) -> People:
    mix = ShelterMix.model_validate({name: 1.0, "source": "test"})
    return People(shelter=Shelter(day=mix, night=mix))


@pytest.fixture(scope="module")
def open_air(sim: Simulator) -> LaunchRecords:
    return flown(variant(sim, people=People(), closed_areas=()))


def test_without_closures_both_results_are_one(open_air: LaunchRecords) -> None:
    assert open_air.casualties[:, 0].sum() > 0
    assert open_air.without_closures == pytest.approx(open_air.casualties[:, 0], rel=1e-12)
    assert not open_air.controlled.any()


def test_with_everybody_moved_nobody_is_hurt(sim: Simulator, open_air: LaunchRecords) -> None:
    r = flown(variant(sim, people=People(), closed_areas=everywhere("evacuated")))
    assert not r.casualties.any()
    assert r.without_closures == pytest.approx(open_air.without_closures, rel=1e-12)
    assert np.array_equal(r.controlled, np.isfinite(r.impacts.latitude))


def test_closed_for_planned_drops_only(sim: Simulator, open_air: LaunchRecords) -> None:
    r = flown(variant(sim, people=People(), closed_areas=everywhere("evacuated", "planned")))
    planned = r.stratum == len(sim.strata)
    assert open_air.casualties[planned].sum() > 0
    assert not r.casualties[planned].any()
    assert np.array_equal(r.casualties[~planned], open_air.casualties[~planned])
    assert np.array_equal(r.controlled, planned[r.pieces.launch] & np.isfinite(r.impacts.latitude))


def test_controlled_areas_are_marked_and_people_there_count(sim: Simulator, open_air: LaunchRecords) -> None:
    r = flown(variant(sim, people=People(), closed_areas=everywhere("controlled")))
    assert r.controlled.any()
    assert np.array_equal(r.casualties, open_air.casualties)


def test_casualties_of_a_small_piece_are_area_times_density(sim: Simulator, open_air: LaunchRecords) -> None:
    r = open_air
    small = np.isfinite(r.impacts.latitude) & (r.area < 1e4)
    density = sim.people[1].density(r.impacts.latitude[small], r.impacts.longitude[small])
    expected = r.pieces.weight[small] * r.area[small] * density
    assert r.piece_casualties[small, 1] == pytest.approx(expected, rel=1e-12)
    assert expected.max() > 0
    assert np.array_equal(np.isnan(r.area), np.isnan(r.impacts.latitude))


def test_effective_area_is_the_mean_over_the_mix(sim: Simulator, open_air: LaunchRecords) -> None:
    """Areas of the built-in mix from those of its classes; day at the pad, night on the other side of the pole."""
    r = flown(sim)
    classes = [open_air.area] + [
        flown(variant(sim, people=one_class(c))).area for c in ("light-metal", "wood", "composite", "concrete")
    ]
    shelter = sim.plan.mission.people.shelter
    assert shelter is not None
    by_day, by_night = (
        sum(s * a for s, a in zip(mix.shares, classes, strict=True)) for mix in (shelter.day, shelter.night)
    )
    down = np.isfinite(r.area)
    hour = 2.0 + np.degrees(r.impacts.longitude) / 15.0
    day = (hour % 24 >= 7) & (hour % 24 < 19)
    assert r.area[down] == pytest.approx(np.where(day, by_day, by_night)[down], rel=1e-9)
    assert day[down].any()
    assert (~day[down]).any()
    assert np.abs(by_day / by_night - 1)[down & (by_night > 0)].max() > 0.2  # so that the hour can be told


def test_a_single_person_is_outdoors_whatever_the_shelter_mix(sim: Simulator, open_air: LaunchRecords) -> None:
    """What hazard areas and individual risk are made of: the area for a person in the open, not that of the mix."""
    column = COLUMNS.index("outdoor_area")
    bare = impact_rows(open_air, 5)
    assert bare[:, column] == pytest.approx(np.nan_to_num(open_air.area)[open_air.impacts.status < 10])
    assert bare[:, column].max() > 0
    for mix in ("wood", "concrete"):
        inside = flown(variant(sim, people=one_class(mix), closed_areas=()))
        assert np.array_equal(impact_rows(inside, 5)[:, column], bare[:, column])
        assert not np.array_equal(inside.area, open_air.area, equal_nan=True)


def test_a_study_says_what_it_took(sim: Simulator) -> None:
    said = " | ".join(people_assumed(sim))
    for words in (
        "people by day: 15% outdoors",
        "an estimate",
        "evacuated area 'around the pad'",
        "sliding on",
        "handbook",
    ):
        assert words in said
    bare: Mission = variant(sim, people=People(), closed_areas=()).plan.mission
    assert "sheltered people" in modelled_hazards(sim.plan.mission)
    assert "sheltered people" not in modelled_hazards(bare)
    assert "everybody on the people grid is outdoors" in " | ".join(people_assumed(variant(sim, people=People())))
