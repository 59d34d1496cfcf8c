"""Finds what the model expects at a place of the mission file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from luncur.mission.units import Quantity


def field_names(model: type[BaseModel]) -> list[str]:
    """The keys of one table, as they are written in files."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(model: type[BaseModel], location: Sequence[str | int]) -> type[BaseModel] | None:
    """The model of the table that a path leads to; None when there is no table of fixed keys."""
    current: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int):
            continue
        field = _field(current, step) if current is not None else None
        current = _inner(field.annotation, BaseModel) if field is not None else None
    return current


def quantity_at(model: type[BaseModel], location: Sequence[str | int]) -> Quantity | None:
    """The quantity that a path leads to; None for texts, counts, tables and unknown fields."""
    *tables, name = [step for step in location if isinstance(step, str)] or [""]
    parent = model_at(model, tables)
    field = _field(parent, name) if parent is not None else None
    if field is None:
        return None
    found = [item for item in field.metadata if isinstance(item, Quantity)]
    return found[0] if found else _marked(field.annotation)


def _field(model: type[BaseModel] | None, key: str) -> FieldInfo | None:
    for name, field in model.model_fields.items() if model is not None else ():
        if key == (field.alias or name):
            return field
    return None


def _inner(annotation: Any, base: type[BaseModel]) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, base):
        return annotation
    return next((found for item in get_args(annotation) if (found := _inner(item, base))), None)


def _marked(annotation: Any) -> Quantity | None:
    """The quantity of an annotation such as ``Mass | None``."""
    for item in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        if isinstance(item, Quantity):
            return item
        if (found := _marked(item)) is not None:
            return found
    return None
