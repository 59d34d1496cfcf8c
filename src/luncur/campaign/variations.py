"""The inputs that a sensitivity study varies one at a time, and what it sets them to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.launches import Simulator
from luncur.failure import FailureProbability
from luncur.mission import Mission
from luncur.mission.model import ShelterMix
from luncur.risk.surface import SURFACES

Floats = NDArray[np.float64]

STANDARD_SIGMA = 0.05  # density dispersion tried where a mission has none


@dataclass(frozen=True)
class Setting:
    """One input set to one other value: a changed mission to fly, or another way to count the launches flown.

    mission, surface: fly again with these; people: index of the people model; weight: of every failure stratum.
    """

    name: str
    mission: Mission | None = None
    surface: int | None = None
    people: int = 0
    weight: Floats | None = None


@dataclass(frozen=True)
class Variation:
    """An input, which one of its kind it is ("" where there is one), and its other values."""

    input: str
    of: str
    settings: tuple[Setting, ...]


def variations(sim: Simulator, probability: FailureProbability) -> tuple[Variation, ...]:
    """Every input of a mission that can be varied; what it does not have is left out.

    sim: of the mission as it stands; probability: its probability of failure with limits.
    """
    return (*_counted(sim, probability), *_debris(sim.plan.mission), *_air(sim.plan.mission), *_harm(sim))


def base_weight(sim: Simulator, probability: FailureProbability) -> Floats:
    """Probability of every failure stratum; per failure where the probability of failure is unknown."""
    return np.array([s.weight for s in sim.strata]) * (1.0 if probability.mean is None else probability.mean)


def _counted(sim: Simulator, probability: FailureProbability) -> Iterator[Variation]:
    """Inputs for which the launches need not be flown again."""
    weight = base_weight(sim, probability)
    low, high = probability.low_95, probability.high_95
    if probability.mean and low is not None and high is not None and low < high:
        limits = [Setting(f"{p:.3g}", weight=weight * (p / probability.mean)) for p in (low, high)]
        yield Variation("probability of failure", "", tuple(limits))
    modes = np.array([s.mode for s in sim.strata])
    for mode in dict.fromkeys(modes.tolist()):
        yield Variation(
            "share of failures",
            mode,
            tuple(_share(weight, modes == mode, f, n) for f, n in ((0.5, "half"), (2.0, "double"))),
        )
    yield from (Variation("people", "", (Setting(m.name, people=i),)) for i, m in enumerate(sim.people) if i > 0)


def _share(weight: Floats, of_mode: NDArray[np.bool_], factor: float, name: str) -> Setting:
    """A mode's share times a factor, at most all; the other modes make up for it in proportion."""
    share = float(weight[of_mode].sum() / weight.sum())
    new = min(share * factor, 1.0)
    others = (1.0 - new) / (1.0 - share) if share < 1.0 else 0.0
    return Setting(name, weight=np.where(of_mode, weight * new / share, weight * others) if share > 0 else weight)


def _with(part: Any, **values: Any) -> Any:
    return part.model_copy(update=values)


def _debris(mission: Mission) -> Iterator[Variation]:
    """How many pieces, and where a vehicle comes apart."""
    debris, vehicle = mission.debris, mission.vehicle
    yield Variation("number of pieces", "", tuple(
        Setting(name, _with(mission, debris=_with(debris, fragment_count=debris.fragment_count * f)))
        for f, name in ((0.5, "half"), (2.0, "double"))
    ))  # fmt: skip
    for field, label in (
        ("q_alpha", "limit of q-alpha"), ("tumbling_dynamic_pressure", "limit of the tumbling fall"),
        ("entry_altitude", "height of breakup by heating"),
    ):  # fmt: skip
        value = getattr(vehicle.breakup, field)
        if value is None:
            continue
        factors = (
            ((0.5, "half"), (2.0, "double")) if field != "entry_altitude" else ((0.9, "10 % less"), (1.1, "10 % more"))
        )
        yield Variation(label, "", tuple(
            Setting(name, _with(mission, vehicle=_with(vehicle, breakup=_with(vehicle.breakup, **{field: value * f}))))
            for f, name in factors
        ))  # fmt: skip
    if mission.termination is not None:
        yield Variation("termination rule", "", (Setting("none", _with(mission, termination=None)),))


def _air(mission: Mission) -> Iterator[Variation]:
    weather = mission.weather
    if weather.wind.model != "none":
        still = _with(weather.wind, model="none", file=None)
        yield Variation("wind", "", (Setting("none", _with(mission, weather=_with(weather, wind=still))),))
        if weather.wind.dispersion:
            calm = _with(weather.wind, dispersion=False)
            yield Variation(
                "wind dispersion", "", (Setting("none", _with(mission, weather=_with(weather, wind=calm))),)
            )
    sigmas = (
        ((0.0, "none"), (2.0 * weather.density_sigma, "double"))
        if weather.density_sigma
        else ((STANDARD_SIGMA, "5 %"),)
    )
    yield Variation("density dispersion", "", tuple(
        Setting(name, _with(mission, weather=_with(weather, density_sigma=sigma))) for sigma, name in sigmas
    ))  # fmt: skip


def _harm(sim: Simulator) -> Iterator[Variation]:
    """Where people are, and what harms them."""
    mission, people = sim.plan.mission, sim.plan.mission.people
    if people.shelter is not None:
        inside = ShelterMix(concrete=1.0, source="sensitivity")
        sheltered = _with(people.shelter, day=inside, night=inside)
        yield Variation("shelter", "", (
            Setting("all outdoors", _with(mission, people=_with(people, shelter=None))),
            Setting("all under concrete", _with(mission, people=_with(people, shelter=sheltered))),
        ))  # fmt: skip
    if mission.closed_areas:
        yield Variation("closed areas", "", (Setting("none", _with(mission, closed_areas=())),))
    rules = [rule for rule in ("bounce-slide", "two-circles", "seven-times") if rule != people.outdoors]
    yield Variation(
        "casualty area outdoors", "", tuple(Setting(r, _with(mission, people=_with(people, outdoors=r))) for r in rules)
    )
    yield Variation("ground under explosions", "", tuple(
        Setting(name, surface=SURFACES.index(name)) for name in ("soft", "hard")
    ))  # fmt: skip
