"""One reduction unit of launches through all rooms: flight, failure, breakup, fall, casualties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, normals, uniforms
from luncur.campaign.status import FALL_OFFSET
from luncur.campaign.tally import Tally, tally_unit
from luncur.compiler import compiled
from luncur.debris.breakup import PROPELLANTS, Pieces, class_names, explode, planned_pieces, stay_whole
from luncur.debris.drag_curves import drag_tables
from luncur.debris.fall import Impacts, fall_batch
from luncur.debris.planned import mission_ground
from luncur.failure.strata import Stratum
from luncur.flight.batch import Releases, fly_batch
from luncur.flight.plan import AscentPlan
from luncur.places.people import PeopleModel
from luncur.risk.blast import PSI, liquid_yield, scaled_distance_of, solid_yield
from luncur.risk.casualty_area import ENERGY_THRESHOLD, two_circles
from luncur.risk.casualty_kernel import casualties_many

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PLANNED = "planned"
OTHER_DOMAIN = 1 << 40  # launches of the pilot and of the drop regions have indices of their own, from here up


@dataclass(frozen=True)
class Simulator:
    """Everything a launch needs that does not change from launch to launch.

    ``strata`` are the failures; the stratum after the last is the normal flight, whose planned impacts are counted with
    probability 1.  Casualties are booked on the nearest of ``places``.
    """

    plan: AscentPlan
    strata: tuple[Stratum, ...]
    people: tuple[PeopleModel, ...]
    places: tuple[str, ...]  # the last is "elsewhere"
    place_points: Floats  # [places - 1, 2] latitude, longitude [rad]
    seed: int
    preset: str = "standard"

    @property
    def classes(self) -> tuple[str, ...]:
        return class_names(self.plan.mission)

    @property
    def bins(self) -> tuple[tuple[str, str], ...]:
        """Group and name of every bin of a launch's casualties, after the first, which is the total."""
        return (*(("class", c) for c in self.classes), *(("place", p) for p in self.places))


@dataclass(frozen=True)
class LaunchRecords:
    """What became of a batch of launches, before it is summed.

    casualties[n, 1 + bins, models]; status[n] of the launch (20 or more: failed to compute, see ``status.py``); the pieces, their states at
    release and impacts, casualties[m, models] of each.
    """

    launch: Ints
    stratum: Ints
    failure_time: Floats
    status: Ints
    releases: Releases
    pieces: Pieces
    state: Floats
    release_time: Floats
    impacts: Impacts
    energy: Floats
    piece_casualties: Floats
    place: Ints
    casualties: Floats


def simulate(sim: Simulator, launch: Ints, stratum: Ints) -> LaunchRecords:
    """Fly, fail, break, fall and count a batch of launches; each depends on its own index and stratum only."""
    plan, mission, n = sim.plan, sim.plan.mission, len(launch)
    tables, factor = plan.weather.tables(normals(sim.seed, Stream.WEATHER, launch, plan.weather.normals))
    z = normals(sim.seed, Stream.VEHICLE, launch, len(plan.dispersions))
    failure_time = _failure_times(sim, launch, stratum)
    stop = np.where(np.isfinite(failure_time), failure_time, last_drop_time(plan))
    releases = fly_batch(plan, z, tables, factor, stop)
    pieces, state, release_time = _pieces(sim, stratum, releases)
    index = _piece_index(pieces.launch)
    state, inverse_beta = _disperse(sim, launch, pieces, state, index)
    impacts = fall_batch(
        state, inverse_beta, pieces.drag_id, pieces.launch, tables, plan.weather.upper, factor, drag_tables(),
        mission_ground(mission).array(), sim.preset,
    )  # fmt: skip
    energy = 0.5 * pieces.mass * impacts.speed**2
    hurt = piece_casualties(sim, pieces, impacts, energy)
    place = _places(sim, impacts)
    status = np.where(releases.status >= 20, releases.status, 0)
    np.maximum.at(status, pieces.launch, np.where(impacts.status >= 20, impacts.status + FALL_OFFSET, 0))
    bins = _book(sim, n, pieces, place, hurt)
    return LaunchRecords(
        launch, stratum, failure_time, status, releases, pieces, state, release_time, impacts, energy, hurt, place, bins
    )


def simulate_unit(sim: Simulator, launch: Ints, stratum: Ints) -> tuple[Tally, LaunchRecords]:
    """The tally of one reduction unit, and its records."""
    records = simulate(sim, launch, stratum)
    tally = tally_unit(stratum, len(sim.strata) + 1, records.casualties, records.status >= 20)
    return tally, records


def last_drop_time(plan: AscentPlan) -> float:
    """A time after which nothing that falls is dropped on a normal flight [s]."""
    from luncur.flight.fly import drop_times

    return drop_times(plan) + 30.0


def _failure_times(sim: Simulator, launch: Ints, stratum: Ints) -> Floats:
    start = np.array([s.start for s in sim.strata] + [np.nan])
    end = np.array([s.end for s in sim.strata] + [np.nan])
    u = uniforms(sim.seed, Stream.FAILURE_TIME, launch, 1)[:, 0]
    return start[stratum] + u * (end[stratum] - start[stratum])


