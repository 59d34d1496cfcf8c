"""A trajectory from a CCSDS orbit ephemeris message (KVN).

Source: CCSDS 502.0-B-3, section 5.  Accepted: versions 1.0 to 3.0, centre EARTH, Earth-fixed frames (``FIXED``) and the
celestial ones (``CELESTIAL``), several segments that follow each other; covariance blocks are passed over.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import EARTH_RATE
from luncur.earth.frames import celestial_rotation
from luncur.errors import InputError
from luncur.flight.given_path import GivenPath
from luncur.mission.csv_tables import read_text

Floats = NDArray[np.float64]

FIXED = re.compile(r"ITRF([-_ ]?\d{2,4})?|WGS-?84")
CELESTIAL = ("EME2000", "J2000", "GCRF", "ICRF")
SCALES = {"UTC": 0.0, "TAI": 0.0, "GPS": 19.0, "TT": -32.184}  # added to the epoch to make it UTC or TAI [s]
VERSIONS = ("1.0", "2.0", "3.0")
_EPOCH = re.compile(r"(\d{4})-(?:(\d{2})-(\d{2})|(\d{3}))T(\d{2}):(\d{2}):(\d{2}(?:\.\d{0,12})?)Z?", re.ASCII)


@dataclass
class _Segment:
    meta: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[float, ...]] = field(default_factory=list)  # epoch [s since lift-off], state [m, m/s]
    line: int = 0


def read_oem(path: Path, launch: datetime) -> GivenPath:
    """Earth-fixed states of an OEM over time since ``launch`` (lift-off, UTC).

    Celestial states are turned by ``celestial_rotation`` (UT1 taken as UTC); EME2000 is the GCRF less its frame bias.
    Raises InputError naming the line for anything else than such a message.
    """
    segments = _segments(str(path), read_text(path), launch)
    times: list[Floats] = []
    states: list[Floats] = []
    last, widest = -math.inf, 1.0
    for segment in segments:
        if len(segment.rows) < 2:
            raise InputError(str(path), f"line {segment.line}", None, "at least two states in every segment")
        rows = np.array(segment.rows)
        if np.any(np.diff(rows[:, 0]) <= 0):
            raise InputError(str(path), f"segment from line {segment.line}", None, "epochs that rise")
        if rows[0, 0] < last - 1e-6:
            raise InputError(str(path), f"segment from line {segment.line}", None, "segments in the order of time")
        widest = max(widest, float(np.diff(rows[:, 0]).max()))
        if rows[0, 0] > last + widest and times:
            gap = f"a gap of {rows[0, 0] - last:.1f} s"
            raise InputError(str(path), f"segment from line {segment.line}", gap, "segments that follow each other")
        last = float(rows[-1, 0])
        times.append(rows[:, 0])
        states.append(_earth_fixed(segment, rows, launch))
    time, state = np.concatenate(times), np.concatenate(states)
    return GivenPath(str(path), time, state[:, :3].copy(), state[:, 3:].copy())


def _segments(file: str, text: str, launch: datetime) -> list[_Segment]:
    lines = text.splitlines()
    first = next((line.strip() for line in lines if line.strip() and not line.strip().startswith("COMMENT")), "")
    key, _, version = (part.strip() for part in first.partition("="))
    if key != "CCSDS_OEM_VERS" or version not in VERSIONS:
        raise InputError(
            file, "first line", first or None, f"CCSDS_OEM_VERS = {', '.join(VERSIONS[:-1])} or {VERSIONS[-1]}"
        )
    out: list[_Segment] = []
    block = "header"
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        if not line or line.startswith("COMMENT"):
            continue
        if line == "META_START":
            out.append(_Segment(line=number))
            block = "meta"
        elif line == "META_STOP":
            if block != "meta":
                raise InputError(file, f"line {number}", line, "META_START before it")
            _check_meta(file, out[-1])
            block = "states"
        elif line in ("COVARIANCE_START", "COVARIANCE_STOP"):
            block = "covariance" if line.endswith("START") else "states"
        elif block == "meta":
            name, _, value = (part.strip() for part in line.partition("="))
            out[-1].meta[name] = value
        elif block == "states":
            out[-1].rows.append(_row(file, number, line, out[-1], launch))
    if not out:
        raise InputError(file, "", None, "a segment that begins with META_START")
    if block == "meta":
        raise InputError(file, f"segment from line {out[-1].line}", None, "META_STOP at the end of its metadata")
    return out


def _check_meta(file: str, segment: _Segment) -> None:
    meta, where = segment.meta, f"segment from line {segment.line}, "
    frame = meta.get("REF_FRAME", "").upper()
    if not FIXED.fullmatch(frame) and frame not in CELESTIAL:
        expected = f"an ITRF of any year, WGS84, or one of {', '.join(CELESTIAL)}"
        raise InputError(file, where + "REF_FRAME", meta.get("REF_FRAME"), expected)
    if meta.get("CENTER_NAME", "").upper() != "EARTH":
        raise InputError(file, where + "CENTER_NAME", meta.get("CENTER_NAME"), "EARTH")
    if meta.get("TIME_SYSTEM", "").upper() not in SCALES:
        raise InputError(file, where + "TIME_SYSTEM", meta.get("TIME_SYSTEM"), f"one of {', '.join(SCALES)}")


def _row(file: str, number: int, line: str, segment: _Segment, launch: datetime) -> tuple[float, ...]:
    """Epoch [s since lift-off] and state [m, m/s] of a line; accelerations, if any, are passed over."""
    words = line.split()
    if len(words) not in (7, 10):
        raise InputError(file, f"line {number}", line, "an epoch and 6 numbers (km, km/s), or 9 with the acceleration")
    try:
        values = [float(word) for word in words[1:]]
    except ValueError:
        values = [math.nan]
    if not all(math.isfinite(v) and abs(v) < 1e9 for v in values):
        raise InputError(file, f"line {number}", line, "finite numbers (km, km/s)")
    since = _since(words[0], segment.meta["TIME_SYSTEM"].upper(), launch)
    if since is None:
        raise InputError(file, f"line {number}", words[0], "an epoch such as 2023-11-15T02:00:00.000, 1957 to 2100")
    return since, *(1000.0 * v for v in values[:6])


def _since(text: str, scale: str, launch: datetime) -> float | None:
    """Seconds since lift-off of an epoch of a message; None when it is none.  Leap seconds in between are not counted."""
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    year, month, day, of_year, hour, minute, second = match.groups()
    try:
        date = datetime(int(year), int(month or 1), int(day or 1), int(hour), int(minute), tzinfo=UTC)
        date += timedelta(days=int(of_year) - 1 if of_year else 0)
    except (ValueError, OverflowError):
        return None
    if not 1957 <= date.year <= 2100 or float(second) >= 60.0 or (of_year is not None and not 1 <= int(of_year) <= 366):
        return None
    since = (date - launch).total_seconds() + float(second)
    return since if scale == "UTC" else since + SCALES[scale] - _tai_less_utc(launch)


def _tai_less_utc(when: datetime) -> float:
    import erfa

    return float(erfa.dat(when.year, when.month, when.day, 0.0))


def _earth_fixed(segment: _Segment, rows: Floats, launch: datetime) -> Floats:
    state = rows[:, 1:]
    frame = segment.meta["REF_FRAME"].upper()
    if frame not in CELESTIAL:
        return state
    bias = _bias() if frame in ("EME2000", "J2000") else np.eye(3)
    out = np.empty_like(state)
    spin = np.array([0.0, 0.0, EARTH_RATE])
    for i, (since, row) in enumerate(zip(rows[:, 0].tolist(), state, strict=True)):
        turn = celestial_rotation(launch + timedelta(seconds=since)).T @ bias.T
        out[i, :3] = turn @ row[:3]
        out[i, 3:] = turn @ row[3:] - np.cross(spin, out[i, :3])
    return out


def _bias() -> Floats:
    """Turns the celestial frame (GCRS) into the mean equator and equinox of J2000 (23 mas); IERS Conventions 2010."""
    import erfa

    return np.asarray(erfa.bp06(2451545.0, 0.0)[0])
