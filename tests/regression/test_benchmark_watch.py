"""The benchmark of decision cycles runs in all its parts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "watch" / "watch.py"


def test_every_part_times_its_cycles() -> None:
    small = ("--cycles", "300", "--seconds", "0.5", "--flood", "100", "--loaded", "0.5")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "soyuz-vostochny-sso", *small], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^ *(\w[\w ]*?) +([\d,]+) cycles: median ([\d.]+) ms", done.stdout, re.M)
    below = ["its decision", "by processor"]
    assert [row[0] for row in rows] == ["replay", "computed", "network", *below, "flood", *below, "loaded", *below]
    assert all(float(median) > 0.0 for _, _, median in rows)
    assert {int(count) for _, count, _ in rows[:2]} == {300}
    # cycles that a busy machine left out are told
    missed = [int(n) for n in re.findall(r"missed (\d+)", done.stdout)]
    assert all(0 < int(count) <= 52 for _, count, _ in rows[2:])
    assert len(missed) == 3
    assert done.stdout.count("machine ") == 3
