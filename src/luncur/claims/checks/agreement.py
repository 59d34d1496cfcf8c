"""What of a claim agrees with an event on record, item by item: nothing else of its sentence was compared."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from luncur.claims.repeats.same import stage
from luncur.claims.words import rx as re
from luncur.claims.words.clocks import HOURS_EAST, INDONESIAN
from luncur.claims.words.lexicon import listed, wording

Claim = dict[str, Any]
Event = dict[str, Any]
SLACK = 2  # minutes by which a time of day may differ from the record's and be the same
ROUGHLY = 15  # minutes, where the text rounds
_STAGES = {"first stage": "1", "second stage": "2", "third stage": "3"}
_ONE_PLACE = ({"Cape Canaveral", "Kennedy Space Center"}, {"Naro Space Center", "Goheung"})
_HOUR = re.compile(
    r"(?i)(?P<about>\b(?:about|around|some|shortly|just|sekitar|kira-kira)\s+(?:after |before |pukul |jam )?)?"
    r"\b(?P<h>[01]?\d|2[0-3])[:.]?(?P<m>[0-5]\d)\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>"
    + "|".join(sorted(HOURS_EAST, key=len, reverse=True))
    + r")\b"
)


def agreeing(claim: Claim, event: Event, by: str) -> list[str]:
    """Items of a claim that were compared with an event and are the same; ``by``: vehicle, payload or actor, as matched."""
    w = claim["when"]
    out = ["span" if w["from"] != w["to"] else "day" if w["from"] == event["local"] else "day_elsewhere", by]
    denied = claim["modality"] == "denied"
    if (claim["kind"] == "failure" and event["outcome"] == "failure" and not denied) or (
        claim["kind"] == "orbit" and event["outcome"] == ("failure" if denied else "success")
    ):
        out.append("outcome")
    told = stage(claim["words"])
    if claim["kind"] == "failure" and told and told == stage_on_record(event):
        out.append("stage")
    if sites(claim, event)[0] and not site_differs(claim, event):
        out.append("site")
    off = minutes_off(claim, event)
    if off is not None and off <= 0:
        out.append("hour")
    return out


def in_words(items: list[str], lang: str) -> str:
    """ "Day, vehicle and outcome" in a language."""
    names = [str(wording(lang)["record_items"][item]) for item in items]
    joined = ", ".join(names[:-1]) + wording(lang)["record_and"] + names[-1] if len(names) > 1 else names[0]
    return joined[:1].upper() + joined[1:]


def stage_on_record(event: Event) -> str:
    return _STAGES.get(event["phase"], "")


def sites(claim: Claim, event: Event) -> tuple[set[str], set[str]]:
    """Launch sites that a claim of a launch or test and the record name; both empty where either names none."""
    known = set(listed("site").values())
    said, on_record = set(claim["places"]) & known, set(event["places"]) & known
    if claim["kind"] not in ("launch", "test") or event["kind"] == "reentry" or not said or not on_record:
        return set(), set()
    return said, on_record


def site_differs(claim: Claim, event: Event) -> bool:
    """Whether every site that a claim names is another one than the record's."""
    said, on_record = sites(claim, event)
    near = on_record.union(*(place for place in _ONE_PLACE if place & on_record))
    return bool(said) and not said & near


def days_of(event: Event, claim: Claim, language: str = "en") -> set[date]:
    """Days on which an event took place: at its site, in universal time, and by the clock of the text.

    That clock is the one that a claim names beside a time of day, else, in Indonesian, those of Indonesia: an evening in
    Florida is the next morning in Jakarta.
    """
    local = date.fromisoformat(event["local"])
    if not event["utc"]:
        return {local}
    at = datetime.fromisoformat(event["utc"])
    found = _HOUR.search(claim["words"])
    zones = (_zone(found["zone"]),) if found else INDONESIAN if language == "id" else ()
    return {local, *((at + timedelta(hours=zone)).date() for zone in (0, *zones))}


def _zone(name: str) -> int:
    """Hours east of Greenwich of a clock that a text names."""
    return next(hours for zone, hours in HOURS_EAST.items() if zone.lower() == name.lower())


def minutes_off(claim: Claim, event: Event) -> float | None:
    """By how many minutes more than its precision allows a time of day differs from the record's; None if not compared.

    The record's times are those of lift-off or re-entry, so that a time of day of anything else is not compared; nor is one
    that the record itself holds from memory.
    """
    kinds = ("splashdown",) if event["kind"] == "reentry" else ("launch", "test")
    found = _HOUR.search(claim["words"])
    if claim["kind"] not in kinds or found is None or not event["utc"] or "hour is recalled" in event["note"]:
        return None
    hour = (
        int(found["h"]) % 12 + (12 if found["half"].lower().startswith("p") else 0)
        if found["half"]
        else int(found["h"])
    )
    at = datetime.fromisoformat(event["utc"])
    off = abs(hour * 60 + int(found["m"]) - _zone(found["zone"]) * 60 - at.hour * 60 - at.minute) % 1440
    return min(off, 1440 - off) - (ROUGHLY if found["about"] else SLACK)


def hour_said(claim: Claim) -> str:
    """The time of day that a claim gives, with its zone, as the text has it."""
    found = _HOUR.search(claim["words"])
    return claim["words"][found.start("h") : found.end()].replace("(", "") if found else ""
