"""The verb: news texts in, claims with their checks out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luncur.claims.checks.record import check_day, check_first, check_plan, check_record, check_weekday
from luncur.claims.checks.told import mark, told
from luncur.claims.confidence import confidence
from luncur.claims.extractor import Extractor, held_against
from luncur.claims.reading import Reading, read_text
from luncur.claims.repeats.origins import origins
from luncur.claims.repeats.same import join
from luncur.claims.text.documents import Document, read_document
from luncur.claims.who.actors import Cast, cause_of, phase_of, rule_of
from luncur.errors import InputError

SCHEMA = "luncur-claims/1"
SHOWN = 300  # letters of a sentence that was not understood
MOST_EVENTS = 40  # drafts of one reading; reports tell of a handful
DRAFT_HEADS = (
    "A draft made by luncur read from what news texts say.  Every fact is as reported, none was checked.",
    "Read it over before use: claims without a day of their own were put with the event told beside them.",
)
Claim = dict[str, Any]


@dataclass(frozen=True)
class Claims:
    """Claims of several texts: what they say and who says it, never whether it is true.

    events: what the texts tell of, each with the name of its draft; drafts: the event files by name;
    around: what the sentence of a claim holds before and behind its words, by ``text#id``.
    """

    texts: list[dict[str, Any]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    not_understood: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    around: dict[str, tuple[str, str]] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """Content of ``claims.json``."""
        return {
            "schema": SCHEMA, "texts": self.texts, "claims": self.claims, "events": self.events,
            "not_understood": self.not_understood,
        }  # fmt: skip


def read(
    texts: Sequence[str | Path | Document], extractor: Extractor | None = None, *, at_least: float = 0.0
) -> Claims:
    """Claims of news texts in English and Indonesian, given as paths or as documents.

    Every claim has its kind, the words with offsets, actors, places, time, speaker, carriers and modality, a confidence of
    the extractor in 0..1, and checks against the calendar and the built-in record.  What has less confidence than
    ``at_least`` is listed with what was not understood.  Raises InputError for a file that is no readable text, or for
    ``at_least`` outside 0..1.  Deterministic; reads nothing but the files given.
    """
    if not 0.0 <= at_least <= 1.0:
        raise InputError("at_least", "", at_least, "a number from 0 to 1")
    documents = [t if isinstance(t, Document) else read_document(Path(t)) for t in texts]
    if not documents:
        raise InputError("texts", "", None, "at least one text")
    documents = _apart(documents)
    out = Claims()
    for document in documents:
        _one(document, extractor, out, at_least)
    languages = {t["text"]: t["language"] for t in out.texts}
    join(out.claims, languages)
    origins(out.claims, {t["text"]: t["outlet"] for t in out.texts})
    _events(out, {d.name: d.text for d in documents})
    return out


def _events(out: Claims, running: dict[str, str]) -> None:
    """Events told, their drafts, and the checks of figures against places."""
    if not out.claims:
        return
    # late: checks of places load what luncur event is made of, which a refused text does not need
    from luncur.claims.checks.drafts import draft, toml
    from luncur.claims.checks.place_checks import check_places

    found = told(out.claims, running)
    by_text = {t["text"]: t for t in out.texts}
    for event in found[:MOST_EVENTS]:
        tree = draft(event, by_text)
        name = f"event-{event.name}.toml"
        out.drafts[name] = toml(tree, DRAFT_HEADS)
        out.events.append({
            "event": event.name, "draft": name, "day": event.day, "kind": event.kind, "title": tree["event"]["title"],
            "record": event.record["id"] if event.record else "", "claims": [mark(c) for c in event.claims],
            "facts": sum(len(tree.get(table, [])) for table in ("report", "outcome")),
        })  # fmt: skip
    check_places(out.claims, out.texts, found)


def _apart(documents: list[Document]) -> list[Document]:
    """Texts of one name get numbers."""
    seen: dict[str, int] = {}
    out = []
    for d in documents:
        seen[d.name] = seen.get(d.name, 0) + 1
        name = d.name if seen[d.name] == 1 else f"{d.name}-{seen[d.name]}"
        out.append(Document(name, d.file, d.text, d.offsets_in))
    return out


def _one(document: Document, extractor: Extractor | None, out: Claims, at_least: float) -> None:
    reading = read_text(document.text, document.name, document.file)
    if extractor is not None:
        reading.claims = held_against(document, reading.language, extractor)
    beside = Counter(_sentence(c) for c in reading.claims)
    for claim in reading.claims:
        sentence = _sentence(claim)
        spoken = claim.get("_spoken", claim["speaker"] != reading.outlet)
        claim.setdefault("confidence", confidence(claim, sentence, spoken, beside[sentence]))
    _set_apart(reading, at_least)
    assert reading.names is not None
    cast = Cast(document.text, reading.names, reading.language)
    for claim in reading.claims:
        spoken = claim.pop("_spoken", claim["speaker"] != reading.outlet)
        sentence = _sentence(claim)
        claim.pop("_sentence", None)
        first, last = claim.pop("_within", (claim["start"], claim["end"]))
        out.around[mark(claim)] = document.text[first : claim["start"]], document.text[claim["end"] : last]
        claim["actors"] = claim["actors"] or cast.actors({**claim, "_spoken": spoken})
        claim["places"] = claim["places"] or cast.places(claim["words"])
        if claim["kind"] == "failure":
            claim.setdefault("phase", phase_of(claim["words"], reading.language))
            claim.setdefault("cause", cause_of(claim["words"], reading.language))
        if claim["kind"] == "sanction":
            claim.setdefault("rule", rule_of(claim["words"]))
        claim["checks"] = _checks(claim, sentence, cast.last_named(document.text, claim["end"]), reading.language)
    out.texts.append({
        "text": document.name, "file": document.file, "language": reading.language, "outlet": reading.outlet,
        "dateline": reading.dateline, "offsets_in": document.offsets_in, "claims": len(reading.claims),
    })  # fmt: skip
    out.claims.extend(reading.claims)
    out.not_understood.extend(
        {**x, "words": document.text[x["start"] : x["end"]][:SHOWN]} for x in reading.not_understood
    )


def _sentence(claim: Claim) -> str:
    """The sentence that a claim stands in; a user's extractor gives only the words."""
    return str(claim.get("_sentence", claim["words"]))


def _set_apart(reading: Reading, at_least: float) -> None:
    """Moves claims of less confidence to what was not understood; links to them go."""
    low = {c["id"] for c in reading.claims if c["confidence"] < at_least}
    reading.not_understood += [
        {"text": c["text"], "start": c["start"], "end": c["end"], "why": "low confidence"}
        for c in reading.claims
        if c["id"] in low
    ]
    reading.not_understood.sort(key=lambda x: (x["start"], x["end"]))
    reading.claims = [c for c in reading.claims if c["id"] not in low]
    for claim in reading.claims:
        claim["same_as"] = [s for s in claim["same_as"] if s not in low]


def _checks(claim: Claim, sentence: str, subject: str, language: str) -> list[dict[str, Any]]:
    named = " ".join(a["name"] for a in claim["actors"] if a["role"] in ("vehicle", "payload"))
    context = f"{sentence} {named}" if named else f"{sentence} {subject}"
    found = (
        check_record(claim, context, bool(named), subject, language),
        check_plan(claim, context),
        check_weekday(sentence, language),
        check_day(claim, language),
        check_first(claim, context),
    )
    return [check for check in found if check]
