"""The answer to "what if it fails now", as plain data."""

from __future__ import annotations

import base64
import math
import time as clock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.launches import LaunchRecords, Simulator, tallied
from luncur.campaign.people_assumed import people_assumed
from luncur.debris.fragments import fragments_assumed
from luncur.failure.assumed import failure_assumptions
from luncur.flight import Trajectory
from luncur.mission.describe import assumptions
from luncur.places.ground_cover import is_land
from luncur.sentences import Sentence, coded, said_again
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.failing.paths import sample_paths
from luncur.server.failing.prepared import Prepared
from luncur.server.failing.question import Question, fail
from luncur.server.failing.risk import classes_at_fault, ended_by, expectations, places_at_risk

Floats = NDArray[np.float64]
ORBIT = 10  # from here to 19 a piece did not come down: in orbit, or escaped


def failed_record(prepared: Prepared, question: Question, model: str | None, lang: str) -> dict[str, Any]:
    """One failure: state, impacts, sample paths, casualties given it, where and by what, and what is assumed.

    model: people model whose casualties each impact carries; None: the study's first; 422 for one that it has not.
    """
    began, spent = clock.perf_counter(), clock.process_time()
    column = _column(prepared.sim, model)
    one, records = fail(prepared.sim, question)
    stratum = one.strata[0]
    out = {
        "time_s": stratum.start, "mode": stratum.mode, "kind": stratum.kind, "phase": stratum.phase,
        "seed": question.seed, "launches": len(records.launch), "pieces": len(records.pieces.launch),
        "failed_launches": int((records.status >= 20).sum()), "state": state_at(prepared.trajectory, stratum.start),
        "impacts": _impacts(one, records, column),
        "paths": sample_paths(one, records, limits.PATHS),
        "casualty_expectation": expectations(one, records),
        "by_place": places_at_risk(one, records, lang), "by_class": classes_at_fault(one, records, lang),
        **_shares(records), "ended_by": ended_by(one, tallied(one, records)),
        "assumed": assumed(prepared, one, question, records, lang),
    }  # fmt: skip
    took = {"wall_s": round(clock.perf_counter() - began, 4), "processor_s": round(clock.process_time() - spent, 4)}
    return {**out, "timing": took}


def _column(sim: Simulator, model: str | None) -> int:
    """Which of the people models is wanted; 422 for one that the study has not."""
    names = [one.name for one in sim.people]
    if model is not None and model not in names:
        raise Refused(422, f"model: {model[:100]!r}: expected one of {', '.join(names)}")
    return 0 if model is None else names.index(model)


def warm(prepared: Prepared, mode: dict[str, Any]) -> None:
    """Fail once in a way, so that whoever asks first does not wait for kernels to be compiled or loaded."""
    longest = max(mode["windows"], key=lambda w: float(w["end_s"] - w["start_s"]))
    middle = 0.5 * (longest["start_s"] + longest["end_s"])
    failed_record(prepared, Question(middle, mode["name"], 500), None, "en")


def state_at(trajectory: Trajectory, time: float) -> dict[str, float]:
    """Where the nominal flight is at a time [s]: latitude, longitude [deg], altitude [m], speeds [m/s]."""

    def at(values: Floats) -> float:
        return float(np.interp(time, trajectory.time, values))

    return {
        "latitude": round(math.degrees(at(trajectory.latitude)), 6),
        "longitude": round(math.degrees(math.remainder(at(np.unwrap(trajectory.longitude)), 2 * math.pi)), 6),
        "altitude_m": round(at(trajectory.altitude), 1),
        "speed_m_s": round(at(trajectory.speed_relative), 2),
        "speed_inertial_m_s": round(at(trajectory.speed_inertial), 2),
        "mass_kg": round(at(trajectory.mass), 1),
    }


def _impacts(one: Simulator, records: LaunchRecords, column: int) -> dict[str, Any]:
    """Columns of what came down, as base64 of little-endian numbers."""
    down = np.flatnonzero(records.impacts.status < ORBIT)
    arrays = {
        "longitude": np.degrees(records.impacts.longitude[down]), "latitude": np.degrees(records.impacts.latitude[down]),
        "mass": records.pieces.mass[down], "casualties": records.piece_casualties[down, column],
        "time": (records.release_time + records.impacts.time)[down],
    }  # fmt: skip
    packed: dict[str, Any] = {name: _packed(values.astype("<f4")) for name, values in arrays.items()}
    packed["class"] = _packed(records.pieces.class_id[down].astype("<u2"))
    return {"count": len(down), "people_model": one.people[column].name, "classes": list(one.classes), **packed}


def _packed(values: NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")


def _shares(records: LaunchRecords) -> dict[str, float]:
    """Of the mass: what stays in orbit; of the pieces that come down: what falls at sea (lakes are land)."""
    status, weight = records.impacts.status, records.pieces.weight
    mass = weight * records.pieces.mass
    up = (status >= ORBIT) & (status < 20)
    down = status < ORBIT
    sea = down & ~is_land(records.impacts.latitude, records.impacts.longitude)
    return {
        "share_in_orbit": _part(mass, up, status < 20), "share_at_sea": _part(weight, sea, down),
    }  # fmt: skip


def _part(weight: Floats, some: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
    total = float(weight[of].sum())
    return float(weight[some].sum()) / total if total > 0 else 0.0


def assumed(prepared: Prepared, one: Simulator, question: Question, records: LaunchRecords, lang: str) -> list[str]:
    """What the answer rests on, in a language; first what is of this answer alone."""
    mission = one.plan.mission
    own = Sentence("fail_now", launches=float(len(records.launch)), pieces=float(len(records.pieces.launch)))
    sentences = [
        own, *prepared.notes, *failure_assumptions(mission)[1:], *fragments_assumed(mission), *people_assumed(one),
        *prepared.trajectory.assumed, *assumptions(mission),
    ]  # fmt: skip
    return [said_again(str(sentence), coded(sentence), lang) for sentence in dict.fromkeys(sentences)]
