"""One reduction unit of launches through all rooms: flight, failure, breakup, fall, casualties."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.abort import Abort
from luncur.campaign.booking import Places
from luncur.campaign.booking_kernel import book_many
from luncur.campaign.draws import Stream, normals, uniforms
from luncur.campaign.failing import Ended, end_flight, fallen_pieces, stops, watched
from luncur.campaign.recovery import most_canopies, with_parachutes
from luncur.campaign.status import FALL_OFFSET
from luncur.campaign.tally import Tally, tally_unit
from luncur.compiler import compiled
from luncur.debris.breakup import PROPELLANTS, BreakupTable, Pieces, breakup_table, class_names
from luncur.debris.drag_curves import drag_tables
from luncur.debris.fall import Impacts, fall_batch
from luncur.debris.planned import mission_ground
from luncur.failure.strata import Stratum
from luncur.flight.batch import Releases, fly_batch, record_batch
from luncur.flight.plan import AscentPlan
from luncur.mission.kinds import comes_down, is_suborbital
from luncur.places.closed import ClosedAreas
from luncur.places.ground_cover import is_day, is_land
from luncur.places.people import PeopleModel
from luncur.risk.casualty_kernel import casualties_many
from luncur.risk.harm import Harm, Struck, harm
from luncur.risk.surface import surface_of, tnt_equivalent

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HAZARDS = ("inert debris", "explosive debris")  # what hurts: the piece itself, or the blast of what it carries
OTHER_DOMAIN = 1 << 40  # launches of the pilot and of the drop regions have indices of their own, from here up


@dataclass(frozen=True)
class Simulator:
    """Everything a launch needs that does not change from launch to launch.

    ``strata`` are the failures; the stratum after the last is the normal flight, whose planned impacts are counted with
    probability 1.  Casualties are booked on ``places``, which are fixed before the first launch.  abort: the mission's rules;
    None: it has none.
    """

    plan: AscentPlan
    strata: tuple[Stratum, ...]
    people: tuple[PeopleModel, ...]
    places: Places
    seed: int
    preset: str = "standard"
    device: str = "cpu"  # of ``compiler.devices``, where pieces fall and are counted
    surface: int | None = None  # index into risk.surface.SURFACES of the ground everywhere; None: by place
    abort: Abort | None = None

    @cached_property
    def classes(self) -> tuple[str, ...]:
        return class_names(self.plan.mission)

    @cached_property
    def breakup(self) -> BreakupTable:
        return breakup_table(self.plan.mission)

    @cached_property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """Name and action of what may end a malfunction flight: the mission's rules, or its attitude error alone."""
        system = self.plan.mission.termination
        if system is None:
            return ()
        if not system.rules:
            return (("", str(system.action)),)
        return tuple((rule.name, rule.action) for rule in system.rules)

    @cached_property
    def bins(self) -> tuple[tuple[str, str], ...]:
        """Group and name of every bin of a launch's casualties, after the first, which is the total."""
        return (
            *(("class", c) for c in self.classes),
            *(("place", p) for p in self.places.names),
            *(("hazard", h) for h in HAZARDS),
        )

    @cached_property
    def after_drops(self) -> int:
        """Event before which a normal flight is stopped; -1: flown to its end."""
        return after_drops(self.plan)

    @cached_property
    def evacuated(self) -> ClosedAreas:
        """Where nobody is."""
        return ClosedAreas.of(a for a in self.plan.mission.closed_areas if a.kind == "evacuated")

    @cached_property
    def controlled(self) -> ClosedAreas:
        """Where the public is not: controlled and evacuated areas."""
        return ClosedAreas.of(self.plan.mission.closed_areas)


