"""What a mission says about people on the ground, in words."""

from __future__ import annotations

from luncur.mission.model import ClosedArea, Mission, ShelterMix

_SURE = {"L": ", an estimate", "U": ", unconfirmed"}
_WHO = {"all": "", "planned": ", for planned drops only", "failures": ", for failures only"}


def about_people(mission: Mission) -> list[str]:
    """Shelter and closed areas of a mission, one sentence each; what is not given is said too."""
    shelter = mission.people.shelter
    if shelter is None:
        out = ["no shelter mix is given: everybody on the people grid is outdoors, by day and by night"]
    else:
        out = [_mix("day", shelter.day), _mix("night", shelter.night), _when(mission)]
    out.append("the number of people in a cell is the same by day and by night")
    if not mission.closed_areas:
        out.append("no area is closed: every person on the grid is in place and public, around the pad too")
    return [*out, *(_area(area) for area in mission.closed_areas)]


def _origin(source: str, confidence: str | None, note: str) -> str:
    return f" ({source}{_SURE.get(confidence or '', '')}{'; ' + note if note else ''})"


def _mix(name: str, mix: ShelterMix) -> str:
    kinds = ("outdoors", "under light metal", "under wood", "under composite", "under concrete")
    shares = ", ".join(f"{share:.0%} {kind}" for share, kind in zip(mix.shares, kinds, strict=True) if share > 0)
    return f"people by {name}: {shares}{_origin(mix.source, mix.confidence, mix.note)}"


def _when(mission: Mission) -> str:
    if mission.people.time != "launch":
        return f"people are where they are by {mission.people.time}, whatever the time of launch"
    return "day is from 7 to 19 h mean solar time where a piece falls, at the time of launch"


def _area(area: ClosedArea) -> str:
    effect = "nobody is there" if area.kind == "evacuated" else "people there count, but are not the public"
    shape = f"a circle of {(area.radius or 0.0) / 1000:g} km" if not area.points else f"{len(area.points)} corners"
    return (
        f"{area.kind} area '{area.name}', {shape}{_WHO[area.applies_to]}: {effect}"
        f"{_origin(area.source, area.confidence, area.note)}"
    )
