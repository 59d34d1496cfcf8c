"""Texts per second and peak memory of ``luncur read``: the two shipped reports, read again and again.

python benchmarks/read/read.py [COUNT]
"""

from __future__ import annotations

import resource
import sys
import time
from importlib.resources import files

from luncur.claims import Document, read


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    folder = files("luncur") / "data/examples"
    texts = [(folder / f"report-{lang}.txt").read_text(encoding="utf-8") for lang in ("en", "id")]
    read([Document("warm", "warm", t) for t in texts])
    start = time.perf_counter()
    for i in range(count):
        read([Document(f"t{i}", "t", texts[i % 2])])
    seconds = time.perf_counter() - start
    words = sum(len(texts[i % 2].split()) for i in range(count))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count / seconds:.0f} texts/s ({words / seconds:,.0f} words/s), one process; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
