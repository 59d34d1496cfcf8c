"""What a mission says of people on the ground."""

from __future__ import annotations

import math

import numpy as np
import pytest
from mission_trees import changed, small

from luncur.mission import load
from luncur.mission.describe import describe
from luncur.mission.load import mission_from_tree
from luncur.mission.people_words import about_people

MIX = {
    "open": "12 %",
    "light-metal": 0.08,
    "wood": 0.5,
    "composite": 0.1,
    "concrete": 0.2,
    "source": "UM",
    "confidence": "L",
}


def test_shares_in_the_order_of_the_classes() -> None:
    tree = changed(small(), ("people",), {"shelter": {"day": MIX, "night": {"concrete": 1, "source": "UM"}}})
    shelter = mission_from_tree(tree, "m.toml", None).people.shelter
    assert shelter is not None
    assert shelter.day.shares == pytest.approx((0.12, 0.08, 0.5, 0.1, 0.2))
    assert shelter.night.shares == (0, 0, 0, 0, 1)
    assert shelter.day.source == "User's manual, issue 3, table 2.1"  # of the mission's own list
    assert shelter.roofs == "handbook"


def test_nothing_is_assumed_silently() -> None:
    said = about_people(mission_from_tree(small(), "m.toml", None))
    assert any("no shelter mix is given: everybody" in s for s in said)
    assert any("no area is closed" in s for s in said)


def test_words_of_shelter_and_areas() -> None:
    tree = changed(
        small(), ("people",), {"time": "night", "shelter": {"day": MIX, "night": {"wood": 1, "source": "a survey"}}}
    )
    tree["closed_area"] = [
        {"name": "pad", "kind": "evacuated", "source": "UM", "latitude": 0.9, "longitude": 2.2, "radius": "3 km"},
        {"name": "sea", "kind": "controlled", "source": "a notice", "applies_to": "planned", "note": "ships",
         "points": [["1 deg", "2 deg"], ["1 deg", "3 deg"], ["2 deg", "3 deg"]]},
    ]  # fmt: skip
    mission = mission_from_tree(tree, "m.toml", None)
    assert mission.closed_areas[1].points[1] == pytest.approx((math.radians(1), math.radians(3)))
    text = describe(mission)
    assert "people by day: 12% outdoors, 8% under light metal, 50% under wood" in text
    assert "(User's manual, issue 3, table 2.1, an estimate)" in text
    assert "people are where they are by night, whatever the time of launch" in text
    assert "evacuated area 'pad', radius 3 km, for all that falls: nobody is there" in text
    assert "controlled area 'sea', 3 corners, for planned drops only: people there count" in text
    assert "(a notice, ships)" in text
    assert "no area is closed" not in text


def test_the_soyuz_mission_shelters_people_and_lists_it_as_assumed() -> None:
    mission = load("soyuz-vostochny-sso")
    shelter = mission.people.shelter
    assert shelter is not None
    assert np.isclose(sum(shelter.day.shares), 1.0)
    assert {shelter.day.confidence, shelter.night.confidence} == {"L"}
    pad = mission.closed_areas[0]
    assert (pad.latitude, pad.longitude) == pytest.approx((mission.site.latitude, mission.site.longitude), abs=1e-9)
    assert pad.radius == 8000.0
    assert {a.confidence for a in mission.closed_areas} == {"L"}
    assert {a.applies_to for a in mission.closed_areas[1:]} == {"planned"}
    assert sum("an estimate" in s for s in about_people(mission)) == 2 + len(mission.closed_areas)
