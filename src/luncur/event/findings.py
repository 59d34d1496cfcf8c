"""What comparing the facts of an event showed: a code, its numbers in SI, and the facts that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from luncur.event.model import Event, Fact, Report, When

LEVELS = ("contradicts", "undecided", "agrees", "note")


@dataclass(frozen=True)
class Finding:
    """level: "contradicts", "undecided", "agrees" or "note".

    values: texts in both languages as {"en", "id"}, or numbers whose names end in _m, _s, _rad or _km_s for their unit.
    """

    code: str
    level: str
    facts: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)


def label(fact: Fact) -> dict[str, str]:
    """A fact by name in both languages: what, of which body, by whom."""
    from luncur.event.words import text

    out = {}
    for lang in ("en", "id"):
        parts = []
        what = getattr(fact, "what", None)
        body = getattr(fact, "body", None)
        if isinstance(what, str) and not (what == "recovered piece" and body is not None):
            parts.append(text("what_" + what.replace(" ", "_").replace("-", "_"), lang))
        if body is not None:
            parts.append(body.say(lang))
        name = (
            text("fact_of_body", lang).format(what=parts[0], body=parts[1])
            if len(parts) == 2
            else parts[0]
            if parts
            else fact.id
        )
        out[lang] = text("fact_by", lang).format(fact=name, by=fact.by.say(lang))
    return out


def same_thing(a: Report | When, b: Report | When) -> bool:
    """Whether two facts speak of one thing: same body, same happening."""
    return a.what == b.what and (a.body.en if a.body else "") == (b.body.en if b.body else "")


def lift_offs(event: Event) -> list[When]:
    return [t for t in event.times if t.what == "lift-off"]
