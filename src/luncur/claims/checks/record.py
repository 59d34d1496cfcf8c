"""Claims held against the built-in record of events, and against the calendar."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from luncur.claims.checks.agreement import (
    agreeing,
    days_of,
    hour_said,
    in_words,
    minutes_off,
    site_differs,
    sites,
    stage_on_record,
)
from luncur.claims.repeats.same import plain, stage
from luncur.claims.when.dates import several_days
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import listed

Claim = dict[str, Any]
Event = dict[str, Any]
_NO_REENTRY = ("launch", "orbit", "test", "plan")
SURE_DAYS = 3  # a vehicle that flies often flies again within weeks: a longer span proves no contradiction
CHECKED = ("launch", "failure", "splashdown", "orbit", "test", "plan")


@cache
def events() -> tuple[Event, ...]:
    """Events on record, by local day."""
    tree = tomllib.loads((files("luncur") / "data/record/events.toml").read_text(encoding="utf-8"))
    return tuple(sorted(tree["event"], key=lambda e: (e["local"], e["id"])))


def _by(claim: Claim, context: str, event: Event) -> str:
    """By what a claim was matched to an event: its vehicle, else a payload, else the actor."""
    payloads = frozenset(p.lower() for p in event["payloads"])
    names = _names_of(event["id"])[0] - payloads
    named = vehicles_of(claim)
    if _mentions(context, names) or any(same_vehicle(n, v) for n in named for v in names):
        return "vehicle"
    return "payload" if _mentions(context, payloads) else "actor"


@cache
def _names_of(event_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names of the vehicle and payloads, and names of the actor, in lower case."""
    event = next(e for e in events() if e["id"] == event_id)
    vehicle = {event["vehicle"].lower(), *(p.lower() for p in event["payloads"])} - {""}
    vehicle |= {spelled for spelled, name in listed("vehicle").items() if name == event["vehicle"]}
    actor = {event["actor"].lower()}
    for kind in ("agency", "place", "company"):
        actor |= {spelled for spelled, name in listed(kind).items() if name == event["actor"]}
    return frozenset(vehicle), frozenset(actor)


def _mentions(text: str, names: frozenset[str]) -> bool:
    low = text.lower()
    return any(re.search(rf"(?<![\w-]){re.escape(n)}(?![a-z])", low) for n in names)


def vehicles_of(claim: Claim) -> set[str]:
    """Names of the vehicles that a claim itself names."""
    return {a["name"] for a in claim["actors"] if a["role"] == "vehicle"}


def same_vehicle(one: str, other: str) -> bool:
    """Whether one name can be a shorter form of the other ("Long March", "Long March 4C"; "PSLV", "PSLV-C37")."""
    a, b = (plain(name) for name in (one, other))
    return _mentions(a, frozenset((b,))) or _mentions(b, frozenset((a,)))


def another(claim: Claim, event: Event) -> bool:
    """Whether a claim names a vehicle, or else a launcher, that is not the one of an event on record.

    Where the record holds no vehicle, and for launchers, only one whom the record has for other events counts as another.
    """
    vehicle, actor = _names_of(event["id"])
    named = vehicles_of(claim)
    if named:
        if any(same_vehicle(n, v) for n in named for v in vehicle):
            return False
        if event["vehicle"] or any(_elsewhere(n, event["actor"]) for n in named):
            return not _mentions(claim["words"], vehicle)
        return False
    launchers = {a["name"].lower() for a in claim["actors"] if a["role"] == "launcher"}
    if not launchers or launchers & actor or _mentions(claim["words"], vehicle | actor):
        return False
    return any(launchers & _names_of(e["id"])[1] for e in events() if e["actor"] != event["actor"])


def _elsewhere(name: str, actor: str) -> bool:
    """Whether the record has a vehicle of this name for another actor alone."""
    of = {e["actor"] for e in events() if e["vehicle"] and same_vehicle(name, e["vehicle"])}
    return bool(of) and actor not in of


def match(claim: Claim, context: str, when: tuple[date, date] | None, language: str = "en") -> tuple[list[Event], bool]:
    """Events that a claim can tell of, by vehicle or actor and by date; and whether the date decided.

    ``context``: names that the sentence and the text's subject give; an event is never matched by its date alone.
    """
    fitting = []
    for event in events():
        if when and not any(when[0] <= day <= when[1] for day in days_of(event, claim, language)):
            continue
        if claim["kind"] in _NO_REENTRY and event["kind"] == "reentry":
            continue
        vehicle, actor = _names_of(event["id"])
        by_vehicle, by_actor = _mentions(context, vehicle), _mentions(context, actor)
        if not (by_vehicle or (by_actor and not event["vehicle"])) and not (
            by_actor and event["actor"] == "North Korea"
        ):
            continue
        if claim["kind"] == "test" and event["kind"] != "test":
            continue
        if another(claim, event):
            continue  # the sentence may name a second vehicle beside the one that this claim is about
        fitting.append(event)
    return fitting, when is not None


