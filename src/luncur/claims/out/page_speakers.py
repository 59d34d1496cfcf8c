"""Who said what, on the page of claims: every claim marked in its sentence, statements that were joined once."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import Any

from luncur.claims.out.page_words import LOW, around, confidence, day_span, head, mark, said_by, words_of
from luncur.claims.who.speakers import UNKNOWN
from luncur.claims.words.lexicon import wording

Claim = dict[str, Any]
Record = dict[str, Any]
Numbered = tuple[int, Claim]  # with its place in the record, which links go by


def joined(claims: list[Numbered]) -> list[list[Numbered]]:
    """Claims that are one statement together, each with those that repeat it; in the order of the record."""
    groups: list[list[Numbered]] = []
    at: dict[str, int] = {}
    for number, claim in claims:
        others = (s if "#" in s else f"{claim['text']}#{s}" for s in claim["same_as"])
        group = next((at[other] for other in others if other in at), len(groups))
        if group == len(groups):
            groups.append([])
        groups[group].append((number, claim))
        at[mark(claim)] = group
    return groups


def speakers(record: Record, lang: str) -> list[str]:
    """A list of claims under each speaker, those without a speaker last."""
    t = wording(lang)
    by_speaker: dict[str, list[Numbered]] = defaultdict(list)
    for i, c in enumerate(record["claims"]):
        by_speaker[c["speaker"]].append((i, c))
    out = [head(t["speakers"]), f'<p class="note">{escape(t["speakers_note"])} {escape(t["confidence_note"])}</p>']
    for name in sorted(by_speaker, key=lambda n: (n == UNKNOWN, n.casefold())):
        own = name in {x["outlet"] for x in record["texts"]} - {""}
        shown = said_by(by_speaker[name][0][1], t) + (f" ({t['newspaper']})" if own else "")
        out.append(f'<h3 dir="auto">{escape(shown)}</h3><ul class="plain said">')
        for (number, first), *repeats in joined(by_speaker[name]):
            again = "".join(_said(i, c, record, lang) for i, c in repeats)
            inner = f'<ul class="plain repeats" aria-label="{escape(t["repeats"])}">{again}</ul>' if again else ""
            out.append(_said(number, first, record, lang, inner))
        out.append("</ul>")
    return out if by_speaker else []


def _said(number: int, c: Claim, record: Record, lang: str, repeats: str = "") -> str:
    t = wording(lang)
    facts = [t["kinds"][c["kind"]], t["modalities"][c["modality"]], day_span(c, lang)]
    if c["carriers"]:
        facts.append(f"{t['through'].lower()}: {' → '.join(c['carriers'])}")
    if c["same_as"]:
        facts.append(t["repeated"].format(others=", ".join(c["same_as"]), texts=c.get("carried_by", 1)))
    if c.get("origins", 1) > 1:
        facts.append(t["origins_of"].format(count=c["origins"]))
    facts.append(mark(c))
    before, behind = around(c, record)
    sentence = (
        f'<span class="around">{escape(before)}</span><mark><bdi>{escape(words_of(c))}</bdi></mark>'
        f'<span class="around">{escape(behind)}</span>'
    )
    low = ' class="low"' if c["confidence"] < LOW else ""
    told = f"<small>{escape(' · '.join(facts))} · <span{low}>{escape(confidence(c, t))}</span></small>"
    return f'<li id="claim-{number}"><span dir="auto">{sentence}</span>{told}{repeats}</li>'
