"""Which failure is asked for: a mode, and exactly when."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from luncur.campaign.launches import OTHER_DOMAIN, LaunchRecords, Simulator, simulate
from luncur.failure.strata import Stratum
from luncur.sentences import word
from luncur.server import limits
from luncur.server.errors import Refused

DOMAIN = 6 * OTHER_DOMAIN  # launches of these failures have indices of their own: no study draws the same numbers
PILOT = 16  # launches that tell into how many pieces one breaks
FEWEST = 2  # launches from which a spread can be told


@dataclass(frozen=True, slots=True)
class Question:
    """A failure of a mode at a time [s since lift-off]; about how many pieces are to fall, and the seed of the draws."""

    time: float
    mode: str
    fragments: int = 10_000
    seed: int = 0


def modes_record(sim: Simulator, lang: str) -> list[dict[str, Any]]:
    """Every mode with the stretches of flight in which it can happen; one that is an event's has instants, start and end alike."""
    rows: dict[str, dict[str, Any]] = {}
    for s in _ruled(sim):
        title = word(s.mode, lang)
        new = {"name": s.mode, "title": title, "kind": s.kind, "start_s": s.start, "end_s": s.end, "windows": []}
        row = rows.setdefault(s.mode, new)
        row["start_s"], row["end_s"] = min(row["start_s"], s.start), max(row["end_s"], s.end)
        if row["windows"] and s.event < 0 and s.start <= row["windows"][-1]["end_s"] + 1e-6:
            row["windows"][-1]["end_s"] = s.end
        else:
            row["windows"].append({"start_s": s.start, "end_s": s.end, "phase": s.phase})
    return list(rows.values())


def _ruled(sim: Simulator) -> list[Stratum]:
    """The strata of the mission as it flies: with its flight-safety system."""
    return [s for s in sim.strata if not s.unended]


def stratum_at(sim: Simulator, mode: str, time: float) -> Stratum:
    """The failure of a mode at one time: its stratum, no longer than that instant.

    A mode that is an event's happens at the event nearest in time.  422 for a mode that the mission has not, or a time at
    which it cannot happen.
    """
    own = [s for s in _ruled(sim) if s.mode == mode]
    if not own:
        raise Refused(
            422, f"mode: {mode[:80]!r}: expected one of {', '.join(dict.fromkeys(s.mode for s in _ruled(sim)))}"
        )
    if own[0].event >= 0:
        return min(own, key=lambda s: abs(s.start - time))
    for s in own:
        if s.start <= time <= s.end:
            return replace(s, start=time, end=time)
    windows = next(m for m in modes_record(sim, "en") if m["name"] == mode)["windows"]
    said = " s, or T+".join(f"{w['start_s']:.1f} to T+{w['end_s']:.1f}" for w in windows)
    raise Refused(422, f"time_s: T+{time:g} s: expected a second in which {mode} can happen: T+{said} s")


def only(sim: Simulator, stratum: Stratum, seed: int) -> Simulator:
    """A simulator whose one failure is this, drawing by another seed."""
    return replace(sim, strata=(stratum,), seed=seed)


def fail(sim: Simulator, question: Question) -> tuple[Simulator, LaunchRecords]:
    """Launches that all fail in this way at this time, as many as give about the wanted number of pieces.

    A launch is what varies as one: weather, vehicle, malfunction and all its pieces; their number is what the interval of a
    result counts.
    """
    one = only(sim, stratum_at(sim, question.mode, question.time), question.seed)
    pieces = len(launched(one, PILOT).pieces.launch) / PILOT
    wanted = math.ceil(question.fragments / max(pieces, 1.0))
    return one, launched(one, min(max(wanted, FEWEST), limits.FAIL_LAUNCHES))


def launched(one: Simulator, launches: int) -> LaunchRecords:
    """The first launches of the one failure of a simulator."""
    return simulate(one, DOMAIN + np.arange(launches, dtype=np.int64), np.zeros(launches, dtype=np.int64))
