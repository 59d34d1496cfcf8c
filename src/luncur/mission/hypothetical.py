"""What of a mission is hypothetical: said by its author, or a destruct command on a vehicle that carries none."""

from __future__ import annotations

from luncur.errors import InputError
from luncur.mission.model import Mission
from luncur.sentences import Sentence

# Sentences of ``about_hypothetical`` that every page shows at its top, not only among what is assumed.
ON_EVERY_PAGE = ("destruct_hypothetical", "rules_hypothetical")


def check_destruct(mission: Mission) -> None:
    """Raises InputError for a destruct command that is not said to be hypothetical, where flights are ended by engine shutdown.

    A rule says so itself; the actions of a study do by the mission's own sentence, which every page shows.
    """
    if mission.vehicle.flight_abort != "engine-shutdown":
        return
    ended = "as the vehicle's file says that its flights are ended by engine shutdown"
    for rule in mission.termination.rules if mission.termination else ():
        if rule.action == "destruct" and not rule.hypothetical:
            field = f"termination.rule.{rule.name}.hypothetical"
            raise InputError(mission.file, field, None, f"true, {ended} and not by destruct")
    fields = _study_actions(mission)
    if fields and not (mission.hypothetical or "").strip():
        expected = f"a sentence for every page that {fields[0]} = 'destruct' is hypothetical, {ended}"
        raise InputError(mission.file, "hypothetical", None, expected)


def about_hypothetical(mission: Mission) -> list[Sentence]:
    """What is hypothetical by its actions and rules, and that nothing says how flights are ended where a destruct command is used."""
    rules = mission.termination.rules if mission.termination else ()
    marked = [rule.name for rule in rules if rule.hypothetical]
    fields = [
        *_study_actions(mission),
        *(f"termination.rule.{rule.name}.action" for rule in rules if rule.action == "destruct"),
    ]
    out = []
    if fields and mission.vehicle.flight_abort == "engine-shutdown":
        out.append(Sentence("destruct_hypothetical", fields=fields, vehicle=mission.vehicle.name))
    if fields and mission.vehicle.flight_abort is None:
        out.append(Sentence("abort_unknown", fields=fields, vehicle=mission.vehicle.name))
    if marked:
        out.append(Sentence("rules_hypothetical", rules=marked))
    return out


def hypothetical_sentences(mission: Mission) -> list[str]:
    """The sentences that every page shows, the author's own first; none for a launch that is nowhere hypothetical."""
    own = (mission.hypothetical or "").removeprefix("Hypothetical. ").strip()
    return [
        *([own] if own else []),
        *(sentence for sentence in about_hypothetical(mission) if sentence.code in ON_EVERY_PAGE),
    ]


def _study_actions(mission: Mission) -> list[str]:
    """Fields by which a study breaks the vehicle up on command."""
    system, modes = mission.termination, mission.failure.modes if mission.failure else ()
    out = ["termination.action"] if system is not None and system.action == "destruct" else []
    return [*out, *(f"failure.mode.{mode.name}.action" for mode in modes if mode.action == "destruct")]
