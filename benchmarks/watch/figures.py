"""Times of many cycles as one row."""

from __future__ import annotations

from typing import Any

import numpy as np

BUDGET = 10.0  # of a cycle at 100 Hz [ms]


def told(name: str, seconds: np.ndarray, **more: Any) -> None:
    """Print quantiles, the largest and how many were over the budget, and whatever else was seen."""
    ms = np.sort(seconds) * 1e3
    q = [float(np.quantile(ms, p)) for p in (0.5, 0.999, 0.9999)]
    extra = "".join(f", {key.replace('_', ' ')} {value}" for key, value in more.items())
    print(
        f"{name:<17} {len(ms):>9,} cycles: median {q[0]:.3f} ms, 99.9th {q[1]:.3f}, 99.99th {q[2]:.3f}, max {ms[-1]:.3f}; "
        f"over {BUDGET:.0f} ms: {int((ms > BUDGET).sum())}{extra}",
        flush=True,
    )
