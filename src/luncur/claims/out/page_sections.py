"""Sections of the page of claims, in the order in which a reader asks: what differs, when, who said what, what is open."""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape
from typing import Any

from luncur.claims.out.page import check_text
from luncur.claims.out.page_speakers import joined, speakers
from luncur.claims.out.page_words import LOW, confidence, day_span, head, mark, said_by, words_of
from luncur.claims.who.speakers import UNKNOWN
from luncur.claims.words.lexicon import day_in_words, wording

Claim = dict[str, Any]
Record = dict[str, Any]
SHORT = 26  # letters
_ORDER = ("contradicts", "undecided", "confirms", "agrees", "adds", "ambiguous", "no_match")


def _links(record: Record) -> dict[str, str]:
    """A link to where a claim stands under its speaker, by its mark."""
    return {
        mark(c): f'<a href="#claim-{i}">{escape(mark(c))}</a>' for i, c in enumerate(record["claims"])
    }  # fmt: skip


def _table(
    heads: list[str], rows: list[list[str]], markup: tuple[int, ...] = (), short: tuple[int, ...] = ()
) -> list[str]:
    """A table that becomes a list of cards on a phone; cells are escaped here, but those of columns that hold markup.

    short: columns with words of luncur's own, or names, which stay on one line where they are no longer than a word.
    """

    def own(column: int, row: list[str]) -> bool:
        plain = re.sub(r"<[^>]*>", "", row[column]) if column in markup else row[column]
        return column in short and len(plain) <= SHORT

    out = ['<table class="cards"><thead><tr>', *(f"<th>{escape(h)}</th>" for h in heads), "</tr></thead><tbody>"]
    for row in rows:
        cells = []
        for i, cell in enumerate(row):
            kind = " ".join(k for k, yes in (("card-title", not i), ("own", own(i, row))) if yes)
            label = f' data-label="{escape(heads[i])}"' if i else ""
            cells.append(f'<td dir="auto" class="{kind}"{label}>{cell if i in markup else escape(cell)}</td>')
        out.append("<tr>" + "".join(cells) + "</tr>")
    return [*out, "</tbody></table>"]


def counts_of(record: Record) -> dict[str, int]:
    """How much was found, for the sentences that sum a reading up."""
    claims = record["claims"]
    checks = [k for c in claims for k in c["checks"]]
    return {
        "claims": len(claims), "texts": len(record["texts"]), "speakers": len({c["speaker"] for c in claims} - {UNKNOWN}),
        "checks": len(checks), "held": sum(bool(c["checks"]) for c in claims),
        "low": sum(c["confidence"] < LOW for c in claims),
        "against": sum(k["verdict"] == "contradicts" for k in checks), "contradictions": len(record["contradictions"]),
        "events": len(record["events"]), "open": sum(c["speaker"] == UNKNOWN for c in claims),
    }  # fmt: skip


def _answer(record: Record, lang: str) -> list[str]:
    t, counts = wording(lang), counts_of(record)
    return [
        f'<div class="answer"><p class="headline">{escape(t["answer_headline"].format(**counts))}</p>',
        f'<p class="verdict-line">{escape(t["answer_line"].format(**counts))}</p><p>{escape(t["scope"])}</p></div>',
        f'<p class="note">{escape(t["trust"])}</p>',
    ]


def _texts(record: Record, lang: str) -> list[str]:
    t = wording(lang)
    rows = [
        [x["text"], x["outlet"] or t["none_given"], day_in_words(x["dateline"], lang) if x["dateline"] else t["none_given"], t["languages"][x["language"]], str(x["claims"])]
        for x in record["texts"]
    ]  # fmt: skip
    heads = [t["text"], t["outlet"], t["dateline"], t["language"], t["count"]]
    return [head(t["texts"]), *_table(heads, rows), f'<p class="note">{escape(t["headlines"])}</p>']


def _quoted(claim: Claim, links: dict[str, str], t: dict[str, Any]) -> str:
    facts = f"{escape(said_by(claim, t))} · {escape(confidence(claim, t))} · {links[mark(claim)]}"
    return f"<bdi>“{escape(words_of(claim))}”</bdi><small>{facts}</small>"


def _contradictions(record: Record, lang: str) -> list[str]:
    t, links = wording(lang), _links(record)
    by_mark = {mark(c): c for c in record["claims"]}
    out = [head(t["contradictions"])]
    for x in record["contradictions"]:
        pair = "".join(f"<li>{_quoted(by_mark[x[side]], links, t)}</li>" for side in ("first", "second"))
        out.append(
            f'<div class="finding differs"><p class="tag">{escape(t[x["code"]])}</p><ul class="plain said">{pair}</ul></div>'
        )
    if not record["contradictions"]:
        out.append(f"<p>{escape(t['no_contradictions'])}</p>")
    return out


