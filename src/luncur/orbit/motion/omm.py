"""Orbit mean-elements messages in their three spellings: key-value lines (KVN), XML and JSON; several in a file.

Source: CCSDS 502.0-B-3, section 4, and 505.0-B-3 for the XML; JSON is the flat record of keywords that Space-Track and
CelesTrak give out.  Only messages for SGP4 are taken.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime

from luncur.errors import InputError
from luncur.orbit.motion.mean_elements import REVOLUTION_A_DAY, MeanElementSet
from luncur.orbit.motion.omm_spellings import Message, of_json, of_kvn, of_xml
from luncur.orbit.time_and_frames.times import epoch_of

DEGREE = math.pi / 180.0
VERSIONS = ("1.0", "2.0", "3.0")
# What each of these must say.  JSON of CelesTrak leaves them out.
_FIXED = {
    "CENTER_NAME": ("EARTH",),
    "REF_FRAME": ("TEME",),
    "TIME_SYSTEM": ("UTC",),
    "MEAN_ELEMENT_THEORY": ("SGP4", "SGP/SGP4"),
}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def read_omm(text: str, source: str) -> tuple[MeanElementSet, ...]:
    """The element sets of a text in any of the three spellings; ``source`` is what messages call it.

    Raises InputError naming the message, the keyword, the value and what was expected.
    """
    start = text.lstrip()[:1]
    messages = (
        of_xml(text, source) if start == "<" else of_json(text, source) if start in ("[", "{") else of_kvn(text, source)
    )
    if not messages:
        raise InputError(source, "", None, "at least one orbit mean-elements message")
    return tuple(_set_of(_Fields(message, source)) for message in messages)


@dataclass(frozen=True)
class _Fields:
    """The keywords of a message, read with complaints."""

    message: Message
    source: str

    def error(self, key: str, expected: str) -> InputError:
        where = self.message.lines.get(key, self.message.where)
        return InputError(self.source, f"{where}, {key}", self.message.fields.get(key, "(missing)"), expected)

    def text(self, key: str) -> str:
        return self.message.fields.get(key, "")

    def number(self, key: str, low: float, high: float, missing: float | None = None) -> float:
        text = self.text(key)
        if not text and missing is not None:
            return missing
        value = float(text) if len(text) < 40 and _NUMBER.fullmatch(text) else math.nan
        if not low <= value <= high:
            raise self.error(key, f"a number from {low:g} to {high:g}")
        return value

    def epoch(self) -> datetime:
        epoch = epoch_of(self.text("EPOCH"))
        if epoch is None:
            raise self.error("EPOCH", "a UTC time such as 2024-06-01T12:00:00.000000")
        return epoch


def _set_of(fields: _Fields) -> MeanElementSet:
    for key, allowed in _FIXED.items():
        given = fields.text(key).upper()
        if given not in allowed and (given or fields.message.complete):
            raise fields.error(key, " or ".join(allowed))
    if fields.message.version not in VERSIONS:
        raise fields.error("CCSDS_OMM_VERS", f"one of {', '.join(VERSIONS)}")
    if fields.number("EPHEMERIS_TYPE", 0, 99, 0) not in (0, 2):
        raise fields.error("EPHEMERIS_TYPE", "0 or 2, as others are not for SGP4")
    day = 86400.0
    return MeanElementSet(
        name=fields.text("OBJECT_NAME"),
        catalogue_number=_whole(fields, "NORAD_CAT_ID"),
        international_designator=fields.text("OBJECT_ID"),
        epoch=fields.epoch(),
        revolutions_a_day=fields.number("MEAN_MOTION", 1e-8, 18.0),
        eccentricity=fields.number("ECCENTRICITY", 0.0, 0.9999999),
        inclination=fields.number("INCLINATION", 0.0, 180.0) * DEGREE,
        raan=fields.number("RA_OF_ASC_NODE", -360.0, 360.0) * DEGREE,
        argument_of_perigee=fields.number("ARG_OF_PERICENTER", -360.0, 360.0) * DEGREE,
        mean_anomaly=fields.number("MEAN_ANOMALY", -360.0, 360.0) * DEGREE,
        b_star=fields.number("BSTAR", -1e3, 1e3),
        mean_motion_dot=fields.number("MEAN_MOTION_DOT", -10.0, 10.0, 0.0) * REVOLUTION_A_DAY / day,
        mean_motion_ddot=fields.number("MEAN_MOTION_DDOT", -10.0, 10.0, 0.0) * REVOLUTION_A_DAY / day**2,
        source=f"{fields.source}, {fields.message.where}",
    )


def _whole(fields: _Fields, key: str) -> int:
    value = fields.number(key, 0, 999_999_999, 0)
    if value != int(value):
        raise fields.error(key, "a whole number")
    return int(value)
