"""How many independent originators report one event: whoever passes on the words of another is none."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from luncur.claims.repeats.same import identity, plain, spellings
from luncur.claims.who.speakers import UNKNOWN

Claim = dict[str, Any]
_DATED = ("launch", "failure", "splashdown", "orbit", "test")


def origins(claims: list[Claim], outlets: dict[str, str]) -> None:
    """Sets ``origins`` of every claim; ``outlets`` by text.

    Claims of one kind and day report one event where their vehicles do not differ; any other claim is alone.  Not counted
    are a carrier of another's words, and a text's own sentence where the text has a named speaker for the same event.
    """
    spelled = spellings(identity(c["speaker"]) for c in claims if c["speaker"] != UNKNOWN)
    days: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        claim["origins"] = 1
        if claim["kind"] in _DATED and claim["when"]["from"] and claim["when"]["from"] == claim["when"]["to"]:
            days[claim["kind"], claim["when"]["from"]].append(claim)
    for several in days.values():
        for event in _events(several, _vehicles_by_text(claims, several)):
            count = _count(event, outlets, spelled)
            for claim in event:
                claim["origins"] = count


def _vehicles(claim: Claim) -> set[str]:
    return {plain(a["name"]) for a in claim["actors"] if a["role"] == "vehicle"}


def _vehicles_by_text(claims: list[Claim], several: list[Claim]) -> dict[str, set[str]]:
    """Vehicles that each text names for the day of some claims."""
    day = several[0]["when"]["from"]
    out: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim["when"]["from"] == day == claim["when"]["to"]:
            out[claim["text"]] |= _vehicles(claim)
    return out


def _events(several: list[Claim], by_text: dict[str, set[str]]) -> list[list[Claim]]:
    """Claims of one kind and day by vehicle; one without a name takes its text's only vehicle, else the only one told of."""
    groups: list[tuple[set[str], list[Claim]]] = []
    nameless = []
    for claim in several:
        named = _vehicles(claim)
        if not named and len(by_text[claim["text"]]) == 1:
            named = by_text[claim["text"]]
        if not named:
            nameless.append(claim)
            continue
        fitting = next((g for g in groups if _shared(g[0], named)), None)
        if fitting is None:
            groups.append((set(named), [claim]))
        else:
            fitting[0].update(named)
            fitting[1].append(claim)
    if len(groups) > 1:
        return [*(g for _, g in groups), *([c] for c in nameless)]
    return [[*(c for _, g in groups for c in g), *nameless]]


def _shared(some: set[str], others: set[str]) -> bool:
    """Whether a name of one set is one of the other, or begins it ("long march", "long march 4c")."""
    return any(f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ") for a in some for b in others)


def _count(event: list[Claim], outlets: dict[str, str], spelled: dict[str, str]) -> int:
    speakers: set[str] = set()
    own: dict[str, str] = {}
    carriers: set[str] = set()
    quoting = set()
    for claim in event:
        outlet = outlets.get(claim["text"]) or ""
        if claim["speaker"] in (UNKNOWN, outlet):
            own[claim["text"]] = identity(outlet) if outlet else f"text {claim['text']}"
            continue
        speaker = spelled[identity(claim["speaker"])]
        speakers.add(speaker)
        quoting.add(claim["text"])
        carriers |= {spelled.get(identity(c), identity(c)) for c in claim["carriers"]} - {speaker}
    speakers |= {spelled.get(name, name) for text, name in own.items() if text not in quoting}
    return max(len(speakers - carriers), 1)
