"""What a result folder says of the run in it, and whether that is the run that is wanted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from luncur.campaign import checkpoint
from luncur.debris.fall import PRESETS
from luncur.errors import InputError
from luncur.folder import LEFT_OVER
from luncur.mission import Mission, load


def finished(folder: Path, bound: dict[str, Any]) -> dict[str, Any] | None:
    """The summary of a run that is complete; None when it has to be gone on with, or begun.

    InputError when the folder holds another run, or something that is none.
    """
    run, summary = folder / "run.json", folder / "summary.json"
    if run.exists() and summary.exists():
        same(folder, run_record(folder)["bound"], bound)
        return _summary(summary)
    table = checkpoint.load_table(folder)
    if table is not None:
        same(folder, table["bound"], bound)
    elif any(p.name not in (*LEFT_OVER, checkpoint.STATE, checkpoint.TABLE) for p in folder.iterdir()):
        raise InputError(str(folder), "", None, "a folder that holds a run of luncur, to resume it")
    return None


def _summary(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("criteria"), list):
        raise InputError(str(path), "", None, "the summary of a finished run")
    return found


def run_record(folder: Path) -> dict[str, Any]:
    """What a finished study recorded in run.json; InputError when there is none or it is not one."""
    table = checkpoint.read_table(folder / "run.json")
    bound = (table or {}).get("bound", {})
    kinds = {"mission_file": str, "mission_sha256": str, "seed": int, "samples": int, "precision": float, "preset": str}
    if table is None or any(not isinstance(bound.get(key), kind) for key, kind in kinds.items()):
        raise InputError(str(folder / "run.json"), "", None, "the record of a finished study")
    return table


def same(folder: Path, theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    """InputError naming the first thing that is not as the run had it; where the mission lies does not count."""
    theirs = {"device": "cpu", **theirs}  # runs of a time when there was no other
    for key in ours:
        if key == "mission_file" or theirs.get(key) == ours[key]:
            continue
        if key.endswith("_sha256"):  # digests would tell nobody anything
            what = key.removesuffix("_sha256")
            raise InputError(
                str(folder), what, None, "what the run in this folder began with, unchanged, or a new folder"
            )
        was, now = _differing(theirs.get(key), ours[key])
        raise InputError(str(folder), key, now, f"'{was}', as the run in this folder has it, or a new folder")


def _differing(was: Any, now: Any) -> tuple[str, str]:
    """Two values as text; of tables only what differs."""
    if not isinstance(was, dict) or not isinstance(now, dict):
        return str(was), str(now)
    keys = sorted(k for k in {*was, *now} if was.get(k) != now.get(k))
    first, second = (", ".join(f"{k} {table.get(k)}" for k in keys) for table in (was, now))
    return first, second


def with_preset(mission: Mission, preset: str | None) -> Mission:
    """The mission with its falls integrated by another preset; InputError for one that is not there."""
    if preset is None:
        return mission
    if preset not in PRESETS:
        raise InputError("assess", "preset", preset, f"one of {', '.join(PRESETS)}")
    return mission.model_copy(update={"debris": mission.debris.model_copy(update={"preset": preset})})


def mission_of(folder: Path, bound: dict[str, Any], given: Mission | str | None) -> Mission:
    """The mission of a run, with its preset: the one given, else from where it lay, else of that name in or beside the folder."""
    return with_preset(_found(folder, bound, given), bound.get("preset"))


def _found(folder: Path, bound: dict[str, Any], given: Mission | str | None) -> Mission:
    if given is not None:
        return given if isinstance(given, Mission) else load(given)
    recorded = bound["mission_file"]
    if "/" not in recorded:
        return load(recorded)
    places = [Path(recorded), *(where / Path(recorded).name for where in (folder, folder.resolve().parent))]
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        raise InputError(recorded, "", None, "the run's mission file; it was moved: give it with --mission FILE")
    return load(found)
