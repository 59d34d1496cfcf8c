"""Takes origins out of a raw mission: {value, source, confidence, sigma, ...} becomes the value alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from luncur.errors import InputError
from luncur.mission.fields import quantity_at
from luncur.mission.model import Figure
from luncur.mission.units import parse_quantity

_KEYS = {"value", *Figure.model_fields}


@dataclass(frozen=True, slots=True)
class Origin:
    """One figure as it was written: where it stands, its bare value, and what its table says beside the value."""

    file: str
    shown: str  # its path in that file
    location: tuple[str | int, ...]  # its path in the joined tree
    value: Any
    beside: dict[str, Any]


def split_figures(
    tree: Any,
    sources: dict[str, str],
    file: str,
    path: str = "",
    location: tuple[str | int, ...] = (),
    shown: str | None = None,
) -> tuple[Any, dict[str, Origin]]:
    """The tree with bare values, and the origin of each figure by its path.

    List entries are named by their ``name`` where they have one, else by their number from 1.  ``shown`` is the path
    as the user wrote it, where that differs.  Raises InputError for an origin that has unknown keys or names no
    citation of the file.
    """
    shown = path if shown is None else shown
    if isinstance(tree, dict) and "value" in tree:
        return _one(tree, sources, file, path, location, shown)
    if isinstance(tree, dict):
        children = [(key, key, child) for key, child in tree.items()]
    elif isinstance(tree, list):
        children = [(item_name(child, n), n, child) for n, child in enumerate(tree)]
    else:
        return tree, {}
    values, origins = [], {}
    for name, key, child in children:
        value, found = split_figures(
            child, sources, file, f"{path}.{name}".lstrip("."), (*location, key), f"{shown}.{name}".lstrip(".")
        )
        if name == "source" and isinstance(value, str):
            value = sources.get(value, value)
        values.append(value)
        origins.update(found)
    if isinstance(tree, dict):
        return dict(zip(tree, values, strict=True)), origins
    return values, origins


def item_name(child: Any, number: int) -> str:
    """What an entry of a list is called in paths: its name, or its number from 1."""
    name = child.get("name") if isinstance(child, dict) else None
    return name if isinstance(name, str) and name else str(number + 1)


def _one(
    table: dict[str, Any], sources: dict[str, str], file: str, path: str, location: tuple[str | int, ...], shown: str
) -> tuple[Any, dict[str, Origin]]:
    for key in table:
        if key not in _KEYS:
            raise InputError(file, f"{shown}.{key}", None, f"one of {', '.join(sorted(_KEYS))} beside a value")
    beside = {key: value for key, value in table.items() if key != "value"}
    cited = beside.get("source", "")
    if isinstance(cited, str) and cited in sources:
        beside["source"] = sources[cited]
    elif isinstance(cited, str) and cited and " " not in cited:
        raise InputError(file, f"{shown}.source", cited, "a key of the table [sources], or a full citation")
    return table["value"], {path: Origin(file, shown, location, table["value"], beside)}


def figure_of(origin: Origin, model: type[BaseModel]) -> Figure:
    """The validated origin of one figure, its sigma in SI."""
    fields = dict(origin.beside)
    if fields.get("sigma") is not None:
        fields["sigma"] = _sigma(fields["sigma"], origin, model)
    try:
        return Figure(**fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = str(first["loc"][0])
        expected = str(first["msg"]).removeprefix("Input should be ")
        raise InputError(origin.file, f"{origin.shown}.{key}", fields.get(key), expected) from None


def _sigma(sigma: Any, origin: Origin, model: type[BaseModel]) -> float:
    """One standard deviation [unit of the figure in SI], from a text with a unit or in % of the value."""
    quantity = quantity_at(model, origin.location)
    kind = quantity.kind if quantity else "ratio"
    try:
        if isinstance(origin.value, list | dict):
            raise ValueError("expected no sigma beside a table")
        if isinstance(sigma, str) and sigma.strip().endswith("%"):
            out = parse_quantity(sigma, "ratio") * abs(parse_quantity(origin.value, kind))
        else:
            out = parse_quantity(sigma, kind)
        if out < 0:
            raise ValueError("expected a standard deviation of at least 0")
    except ValueError as error:
        expected = str(error).removeprefix("expected ")
        raise InputError(origin.file, f"{origin.shown}.sigma", sigma, expected) from None
    return out
