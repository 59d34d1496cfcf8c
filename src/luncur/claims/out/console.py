"""What the terminal shows of a reading: its size, what the checks found, where texts contradict each other."""

from __future__ import annotations

import textwrap
from typing import Any

from luncur.claims.out.page import check_text
from luncur.claims.who.speakers import UNKNOWN
from luncur.claims.words.lexicon import wording

Claim = dict[str, Any]
SHOWN = 6  # findings of a kind; the page has them all
WIDTH = 118
QUOTED = 90  # letters of a claim


def answer(record: dict[str, Any], lang: str) -> str:
    """A summary of a record of claims.json for the terminal, in one language.

    Checks with the same finding are one line; a text that contradicts the record or the calendar comes first.
    """
    t = wording(lang)
    lines = [_size(record, t)]
    lines += _section(str(t["console_checks"]), _findings(record, t, lang), t)
    lines += _section(str(t["contradictions"]), _contradictions(record, t), t)
    return "\n".join(lines)


def _size(record: dict[str, Any], t: dict[str, Any]) -> str:
    claims = record["claims"]
    checks = [k for c in claims for k in c["checks"]]
    return str(t["finished"]).format(
        claims=len(claims), texts=len(record["texts"]), held=sum(bool(c["checks"]) for c in claims), joined=sum(bool(c["same_as"]) for c in claims), checked=len(checks),
        against=sum(k["verdict"] == "contradicts" for k in checks),
    )  # fmt: skip


def _section(head: str, found: list[tuple[str, str]], t: dict[str, Any]) -> list[str]:
    if not found:
        return []
    lines = [f"{head}:"]
    for first, second in found[:SHOWN]:
        lines += [_wrapped(first, "  "), *([_wrapped(second, "    ")] if second else [])]
    if len(found) > SHOWN:
        lines.append("  " + str(t["console_more"]).format(count=len(found) - SHOWN))
    return lines


def _findings(record: dict[str, Any], t: dict[str, Any], lang: str) -> list[tuple[str, str]]:
    """A finding and the claims that it is about: what differs from the text first, then what is on record."""
    about: dict[tuple[bool, str], list[Claim]] = {}
    for claim in record["claims"]:
        for check in claim["checks"]:
            if check["verdict"] != "no_match":
                about.setdefault((check["verdict"] != "contradicts", check_text(check, lang)), []).append(claim)
    order = sorted(about, key=lambda key: key[0])  # stable: within the two groups, the order of the texts
    return [(text, _about(about[agrees, text], t)) for agrees, text in order]


def _about(claims: list[Claim], t: dict[str, Any]) -> str:
    others = len(claims) - 1
    return _quoted(claims[0], t) + (" " + str(t["console_others"]).format(count=others) if others else "")


def _contradictions(record: dict[str, Any], t: dict[str, Any]) -> list[tuple[str, str]]:
    by_mark = {f"{c['text']}#{c['id']}": c for c in record["claims"]}
    return [
        (f"{t[x['code']]}: {_quoted(by_mark[x['first']], t)}", _quoted(by_mark[x["second"]], t))
        for x in record["contradictions"]
    ]


def _quoted(claim: Claim, t: dict[str, Any]) -> str:
    """The words of a claim and who says them; signs that would move the cursor become spaces."""
    words = "".join(c if c.isprintable() else " " for c in " ".join(claim["words"].split()))
    who = t["unknown_speaker"] if claim["speaker"] == UNKNOWN else claim["speaker"]
    return f"“{textwrap.shorten(words, QUOTED, placeholder=' …')}” ({who}; {claim['text']})"


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
