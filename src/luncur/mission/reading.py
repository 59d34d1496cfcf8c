"""Reads a TOML file that may be anything: wrong, huge, hostile."""

from __future__ import annotations

import codecs
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from luncur.errors import InputError

MAXIMUM_SIZE = 1_000_000  # bytes; the largest built-in is below 20 kB
MAXIMUM_DEPTH = 12

# What the parser says, and what the user should have written.
_REASONS = {
    "cannot overwrite a value": "each key once",
    "cannot declare": "each table once",
    "cannot redefine": "each table once",
    "cannot mutate": "each table written in one place",
    "expected '=' after a key": "'=' after the key",
    "invalid value": "a value, with quotes around text",
    "unclosed array": "']' at the end of the list",
    "unterminated string": "a quote at the end of the text",
    "illegal character": "printable characters",
    "invalid hex value": "a file name with / for \\, or in single quotes",
    "unescaped '\\' in a string": "a file name with / for \\, or in single quotes",
}


def read_toml(path: Path, what: str = "a mission file") -> dict[str, Any]:
    """The tables of a TOML file; raises InputError with one sentence on anything that is not one.

    Nothing is read of a file above 1 MB, nor of a folder, pipe or device.
    """
    source = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(source, "", None, f"{what}, not a folder")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(source, "", None, "an ordinary file")
        if status.st_size > MAXIMUM_SIZE:
            raise InputError(source, "", None, f"a file of at most 1 MB, not {status.st_size / 1e6:.1f} MB")
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_SIZE + 1)
    except OSError as error:
        raise InputError(source, "", None, f"a readable file ({error.strerror or 'cannot be read'})") from None
    except ValueError:
        raise InputError(source.replace("\0", "?"), "", None, "a file name without control characters") from None
    if len(data) > MAXIMUM_SIZE:
        raise InputError(source, "", None, "a file of at most 1 MB")
    return parse_toml(data, source)


def parse_toml(data: bytes, source: str) -> dict[str, Any]:
    """The tables of TOML bytes; a byte order mark, which editors of Windows put before UTF-8, is passed over."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(source, "", None, "UTF-8 text, not UTF-16: save it as UTF-8")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(source, f"line {line}", None, "UTF-8 text") from None
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _complaint(source, text, str(error)) from None
    except RecursionError:
        raise InputError(source, "", None, f"tables nested at most {MAXIMUM_DEPTH} deep") from None
    except (ValueError, OverflowError):  # numbers of thousands of digits, times outside the calendar
        raise InputError(source, "", None, "TOML with numbers and dates of ordinary size") from None
    _check_depth(tree, source)
    return tree


def _complaint(source: str, text: str, message: str) -> InputError:
    match = re.search(r"line (\d+)", message)
    reason = re.sub(r"\s*\(at .*\)", "", message).lower()
    expected = next((better for start, better in _REASONS.items() if reason.startswith(start)), f"TOML ({reason})")
    if match is None:
        return InputError(source, "end of the file", None, expected)
    number = int(match[1])
    lines = text.split("\n")
    line = lines[number - 1].strip() if number <= len(lines) else None
    return InputError(source, f"line {number}", line or None, expected)


def _check_depth(tree: Any, source: str) -> None:
    """Refuses deep nesting without going down it by recursion."""
    level: list[Any] = [tree]
    for _ in range(MAXIMUM_DEPTH + 1):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
        if not level:
            return
    raise InputError(source, "", None, f"tables nested at most {MAXIMUM_DEPTH} deep")
