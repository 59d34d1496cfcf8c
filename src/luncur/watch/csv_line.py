"""A measurement as one line of a CSV file, its columns named in the first."""

from __future__ import annotations

import re

from luncur.errors import InputError
from luncur.watch.measurement import FIELDS, GEODETIC, PLACE, VELOCITY, Measurement, measurement_of
from luncur.watch.reasons import Reason

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z", re.ASCII)
_NO_NUMBER = re.compile(r"[+-]?(?:nan|inf|infinity)\Z", re.IGNORECASE)
_VALID = {"1": True, "true": True, "0": False, "false": False}
ALWAYS = ("source", "time_s", "receive_s", *VELOCITY, "valid")


def columns_of(line: bytes, file: str) -> tuple[str, ...]:
    """The columns that a file's first line names, in its order.

    Raises InputError for a column that is not known, that stands twice or that lacks.
    """
    text = line.decode("utf-8-sig", errors="replace")
    names = tuple(name.strip() for name in text.split(","))
    for i, name in enumerate(names):
        if name not in FIELDS or name in names[:i]:
            raise InputError(file, "line 1", name, f"columns that stand once, of {', '.join(sorted(FIELDS))}")
    given = set(names)
    missing = [name for name in ALWAYS if name not in given]
    missing += [name for name in (PLACE if "x_m" in given else GEODETIC) if name not in given]
    if missing:
        raise InputError(file, "line 1", ", ".join(names), f"a column {missing[0]}")
    if given.intersection(PLACE) and given.intersection(GEODETIC):
        raise InputError(
            file,
            "line 1",
            ", ".join(names),
            "one kind of position, x_m, y_m, z_m or latitude_deg, longitude_deg, altitude_m",
        )
    return names


def measurement_of_csv(line: bytes, columns: tuple[str, ...]) -> Measurement | Reason:
    """The measurement in a line, or why there is none; an empty cell is a field that was not told."""
    try:
        cells = [cell.strip() for cell in line.decode("utf-8").split(",")]
    except UnicodeDecodeError:
        return Reason.MALFORMED
    if len(cells) != len(columns):
        return Reason.MALFORMED
    fields: dict[str, object] = {}
    for name, cell in zip(columns, cells, strict=True):
        if cell == "":
            continue
        if name == "source":
            fields[name] = cell
        elif name == "valid":
            fields[name] = _VALID.get(cell.lower())
        elif _NO_NUMBER.match(cell):
            return Reason.NON_FINITE
        elif not _NUMBER.match(cell):
            return Reason.MALFORMED
        else:
            fields[name] = int(cell) if name == "sequence" and cell.isascii() and cell.isdigit() else float(cell)
    return measurement_of(fields)
