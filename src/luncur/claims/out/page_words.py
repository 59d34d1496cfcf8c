"""Words that sections of the page of claims share: a claim's words, its sentence, day, speaker and confidence."""

from __future__ import annotations

from html import escape
from typing import Any

from luncur.claims.who.speakers import UNKNOWN
from luncur.claims.words.lexicon import day_in_words, wording

Claim = dict[str, Any]
Record = dict[str, Any]
LOW = 0.8  # where claims of unseen reports part: 77 of 89 as marked above, 44 of 64 below (design/claims-scores.md)
NEAR = 160  # letters of a sentence that are shown on a side of a claim


def head(title: str) -> str:
    """The heading of a section."""
    return f"<h2>{escape(title)}</h2>"


def mark(claim: Claim) -> str:
    """A claim's name over all texts of a reading."""
    return f"{claim['text']}#{claim['id']}"


def words_of(claim: Claim) -> str:
    """The words of a claim on one line, without signs that do not print."""
    return _line(claim["words"])


def around(claim: Claim, record: Record) -> tuple[str, str]:
    """What its sentence holds before and behind a claim, shortened far from it; empty where the reader keeps no sentence."""
    before, behind = (_line(side) for side in record.get("around", {}).get(mark(claim), ("", "")))
    if len(before) > NEAR:
        before = "… " + before[-NEAR:].partition(" ")[2]
    if len(behind) > NEAR:
        behind = behind[:NEAR].rpartition(" ")[0] + " …"
    return before, behind


def said_by(claim: Claim, t: dict[str, Any]) -> str:
    """The speaker as the page names him."""
    return str(t["unknown_speaker"]) if claim["speaker"] == UNKNOWN else str(claim["speaker"])


def confidence(claim: Claim, t: dict[str, Any]) -> str:
    """How sure the reader is of a claim, in words."""
    key = "confidence_low" if claim["confidence"] < LOW else "confidence_high"
    return str(t[key]).format(share=round(100 * claim["confidence"]))


def day_span(claim: Claim, lang: str) -> str:
    """When it happened: the days where they are known, else the phrase of the text, in its language and quoted."""
    w = claim["when"]
    if not w["from"]:
        return f"“{w['text']}”" if w["text"] else str(wording(lang)["undated"])
    first, last = (day_in_words(w[side], lang) for side in ("from", "to"))
    return first if first == last else f"{first} – {last}"


def _line(text: str) -> str:
    """A text on one line; blanks at its ends stay, as one: they part it from what stands beside it."""
    line = " ".join(text.split())
    if line:
        line = (" " if text[0].isspace() else "") + line + (" " if text[-1].isspace() else "")
    return "".join(c if c.isprintable() else " " for c in line)
