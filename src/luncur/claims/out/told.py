"""What the page of claims says of a reading, as plain records for a page that lays it out itself."""

from __future__ import annotations

from typing import Any

from luncur.claims.out.page import check_text
from luncur.claims.out.page_sections import counts_of
from luncur.claims.out.page_words import confidence, day_span, mark, said_by
from luncur.claims.words.lexicon import wording


def told(record: dict[str, Any], lang: str) -> dict[str, Any]:
    """The sentences of a claims.json in a language: how much was found, what each check says, what contradicts what.

    Of claims, by their marks: who says it, how sure the reader is, and when it happened.
    Raises KeyError, TypeError or ValueError for a record that luncur did not write.
    """
    t = wording(lang)
    claims = record["claims"]
    return {
        "headline": t["answer_headline"].format(**counts_of(record)),
        "scope": t["scope"], "trust": t["trust"], "note": t["checks_note"],
        "checks": [
            {
                "verdict": check["verdict"], "title": f"{t['verdicts'][check['verdict']]} · {t['checks_of'][check['check']]}",
                "text": check_text(check, lang), "claims": [mark(claim)],
            }
            for claim in claims for check in claim["checks"]
        ],
        "contradictions": [
            {"text": t[found["code"]], "first": found["first"], "second": found["second"]} for found in record["contradictions"]
        ],
        "kinds": dict(t["kinds"]), "modalities": dict(t["modalities"]),
        "by": {mark(c): said_by(c, t) for c in claims},
        "confidence": {mark(c): confidence(c, t) for c in claims},
        "when": {mark(c): day_span(c, lang) for c in claims},
    }  # fmt: skip
