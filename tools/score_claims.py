"""Score extracted claims against gold claims made by hand.

    python tools/score_claims.py claims.json GOLD... [--list]

GOLD: gold files (TOML) or folders of them; a text beside its gold file (same stem, .txt) is used to check offsets.
What a claim is, both formats and how they are matched: design/claims.md.  Whether a claim was matched to the right
event on record is not scored here.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OVERLAP = 0.5  # share of each of the two spans that both must cover
UNKNOWN = "not determined"
ARTICLES = {"the", "a", "an", "sang", "si", "para", "seorang"}
Claim = dict[str, Any]


@dataclass
class Gold:
    """The gold of one text."""

    language: str
    claims: list[Claim]
    optional: list[Claim]
    text: str | None = None


@dataclass
class Tally:
    """Counts of one group of texts; every share is computed from these."""

    gold: int = 0
    found: int = 0
    extracted: int = 0
    wrong: int = 0
    optional: int = 0
    matched: int = 0
    speaker_wrong: int = 0
    speaker_missed: int = 0
    speaker_guessed: int = 0
    dated: int = 0
    date_wrong: int = 0
    date_missed: int = 0
    date_added: int = 0
    modality_wrong: int = 0
    repeats: int = 0
    repeats_joined: int = 0
    remarks: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def overlap(a: Claim, b: Claim) -> float:
    """Shared code points over the length of the longer span."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(shared, 0) / max(a["end"] - a["start"], b["end"] - b["start"], 1)


def plain(name: str) -> str:
    """A name as compared: no case, accents, punctuation or leading article."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", re.sub(r"['’]", "", letters))
    while words and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


def pair_up(gold: list[Claim], extracted: list[Claim]) -> dict[int, int]:
    """Index of the gold claim -> index of the extracted claim, one to one, largest overlap first."""
    candidates = [
        (overlap(g, e), i, j)
        for i, g in enumerate(gold)
        for j, e in enumerate(extracted)
        if e["kind"] in (g["kind"], *g.get("kind_accept", []))
    ]
    pairs: dict[int, int] = {}
    for share, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if share >= OVERLAP and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def same_statements(claims: dict[str, list[Claim]]) -> dict[tuple[str, str], int]:
    """Number of the group of same statements that each claim (text, id) belongs to."""
    group: dict[tuple[str, str], tuple[str, str]] = {}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        while group.setdefault(key, key) != key:
            key = group[key]
        return key

    for text, several in claims.items():
        for claim in several:
            mine = (text, claim["id"])
            root(mine)
            for other in claim.get("same_as", []):
                before, mark, after = other.partition("#")
                group[root((before, after) if mark else (text, other))] = root(mine)
    roots = {key: root(key) for key in list(group)}
    number = {key: i for i, key in enumerate(sorted(set(roots.values())))}
    return {key: number[r] for key, r in roots.items()}


def score_speaker(gold: Claim, found: Claim, tally: Tally) -> str | None:
    said = found.get("speaker") or UNKNOWN
    if plain(said) in {plain(name) for name in (gold["speaker"], *gold.get("speaker_accept", []))}:
        return None
    if gold["speaker"] == UNKNOWN:
        tally.speaker_guessed += 1
        tally.speaker_wrong += 1
        return f"speaker guessed: {said}"
    if said == UNKNOWN:
        tally.speaker_missed += 1
        return f"speaker missed: {gold['speaker']}"
    tally.speaker_wrong += 1
    return f"speaker wrong: {said} for {gold['speaker']}"


def score_date(gold: Claim, found: Claim, tally: Tally) -> str | None:
    expected, got = gold["when"], found.get("when") or {}
    span = (got.get("from") or "", got.get("to") or "")
    if not expected["text"]:
        tally.date_added += bool(span[0])
        return None
    tally.dated += 1
    if span == (expected["from"], expected["to"]):
        return None
    if not span[0]:
        tally.date_missed += 1
        return f"date missed: {expected['text']}"
    tally.date_wrong += 1
    return f"date wrong: {span[0]}..{span[1]} for {expected['from']}..{expected['to']} ({expected['text']})"


def at_its_offsets(claim: Claim, text: str | None) -> bool:
    if text is None:
        return claim["end"] - claim["start"] == len(claim["words"])
    return text[claim["start"] : claim["end"]] == claim["words"]


def score_text(name: str, gold: Gold, extracted: list[Claim], groups: dict[tuple[str, str], int]) -> Tally:
    """One text; repeats of a statement within it are one claim, found when any of them is."""
    tally = Tally(extracted=len(extracted))
    sound = [e for e in extracted if at_its_offsets(e, gold.text)]
    pairs = pair_up(gold.claims, sound)
    statements = [groups[name, g["id"]] for g in gold.claims]
    found = {statements[i] for i in pairs}
    tally.gold, tally.found, tally.matched = len(set(statements)), len(found), len(pairs)
    for i, g in enumerate(gold.claims):
        if i not in pairs:
            if statements[i] not in found:
                tally.remarks.append(f"{name} {g['id']} not found [{g['kind']}]: {g['words']}")
            continue
        e = sound[pairs[i]]
        problems = [score_speaker(g, e, tally), score_date(g, e, tally)]
        if e.get("modality") != g["modality"]:
            tally.modality_wrong += 1
            problems.append(f"modality {e.get('modality')} for {g['modality']}")
        tally.remarks.extend(f"{name} {g['id']} {problem}" for problem in problems if problem)
    paired = {id(sound[j]) for j in pairs.values()}
    for e in extracted:
        if id(e) in paired:
            continue
        if any(within(e, o) >= OVERLAP for o in gold.optional):
            tally.optional += 1
            continue
        tally.wrong += 1
        tally.remarks.append(f"{name} wrong [{e['kind']}]: {e['words']}")
    return tally


def within(claim: Claim, span: Claim) -> float:
    """Share of the claim's words that lies in a span."""
    shared = min(claim["end"], span["end"]) - max(claim["start"], span["start"])
    return shared / max(claim["end"] - claim["start"], 1)


