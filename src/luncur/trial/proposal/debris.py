"""How far the pieces of a flight that is ended come down from its vacuum impact point, to the sides and ahead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.debris.breakup import Pieces, explode
from luncur.debris.drag_curves import drag_tables
from luncur.debris.fall import fall_batch
from luncur.debris.planned import mission_ground
from luncur.earth.constants import MEAN_RADIUS, STANDARD_GRAVITY
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.flight.batch import fly_batch
from luncur.flight.plan import AscentPlan
from luncur.termination.rule_table import unit_vectors
from luncur.trial.proposal.choices import Choices
from luncur.trial.proposal.flights import draw, impact_of

Floats = NDArray[np.float64]
DRAWS = 200  # of weather, drag and imparted velocity for every kind of piece
PIECES = 0x70726F80  # key of their draws, beside those of ``flights.draw``, which begin at 0x70726F70
SEA_LEVEL_DENSITY = 1.225  # [kg/m3]


@dataclass(frozen=True)
class Spread:
    """time[k] [s]; aside[k], ahead[k] [m]: the share of the harmful pieces stays within these of the way to the impact point.

    aside: from the great circle through the place below the vehicle and its vacuum impact point; ahead: beyond the
    impact point, and never less than 0.  pieces[k] fallen.
    """

    time: Floats
    aside: Floats
    ahead: Floats
    pieces: NDArray[np.int64]


def debris_spread(ascent: AscentPlan, times: Floats, choices: Choices, seed: int) -> Spread:
    """Of the nominal vehicle coming apart at these times [s] into the pieces of its fragment lists.

    Pieces that at their terminal speed have less than the energy of an injury are left out; pieces that stay in orbit are too.
    """
    k, zero = len(times), draw(ascent, seed, 1)
    z = np.zeros((k, zero.z.shape[1]))
    mean, factor = ascent.weather.tables(np.zeros((k, ascent.weather.normals)))
    at = fly_batch(ascent, z, mean, factor, times)
    pieces = harmful(
        explode(
            ascent.mission, np.arange(k), at.dry_mass, at.attached, at.propellant, at.time, at.event_time
        ),
        choices.injury,
    )  # fmt: skip
    state = np.concatenate([at.position, at.velocity], axis=1)
    latitude, longitude, row, weight = fallen(ascent, pieces, state, seed)
    aside, ahead = _relative(state, latitude, longitude, row)
    out, count = np.zeros((k, 2)), np.zeros(k, dtype=np.int64)
    for i in range(k):
        own = (row == i) & np.isfinite(aside)
        count[i] = own.sum()
        if count[i]:
            out[i] = (
                weighted_quantile(np.abs(aside[own]), weight[own], choices.share),
                max(weighted_quantile(ahead[own], weight[own], choices.share), 0.0),
            )
    return Spread(times, out[:, 0], out[:, 1], count)


def harmful(pieces: Pieces, energy: float) -> Pieces:
    """The pieces that have at least an energy [J] at their terminal speed at sea level."""
    kept = pieces.mass * STANDARD_GRAVITY / (SEA_LEVEL_DENSITY * pieces.inverse_beta) >= energy
    return Pieces(**{name: getattr(pieces, name)[kept] for name in Pieces.__dataclass_fields__})


def fallen(
    ascent: AscentPlan, pieces: Pieces, state: Floats, seed: int
) -> tuple[Floats, Floats, NDArray[np.int64], Floats]:
    """Latitude, longitude [rad] (nan: not down), row of ``state`` and number of real pieces, of every draw of every piece."""
    m = len(pieces.launch)
    launches = draw(ascent, seed, DRAWS, 1)
    tables, factor = ascent.weather.tables(launches.weather)
    generator = np.random.Generator(np.random.Philox(key=[seed, PIECES]))
    which = np.repeat(np.arange(m), DRAWS)
    row = pieces.launch[which]
    start = state[row].copy()
    start[:, 3:] += pieces.speed_sigma[which][:, None] * generator.standard_normal((len(which), 3))
    inverse = pieces.inverse_beta[which] * np.exp(-pieces.beta_sigma[which] * generator.standard_normal(len(which)))
    impacts = fall_batch(
        start, inverse, pieces.drag_id[which], np.tile(np.arange(DRAWS), m), tables, ascent.weather.upper, factor,
        drag_tables(), mission_ground(ascent.mission).array(), "fast",
    )  # fmt: skip
    return impacts.latitude, impacts.longitude, row, pieces.weight[which]


def _relative(state: Floats, latitude: Floats, longitude: Floats, row: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """To the left of, and ahead of, the vacuum impact points of the states [m]."""
    impact = unit_vectors(np.stack(impact_of(state), axis=1))
    below = unit_vectors(np.array([geodetic_from_ecef(*p)[:2] for p in state[:, :3]]))
    left = np.cross(below, impact)
    size = np.linalg.norm(left, axis=1)
    # above its own impact point a vehicle has no direction: any will do
    spare = np.cross(below, np.array([0.3, 0.5, 0.81]))
    left = np.where((size > 1e-7)[:, None], left, spare)
    left /= np.linalg.norm(left, axis=1)[:, None]
    p = unit_vectors(np.stack([latitude, longitude], axis=1))
    aside = MEAN_RADIUS * np.arcsin(np.clip(np.einsum("ij,ij->i", p, left[row]), -1, 1))
    forward = np.cross(left, impact)[row]
    ahead = np.arctan2(np.einsum("ij,ij->i", p, forward), np.einsum("ij,ij->i", p, impact[row]))
    return aside, MEAN_RADIUS * ahead


def weighted_quantile(values: Floats, weight: Floats, share: float) -> float:
    """The value that a share of the weight does not exceed."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order])
    return float(values[order][min(int(np.searchsorted(reached, share * reached[-1])), len(values) - 1)])
