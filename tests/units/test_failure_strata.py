"""Failure modes cut into periods of flight; failure times evenly spread over the thrusting time."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import pytest

from luncur.errors import InputError
from luncur.failure import Stratum, strata
from luncur.failure.strata import LONGEST_PERIOD, thrusting
from luncur.mission.model import FailureMode, Mission

# A made-up flight: boosters and core burn together, the core alone, a pause, then the upper stage twice.
TIMES = {
    "liftoff": 0.0, "booster cutoff": 91.0, "booster separation": 93.5, "fairing": 141.0,
    "core cutoff": 200.0, "core separation": 203.0, "upper ignition": 207.0,
    "upper cutoff": 238.0, "second ignition": 1507.0,
    "second cutoff": 1527.0, "payload separation": 1601.0,
}  # fmt: skip
DOES: dict[str, dict[str, tuple[str, ...]]] = {
    "liftoff": {"ignite": ("booster", "core")},
    "booster cutoff": {"shutdown": ("booster",)},
    "booster separation": {"jettison": ("booster",)},
    "fairing": {"jettison": ("fairing half",)},
    "core cutoff": {"shutdown": ("core",)},
    "core separation": {"jettison": ("core",)},
    "upper ignition": {"ignite": ("upper",)},
    "upper cutoff": {"shutdown": ("upper",)},
    "second ignition": {"ignite": ("upper",)},
    "second cutoff": {"shutdown": ("upper",)},
    "payload separation": {"jettison": ("satellite",)},
}
BURNS = [
    ("booster and core", 0.0, 91.0),
    ("core", 91.0, 200.0),
    ("upper", 207.0, 238.0),
    ("upper", 1507.0, 1527.0),
]
THRUSTING = 200.0 + 31.0 + 20.0  # [s]


def mission(*modes: FailureMode) -> Mission:
    """As much of a mission as strata look at."""
    nothing: dict[str, tuple[str, ...]] = {"ignite": (), "shutdown": (), "jettison": ()}
    events = [SimpleNamespace(name=name, **{**nothing, **does}) for name, does in DOES.items()]
    bodies = [SimpleNamespace(name=name) for name in ("booster", "core", "upper", "fairing half", "satellite")]
    made = SimpleNamespace(
        termination=None,
        vehicle=SimpleNamespace(events=events, bodies=bodies),
        failure=SimpleNamespace(modes=modes),
        file="made up",
    )
    return cast(Mission, made)


def mode(name: str = "burst", share: float = 1.0, **window: str) -> FailureMode:
    return FailureMode.model_validate({"name": name, "kind": "explosion", "share": share, **window})


def cut(*modes: FailureMode, times: Mapping[str, float] = TIMES) -> tuple[Stratum, ...]:
    return strata(mission(*modes), times)


def test_stretches_with_the_same_bodies_burning() -> None:
    assert thrusting(mission(mode()), TIMES) == BURNS  # the fairing does not cut a stretch, the pauses do


def test_strata_tile_the_thrusting_time_once() -> None:
    found = cut(mode())
    assert sum(s.end - s.start for s in found) == pytest.approx(THRUSTING, abs=1e-9)
    for before, after in itertools.pairwise(found):
        assert before.start < before.end <= after.start + 1e-9
    for s in found:
        assert any(a - 1e-9 <= s.start and s.end <= b + 1e-9 for _, a, b in BURNS)
        assert s.end - s.start <= LONGEST_PERIOD + 1e-9
    assert [s.phase for s in found] == ["booster and core burning"] * 2 + ["core burning"] * 2 + ["upper burning"] * 2


def test_the_density_of_failure_is_the_same_over_the_thrusting_time() -> None:
    for s in cut(mode()):
        assert s.weight / (s.end - s.start) == pytest.approx(1 / THRUSTING, rel=1e-12)


def test_weights_sum_to_one_and_to_the_shares() -> None:
    found = cut(mode("burst", 0.3), mode("halt", 0.7, start="core cutoff"))
    assert sum(s.weight for s in found) == pytest.approx(1.0, abs=1e-12)
    assert sum(s.weight for s in found if s.mode == "halt") == pytest.approx(0.7, abs=1e-12)


def test_a_window_keeps_to_its_events() -> None:
    found = cut(mode(start="booster separation", end="upper cutoff"))
    assert found[0].start == 93.5
    assert found[-1].end == 238.0
    assert sum(s.end - s.start for s in found) == pytest.approx(106.5 + 31.0, abs=1e-9)


@pytest.mark.parametrize(("length", "pieces"), [(59.9, 1), (60.0, 1), (60.4, 2), (119.9, 2), (120.0, 2), (120.5, 3)])
def test_no_period_is_longer_than_a_minute(length: float, pieces: int) -> None:
    found = cut(
        mode(end="booster cutoff"),
        times={**TIMES, "booster cutoff": length, "booster separation": length + 1},
    )
    assert len(found) == pieces
    assert max(s.end - s.start for s in found) <= LONGEST_PERIOD + 1e-9


def test_names_of_periods() -> None:
    assert Stratum("burst", "explosion", "core burning", 91.2, 145.6, 0.5).period == "91-146 s"


def test_a_window_without_thrust_is_refused() -> None:
    with pytest.raises(InputError, match=r"failure\.mode\.burst.*thrusting"):
        cut(mode(start="core cutoff", end="upper ignition"))


@pytest.mark.parametrize("window", [{"start": "second cutoff"}, {"end": "second cutoff"}])
def test_a_window_at_an_event_that_is_not_reached_is_refused(window: dict[str, str]) -> None:
    with pytest.raises(InputError, match="second cutoff"):
        cut(mode(**window), times={**TIMES, "second cutoff": math.nan, "payload separation": math.nan})


def test_a_flight_that_never_burns_is_refused() -> None:
    with pytest.raises(InputError, match="thrusting"):
        cut(mode(), times={"liftoff": 0.0})


def test_without_a_failure_table_there_are_no_strata() -> None:
    bare = mission()
    bare.failure = None  # type: ignore[misc]
    assert strata(bare, TIMES) == ()
