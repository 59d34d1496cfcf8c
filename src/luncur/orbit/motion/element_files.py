"""Element sets of a file, whatever their format: two-line elements, or a mean-elements message in KVN, XML or JSON."""

from __future__ import annotations

import re
from pathlib import Path

from luncur.errors import InputError
from luncur.files import open_ordinary
from luncur.orbit.motion.mean_elements import MeanElementSet
from luncur.orbit.motion.omm import read_omm
from luncur.orbit.motion.tle import read_tle

LARGEST = 64_000_000  # bytes: all objects ever catalogued, as XML, are below 100,000 sets of 500 bytes


def read_element_sets(path: Path) -> tuple[MeanElementSet, ...]:
    """The element sets of a file in their order.

    Raises InputError for what is no ordinary file of at most 64 MB of UTF-8 text, and for anything in it that is no
    complete element set for SGP4, naming the line, the field, the value and what was expected.
    """
    with open_ordinary(path, "a file of two-line elements or of a mean-elements message", LARGEST) as stream:
        data = stream.read(LARGEST + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(str(path), f"line {line}", None, "UTF-8 text") from None
    return element_sets(text, str(path))


def element_sets(text: str, source: str) -> tuple[MeanElementSet, ...]:
    """As ``read_element_sets``, of a text that messages call ``source``."""
    start = text.lstrip()
    if not start:
        raise InputError(source, "", None, "two-line elements or a mean-elements message, not an empty text")
    if start[0] in "<[{" or re.search(r"^\s*CCSDS_OMM_VERS\s*=", text, re.MULTILINE):
        return read_omm(text, source)
    return read_tle(text, source)
