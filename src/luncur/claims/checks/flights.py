"""Claims of one text that are about one flight, fall or test: of one day, and of no other vehicle or launcher."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from luncur.claims.checks.record import another, events, same_vehicle, vehicles_of

Claim = dict[str, Any]
Event = dict[str, Any]
_NAMING = ("vehicle", "launcher", "payload")


@dataclass
class Flight:
    """What a text tells of one flight on one day; record: the event on record that it is, or None."""

    day: str
    record: Event | None = None
    vehicles: set[str] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)

    def names(self) -> set[str]:
        """Vehicles, launchers and payloads that its claims name, without case."""
        return {a["name"].casefold() for c in self.claims for a in c["actors"] if a["role"] in _NAMING}

    def takes(self, claim: Claim, record: Event | None) -> bool:
        """Whether a claim of the same day can be about this flight."""
        if self.record is not None and (another(claim, self.record) or record not in (None, self.record)):
            return False
        if record is not None and self.record is None and any(another(c, record) for c in self.claims):
            return False
        named = vehicles_of(claim)
        return not named or not self.vehicles or self.record is not None or shared(named, self.vehicles)


def flights(claims: list[Claim]) -> list[Flight]:
    """Flights of one text from its claims with a day, in reading order.

    A claim that names another vehicle is another flight, even of the same day; one that names none goes on with the
    flight told last, so that a second vehicle's failure does not become a fact of the first one's success.
    """
    out: list[Flight] = []
    for claim in claims:
        record = on_record(claim)
        here = [f for f in out if f.day == claim["when"]["from"]]
        fitting = [f for f in reversed(here) if f.takes(claim, record)]
        own = [f for f in fitting if record is not None and f.record == record]
        flight = next(iter(own or _named_alike(claim, fitting) or fitting), None)
        if flight is None:
            flight = Flight(claim["when"]["from"])
            out.append(flight)
        else:
            out.append(out.pop(out.index(flight)))  # the one told last
        flight.record = flight.record or record
        flight.vehicles |= vehicles_of(claim)
        flight.claims.append(claim)
    return sorted(out, key=lambda f: f.claims[0]["start"])


def shared(some: set[str], others: set[str]) -> bool:
    """Whether two sets of names have a vehicle in common."""
    return any(same_vehicle(a, b) for a in some for b in others)


def on_record(claim: Claim) -> Event | None:
    """The event on record that a claim was found to be about."""
    for check in claim["checks"]:
        if (
            check["check"] == "record"
            and check.get("event")
            and check["verdict"] in ("confirms", "adds", "contradicts")
        ):
            return next((e for e in events() if e["id"] == check["event"]), None)
    return None


def _named_alike(claim: Claim, fitting: list[Flight]) -> list[Flight]:
    named = vehicles_of(claim)
    return [f for f in fitting if named and shared(named, f.vehicles)]
