"""What a report says of a study, as plain sentences for readers other than the report page."""

from __future__ import annotations

from typing import Any

from luncur.export.answer import details, headline
from luncur.export.names import name_of
from luncur.export.page import assumed_of, banners_of, not_computed_of
from luncur.export.texts import texts
from luncur.sentences import said_again, word

SPLITS = {
    "by_phase": "phase", "by_failure_mode": "failure_mode", "by_hazard": "hazard", "by_fragment_class": "fragment_class",
    "by_place": "place",
}  # fmt: skip


def told(summary: dict[str, Any], lang: str) -> dict[str, Any]:
    """The answer, what it rests on and what names mean, in one language.

    summary: a summary.json.  names: every name in it, as it stands there, to the name in the language; criteria in the order
    of the summary.
    """
    return {
        "title": word(str(summary["title"] or ""), lang),
        "banners": banners_of(summary, lang),
        "scope": texts(lang)["scope"],
        "headline": headline(summary, lang),
        "details": details(summary, lang),
        "assumed": assumed_of(summary, lang),
        "not_computed": not_computed_of(summary, lang),
        "names": {name: name_of(name, summary, lang) for name in sorted(_names(summary))},
        "criteria": [
            {
                "name": word(c["name"], lang), "source": word(c["source"], lang),
                "reason": said_again(c["reason"], c.get("reason_coded"), lang),
            }
            for c in summary["criteria"]
        ],
    }  # fmt: skip


def _names(summary: dict[str, Any]) -> set[str]:
    risk = summary["risk"] or {}
    rows = {str(row[key]) for split, key in SPLITS.items() for row in risk.get(split) or []}
    models = {str(row["people_model"]) for rows in (risk.get("bracket") or {}).values() for row in rows or []}
    events = {str(event["name"]) for event in summary["events"]}
    return rows | models | events | {str(drop["body"]) for drop in summary["drops"]} | {"planned"}
