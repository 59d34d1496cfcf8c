"""A user's CSV of named columns, read with every complaint naming the file, the line, the column and the value."""

from __future__ import annotations

import codecs
import csv
import math
import stat
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError

Floats = NDArray[np.float64]

MAXIMUM_SIZE = 64_000_000  # bytes: a flight of a day at every second is below 20 MB
MAXIMUM_COLUMNS = 200


def read_text(path: Path, most: int = MAXIMUM_SIZE) -> str:
    """The UTF-8 text of an ordinary file of at most ``most`` bytes; the size is asked for before anything is read.

    Raises InputError for a folder, pipe or device, a file that cannot be read, is too large or is not UTF-8.
    """
    source = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(source, "", None, "an ordinary file")
        if status.st_size > most:
            raise InputError(
                source, "", None, f"a file of at most {most / 1e6:g} MB, not {status.st_size / 1e6:.1f} MB"
            )
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise InputError(source, "", None, f"a readable file ({error.strerror or 'cannot be read'})") from None
    except ValueError:
        raise InputError(source.replace("\0", "?"), "", None, "a file name without control characters") from None
    if len(data) > most:
        raise InputError(source, "", None, f"a file of at most {most / 1e6:g} MB")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(source, "", None, "UTF-8 text, not UTF-16: save it as UTF-8")
    if data.startswith(b"PK\x03\x04"):
        raise InputError(source, "", None, "text, not a workbook or archive: save it as CSV")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(source, f"line {line}", None, "UTF-8 text") from None


@dataclass(frozen=True)
class CsvTable:
    """Cells of a CSV by column, and the line of the file that each row stands on."""

    file: str
    columns: dict[str, tuple[str, ...]]
    lines: tuple[int, ...]
    row_name: str = "line"

    def __len__(self) -> int:
        return len(self.lines)

    def has(self, *names: str) -> bool:
        """Whether every one of these columns is there."""
        return all(name in self.columns for name in names)

    def texts(self, name: str) -> tuple[str, ...]:
        """One column as it stands.  Raises InputError when it is not there."""
        if name not in self.columns:
            raise InputError(self.file, "header", ",".join(self.columns), f"a column '{name}'")
        return self.columns[name]

    def numbers(self, name: str, low: float = -math.inf, high: float = math.inf, blank: float | None = None) -> Floats:
        """One column as finite numbers from ``low`` to ``high`` [as its name says]; empty cells become ``blank`` if given.

        Raises InputError naming the first cell that is none.
        """
        out = np.empty(len(self.lines))
        for i, cell in enumerate(self.texts(name)):
            if not cell and blank is not None:
                out[i] = blank
                continue
            try:
                value = float(cell) if len(cell) < 64 and "_" not in cell else math.nan
            except ValueError:
                value = math.nan
            if not (math.isfinite(value) and low <= value <= high):
                raise self.error(i, name, _range(low, high))
            out[i] = value
        return out

    def error(self, row: int, name: str, expected: str) -> InputError:
        """The complaint about one cell."""
        return InputError(
            self.file, f"{self.row_name} {self.lines[row]}, {name}", self.columns[name][row] or "(empty)", expected
        )


def _range(low: float, high: float) -> str:
    if low == -math.inf and high == math.inf:
        return "a finite number"
    if high == math.inf:
        return f"a finite number of at least {low:g}"
    return f"a number from {low:g} to {high:g}"


def read_csv(path: Path, most: int = MAXIMUM_SIZE, least_rows: int = 1) -> CsvTable:
    """The table of a CSV file: a header of names, then rows; empty lines and those that begin with # are left out.

    Raises InputError for a file of more than ``most`` bytes or of fewer than ``least_rows`` rows, a header with a name
    twice, and rows that are longer or shorter than the header.
    """
    text, source = read_text(path, most), str(path)
    header: list[str] | None = None
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            cells = [cell.strip() for cell in next(csv.reader([line]), [])]
            if header is None:
                header = cells
                _check_header(source, header)
                continue
            if len(cells) != len(header):
                expected = f"{len(header)} cells, as the header has, with points for decimals"
                raise InputError(source, f"line {number}", line, expected)
            rows.append(cells)
            lines.append(number)
    except csv.Error as error:
        raise InputError(source, "", None, f"CSV ({error})") from None
    if header is None:
        raise InputError(source, "header", None, "a line with the names of the columns")
    if len(rows) < least_rows:
        raise InputError(source, "", None, f"at least {least_rows} row{'s' if least_rows > 1 else ''} below the header")
    return CsvTable(source, {name: tuple(row[i] for row in rows) for i, name in enumerate(header)}, tuple(lines))


def _check_header(source: str, header: list[str]) -> None:
    if len(header) > MAXIMUM_COLUMNS:
        raise InputError(source, "header", None, f"at most {MAXIMUM_COLUMNS} columns")
    if len(header) == 1 and any(
        mark in header[0] for mark in ";\t|"
    ):  # as spreadsheets write where commas are decimals
        raise InputError(source, "header", header[0], "cells separated by commas, with points for decimals")
    for name in header:
        if header.count(name) > 1:
            raise InputError(source, "header", name, "every column once")