def _pieces(sim: Simulator, stratum: Ints, releases: Releases) -> tuple[Pieces, Floats, Floats]:
    """Pieces of failed launches at their state of failure, and bodies dropped by normal ones."""
    kinds = np.array([s.kind for s in sim.strata] + [PLANNED])
    kind = kinds[stratum]
    mission = sim.plan.mission
    exploded = explode(mission, np.flatnonzero(kind == "explosion"), releases.dry_mass, releases.attached)
    whole = stay_whole(
        mission, np.flatnonzero(kind == "engine-shutdown"), releases.dry_mass, releases.propellant, releases.attached
    )
    normal = np.flatnonzero(kind == PLANNED)
    drops = np.full_like(releases.drops, np.nan)
    drops[normal] = releases.drops[normal]
    dropped, dropped_state, dropped_time = planned_pieces(mission, drops)
    at_failure = np.concatenate([releases.position, releases.velocity], axis=1)
    joined = [exploded, whole, dropped]
    state = np.concatenate([at_failure[exploded.launch], at_failure[whole.launch], dropped_state])
    time = np.concatenate([releases.time[exploded.launch], releases.time[whole.launch], dropped_time])
    order = np.argsort(np.concatenate([p.launch for p in joined]), kind="stable")
    return Pieces.join(joined), state[order], time[order]


def _piece_index(launch: Ints) -> Ints:
    """Number of each piece within its launch, from 0; rows are sorted by launch."""
    first = np.searchsorted(launch, launch, side="left")
    return np.arange(len(launch)) - first


def _disperse(sim: Simulator, launch: Ints, pieces: Pieces, state: Floats, index: Ints) -> tuple[Floats, Floats]:
    """States with the imparted velocity added, and inverse ballistic coefficients with their own dispersion."""
    own = launch[pieces.launch]
    kick = normals(sim.seed, Stream.IMPARTED_VELOCITY, own, 3, index) * pieces.speed_sigma[:, None]
    moved = state.copy()
    moved[:, 3:] += kick
    z = normals(sim.seed, Stream.DRAG, own, 1, index)[:, 0]
    return moved, pieces.inverse_beta * np.exp(-pieces.beta_sigma * z)


def piece_casualties(sim: Simulator, pieces: Pieces, impacts: Impacts, energy: Floats) -> Floats:
    """Casualties of every piece under every people model [m, models]."""
    tnt = np.zeros(len(energy))
    for k, kind in enumerate(PROPELLANTS):
        mass = pieces.propellant[:, k]
        if kind == "inert" or not mass.any():
            continue
        share = solid_yield(mass, impacts.speed) if kind == "solid" else liquid_yield(kind, impacts.speed)
        tnt += mass * share
    blast_area = np.pi * (_one_psi_distance() * np.cbrt(tnt)) ** 2
    inert_area = two_circles(pieces.area)
    out = np.zeros((len(energy), len(sim.people)))
    for m, model in enumerate(sim.people):
        column = np.empty(len(energy))
        compiled(casualties_many)(
            impacts.latitude,
            impacts.longitude,
            energy,
            inert_area,
            blast_area,
            pieces.weight,
            ENERGY_THRESHOLD,
            model.grid,
            column,
        )
        out[:, m] = column
    return out


@cache
def _one_psi_distance() -> float:
    """Scaled distance of 1 psi [m/kg^(1/3)]."""
    return scaled_distance_of(PSI)


def _places(sim: Simulator, impacts: Impacts) -> Ints:
    """Index of the place each impact is booked on: the nearest named town within 150 km, else elsewhere."""
    from scipy.spatial import cKDTree

    elsewhere = len(sim.places) - 1
    out = np.full(len(impacts.latitude), elsewhere, dtype=np.int64)
    down = np.isfinite(impacts.latitude)
    if elsewhere > 0 and down.any():
        tree = cKDTree(unit_vectors(sim.place_points[:, 0], sim.place_points[:, 1]))
        distance, nearest = tree.query(unit_vectors(impacts.latitude[down], impacts.longitude[down]))
        out[down] = np.where(distance < 150e3 / 6371e3, nearest, elsewhere)
    return out


def unit_vectors(latitude: Floats, longitude: Floats) -> Floats:
    """Unit vectors [n, 3] of points [rad] on a sphere."""
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )


def _book(sim: Simulator, n: int, pieces: Pieces, place: Ints, hurt: Floats) -> Floats:
    """casualties[n, 1 + bins, models] of each launch: total, by class, by place; pieces are added in order."""
    classes = len(sim.classes)
    out = np.zeros((n, 1 + classes + len(sim.places), len(sim.people)))
    np.add.at(out[:, 0], pieces.launch, hurt)
    np.add.at(out, (pieces.launch, 1 + pieces.class_id), hurt)
    np.add.at(out, (pieces.launch, 1 + classes + place), hurt)
    return out
