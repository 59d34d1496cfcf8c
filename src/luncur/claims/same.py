"""The same statement told in several texts, in translation or again in one text; and how many independent origins."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from typing import Any

from luncur.claims import rx as re
from luncur.claims.lexicon import listed, table, words
from luncur.claims.speakers import UNKNOWN

Claim = dict[str, Any]
MOST = 400  # claims of one kind and speaker that are compared with each other
_STAGE = (
    ("1", r"\b(?:first|1st|one)[- ]stage\b|\btingkat (?:pertama|satu|1|ke-1)"), ("2", r"\b(?:second|2nd|upper)[- ]stage\b|\btingkat (?:kedua|dua|2|ke-2)"),
    ("3", r"\b(?:third|3rd)[- ]stage\b|\btingkat (?:ketiga|tiga|3|ke-3)"), ("4", r"\b(?:fourth|4th)[- ]stage\b|\btingkat (?:keempat|empat|4|ke-4)"),
)  # fmt: skip


def plain(name: str) -> str:
    """A name as compared: no case, accents, punctuation."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", re.sub(r"['’]", "", letters)))


@cache
def identity(name: str) -> str:
    """One key for an institution's names in both languages; other names as they are."""
    low = plain(name)
    if name.lower() in listed("agency"):
        return plain(listed("agency")[name.lower()])
    topics = table("topics")
    heads = [h for h, names in topics["head"].items() if any(re.search(rf"\b{n}\b", low) for n in names)]
    found: set[str] = set()
    rest = low
    pairs = sorted(((n, t) for t, names in topics["topic"].items() for n in names), key=lambda p: -len(p[0]))
    for spelled, topic in pairs:
        if re.search(rf"\b{spelled}\b", rest):
            found.add(topic)
            rest = re.sub(rf"\b{spelled}\b", " ", rest)
    return f"{heads[0]}:{'+'.join(sorted(found))}" if heads and found else low


def numbers(text: str) -> frozenset[str]:
    return frozenset(
        n.rstrip("0").rstrip(".,") if "." in n or "," in n else n for n in re.findall(r"\d+(?:[.,]\d+)*", text)
    )


def stage(text: str) -> str:
    return "".join(n for n, p in _STAGE if re.search(p, text, re.IGNORECASE))


def join(claims: list[Claim], languages: dict[str, str]) -> None:
    """Links claims of the same content and speaker; ``languages`` by text.  Changes ``same_as`` in place."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim["speaker"] != UNKNOWN:
            groups[claim["kind"], identity(claim["speaker"])].append(claim)
    for group in groups.values():
        for i, a in enumerate(group[:MOST]):
            for b in group[i + 1 : MOST]:
                if _same(a, b, group, languages):
                    _link(a, b)


def _link(a: Claim, b: Claim) -> None:
    alone = a["text"] == b["text"]
    for one, other in ((a, b), (b, a)):
        mark = other["id"] if alone else f"{other['text']}#{other['id']}"
        if mark not in one["same_as"]:
            one["same_as"] = [*one["same_as"], mark]


def _same(a: Claim, b: Claim, claims: list[Claim], languages: dict[str, str]) -> bool:
    """Of two claims of one kind and speaker."""
    if a["text"] == b["text"]:
        return _alike(a, b, languages[a["text"]]) >= 0.75
    if (
        a["modality"] != b["modality"]
        or numbers(a["words"]) != numbers(b["words"])
        or stage(a["words"]) != stage(b["words"])
    ):
        return False
    days_a, days_b = a["when"]["from"], b["when"]["from"]
    if days_a and days_b and days_a != days_b:
        return False
    if languages[a["text"]] == languages[b["text"]]:
        return _alike(a, b, languages[a["text"]]) >= 0.6
    if a["kind"] == "statement":
        return False  # a translation without a kind, a number or a name to hold it to
    return len(_rivals(a, b, claims)) == 1 and len(_rivals(b, a, claims)) == 1


def _rivals(a: Claim, b: Claim, claims: list[Claim]) -> list[Claim]:
    """Claims of b's text that a could as well be the same as."""
    return [
        c for c in claims
        if c["text"] == b["text"] and c["modality"] == a["modality"] and numbers(c["words"]) == numbers(a["words"])
        and stage(c["words"]) == stage(a["words"])
    ]  # fmt: skip


def _alike(a: Claim, b: Claim, language: str) -> float:
    """Share of content words in common, of the shorter one."""
    common = set(words(language, "function").split())
    one, two = (set(plain(c["words"]).split()) - common for c in (a, b))
    return len(one & two) / max(min(len(one), len(two)), 1) if min(len(one), len(two)) >= 2 else 0.0


def origins(claims: list[Claim], outlets: dict[str, str]) -> None:
    """Sets ``origins``: how many independent originators report the event or statement of each claim."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[_event_key(claim)].append(claim)
    for several in groups.values():
        _set_origins(several, outlets)


def _set_origins(several: list[Claim], outlets: dict[str, str]) -> None:
    names = {
        identity(c["speaker"]) if c["speaker"] != UNKNOWN else f"text {outlets.get(c['text']) or c['text']}"
        for c in several
    }
    for claim in several:
        claim["origins"] = len(names)


def _event_key(claim: Claim) -> tuple[str, ...]:
    day = claim["when"]["from"] if claim["when"]["from"] == claim["when"]["to"] else ""
    if claim["kind"] in ("launch", "failure", "splashdown", "orbit", "test") and day:
        return claim["kind"], day
    return "alone", claim["text"], claim["id"]
