"""From a failure to what falls: how each launch goes on after its failure, and what is left of it when that ends."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.abort import ends_by_rules
from luncur.campaign.draws import Stream, normals, uniforms
from luncur.compiler import compiled
from luncur.debris.breakup import Pieces, broadside, explode, ground_blast, planned_pieces, stay_whole
from luncur.debris.drag_curves import NAMES, drag_tables
from luncur.debris.planned import mission_ground
from luncur.debris.tumbling import fall_until
from luncur.debris.tumbling_kernel import BROKE
from luncur.earth.ellipsoid_kernel import altitudes_many
from luncur.failure.strata import TURNS, Stratum
from luncur.flight.batch import Releases
from luncur.flight.malfunction import BROKE_UP, TERMINATED, fly_on, turns
from luncur.flight.turn_table import TurnTable, read_turns, turn_states
from luncur.mission.model import FailureMode, Mission

if TYPE_CHECKING:
    from luncur.campaign.launches import Simulator

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

PLANNED = "planned"
FIREBALL_HEIGHT = 200.0  # a vehicle that comes apart below this height has its propellant on the ground (assumed) [m]


@dataclass(frozen=True)
class Ended:
    """Where the flight of each launch ended: releases there, whether the vehicle comes apart or stays whole, and what ended it.

    by[n]: index of the rule (``Simulator.rules``) that ended a malfunction flight, -1: none.
    """

    releases: Releases
    apart: Bools
    whole: Bools
    by: Ints


def stops(strata: tuple[Stratum, ...], stratum: Ints, failure_time: Floats, after: int) -> tuple[Floats, Ints]:
    """When, and at which event, each launch is stopped for its failure.

    A normal one is stopped before the event ``after``, or flies to its end (-1).
    """
    event = np.array([s.event for s in strata] + [after])[stratum]
    time = np.where(np.isfinite(failure_time), failure_time, np.inf)
    return np.where(event >= 0, np.inf, time), event


def watched(sim: Simulator, stratum: Ints) -> Bools:
    """Which launches have a malfunction that the mission's rules are there for."""
    turning = [i for i, s in enumerate(sim.strata) if s.kind in TURNS and not s.unended and not _has_table(sim, s)]
    return np.isin(stratum, turning)


def _has_table(sim: Simulator, stratum: Stratum) -> bool:
    failure = sim.plan.mission.failure
    return failure is not None and any(m.turns is not None for m in failure.modes if m.name == stratum.mode)


def end_flight(
    sim: Simulator, launch: Ints, stratum: Ints, z: Floats, tables: Floats, factor: Floats, failed: Releases,
    before: Floats, written: Ints,
) -> Ended:  # fmt: skip
    """Fly failed launches on until the thrust ends, the air breaks them, or the flight-safety system ends them.

    z, tables, factor: as ``fly_batch`` took them; failed: where the failures happened; before[n, r, 7], written[n]: rows of the
    flights until then, needed where the mission has rules.
    """
    mission = sim.plan.mission
    kind = np.array([s.kind for s in sim.strata] + [PLANNED])[stratum]
    modes = {m.name: m for m in mission.failure.modes} if mission.failure else {}
    tabled = np.isin(stratum, [i for i, s in enumerate(sim.strata) if modes[s.mode].turns is not None])
    rows = np.flatnonzero(np.isin(kind, TURNS) & ~tabled & (failed.status < 20))
    of_stratum = [modes[s.mode] for s in sim.strata]
    of_row = [of_stratum[s] for s in stratum[rows].tolist()]
    u = uniforms(sim.seed, Stream.MALFUNCTION, launch[rows], 2)
    ruled = np.array([not s.unended for s in sim.strata], dtype=bool)[stratum[rows]]
    turn = turns(mission, of_row, u, ruled)
    by = np.full(len(stratum), -1, dtype=np.int64)
    if sim.abort is not None:
        some = np.flatnonzero(ruled)
        own = rows[some]
        done, rule = ends_by_rules(
            sim.plan, sim.abort, z, tables, factor, failed, own, turn.take(some), before[own], written[own]
        )
        by[own] = rule
        at = np.full(len(rows), math.inf)
        at[some] = done
        turn = turn.ended_at(at)
    releases, ending = fly_on(sim.plan, z, tables, factor, failed, rows, turn, broadside(mission))
    ended = ending == TERMINATED
    by = np.where(ended, np.maximum(by, 0), -1)
    releases = _by_table(sim, launch, stratum, modes, np.flatnonzero(tabled & (failed.status < 20)), releases)
    destroys = np.array([action == "destruct" for _, action in sim.rules] + [False])
    apart = (kind == "explosion") | tabled | (ending == BROKE_UP) | destroys[by]
    apart |= np.isin(stratum, [i for i, s in enumerate(sim.strata) if _destroyed(mission, s)])
    return Ended(releases, apart, (kind != PLANNED) & ~apart, by)


@cache
def _turns_of(file: str) -> TurnTable:
    return read_turns(Path(file))


