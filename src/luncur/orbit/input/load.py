"""From whatever a user names (orbit file, mission, element sets, result folder, built-in) to a checked OrbitCase."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from luncur.errors import InputError
from luncur.mission.figures import Origin, split_figures
from luncur.mission.joining import sources_of
from luncur.mission.load import builtin_names, builtin_text
from luncur.mission.messages import input_error, nearest, one_sentence
from luncur.mission.reading import parse_toml, read_toml
from luncur.orbit.input.model import TABLES, OrbitCase
from luncur.sentences import Sentence

KIND = "orbits"
MOST_RUN_RECORD = 10_000_000  # bytes of a run.json that is read


def orbit_cases() -> list[tuple[str, str]]:
    """Name and title of every built-in orbit file."""
    return [(name, load_case(name).title) for name in builtin_names(KIND)]


def load_case(given: str | Path) -> OrbitCase:
    """A case from an orbit file, a mission (file or built-in), TLE or OMM, or the result folder of a mission.

    A built-in orbit goes before a built-in mission of the same name.  Raises InputError with one sentence naming file,
    field, value and what was expected.
    """
    text = str(given)
    with one_sentence():
        if text in builtin_names(KIND):
            return case_from_tree(parse_toml(builtin_text(KIND, text).encode(), f"{text}.toml"), f"{text}.toml", None)
        if text in builtin_names("missions"):
            return _of_mission(text, text)
        path = Path(text)
        if _is_folder(path):
            return _of_mission(_mission_of_folder(path), text)
        if not text.endswith(".toml"):
            return _of_elements(path, text)
        tree = read_toml(path, "an orbit file or a mission file")
        if "orbit" in tree or "vehicle" not in tree:
            return case_from_tree(tree, text, path.parent)
        return _of_mission(text, text)


def case_from_tree(tree: dict[str, Any], file: str, folder: Path | None) -> OrbitCase:
    """A case from the raw tables of its file; file names in it are taken from the file's own folder."""
    with one_sentence():
        rest = {key: value for key, value in tree.items() if key not in ("sources", "schema")}
        for key in rest:
            if key not in TABLES:
                known = ("schema", *TABLES, "sources")
                raise InputError(file, key, None, f"a known field ({', '.join(known)}){nearest(key, known)}")
        if tree.get("schema", "luncur-orbit/1") != "luncur-orbit/1":
            raise InputError(file, "schema", tree["schema"], "luncur-orbit/1")
        plain, origins = split_figures(rest, sources_of(tree, file), file)
        try:
            case = OrbitCase.model_validate({**plain, "file": file})
        except ValidationError as error:
            raise input_error(error, plain, file, OrbitCase) from None
        unsure = tuple(_unsure(origin) for origin in origins.values() if origin.beside.get("confidence") in ("L", "U"))
        return _placed(case.model_copy(update={"assumed": (*case.assumed, *unsure)}), folder)


def _unsure(origin: Origin) -> Sentence:
    """A figure that its file marks as an estimate, or as not confirmed, with what it says of it."""
    code = "orbit_estimate" if origin.beside["confidence"] == "L" else "orbit_unconfirmed"
    note = origin.beside.get("note") or origin.beside.get("source") or ""
    values = {"what": origin.shown, "value": str(origin.value)}
    return Sentence(f"{code}_noted", note=str(note), **values) if note else Sentence(code, **values)


def _placed(case: OrbitCase, folder: Path | None) -> OrbitCase:
    if folder is None:
        return case
    orbit, base = case.orbit, folder.absolute()
    update: dict[str, Any] = {}
    if orbit.file is not None:
        update["file"] = str(base / orbit.file)
    if orbit.mission is not None and orbit.mission not in builtin_names("missions"):
        update["mission"] = str(base / orbit.mission)
    regions = tuple(r if r.file is None else r.model_copy(update={"file": str(base / r.file)}) for r in case.regions)
    return case.model_copy(update={"orbit": orbit.model_copy(update=update), "regions": regions})


def _of_mission(mission: str, file: str) -> OrbitCase:
    name = Path(mission).stem
    return OrbitCase.model_validate({"name": name[:80] or "mission", "orbit": {"mission": mission}, "file": file})


def _of_elements(path: Path, text: str) -> OrbitCase:
    known = [*builtin_names(KIND), *builtin_names("missions")]
    if len(path.parts) <= 1 and not path.suffix and not _exists(path):
        what = "an orbit file, a mission file, TLE, OMM, a result folder, or the name of a built-in"
        raise InputError("command line", "MISSION", text, f"{what} ({', '.join(known)}){nearest(text, known)}")
    name = path.stem[:80] or "elements"
    return OrbitCase.model_validate({"name": name, "orbit": {"file": str(path)}, "file": str(path)})


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _mission_of_folder(folder: Path) -> str:
    """Where the mission of a study, or of a nominal flight, can be loaded from."""
    record = folder / "run.json"
    try:
        if record.stat().st_size > MOST_RUN_RECORD:
            raise InputError(str(record), "", None, "the record of a run as luncur wrote it")
        run = json.loads(record.read_text(encoding="utf-8"))
        place = run["mission_file"]
    except OSError:
        raise InputError(
            str(folder), "", None, "a result folder of luncur fly or luncur assess (run.json is missing)"
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(str(record), "mission_file", None, "the record of a run as luncur wrote it") from None
    if not isinstance(place, str) or not 0 < len(place) <= 1000:
        raise InputError(str(record), "mission_file", None, "where the mission lies")
    return place
