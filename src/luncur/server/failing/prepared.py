"""What one failure of a study needs before it can be computed: the study's mission, flown once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luncur.campaign.launches import Simulator
from luncur.campaign.provenance import data_digest, mission_digest
from luncur.campaign.records import run_record, with_preset
from luncur.campaign.study import prepare
from luncur.flight import Trajectory
from luncur.mission import Mission, load
from luncur.mission.load import builtin_names
from luncur.mission.own_files import own_files
from luncur.mission.reading import parse_toml
from luncur.sentences import Sentence
from luncur.server.errors import Refused
from luncur.server.folders import file_in
from luncur.server.reading import bytes_of, object_of

MISSION_BYTES = 1_000_000
RUN_BYTES = 4_000_000


@dataclass(frozen=True)
class Prepared:
    """A study's mission ready to fail: its simulator, nominal flight, and what is not as it was in the study."""

    sim: Simulator
    trajectory: Trajectory
    notes: tuple[Sentence, ...]


def prepared_of(root: Path, folder: Path) -> Prepared:
    """Prepare a study's mission; 409 when it cannot be found again inside the served folder, or is no longer the same."""
    object_of(file_in(folder, "run.json"), RUN_BYTES)
    bound = run_record(folder)["bound"]
    mission = with_preset(_mission(root, folder, bound["mission_file"]), bound["preset"])
    stays_inside(root, mission)
    if mission_digest(mission) != bound["mission_sha256"]:
        raise Refused(409, "the mission is no longer the one this study was made from; run it again to fail it here")
    sim, trajectory = prepare(mission, bound["seed"])
    if not sim.strata:
        raise Refused(409, "the mission of this study has no failure modes")
    return Prepared(sim, trajectory, _notes(bound))


def _mission(root: Path, folder: Path, recorded: str) -> Mission:
    """A built-in by its name, or a file inside the served folder: where it lay, else in or beside the result folder."""
    if "/" not in recorded and recorded in builtin_names("missions"):
        return load(recorded)
    name = Path(recorded).name
    for path in (Path(recorded), folder / name, folder.parent / name):
        if name and path.is_absolute() and path.is_file() and inside(root, path):
            parts_inside(root, path)
            return load(path)
    raise Refused(
        409, f"the mission file of this study, {name[:100]!r}, is not in the served folder; put it beside the study"
    )


def inside(root: Path, path: Path) -> bool:
    """Whether a path, all links followed, lies in the served folder."""
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def parts_inside(root: Path, path: Path) -> None:
    """Refuse a mission file that takes its site or vehicle from a file outside the served folder."""
    tree = parse_toml(bytes_of(path, MISSION_BYTES), path.name)
    for part in ("site", "vehicle"):
        name: Any = tree.get(part)
        if isinstance(name, str) and name not in builtin_names(f"{part}s") and not inside(root, path.parent / name):
            raise Refused(409, f"the {part} of the mission is a file outside the served folder")


def stays_inside(root: Path, mission: Mission) -> None:
    """Refuse a mission that names a file outside the served folder."""
    for field, name in own_files(mission).items():
        if not inside(root, Path(name)):
            raise Refused(409, f"{field} of the mission is a file outside the served folder")


def _notes(bound: dict[str, Any]) -> tuple[Sentence, ...]:
    return () if bound.get("data_sha256") == data_digest() else (Sentence("fail_other_data"),)
