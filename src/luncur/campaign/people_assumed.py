"""What a study assumes of people on the ground, and which hazards to them it computes."""

from __future__ import annotations

from luncur.campaign.launches import Simulator
from luncur.mission import Mission
from luncur.mission.people_words import about_people
from luncur.risk.casualty_area import ENERGY_THRESHOLD
from luncur.risk.criteria import MODELLED, SHELTERED
from luncur.risk.surface import HARD_RADIUS

_OUTDOORS = {
    "bounce-slide": "in the area it sweeps coming in, at the impact and sliding on; a bounce counts as a slide",
    "two-circles": "in two circles, the piece's and a person's; no bounce or slide",
    "seven-times": "in seven times its projected area, for bounce and slide",
}
_ROOFS = {"handbook": "the FAA handbook's", "larson": "Larson's (2005)"}


def people_assumed(sim: Simulator) -> list[str]:
    """Sentences for the list of assumptions: who is where, and what harms whom."""
    mission = sim.plan.mission
    choice, shelter = mission.people, mission.people.shelter
    out = [
        *(sentence for model in sim.people for sentence in model.assumed),
        *about_people(mission),
        f"an impact hurts people outdoors from {ENERGY_THRESHOLD:.1f} J (11 ft-lb) on, {_OUTDOORS[choice.outdoors]}",
        "blast hurts everybody outdoors within 1 psi",
    ]
    if shelter is not None:
        out += [
            f"what gets through a roof is by {_ROOFS[shelter.roofs]} curves, at terminal speed; beyond their end, at least "
            "the outline of the piece; people in vehicles and on ships are not a class of their own",
            "blast indoors is by the FAA handbook's four groups of buildings; below 10 lb (4.5 kg) of TNT it hurts nobody there",
        ]
    return [
        *out,
        f"the ground is concrete within {HARD_RADIUS:.0f} m of the pad, soft on other land, water where no country has land "
        "within the 0.1 deg cell; liquid propellants on water explode as on soft ground, for want of a curve",
    ]


def modelled_hazards(mission: Mission) -> frozenset[str]:
    """Names of the hazards that a study of this mission computes, as criteria call them."""
    return MODELLED | ({SHELTERED} if mission.people.shelter is not None else frozenset())
