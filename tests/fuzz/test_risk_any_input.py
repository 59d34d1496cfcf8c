"""Whatever the numbers: no casualty area, blast or verdict that could hide a risk."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.compiler import compiled
from luncur.failure import reference_probability
from luncur.mission.model import ClosedArea
from luncur.places.closed import ClosedAreas
from luncur.risk import MODELS, kingery_bulmash, liquid_yield, solid_yield
from luncur.risk.blast import LIQUID_YIELD, SOLID_SURFACE
from luncur.risk.bounce import OUTDOORS
from luncur.risk.casualty_kernel import casualties_many
from luncur.risk.criteria import MODELLED, _verdict
from luncur.risk.harm import Struck, harm
from luncur.risk.shelter import ROOF_MODELS

ANY_TIME = settings(deadline=None)  # the first call compiles or imports
areas = st.one_of(st.floats(0, 1e13), st.just(math.nan))  # nan: its speed is not known
anything = st.floats(allow_nan=True, allow_infinity=True)
GRID = np.linspace(1e-9, 1e-2, 18 * 36, dtype=np.float32).reshape(18, 36)
CLOSED = ClosedAreas.of(
    [
        ClosedArea(name="a", kind="evacuated", source="x", latitude=0.4, longitude=0.1, radius=2e6),
        ClosedArea(
            name="b", kind="evacuated", source="x", points=((0.1, 3.0), (-0.9, 3.1), (0.2, -2.6)), applies_to="planned"
        ),
    ]
)


@ANY_TIME
@given(area=st.floats(0, 1e9))
def test_casualty_areas_are_finite_and_hold_the_piece(area: float) -> None:
    for model in MODELS.values():
        value = float(model(area))
        assert math.isfinite(value)
        assert value >= area


@ANY_TIME
@given(mass=st.floats(0, 1e7), speed=st.floats(0, 1.2e4))
def test_yields_are_shares_that_can_be(mass: float, speed: float) -> None:
    for surface in SOLID_SURFACE:
        assert 0.0 <= float(solid_yield(mass, speed, surface)) <= 1.28
    for propellant, surfaces in LIQUID_YIELD.items():
        for surface in surfaces:
            assert 0.0 <= float(liquid_yield(propellant, speed, surface)) <= 1.524


@ANY_TIME
@given(z=anything)
def test_blast_is_above_nothing_or_unknown(z: float) -> None:
    for quantity in ("incident pressure", "incident impulse", "reflected pressure", "arrival time", "duration"):
        value = float(kingery_bulmash(quantity, z))
        assert math.isnan(value) or (math.isfinite(value) and value > 0)


@ANY_TIME
@given(at=st.tuples(anything, anything), area=areas, reach=areas, weight=st.floats(0, 1e6), planned=st.booleans())
def test_casualties_are_never_negative_nor_unknown(
    at: tuple[float, float], area: float, reach: float, weight: float, planned: bool
) -> None:
    one = [np.array([v]) for v in (*at, area, reach, weight)]
    out, in_place = np.full((2, 1), -1.0)
    compiled(casualties_many)(*one, np.array([planned]), GRID, *CLOSED.arrays, out, in_place)
    assert 0.0 <= out[0] <= in_place[0]


shares = st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(lambda x: sum(x) > 0.1)


@ANY_TIME
@given(
    area=st.floats(0, 1e4), mass=st.floats(0, 1e7), speed=st.floats(0, 1.2e4), angle=st.floats(-0.1, math.pi / 2),
    beta=st.floats(1e-3, 1e6), tnt=st.floats(0, 1e7), parts=shares, outdoors=st.sampled_from(sorted(OUTDOORS)),
    roofs=st.sampled_from(sorted(ROOF_MODELS)),
)  # fmt: skip
def test_harm_is_between_nothing_and_its_worst_class(
    area: float,
    mass: float,
    speed: float,
    angle: float,
    beta: float,
    tnt: float,
    parts: list[float],
    outdoors: str,
    roofs: str,
) -> None:
    struck = Struck(*(np.array([v]) for v in (area, mass, speed, angle, beta, tnt)))
    mix = np.array([parts]) / sum(parts)
    found = harm(struck, mix, outdoors, roofs)
    assert np.isfinite(found.area[0])
    assert np.isfinite(found.reach[0])
    assert 0.0 <= found.area[0] <= math.pi * found.reach[0] ** 2 * (1 + 1e-9)


@ANY_TIME
@given(area=anything, mass=anything, speed=anything, beta=anything, tnt=anything)
def test_harm_of_anything_at_all_is_not_negative(
    area: float, mass: float, speed: float, beta: float, tnt: float
) -> None:
    numbers = (abs(area), abs(mass), abs(speed), 0.3, abs(beta), abs(tnt))
    with np.errstate(all="ignore"):
        found = harm(Struck(*(np.array([v]) for v in numbers)), np.full((1, 5), 0.2))
    assert not found.area[0] < 0.0
    if math.isnan(speed):
        assert math.isnan(found.area[0])  # and the kernel counts nobody


@ANY_TIME
@given(mean=anything, low=anything, high=anything, assumed=st.sampled_from(["", "fragments"]))
def test_below_means_that_the_high_end_is_below(mean: float, low: float, high: float, assumed: str) -> None:
    limit = {"limit": 1e-4, "covers": sorted(MODELLED)}
    verdict, reason = _verdict(limit, {"mean": mean, "input_low_95": low, "input_high_95": high}, assumed)
    assert reason
    if verdict == "below":
        assert high <= (1e-5 if assumed else 1e-4)
    elif verdict == "above":
        assert low > 1e-4
    else:
        assert verdict == "undecided"


@ANY_TIME
@given(flights=st.integers(1, 400), data=st.data())
def test_limits_hold_the_record(flights: int, data: st.DataObject) -> None:
    failures = data.draw(st.integers(0, flights))
    low, mean, high = reference_probability(flights, failures)
    assert 0.0 <= low < mean < high <= 1.0
    assert low <= failures / flights <= high
