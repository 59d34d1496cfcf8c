"""What ending flights does to the risk, as the page of a trial shows it."""

from __future__ import annotations

from typing import Any

from luncur.export.numbers import plain, small
from luncur.sentences import said_again, word
from luncur.trial.out.page_words import named, texts

Record = dict[str, Any]


def consequence(summary: Record, lang: str) -> Record | None:
    """Casualty expectations with the system perfect, as designed, absent and in error, and their differences.

    None for a trial without this part.
    """
    found, t = summary.get("consequence"), texts(lang)
    if not found:
        return None
    models = found["people_models"]
    rows = []
    for world, of in found["worlds"].items():
        ended = t["count"].format(count=plain(of["ended"], 0, lang), of=plain(of["launches"], 0, lang))
        rows.append({"label": named("world", world, lang), "ended": ended, "cells": _cells(of, models, lang)})
    for row in found["differences"]:
        label = t["consequence_difference"].format(
            of=named("world", row["of"], lang), less=named("world", row["less"], lang)
        )
        rows.append({"label": label, "ended": "–", "cells": _cells(row, models, lang)})
    pairs = zip(found["assumed"], found.get("assumed_coded") or [None] * len(found["assumed"]), strict=True)
    return {
        "models": [word(name, lang) for name in models],
        "rows": rows,
        "assumed": [_sentence(said_again(text, record, lang)) for text, record in pairs],
        "not_computed": plain(found["not_computed"], 0, lang) if found["not_computed"] else None,
    }


def _cells(of: Record, models: list[str], lang: str) -> list[tuple[str, str]]:
    """Mean and interval under each people model."""
    out = []
    for name in models:
        value = of["casualty_expectation"][name]
        mean = small(value["mean"], lang).replace("-", "−")
        if value["low_95"] is None:
            out.append((mean, texts(lang)["unresolved"]))
            continue
        low, high = (small(value[k], lang).replace("-", "−") for k in ("low_95", "high_95"))
        out.append((mean, texts(lang)["range_text"].format(low=low, high=high)))
    return out


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
