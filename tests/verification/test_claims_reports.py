"""Claims of the reports that were in view while rules were made, against their marks; those set aside are scored by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TUNED = Path(__file__).parents[1] / "data/reports/tuned"


def test_reports_in_view_are_read_as_marked(tmp_path: Path) -> None:
    """At least 95 % found and none wrong; ``tools/score_claims.py`` says the same of the whole table."""
    texts = sorted(str(p) for p in TUNED.glob("*.txt"))
    assert len(texts) == 15
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", "read", *texts, "-o", str(tmp_path / "out")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    tool = Path(__file__).parents[2] / "tools/score_claims.py"
    scored = subprocess.run(
        [sys.executable, str(tool), str(tmp_path / "out/claims.json"), str(TUNED)], capture_output=True, text=True
    )
    assert scored.returncode == 0, scored.stderr
    row = next(line for line in scored.stdout.splitlines() if line.startswith("| all |"))
    found, wrong, speaker = (float(cell.split("%")[0]) for cell in row.split("|")[2:5])
    assert found >= 95.0
    assert wrong <= 5.0
    assert speaker <= 1.0
    assert len(json.loads((tmp_path / "out/claims.json").read_text())["claims"]) > 150
