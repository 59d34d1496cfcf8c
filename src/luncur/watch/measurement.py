"""One measurement of one navigation source, and how it is made of the named fields of a packet or a line."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from luncur.earth.ellipsoid_kernel import ecef_from_geodetic
from luncur.watch.reasons import Reason

PLACE = ("x_m", "y_m", "z_m")
GEODETIC = ("latitude_deg", "longitude_deg", "altitude_m")
VELOCITY = ("vx_m_s", "vy_m_s", "vz_m_s")
CHANNELS = ("attitude_error_deg", "body_rate_deg_s", "thrust_share")
FIELDS = frozenset(("source", "time_s", "receive_s", "valid", "sequence", *PLACE, *GEODETIC, *VELOCITY, *CHANNELS))
LARGEST_SEQUENCE = 2**63 - 1
LARGEST = 1e12  # of any number: beyond the Moon in metres


class Measurement(NamedTuple):
    """What a source told.  SI, radians; time and receive [s] since lift-off; state (6) Earth-fixed [m], [m/s].

    valid: the source's own flag; channels: attitude error [rad], body rate [rad/s], thrust as a share of the expected (nan: not
    told); sequence: -1 when not told; receive: nan when not told.
    """

    source: str
    time: float
    state: tuple[float, float, float, float, float, float]
    valid: bool
    channels: tuple[float, float, float]
    sequence: int
    receive: float


def measurement_of(fields: Mapping[str, object]) -> Measurement | Reason:
    """The measurement that these fields tell, or why they tell none.

    Numbers are int or float, valid is a bool.  A name that is not known makes it malformed: a channel whose name is
    misspelt would else be missed in silence.
    """
    if not FIELDS.issuperset(fields):
        return Reason.MALFORMED
    source, valid, sequence = fields.get("source"), fields.get("valid"), fields.get("sequence")
    if type(source) is not str or type(valid) is not bool or not _is_sequence(sequence):
        return Reason.MALFORMED
    cartesian = "x_m" in fields
    if cartesian == ("latitude_deg" in fields):
        return Reason.MALFORMED
    try:
        time, *place = _numbers(fields, ("time_s", *(PLACE if cartesian else GEODETIC)))
        velocity = _numbers(fields, VELOCITY)
        channels = _told(fields, CHANNELS)
        receive = _told(fields, ("receive_s",))[0]
    except (KeyError, TypeError):
        return Reason.MALFORMED
    except (ValueError, OverflowError):
        return Reason.NON_FINITE
    if not cartesian:
        if abs(place[0]) > 90.0 or abs(place[1]) > 360.0:
            return Reason.MALFORMED
        place = list(ecef_from_geodetic(math.radians(place[0]), math.radians(place[1]), place[2]))
    # both an attitude error and a rate are sizes: a sign would hide a breach
    angles = (math.radians(abs(channels[0])), math.radians(abs(channels[1])), channels[2])
    return Measurement(
        source, time, (*place, *velocity), valid, angles, -1 if sequence is None else int(sequence), receive  # type: ignore[arg-type, call-overload]
    )  # fmt: skip


def _is_sequence(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value <= LARGEST_SEQUENCE)


def _numbers(fields: Mapping[str, object], names: tuple[str, ...]) -> list[float]:
    """Raises KeyError for one that lacks, TypeError for what is no number, ValueError for no finite one."""
    return [_number(fields[name]) for name in names]


def _told(fields: Mapping[str, object], names: tuple[str, ...]) -> list[float]:
    return [math.nan if fields.get(name) is None else _number(fields[name]) for name in names]


def _number(value: object) -> float:
    if type(value) is not float and type(value) is not int:
        raise TypeError
    number = float(value)
    if not abs(number) <= LARGEST:
        raise ValueError
    return number
