"""Claims as facts of an event file: each with who says it, where it stands in which text, and the confidence "reported"."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from luncur.claims.checks.figures import Figure, figures_of, zone_said
from luncur.claims.checks.told import Told, mark
from luncur.claims.repeats.same import stage
from luncur.claims.who.speakers import UNKNOWN
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import wording
from luncur.errors import InputError

Claim = dict[str, Any]
Row = dict[str, Any]
MOST_PLACED = 24  # positions of one reading that are computed: each takes about a second
MOST_CLAIMS = 250  # claims of one event that become facts: an event file has at most 1 MB
_LONGEST = 580  # letters of one line of an event file
_STAGES = {
    "1": ("the first stage", "tingkat pertama"), "2": ("the second stage", "tingkat kedua"),
    "3": ("the third stage", "tingkat ketiga"), "4": ("the fourth stage", "tingkat keempat"),
}  # fmt: skip
_BODIES = (
    (r"fairings?|selubung", "the fairing", "selubung muatan"), (r"boosters?|pendorong", "boosters", "pendorong"),
    (r"capsule|kapsul", "the capsule", "kapsul"), (r"tank|tangki", "a tank", "tangki"),
    (r"debris|pieces?|wreck\w*|fragments?|puing|pecahan|serpihan|bangkai", "debris", "puing"),
    (r"missiles?|rudal|misil", "a missile", "rudal"), (r"satellites?|satelit", "a satellite", "satelit"),
    (r"rocket|roket", "the rocket", "roket"),
)  # fmt: skip
_ASHORE = re.compile(
    r"(?i)\b(?:land(?:ed)? (?:on|in) (?:a )?(?:field|farm|village|garden|desert)|farm\w*|field|village|house|roof|ladang|sawah|kebun|desa|rumah|atap|daratan|gurun)\b"
)
_AREA = re.compile(
    r"(?i)^\W*(?:the |an? )?(?:(?:closed|danger|announced|drop) )?(?:areas?|zones?|wilayah|kawasan|zona|daerah)\b"
)
_PLACED = ("at", "relative")

_WHERE_IN = {"en": ("no date line", "characters", "to"), "id": ("tanpa tanggal", "karakter", "sampai")}


def identity(claim: Claim) -> str:
    """A claim's mark as the id of a fact: letters, digits, points and hyphens, 40 at most."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", claim["text"]).strip("-._")[:28] or "text"
    return f"{stem}-{claim['id']}"[:40]


def clean(text: str) -> str:
    """Words on one line of printable letters."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))[:_LONGEST].strip()


def carried(claim: Claim, texts: dict[str, dict[str, Any]]) -> Row:
    """What every fact of a claim carries."""
    from_text = texts[claim["text"]]
    outlet = clean(from_text["outlet"] or from_text["text"]) or "text"
    speaker = clean(claim["speaker"])
    by = {
        "en": clean(f"an undetermined speaker in {outlet}"),
        "id": clean(f"pembicara yang tidak ditentukan di {outlet}"),
    }
    # a source is told as its text would tell it
    undated, letters, to = _WHERE_IN[from_text["language"]]
    row: Row = {
        "by": by if claim["speaker"] == UNKNOWN or not speaker else speaker,
        "source": clean(
            f"{outlet}, {from_text['dateline'] or undated}, {from_text['text']}, {letters} {claim['start']} {to} {claim['end']}"
        ),
        "confidence": "reported",
    }
    if from_text["dateline"]:
        row["date"] = date.fromisoformat(from_text["dateline"])
    return row


def rows_of(event: Told, texts: dict[str, dict[str, Any]], sited: bool) -> tuple[list[Row], list[Row]]:
    """Reports and outcomes of an event; ``sited``: whether the launch site is known, so that ranges from it can be given."""
    reports: list[Row] = []
    outcomes: list[Row] = []
    claims = event.claims[:MOST_CLAIMS]
    for claim in claims:
        report = report_of(claim, texts, sited)
        if report is not None and len(reports) < MOST_PLACED:
            reports.append(_noted(report, event, claim))
        outcomes.append(
            _noted(
                {"id": f"{identity(claim)}w"[:40], "what": clean(claim["words"]) or "-", **carried(claim, texts)},
                event,
                claim,
            )
        )
    outcomes += [o for c in claims if (o := _verdict(c, claims, reports, texts)) is not None]
    return reports, outcomes


def _noted(row: Row, event: Told, claim: Claim) -> Row:
    """What a reader of the draft must know of a fact: its modality, who carried it, and a day that was not given."""
    note = {}
    for lang in ("en", "id"):
        t = wording(lang)
        parts = [t["modalities"][claim["modality"]]] if claim["modality"] != "asserted" else []
        parts += [t["draft_through"].format(names=", ".join(claim["carriers"]))] if claim["carriers"] else []
        parts += [t["draft_no_day"]] if mark(claim) in event.without_day else []
        note[lang] = clean("; ".join(parts))
    return {**row, "note": note} if note["en"] else row


def report_of(claim: Claim, texts: dict[str, dict[str, Any]], sited: bool) -> Row | None:
    """A claim's figures as a report; None where it has none that an event file can hold."""
    if claim["modality"] not in ("asserted", "possible", "planned") or claim["kind"] in (
        "sanction", "agreement", "visit", "meeting", "plan",
    ):  # fmt: skip
        return None
    if claim["kind"] == "zone_verdict" and _AREA.match(claim["words"]):
        return None  # an announced area: it has an edge, not a position
    fields: Row = {}
    for figure in figures_of(claim["words"], texts[claim["text"]]["language"]):
        _add(fields, figure, sited)
    if not fields:
        return None
    return {
        "id": identity(claim),
        "what": _what(claim, fields),
        "body": _body(claim),
        **fields,
        **carried(claim, texts),
    }


