"""One sentence for what is wrong with a mission: the field, the value, what was expected."""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import BaseModel, ValidationError

from luncur.errors import InputError


def input_error(error: ValidationError, tree: Any, file: str, model: type[BaseModel]) -> InputError:
    """The first of a model's complaints, and how many more there are."""
    errors = error.errors(include_url=False)
    first = errors[0]
    path = _dotted(first["loc"], tree)
    value = first.get("input")
    kind = first["type"]
    if kind == "extra_forbidden":
        expected = _nearest(str(first["loc"][-1]), first["loc"], model)
        value = None
    elif kind == "missing":
        expected, value = "a value (it is missing)", None
    else:
        expected = _expected(first)
    if isinstance(value, dict | list):
        value = None
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return InputError(file, path, value, expected + more)


def _expected(first: Any) -> str:
    message = str(first["msg"])
    for prefix in ("Value error, expected ", "Input should be ", "Value error, "):
        if message.startswith(prefix):
            return message[len(prefix) :]
    return message[:1].lower() + message[1:]


def _dotted(location: tuple[Any, ...], tree: Any) -> str:
    """Path by names: ("vehicle", "body", 2, "engine") becomes vehicle.body.core.engine."""
    names: list[str] = []
    for step in location:
        if isinstance(step, int):
            tree = tree[step] if isinstance(tree, list) and step < len(tree) else None
            name = tree.get("name") if isinstance(tree, dict) else None
            names.append(name if isinstance(name, str) else str(step + 1))
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
            names.append(str(step))
    return ".".join(names)


def _nearest(unknown: str, location: tuple[Any, ...], model: type[BaseModel]) -> str:
    known = _fields_at(location[:-1], model)
    close = difflib.get_close_matches(unknown, known, n=1)
    hint = f"; did you mean '{close[0]}'?" if close else ""
    return f"a known field, such as {', '.join(sorted(known)[:6])}{hint}" if known else "a known field"


def _fields_at(location: tuple[Any, ...], model: type[BaseModel]) -> list[str]:
    """Field names (as written in files) of the table that a path leads to."""
    current: Any = model
    for step in location:
        if isinstance(step, int) or not hasattr(current, "model_fields"):
            continue
        for name, field in current.model_fields.items():
            if step in (name, field.alias):
                current = _inner_model(field.annotation)
                break
    if not hasattr(current, "model_fields"):
        return []
    return [field.alias or name for name, field in current.model_fields.items()]


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if found is not None:
            return found
    return None
