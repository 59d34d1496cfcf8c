"""How long the orbit lasts and what its end may hurt, as the summary tells it."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.input.model import OrbitCase, Spacecraft
from luncur.orbit.life.air import upper_air
from luncur.orbit.life.lifetime import DragInterval, LevelLife, Lifetime, drag_of, lifetime
from luncur.orbit.life.mean_orbit import MeanOrbits, mean_orbits, mean_orbits_of
from luncur.orbit.life.reentry import reentry_risk
from luncur.orbit.life.solar import solar_levels
from luncur.orbit.motion.elements import Elements
from luncur.sentences import coded

SHARES = (5.0, 50.0, 95.0)


def drag_of_spacecraft(craft: Spacecraft) -> DragInterval | None:
    """The interval of Cd A / m; None without a drag area."""
    if craft.drag_area is None:
        return None
    low = craft.drag_area if craft.drag_area_low is None else craft.drag_area_low
    high = craft.drag_area if craft.drag_area_high is None else craft.drag_area_high
    coefficient = craft.drag_coefficient
    return drag_of(craft.mass, (low, high), (coefficient, coefficient), best=craft.drag_area * coefficient)


def life_of(
    case: OrbitCase, orbits: MeanOrbits, epoch: datetime, seed: int, threads: int, samples: int | None = None
) -> Lifetime | None:
    """Lives of mean orbits with the spacecraft of a case; None without its mass and areas."""
    drag = drag_of_spacecraft(case.spacecraft) if case.spacecraft is not None else None
    if drag is None:
        return None
    return lifetime(
        orbits, drag, epoch, samples=samples or case.life.samples, seed=seed, span=case.life.longest,
        sigma=case.life.density_sigma, threads=threads,
    )  # fmt: skip


def life_record(case: OrbitCase, found: Lifetime) -> dict[str, Any]:
    """Lives under constant Suns and by the record, and the spread over everything that is not known."""
    assert case.spacecraft is not None
    drag = drag_of_spacecraft(case.spacecraft)
    assert drag is not None
    suns = {level.name: level for level in solar_levels()}
    return {
        "levels": [
            {"level": row.name, "f107": suns[row.name].f107, "ap": suns[row.name].ap, **level_record(row)}
            for row in found.levels
        ],
        "by_record": None if found.by_record is None else level_record(found.by_record),
        "percentiles": dict(zip(("p5", "median", "p95"), (_finite(v) for v in found.percentiles(SHARES)), strict=True)),
        "samples": found.samples, "seed": found.seed, "longest_s": found.span,
        "beyond_longest_share": float(np.mean(~np.isfinite(found.seconds))),
        "ballistic_coefficient_kg_m2": {
            "low": 1 / drag.high, "middle": 1 / drag.middle, "high": 1 / drag.low,
        },
        "density_sigma": case.life.density_sigma, "model": upper_air().name, "assumed": [str(s) for s in found.assumed], "assumed_coded": [coded(s) for s in found.assumed],
    }  # fmt: skip


def level_record(row: LevelLife) -> dict[str, float | None]:
    """Lives [s] with the greatest, the middle and the least drag; null: longer than was looked."""
    return {"shortest_s": _finite(row.shortest), "life_s": _finite(row.middle), "longest_s": _finite(row.longest)}


def scattered_lives(found: Lifetime, years: tuple[float, ...] = (1.0, 5.0, 25.0)) -> dict[str, Any]:
    """Percentiles and shares of the lives of dispersed injections."""
    year = 365.25 * 86400.0
    return {
        **dict(zip(("p5", "median", "p95"), (_finite(v) for v in found.percentiles(SHARES)), strict=True)),
        "samples": found.samples, "without_orbit_share": found.share_without_orbit,
        "down_within": [{"years": y, "share": found.share_down_within(y * year)} for y in years],
    }  # fmt: skip


def reentry_record(
    case: OrbitCase, orbits: MeanOrbits, epoch: datetime, life: Lifetime | None
) -> dict[str, Any] | None:
    """Casualty expectation of an uncontrolled re-entry by latitude, in the year that the life most likely ends; None without a
    casualty area.

    The year is that of the median life, 2100 at the latest, or of the epoch without a life.
    """
    craft = case.spacecraft
    if craft is None or craft.casualty_area is None:
        return None
    median = float(life.percentiles(50.0)) if life is not None else 0.0
    year = (
        epoch.year
        + (epoch.timetuple().tm_yday - 1) / 365.25
        + (median / 3.15576e7 if math.isfinite(median) else 1000.0)
    )
    year = min(max(year, 2011.0), 2100.0)
    risk = reentry_risk(float(orbits.inclination[0]), craft.casualty_area, year)
    middle, low, high = risk.expectation
    rows = [
        {
            "south_deg": math.degrees(a), "north_deg": math.degrees(b), "share_of_time": float(s),
            "people_per_km2": (risk.density[:, n] * 1e6).tolist(), "casualty_expectation": risk.by_band[:, n].tolist(),
        }
        for n, (a, b, s) in enumerate(zip(risk.edges[:-1], risk.edges[1:], risk.share, strict=True))
        if s > 0
    ]  # fmt: skip
    return {
        "casualty_area_m2": craft.casualty_area, "year": year, "casualty_expectation": middle, "low": low, "high": high,
        "by_model": [
            {"model": name, "casualty_expectation": float(total)}
            for name, total in zip(risk.models, risk.by_band.sum(axis=1), strict=True)
        ],
        "by_latitude": rows, "verdict": risk.verdict,
        "yardstick": {
            "name": risk.yardstick.name, "value": risk.yardstick.limit, "source": risk.yardstick.source,
            "confirmed": risk.yardstick.confirmed,
        },
        "assumed": [str(s) for s in risk.assumed], "assumed_coded": [coded(s) for s in risk.assumed],
    }  # fmt: skip


def _finite(value: float | np.floating[Any]) -> float | None:
    return float(value) if math.isfinite(value) else None


def mean_orbits_together(rows: NDArray[np.float64], mean: bool) -> MeanOrbits:
    """Mean orbits of elements [n, 8] as ``injection.dispersed.FIELDS`` has them; mean: whether they are mean elements already."""
    i, raan, perigee, true = np.radians(rows[:, 2:6]).T
    if mean:
        return mean_orbits(rows[:, 0], rows[:, 1], i, perigee)
    return mean_orbits_of(Elements(rows[:, 0], rows[:, 1], i, raan, perigee, true))
