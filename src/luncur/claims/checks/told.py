"""Events that texts tell of: which claims belong to one flight, fall or test, on record or not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from luncur.claims.checks.flights import Flight, flights, shared
from luncur.claims.checks.record import another, vehicles_of
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import listed

Claim = dict[str, Any]
Event = dict[str, Any]
TELLS = ("launch", "failure", "splashdown", "orbit", "test")
FOLLOWS = (*TELLS, "damage", "zone_verdict", "statement")
_WEAPON = re.compile(
    r"(?i)\b(?:missiles?|ballistic|warheads?|weapons?|rudal|misil|balistik|hulu ledak|senjata|nuclear|nuklir)\b"
)
# Whose launches other states dispute the purpose of.
_DISPUTED = re.compile(r"(?i)\b(?:North Korean?|DPRK|Pyongyang|Korea Utara|KCNA|Musudan-ri|Sohae|Tongchang-ri)\b")
_CIVIL = re.compile(
    r"(?i)\b(?:satellites?|spacecraft|space agency|probe|lander|astronauts?|sounding rocket|satelit|wahana antariksa|antariksa|antariksawan|roket sonda)\b"
)
_REENTRY = re.compile(r"(?i)\bre-?ent(?:ry|er\w*)\b|masuk kembali")


@dataclass
class Told:
    """One event: its claims, the event on record that it is (or None), and its kind as event files name it.

    without_day: marks of claims that give no day and were taken as being about it; vehicles: those that its claims name.
    """

    name: str
    day: str
    record: Event | None
    kind: str = "disputed"
    claims: list[Claim] = field(default_factory=list)
    without_day: set[str] = field(default_factory=set)
    vehicles: set[str] = field(default_factory=set)


def mark(claim: Claim) -> str:
    return f"{claim['text']}#{claim['id']}"


def told(claims: list[Claim], texts: dict[str, str]) -> list[Told]:
    """Every event that was told as having happened on one day, in order of the day; ``texts``: running text by name."""
    found: dict[tuple[str, ...], Told] = {}
    by_text: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_text[claim["text"]].append(claim)
    for name, mine in by_text.items():
        places = _of_text(mine, found)
        _follow(mine, places, texts.get(name, ""))
    out = sorted(found.values(), key=lambda e: (e.day, e.name))
    for event in out:
        event.kind = _kind(event, texts)
    return _named(out)


def _happened(claim: Claim) -> bool:
    w = claim["when"]
    return (
        claim["kind"] in TELLS
        and claim["modality"] in ("asserted", "denied", "possible")
        and bool(w["from"])
        and w["from"] == w["to"]
    )


def _of_text(claims: list[Claim], found: dict[tuple[str, ...], Told]) -> dict[str, Told]:
    """The event of every dated claim of a text, by the claim's mark; what only did not happen is no event."""
    out: dict[str, Told] = {}
    told_days = {c["when"]["from"] for c in claims if _happened(c) and c["modality"] != "denied"}
    for flight in flights([c for c in claims if _happened(c) and c["when"]["from"] in told_days]):
        record, day = flight.record, flight.day
        key = ("record", record["id"]) if record else _unmatched(flight, found)
        event = found.setdefault(
            key, Told(record["id"] if record else f"told-{day}", record["local"] if record else day, record)
        )
        event.vehicles |= flight.vehicles
        for claim in flight.claims:
            event.claims.append(claim)
            out[mark(claim)] = event
    return out


def _unmatched(flight: Flight, found: dict[tuple[str, ...], Told]) -> tuple[str, ...]:
    """An event without a record: that of another text where the same vehicle or launcher is told of on the same day."""
    names = flight.names()
    for key, event in found.items():
        if key[0] != "day" or key[1] != flight.day or not names & set(key[3:]):
            continue
        if not (flight.vehicles and event.vehicles) or shared(flight.vehicles, event.vehicles):
            return key
    return ("day", flight.day, flight.claims[0]["text"], *sorted(names))


def _follow(claims: list[Claim], dated: dict[str, Told], text: str) -> None:
    """Claims without a day follow the event of their paragraph, else the one that the text tells of first."""
    if not dated:
        return
    lead = next(dated[mark(c)] for c in claims if mark(c) in dated)
    here: tuple[Told, int] | None = None
    for claim in claims:
        if mark(claim) in dated:
            here = dated[mark(claim)], claim["end"]
            continue
        if claim["kind"] not in FOLLOWS or claim["when"]["from"] or claim["modality"] in ("conditional", "opinion"):
            continue
        same_paragraph = here is not None and "\n\n" not in text[here[1] : claim["start"]]
        if claim["modality"] == "planned" and not same_paragraph:
            continue  # what is to come is not the event that was told first
        event = here[0] if here is not None and same_paragraph else lead
        if _of_another(claim, event):
            named = [e for e in dated.values() if not _of_another(claim, e) and e is not event]
            if not named:
                continue  # a vehicle of which the text tells nothing with a day
            event = named[0]
        event.claims.append(claim)
        event.without_day.add(mark(claim))


def _of_another(claim: Claim, event: Told) -> bool:
    """Whether a claim names another vehicle than those of an event."""
    if event.record is not None:
        return another(claim, event.record)
    named = vehicles_of(claim)
    return bool(named and event.vehicles) and not shared(named, event.vehicles)


def _kind(event: Told, texts: dict[str, str]) -> str:
    """The kind that an event file would have; arcs are looked at only where nothing speaks of a weapon.

    An event that is not on record is a civil launch only where its own claims name a satellite, a spacecraft or a launcher
    of the shipped list; a text that speaks of weapons anywhere leaves the purpose disputed.
    """
    said = " ".join(c["words"] for c in event.claims)
    record = event.record
    if record:
        if record["kind"] == "reentry":
            return "re-entry"
        if record["actor"] == "North Korea":
            return "weapon test" if record["kind"] == "test" else "disputed"
        return "civil launch"
    if _WEAPON.search(said):
        return "weapon test"
    whole = " ".join(texts.get(name, "") for name in sorted({c["text"] for c in event.claims}))
    if _WEAPON.search(whole) or _DISPUTED.search(whole):
        return "disputed"
    if _REENTRY.search(said) and not any(c["kind"] == "launch" for c in event.claims):
        return "re-entry"
    vehicles = {a["name"] for c in event.claims for a in c["actors"] if a["role"] in ("vehicle", "payload")}
    return "civil launch" if _CIVIL.search(said) or vehicles & set(listed("vehicle").values()) else "disputed"


def _named(found: list[Told]) -> list[Told]:
    """Events of one name get numbers."""
    seen: dict[str, int] = defaultdict(int)
    for event in found:
        seen[event.name] += 1
        if seen[event.name] > 1:
            event.name = f"{event.name}-{seen[event.name]}"
    return found
