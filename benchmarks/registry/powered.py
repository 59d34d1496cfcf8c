"""The problem of the flight cases: dispersed launches of `soyuz-vostochny-sso` to orbit, and turns after failures."""

from __future__ import annotations

import resource
from functools import cache

import numpy as np
from numpy.typing import NDArray

import luncur
from luncur.debris.breakup import broadside
from luncur.flight import AscentPlan, Releases, fly_batch, plan
from luncur.flight.malfunction import Turns, fly_on, turns
from luncur.mission.model import FailureMode

Floats = NDArray[np.float64]
Draws = tuple[Floats, Floats, Floats]  # normals of the vehicle, weather tables, density factors

BLOCK = 1024  # flights whose weather is held at once
KINDS = ("random-attitude", "slow-turn", "tumble", "stuck-attitude", "thrust-loss")
LAST = 560.0  # failures happen up to the third stage's cut-off [s]


@cache
def ascent(preset: str = "standard") -> AscentPlan:
    mission = luncur.load("soyuz-vostochny-sso")
    return plan(mission.model_copy(update={"debris": mission.debris.model_copy(update={"preset": preset})}))


def draws(n: int, seed: int) -> Draws:
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((n, len(ascent().dispersions)))
    return (z, *ascent().weather.tables(rng.standard_normal((n, ascent().weather.normals))))


def to_orbit(drawn: Draws, preset: str = "standard", threads: int = 1) -> Releases:
    """Every launch flown to its last event."""
    return fly_batch(ascent(preset), *drawn, np.full(len(drawn[0]), np.inf), threads=threads)


def failures(drawn: Draws, seed: int) -> tuple[Releases, Turns]:
    """Launches stopped at times drawn evenly, by the strict preset, and what goes wrong with the attitude of each."""
    n = len(drawn[0])
    rng = np.random.default_rng(seed)
    failed = fly_batch(ascent("strict"), *drawn, rng.uniform(0.0, LAST, n))
    modes = [FailureMode(name="x", kind=KINDS[i % len(KINDS)], share=1.0, thrust_left=0.7) for i in range(n)]
    return failed, turns(ascent().mission, modes, rng.uniform(size=(n, 2)), np.arange(n) % 2 == 0)


def turned(drawn: Draws, failed: Releases, turn: Turns, preset: str = "standard", threads: int = 1) -> Releases:
    """Every failed launch flown on until something ends its turn."""
    rows = np.arange(len(drawn[0]))
    return fly_on(ascent(preset), *drawn, failed, rows, turn, broadside(ascent().mission), threads)[0]


def apart(found: Releases, exact: Releases) -> dict[str, float]:
    """Differences of the final states, each flight at its own end: quantiles in metres and metres per second."""
    metres = np.linalg.norm(found.inertial[:, :3] - exact.inertial[:, :3], axis=1)
    speed = np.linalg.norm(found.inertial[:, 3:] - exact.inertial[:, 3:], axis=1)
    out = {"compared": float(len(metres))}
    for name, q in (("median", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0)):
        out[f"{name}_m"], out[f"{name}_m_s"] = float(np.quantile(metres, q)), float(np.quantile(speed, q))
    return out


def peak_memory() -> float:
    """The most memory that this process has held [MiB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