@dataclass(frozen=True)
class LaunchRecords:
    """What became of a batch of launches, before it is summed.

    casualties[n, 1 + bins, models]; status[n] of the launch (20 or more: failed to compute, see ``status.py``); the pieces,
    their states at release and impacts, casualties[m, models] of each.  ended_by[n]: index of the rule that ended it, -1: none.
    area[m]: effective casualty area of each [m2], nan where it does not come down; outdoor_area[m]: that for a person outdoors,
    whatever the shelter mix; controlled[m]: whether it falls where the public is not; without_closures[n, models]: the
    launch's casualties with everybody in place.
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
    area: Floats
    outdoor_area: Floats
    controlled: NDArray[np.bool_]
    without_closures: Floats
    ended_by: Ints


@dataclass(frozen=True)
class Released:
    """A batch of launches before anything falls: pieces, their numbers within the launch, states and air of each launch."""

    launch: Ints
    stratum: Ints
    failure_time: Floats
    releases: Releases
    tables: Floats
    factor: Floats
    pieces: Pieces
    index: Ints
    state: Floats
    release_time: Floats
    inverse_beta: Floats
    ended_by: Ints


def simulate(sim: Simulator, launch: Ints, stratum: Ints) -> LaunchRecords:
    """Fly, fail, break, fall and count a batch of launches; each depends on its own index and stratum only."""
    released = release(sim, launch, stratum)
    return count(sim, released, drop(sim, [released])[0])


def release(sim: Simulator, launch: Ints, stratum: Ints) -> Released:
    """Fly a batch of launches, let them fail and break."""
    plan = sim.plan
    tables, factor = plan.weather.tables(normals(sim.seed, Stream.WEATHER, launch, plan.weather.normals))
    z = normals(sim.seed, Stream.VEHICLE, launch, len(plan.dispersions))
    failure_time = _failure_times(sim, launch, stratum)
    stop, event = stops(sim.strata, stratum, failure_time, sim.after_drops)
    failed, before, written = _until_failure(sim, stratum, z, tables, factor, stop, event)
    failure_time = np.where((event >= 0) & (stratum < len(sim.strata)), failed.time, failure_time)
    ended = end_flight(sim, launch, stratum, z, tables, factor, failed, before, written)
    return let_fall(sim, launch, stratum, failure_time, tables, factor, ended)


def let_fall(
    sim: Simulator, launch: Ints, stratum: Ints, failure_time: Floats, tables: Floats, factor: Floats, ended: Ended
) -> Released:
    """What is left of a batch of launches where their flights ended, ready to fall."""
    pieces, state, release_time = fallen_pieces(sim, launch, stratum, tables, factor, ended)
    index = _piece_index(pieces.launch)
    state, inverse_beta = _disperse(sim, launch, pieces, state, index)
    return Released(
        launch, stratum, failure_time, ended.releases, tables, factor, pieces, index, state, release_time, inverse_beta,
        ended.by,
    )  # fmt: skip


def _until_failure(
    sim: Simulator, stratum: Ints, z: Floats, tables: Floats, factor: Floats, stop: Floats, event: Ints
) -> tuple[Releases, Floats, Ints]:
    """Launches until they are stopped, and their last rows before where the mission's rules need them."""
    plan, abort = sim.plan, sim.abort
    which = watched(sim, stratum)
    if abort is None or not which.any():
        n = len(stratum)
        return fly_batch(plan, z, tables, factor, stop, event), np.zeros((n, 0, 7)), np.zeros(n, dtype=np.int64)
    times = abort.rows_before(np.where(which, stop, np.inf))
    return record_batch(plan, z, tables, factor, stop, times, event)


def drop(sim: Simulator, batches: Sequence[Released]) -> list[Impacts]:
    """Impacts of the pieces of several batches, which fall together: a graphics processor needs many at once."""
    first = np.cumsum([0, *(len(b.launch) for b in batches)])
    fallen = fall_batch(
        _joined([b.state for b in batches]), _joined([b.inverse_beta for b in batches]),
        _joined([b.pieces.drag_id for b in batches]),
        _joined([b.pieces.launch + k for b, k in zip(batches, first, strict=False)]),
        _joined([b.tables for b in batches]), sim.plan.weather.upper, _joined([b.factor for b in batches]), drag_tables(),
        mission_ground(sim.plan.mission).array(), sim.preset, device=sim.device,
    )  # fmt: skip
    ends = np.cumsum([len(b.state) for b in batches])[:-1]
    columns = [np.split(getattr(fallen, name), ends) for name in Impacts.__dataclass_fields__]
    return [Impacts(*parts) for parts in zip(*columns, strict=True)]


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def count(sim: Simulator, released: Released, impacts: Impacts) -> LaunchRecords:
    """What the impacts of a batch of launches come to."""
    plan, mission, n = sim.plan, sim.plan.mission, len(released.launch)
    launch, stratum, pieces, state = released.launch, released.stratum, released.pieces, released.state
    inverse_beta, index = released.inverse_beta, released.index
    if canopies := most_canopies(mission):
        chance = uniforms(sim.seed, Stream.PARACHUTE, launch[pieces.launch], canopies, index)
        impacts = with_parachutes(
            plan, pieces, state, inverse_beta, released.tables, released.factor, impacts, chance, sim.preset
        )
    energy = 0.5 * pieces.mass * impacts.speed**2
    planned = stratum[pieces.launch] == len(sim.strata)
    struck = piece_harm(sim, pieces, impacts, inverse_beta)
    controlled = sim.controlled.hold(impacts.latitude, impacts.longitude, planned)
    place = sim.places.book(impacts.latitude, impacts.longitude)
    status = np.where(released.releases.status >= 20, released.releases.status, 0)
    np.maximum.at(status, pieces.launch, np.where(impacts.status >= 20, impacts.status + FALL_OFFSET, 0))
    if sim.device == "cuda":
        from luncur.campaign.on_device import casualties_on_device

        hurt, bins, without = casualties_on_device(sim, n, pieces, impacts, struck, planned, place)
    else:
        hurt, in_place = piece_casualties(sim, pieces, impacts, struck, planned)
        bins, without = _book(sim, n, pieces, place, struck.explosive, hurt, in_place)
    return LaunchRecords(
        launch, stratum, released.failure_time, status, released.releases, pieces, state, released.release_time, impacts,
        energy, hurt, place, bins, struck.area, struck.outdoor_area, controlled, without, released.ended_by,
    )  # fmt: skip


