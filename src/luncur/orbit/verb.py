"""``luncur orbit``: a satellite's orbit, life, ground track and what it sees, into a result folder."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from luncur.campaign.provenance import processor, versions
from luncur.campaign.schedulers import local_workers
from luncur.errors import InputError, PhysicsError
from luncur.folder import filled, held
from luncur.orbit.injection.dispersed import Injected
from luncur.orbit.input.load import load_case
from luncur.orbit.input.model import OrbitCase
from luncur.orbit.life.lifetime import Lifetime
from luncur.orbit.out.instants import zulu
from luncur.orbit.study.assumptions import assumed
from luncur.orbit.study.design_record import design_record, windows_record
from luncur.orbit.study.files import write_files
from luncur.orbit.study.follow import followed
from luncur.orbit.study.followed import Followed
from luncur.orbit.study.injection_record import Flown, cut_short_record, declared_only, flown, injection_record
from luncur.orbit.study.life_record import life_of, life_record, reentry_record
from luncur.orbit.study.not_computed import not_computed
from luncur.orbit.study.orbit_record import elements_record, orbit_record, sun_path
from luncur.orbit.study.seen import seen
from luncur.orbit.study.seen_record import places_record, regions_record
from luncur.orbit.study.sensors import sensor_of, sensor_record
from luncur.orbit.study.under import geodetic
from luncur.orbit.time_and_frames.earth_orientation import earth_orientation, earth_orientation_of
from luncur.sentences import coded

SCHEMA = "luncur-orbit-result/1"
SUMMARY = "orbit.json"
Progress = Callable[[str, int, int, float | None], None]


def orbit_to_folder(
    given: OrbitCase | str | Path, folder: Path, *, seed: int = 0, workers: int | None = None, lang: str = "en",
    progress: Progress | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Follow a satellite, or many, and write what came of it; the summary, as in ``orbit.json``.

    given: what ``luncur.orbit.input.load.load_case`` takes, or a case.  The numbers depend on the case and the seed alone.
    Raises InputError for bad input and for a folder that is not empty, PhysicsError where an orbit cannot be followed; nothing
    half-written is left.
    """
    from luncur.export import finite
    from luncur.orbit.out.page import write_page

    case = given if isinstance(given, OrbitCase) else load_case(given)
    with held(folder, resumable=False), filled(folder, last=SUMMARY) as beside:
        summary = finite(_study(case, beside, seed, local_workers(workers), workers, progress))
        (beside / SUMMARY).write_text(json.dumps(summary, indent=1, allow_nan=False), encoding="utf-8")
        write_page(beside, summary, lang)
    return dict(summary)


def _study(
    case: OrbitCase, folder: Path, seed: int, threads: int, workers: int | None, progress: Progress | None
) -> dict[str, Any]:
    began = time.monotonic()
    flight = flown(case, seed, workers)
    state = None if flight is None else (flight.at.epoch, flight.at.position, flight.at.velocity)
    follows = followed(case, state)
    ephemeris = follows.first()
    if len(ephemeris.seconds) < 2:
        raise PhysicsError(f"{case.file}: the satellite comes down before the second of its tabulated states")
    track = ephemeris.earth_fixed()
    sun = sun_path(follows.epoch, float(follows.seconds[0]), float(follows.seconds[-1]))
    altitude = float(geodetic(track.position)[2].mean())
    sensors = tuple(sensor_of(table, altitude, case.file) for table in case.sensors)
    found = seen(case, follows, sensors, sun, threads, progress)
    injected = flight.injected if flight is not None else declared_only(case, follows, seed)
    life, no_life = _life(case, follows, seed, threads)
    places = places_record(case, follows, found, track, sun)
    said = assumed(case, ephemeris, None if flight is None else flight.flight, bool(found))
    said = [*follows.lost, *said]
    summary: dict[str, Any] = {
        "schema": SCHEMA, "name": case.name, "title": case.title or _title(follows), "seed": seed,
        "source": {"kind": follows.kind, "file": case.file, "text": str(follows.text), "coded": coded(follows.text)},
        "epoch": zulu(follows.epoch), "satellites": len(follows), "method": ephemeris.method,
        "duration_s": float(ephemeris.seconds[-1]), "step_s": case.propagation.step,
        "assumed": [str(s) for s in said], "assumed_coded": [coded(s) for s in said], "not_computed": [*not_computed(case), *no_life],
        "elements": elements_record(follows), "orbit": orbit_record(follows, track, sun),
        "constellation": None if case.walker is None else case.walker.model_dump(),
        **_launch(case, flight, injected, follows, seed, threads),
        "life": None if life is None else life_record(case, life),
        "reentry": reentry_record(case, follows.mean_orbit, follows.epoch, life),
        "sensors": [sensor_record(t, s, altitude) for t, s in zip(case.sensors, sensors, strict=True)],
        "places": places if case.sensors else [], "regions": regions_record(case, found) if case.sensors else [],
        "design": design_record(follows.mean_orbit), "launch_windows": windows_record(case, follows),
        "earth_orientation": _orientation(follows),
    }  # fmt: skip
    write_files(folder, case, follows, track, sensors, found, injected, places)
    summary["provenance"] = _provenance(case)
    summary["timing"] = {"wall_s": time.monotonic() - began, "accesses": sum(len(s.found) for s in found)}
    return summary


def _life(case: OrbitCase, follows: Followed, seed: int, threads: int) -> tuple[Lifetime | None, list[dict[str, Any]]]:
    """The life, or in a row of what is not computed why this orbit has none that can be told."""
    try:
        return life_of(case, follows.mean_orbit, follows.epoch, seed, threads), []
    except InputError as error:
        return None, [{"what": "life", "why": str(error), "coded": None}]


def _launch(
    case: OrbitCase, flight: Flown | None, injected: Injected | None, follows: Followed, seed: int, threads: int
) -> dict[str, Any]:
    return {
        "injection": None if injected is None else injection_record(case, injected, follows, seed, threads),
        "cut_short": [] if flight is None else cut_short_record(case, flight.flight, follows.epoch, seed, threads),
    }


def _title(follows: Followed) -> str:
    """What a catalogue calls a satellite that stands alone."""
    return follows.names[0] if follows.kind in ("tle", "file") and len(follows) == 1 else ""


def _orientation(follows: Followed) -> dict[str, str]:
    table = earth_orientation()
    return {
        "version": table.version, "kind": earth_orientation_of(follows.epoch, follows.seconds).status(),
        "first": table.first.isoformat(), "last_measured": table.last_measured.isoformat(), "last": table.last.isoformat(),
    }  # fmt: skip


def _provenance(case: OrbitCase) -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"), "processor": processor(),
        "versions": {**versions(), **{n: version(n) for n in ("sgp4", "pyerfa", "astropy-iers-data")}},
        "case_sha256": hashlib.sha256(case.model_dump_json(exclude={"file"}).encode()).hexdigest(),
    }  # fmt: skip


def report_orbit(folder: Path, lang: str = "en") -> Path:
    """The page of a finished orbit study again, in another language; its path.  InputError when the folder holds none."""
    from luncur.orbit.out.page import write_page

    path = folder / SUMMARY
    try:
        summary = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise InputError(str(path), "", None, "the summary of a finished orbit study") from None
    if not isinstance(summary, dict) or summary.get("schema") != SCHEMA:
        raise InputError(str(path), "schema", None, SCHEMA)
    return write_page(folder, summary, lang)
