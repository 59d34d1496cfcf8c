"""What ``test_cuda_simulator.py`` runs in a process of its own, where numba's simulator stands in for a graphics processor.

Prints one JSON object.  In the simulator every thread runs the kernels as plain Python on numpy's numbers, which warn where
a device only gives an infinity or no number.
"""

from __future__ import annotations

import json
import math
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
warnings.simplefilter("ignore", RuntimeWarning)

from test_debris_lanes import WINDS, batch, columns, hostile  # noqa: E402

from luncur.debris import Environment, Ground, Impacts, fall_batch  # noqa: E402
from luncur.debris.drag_curves import drag_tables  # noqa: E402
from luncur.earth.tables import cubic_cells  # noqa: E402


def dropped(rows: list[np.ndarray], preset: str, duration: float, device: str) -> Impacts:
    tables = np.concatenate([Environment(wind).tables()[0] for wind in WINDS])
    upper = cubic_cells(-17.5 - 12.0 * np.linspace(0.0, 1.0, 40) ** 0.6)
    ground = Ground(1.13, 0.2, 310.0, 40e3).array()
    factor = np.array([1.1, 0.8])
    return fall_batch(*rows, tables, upper, factor, drag_tables(), ground, preset, duration, device)


def different(one: list[np.ndarray], other: list[np.ndarray]) -> list[int]:
    """How many numbers of each pair of arrays are not the same; no number is the same as no number."""
    return [
        int(np.sum((a != b) & ~((a != a) & (b != b)))) if a.shape == b.shape else -1
        for a, b in zip(one, other, strict=True)
    ]


def falls() -> dict[str, Any]:
    out: dict[str, Any] = {}
    cases = {
        "fast": (batch(24), "fast", math.inf), "standard": (batch(12, 4), "standard", math.inf),
        "for a time": (batch(8, 6), "standard", 33.3), "hostile": (hostile(48, 3), "fast", math.inf),
        "none": ([r[:0] for r in batch(1)], "fast", math.inf),
    }  # fmt: skip
    for name, (rows, preset, duration) in cases.items():
        cpu, cuda = dropped(rows, preset, duration, "cpu"), dropped(rows, preset, duration, "cuda")
        out[name] = {"different": different(columns(cpu), columns(cuda)), "status": cuda.status.tolist()}
    return out


def units() -> dict[str, Any]:
    """Two short units on the device, together and alone, and on the processor."""
    from dataclasses import fields, replace

    from luncur.campaign.launches import LaunchRecords, simulate_unit
    from luncur.campaign.memory import BlockOfUnits
    from luncur.campaign.study import prepare
    from luncur.mission import load

    mission = load("sounding-rocket")
    sim, _ = prepare(mission.model_copy(update={"debris": mission.debris.model_copy(update={"preset": "fast"})}), 1)
    last = len(sim.strata)
    parts = [
        (np.arange(3), np.array([0, last // 2, last])),
        (np.arange(5000, 5003), np.array([last, last - 1, 0])),
    ]
    on_device = BlockOfUnits(replace(sim, device="cuda"))
    together = on_device.together(parts)
    cpu = [simulate_unit(sim, *part) for part in parts]
    alone = on_device(*parts[1])

    def numbers(result: tuple[Any, LaunchRecords]) -> list[np.ndarray]:
        tally, r = result
        own = [r.casualties, r.piece_casualties, r.without_closures, r.area, r.place, r.status, *columns(r.impacts)]
        return [*(getattr(tally, f.name) for f in fields(tally)), *own]

    return {
        "together": [different(numbers(a), numbers(b)) for a, b in zip(cpu, together, strict=True)],
        "alone": different(numbers(together[1]), numbers(alone)),
        "pieces": [len(r.pieces.launch) for _, r in cpu],
        "hurt": float(sum(t.total.sum() for t, _ in cpu)),
    }


def record() -> dict[str, Any]:
    from luncur.compiler.devices import device_record, device_text, require

    require("cuda")
    return {"record": device_record("cuda"), "text": device_text(device_record("cuda"))}


if __name__ == "__main__":
    print(json.dumps({"falls": falls, "units": units, "record": record}[sys.argv[1]]()))
