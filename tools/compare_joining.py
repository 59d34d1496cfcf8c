"""Ways of telling a translation from a near miss, on the pairs of tests/data/statements.toml.

    python tools/compare_joining.py [--wordllama] [--static-model]

Without options: the term list that luncur ships.  The options measure two packages that carry their weights inside
(``pip install wordllama`` and ``pip install tokenlearn-static-model``), which luncur does not depend on; for them the
threshold is the one that is best on these very pairs, which flatters them.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from luncur.claims.translated import alike

PAIRS = Path(__file__).parents[1] / "tests/data/statements.toml"
Score = Callable[[str, str], float]


def pairs() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """True pairs and near misses, English beside Indonesian."""
    rows = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["pair"]
    return [(r["en"], r["id"]) for r in rows], [(r["en"], m) for r in rows for m in r["miss"]]


def report(name: str, score: Score, threshold: float | None) -> None:
    true, false = pairs()
    start = time.perf_counter()
    hits, misses = ([score(a, b) for a, b in some] for some in (true, false))
    took = (time.perf_counter() - start) / (len(true) + len(false))
    best = threshold if threshold is not None else max(
        sorted({*hits, *misses}), key=lambda t: sum(h >= t for h in hits) / len(hits) - sum(m >= t for m in misses) / len(misses)
    )  # fmt: skip
    found, wrong = sum(h >= best for h in hits), sum(m >= best for m in misses)
    order = sum(h > max(misses[2 * i : 2 * i + 2]) for i, h in enumerate(hits))
    print(
        f"{name:16s} threshold {best:.2f}: joined {found} of {len(hits)} true pairs, {wrong} of {len(misses)} near misses; "
        f"true pair above both its near misses {order} of {len(hits)}; {took * 1e6:.0f} microseconds a pair"
    )


def wordllama() -> Score:
    from wordllama import WordLlama

    model = WordLlama.load(disable_download=True)
    return lambda a, b: float(model.similarity(a, b))


def static_model() -> Score:
    import numpy as np
    from static_model import StaticModel

    model = StaticModel()

    def score(a: str, b: str) -> float:
        one, two = (np.asarray(model.encode([text])[0], dtype=float) for text in (a, b))
        return float(one @ two / (np.linalg.norm(one) * np.linalg.norm(two) or 1.0))

    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordllama", action="store_true")
    parser.add_argument("--static-model", action="store_true")
    options = parser.parse_args()
    report("term list", lambda a, b: alike(a, "en", b, "id"), 0.6)
    for wanted, name, load in ((options.wordllama, "wordllama", wordllama), (options.static_model, "static model", static_model)):
        if wanted:
            report(name, load(), None)


if __name__ == "__main__":
    main()
