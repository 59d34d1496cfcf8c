"""JSON Schema of the event file, as a user writes it."""

from __future__ import annotations

from typing import Any

from luncur.event.load import LISTS, MOST
from luncur.event.model import Event

_HEAD = ("name", "title", "kind", "zone", "about")


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the event file.  Dates stand as text, as JSON has none; whether facts refer to each other
    rightly is said by ``load_event``."""
    document = Event.model_json_schema()
    tables: dict[str, Any] = document["$defs"]
    for table in [document, *tables.values()]:
        for key, value in table.get("properties", {}).items():
            table["properties"][key] = _or_text(value)
    fields = document["properties"]
    tables["Head"] = {
        "type": "object", "additionalProperties": False, "required": ["name", "title", "kind"],
        "properties": {key: fields[key] for key in _HEAD},
    }  # fmt: skip
    rows = {table: {**_items(fields[field]), "maxItems": MOST} for table, field in LISTS.items()}
    document["properties"] = {
        "event": {"$ref": "#/$defs/Head"},
        "site": {"$ref": "#/$defs/Site"},
        "breakup": {"$ref": "#/$defs/Breakup"},
        "sources": {
            "type": "object", "additionalProperties": {"type": "string"},
            "description": "citations by a key, which facts name as their source",
        },
        **rows,
    }  # fmt: skip
    document["required"] = ["event"]
    document["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    document["title"] = "luncur event file"
    document["description"] = "Published facts of a reported launch or re-entry."
    return document


def _items(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": value["items"]}


def _or_text(value: dict[str, Any]) -> dict[str, Any]:
    """A text may be written once for both languages."""
    if value.get("$ref") == "#/$defs/Words":
        return {"anyOf": [{"type": "string"}, value]}
    if any(one.get("$ref") == "#/$defs/Words" for one in value.get("anyOf", [])):
        return {**value, "anyOf": [{"type": "string"}, *value["anyOf"]]}
    return value
