"""What a mission says about people on the ground, in words."""

from __future__ import annotations

from luncur.mission.model import ClosedArea, Mission, ShelterMix
from luncur.sentences import Sentence

_SURE = {"L": "an estimate", "U": "unconfirmed"}
_BODIES = {"all": "for all that falls", "planned": "for planned drops only", "failures": "for failures only"}


def about_people(mission: Mission) -> list[Sentence]:
    """Shelter and closed areas of a mission, one sentence each; what is not given is said too."""
    shelter, time = mission.people.shelter, mission.people.time
    if shelter is None:
        out = [Sentence("no_shelter")]
    else:
        when = "day_by_sun" if time == "launch" else f"{time}_always"
        out = [_mix("mix_day", shelter.day), _mix("mix_night", shelter.night), Sentence(when)]
    out.append(Sentence("people_day_night"))
    if not mission.closed_areas:
        out.append(Sentence("nothing_closed"))
    return [*out, *(_area(area) for area in mission.closed_areas)]


def _origin(given: ShelterMix | ClosedArea) -> list[str]:
    return [text for text in (given.source, _SURE.get(given.confidence or "", ""), given.note) if text]


def _mix(code: str, mix: ShelterMix) -> Sentence:
    return Sentence(
        code, open=mix.open, light=mix.light_metal, wood=mix.wood, composite=mix.composite, concrete=mix.concrete,
        origin=_origin(mix),
    )  # fmt: skip


def _area(area: ClosedArea) -> Sentence:
    given = {"name": area.name, "bodies": _BODIES[area.applies_to], "origin": _origin(area)}
    if area.points:
        return Sentence(f"{area.kind}_polygon", corners=len(area.points), **given)
    return Sentence(f"{area.kind}_circle", radius=(area.radius or 0.0) / 1000.0, **given)
