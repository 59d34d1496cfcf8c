"""From a mission file, or the name of a built-in, to a checked Mission."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from luncur.errors import InputError
from luncur.mission.checks import check_mission
from luncur.mission.figures import figure_of, split_figures
from luncur.mission.messages import input_error
from luncur.mission.model import Mission
from luncur.mission.reading import parse_toml, read_toml


def load(path: str | Path) -> Mission:
    """A mission from a file or by the name of a built-in, validated and in SI.

    A site or vehicle given by name is read from the built-ins; ending in .toml, from a file beside the
    mission's own.  Raises InputError with one sentence naming file, field, value and what was expected;
    PhysicsError when the figures read well but cannot fly.
    """
    text = str(path)
    if _looks_like_name(text):
        return mission_from_tree(builtin_tree("missions", text, "MISSION"), f"{text}.toml", None)
    file = Path(text)
    return mission_from_tree(read_toml(file), str(file), file.parent)


def mission_from_tree(tree: dict[str, Any], file: str, folder: Path | None) -> Mission:
    """A mission from the raw tables of its file; parts by name are joined in, origins taken apart."""
    plain, origins, written = _join(tree, file, folder)
    try:
        mission = Mission.model_validate({**plain, "file": file})
    except ValidationError as error:
        raise input_error(error, plain, file, Mission) from None
    figures = {at: figure_of(raw, written.get(at), file, at) for at, raw in origins.items()}
    mission = mission.model_copy(update={"figures": figures})
    check_mission(mission)
    return _with_paths(mission, folder)


def _join(tree: dict[str, Any], file: str, folder: Path | None) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Plain tree, raw origins and the values as written, with site and vehicle files joined in."""
    for reserved in ("figures", "file"):
        if reserved in tree:
            raise InputError(file, reserved, None, "a known field")
    own_sources = _sources(tree, file)
    rest = {key: value for key, value in tree.items() if key not in ("site", "vehicle", "sources", "payload", "event", "steering")}
    plain, origins = split_figures(rest, own_sources, file)
    written = _written(rest)
    _cite_history(plain, own_sources)
    for part in ("site", "vehicle"):
        value = tree.get(part)
        if isinstance(value, str):
            value, sources, part_file = _part(part, value, file, folder)
        else:
            sources, part_file = own_sources, file
        if value is None:
            continue  # left to the model's own message: it is missing
        if part == "vehicle" and isinstance(value, dict):
            value = dict(value)
            joined, found, texts = _vehicle(value, tree, sources, own_sources, file, part_file)
            plain[part] = joined
        else:
            plain[part], found = split_figures(value, sources, part_file, part)
            texts = _written(value, part)
        origins.update(found)
        written.update(texts)
    return plain, origins, written


def _cite_history(plain: dict[str, Any], sources: dict[str, str]) -> None:
    """The full citation of the flight history, where the file gives a key of its sources."""
    failure = plain.get("failure")
    history = failure.get("history") if isinstance(failure, dict) else None
    if isinstance(history, dict) and isinstance(history.get("source"), str):
        history["source"] = sources.get(history["source"], history["source"])


def _vehicle(value: dict[str, Any], tree: dict[str, Any], sources: dict[str, str], own: dict[str, str], file: str, part_file: str) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """The vehicle with the mission's payload, events and steering appended to its own."""
    joined, origins = split_figures(value, sources, part_file, "vehicle")
    written = _written(value, "vehicle")
    extra: dict[str, Any] = {}
    if "payload" in tree:
        payload = tree["payload"]
        extra["body"] = [{**payload, "kind": "payload"}] if isinstance(payload, dict) else payload
    for key in ("event", "steering"):
        if key in tree:
            extra[key] = tree[key]
    for key, items in extra.items():
        if not isinstance(items, list):
            raise InputError(file, "payload" if key == "body" else key, items, "a table")
        plain, found = split_figures(items, own, file, f"vehicle.{key}")
        if not isinstance(joined.get(key, []), list):
            continue
        joined[key] = [*joined.get(key, []), *plain]
        origins.update(found)
        written.update(_written(items, f"vehicle.{key}"))
    return joined, origins, written


def _sources(tree: dict[str, Any], file: str) -> dict[str, str]:
    sources = tree.get("sources", {})
    if not isinstance(sources, dict) or not all(isinstance(v, str) for v in sources.values()):
        raise InputError(file, "sources", None, "a table of citations, each a text")
    return sources


def _part(part: str, name: str, file: str, folder: Path | None) -> tuple[Any, dict[str, str], str]:
    """Table, citations and file name of a site or vehicle given by name or path."""
    if _looks_like_name(name):
        tree, part_file = builtin_tree(f"{part}s", name, part, file), f"{name}.toml"
    else:
        path = (folder or Path()) / name
        tree, part_file = read_toml(path), str(path)
    sources = _sources(tree, part_file)
    if part not in tree:
        raise InputError(part_file, part, None, f"a table [{part}]")
    return tree[part], sources, part_file


def _looks_like_name(text: str) -> bool:
    return not text.endswith(".toml") and "/" not in text and "\\" not in text and not Path(text).exists()


def builtin_names(kind: str) -> list[str]:
    """Names of the built-in missions, sites, vehicles or criteria."""
    folder = files("luncur") / "data" / kind
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


def builtin_text(kind: str, name: str, field: str = "", file: str = "") -> str:
    """The file of one built-in; InputError listing the known names when there is none."""
    names = builtin_names(kind)
    if name not in names:
        what = "a mission file or the name of a built-in" if kind == "missions" else "the name of a built-in"
        raise InputError(file or "command line", field, name, f"{what} ({', '.join(names)})")
    return (files("luncur") / "data" / kind / f"{name}.toml").read_text(encoding="utf-8")


def builtin_tree(kind: str, name: str, field: str = "", file: str = "") -> dict[str, Any]:
    """The raw tables of one built-in."""
    return parse_toml(builtin_text(kind, name, field, file).encode(), f"{name}.toml")


def _written(tree: Any, path: str = "") -> dict[str, Any]:
    """Every figure as it was written, by path."""
    if isinstance(tree, dict):
        if "value" in tree:
            return {path: tree["value"]}
        items = [(f"{path}.{key}" if path else key, child) for key, child in tree.items()]
    elif isinstance(tree, list):
        items = [
            (f"{path}.{child.get('name', n) if isinstance(child, dict) else n}", child)
            for n, child in enumerate(tree, start=1)
        ]
    else:
        return {}
    out: dict[str, Any] = {}
    for at, child in items:
        out.update(_written(child, at))
    return out


def _with_paths(mission: Mission, folder: Path | None) -> Mission:
    """File names inside the mission made relative to the mission's own folder."""
    if folder is None:
        return mission

    def resolve(name: str | None) -> str | None:
        return str(folder / name) if name else name

    wind = mission.weather.wind.model_copy(update={"file": resolve(mission.weather.wind.file)})
    weather = mission.weather.model_copy(
        update={"wind": wind, "atmosphere_file": resolve(mission.weather.atmosphere_file)}
    )
    people = mission.people.model_copy(update={"file": resolve(mission.people.file)})
    return mission.model_copy(update={"weather": weather, "people": people})