def simulate_unit(sim: Simulator, launch: Ints, stratum: Ints) -> tuple[Tally, LaunchRecords]:
    """The tally of one reduction unit, and its records."""
    records = simulate(sim, launch, stratum)
    return tallied(sim, records), records


def tallied(sim: Simulator, records: LaunchRecords) -> Tally:
    """The sums of one reduction unit."""
    tally = tally_unit(
        records.stratum, len(sim.strata) + 1, records.casualties, records.status >= 20, records.without_closures,
        records.ended_by,
    )  # fmt: skip
    evaluations = records.impacts.evaluations
    return replace(tally, work=np.array([len(evaluations), evaluations.sum()], dtype=np.float64))


def after_drops(plan: AscentPlan) -> int:
    """Index of the event before which a normal flight may be stopped, since nothing that falls is let go from there on.

    -1 when it has to be flown to its end: the last event lets something go, all of it comes down, or the path is given and
    costs nothing to follow.  It is an event and not a time, so that a body that a dispersed launch lets go late falls too.
    """
    from luncur.flight.fly import nominal_times

    if is_suborbital(plan.mission) or plan.given is not None:
        return -1
    times = nominal_times(plan)
    events = plan.mission.vehicle.events
    falling = {body.name for body in plan.mission.vehicle.bodies if comes_down(plan.mission, body)}
    after = 1 + max((i for i, event in enumerate(events) if falling & set(event.jettison)), default=0)
    return after if after < len(events) and math.isfinite(times[events[after].name]) else -1


def _failure_times(sim: Simulator, launch: Ints, stratum: Ints) -> Floats:
    start = np.array([s.start for s in sim.strata] + [np.nan])
    end = np.array([s.end for s in sim.strata] + [np.nan])
    u = uniforms(sim.seed, Stream.FAILURE_TIME, launch, 1)[:, 0]
    return start[stratum] + u * (end[stratum] - start[stratum])


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


def piece_harm(sim: Simulator, pieces: Pieces, impacts: Impacts, inverse_beta: Floats) -> Harm:
    """Effective casualty area of every piece where and when it falls."""
    mission = sim.plan.mission
    at = impacts.latitude, impacts.longitude
    if sim.surface is None:
        surface = surface_of(*at, (mission.site.latitude, mission.site.longitude), is_land(*at))
    else:
        surface = np.full(len(pieces.mass), sim.surface)
    speed = np.where(np.isfinite(impacts.latitude), impacts.speed, np.nan)  # what stays up has a speed too
    tnt = pieces.tnt + tnt_equivalent(PROPELLANTS, pieces.propellant, speed, surface)
    people, shelter = mission.people, mission.people.shelter
    struck = Struck(pieces.area, pieces.mass, speed, impacts.angle, 1.0 / inverse_beta, tnt)
    if shelter is None:
        return harm(struck, np.array([1.0, 0.0, 0.0, 0.0, 0.0]), people.outdoors)
    day = is_day(mission.launch.time, impacts.longitude, people.time)
    mix = np.where(day[:, None], shelter.day.shares, shelter.night.shares)
    return harm(struck, mix, people.outdoors, shelter.roofs)


def piece_casualties(
    sim: Simulator, pieces: Pieces, impacts: Impacts, struck: Harm, planned: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Casualties of every piece under every people model [m, models]: with nobody in evacuated areas, and without those."""
    out, in_place = np.zeros((2, len(planned), len(sim.people)))
    for m, model in enumerate(sim.people):
        kept, everybody = np.empty((2, len(planned)))
        compiled(casualties_many)(
            impacts.latitude, impacts.longitude, struck.area, struck.reach, pieces.weight, planned, model.grid,
            *sim.evacuated.arrays, kept, everybody,
        )  # fmt: skip
        out[:, m], in_place[:, m] = kept, everybody
    return out, in_place


def _book(
    sim: Simulator, n: int, pieces: Pieces, place: Ints, explosive: NDArray[np.bool_], hurt: Floats, in_place: Floats
) -> tuple[Floats, Floats]:
    """casualties[n, 1 + bins, models] of each launch: total, by class, by place, by hazard; and [n, models] without closures."""
    out, without = np.zeros((n, 1 + len(sim.bins), len(sim.people))), np.zeros((n, len(sim.people)))
    compiled(book_many)(
        pieces.launch,
        pieces.class_id,
        place,
        explosive,
        hurt,
        in_place,
        len(sim.classes),
        len(sim.places.names),
        out,
        without,
    )
    return out, without
