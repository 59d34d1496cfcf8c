"""Dispersed flights to orbit: what the presets promise against ever smaller steps, and the work they do for it."""

import numpy as np
import pytest

from luncur.flight import AscentPlan, Releases, fly_batch, plan
from luncur.flight.malfunction import fly_on, turns
from luncur.flight.plan import STEPS
from luncur.mission import load
from luncur.mission.model import FailureMode

FLIGHTS = 100


def ascent(preset: str) -> AscentPlan:
    mission = load("soyuz-vostochny-sso")
    return plan(mission.model_copy(update={"debris": mission.debris.model_copy(update={"preset": preset})}))


@pytest.fixture(scope="module")
def draws() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng, any_plan = np.random.default_rng(4), ascent("standard")
    z = rng.standard_normal((FLIGHTS, len(any_plan.dispersions)))
    return (z, *any_plan.weather.tables(rng.standard_normal((FLIGHTS, any_plan.weather.normals))))


@pytest.fixture(scope="module")
def flown(draws: tuple[np.ndarray, ...]) -> dict[str, Releases]:
    return {name: fly_batch(ascent(name), *draws, np.full(FLIGHTS, np.inf)) for name in STEPS}


def apart(a: Releases, b: Releases) -> tuple[np.ndarray, np.ndarray]:
    """Distance [m] and difference of velocity [m/s] of final states, each flight at its own end."""
    d = a.inertial - b.inertial
    return np.linalg.norm(d[:, :3], axis=1), np.linalg.norm(d[:, 3:], axis=1)


@pytest.mark.parametrize(("preset", "metres", "speed"), [("standard", 10.0, 0.01), ("fast", 250.0, 0.25)])
def test_final_states_of_the_class(flown: dict[str, Releases], preset: str, metres: float, speed: float) -> None:
    assert np.all(flown[preset].status == 0)
    position, velocity = apart(flown[preset], flown["strict"])
    assert np.quantile(position, 0.99) < metres
    assert np.quantile(velocity, 0.99) < speed


def test_strict_is_at_the_limit_of_small_steps(flown: dict[str, Releases], draws: tuple[np.ndarray, ...]) -> None:
    some = [d[:6] for d in draws]
    mission = load("soyuz-vostochny-sso")
    finer = fly_batch(plan(mission, steps=tuple(0.5 * s for s in STEPS["strict"])), *some, np.full(6, np.inf))
    position = np.linalg.norm(finer.inertial[:, :3] - flown["strict"].inertial[:6, :3], axis=1)
    assert position.max() < 0.2
    assert np.abs(finer.time - flown["strict"].time[:6]).max() < 5e-5


@pytest.mark.parametrize(("preset", "most"), [("standard", 2600), ("fast", 2050)])
def test_work_of_the_class(flown: dict[str, Releases], preset: str, most: int) -> None:
    assert flown[preset].evaluations.mean() < most


def test_threads_change_no_bit(draws: tuple[np.ndarray, ...]) -> None:
    one, four = (fly_batch(ascent("standard"), *draws, np.full(FLIGHTS, 300.0), threads=k) for k in (1, 4))
    for name in Releases.__dataclass_fields__:
        assert np.array_equal(getattr(one, name), getattr(four, name), equal_nan=True), name


@pytest.mark.parametrize("kind", ["slow-turn", "tumble", "random-attitude"])
def test_turns_end_where_they_do_with_small_steps(draws: tuple[np.ndarray, ...], kind: str) -> None:
    rng = np.random.default_rng(8)
    failed = fly_batch(ascent("strict"), *draws, rng.uniform(5.0, 280.0, FLIGHTS))
    modes = [FailureMode(name="x", kind=kind, share=1.0)] * FLIGHTS
    wrong = turns(ascent("strict").mission, modes, rng.uniform(size=(FLIGHTS, 2)), np.arange(FLIGHTS) % 2 == 0)
    across, rows = np.full(len(ascent("strict").body_names), 20.0), np.arange(FLIGHTS)
    (usual, how), (exact, how_exact) = (
        fly_on(ascent(preset), *draws, failed, rows, wrong, across) for preset in ("standard", "strict")
    )
    assert np.mean(how == how_exact) > 0.97
    position, _ = apart(usual, exact)
    assert np.quantile(position[how == how_exact], 0.95) < 25.0
