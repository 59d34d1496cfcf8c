"""Calendar times of a study, for files and pages."""

from __future__ import annotations

from datetime import UTC, datetime

from luncur.orbit.time_and_frames.times import utc_after


def at(epoch: datetime, seconds: float) -> datetime:
    """The UTC time some seconds after an epoch, leap seconds counted."""
    return utc_after(epoch, seconds)


def stamp(when: datetime) -> str:
    """A UTC time as CCSDS messages write it, without a zone; to the microsecond, which is 8 mm in low orbit."""
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def zulu(when: datetime) -> str:
    """A UTC time to the second with its Z, for maps and pages."""
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
