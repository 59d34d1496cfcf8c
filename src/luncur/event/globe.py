"""An event's positions and areas as GeoJSON, KML and a table."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from luncur.areas.antimeridian import geometry_of
from luncur.export.tables import csv_text


def geojson(record: dict[str, Any]) -> dict[str, Any]:
    """Site, positions, what their words allow, and announced areas; longitudes and latitudes in degrees."""
    features: list[dict[str, Any]] = []
    if record["site"]:
        features.append(_point(record["site"], {"kind": "site", "name": record["site"]["name"]["en"]}))
    for p in record["positions"]:
        possible = [f"{a['zone']} {a['state']}" if a["state"] else a["zone"] for a in p["waters"]["possible"]]
        properties = {"report": p["report"], "name": p["label"]["en"], "waters": possible, "radius_m": p["radius_m"]}
        features.append(_point(p, {"kind": "report", **properties}))
        if p["outline"]:
            features.append(_polygon(p["outline"], {"kind": "uncertainty", **properties}))
    for a in record["areas"]:
        if a["vertices"]:
            said = {k: a[k] for k in ("id", "windows", "source", "confidence")}
            features.append(_polygon(a["vertices"], {"kind": "announced area", "name": a["name"]["en"], **said}))
    return {"type": "FeatureCollection", "features": features}


def _point(place: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    at = [place["longitude_deg"], place["latitude_deg"]]
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": at}, "properties": properties}


def _polygon(ring: list[list[float]], properties: dict[str, Any]) -> dict[str, Any]:
    """A ring as a polygon; one across the antimeridian is cut there, as GeoJSON asks (RFC 7946, 3.1.9)."""
    return {"type": "Feature", "geometry": geometry_of(ring), "properties": properties}


def kml(record: dict[str, Any]) -> str:
    """The same for Google Earth."""
    root = ElementTree.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = ElementTree.SubElement(root, "Document")
    ElementTree.SubElement(document, "name").text = record["title"]["en"]
    if record["site"]:
        _mark(
            document,
            record["site"]["name"]["en"],
            "",
            _coordinates([[record["site"]["longitude_deg"], record["site"]["latitude_deg"]]]),
        )
    for p in record["positions"]:
        said = "; ".join(p["waters"]["text"]["en"])
        _mark(document, p["label"]["en"], said, _coordinates([[p["longitude_deg"], p["latitude_deg"]]]))
        if p["outline"]:
            _mark(document, f"{p['label']['en']}: uncertainty", "", _coordinates(p["outline"]), ring=True)
    for a in record["areas"]:
        if a["vertices"]:
            windows = "; ".join(f"{w['start']} to {w['end']}" for w in a["windows"])
            _mark(document, a["name"]["en"], windows, _coordinates(a["vertices"]), ring=True)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _coordinates(points: list[list[float]]) -> str:
    return " ".join(f"{x:.6f},{y:.6f},0" for x, y in points)


def _mark(parent: Any, name: str, said: str, coordinates: str, ring: bool = False) -> None:
    mark = ElementTree.SubElement(parent, "Placemark")
    ElementTree.SubElement(mark, "name").text = name
    if said:
        ElementTree.SubElement(mark, "description").text = said
    if ring:
        edge = ElementTree.SubElement(ElementTree.SubElement(mark, "Polygon"), "outerBoundaryIs")
        ElementTree.SubElement(ElementTree.SubElement(edge, "LinearRing"), "coordinates").text = coordinates
    else:
        ElementTree.SubElement(ElementTree.SubElement(mark, "Point"), "coordinates").text = coordinates


COLUMNS = (
    "id", "table", "fact", "stated", "by", "source", "date", "confidence", "latitude_deg", "longitude_deg", "radius_m", "waters",
)  # fmt: skip


def table(record: dict[str, Any]) -> str:
    """facts.csv: one row for each fact, with the position and waters computed for it."""
    positions = {p["report"]: p for p in record["positions"]}
    rows = []
    for f in record["facts"]:
        p = positions.get(f["id"], {})
        possible = p["waters"]["possible"] if p else []
        rows.append(
            {
                **{key: f[key] for key in ("id", "table", "source", "date", "confidence")},
                "fact": f["name"]["en"],
                "stated": f["stated"]["en"],
                "by": f["by"]["en"],
                **{key: p.get(key) for key in ("latitude_deg", "longitude_deg", "radius_m")},
                "waters": "; ".join(f"{a['zone']} {a['state'] or ''}".strip() for a in possible),
            }
        )
    return csv_text(rows, COLUMNS)
