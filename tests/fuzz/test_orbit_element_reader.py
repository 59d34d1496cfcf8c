"""Whatever a file of elements holds, it is read or complained about, and nothing else happens."""

from __future__ import annotations

import json
import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.errors import InputError
from luncur.orbit.motion.element_files import element_sets
from luncur.orbit.motion.sgp4_motion import sgp4_states
from luncur.orbit.motion.tle import checksum

ONE = "1 28057U 03049A   06177.78615833  .00000060  00000-0  35940-4 0  1836"
TWO = "2 28057  98.4283 247.6961 0000884  88.1964 271.9322 14.35478080140550"
KVN = """CCSDS_OMM_VERS = 2.0
CENTER_NAME = EARTH
REF_FRAME = TEME
TIME_SYSTEM = UTC
MEAN_ELEMENT_THEORY = SGP4
EPOCH = 2006-06-26T18:52:04.079712
MEAN_MOTION = 14.35478080
ECCENTRICITY = 0.0000884
INCLINATION = 98.4283
RA_OF_ASC_NODE = 247.6961
ARG_OF_PERICENTER = 88.1964
MEAN_ANOMALY = 271.9322
BSTAR = 3.5940E-5
"""
XML = (
    "<omm version='2.0'>"
    + "".join(f"<{k}>{v}</{k}>" for k, v in (row.split(" = ") for row in KVN.splitlines()[1:]))
    + "</omm>"
)
JSON = json.dumps(dict(row.split(" = ") for row in KVN.splitlines()))


def read(text: str) -> None:
    """Read, and propagate what was read: the library must answer with a state or a code."""
    complaint, sets = "", ()
    try:
        sets = element_sets(text, "file")
    except InputError as error:
        complaint = str(error)
    assert bool(sets) != bool(complaint)
    assert complaint == "" or complaint.startswith("file: ")
    assert "\n" not in complaint
    for found in sets[:3]:
        assert math.isfinite(found.mean_motion)
        position, _, codes = sgp4_states([found], found.epoch, np.array([0.0, 3600.0]))
        assert np.all(np.isfinite(position[0][codes[0] == 0]))


def changed(text: str, places: list[tuple[int, str]]) -> str:
    out = list(text)
    for place, letter in places:
        out[place % len(out)] = letter
    return "".join(out)


CHANGES = st.lists(st.tuples(st.integers(0, 10_000), st.characters()), max_size=6)


@given(text=st.text(max_size=300))
def test_any_text(text: str) -> None:
    read(text)


@given(places=CHANGES, right=st.booleans())
@settings(max_examples=300)
def test_two_lines_with_letters_changed(places: list[tuple[int, str]], right: bool) -> None:
    """With the checksums mended in half of the cases, so that what stands behind them is reached."""
    lines = changed(f"{ONE}\n{TWO}", places).split("\n")
    read("\n".join(line[:68] + str(checksum(line)) if right and len(line) == 69 else line for line in lines))


@given(places=CHANGES, digits=st.lists(st.tuples(st.integers(2, 67), st.sampled_from("0123456789 .-+")), max_size=8))
@settings(max_examples=300)
def test_two_lines_with_digits_changed(places: list[tuple[int, str]], digits: list[tuple[int, str]]) -> None:
    lines = [changed(line[:68], digits) for line in (ONE, TWO)]
    read("\n".join(line + str(checksum(line + "0")) for line in lines))


@given(places=CHANGES)
@settings(max_examples=200)
def test_messages_with_letters_changed(places: list[tuple[int, str]]) -> None:
    for text in (KVN, XML, JSON):
        read(changed(text, places))


def test_what_is_changed_can_be_read() -> None:
    for text in (f"{ONE}\n{TWO}", KVN, XML, JSON):
        assert len(element_sets(text, "file")) == 1
