"""Fit the weights of the kinds of claims (``src/luncur/data/claims/kind-weights.tsv``) to marked texts and clauses.

    python tools/fit_kinds.py [--folds N] [--write]

Trained on tests/data/reports (tuned, second, third, written) and tests/data/clauses; ``aside`` and ``unread`` are never opened.
With ``--folds`` every text is also read with weights that were fitted without it, and the score of that is printed beside that
of the rules alone.  Needs scikit-learn, which luncur itself does not: install it in an environment of your own.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from score_claims import Gold, read_gold, score

from luncur.claims.kinds import clauses as clauses_module
from luncur.claims.kinds import kinds, learned
from luncur.claims.reading import read_text

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src/luncur/data/claims/kind-weights.tsv"
REPORTS, CLAUSES = ROOT / "tests/data/reports", ROOT / "tests/data/clauses"
IN_VIEW = ("tuned", "second", "third")  # sets that the rules were made with
FRESH = "written"
STRENGTH = 0.3  # inverse of the ridge
IMPORTANCE = {"clauses": 1.0, **dict.fromkeys(IN_VIEW, 1.5), FRESH: 1.0, "tuned": 8.0}
UNMATCHED = 0.7  # of a marked claim that the reader cut otherwise
FEWEST = 3  # texts (or single clauses) that a sign must occur in
SMALLEST = 8  # hundredths: a sign with no weight above is left out
Row = tuple[str, str, str, bool, str]  # arguments of learned.signs


class Sample(NamedTuple):
    """A clause with the kind it should get; ``text``: where it stands; ``group``: the set of that."""

    text: str
    group: str
    row: Row
    kind: str
    importance: float


def read_sets() -> dict[str, tuple[str, Gold]]:
    """Stem -> set and gold of every text to learn from."""
    return {stem: (group, gold) for group in (*IN_VIEW, FRESH) for stem, gold in read_gold([REPORTS / group]).items()}


def plain(words: str) -> str:
    return " ".join(re.sub(r"-\s*\n\s*", "", words).split())


def word_set(words: str) -> set[str]:
    return {m.group().lower() for m in re.finditer(r"\w+", words)}


def seen_by_rules(text: str, stem: str) -> list[Row]:
    """The clauses that the reader finds in a text by its rules alone."""
    rows: list[Row] = []

    def record(clause: str, ruled: str, language: str, spoken: bool, before: str = "") -> str:
        rows.append((clause, ruled, language, spoken, before))
        return ruled

    own, pieces = learned.decided, clauses_module.kind_of
    learned.decided, clauses_module.kind_of = record, kinds.kind_of  # type: ignore[assignment]
    try:
        read_text(text, stem, stem)
    finally:
        learned.decided, clauses_module.kind_of = own, pieces  # type: ignore[assignment]
    return rows


def label(ruled: str, claim: dict[str, Any]) -> str:
    """The kind that a clause should get: the rules' where the gold accepts it."""
    accepted = (claim["kind"], *claim.get("kind_accept", []))
    kind = (ruled or "statement") if (ruled or "statement") in accepted else claim["kind"]
    return "" if kind == "statement" else str(kind)


def samples(stem: str, group: str, gold: Gold) -> list[Sample]:
    """Clauses of a text as the reader cuts them, and the marked ones it cuts otherwise."""
    assert gold.text is not None
    marked = [(word_set(plain(c["words"])), c) for c in gold.claims]
    optional = [word_set(plain(o["words"])) for o in gold.optional]
    out, used = [], set()
    for row in seen_by_rules(gold.text, stem):
        words = word_set(row[0])
        best = max(
            ((len(words & w) / max(len(words), len(w), 1), i) for i, (w, _) in enumerate(marked)), default=(0.0, 0)
        )
        touched = max((len(words & w) / max(len(words), 1) for w, _ in marked), default=0.0)
        if best[0] >= 0.5:
            used.add(best[1])
            out.append(Sample(stem, group, row, label(row[1], marked[best[1]][1]), 1.0))
        elif touched < 0.3 and not any(len(words & o) / max(len(words), 1) > 0.5 for o in optional):
            out.append(Sample(stem, group, row, "", 1.0))
    for i, (_, claim) in enumerate(marked):
        if i not in used:
            words_said = plain(claim["words"])
            ruled = kinds.kind_of(words_said, gold.language)
            out.append(
                Sample(stem, group, (words_said, ruled, gold.language, True, ""), label(ruled, claim), UNMATCHED)
            )
    return out


