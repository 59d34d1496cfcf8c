"""How long orbits last, with what is not known about body, air and Sun."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from datetime import datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.errors import InputError
from luncur.orbit.life.air import UpperAir, upper_air
from luncur.orbit.life.decay import Decay, decay
from luncur.orbit.life.decay_kernel import DECAYED, NO_ORBIT
from luncur.orbit.life.mean_orbit import MeanOrbits
from luncur.orbit.life.perigee_swing import lunisolar_assumption
from luncur.orbit.life.solar import (
    SolarCourse,
    constant_activity,
    density_sigma,
    possible_activity,
    recorded_activity,
    solar_levels,
    solar_record,
)
from luncur.sentences import Sentence

Floats = NDArray[np.float64]
YEAR = 365.25 * 86400.0  # [s]
DAY = 86400.0  # [s]
PERCENTILES = (2.5, 5.0, 25.0, 50.0, 75.0, 95.0, 97.5)
_SUN_DRAWS = 12  # uniform numbers that choose a future of the Sun
_QUARTER = YEAR / 4  # within which season and hour of the day have passed through half of their course [s]
_FOR_LEVELS = 200  # orbits that the lives under one Sun are taken over


@dataclass(frozen=True)
class DragInterval:
    """What is known of Cd A / m [m2/kg] of a body: an interval, and in it the value that is as likely passed as not.

    best: None for the geometric middle.  On each side of it the logarithm is taken as even.  Raises InputError for an interval
    that is empty or not above 0, and for a best value outside it.
    """

    low: float
    high: float
    best: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high < math.inf:
            raise InputError(
                "orbit life",
                "Cd A / m",
                f"{self.low:g} to {self.high:g}",
                "an interval above 0 [m2/kg], the lower end first",
            )
        if self.best is not None and not self.low <= self.best <= self.high:
            raise InputError("orbit life", "Cd A / m", f"{self.best:g}", f"{self.low:g} to {self.high:g} [m2/kg]")

    @property
    def middle(self) -> float:
        return math.sqrt(self.low * self.high) if self.best is None else self.best

    def at(self, uniform: Floats) -> Floats:
        """Values [m2/kg] at numbers (n,) that are even between 0 and 1; at one half the middle."""
        below = self.low * (self.middle / self.low) ** (2 * uniform)
        above = self.middle * (self.high / self.middle) ** (2 * uniform - 1)
        return np.where(uniform < 0.5, below, above)


def drag_of(
    mass: float, area: tuple[float, float], drag_coefficient: tuple[float, float], best: float | None = None
) -> DragInterval:
    """Interval of Cd A / m from a mass [kg] and intervals of the area across the flow [m2] and of the drag coefficient.

    best: of the product of area and coefficient [m2], None for the geometric middle.  Raises InputError for a mass that is not above 0.
    """
    if not 0 < mass < math.inf:
        raise InputError("orbit life", "mass", mass, "a finite number above 0 [kg]")
    ends = area[0] * drag_coefficient[0] / mass, area[1] * drag_coefficient[1] / mass
    return DragInterval(*ends, None if best is None else best / mass)


@dataclass(frozen=True)
class LevelLife:
    """Life [s] under one Sun: with the greatest, the middle and the least Cd A / m of the interval, in the air as modelled.

    For several orbits the median over the first 200; infinite: longer than was looked, or than the Sun is known.
    """

    name: str
    shortest: float
    middle: float
    longest: float
    assumed: tuple[str, ...]


@dataclass(frozen=True)
class Lifetime:
    """Lives of n samples, each an orbit, a body, an air and a Sun.

    seconds[n]: infinite where a sample was still in orbit at the end of the span; revolutions[n]; status[n] as in ``decay``;
    suborbital[n]: whether the conic that was given meets the ground; levels: the life under a constant Sun; by_record: under
    the Sun as measured and predicted, infinite where the record ends first (None without a date).
    """

    seconds: Floats
    revolutions: Floats
    status: NDArray[np.int64]
    suborbital: NDArray[np.bool_]
    levels: tuple[LevelLife, ...]
    by_record: LevelLife | None
    span: float
    seed: int
    assumed: tuple[str, ...]

    @property
    def samples(self) -> int:
        return len(self.seconds)

    def percentiles(self, shares: ArrayLike = PERCENTILES) -> Floats:
        """Lives [s] that given percentages of the samples do not exceed; each is the life of one of them."""
        return np.asarray(np.percentile(self.seconds, np.asarray(shares), method="inverted_cdf"))

    def share_down_within(self, seconds: float) -> float:
        """Share of the samples that came down within a time [s], those that never were in orbit included."""
        return float(np.mean(self.seconds <= seconds))

    @property
    def share_without_orbit(self) -> float:
        """Share that does not complete a revolution: at the start already below 100 km, the ground included."""
        return float(np.mean((self.status == NO_ORBIT) | self.suborbital))


def lifetime(
    orbits: MeanOrbits,
    drag: DragInterval,
    epoch: datetime | None,
    *,
    samples: int = 1000,
    seed: int = 0,
    span: float = 100 * YEAR,
    air: UpperAir | None = None,
    sigma: float | None = None,
    threads: int = 1,
) -> Lifetime:
    """Lives of one orbit, or of many that an injection may give: sample i takes the orbit number i modulo their count.

    epoch: date of the orbits; None: any time of the solar cycle.  sigma: standard deviation of the logarithm of true over
    modelled density, one draw for a whole life (default 0.15, Bowman et al., AIAA 2008-6438); season and hour, which the air
    averages, make short lives differ by another 15 %, which the months take away.  Sample i draws the same whatever the count.  Raises InputError for a count below 1, a date outside the record, or an orbit whose perigee Sun and Moon move
    more than drag can be reckoned with.
    """
    if samples < 1:
        raise InputError("orbit life", "samples", samples, "a whole number of at least 1")
    if not 0 < span <= 1000 * YEAR:
        raise InputError("orbit life", "span", span, "above 0 and at most 1,000 years [s]")
    air = air or upper_air()
    lunisolar = lunisolar_assumption(orbits)
    draws = np.random.Generator(np.random.Philox(key=seed)).random((samples, 3 + _SUN_DRAWS))
    body = drag.at(draws[:, 0])
    factor = np.exp((density_sigma()[0] if sigma is None else sigma) * _normal(draws[:, 1]))
    sun = possible_activity(epoch, draws[:, 3:], span)
    drawn = _chosen(orbits, np.arange(samples) % len(orbits))
    result = decay(drawn, body * factor, sun, air, span, row=np.arange(samples), threads=threads)
    season = np.exp(-air.passing * _normal(draws[:, 2]) / np.sqrt(1.0 + result.seconds / _QUARTER))
    result = replace(result, seconds=result.seconds * season, revolutions=result.revolutions * season)
    few = _chosen(orbits, np.arange(min(len(orbits), _FOR_LEVELS)))
    levels = tuple(
        _level(few, drag, level.name, constant_activity(level), air, span, threads) for level in solar_levels()
    )
    known = solar_record()
    record: LevelLife | None = None
    beyond: tuple[str, ...] = ()
    if epoch is not None and known.holds(epoch):
        record = _level(few, drag, "record", recorded_activity(epoch), air, span, threads)
    elif epoch is not None:  # later than the prediction: the drawn futures stand alone
        beyond = (Sentence("life_sun_beyond", predicted=known.end, source=known.source),)
    flies = drawn.lowest_osculating > 0.0
    return Lifetime(
        _lives(result, drawn), np.where(flies, result.revolutions, 0.0), result.status, ~flies, levels, record, span, seed,
        (*_assumed(drag, air, sigma), *sun.assumed, *lunisolar, *beyond),
    )  # fmt: skip


def _assumed(drag: DragInterval, air: UpperAir, sigma: float | None) -> tuple[str, ...]:
    said, source = density_sigma()
    density = (
        Sentence("life_density", air=air.name, sigma=100 * said, source=source)
        if sigma is None
        else Sentence("life_density_given", air=air.name, sigma=100 * sigma)
    )
    return Sentence("life_drag", low=drag.low, high=drag.high), density, *air.assumed, Sentence("life_forces")


def _level(
    orbits: MeanOrbits, drag: DragInterval, name: str, sun: SolarCourse, air: UpperAir, span: float, threads: int
) -> LevelLife:
    lives = [
        float(
            np.percentile(
                _lives(decay(orbits, value, sun, air, span, threads=threads), orbits), 50.0, method="inverted_cdf"
            )
        )
        for value in (drag.high, drag.middle, drag.low)
    ]
    return LevelLife(name, lives[0], lives[1], lives[2], sun.assumed)


def _lives(result: Decay, orbits: MeanOrbits) -> Floats:
    """Lives [s]: none for what meets the ground on its conic, infinite for what was still up."""
    lives = np.where(result.status == DECAYED, result.seconds, math.inf)
    return np.asarray(np.where((result.status == NO_ORBIT) | (orbits.lowest_osculating <= 0.0), 0.0, lives))


def _chosen(orbits: MeanOrbits, rows: NDArray[np.int64]) -> MeanOrbits:
    return MeanOrbits(*(np.ascontiguousarray(getattr(orbits, field.name)[rows]) for field in fields(orbits)))


def _normal(uniform: Floats) -> Floats:
    from scipy.special import ndtri

    return np.asarray(ndtri(np.clip(uniform, 1e-12, 1 - 1e-12)))
