"""Events for tests: the built-in ones compared once, and a small one to vary."""

from __future__ import annotations

from typing import Any

from luncur.event import compare_event, event_from_tree, load_event
from luncur.mission.load import builtin_names
from luncur.mission.reading import parse_toml

NAMES = builtin_names("events")


_KEPT: dict[str, dict[str, Any]] = {}


def record_of(name: str) -> dict[str, Any]:
    if name not in _KEPT:
        _KEPT[name] = compare_event(load_event(name))
    return _KEPT[name]


def findings(record: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [f for f in record["findings"] if f["code"] == code]


def position(record: dict[str, Any], report: str) -> dict[str, Any]:
    return next(p for p in record["positions"] if p["report"] == report)


SMALL = """
[event]
name = "small"
title = "A launch"
kind = "civil launch"

[site]
id = "site"
name = "pad"
at = "10.0000 N 20.0000 W"
uncertainty = "1 km"
by = "us"
source = "made up"
confidence = "H"

[[time]]
id = "off"
what = "lift-off"
at = 2024-05-01T10:00:00Z
by = "us"
source = "made up"
confidence = "H"
"""


def small(more: str = "", kind: str = "civil launch") -> dict[str, Any]:
    text = SMALL.replace("civil launch", kind) + more
    return compare_event(event_from_tree(parse_toml(text.encode(), "small.toml"), "small.toml"))


def report(fields: str, name: str = "fell") -> str:
    return (
        f'[[report]]\nid = "{name}"\nwhat = "splashdown"\nby = "us"\nsource = "made up"\nconfidence = "M"\n{fields}\n'
    )


AREA = """
[[area]]
id = "closed"
name = "closed"
vertices = ["10 N 15 W", "10 N 14 W", "9 N 14 W", "9 N 15 W"]
by = "us"
source = "made up"
confidence = "H"
windows = [{ start = 2024-05-01T09:00:00Z, end = 2024-05-01T09:30:00Z }, { start = 2024-05-02T09:00:00Z, end = 2024-05-02T09:30:00Z }]
"""
