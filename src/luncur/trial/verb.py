"""``luncur trial``: the flight-safety system of a mission tried by Monte Carlo, into a result folder."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from luncur.campaign.provenance import data_digest, mission_digest, mission_place, processor, versions
from luncur.campaign.schedulers import local_workers
from luncur.errors import InputError, PhysicsError
from luncur.files import write_atomic
from luncur.folder import LEFT_OVER, held
from luncur.mission import Mission, load
from luncur.mission.flight_safety import Termination
from luncur.mission.hypothetical import hypothetical_sentences
from luncur.sentences import coded
from luncur.trial.consequence import DEFAULT_LAUNCHES, consequence
from luncur.trial.counts import counts
from luncur.trial.faults import SEVERITIES
from luncur.trial.out.flights_table import NAME, write_flights
from luncur.trial.out.page import write_page
from luncur.trial.proposal.propose import propose
from luncur.trial.proposal.write import write_proposal
from luncur.trial.record import rules_record, severities_record
from luncur.trial.rule_sets import DESIGNED, NAIVE, RuleSet, naive_system, rule_set
from luncur.trial.run import STATE, Progress, run_trial
from luncur.trial.setting import Setting, setting, watched
from luncur.trial.severity import flights_to_grow, severities
from luncur.trial.trade import trades
from luncur.trial.unit import UNIT

SCHEMA = "luncur-trial/1"
SUMMARY = "trial.json"
OWN = (  # what a trial that was killed may leave
    STATE, f".{STATE}.part", NAME, f".{NAME}.part", "trial.html", ".trial.html.part", "proposal.toml", "proposal.geojson", "proposal.png",
)  # fmt: skip
DEFAULT_SAMPLES = 7_000
LAUNCHES_PER_UNIT = 32  # whose casualties are counted, up to ``DEFAULT_LAUNCHES``


def prepare(mission: Mission, seed: int, beside: tuple[Mission, ...] = ()) -> tuple[Setting, tuple[RuleSet, ...]]:
    """The setting of a trial and its rule sets: as designed, naive, then those of other missions on this one's flight."""
    at = setting(mission, seed)
    assert mission.termination is not None
    sets = [
        rule_set(DESIGNED, at.plan, at.trajectory),
        rule_set(NAIVE, at.plan, at.trajectory, naive_system(mission.termination)),
    ]
    for other in beside:
        sets.append(rule_set(Path(other.file).stem, at.plan, at.trajectory, _system(other)))
    names = [s.name for s in sets]
    if len(set(names)) < len(names):
        raise InputError("trial", "--beside", ", ".join(names[2:]), "files whose names differ")
    return watched(at, max(s.last for s in sets)), tuple(sets)


def _system(other: Mission) -> Termination:
    if other.termination is None or not other.termination.rules:
        raise InputError(other.file, "termination.rule", None, "at least one rule to try")
    return other.termination


