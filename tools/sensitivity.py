"""Which inputs drive the risk of a mission: one at a time to another value; prints a table for the documentation.

With the folder of a finished study of the same mission, the table goes into it and onto its page.

    python tools/sensitivity.py soyuz-vostochny-sso --samples 8192 [--folder study]
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from luncur.campaign.sensitivity import sensitivity


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("mission")
    parser.add_argument("--folder")
    parser.add_argument("--samples", type=int, default=8192)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    a = parser.parse_args()
    table = sensitivity(
        a.mission, a.folder, samples=a.samples, seed=a.seed, workers=a.workers, tell=lambda line: print(line, file=sys.stderr, flush=True)
    )  # fmt: skip
    print("\n".join(markdown(table)))


def markdown(table: dict[str, Any]) -> list[str]:
    """The table as documentation shows it."""
    lines = [
        f'{table["launches"]:,} launches a setting, seed {table["seed"]}, people "{table["people_model"]}"; as it stands '
        f"{_value(table):.2e}" + (" per failure." if table["per_failure"] else "."),
        "",
        "| input | set to | casualty expectation | ratio (95 %, sampling) |",
        "|---|---|---|---|",
    ]
    for row in table["rows"]:
        for s in row["settings"]:
            name = f"{row['input']}: {row['of']}" if row["of"] else row["input"]
            ratio = (
                "–" if s["ratio"] is None else f"{s['ratio']:.2f} ({s['ratio_low_95']:.2f} to {s['ratio_high_95']:.2f})"
            )
            lines.append(f"| {name} | {s['setting']} | {_value(s):.1e} | {ratio} |")
    return lines


def _value(row: dict[str, Any]) -> float:
    total = row["casualty_expectation_total"]
    return float(row["casualty_expectation_failures"] if total is None else total)


if __name__ == "__main__":
    main()