def single_clauses() -> list[Sample]:
    """Clauses without a text, by language and kind."""
    out = []
    for file in sorted(CLAUSES.glob("*.txt")):
        kind = ""
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if line.startswith("# "):
                kind = line[2:].strip()
            elif line.strip():
                row = (line.strip(), kinds.kind_of(line.strip(), file.stem), file.stem, True, "")
                out.append(Sample(f"{file.stem} {number}", "clauses", row, "" if kind == "statement" else kind, 1.0))
    return out


def sign_sets(everything: list[Sample]) -> list[set[str]]:
    """Signs of each sample: no rare ones, no stem that only ever begins a clause with a capital (it may be a name).

    In texts that the rules were made with, what the rules say gets a sign of its own beside, so that the trust in them is
    learned from the others.
    """
    small = {
        f"s={s.row[2]}:{learned.stem(w, s.row[2])}" for s in everything for w in re.findall(r"(?<![\w’'])[^\W\d_A-Z][\w’']*", s.row[0])
    }  # fmt: skip
    found, where = [], defaultdict(set)
    for s in everything:
        own = {sign for sign in learned.signs(*s.row) if not sign.startswith("s=") or sign in small}
        if s.group in IN_VIEW:
            own |= {f"in view {sign}" for sign in own if sign.startswith(("rk=", "any=", "spoken="))}
        if s.group == "clauses":
            own.add("single")
        found.append(own)
        for sign in own:
            where[sign].add(s.text)
    return [{sign for sign in own if len(where[sign]) >= FEWEST} for own in found]


def fit(everything: list[Sample], found: list[set[str]]) -> dict[str, tuple[int, ...]]:
    """Weights in hundredths by sign."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(sorted(own), 1) for own in found])
    model = LogisticRegression(C=STRENGTH, max_iter=600)
    model.fit(
        table, [s.kind for s in everything], sample_weight=[s.importance * IMPORTANCE[s.group] for s in everything]
    )
    order = [list(model.classes_).index(kind) for kind in learned.KINDS]
    scaled = (model.coef_[order] * learned.SCALE).round().astype(int).T
    out = {learned.LEVEL: tuple(int(x) for x in (model.intercept_[order] * learned.SCALE).round())}
    for sign, row in zip(vectorizer.get_feature_names_out(), scaled, strict=True):
        if not sign.startswith("in view ") and sign != "single" and max(abs(row)) >= SMALLEST:
            out[sign] = tuple(int(x) for x in row)
    return out


def use(weights: dict[str, tuple[int, ...]]) -> None:
    """Makes the reader go by these weights."""
    learned.weights = lambda: weights  # type: ignore[assignment]
    learned.likely.cache_clear()


def cross_validate(
    texts: dict[str, tuple[str, Gold]], everything: list[Sample], found: list[set[str]], folds: int
) -> None:
    """Prints found / wrong / speakers wrong by set, of texts read with weights that were fitted without them."""
    stems, read = sorted(texts), {}
    for k in range(folds):
        out = set(stems[k::folds])
        kept = [i for i, s in enumerate(everything) if s.text not in out]
        use(fit([everything[i] for i in kept], [found[i] for i in kept]))
        read |= {stem: read_text(str(texts[stem][1].text), stem, stem).claims for stem in out}
    for group in (*IN_VIEW, FRESH):
        own = {stem: gold for stem, (g, gold) in texts.items() if g == group}
        for language, t in score(own, {stem: read[stem] for stem in own}).items():
            print(
                f"{group:8} {language:4} found {t.found / t.gold:.1%}  wrong {t.wrong / max(t.extracted - t.optional, 1):.1%}  "
                f"speakers wrong {t.speaker_wrong / max(t.matched, 1):.1%}"
            )


HEAD = """\
# Weights of the signs of a clause for each kind it can be of (claims/kinds/learned.py), in hundredths, in the order of KINDS.
# source: fitted by tools/fit_kinds.py to tests/data/reports (tuned, second, third, written) and tests/data/clauses.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of the kinds of claims.")
    parser.add_argument("--folds", type=int, default=0, help="also score texts read with weights fitted without them")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.relative_to(ROOT)}")
    arguments = parser.parse_args()
    texts = read_sets()
    everything = [s for stem, (group, gold) in texts.items() for s in samples(stem, group, gold)] + single_clauses()
    found = sign_sets(everything)
    if arguments.folds:
        cross_validate(texts, everything, found, arguments.folds)
    if arguments.write:
        weights = fit(everything, found)
        rows = "".join(f"{sign}\t{' '.join(map(str, row))}\n" for sign, row in sorted(weights.items()))
        WEIGHTS.write_text(HEAD + rows, encoding="utf-8")
        print(f"{len(weights)} signs, {len(everything)} clauses", file=sys.stderr)


if __name__ == "__main__":
    main()
