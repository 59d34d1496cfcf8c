"""One sentence for what is wrong with a mission: the field, the value, what was expected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel, ValidationError

from luncur.errors import InputError
from luncur.mission.fields import field_names, model_at
from luncur.mission.figures import item_name
from luncur.mission.joining import JOINED_KEYS
from luncur.mission.model import Mission
from luncur.mission.part import A_TIME

# How the types speak of a text that is too long or of another form, and what the user reads.
_TEXTS = {
    "String should have ": "text of ",
    "String should match pattern '^[A-Z]{3}$'": "three capital letters of ISO 3166, such as JPN",
}


def input_error(error: ValidationError, tree: Any, file: str, model: type[BaseModel]) -> InputError:
    """The first of a model's complaints, and how many more there are.

    A key that is not known comes first: it is often the misspelling of one that is reported as missing.
    """
    first, *others = input_errors(error, tree, file, model)
    more = f" (and {len(others)} more)" if others else ""
    return InputError(first.source, first.field, first.value, first.expected + more)


def input_errors(error: ValidationError, tree: Any, file: str, model: type[BaseModel]) -> list[InputError]:
    """Every complaint of a model, keys that are not known first."""
    found = sorted(error.errors(include_url=False), key=lambda e: e["type"] != "extra_forbidden")
    return [_complaint(one, tree, file, model) for one in found]


def _complaint(one: Any, tree: Any, file: str, model: type[BaseModel]) -> InputError:
    value: Any = one.get("input")
    if one["type"] == "extra_forbidden":
        expected, value = _known(str(one["loc"][-1]), model_at(model, one["loc"][:-1])), None
    elif one["type"] == "missing":
        expected, value = "a value (it is missing)", None
    else:
        expected = _expected(str(one["msg"]))
    if isinstance(value, dict | list | tuple | BaseModel):
        value = None
    return InputError(file, dotted(one["loc"], tree), value, expected)


@contextmanager
def one_sentence() -> Iterator[None]:
    """Keeps what a hostile file can put into a complaint (names, keys, paths) printable and short."""
    try:
        yield
    except InputError as error:
        raise tidied(error) from None


def tidied(error: InputError) -> InputError:
    """A complaint whose parts are printable and short."""
    return InputError(_tidy(error.source, 300), _tidy(error.field, 160), error.value, _tidy(error.expected, 500))


def _tidy(text: str, limit: int) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in text)
    half = limit // 2
    return shown if len(shown) <= limit else f"{shown[:half]}...{shown[-half:]}"


def nearest(word: str, known: Iterable[str]) -> str:
    """ "; did you mean 'x'?" when a known word is close, else nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def _known(word: str, model: type[BaseModel] | None) -> str:
    names = [n for n in field_names(model) if n not in ("figures", "file")] if model is not None else []
    if model is Mission:
        names.extend(JOINED_KEYS)
    return f"a known field ({', '.join(sorted(names))}){nearest(word, names)}" if names else "a known field"


def _expected(message: str) -> str:
    for prefix in ("Value error, expected ", "Input should be ", "Value error, "):
        if message.startswith(prefix):
            message = message[len(prefix) :]
            break
    if message.startswith("a valid dictionary"):
        return "a table"
    if message in ("a valid tuple", "a valid list"):
        return "a list"
    if message.startswith("a valid datetime"):
        return A_TIME
    for start, better in _TEXTS.items():
        if message.startswith(start):
            return better + message[len(start) :]
    return message[:1].lower() + message[1:]


def dotted(location: tuple[str | int, ...], tree: Any) -> str:
    """Path by names: ("vehicle", "body", 2, "engine") becomes vehicle.body.core.engine."""
    names: list[str] = []
    for step in location:
        if isinstance(step, int):
            tree = tree[step] if isinstance(tree, list) and step < len(tree) else None
            names.append(item_name(tree, step))
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
            names.append(step)
    return ".".join(names)
