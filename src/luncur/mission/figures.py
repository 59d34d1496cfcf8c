"""Takes origins out of a raw mission: {value, source, confidence, sigma, ...} becomes the value alone."""

from __future__ import annotations

from typing import Any

from luncur.errors import InputError
from luncur.mission.model import Figure
from luncur.mission.units import UNITS, parse_quantity

_KEYS = {"value", "source", "confidence", "sigma", "fitted", "note"}


def split_figures(tree: Any, sources: dict[str, str], file: str, path: str = "") -> tuple[Any, dict[str, dict[str, Any]]]:
    """The tree with bare values, and the raw origin of each figure by its path.

    List entries are named by their ``name`` where they have one, else by their number from 1.
    Raises InputError for an origin that has unknown keys or names no citation of the file.
    """
    if isinstance(tree, dict):
        if "value" in tree:
            return _one(tree, sources, file, path)
        out, figures = {}, {}
        for key, child in tree.items():
            out[key], found = split_figures(child, sources, file, f"{path}.{key}" if path else key)
            figures.update(found)
        return out, figures
    if isinstance(tree, list):
        items, figures = [], {}
        for number, child in enumerate(tree, start=1):
            name = child.get("name", number) if isinstance(child, dict) else number
            item, found = split_figures(child, sources, file, f"{path}.{name}")
            items.append(item)
            figures.update(found)
        return items, figures
    return tree, {}


def _one(table: dict[str, Any], sources: dict[str, str], file: str, path: str) -> tuple[Any, dict[str, dict[str, Any]]]:
    unknown = set(table) - _KEYS
    if unknown:
        raise InputError(file, f"{path}.{min(unknown)}", None, f"one of {', '.join(sorted(_KEYS))}")
    raw = {key: value for key, value in table.items() if key != "value"}
    cited = raw.get("source", "")
    if isinstance(cited, str) and cited in sources:
        raw["source"] = sources[cited]
    elif cited and " " not in str(cited):
        raise InputError(file, f"{path}.source", cited, "a key of the table [sources] or a full citation")
    return table["value"], {path: raw}


def figure_of(raw: dict[str, Any], value: Any, file: str, path: str) -> Figure:
    """The validated origin of one figure; ``value`` is as written, for a sigma in % of it."""
    fields = dict(raw)
    sigma = fields.get("sigma")
    if sigma is not None:
        try:
            if isinstance(sigma, str) and sigma.strip().endswith("%"):
                fields["sigma"] = parse_quantity(sigma, "ratio") * abs(_any_quantity(value))
            else:
                fields["sigma"] = _any_quantity(sigma)
            if fields["sigma"] < 0:
                raise ValueError
        except (ValueError, TypeError):
            raise InputError(file, f"{path}.sigma", sigma, "a standard deviation such as '0.5 %'") from None
    try:
        return Figure(**fields)
    except ValueError as error:
        reason = error.errors()[0] if hasattr(error, "errors") else {"loc": ("",), "msg": str(error)}
        raise InputError(file, f"{path}.{reason['loc'][0]}", fields.get(str(reason["loc"][0])), reason["msg"].lower()) from None


def _any_quantity(value: Any) -> float:
    """A figure of whatever kind its unit is of, in SI."""
    for kind in UNITS:
        try:
            return parse_quantity(value, kind)
        except ValueError:
            continue
    raise ValueError
