"""What is wrong with one value of a request, in the words of luncur's other sentences."""

from __future__ import annotations

from typing import Any

LONGEST = 80  # characters of a value that are said again

# By the type of pydantic's complaint: what was expected, with the names of its context.
_EXPECTED = {
    "missing": "a value",
    "extra_forbidden": "nothing of this name",
    "greater_than_equal": "at least {ge:,}",
    "less_than_equal": "at most {le:,}",
    "greater_than": "more than {gt:,}",
    "less_than": "less than {lt:,}",
    "string_too_long": "at most {max_length:,} characters",
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "literal_error": "{expected}",
    "json_invalid": "JSON",
    "model_attributes_type": "a JSON object",
}


def expectation(error: dict[str, Any]) -> str:
    """ "5000000: expected at most 4,194,304" of a complaint of pydantic; its own words where it is of a rare kind."""
    form = _EXPECTED.get(str(error["type"]))
    if form is None:
        return str(error["msg"])[:300]
    try:
        expected = form.format(**error.get("ctx", {}))
    except (KeyError, ValueError, IndexError):
        return str(error["msg"])[:300]
    given = error.get("input")
    if error["type"] in ("missing", "json_invalid") or not isinstance(given, str | int | float):
        return f"expected {expected[:300]}"
    number = isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < 1e15
    return f"{f'{given:,}' if number else repr(given)[:LONGEST]}: expected {expected[:300]}"