def _names_any(claim: Claim) -> bool:
    """Whether a claim itself says what flew or who launched it."""
    if any(a["role"] in ("vehicle", "payload", "launcher") for a in claim["actors"]):
        return True
    return any(_mentions(claim["words"], frozenset().union(*_names_of(e["id"]))) for e in events())


def _at_its_place(claim: Claim, found: list[Event]) -> list[Event]:
    """Of several events those at a place that the claim names; all where that leaves none."""
    return [e for e in found if set(e["places"]) & set(claim["places"])] or found


def _day_of_aside(claim: Claim, context: str) -> bool:
    """Whether a claim has its day from what it came after: "since its failure on 7 March it has not flown"."""
    phrase = claim["when"]["text"]
    aside = rf"(?i)\b(?:since|after|before|sejak|setelah|sesudah|sebelum)\b[^,.;]*{re.escape(phrase)}"
    return bool(phrase) and phrase not in claim["words"] and re.search(aside, context) is not None


def check_record(
    claim: Claim, context: str, named: bool, subject: str = "", language: str = "en"
) -> dict[str, Any] | None:
    """What the record says of a claim: confirms, adds, contradicts, or no match; None where nothing can be looked up.

    ``named``: the claim itself names the vehicle; only then can the record contradict it.  ``subject``: the vehicle that the
    text has named last; where neither names any, no name was looked up, and nothing is said of the record.
    """
    if (
        claim["kind"] not in CHECKED
        or claim["kind"] == "plan"
        or claim["modality"] not in ("asserted", "denied", "possible")
    ):
        return None
    w = claim["when"]
    if not w["from"]:
        return None
    when = (date.fromisoformat(w["from"]), date.fromisoformat(w["to"]))
    if (when[1] - when[0]).days > 92:
        return None
    found = _at_its_place(claim, match(claim, context, when, language)[0])
    if not found:
        if not (named or subject or _names_any(claim)):
            return None
        return {"check": "record", "verdict": "no_match", "event": "", "note": {"code": "record_none"}}
    if len(found) > 1:
        return {
            "check": "record",
            "verdict": "ambiguous",
            "event": "",
            "note": {
                "code": "record_several",
                "events": ", ".join(e["id"] for e in found),
                "listed": [{"vehicle": e["vehicle"] or e["actor"], "day": e["local"]} for e in found],
            },
        }
    event = found[0]
    verdict, code = _verdict(claim, event)
    if verdict != "contradicts":
        verdict, code = _differs(claim, event) or (verdict, code)
    vague = (when[1] - when[0]).days > SURE_DAYS and not _mentions(
        context, frozenset(p.lower() for p in event["payloads"])
    )
    unsure = vague or several_days(claim["words"], language) or _day_of_aside(claim, context)
    if verdict == "contradicts" and (not named or unsure):
        return None  # that the claim means this flight is too uncertain to speak of a contradiction
    return {
        "check": "record",
        "verdict": verdict,
        "event": event["id"],
        "note": {
            "code": code,
            **_compared(claim, context, event),
            "day": event["local"],
            "vehicle": event["vehicle"] or event["actor"],
            "outcome": event["outcome"],
            "phase": event["phase"],
            "phase_id": event.get("phase_id", ""),
            "more": event["note"],
            "more_id": event.get("note_id", ""),
            "source": event["source"],
            "confidence": event["confidence"],
        },
    }


def _differs(claim: Claim, event: Event) -> tuple[str, str] | None:
    """Whether the launch site or the time of day that a claim gives is another one than the record's."""
    if claim["modality"] != "asserted":
        return None
    if site_differs(claim, event):
        return "contradicts", "record_site"
    off = minutes_off(claim, event)
    return ("contradicts", "record_hour") if off is not None and off > 0 else None


def _compared(claim: Claim, context: str, event: Event) -> dict[str, Any]:
    """What agrees, in words, and what the text and the record have for the site and the time of day."""
    items = agreeing(claim, event, _by(claim, context, event))
    said, known = sites(claim, event)
    return {
        "items": items, "agrees": {lang: in_words(items, lang) for lang in ("en", "id")},
        "site_said": ", ".join(sorted(said)), "site": ", ".join(sorted(known)),
        "hour_said": hour_said(claim), "hour": f"{event['utc'][11:16]} UTC" if event["utc"] else "",
    }  # fmt: skip


def _verdict(claim: Claim, event: Event) -> tuple[str, str]:
    """Whether kind, outcome and stage of a claim agree with the record."""
    if claim["modality"] == "possible":
        return "adds", "record_adds"  # what a text leaves open can neither agree nor differ
    denied = claim["modality"] == "denied"
    if event["outcome"] == "success" and claim["kind"] == ("orbit" if denied else "failure"):
        return "contradicts", "record_success"
    if claim["kind"] == "orbit" and event["outcome"] == "failure" and not denied:
        return "contradicts", "record_failure"
    if claim["kind"] == "failure" and event["outcome"] == "failure":
        if denied:
            return "contradicts", "record_failure"
        told, known = stage(claim["words"]), stage_on_record(event)
        if told and known and told != known:
            return "contradicts", "record_stage"
        return "confirms", "record_confirms"
    if claim["kind"] == "launch" and denied:
        return "contradicts", "record_flew"
    if claim["kind"] in ("launch", "test") or (
        claim["kind"] == "orbit" and event["outcome"] == ("failure" if denied else "success")
    ):
        return "confirms", "record_confirms"
    return "adds", "record_adds"


