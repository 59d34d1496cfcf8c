"""The same statement told in several texts, in translation or again in one text; and how many independent origins."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from luncur.claims.repeats.translated import alike, held_apart
from luncur.claims.who.speakers import UNKNOWN
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import listed, table, words

Claim = dict[str, Any]
TRANSLATED = 0.6  # share of common terms from which a statement is a translation: tools/compare_joining.py
MOST = 200  # claims of one kind and speaker that are compared with each other
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


def spellings(names: Iterable[str]) -> dict[str, str]:
    """One spelling for names that differ by a slip of the pen: the one met most often, else first."""
    counted = Counter(names)
    known = sorted(counted, key=lambda n: (-counted[n], n))[:MOST]
    out = {name: name for name in counted}
    for i, name in enumerate(known):
        out[name] = next((out[k] for k in known[:i] if near(k, name)), name)
    return out


def near(one: str, other: str) -> bool:
    """Whether two names differ by one letter, or by two where they have 14 letters or more; short names must be equal."""
    most = 2 if min(len(one), len(other)) >= 14 else 1
    if one == other:
        return True
    if min(len(one), len(other)) < 8 or abs(len(one) - len(other)) > most or len(one.split()) != len(other.split()):
        return False
    if ":" in one or ":" in other:
        return False  # keys of institutions, made of whole words
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
        if min(row) > most:
            return False
    return row[-1] <= most


def numbers(text: str) -> frozenset[str]:
    return frozenset(
        n.rstrip("0").rstrip(".,") if "." in n or "," in n else n for n in re.findall(r"\d+(?:[.,]\d+)*", text)
    )


def stage(text: str) -> str:
    return "".join(n for n, p in _STAGE if re.search(p, text, re.IGNORECASE))


def join(claims: list[Claim], languages: dict[str, str]) -> None:
    """Links claims of the same content and speaker; ``languages`` by text.  Changes ``same_as`` in place."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    spelled = spellings(identity(c["speaker"]) for c in claims if c["speaker"] != UNKNOWN)
    for claim in claims:
        if claim["speaker"] != UNKNOWN:
            groups[claim["kind"], spelled[identity(claim["speaker"])]].append(claim)
    for group in groups.values():
        looked_at = _Group(group[:MOST], languages)
        for i, a in enumerate(group[:MOST]):
            for b in group[i + 1 : MOST]:
                if looked_at.same(a, b):
                    _link(a, b)
    _count_texts(claims)


def _count_texts(claims: list[Claim]) -> None:
    """Sets ``carried_by``: how many texts tell a statement; one speaker is one origin, however many texts carry it."""
    for claim in claims:
        others = {s.partition("#")[0] for s in claim["same_as"] if "#" in s}
        claim["carried_by"] = len({claim["text"], *others})


def _link(a: Claim, b: Claim) -> None:
    alone = a["text"] == b["text"]
    for one, other in ((a, b), (b, a)):
        mark = other["id"] if alone else f"{other['text']}#{other['id']}"
        if mark not in one["same_as"]:
            one["same_as"] = [*one["same_as"], mark]


class _Group:
    """Claims of one kind and speaker; what each pair needs is worked out once."""

    def __init__(self, claims: list[Claim], languages: dict[str, str]) -> None:
        self.languages = languages
        self.key = {id(c): (c["modality"], numbers(c["words"]), stage(c["words"])) for c in claims}
        self.alike_keyed: dict[tuple[Any, ...], list[Claim]] = defaultdict(list)
        for c in claims:
            self.alike_keyed[c["text"], *self.key[id(c)]].append(c)
        self.best: dict[tuple[int, str], float] = {}

    def same(self, a: Claim, b: Claim) -> bool:
        if a["text"] == b["text"]:
            return _alike(a, b, self.languages[a["text"]]) >= 0.75
        if self.key[id(a)] != self.key[id(b)]:
            return False
        days_a, days_b = a["when"]["from"], b["when"]["from"]
        if days_a and days_b and days_a != days_b:
            return False
        if self.languages[a["text"]] == self.languages[b["text"]]:
            return _alike(a, b, self.languages[a["text"]]) >= 0.6
        return self._translated(a, b)

    def _translated(self, a: Claim, b: Claim) -> bool:
        """Whether b is a in translation: alike by terms, numbers and names, and more so than any rival of either text.

        Without enough terms in common, a claim that has a kind still counts where neither text has a rival for it.
        """
        one, other = self.languages[a["text"]], self.languages[b["text"]]
        mine = alike(a["words"], one, b["words"], other)
        if mine >= TRANSLATED:
            return self._best(a, b["text"]) <= mine and self._best(b, a["text"]) <= mine
        alone = len(self._rivals(a, b["text"])) == len(self._rivals(b, a["text"])) == 1
        return a["kind"] != "statement" and alone and not held_apart(a["words"], one, b["words"], other)

    def _rivals(self, claim: Claim, text: str) -> list[Claim]:
        """Claims of a text that a claim could as well be the same as."""
        return self.alike_keyed[text, *self.key[id(claim)]]

    def _best(self, claim: Claim, text: str) -> float:
        """How alike the most similar claim of a text is."""
        if (id(claim), text) not in self.best:
            one, other = self.languages[claim["text"]], self.languages[text]
            self.best[id(claim), text] = max(
                alike(claim["words"], one, c["words"], other) for c in self._rivals(claim, text)
            )
        return self.best[id(claim), text]


def _alike(a: Claim, b: Claim, language: str) -> float:
    """Share of content words in common, of the shorter one."""
    common = set(words(language, "function").split())
    one, two = (set(plain(c["words"]).split()) - common for c in (a, b))
    return len(one & two) / max(min(len(one), len(two)), 1) if min(len(one), len(two)) >= 2 else 0.0