def trial_to_folder(
    mission: Mission | str, folder: Path, *, samples: int | None = None, seed: int = 0, workers: int | None = None,
    beside: tuple[Mission | str, ...] = (), proposing: bool = False, resume: bool = False, lang: str = "en",
    progress: Progress | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Try the flight-safety system of a mission and write what came of it; the summary, as in ``trial.json``.

    samples: flights, rounded up to whole units of 140; beside: missions whose rules are tried on the same flights; proposing: propose
    limits for the mission as well.
    Interrupted, it goes on with ``resume``; the numbers depend on the mission, the seed and the count alone.  ``trial.html`` is
    in ``lang``; a finished trial that is asked for again gets its page again.
    Raises InputError for a mission without rules or without a malfunction, and for a folder in use.
    """
    mission = mission if isinstance(mission, Mission) else load(mission)
    others = tuple(m if isinstance(m, Mission) else load(m) for m in beside)
    count = DEFAULT_SAMPLES if samples is None else samples
    if count < 1:
        raise InputError("trial", "samples", count, "a whole number of flights, at least 1")
    units = -(-count // UNIT)
    bound = fingerprint(mission, others, seed, units * UNIT)
    with held(folder, resume):
        done = _finished(folder, bound)
        if done is not None:
            if proposing and done["proposal"] is None:
                done["proposal"] = _proposed(mission, seed, folder, lang)
                _write_summary(folder, done)
            write_page(folder, done, lang)
            (folder / STATE).unlink(missing_ok=True)
            return done
        return _trial(mission, others, folder, units, seed, local_workers(workers), bound, proposing, lang, progress)


def _trial(
    mission: Mission, others: tuple[Mission, ...], folder: Path, units: int, seed: int, workers: int, bound: str, proposing: bool,
    lang: str, progress: Progress | None,
) -> dict[str, Any]:  # fmt: skip
    from luncur.export import finite

    began = time.monotonic()
    at, sets = prepare(mission, seed, others)
    flying = time.monotonic()
    tried = run_trial(at, sets, units, workers=workers, folder=folder, bound=bound, progress=progress)
    flown = time.monotonic() - flying
    grown = flights_to_grow(at, sets[0], units)
    found = [counts(at, rules, i, tried) for i, rules in enumerate(sets)]
    said = hypothetical_sentences(mission)
    summary: dict[str, Any] = {
        "schema": SCHEMA,
        "mission": mission.name,
        "seed": seed,
        "samples": units * UNIT,
        "not_flown": int((tried.attempt < 0).sum()),
        "hypothetical": [str(sentence) for sentence in said],
        "hypothetical_coded": [coded(sentence) for sentence in said],
        "rule_sets": [rules_record(rules) for rules in sets],
        "results": found,
        "fault_ranges": severities_record(SEVERITIES),
        "severities": severities(at, sets, grown, workers),
        "trades": trades(at, sets[0], units, workers),
        "consequence": consequence(at, sets[0], seed, min(DEFAULT_LAUNCHES, LAUNCHES_PER_UNIT * units), workers),
        "proposal": _proposed(mission, seed, folder, lang) if proposing else None,
        "phases": [{"name": n, "start_s": a, "end_s": b} for n, a, b in at.phases],
        "watched_s": at.watched,
        "timing": {
            "wall_s": time.monotonic() - began,
            "flying_s": flown,
            "cycles": sum(f["cycles"] for f in found),
            "workers": workers,
        },
        "provenance": {
            "made": datetime.now(UTC).isoformat(timespec="seconds"), "versions": versions(), "processor": processor(),
            "bound": bound, "mission_sha256": mission_digest(mission), "mission_file": mission_place(mission),
            "beside": [mission_place(other) for other in others],
        },
    }  # fmt: skip
    summary = finite(summary)
    write_flights(folder, at, sets, tried)
    write_page(folder, summary, lang)
    _write_summary(folder, summary)
    (folder / STATE).unlink(missing_ok=True)
    return summary


def _write_summary(folder: Path, summary: dict[str, Any]) -> None:
    write_atomic(folder / SUMMARY, json.dumps(summary, indent=1, allow_nan=False).encode())


def _proposed(mission: Mission, seed: int, folder: Path, lang: str) -> dict[str, Any]:
    """Files of the limits that are proposed for the mission, or in one sentence why there are none."""
    try:
        proposal = propose(mission, seed)
    except (InputError, PhysicsError) as error:
        return {"files": [], "why_none": str(error)}
    written = write_proposal(proposal, folder, lang)
    return {"files": [path.name for path in written], "why_none": None}


def fingerprint(mission: Mission, others: tuple[Mission, ...], seed: int, samples: int) -> str:
    """What must be the same for a trial to go on, or for a sample of it to be flown again; 64 characters."""
    parts = [mission_digest(m) for m in (mission, *others)] + [seed, samples, versions(), processor(), data_digest()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _finished(folder: Path, bound: str) -> dict[str, Any] | None:
    """The summary of a trial that is done; InputError when the folder holds one of other inputs."""
    if not (folder / SUMMARY).exists():
        if any(p.name not in (*LEFT_OVER, *OWN) for p in folder.iterdir()):
            raise InputError(str(folder), "", None, "a folder that holds a trial of luncur, to resume it")
        return None
    summary = read_summary(folder)
    if summary["provenance"]["bound"] != bound:
        raise InputError(str(folder / SUMMARY), "", None, "a trial with the same mission, seed, samples and versions")
    return summary


def report_trial(folder: Path, lang: str = "en") -> Path:
    """The page of a finished trial again, in another language; its path.  InputError when the folder holds none."""
    return write_page(folder, read_summary(folder), lang)


def read_summary(folder: Path) -> dict[str, Any]:
    """The summary of a finished trial; InputError when the folder holds none."""
    path = folder / SUMMARY
    try:
        summary = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise InputError(str(path), "", None, "the summary of a finished trial") from None
    if not isinstance(summary, dict) or summary.get("schema") != SCHEMA:
        raise InputError(str(path), "schema", None, SCHEMA)
    return summary
