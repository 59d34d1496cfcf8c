"""JSON Schema of the orbit file, as a user writes it."""

from __future__ import annotations

from typing import Any

from luncur.mission.schema import with_origins
from luncur.orbit.input.model import OrbitCase


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the orbit file.

    Dates stand as text, as JSON has none.  It says what a file may look like; whether its parts fit together is said by
    ``load_case``.
    """
    document = OrbitCase.model_json_schema(by_alias=True)
    document["properties"].pop("file")
    with_origins(document)
    document["properties"] |= {
        "schema": {"const": "luncur-orbit/1"},
        "sources": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    document["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    document["title"] = "luncur orbit file, format luncur-orbit/1"
    return document
