"""What can be watched: missions with rules, recordings in the served folder, and the areas that rules speak of."""

from __future__ import annotations

import ipaddress
import math
import os
from pathlib import Path
from typing import Any

from luncur.areas.antimeridian import geometry_of
from luncur.mission import Mission, load
from luncur.mission.load import builtin_names
from luncur.sentences import word
from luncur.server import limits
from luncur.server.errors import Refused, not_found
from luncur.server.failing.prepared import inside, parts_inside, stays_inside
from luncur.server.folders import names_in, ordinary
from luncur.watch.address import address_of

KINDS = (".jsonl", ".csv")
NOT_TELEMETRY = ("risk.csv", "failed.csv", "footprint.csv", "facts.csv", "claims.csv")
MOST = 200


def offers_record(root: Path, lang: str = "en") -> dict[str, Any]:
    """Built-in missions with rules, titles in a language, and files of the served folder that may be missions or recordings."""
    built_in = []
    for name in builtin_names("missions"):
        mission = load(name)
        if mission.termination is not None and mission.termination.rules:
            built_in.append({"name": name, "title": word(mission.title, lang)})
    names = sorted(names_in(root))
    recordings = [n for n in names if n.endswith(KINDS) and n.rpartition("/")[2] not in NOT_TELEMETRY]
    return {
        "missions": built_in,
        "files": [n for n in names if n.endswith(".toml")][:MOST],
        "recordings": recordings[:MOST],
    }


def mission_file(root: Path, name: str) -> tuple[str, Mission]:
    """A built-in mission or a mission file inside the served folder, read; 404 for what is neither."""
    if name in builtin_names("missions"):
        return name, load(name)
    path = file_inside(root, name, (".toml",), 1_000_000)
    parts_inside(root, path)
    mission = load(path)
    stays_inside(root, mission)
    return str(path), mission


def file_inside(root: Path, name: str, kinds: tuple[str, ...], most: int) -> Path:
    """An ordinary file of the served folder by its path in it; 404 for anything else, 413 when it is too large."""
    parts = name.split("/")
    if "\0" in name or "\\" in name or len(name) > 1000 or any(p == "" or p.startswith(".") for p in parts):
        raise not_found("this file")
    path = root.joinpath(*parts)
    if not name.endswith(kinds) or not ordinary(path) or Path(os.path.realpath(path)) != path or not inside(root, path):
        raise not_found("this file")
    if path.stat().st_size > most:
        raise Refused(413, f"{parts[-1]} is larger than the {most / 1e6:,.0f} MB that are read")
    return path


def local_address(udp: str) -> str:
    """An address of this machine's own network; 422 for any other, at which strangers could send."""
    address = address_of(udp)
    if not ipaddress.ip_address(address.host.partition("%")[0]).is_loopback or address.port < 1024:
        raise Refused(422, f"udp: {udp[:80]!r}: expected 127.0.0.1:PORT or [::1]:PORT, the port from 1024 on")
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{host}:{address.port}"


def lines_record(mission: Mission) -> dict[str, Any]:
    """The areas that the mission's rules speak of, as GeoJSON."""
    features = []
    for area in mission.termination.areas if mission.termination is not None else ():
        ring = [[math.degrees(longitude), math.degrees(latitude)] for latitude, longitude in area.points]
        properties = {"kind": "limit area", "name": area.name}
        features.append({"type": "Feature", "geometry": geometry_of([*ring, ring[0]]), "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def recording_in(root: Path, name: str) -> Path:
    return file_inside(root, name, KINDS, limits.RECORDING_BYTES)