def _by_table(
    sim: Simulator, launch: Ints, stratum: Ints, modes: dict[str, FailureMode], rows: Ints, failed: Releases
) -> Releases:
    """Launches whose turns the analyst tabulated, where their turns end and the vehicle comes apart."""
    if len(rows) == 0:
        return failed
    time, position, velocity = failed.time.copy(), failed.position.copy(), failed.velocity.copy()
    u = uniforms(sim.seed, Stream.MALFUNCTION, launch[rows], 2)
    mode_of = np.array([s.mode for s in sim.strata])[stratum[rows]]
    for name in dict.fromkeys(mode_of.tolist()):
        own = rows[mode_of == name]
        ends = turn_states(
            _turns_of(str(modes[name].turns)),
            failed.time[own],
            u[mode_of == name],
            failed.position[own],
            failed.velocity[own],
        )
        time[own], position[own], velocity[own] = time[own] + ends.duration, ends.position, ends.velocity
    return replace(failed, time=time, position=position, velocity=velocity)


def _destroyed(mission: Mission, stratum: Stratum) -> bool:
    """True for a stratum whose termination command, sent in error, breaks the vehicle up."""
    if stratum.kind != "erroneous-termination" or mission.failure is None:
        return False
    mode = next(m for m in mission.failure.modes if m.name == stratum.mode)
    action = mode.action or (mission.termination.action if mission.termination else "engine-shutdown")
    return action == "destruct"


def fallen_pieces(
    sim: Simulator, launch: Ints, stratum: Ints, tables: Floats, factor: Floats, ended: Ended
) -> tuple[Pieces, Floats, Floats]:
    """Pieces of failed launches and bodies dropped by normal ones, their states and times of release."""
    mission, at = sim.plan.mission, ended.releases
    whole = stay_whole(mission, np.flatnonzero(ended.whole), at.dry_mass, at.propellant, at.attached)
    state = np.concatenate([at.position, at.velocity], axis=1)
    time = at.time.copy()
    apart = ended.apart.copy()
    broken = _broken(sim, launch, whole, state[whole.launch], tables, factor)
    if broken is not None:
        rows = whole.launch[broken[0]]
        state[rows], time[rows], apart[rows] = broken[1][:, 1:], time[rows] + broken[1][:, 0], True
        whole = _keep(whole, ~broken[0])
    exploded = explode(
        mission, np.flatnonzero(apart), at.dry_mass, at.attached, at.propellant, time, at.event_time, sim.breakup
    )  # fmt: skip
    low = np.flatnonzero(ended.apart)
    low = low[_height(sim, state[low]) < FIREBALL_HEIGHT]
    blast = ground_blast(mission, low, at.propellant, at.attached)
    normal = np.flatnonzero(stratum == len(sim.strata))
    drops = np.full_like(at.drops, np.nan)
    drops[normal] = at.drops[normal]
    dropped, dropped_state, dropped_time = planned_pieces(mission, drops)
    joined = [exploded, whole, blast, dropped]
    states = np.concatenate([*(state[p.launch] for p in joined[:3]), dropped_state])
    times = np.concatenate([*(time[p.launch] for p in joined[:3]), dropped_time])
    order = np.argsort(np.concatenate([p.launch for p in joined]), kind="stable")
    return Pieces.join(joined), states[order], times[order]


def _broken(
    sim: Simulator, launch: Ints, whole: Pieces, state: Floats, tables: Floats, factor: Floats
) -> tuple[Bools, Floats] | None:
    """Which whole stacks the air breaks as they fall, and their time since and state then; None without a limit."""
    given = sim.plan.mission.vehicle.breakup
    if (given.tumbling_dynamic_pressure is None and given.entry_altitude is None) or len(whole.launch) == 0:
        return None
    never = math.inf
    pressure = never if given.tumbling_dynamic_pressure is None else given.tumbling_dynamic_pressure
    height = -never if given.entry_altitude is None else given.entry_altitude
    # the same ballistic coefficient with which the stack would go on falling: it is the first piece of its launch
    z = normals(sim.seed, Stream.DRAG, launch[whole.launch], 1, np.zeros(len(whole.launch), dtype=np.int64))[:, 0]
    inverse_beta = whole.inverse_beta * np.exp(-whole.beta_sigma * z)
    out, broke = np.zeros((len(state), 7)), np.zeros(len(state), dtype=np.int64)
    fall_until(
        np.ascontiguousarray(state), inverse_beta, drag_tables()[NAMES.index("tumbling-cylinder")], whole.launch, tables,
        sim.plan.weather.upper, factor, mission_ground(sim.plan.mission).array(), (pressure, height, given.entry_speed), out, broke,
    )  # fmt: skip
    found = broke == BROKE
    return found, out[found]


def _keep(pieces: Pieces, which: Bools) -> Pieces:
    return replace(pieces, **{name: getattr(pieces, name)[which] for name in Pieces.__dataclass_fields__})


def _height(sim: Simulator, state: Floats) -> Floats:
    """Height above the ground at the pad [m]."""
    altitude = np.empty(len(state))
    compiled(altitudes_many)(state, altitude)
    return altitude - sim.plan.mission.site.altitude
