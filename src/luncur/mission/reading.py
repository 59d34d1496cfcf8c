"""Reads a TOML file that may be anything: wrong, huge, hostile."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from luncur.errors import InputError

MAXIMUM_SIZE = 1_000_000  # bytes; the largest built-in is 30 kB
MAXIMUM_DEPTH = 12


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; raises InputError with one sentence on anything that is not one."""
    try:
        if path.is_dir():
            raise InputError(str(path), "", None, "a mission file, not a folder")
        size = path.stat().st_size
        if size > MAXIMUM_SIZE:
            raise InputError(str(path), "", None, f"a file of at most 1 MB, not {size / 1e6:.1f} MB")
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_SIZE + 1)
    except OSError as error:
        raise InputError(str(path), "", None, f"a readable file ({error.strerror or 'cannot be read'})") from None
    except ValueError:
        raise InputError(str(path), "", None, "a file name without control characters") from None
    if len(data) > MAXIMUM_SIZE:
        raise InputError(str(path), "", None, "a file of at most 1 MB")
    return parse_toml(data, str(path))


def parse_toml(data: bytes, source: str) -> dict[str, Any]:
    """The tables of TOML bytes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(source, f"byte {error.start}", None, "UTF-8 text") from None
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(source, _place(str(error)), _line(text, str(error)), f"TOML ({_reason(str(error))})") from None
    except RecursionError:
        raise InputError(source, "", None, f"tables nested at most {MAXIMUM_DEPTH} deep") from None
    except ValueError:  # numbers of thousands of digits
        raise InputError(source, "", None, "TOML with numbers of ordinary length") from None
    _check_depth(tree, source, MAXIMUM_DEPTH)
    return tree


def _check_depth(value: Any, source: str, left: int) -> None:
    if left < 0:
        raise InputError(source, "", None, f"tables nested at most {MAXIMUM_DEPTH} deep")
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(child, dict | list):
            _check_depth(child, source, left - 1)


def _place(message: str) -> str:
    match = re.search(r"line (\d+)", message)
    return f"line {match[1]}" if match else "the end of the file"


def _line(text: str, message: str) -> str | None:
    match = re.search(r"line (\d+)", message)
    lines = text.splitlines()
    return lines[int(match[1]) - 1].strip() if match and 0 < int(match[1]) <= len(lines) else None


def _reason(message: str) -> str:
    return re.sub(r"\s*\(at .*\)", "", message).lower()
