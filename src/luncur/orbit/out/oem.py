"""orbit.oem: the motion as a CCSDS orbit ephemeris message.

Source: CCSDS 502.0-B-3, section 5 (KVN).
"""

from __future__ import annotations

from collections.abc import Sequence

from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.out.instants import at, stamp


def oem_text(ephemerides: Sequence[Ephemeris], names: Sequence[str]) -> str:
    """One segment for each satellite: states [km, km/s] in the GCRF over UTC, to the millimetre.

    CREATION_DATE is the epoch, so that the same study gives the same file.
    """
    lines = [
        "CCSDS_OEM_VERS = 2.0", f"CREATION_DATE = {stamp(ephemerides[0].epoch)}", "ORIGINATOR = LUNCUR",
    ]  # fmt: skip
    for one, name in zip(ephemerides, names, strict=True):
        lines += _segment(one, name)
    return "\n".join(lines) + "\n"


def _segment(one: Ephemeris, name: str) -> list[str]:
    times = [stamp(at(one.epoch, s)) for s in one.seconds.tolist()]
    shown = "".join(c if c.isascii() and c.isprintable() else "?" for c in name)
    lines = [
        "", "META_START", f"OBJECT_NAME = {shown}", "OBJECT_ID = UNKNOWN", "CENTER_NAME = EARTH", "REF_FRAME = GCRF",
        "TIME_SYSTEM = UTC", f"START_TIME = {times[0]}", f"STOP_TIME = {times[-1]}", "META_STOP", "",
        f"COMMENT computed by luncur: {one.method}",
    ]  # fmt: skip
    for time, p, v in zip(times, one.position / 1000, one.velocity / 1000, strict=True):
        lines.append(f"{time} {p[0]:.6f} {p[1]:.6f} {p[2]:.6f} {v[0]:.9f} {v[1]:.9f} {v[2]:.9f}")
    return lines