def _checks(record: Record, lang: str) -> list[str]:
    """Findings, those that differ from a text first; claims with the same finding stand together."""
    t, links = wording(lang), _links(record)
    about: dict[tuple[int, str, str], list[Claim]] = {}
    for claim in record["claims"]:
        for check in claim["checks"]:
            key = (_ORDER.index(check["verdict"]), check["check"], check_text(check, lang))
            about.setdefault(key, []).append(claim)
    if not about:
        return [head(t["checks"]), f"<p>{escape(t['no_checks'])}</p>"]
    out = [head(t["checks"])]
    for (order, check_of, text), claims in sorted(about.items(), key=lambda item: item[0][0]):
        verdict = _ORDER[order]
        look = "differs" if verdict == "contradicts" else "other"
        tag = f"{t['verdicts'][verdict]} · {t['checks_of'][check_of]}"
        quoted = "".join(f"<li>{_quoted(c, links, t)}</li>" for c in claims)
        out.append(
            f'<div class="finding {look}"><p><span class="tag">{escape(tag)}:</span> {escape(text)}</p><ul class="plain said">{quoted}</ul></div>'
        )
    return [*out, f'<p class="note">{escape(t["checks_note"])}</p>']


def _timeline(record: Record, lang: str) -> list[str]:
    t, links = wording(lang), _links(record)
    dated = sorted(
        (c for c in record["claims"] if c["when"]["from"]),
        key=lambda c: (c["when"]["from"], c["when"]["to"], c["text"], c["start"]),
    )
    rows = []
    for (_, c), *repeats in joined(list(enumerate(dated))):
        where = "<br>".join(links[mark(x)] for x in (c, *(r for _, r in repeats)))
        rows.append([
            day_span(c, lang), words_of(c), t["kinds"][c["kind"]], t["modalities"][c["modality"]], said_by(c, t),
            f"{where} <small>{escape(confidence(c, t))}</small>",
        ])  # fmt: skip
    heads = [t["day"], t["claim"], t["kind"], t["modality"], t["says"], t["text"]]
    return [head(t["timeline"]), *_table(heads, rows, (5,), (0, 2, 3, 5))] if rows else []


def _actors(record: Record, lang: str) -> list[str]:
    t = wording(lang)
    roles: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for c in record["claims"]:
        for a in c["actors"]:
            roles[a["name"]][a["role"]] += 1
    rows = [
        [name, ", ".join(f"{t['roles'][r]} ({n})" for r, n in sorted(found.items()))]
        for name, found in sorted(roles.items(), key=lambda x: x[0].casefold())
    ]
    return [head(t["actors"]), *_table([t["actor"], t["roles_given"]], rows)] if rows else []


def _drafts(record: Record, lang: str) -> list[str]:
    t = wording(lang)
    rows = [[e["title"][lang], e["draft"], e["record"] or t["none_given"], str(e["facts"])] for e in record["events"]]
    if not rows:
        return [head(t["drafts"]), f"<p>{escape(t['no_drafts'])}</p>"]
    heads = [t["draft_what"], t["draft_file"], t["draft_record"], t["draft_facts"]]
    return [head(t["drafts"]), f'<p class="note">{escape(t["drafts_note"])}</p>', *_table(heads, rows)]


def _open(record: Record, lang: str) -> list[str]:
    t = wording(lang)
    claims = record["claims"]
    counts = {
        "open_speakers": sum(c["speaker"] == UNKNOWN for c in claims),
        "open_dates": sum(bool(c["when"]["text"]) and not c["when"]["from"] for c in claims),
        "open_times": sum(not c["when"]["text"] for c in claims),
        "open_unchecked": sum(not c["checks"] for c in claims),
    }
    items = [f"<li>{escape(t[key].format(count=n))}</li>" for key, n in counts.items() if n]
    body = ['<ul class="plain">', *items, "</ul>"] if items else [f"<p>{escape(t['open_nothing'])}</p>"]
    return [head(t["open"]), *body]


def _left(record: Record, lang: str) -> list[str]:
    t = wording(lang)
    found = record["not_understood"]
    if not found:
        return [head(t["not_understood"]), f"<p>{escape(t['all_understood'])}</p>"]
    rows = [
        f"<li><bdi>{escape(words_of(x))}</bdi><small>{escape(x['text'])}, {x['start']} – {x['end']}</small></li>"
        for x in found
    ]
    note = f'<p class="note">{escape(t["not_understood_note"])}</p>'
    return [head(t["not_understood"]), note, '<ul class="plain said">', *rows, "</ul>"]


SECTIONS = (_answer, _texts, _contradictions, _checks, _timeline, speakers, _actors, _drafts, _open, _left)