def score_repeats(gold: dict[str, Gold], extracted: dict[str, list[Claim]], tally: Tally) -> None:
    """Of the pairs of same statements with both members found, how many the extractor joined."""
    gold_groups = same_statements({name: g.claims for name, g in gold.items()})
    own_groups = same_statements(extracted)
    members: dict[int, list[int]] = defaultdict(list)
    for name, g in gold.items():
        claims = [e for e in extracted.get(name, []) if at_its_offsets(e, g.text)]
        for i, j in pair_up(g.claims, claims).items():
            members[gold_groups[name, g.claims[i]["id"]]].append(own_groups[name, claims[j]["id"]])
    for own in members.values():
        for k, first in enumerate(own):
            tally.repeats += len(own) - k - 1
            tally.repeats_joined += own[k + 1 :].count(first)


def score(gold: dict[str, Gold], extracted: dict[str, list[Claim]]) -> dict[str, Tally]:
    """Tallies by language, and of all texts."""
    unknown = sorted(set(extracted) - set(gold))
    if unknown:
        raise SystemExit(f"claims of texts that have no gold: {', '.join(unknown)}")
    groups = same_statements({name: g.claims for name, g in gold.items()})
    tallies = {language: Tally() for language in sorted({g.language for g in gold.values()})}
    tallies["all"] = Tally()
    for name in sorted(gold):
        one = score_text(name, gold[name], extracted.get(name, []), groups)
        tallies[gold[name].language].add(one)
        tallies["all"].add(one)
    score_repeats(gold, extracted, tallies["all"])
    return tallies


def read_gold(paths: Iterable[Path]) -> dict[str, Gold]:
    files = [f for p in paths for f in (sorted(p.glob("*.toml")) if p.is_dir() else [p])]
    gold = {}
    for file in files:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        beside = file.with_suffix(".txt")
        text = beside.read_bytes().decode("utf-8") if beside.exists() else None
        claims = data.get("claim", [])
        for claim in claims:
            if not at_its_offsets(claim, text):
                raise SystemExit(f"{file}: claim {claim['id']} is not at its offsets")
        gold[file.stem] = Gold(data["text"]["language"], claims, data.get("optional", []), text)
    if not gold:
        raise SystemExit("no gold files")
    return gold


def read_extracted(path: Path) -> dict[str, list[Claim]]:
    by_text: dict[str, list[Claim]] = defaultdict(list)
    for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
        by_text[claim["text"]].append(claim)
    return dict(by_text)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "-"


def table(tallies: dict[str, Tally]) -> str:
    head = (
        "texts in", "found", "wrong", "speaker wrong", "speaker missed", "speakers guessed", "dates wrong",
        "dates missed", "dates added", "modality wrong", "repeats joined",
    )  # fmt: skip
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name, t in tallies.items():
        cells = (
            name,
            share(t.found, t.gold),
            share(t.wrong, t.extracted - t.optional),
            share(t.speaker_wrong, t.matched),
            share(t.speaker_missed, t.matched),
            str(t.speaker_guessed),
            share(t.date_wrong, t.dated),
            share(t.date_missed, t.dated),
            str(t.date_added),
            share(t.modality_wrong, t.matched),
            share(t.repeats_joined, t.repeats) if name == "all" else "-",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", "Record matches: not scored."])


def main() -> None:
    parser = argparse.ArgumentParser(description="Score extracted claims against gold claims.")
    parser.add_argument("claims", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--list", action="store_true", help="also list every error (never for texts set aside)")
    arguments = parser.parse_args()
    tallies = score(read_gold(arguments.gold), read_extracted(arguments.claims))
    print(table(tallies))
    if arguments.list:
        print("", *(" ".join(remark.split()) for remark in tallies["all"].remarks), sep="\n")


if __name__ == "__main__":
    main()
