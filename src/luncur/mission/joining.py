"""Joins the files of a mission into one tree: its own, and those of its site and vehicle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from luncur.errors import InputError
from luncur.mission.figures import Origin, item_name, split_figures

# Keys of a mission file that belong to its vehicle, and where they go in it.
_VEHICLE_KEYS = {"payload": "body", "event": "event", "steering": "steering"}

# What a mission file may hold at its top beside the fields of a mission.
JOINED_KEYS = ("sources", "rail", *_VEHICLE_KEYS)

# Table, citations and file name of a part given by its name or path.
PartReader = Callable[[str, str], tuple[Any, dict[str, str], str]]


@dataclass
class Joined:
    """One plain tree, the origins of its figures, and from which file its branches came."""

    file: str
    tree: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)  # path: (file, path in that file)

    def place(self, path: str) -> tuple[str, str]:
        """File and path in that file, of a path in the joined tree."""
        known = [p for p in self.places if path == p or path.startswith(p + ".")]
        if not known:
            return self.file, path
        longest = max(known, key=len)
        file, shown = self.places[longest]
        return file, shown + path[len(longest) :]

    def written(self, path: str) -> str | None:
        """The text with a unit that a figure was written as, by its path in the joined tree; None where there is none."""
        here: Any = self.tree
        for step in path.split("."):
            if isinstance(here, list):
                here = next((child for n, child in enumerate(here) if item_name(child, n) == step), None)
            else:
                here = here.get(step) if isinstance(here, dict) else None
        return here if isinstance(here, str) else None


def join(tree: dict[str, Any], file: str, read_part: PartReader) -> Joined:
    """The mission's tables with its site and vehicle put in, and with its own payload, events and steering.

    The payload becomes the last body of the vehicle.  Events and steering of the mission follow those of the
    vehicle; when the mission's list begins at lift-off it takes their place.  The mission's rail is the vehicle's.
    """
    for reserved in ("figures", "file"):
        if reserved in tree:
            raise InputError(file, reserved, None, "a known field")
    out = Joined(file)
    own = sources_of(tree, file)
    rest = {k: v for k, v in tree.items() if k not in ("site", "vehicle", "sources", "rail", *_VEHICLE_KEYS)}
    out.tree, out.origins = split_figures(rest, own, file)
    for part in ("site", "vehicle"):
        if part not in tree:
            continue
        value, sources, part_file = tree[part], own, file
        if isinstance(value, str):
            value, sources, part_file = read_part(part, value)
            out.places[part] = (part_file, part)
        out.tree[part], found = split_figures(value, sources, part_file, part, (part,))
        out.origins.update(found)
    for key, target in _VEHICLE_KEYS.items():
        if key in tree:
            _extend_vehicle(out, key, target, tree[key], own)
    if "rail" in tree:
        _set_rail(out, tree["rail"], own)
    return out


def _set_rail(out: Joined, rail: Any, sources: dict[str, str]) -> None:
    """The mission's launcher, whole, in place of the vehicle's."""
    vehicle = out.tree.get("vehicle")
    if not isinstance(vehicle, dict):
        return
    for path in [p for p in out.origins if p.startswith("vehicle.rail.")]:
        del out.origins[path]
    vehicle["rail"], found = split_figures(rail, sources, out.file, "vehicle.rail", ("vehicle", "rail"), "rail")
    out.origins.update(found)
    out.places["vehicle.rail"] = (out.file, "rail")


def _extend_vehicle(out: Joined, key: str, target: str, items: Any, sources: dict[str, str]) -> None:
    if key == "payload":
        if not isinstance(items, dict):
            raise InputError(out.file, key, items, "a table")
        items = [{"kind": "payload", **items}]
    if not isinstance(items, list):
        raise InputError(out.file, key, items, f"a list of tables [[{key}]]")
    vehicle = out.tree.get("vehicle")
    if not isinstance(vehicle, dict) or not isinstance(vehicle.get(target, []), list):
        return  # the model says what is wrong with the vehicle
    before = [] if _from_lift_off(key, items) else vehicle.get(target, [])
    if not before:
        for path in [p for p in out.origins if p.startswith(f"vehicle.{target}.")]:
            del out.origins[path]
    plain = list(before)
    for number, item in enumerate(items):
        name = item_name(item, len(plain))
        path, shown = f"vehicle.{target}.{name}", key if key == "payload" else f"{key}.{item_name(item, number)}"
        value, found = split_figures(item, sources, out.file, path, ("vehicle", target, len(plain)), shown)
        plain.append(value)
        out.origins.update(found)
        out.places[path] = (out.file, shown)
    vehicle[target] = plain


def _from_lift_off(key: str, items: list[Any]) -> bool:
    """Whether a list of events or steering laws begins at lift-off, and so stands for the whole flight."""
    first = items[0] if items and isinstance(items[0], dict) else {}
    return first.get({"event": "name", "steering": "start"}.get(key, "")) == "liftoff"


def sources_of(tree: dict[str, Any], file: str) -> dict[str, str]:
    """The citations of a file by their keys."""
    sources = tree.get("sources", {})
    if not isinstance(sources, dict) or not all(isinstance(v, str) and len(v) <= 1000 for v in sources.values()):
        raise InputError(file, "sources", None, "a table of citations, each a text")
    return sources
