"""Holds falls and casualties on another device against those of the processor.

python tools/compare_devices.py [--device cuda] [--falls 1000000] [--mission soyuz-vostochny-sso] [--preset standard]

Follows the pieces of one study on both: distance of the impact points, status, and the tallies of launches.  Ends with 1
where they are further apart than LIMITS.  Devices: cuda (with NUMBA_ENABLE_CUDASIM=1 numba's simulator, ten falls a
second); contracted, the processor itself with products and sums fused as the graphics compiler fuses them, for an
estimate without a device.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
import types
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numba
import numpy as np

from luncur.campaign.allocation import cumulative, stratum_of
from luncur.campaign.launches import Released, Simulator, count, drop, release, tallied
from luncur.campaign.pilot import with_planned
from luncur.campaign.study import prepare
from luncur.campaign.tally import Tally
from luncur.compiler.devices import device_record, device_text, require
from luncur.compiler.scalar import is_kernel, names_used
from luncur.debris.drag_curves import drag_tables
from luncur.debris.fall import PRESETS, Impacts
from luncur.debris.fall_kernel import describe_many, fall_many
from luncur.debris.planned import mission_ground
from luncur.errors import InputError
from luncur.mission import load

# Largest distance of impact points [m] at each share of the falls, share of falls with another status, difference of a
# tally in its standard errors.
LIMITS = {"p95": 0.1, "p99": 1.0, "status flips": 1e-5, "standard errors": 0.1}
SHARES = {"median": 0.5, "p95": 0.95, "p99": 0.99, "p99.9": 0.999, "largest": 1.0}


@cache
def contracted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A kernel compiled for this processor with products and sums fused where the compiler likes to."""
    names = dict(function.__globals__)
    for name in names_used(function.__code__):
        value = names.get(name)
        if isinstance(value, types.FunctionType) and is_kernel(value):
            names[name] = contracted(value)
    twin = types.FunctionType(function.__code__, names, function.__name__)
    compiled: Callable[..., Any] = numba.njit(twin, nogil=True, error_model="numpy", fastmath={"contract"})
    return compiled


def fall_contracted(sim: Simulator, batch: Released) -> Impacts:
    m = len(batch.state)
    final, time_, described = np.empty((m, 6)), np.empty(m), np.empty((m, 5))
    status, used = np.empty(m, dtype=np.int64), np.empty(m, dtype=np.int64)
    contracted(fall_many)(
        np.ascontiguousarray(batch.state), batch.inverse_beta, batch.pieces.drag_id, batch.pieces.launch, drag_tables(),
        batch.tables, sim.plan.weather.upper, batch.factor, mission_ground(sim.plan.mission).array(), PRESETS[sim.preset],
        math.inf, final, time_, status, used,
    )  # fmt: skip
    contracted(describe_many)(final, status, described)
    latitude, longitude, speed, angle, azimuth = (np.ascontiguousarray(c) for c in described.T)
    return Impacts(latitude, longitude, time_, speed, angle, azimuth, final, status, used)


def standard_errors(sim: Simulator, one: Tally, other: Tally) -> float:
    """Largest difference of a mean casualty expectation, failures or planned, any model or bin, in standard errors."""
    failing = len(sim.strata)
    weight = np.array([s.weight for s in sim.strata] + [1.0])
    largest = 0.0
    for rows in (slice(0, failing), slice(failing, failing + 1)):
        n = np.maximum(one.launches[rows], 2.0)[:, None, None]
        w = weight[rows, None, None]
        for a, b in ((one.bins, other.bins), (one.total[:, None], other.total[:, None])):
            mean, mean_b = a[rows, ..., 0] / n, b[rows, ..., 0] / n
            variance = np.maximum(a[rows, ..., 1] / n - mean**2, 0.0) / (n - 1.0)
            error = np.sqrt(np.sum(w**2 * variance, axis=0))
            difference = np.abs(np.sum(w * (mean_b - mean), axis=0))
            ratio = np.where(difference > 0.0, difference / np.maximum(error, 1e-300), 0.0)
            largest = max(largest, float(ratio.max(initial=0.0)))
    return largest


def compare(sim: Simulator, device: str, falls: int, batch: int) -> dict[str, Any]:
    """Distances [m], status flips, tallies and seconds of at least ``falls`` pieces, ``batch`` launches at a time."""
    other = replace(sim, device="cuda" if device == "cuda" else "cpu")
    weight = np.array([s.weight for s in sim.strata])
    shares = cumulative(with_planned(0.5 * weight + 0.5 / max(len(weight), 1)))
    distances: list[np.ndarray] = []
    tallies: list[Tally] = []
    flips, seen, first = 0, 0, 0
    seconds = {"cpu": 0.0, device: 0.0}
    while seen < falls:
        launch = np.arange(first, first + batch, dtype=np.int64)
        released = release(sim, launch, stratum_of(launch, shares))
        began = time.perf_counter()
        here = drop(sim, [released])[0]
        between = time.perf_counter()
        there = drop(other, [released])[0] if device == "cuda" else fall_contracted(sim, released)
        if first > 0:  # the first batch compiles
            seconds["cpu"] += between - began
            seconds[device] += time.perf_counter() - between
        down = (here.status < 10) & (there.status < 10)
        distances.append(np.linalg.norm(here.state[down, :3] - there.state[down, :3], axis=1))
        flips += int(np.sum(here.status != there.status))
        sums = [tallied(sim, count(s, released, impacts)) for s, impacts in ((sim, here), (other, there))]
        tallies = sums if not tallies else [a.plus(b) for a, b in zip(tallies, sums, strict=True)]
        seen += len(here.status)
        first += batch
    distance = np.concatenate(distances)
    timed = seen * (1.0 - batch / first)
    return {
        "falls": seen,
        "launches": first,
        "distance_m": {name: float(np.quantile(distance, share)) for name, share in SHARES.items()},
        "same point": float(np.mean(distance == 0.0)),
        "status flips": flips / seen,
        "standard errors": standard_errors(sim, *tallies),
        "falls per second": {name: timed / s for name, s in seconds.items() if s > 0.0},
    }


def outside(found: dict[str, Any]) -> list[str]:
    """What is further apart than it may be."""
    values = {**found["distance_m"], "status flips": found["status flips"], "standard errors": found["standard errors"]}
    return [
        f"{name}: {values[name]:.3g}, at most {most:g}" for name, most in LIMITS.items() if not values[name] <= most
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", choices=["cuda", "contracted"], default="cuda")
    parser.add_argument("--falls", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=8192, help="launches at a time")
    parser.add_argument("--mission", default="soyuz-vostochny-sso")
    parser.add_argument("--preset", choices=list(PRESETS), default="standard")
    options = parser.parse_args()
    try:
        require("cuda" if options.device == "cuda" else "cpu")
        sim, _ = prepare(load(options.mission), 1)
    except InputError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    record = device_text(device_record("cuda")) if options.device == "cuda" else "this processor, contracted"
    print(f"{record}; {options.mission}, preset {options.preset}")
    found = compare(replace(sim, preset=options.preset), options.device, options.falls, options.batch)
    for name, value in found.items():
        shown = {k: f"{v:.4g}" for k, v in value.items()} if isinstance(value, dict) else f"{value:.6g}"
        print(f"{name}: {shown}")
    apart = outside(found)
    for line in apart:
        print(f"too far apart: {line}")
    sys.exit(1 if apart else 0)


if __name__ == "__main__":
    main()
