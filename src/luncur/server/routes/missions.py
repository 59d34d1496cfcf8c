"""Missions: the built-in ones, schemas for forms, and a check of one that is being written."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from luncur.sentences import word
from luncur.server import limits
from luncur.server.errors import not_found
from luncur.server.missions import check_record

router = APIRouter(prefix="/api", tags=["missions"])


class Written(BaseModel):
    """The text of a mission file."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=limits.MISSION_TEXT)
    lang: Literal["en", "id"] = "en"


@router.get("/missions")
def missions(lang: Annotated[Literal["en", "id"], Query()] = "en") -> list[dict[str, str]]:
    """Name and title of every built-in mission, titles in a language."""
    from luncur.mission import missions as built_in

    return [{"name": name, "title": word(title, lang)} for name, title in built_in()]


@router.get("/missions/{name}")
def mission(name: str) -> dict[str, Any]:
    """The file of a built-in mission as text, to be edited, and as tables, for a form."""
    from luncur.mission.load import builtin_names, builtin_text, builtin_tree

    if name not in builtin_names("missions"):
        raise not_found("a built-in mission of this name")
    return {"name": name, "text": builtin_text("missions", name), "tables": _plain(builtin_tree("missions", name))}


@router.get("/schema/{what}")
def schema(what: Literal["mission", "event", "summary", "orbit"]) -> dict[str, Any]:
    """The JSON Schema of a file format, as ``luncur schema``."""
    if what == "mission":
        from luncur.mission import schema as document
    elif what == "event":
        from luncur.event import schema as document
    elif what == "summary":
        from luncur.export import summary_schema as document
    else:
        from luncur.orbit.input.schema import schema as document
    return document()


@router.post("/missions/check")
def check(written: Written) -> dict[str, Any]:
    """Whether a mission's text reads: errors at their fields, else what would be done and what is assumed; nothing is flown."""
    return check_record(written.text, written.lang)


def _plain(value: Any) -> Any:
    """TOML tables as JSON has them: dates and times as text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool) else str(value)
