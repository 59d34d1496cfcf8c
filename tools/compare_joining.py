"""Ways of telling a translation from a near miss, on the pairs of tests/data/statements.toml.

    python tools/compare_joining.py [--pairs FILE] [--wordllama] [--static-model]

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
from typing import Any

from luncur.claims.repeats.translated import alike

PAIRS = Path(__file__).parents[1] / "tests/data/statements.toml"
Score = Callable[[str, str], float]


def pairs(file: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """True pairs and near misses, English beside Indonesian."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["pair"]
    return [(r["en"], r["id"]) for r in rows], [(r["en"], m) for r in rows for m in r["miss"]]


def report(file: Path, name: str, score: Score, threshold: float | None) -> None:
    true, false = pairs(file)
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
    """Mean of the package's word vectors (256 numbers), read from its own files: its loader looks for them elsewhere."""
    import numpy as np
    import wordllama as package
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = Path(package.__file__).parent
    (vectors,) = load_file(folder / "weights/l2_supercat_256.safetensors").values()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizers/l2_supercat_tokenizer_config.json"))
    return _cosine(
        lambda text: np.mean(vectors[tokenizer.encode(text, add_special_tokens=False).ids].astype(float), axis=0)
    )


def static_model() -> Score:
    import numpy as np
    from static_model import get_embeddings

    return _cosine(lambda text: np.asarray(get_embeddings(text), dtype=float))


def _cosine(embed: Callable[[str], Any]) -> Score:
    import numpy as np

    def score(a: str, b: str) -> float:
        one, two = embed(a), embed(b)
        return float(one @ two / (np.linalg.norm(one) * np.linalg.norm(two) or 1.0))

    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--wordllama", action="store_true")
    parser.add_argument("--static-model", action="store_true")
    options = parser.parse_args()
    report(options.pairs, "term list", lambda a, b: alike(a, "en", b, "id"), 0.6)
    for wanted, name, load in (
        (options.wordllama, "wordllama", wordllama),
        (options.static_model, "static model", static_model),
    ):
        if wanted:
            report(options.pairs, name, load(), None)


if __name__ == "__main__":
    main()
