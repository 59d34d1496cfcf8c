"""The measurements of a recorded file, line by line, however long a line or the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from luncur.errors import InputError
from luncur.files import open_ordinary
from luncur.watch.csv_line import columns_of, measurement_of_csv
from luncur.watch.json_packet import MAXIMUM_SIZE, measurement_of_json
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Reason


def measurements_in(path: Path) -> Iterator[Measurement | Reason]:
    """What each line tells, or why it tells nothing: JSON lines, or CSV when the first line is no JSON object.

    Raises InputError for what is no ordinary file, and for a first line that is neither.  Empty lines are passed over.
    """
    with open_ordinary(path, "a file of telemetry") as stream:
        yield from _of_stream(stream, str(path))


def _of_stream(stream: io.BufferedIOBase | io.BytesIO, file: str) -> Iterator[Measurement | Reason]:
    lines = bounded_lines(stream)
    first = next((line for line in lines if line != b""), None)
    if first is None:
        raise InputError(file, "line 1", "", "JSON objects, or the names of CSV columns")
    if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield measurement_of_json(first.removeprefix(b"\xef\xbb\xbf"))
        for line in lines:
            if line != b"":
                yield measurement_of_json(line)
        return
    columns = columns_of(first, file)
    for line in lines:
        if len(line) > MAXIMUM_SIZE:
            yield Reason.OVERSIZED
        elif line != b"":
            yield measurement_of_csv(line, columns)


def bounded_lines(stream: io.BufferedIOBase | io.BytesIO) -> Iterator[bytes]:
    """Lines without their ends; of one that is too long only the beginning, one byte more than is allowed."""
    most = MAXIMUM_SIZE + 2
    while True:
        line = stream.readline(most)
        if line == b"":
            return
        whole = line
        while not line.endswith(b"\n") and len(line) == most:
            line = stream.readline(most)
        yield whole.rstrip(b"\r\n")[: MAXIMUM_SIZE + 1]
