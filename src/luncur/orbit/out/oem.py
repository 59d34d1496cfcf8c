"""orbit.oem: the motion as a CCSDS orbit ephemeris message.

Source: CCSDS 502.0-B-3, section 5 (KVN).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.out.instants import at, stamp
from luncur.orbit.time_and_frames.frames import mean_of_j2000_to_celestial, teme_to_celestial, turned

Floats = NDArray[np.float64]


REF_FRAMES = {"J2000": "EME2000", "GCRF": "GCRF", "TEME": "TEME", "ITRF": "ITRF2020"}


def oem_text(
    ephemerides: Sequence[Ephemeris], names: Sequence[str], frame: str = "GCRF", designators: Sequence[str] = ()
) -> str:
    """One segment for each satellite: states [km, km/s] over UTC, to the micrometre; frame: a key of ``REF_FRAMES``.

    CREATION_DATE is the epoch, so that the same study gives the same file.
    """
    lines = [
        "CCSDS_OEM_VERS = 2.0", f"CREATION_DATE = {stamp(ephemerides[0].epoch)}", "ORIGINATOR = LUNCUR",
    ]  # fmt: skip
    for k, (one, name) in enumerate(zip(ephemerides, names, strict=True)):
        lines += _segment(one, name, frame, designators[k] if k < len(designators) else "")
    return "\n".join(lines) + "\n"


def _segment(one: Ephemeris, name: str, frame: str, designator: str) -> list[str]:
    position, velocity = in_frame(one, frame)
    times = [stamp(at(one.epoch, s)) for s in one.seconds.tolist()]
    shown = "".join(c if c.isascii() and c.isprintable() else "?" for c in name)
    lines = [
        "", "META_START", f"OBJECT_NAME = {shown}", f"OBJECT_ID = {_object_id(designator)}", "CENTER_NAME = EARTH", f"REF_FRAME = {REF_FRAMES[frame]}",
        "TIME_SYSTEM = UTC", f"START_TIME = {times[0]}", f"STOP_TIME = {times[-1]}", "META_STOP", "",
        f"COMMENT computed by luncur: {one.method}; CREATION_DATE is the epoch, so that the same study gives the same file",
    ]  # fmt: skip
    for time, p, v in zip(times, position / 1000, velocity / 1000, strict=True):
        lines.append(f"{time} {p[0]:.9f} {p[1]:.9f} {p[2]:.9f} {v[0]:.12f} {v[1]:.12f} {v[2]:.12f}")
    return lines


def _object_id(designator: str) -> str:
    """An international designator as the message writes it, 1998-067A; UNKNOWN where there is none."""
    match = re.fullmatch(r"(\d{2})(\d{3}[A-Z]{1,3})", designator.strip())
    if match is None:
        return designator.strip() if re.fullmatch(r"\d{4}-\d{3}[A-Z]{1,3}", designator.strip()) else "UNKNOWN"
    return f"{'19' if int(match[1]) >= 57 else '20'}{match[1]}-{match[2]}"


def in_frame(one: Ephemeris, frame: str) -> tuple[Floats, Floats]:
    """Position [m] and velocity [m/s] (n, 3) in the axes of a key of ``REF_FRAMES``; ITRF: relative to the turning Earth."""
    if frame == "GCRF":
        return one.position, one.velocity
    if frame == "ITRF":
        track = one.earth_fixed()
        return track.position, track.velocity
    if frame == "J2000":
        back = mean_of_j2000_to_celestial().T
        return turned(back, one.position), turned(back, one.velocity)
    back = np.swapaxes(teme_to_celestial(one.epoch, one.seconds), 1, 2)
    return turned(back, one.position), turned(back, one.velocity)
