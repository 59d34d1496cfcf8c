"""Files for Google Earth (KML), Cesium (CZML) and flight dynamics (CCSDS OEM)."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import numpy as np


def kml_text(summary: dict[str, Any], trajectory: Any, features: list[dict[str, Any]]) -> str:
    """flight.kml: path, impact-point trace, drops and regions. Names are escaped by the XML writer."""
    start = datetime.fromisoformat(summary["launch_time"])
    root = ElementTree.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = ElementTree.SubElement(root, "Document")
    ElementTree.SubElement(document, "name").text = summary["mission"]
    for kind in dict.fromkeys(f["properties"]["kind"] for f in features):
        _kml_style(document, kind)
    degrees = np.degrees(np.stack([trajectory.longitude, trajectory.latitude], axis=1))
    path = [(*d, h) for d, h in zip(degrees.tolist(), trajectory.altitude.tolist(), strict=True)]
    _kml_line(document, "flight", path, "absolute", (start, start + timedelta(seconds=float(trajectory.time[-1]))))
    for event in summary["events"]:
        place = (event["longitude_deg"], event["latitude_deg"], event["altitude_m"])
        _kml_point(document, event["name"], place, start + timedelta(seconds=event["time_s"]))
    ok = np.isfinite(trajectory.impact_latitude)
    trace = np.degrees(np.stack([trajectory.impact_longitude[ok], trajectory.impact_latitude[ok]], axis=1))
    _kml_line(document, "impact point trace (vacuum)", [(*d, 0.0) for d in trace.tolist()], "clampToGround")
    for drop in summary["drops"]:
        if drop["latitude_deg"] is None:
            continue
        place = (drop["longitude_deg"], drop["latitude_deg"], 0.0)
        _kml_point(document, drop["body"], place, start + timedelta(seconds=drop["time_s"]))
    for kind in dict.fromkeys(f["properties"]["kind"] for f in features):
        folder = ElementTree.SubElement(document, "Folder")
        ElementTree.SubElement(folder, "name").text = kind
        for feature in features:
            if feature["properties"]["kind"] == kind:
                _kml_region(folder, feature)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


# Line and fill of each kind of area, as KML writes them (alpha, blue, green, red); others are as the reader draws them.
_KML_COLOURS = {
    "drop region": ("ffb27200", "40b27200"),
    "ship hazard area": ("ffb27200", "00b27200"),
    "aircraft hazard area": ("ffe9b456", "00e9b456"),
    "individual risk area": ("ff005ed5", "00005ed5"),
    "footprint": ("ff005ed5", "20005ed5"),
    "evacuated area": ("ff739e00", "60739e00"),
    "controlled area": ("ff739e00", "20739e00"),
}


def _kml_style(document: Any, kind: str) -> None:
    if kind not in _KML_COLOURS:
        return
    line, fill = _KML_COLOURS[kind]
    style = ElementTree.SubElement(document, "Style", id=kind.replace(" ", "-"))
    edge = ElementTree.SubElement(style, "LineStyle")
    ElementTree.SubElement(edge, "color").text = line
    ElementTree.SubElement(edge, "width").text = "2"
    ElementTree.SubElement(ElementTree.SubElement(style, "PolyStyle"), "color").text = fill


def _kml_description(properties: dict[str, Any]) -> str:
    """When an area counts and at which limit, or who closes it and for what."""
    said = []
    if properties.get("time_end_s") is not None:
        said.append(f"{properties['time_start_s']:.0f} to {properties['time_end_s']:.0f} s after lift-off")
    if properties["kind"].endswith("hazard area") or properties["kind"] == "individual risk area":
        said.append(f"probability {properties['probability']:g} per launch")
    if properties.get("source"):
        said.append(f"for {_APPLIES[properties['applies_to']]}; source: {properties['source']}")
    return "; ".join(said)


_APPLIES = {"all": "all that falls", "planned": "planned drops only", "failures": "failures only"}


def _kml_region(parent: Any, feature: dict[str, Any]) -> None:
    rings = outer_rings(feature["geometry"])
    if not rings:
        return
    properties = feature["properties"]
    mark = ElementTree.SubElement(parent, "Placemark")
    name = f"{properties['kind']}: {properties.get('body', '')}"
    ElementTree.SubElement(mark, "name").text = name
    description = _kml_description(properties)
    if description:
        ElementTree.SubElement(mark, "description").text = description
    if properties["kind"] in _KML_COLOURS:
        ElementTree.SubElement(mark, "styleUrl").text = f"#{properties['kind'].replace(' ', '-')}"
    shape = ElementTree.SubElement(mark, "MultiGeometry") if len(rings) > 1 else mark
    for points in rings:
        edge = ElementTree.SubElement(ElementTree.SubElement(shape, "Polygon"), "outerBoundaryIs")
        ring = ElementTree.SubElement(edge, "LinearRing")
        ElementTree.SubElement(ring, "coordinates").text = " ".join(f"{x:.6f},{y:.6f},0" for x, y in points)


def _kml_point(parent: Any, name: str, place: tuple[float, float, float], when: datetime) -> None:
    """A place and the moment it belongs to, in the order that the KML schema asks for."""
    mark = ElementTree.SubElement(parent, "Placemark")
    ElementTree.SubElement(mark, "name").text = name
    ElementTree.SubElement(ElementTree.SubElement(mark, "TimeStamp"), "when").text = _z(when)
    point = ElementTree.SubElement(mark, "Point")
    ElementTree.SubElement(point, "altitudeMode").text = "absolute" if place[2] > 0 else "clampToGround"
    ElementTree.SubElement(point, "coordinates").text = f"{place[0]:.6f},{place[1]:.6f},{place[2]:.1f}"


def _kml_line(
    parent: Any, name: str, points: list[tuple[float, ...]], mode: str, span: tuple[datetime, datetime] | None = None
) -> None:
    if len(points) < 2:
        return
    mark = ElementTree.SubElement(parent, "Placemark")
    ElementTree.SubElement(mark, "name").text = name
    if span is not None:
        during = ElementTree.SubElement(mark, "TimeSpan")
        for tag, when in zip(("begin", "end"), span, strict=True):
            ElementTree.SubElement(during, tag).text = _z(when)
    line = ElementTree.SubElement(mark, "LineString")
    ElementTree.SubElement(line, "altitudeMode").text = mode
    ElementTree.SubElement(line, "coordinates").text = " ".join(f"{x:.6f},{y:.6f},{h:.1f}" for x, y, h in points)


def czml_text(summary: dict[str, Any], trajectory: Any) -> str:
    """flight.czml: the vehicle moving over time in the Earth-fixed frame, and where bodies come down."""
    start = datetime.fromisoformat(summary["launch_time"])
    end = start + timedelta(seconds=float(trajectory.time[-1]))
    samples = np.column_stack([trajectory.time, trajectory.position]).ravel().round(3).tolist()
    interval = f"{_z(start)}/{_z(end)}"
    packets: list[dict[str, Any]] = [
        {"id": "document", "name": summary["mission"], "version": "1.0",
         "clock": {"interval": interval, "currentTime": _z(start), "multiplier": 10}},
        {"id": "vehicle", "name": summary["mission"], "availability": interval,
         "position": {"epoch": _z(start), "referenceFrame": "FIXED", "interpolationAlgorithm": "LAGRANGE",
                      "interpolationDegree": 3, "cartesian": samples},
         "point": {"pixelSize": 8}, "path": {"width": 2}},
    ]  # fmt: skip
    paths = {d.body: d for d in trajectory.drops}
    for drop in summary["drops"]:
        if drop["latitude_deg"] is not None:
            packets.append(_czml_drop(drop, paths.get(drop["body"]), start, end))
    return json.dumps(packets, indent=1)


def _czml_drop(drop: dict[str, Any], flown: Any, start: datetime, end: datetime) -> dict[str, Any]:
    """A planned body on its way down and then where it lies; only the place where no path was drawn."""
    packet: dict[str, Any] = {"id": f"drop {drop['body']}", "name": drop["body"], "point": {"pixelSize": 6}}
    if flown is None or len(flown.path) < 2:
        return {**packet, "position": {"cartographicDegrees": [drop["longitude_deg"], drop["latitude_deg"], 0.0]}}
    let_go = start + timedelta(seconds=flown.release_time)
    down = let_go + timedelta(seconds=float(flown.path[-1, 0]))
    position = {
        "epoch": _z(let_go), "referenceFrame": "FIXED", "interpolationAlgorithm": "LAGRANGE", "interpolationDegree": 3,
        "forwardExtrapolationType": "HOLD", "cartesian": flown.path.ravel().round(3).tolist(),
    }  # fmt: skip
    available = f"{_z(let_go)}/{_z(max(end, down))}"
    return {**packet, "availability": available, "position": position, "path": {"width": 1}}


def oem_text(summary: dict[str, Any], trajectory: Any) -> str:
    """orbit.oem: the flight after its last shutdown as a CCSDS orbit ephemeris (version 2.0, KVN), WGS 84 Earth-fixed axes as ITRF.

    Source: CCSDS 502.0-B-3, section 5.
    """
    start = datetime.fromisoformat(summary["launch_time"])
    keep = trajectory.time >= _thrust_end(summary, trajectory) - 1e-6
    times = [start + timedelta(seconds=float(t)) for t in trajectory.time[keep]]
    name = "".join(c if c.isascii() and c.isprintable() else "?" for c in summary["mission"])
    lines = [
        "CCSDS_OEM_VERS = 2.0", f"CREATION_DATE = {_z(start)[:-1]}", "ORIGINATOR = LUNCUR", "", "META_START",
        f"OBJECT_NAME = {name}", "OBJECT_ID = UNKNOWN", "CENTER_NAME = EARTH", "REF_FRAME = ITRF2014", "TIME_SYSTEM = UTC",
        f"START_TIME = {_z(times[0])[:-1]}", f"STOP_TIME = {_z(times[-1])[:-1]}", "META_STOP", "",
        "COMMENT WGS 84 Earth-fixed axes; CREATION_DATE is the lift-off, so that the same study gives the same file",
    ]  # fmt: skip
    for t, p, v in zip(times, trajectory.position[keep] / 1000, trajectory.velocity[keep] / 1000, strict=True):
        lines.append(f"{_z(t)[:-1]} " + " ".join(f"{x:.6f}" for x in p) + " " + " ".join(f"{x:.9f}" for x in v))
    return "\n".join(lines) + "\n"


def _thrust_end(summary: dict[str, Any], trajectory: Any) -> float:
    """When the engines were shut down for the last time, else when they last pushed [s]; a burn is no orbit."""
    shut = [float(e["time_s"]) for e in summary["events"] if e.get("shutdown")]
    pushed = trajectory.time[trajectory.thrust > 0]
    return shut[-1] if shut else float(pushed[-1]) if len(pushed) else 0.0


def outer_rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    """The edges of a GeoJSON region, one of each of its parts; none for what is no region."""
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"][0]]
    return [part[0] for part in geometry["coordinates"]] if geometry["type"] == "MultiPolygon" else []


def trace_feature(trajectory: Any) -> dict[str, Any]:
    """The impact-point trace as GeoJSON, cut where it crosses the antimeridian."""
    ok = np.isfinite(trajectory.impact_latitude)
    points = np.degrees(np.stack([trajectory.impact_longitude[ok], trajectory.impact_latitude[ok]], axis=1))
    cuts = np.flatnonzero(np.abs(np.diff(points[:, 0])) > 180) + 1
    parts = [part.round(6).tolist() for part in np.split(points, cuts) if len(part) > 1]
    return {
        "type": "Feature",
        "geometry": {"type": "MultiLineString", "coordinates": parts},
        "properties": {"kind": "impact point trace", "probability": None, "method": "vacuum, 14 CFR 420 Appendix B"},
    }


def _z(when: datetime) -> str:
    """A UTC time to the microsecond: in orbit a millisecond is eight metres."""
    text = when.isoformat(timespec="microseconds")
    return text.replace("+00:00", "Z") if math.isfinite(when.timestamp()) else text
