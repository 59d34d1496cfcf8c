"""The page of claims: one self-contained file, in English or Indonesian; texts never become markup."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Any

from luncur.claims.words.lexicon import day_in_words, wording

STYLE = """
main { max-width: 64rem; }
.differs { border-left: 4px solid var(--warn); } .finding { padding: .3rem 0 .3rem .8rem; margin: .6rem 0; }
.other { border-left: 4px solid var(--line); }
.tag { font-weight: 600; } .differs .tag { color: var(--warn); }
.said li { margin: .45rem 0; } .said small, .finding small { display: block; opacity: .8; }
.around { opacity: .75; } mark { background: var(--d1); color: inherit; padding: 0 .15em; }
.low { color: var(--warn); font-weight: 600; } .repeats { margin: .2rem 0 .2rem 1rem; padding-left: .7rem; border-left: 2px solid var(--line); }
h3 { overflow-wrap: anywhere; } td { overflow-wrap: anywhere; } td.own { white-space: nowrap; overflow-wrap: normal; }
@media (max-width: 34rem) { td.own { white-space: normal; overflow-wrap: anywhere; } }
"""


def page(record: dict[str, Any], lang: str, around: Mapping[str, tuple[str, str]] | None = None) -> str:
    """The page of a record of claims.json.

    around: by the mark of a claim (``text#id``), what its sentence holds before and behind its words; without it the page
    shows claims alone.
    """
    from luncur.claims.out.page_sections import SECTIONS

    t = wording(lang)
    style = (files("luncur") / "data/text/report.css").read_text(encoding="utf-8")
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(t['title'])} · luncur</title><style>{style}{STYLE}</style></head>",
        f'<body><main><p class="sub">luncur</p><h1>{escape(t["title"])}</h1>',
    ]
    whole = {**record, "around": around or {}}
    for section in SECTIONS:
        parts.extend(section(whole, lang))
    return "\n".join([*parts, "</main></body></html>"])


def check_text(check: dict[str, Any], lang: str) -> str:
    """What a check found, as a sentence."""
    t = wording(lang)
    note = check["note"]
    if "text" in note:
        return str(note["text"][lang])
    values = {k: str(v[lang] if isinstance(v, dict) else v) for k, v in note.items() if k != "code"}
    for key in ("is", "said"):
        if isinstance(note.get(key), int):
            values[key] = t["weekday_names"][note[key]]
    for key in ("phase", "more"):
        # the record holds both languages; an event without an Indonesian wording is told as the record has it
        values[key] = (note.get(f"{key}_{lang}") or note.get(key, "")) if lang != "en" else note.get(key, "")
    if "listed" in note:
        names = ((t["states"].get(e["vehicle"], e["vehicle"]), day_in_words(e["day"], lang)) for e in note["listed"])
        values["events"] = "; ".join(", ".join(pair) for pair in names)
    if "vehicle" in values:  # where the record holds no vehicle, it tells the state
        values["vehicle"] = t["states"].get(values["vehicle"], values["vehicle"])
    if "day" in values:
        values["day"] = day_in_words(values["day"], lang)
    if values["more"]:
        values["more"] = values["more"][:1].upper() + values["more"][1:] + "."
    if "confidence" in values:
        values["confidence"] = t["confidences"][values["confidence"]]
    if "outcome" in values:
        values["outcome"] = t["outcomes"][values["outcome"]]
    return " ".join(str(t[note["code"]]).format(**values).split())
