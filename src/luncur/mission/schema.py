"""JSON Schema of the mission file, as a user writes it: with origins, and with parts by name."""

from __future__ import annotations

from typing import Any

from luncur.mission.model import Mission

_FIGURE = {
    "source": {"type": "string"},
    "confidence": {"enum": ["H", "M", "L", "U"]},
    "sigma": {"type": ["number", "string"]},
    "fitted": {"type": "boolean"},
    "note": {"type": "string"},
}


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the mission file.

    Dates stand as text, as JSON has none.  It says what a file may look like; whether its parts fit together is
    said by ``load``.
    """
    document = Mission.model_json_schema(by_alias=True)
    tables: dict[str, Any] = document["$defs"]
    tables.pop("Figure")
    for name in ("figures", "file"):
        document["properties"].pop(name)
    with_origins(document)
    for part, table in (("site", "Site"), ("vehicle", "Vehicle")):
        document["properties"][part] = {
            "description": f"name of a built-in {part}, a file with a table [{part}], or the table itself",
            "anyOf": [{"type": "string"}, {"$ref": f"#/$defs/{table}"}],
        }
    tables["Payload"] = {**tables["Body"], "title": "Payload", "required": ["name", "dry_mass"]}
    document["properties"] |= {
        "payload": {"$ref": "#/$defs/Payload"},
        "rail": {"$ref": "#/$defs/Rail"},
        "event": {"type": "array", "items": {"$ref": "#/$defs/Event"}},
        "steering": {"type": "array", "items": {"$ref": "#/$defs/Steering"}},
        "sources": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    tables["Vehicle"]["required"] = [key for key in tables["Vehicle"]["required"] if key != "event"]
    document["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    document["title"] = "luncur mission, format luncur-mission/1"
    return document


def with_origins(document: dict[str, Any]) -> None:
    """Lets every figure of a schema stand alone or in a table that says where it comes from; changes the document."""
    for table in [document, *document["$defs"].values()]:
        for key, value in table.get("properties", {}).items():
            if not _leads_to_table(value):
                table["properties"][key] = _or_figure(value)


def _leads_to_table(value: dict[str, Any]) -> bool:
    if "$ref" in value or "$ref" in value.get("items", {}):
        return True
    return any(_leads_to_table(one) for one in value.get("anyOf", []))


def _or_figure(value: dict[str, Any]) -> dict[str, Any]:
    """The value alone, or in a table that says where it comes from."""
    inner = {k: v for k, v in value.items() if k not in ("default", "title")}
    figure = {
        "type": "object",
        "properties": {"value": inner, **_FIGURE},
        "required": ["value"],
        "additionalProperties": False,
    }
    outer = {k: v for k, v in value.items() if k in ("default", "title")}
    return {**outer, "anyOf": [inner, figure]}
