"""trial.html: one self-contained page made from the summary of a trial."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from luncur.errors import InputError
from luncur.export.numbers import plain
from luncur.export.template import style, template
from luncur.files import write_atomic
from luncur.sentences import catalogue, said_again, word
from luncur.trial.out import page_faults, page_times
from luncur.trial.out import page_tables as tables
from luncur.trial.out.answer import details, headline
from luncur.trial.out.page_chart import trade_charts
from luncur.trial.out.page_consequence import consequence
from luncur.trial.out.page_words import named, texts

Record = dict[str, Any]
NAME = "trial.html"
MOST_SHOWN = 20  # indices of flights that were decided wrongly
_ASSUMED = (
    "attitude", "noise", "measured", "units", "limits", "vacuum", "mixture", "mission", "faults", "ranges", "end",
)  # fmt: skip
_PROPOSAL = ("proposal.toml", "proposal.geojson")
# What comes of a summary that is not as it was written.
_MISSHAPEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


def write_page(folder: Path, summary: Record, lang: str = "en") -> Path:
    """Write trial.html of a trial into its folder; returns its path.

    summary: as in ``trial.json``; lang: "en" or "id".  A proposal of limits that lies in the folder is shown with it.
    Raises InputError for a summary that is not as luncur wrote it.
    """
    from jinja2 import TemplateError

    try:
        page = _render(folder, summary, lang)
    except (TemplateError, *_MISSHAPEN) as error:
        raise InputError(str(folder), "", None, "the summary of a trial as luncur wrote it") from error
    target = folder / NAME
    write_atomic(target, page.encode())
    return target


def _render(folder: Path, summary: Record, lang: str) -> str:
    t = texts(lang)
    page = template("trial.html.jinja").render(
        s=summary, t=t, lang=lang, style=style(), banners=_banners(summary, lang), headline=headline(summary, lang),
        details=details(summary, lang), names=tables.set_names(summary, lang), sets=tables.rule_sets(summary, lang),
        errors=tables.errors(summary, lang), faults=page_faults.faults(summary, lang), severities=page_faults.severities(summary, lang),
        severity_flights=_flights(summary, lang), times=page_times.times(summary, lang),
        modes=[(named("set", r["rule_set"], lang), page_times.times_by_mode(r, lang)) for r in summary["results"]],
        charts=trade_charts(summary, lang), trades=page_times.trades(summary, lang), trade_flights=_traded(summary, lang),
        consequence=consequence(summary, lang),
        assumed=[t[f"assumed_{key}"] for key in _ASSUMED if key != "end" or not summary.get("consequence")],
        wrong=_wrong(summary, lang), proposal=_proposal(folder, summary), plain=lambda v: plain(v, 0, lang),
    )  # fmt: skip
    # a number stays on one line with its power of ten and its per cent sign
    return re.sub(r"(?<=\d) (?=%)", "\u00a0", page.replace(" × 10", "\u00a0×\u00a010"))


def _banners(summary: Record, lang: str) -> list[str]:
    """What of the mission and of the rules beside it is hypothetical."""
    t, said = texts(lang), summary.get("hypothetical") or []
    coded = summary.get("hypothetical_coded") or [None] * len(said)
    first = catalogue(lang)["page"]["hypothetical"]
    out = []
    for text, record in zip(said, coded, strict=True):
        # a built-in mission's own sentence may be known with the word before it
        whole = f"{catalogue('en')['page']['hypothetical']} {text}"
        shown = (
            said_again(text, record, lang)
            if word(whole, lang) == whole
            else word(whole, lang).removeprefix(first).strip()
        )
        out.append(f"{first} {shown[:1].upper()}{shown[1:]}")
    for s in summary["rule_sets"][2:]:  # the first two are the mission's own rules
        rules = ", ".join(word(r["rule"], lang) for r in s["rules"] if r.get("hypothetical"))
        if rules:
            out.append(t["hypothetical_rules"].format(name=named("set", s["name"], lang), rules=rules))
    return out


def _flights(summary: Record, lang: str) -> dict[str, str] | None:
    """On how many good and bad flights the faults were grown."""
    for row in summary["severities"]:
        level = row["rule_sets"][summary["rule_sets"][0]["name"]]["levels"][0]
        return {k: plain(level[f]["of"], 0, lang) for k, f in (("good", "good_ended"), ("bad", "bad_spared"))}
    return None


def _traded(summary: Record, lang: str) -> dict[str, str] | None:
    """On how many good and bad flights the thresholds were moved."""
    for row in summary["trades"]:
        value = row["values"][0]
        return {k: plain(value[f]["of"], 0, lang) for k, f in (("good", "good_ended"), ("bad", "bad_spared"))}
    return None


def _wrong(summary: Record, lang: str) -> list[tuple[str, str]]:
    """By rule set the first indices of flights that were decided wrongly; trial.json lists more."""
    out = []
    for found in summary["results"]:
        listed = [i for g in found["good"].values() for i in g["samples"]]
        listed += [i for name, g in found["bad"].items() if name != tables.LATE for i in g["samples"]]
        if listed:
            out.append((named("set", found["rule_set"], lang), ", ".join(str(i) for i in sorted(listed)[:MOST_SHOWN])))
    return out


def _proposal(folder: Path, summary: Record) -> Record | None:
    """The proposal of limits beside a trial: names of its files, its picture in base 64, or why there is none."""
    files = [name for name in _PROPOSAL if (folder / name).exists()]
    picture = folder / "proposal.png"
    shown = base64.b64encode(picture.read_bytes()).decode() if picture.exists() else None
    why_none = (summary.get("proposal") or {}).get("why_none")
    return {"files": files, "picture": shown, "why_none": why_none} if files or shown or why_none else None
