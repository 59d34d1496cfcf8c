"""Where a launch site lies that a text or the record names: from the built-in events and from the sites of missions."""

from __future__ import annotations

import re
from typing import Any

from luncur.mission.load import builtin_names, builtin_tree

CENTRE = "10 km"  # how far other pads of a launch centre lie from the one whose coordinates are known
_DEGREES = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*deg")


def built_in_event(record: dict[str, Any]) -> dict[str, Any] | None:
    """The built-in event file, as a tree, of an event on record; None where there is none."""
    for name in builtin_names("events"):
        if name == record["id"] or (name.endswith(record["local"]) and name[:3] == record["id"][:3]):
            return dict(builtin_tree("events", name))
    return None


def site_of(place: str) -> dict[str, Any] | None:
    """The table [site] of an event file for a launch site by its English name; None for one without coordinates here."""
    word = place.lower().split()[-1 if place.lower().startswith("cape ") else 0]
    for name in builtin_names("sites"):
        if word in name.split("-") and "hypothetical" not in name:
            tree = builtin_tree("sites", name)
            site = tree["site"]
            at = [_DEGREES.match(site[key]["value"]) for key in ("latitude", "longitude")]
            if all(at):
                return _site(site, [float(m[1]) for m in at if m], tree["sources"])
    for name in builtin_names("events"):
        tree = builtin_tree("events", name)
        if "site" in tree and word in str(tree["site"]["name"]).lower():
            return cited(tree["site"], tree.get("sources", {}))
    return None


def cited(row: dict[str, Any], sources: dict[str, str]) -> dict[str, Any]:
    """A table with its source written out."""
    return {**row, "source": sources.get(row["source"], row["source"])}


def _site(site: dict[str, Any], at: list[float], sources: dict[str, str]) -> dict[str, Any]:
    latitude, longitude = at
    given = site["latitude"]
    return {
        "id": "site", "name": site["name"],
        "at": f"{abs(latitude):.4f} {'S' if latitude < 0 else 'N'} {abs(longitude):.4f} {'W' if longitude < 0 else 'E'}",
        "uncertainty": CENTRE, "by": "luncur", "source": sources.get(given["source"], given["source"]),
        "confidence": given["confidence"],
    }  # fmt: skip