_DAY = re.compile(
    r"(?i)\b(?P<w>monday|tuesday|wednesday|thursday|friday|saturday|sunday|senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b,?\s*(?:\(|pada |tanggal )?\s*(?P<d>[^.;()]{3,24}?(?:19|20)\d\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d)"
)


def check_weekday(sentence: str, language: str) -> dict[str, Any] | None:
    """Weekday against date, where a sentence gives both with the year."""
    from luncur.claims.when.dates import Clock
    from luncur.claims.words.lexicon import words

    for m in _DAY.finditer(sentence):
        found = Clock(language, None).find(m.group("d"))
        names = words(language, "weekdays")
        if found and found.days and found.days[0] == found.days[1] and m.group("w").lower() in names:
            day = found.days[0]
            said = names.index(m.group("w").lower())
            agrees = said == day.weekday()
            return {
                "check": "calendar",
                "verdict": "agrees" if agrees else "contradicts",
                "note": {
                    "code": "weekday_right" if agrees else "weekday_wrong",
                    "day": day.isoformat(),
                    "said": said,
                    "is": day.weekday(),
                },
            }
    return None


def check_day(claim: Claim, language: str) -> dict[str, Any] | None:
    """A date of a claim that the calendar lacks; its days are left open."""
    from luncur.claims.when.dates import no_such_day

    w = claim["when"]
    if w["from"] or not no_such_day(w["text"], language):
        return None
    return {"check": "calendar", "verdict": "contradicts", "note": {"code": "no_such_day", "phrase": w["text"]}}


_PREPARES = re.compile(
    r"(?i)\b(?:preparations?|prepar(?:e|es|ed|ing)|read(?:y|iness)|persiapan|(?:ber|me(?:mper)?)siap\w*|menyiapkan|dipersiapkan|disiapkan|penyiapan|siap|kesiapan)\b"
)
_FLIES = re.compile(
    r"(?i)launch|lift(?:s|ed|ing)?[ -]?off|\bfl(?:y|ies|ew|own|ying|ights?)\b|luncur|terbang|lepas landas|orbit"
)


def check_plan(claim: Claim, context: str) -> dict[str, Any] | None:
    """A planned flight against what the record has in the planned time, or just after it."""
    if claim["kind"] != "plan" or not claim["when"]["from"] or claim["modality"] == "denied":
        return None
    if _PREPARES.search(claim["words"]) or not _FLIES.search(claim["words"]):
        return (
            None  # the time is that of the work before a flight, or of what is built for it: no day of a launch slipped
        )
    first, last = (date.fromisoformat(claim["when"][k]) for k in ("from", "to"))
    if (last - first).days > 370:
        return None
    for event in match(claim, context, (first, last + timedelta(days=30)))[0]:
        if event["kind"] == "launch":
            late = date.fromisoformat(event["local"]) > last
            return {
                "check": "calendar",
                "verdict": "adds",
                "event": event["id"],
                "note": {
                    "code": "plan_later" if late else "plan_flew",
                    "day": event["local"],
                    "outcome": event["outcome"],
                    "vehicle": event["vehicle"],
                    "source": event["source"],
                },
            }
    return None


def _says_maiden(words: str) -> bool:
    """A vehicle's first flight, not the first of a month, a pad or a customer."""
    return (
        re.search(
            r"\b(?:(?i:maiden (?:flight|launch|voyage)|inaugural (?:flight|launch)|(?:penerbangan|peluncuran|terbang) perdana)"
            r"|[Ff]irst (?:ever )?(?:flight|launch) of (?:the |its |a )?(?:new )?[A-Z])",
            words,
        )
        is not None
    )


def check_first(claim: Claim, context: str) -> dict[str, Any] | None:
    """ "First" flight against earlier ones on record of the same vehicle."""
    if (
        claim["kind"] not in ("launch", "failure", "orbit")
        or not claim["when"]["from"]
        or claim["modality"] != "asserted"
    ):
        return None
    if not _says_maiden(claim["words"]):
        return None
    day = date.fromisoformat(claim["when"]["from"])
    earlier = [
        e
        for e in match(claim, context, None)[0]
        if e["kind"] == "launch"
        and e["vehicle"]
        and _mentions(claim["words"], _names_of(e["id"])[0])
        and date.fromisoformat(e["local"]) < day - timedelta(days=1)
    ]
    if not earlier:
        return None
    return {
        "check": "calendar",
        "verdict": "contradicts",
        "event": earlier[0]["id"],
        "note": {
            "code": "not_first",
            "day": earlier[0]["local"],
            "vehicle": earlier[0]["vehicle"],
            "source": earlier[0]["source"],
        },
    }
