"""Raw mission trees for the tests: a small one, and the built-ins with their parts put in."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from typing import Any

from luncur.mission import template
from luncur.mission.load import builtin_tree

SMALL = """
schema = "luncur-mission/1"
name = "small"
[sources]
UM = "User's manual, issue 3, table 2.1"
[site]
name = "Pad"
latitude = "51.3 deg"
longitude = "128.7 deg"
altitude = "278 m"
[vehicle]
name = "Two stages"
[[vehicle.body]]
name = "first"
kind = "stage"
dry_mass = "2.1 t"
tank = { propellant = "LOX/RP-1", loaded = "31 t", residual = "300 kg" }
fall = { ballistic_coefficient = "150 kg/m2" }
[vehicle.body.engine]
thrust_vacuum = { value = "620 kN", source = "UM", confidence = "H", sigma = "0.5 %", note = "at full throttle" }
thrust_sea_level = "540 kN"
specific_impulse_vacuum = "311 s"
burn_time = "151 s"
[[vehicle.body]]
name = "second"
kind = "stage"
dry_mass = "430 kg"
tank = { propellant = "LOX/RP-1", loaded = "3.3 t" }
engine = { thrust_vacuum = "28 kN", specific_impulse_vacuum = "343 s", exit_area = "0.4 m2" }
[[vehicle.event]]
name = "liftoff"
when = { time = 0 }
ignite = ["first"]
[[vehicle.event]]
name = "cutoff"
when = { depleted = "first" }
shutdown = ["first"]
ignite = ["second"]
[[vehicle.event]]
name = "separation"
when = { after = "cutoff", delay = "2.5 s" }
jettison = ["first"]
[[vehicle.event]]
name = "insertion"
when = { guidance = true }
shutdown = ["second"]
[[vehicle.aero]]
start = "liftoff"
reference_area = "3.1 m2"
powered = [[0, 0.31], [1.1, 0.62], [5, 0.25]]
[[vehicle.steering]]
start = "liftoff"
law = "pitch-programme"
pitch = [["0 s", "90 deg"], ["11 s", "88 deg"], ["151 s", "21 deg"]]
[[vehicle.steering]]
start = "cutoff"
law = "explicit"
target = { inclination = "97.3 deg", perigee_altitude = "401 km", apogee_altitude = "523 km" }
[launch]
time = 2023-11-15T02:00:00Z
[payload]
name = "satellite"
dry_mass = { value = "140 kg", source = "UM", sigma = "3 kg" }
[weather]
wind = { model = "climatology" }
[failure]
history = { flights = 37, failures = 2, source = "UM" }
[[failure.mode]]
name = "shutdown"
kind = "engine-shutdown"
share = 0.7
[[failure.mode]]
name = "explosion"
kind = "explosion"
share = 0.3
start = "liftoff"
end = "separation"
"""


def small() -> dict[str, Any]:
    """A fresh copy of the small mission."""
    return tomllib.loads(SMALL)


def inlined(name: str) -> dict[str, Any]:
    """A built-in mission with its site and vehicle as tables and one list of sources."""
    tree = tomllib.loads(template(name))
    for part in ("site", "vehicle"):
        part_tree = builtin_tree(f"{part}s", tree[part])
        tree[part] = part_tree[part]
        tree["sources"] = {**part_tree.get("sources", {}), **tree.get("sources", {})}
    return tree


def leaves(tree: Any, location: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every figure: bare scalars, lists of scalars, and tables with a value."""
    if isinstance(tree, dict) and "value" not in tree:
        for key, child in tree.items():
            yield from leaves(child, (*location, key))
    elif isinstance(tree, list) and tree and isinstance(tree[0], dict):
        for number, child in enumerate(tree):
            yield from leaves(child, (*location, number))
    else:
        yield location


def tables(tree: Any, location: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every table of fixed keys, the tables of origins among them."""
    if isinstance(tree, dict):
        yield location
        for key, child in tree.items():
            yield from tables(child, (*location, key))
    elif isinstance(tree, list):
        for number, child in enumerate(tree):
            yield from tables(child, (*location, number))


def at(tree: Any, location: tuple[str | int, ...]) -> Any:
    for step in location:
        tree = tree[step]
    return tree


def changed(tree: dict[str, Any], location: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """A copy with another value at one place; ``None`` takes the place out."""
    out = copy.deepcopy(tree)
    parent = at(out, location[:-1])
    if value is None:
        del parent[location[-1]]
    else:
        parent[location[-1]] = value
    return out
