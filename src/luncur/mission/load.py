"""From a mission file, or the name of a built-in, to a checked Mission."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from luncur.errors import InputError
from luncur.mission.checks import check_input_files, check_mission
from luncur.mission.figures import figure_of
from luncur.mission.joining import Joined, join, sources_of
from luncur.mission.messages import input_error, input_errors, nearest, one_sentence, tidied
from luncur.mission.model import Mission
from luncur.mission.own_files import placed
from luncur.mission.reading import parse_toml, read_toml


def load(path: str | Path) -> Mission:
    """A mission from a file or by the name of a built-in, validated and in SI.

    A site or vehicle given by name is read from the built-ins; ending in .toml or with a slash, from a file beside
    the mission's own.  Raises InputError with one sentence naming file, field, value and what was expected;
    PhysicsError when the figures read well but cannot fly.
    """
    text = str(path)
    with one_sentence():
        return _load(text)


def _load(text: str) -> Mission:
    if is_built_in("missions", text):
        return _from_tree(builtin_tree("missions", text, "MISSION"), f"{text}.toml", None)
    mission = _from_tree(read_toml(Path(text)), text, Path(text).parent)
    # with a folder in it, a file is never taken for the built-in of the same name
    return mission.model_copy(update={"file": Path(text).absolute().as_posix()})


def mission_from_tree(tree: dict[str, Any], file: str, folder: Path | None) -> Mission:
    """A mission from the raw tables of its file; parts by name are joined in, origins taken apart."""
    with one_sentence():
        return _from_tree(tree, file, folder)


def complaints(tree: dict[str, Any], file: str, folder: Path | None) -> list[InputError]:
    """Everything that the types of a mission's fields say against its raw tables, for a form that marks each field.

    Empty when they fit; whether the parts fit together is said by ``load``, one complaint at a time.
    """
    with one_sentence():
        joined = join(tree, file, lambda part, name: _part(part, name, file, folder))
    try:
        Mission.model_validate({**joined.tree, "file": file})
    except ValidationError as error:
        return [tidied(_placed(one, joined)) for one in input_errors(error, joined.tree, file, Mission)]
    return []


def _from_tree(tree: dict[str, Any], file: str, folder: Path | None) -> Mission:
    joined = join(tree, file, lambda part, name: _part(part, name, file, folder))
    try:
        mission = Mission.model_validate({**joined.tree, "file": file})
    except ValidationError as error:
        raise _placed(input_error(error, joined.tree, file, Mission), joined) from None
    figures = {at: figure_of(origin, Mission) for at, origin in joined.origins.items()}
    mission = mission.model_copy(update={"figures": figures})
    try:
        check_mission(mission)
        for name in mission.criteria:
            builtin_text("criteria", name, "criteria", file)
    except InputError as error:
        raise _placed(error, joined) from None
    mission = _with_paths(mission, folder)
    check_input_files(mission)
    return mission


def _placed(error: InputError, joined: Joined) -> InputError:
    """The same complaint, with the file and the path where the user wrote the figure, and a figure as it was written."""
    file, field = joined.place(error.field)
    written = joined.written(error.field) if isinstance(error.value, float) else None
    return InputError(file, field, error.value if written is None else written, error.expected)


def _part(part: str, name: str, file: str, folder: Path | None) -> tuple[Any, dict[str, str], str]:
    """Table, citations and file name of a site or vehicle given by name or path."""
    if is_built_in(f"{part}s", name):
        tree, part_file = builtin_tree(f"{part}s", name, part, file), f"{name}.toml"
    else:
        path = (folder or Path()) / name
        tree, part_file = read_toml(path), str(path)
    for key in tree:
        if key not in (part, "sources"):
            raise InputError(part_file, key, None, f"only the tables [{part}] and [sources]")
    if part not in tree:
        raise InputError(part_file, part, None, f"a table [{part}]")
    return tree[part], sources_of(tree, part_file), part_file


def is_built_in(kind: str, text: str) -> bool:
    """Whether a text names a built-in, or could only be meant to."""
    if text in builtin_names(kind):
        return True
    if text.endswith(".toml") or "/" in text or "\\" in text or "\0" in text:
        return False
    try:
        return not Path(text).exists()
    except OSError:
        return True


def builtin_names(kind: str) -> list[str]:
    """Names of the built-in missions, sites, vehicles or criteria."""
    folder = files("luncur") / "data" / kind
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


def builtin_text(kind: str, name: str, field: str = "", file: str = "") -> str:
    """The file of one built-in; InputError listing the known names when there is none."""
    names = builtin_names(kind)
    if name not in names:
        own = {"missions": "a mission file", "events": "an event file"}.get(kind, "a file")
        what = f"{own} or the name of a built-in"
        raise InputError(file or "command line", field, name, f"{what} ({', '.join(names)}){nearest(name, names)}")
    return (files("luncur") / "data" / kind / f"{name}.toml").read_text(encoding="utf-8")


def builtin_tree(kind: str, name: str, field: str = "", file: str = "") -> dict[str, Any]:
    """The raw tables of one built-in."""
    return parse_toml(builtin_text(kind, name, field, file).encode(), f"{name}.toml")


def _with_paths(mission: Mission, folder: Path | None) -> Mission:
    """File names inside the mission taken from the mission's own folder; absolute, so that a study reads the same ones
    again wherever it is run from."""
    return mission if folder is None else placed(mission, folder.absolute())
