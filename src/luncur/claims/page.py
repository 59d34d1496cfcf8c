"""The page of claims: one self-contained file, in English or Indonesian; texts never become markup."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from luncur.claims.lexicon import table
from luncur.claims.speakers import UNKNOWN

Claim = dict[str, Any]


@cache
def texts(lang: str) -> dict[str, Any]:
    """Texts of the page in one language."""
    found: dict[str, Any] = table("page")[lang]
    return found


def page(record: dict[str, Any], lang: str) -> str:
    """The page of a record of claims.json."""
    t = texts(lang)
    style = (files("luncur") / "data/text/report.css").read_text(encoding="utf-8")
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(t['title'])} · luncur</title><style>{style}\nblockquote{{margin:.2rem 0;padding:0}}main{{max-width:70rem}}td.day{{white-space:nowrap}}</style></head>",
        f'<body><main><p class="sub">luncur</p><h1>{escape(t["title"])}</h1><p class="banner">{escape(t["scope"])}</p>',
    ]
    for section in (_texts, _timeline, _speakers, _actors, _contradictions, _checks, _drafts, _open, _left):
        parts.extend(section(record, t))
    return "\n".join([*parts, "</main></body></html>"])


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    """A table; cells are escaped here, and only here."""
    out = ['<div class="scroll"><table><thead><tr>', *(f"<th>{escape(h)}</th>" for h in heads), "</tr></thead><tbody>"]
    out.extend("<tr>" + "".join(f'<td dir="auto">{escape(c)}</td>' for c in row) + "</tr>" for row in rows)
    return [*out, "</tbody></table></div>"]


def _head(title: str) -> str:
    return f"<h2>{escape(title)}</h2>"


def _words(claim: Claim) -> str:
    return "".join(c if c.isprintable() else " " for c in " ".join(claim["words"].split()))


def _mark(claim: Claim) -> str:
    return f"{claim['text']}#{claim['id']}"


def _who(claim: Claim, t: dict[str, Any]) -> str:
    return str(t["unknown_speaker"]) if claim["speaker"] == UNKNOWN else str(claim["speaker"])


def _when(claim: Claim, t: dict[str, Any]) -> str:
    w = claim["when"]
    if not w["from"]:
        return w["text"] or str(t["undated"])
    return w["from"] if w["from"] == w["to"] else f"{w['from']} – {w['to']}"


def _texts(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    rows = [
        [
            x["text"],
            x["outlet"] or t["none_given"],
            x["dateline"] or t["none_given"],
            t["languages"][x["language"]],
            str(x["claims"]),
        ]
        for x in record["texts"]
    ]
    return [
        _head(t["texts"]),
        *_table([t["text"], t["outlet"], t["dateline"], t["language"], t["count"]], rows),
        f'<p class="note">{escape(t["headlines"])}</p>',
    ]


def _timeline(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    dated = sorted(
        (c for c in record["claims"] if c["when"]["from"]),
        key=lambda c: (c["when"]["from"], c["when"]["to"], c["text"], c["start"]),
    )
    rows = [
        [_when(c, t), t["kinds"][c["kind"]], _words(c), t["modalities"][c["modality"]], _who(c, t), _mark(c)]
        for c in dated
    ]
    return (
        [_head(t["timeline"]), *_table([t["day"], t["kind"], t["claim"], t["modality"], t["says"], t["text"]], rows)]
        if rows
        else []
    )


def _speakers(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    by_speaker: dict[str, list[Claim]] = defaultdict(list)
    for c in record["claims"]:
        by_speaker[c["speaker"]].append(c)
    rows = []
    for name in sorted(by_speaker, key=lambda n: (n == UNKNOWN, n.casefold())):
        for i, c in enumerate(by_speaker[name]):
            same = t["repeated"].format(others=", ".join(c["same_as"]), texts=c.get("carried_by", 1)) if c["same_as"] else ""
            said = f"{_words(c)} ({same})" if same else _words(c)
            rows.append(
                [
                    _who(c, t) if i == 0 else "",
                    said,
                    t["kinds"][c["kind"]],
                    t["modalities"][c["modality"]],
                    " ← ".join(c["carriers"]),
                    str(c.get("origins", "")),
                    _mark(c),
                ]
            )
    heads = [t["says"], t["claim"], t["kind"], t["modality"], t["through"], t["origins"], t["text"]]
    return [_head(t["speakers"]), *_table(heads, rows)] if rows else []


def _actors(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    roles: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for c in record["claims"]:
        for a in c["actors"]:
            roles[a["name"]][a["role"]] += 1
    rows = [
        [name, ", ".join(f"{t['roles'][r]} ({n})" for r, n in sorted(found.items()))]
        for name, found in sorted(roles.items(), key=lambda x: x[0].casefold())
    ]
    return [_head(t["actors"]), *_table([t["actor"], t["roles_given"]], rows)] if rows else []


def _contradictions(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    by_mark = {_mark(c): c for c in record["claims"]}
    rows = [
        [
            t[x["code"]],
            *(f"{_words(by_mark[x[side]])} ({_who(by_mark[x[side]], t)}; {x[side]})" for side in ("first", "second")),
        ]
        for x in record["contradictions"]
    ]
    body = _table(["", "A", "B"], rows) if rows else [f"<p>{escape(t['no_contradictions'])}</p>"]
    return [_head(t["contradictions"]), *body]


def check_text(check: dict[str, Any], lang: str) -> str:
    """What a check found, as a sentence."""
    t = texts(lang)
    note = check["note"]
    if "text" in note:
        return str(note["text"][lang])
    values = {k: str(v) for k, v in note.items() if k != "code"}
    if "outcome" in values:
        values["outcome"] = t["outcomes"][values["outcome"]]
    return " ".join(str(t[note["code"]]).format(**values).split())


def _checks(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    lang = "id" if t is texts("id") else "en"
    rows = [
        [_words(c), t["checks_of"][k["check"]], t["verdicts"][k["verdict"]], check_text(k, lang), _mark(c)]
        for c in record["claims"]
        for k in c["checks"]
    ]
    if not rows:
        return [_head(t["checks"]), f"<p>{escape(t['no_checks'])}</p>"]
    return [
        _head(t["checks"]),
        *_table([t["claim"], "", "", t["checks"], t["text"]], rows),
        f'<p class="note">{escape(t["checks_note"])}</p>',
    ]


def _drafts(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    lang = "id" if t is texts("id") else "en"
    rows = [[e["title"][lang], e["draft"], e["record"] or t["none_given"], str(e["facts"])] for e in record["events"]]
    if not rows:
        return [_head(t["drafts"]), f"<p>{escape(t['no_drafts'])}</p>"]
    heads = [t["draft_what"], t["draft_file"], t["draft_record"], t["draft_facts"]]
    return [_head(t["drafts"]), f'<p class="note">{escape(t["drafts_note"])}</p>', *_table(heads, rows)]


def _open(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    claims = record["claims"]
    counts = {
        "open_speakers": sum(c["speaker"] == UNKNOWN for c in claims),
        "open_dates": sum(bool(c["when"]["text"]) and not c["when"]["from"] for c in claims),
        "open_times": sum(not c["when"]["text"] for c in claims),
    }
    return [_head(t["open"]), *(f"<p>{escape(t[key].format(count=n))}</p>" for key, n in counts.items() if n)]


def _left(record: dict[str, Any], t: dict[str, Any]) -> list[str]:
    found = record["not_understood"]
    if not found:
        return [_head(t["not_understood"]), f"<p>{escape(t['all_understood'])}</p>"]
    rows = [[x["text"], f"{x['start']} – {x['end']}"] for x in found]
    return [
        _head(t["not_understood"]),
        f'<p class="note">{escape(t["not_understood_note"])}</p>',
        *_table([t["text"], ""], rows),
    ]