def _add(fields: Row, figure: Figure, sited: bool) -> None:
    """One figure into the fields of a report; the first of a sort stays, and what has no known place is left out."""
    number, _, unit = figure.value.partition(" ")
    roughly = (
        f"{float(number) * 0.1:.6g} {unit}" if figure.about and figure.role != "position" and float(number) else ""
    )
    if figure.role == "position" and "at" not in fields and "relative" not in fields and _position(figure.value):
        fields["at"] = figure.value
    elif (
        figure.role == "relative"
        and not set(_PLACED) & set(fields)
        and _relative(f"{figure.value} {figure.direction} of {figure.place}")
    ):
        fields["relative"] = f"{figure.value} {figure.direction} of {figure.place}"
        if roughly:
            fields["uncertainty"] = roughly
    elif figure.role in ("range", "bearing") and "range" not in fields:
        if figure.place and not _origin(figure.place):
            return
        if not figure.place and not sited:
            return
        if not 0 < float(number) * _size(unit) <= 2.1e7:
            return
        fields["range"] = figure.value
        if figure.place:
            fields["range_from"] = figure.place
        if roughly:
            fields["range_uncertainty"] = roughly
        if figure.role == "bearing" and (turn := _direction(figure.direction)) is not None:
            fields["bearing"], fields["bearing_uncertainty"] = (f"{v:.6g} deg" for v in turn)
    elif figure.role in ("height", "flight_time") and figure.role not in fields:
        limit = 1e9 if figure.role == "height" else 1e7
        if 0 < float(number) * _size(unit) <= limit:
            fields[figure.role] = figure.value


def _size(unit: str) -> float:
    from luncur.mission.units import UNITS

    return {**UNITS["length"], **UNITS["time"]}[unit]


@cache
def _relative(text: str) -> bool:
    from luncur.event.places import parse_relative

    try:
        parse_relative(text, "", "")
    except InputError:
        return False
    return True


@cache
def _origin(place: str) -> bool:
    from luncur.event.places import find_origin

    try:
        find_origin(place, "", "")
    except InputError:
        return False
    return True


def _position(value: str) -> bool:
    from luncur.event.positions import parse_position

    try:
        parse_position(value)
    except ValueError:
        return False
    return True


def _direction(words_said: str) -> tuple[float, float] | None:
    """Azimuth and half of its sector [deg] of a word for a direction."""
    import math

    from luncur.event.places import parse_relative

    try:
        r = parse_relative(f"1 km {words_said} of Jeju", "", "")
    except InputError:
        return None
    return math.degrees(r.azimuth), math.degrees(r.sector)


def _what(claim: Claim, fields: Row) -> str:
    if claim["kind"] in ("splashdown", "zone_verdict", "statement") and (set(_PLACED) | {"range"}) & set(fields):
        return "impact" if _ASHORE.search(claim["words"]) else "splashdown"
    return {"damage": "impact", "orbit": "in orbit", "splashdown": "splashdown"}.get(claim["kind"], "passage")


def _body(claim: Claim) -> dict[str, str]:
    """What a claim is about.  Stages are compared across texts; other bodies are not, as there may be several of them."""
    planned = claim["modality"] == "planned"
    number = stage(claim["words"])
    if number in _STAGES:
        english, indonesian = _STAGES[number]
    else:
        low = claim["words"]
        english, indonesian = next(
            ((e, i) for found, e, i in _BODIES if re.search(rf"(?i)\b(?:{found})\b", low)), ("an object", "suatu benda")
        )
        english, indonesian = (f"{name} ({mark(claim)})".strip() for name in (english, indonesian))
    if planned:
        return {"en": clean(f"{english}, as planned"), "id": clean(f"{indonesian}, menurut rencana")}
    return {"en": clean(english), "id": clean(indonesian)}


def _verdict(claim: Claim, claims: list[Claim], reports: list[Row], texts: dict[str, dict[str, Any]]) -> Row | None:
    """ "Outside Japan's economic zone" as a verdict on a report: the claim's own, the one just before it in the text, else the
    only one of the text; None where there is none or the text leaves it open."""
    said = zone_said(claim["words"]) if claim["modality"] in ("asserted", "denied", "possible") else None
    if said is None:
        return None
    state, inside = said
    if claim["modality"] == "denied" and inside:
        inside = False  # "did not fall inside the zone" is marked as denied or as asserted; the clause says the same
    report = _meant(claim, claims, reports)
    if report is None or not set(report) & {*_PLACED, "bearing"}:
        return None
    return {
        "id": f"{identity(claim)}z"[:40], "report": report["id"], "zone_of": state, "inside": inside, **carried(claim, texts),
    }  # fmt: skip


def _meant(claim: Claim, claims: list[Claim], reports: list[Row]) -> Row | None:
    """The report that a verdict on a zone is about."""
    by_id = {r["id"]: r for r in reports}
    if identity(claim) in by_id:
        return by_id[identity(claim)]
    mine = sorted((c for c in claims if c["text"] == claim["text"]), key=lambda c: c["start"])
    before = [c for c in mine if c["end"] <= claim["start"]]
    if before and identity(before[-1]) in by_id:
        return by_id[identity(before[-1])]
    fallen = [
        by_id[identity(c)] for c in mine
        if identity(c) in by_id and by_id[identity(c)]["what"] in ("splashdown", "impact") and c["modality"] != "planned"
    ]  # fmt: skip
    return fallen[0] if len(fallen) == 1 else None
