"""What a study assumes of people on the ground, and which hazards to them it computes."""

from __future__ import annotations

from luncur.campaign.launches import Simulator
from luncur.mission import Mission
from luncur.mission.people_words import about_people
from luncur.risk.casualty_area import ENERGY_THRESHOLD
from luncur.risk.criteria import MODELLED, SHELTERED
from luncur.risk.surface import HARD_RADIUS
from luncur.sentences import Sentence

_OUTDOORS = {"bounce-slide": "hurts_sliding", "two-circles": "hurts_from", "seven-times": "hurts_seven"}


def people_assumed(sim: Simulator) -> list[str]:
    """Sentences for the list of assumptions: who is where, and what harms whom."""
    mission = sim.plan.mission
    shelter = mission.people.shelter
    out = [
        *(sentence for model in sim.people for sentence in model.assumed),
        *about_people(mission),
        Sentence(_OUTDOORS[mission.people.outdoors], energy=ENERGY_THRESHOLD),
        Sentence("blast_outdoors"),
    ]
    if shelter is not None:
        out += [Sentence(f"roofs_{shelter.roofs}"), Sentence("blast_indoors")]
    return [*out, Sentence("ground", radius=HARD_RADIUS)]


def modelled_hazards(mission: Mission) -> frozenset[str]:
    """Names of the hazards that a study of this mission computes, as criteria call them."""
    return MODELLED | ({SHELTERED} if mission.people.shelter is not None else frozenset())
