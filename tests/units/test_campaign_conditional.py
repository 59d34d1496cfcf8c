"""Casualties given a failure: what a few launches allow to be said of a period of flight."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.conditional import conditional_rows
from luncur.campaign.tally import Tally
from luncur.failure.strata import Stratum

RARE, HEAVY, USUAL = 0.01, 1.0, 0.005  # one launch in a hundred hurts two hundred times as many
MEAN = RARE * HEAVY + (1 - RARE) * USUAL


def study(consequences: list[NDArray[np.float64]], modes: list[str]) -> tuple[Any, Tally]:
    """Strata one after another in time, and what their launches came to; the normal flight, last, hurts nobody."""
    strata = tuple(
        Stratum(mode=mode, kind="shutdown", phase=f"period {i}", start=60.0 * i, end=60.0 * (i + 1), weight=0.1)
        for i, mode in enumerate(modes)
    )
    every = [*consequences, np.zeros(1)]
    tally = replace(
        Tally.empty(len(every), 0, 1),
        launches=np.array([float(len(c)) for c in every]),
        total=np.array([[[c.sum(), (c**2).sum(), (c**3).sum()]] for c in every]),
        largest=np.array([[c.max()] for c in every]),
    )
    return SimpleNamespace(strata=strata, people=(SimpleNamespace(name="people"),)), tally


def drawn(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    return np.where(rng.random(n) < RARE, HEAVY, USUAL)


def test_a_bad_launch_that_a_short_period_did_not_show_is_allowed_for() -> None:
    rng = np.random.default_rng(7)
    held = unseen = 0
    for _ in range(400):
        short = drawn(rng, 44)
        unseen += short.max() < HEAVY
        rows = conditional_rows(*study([short, drawn(rng, 2000)], ["shutdown", "shutdown"]))
        held += rows[0]["people"]["low"] <= MEAN <= rows[0]["people"]["high"]
    assert unseen > 200  # more often than not nothing is seen that would say so
    assert held >= 390


def test_another_mode_says_nothing_of_a_period() -> None:
    short = np.full(44, USUAL) + 1e-5 * np.arange(44)
    seen = np.append(np.full(1999, USUAL), HEAVY)
    (alone, _) = conditional_rows(*study([short, seen], ["shutdown", "explosion"]))
    (beside, _) = conditional_rows(*study([short, seen], ["shutdown", "shutdown"]))
    assert alone["people"]["high"] < 2 * USUAL
    assert beside["people"]["high"] > 0.08 * HEAVY
    assert alone["people"]["low"] == beside["people"]["low"]


def test_no_bound_passes_the_largest_consequence_seen() -> None:
    rows = conditional_rows(*study([np.array([0.1, 0.2, 0.3])], ["shutdown"]))
    assert rows[0]["people"]["high"] == 0.3
