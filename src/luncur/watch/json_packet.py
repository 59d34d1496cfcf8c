"""A measurement as one JSON object: a UDP packet, or a line of a file."""

from __future__ import annotations

import json
from typing import Any

from luncur.watch.measurement import Measurement, measurement_of
from luncur.watch.reasons import Reason

MAXIMUM_SIZE = 1024  # bytes of one packet or line; one with every field takes some 350


class _NoNumber(ValueError):
    """NaN or Infinity, which are no JSON."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A field that stands twice would let the later one win unseen."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError
    return fields


def _no_number(text: str) -> float:
    raise _NoNumber(text)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def measurement_of_json(packet: bytes) -> Measurement | Reason:
    """The measurement in a packet, or why there is none; never raises, whatever the bytes."""
    if len(packet) > MAXIMUM_SIZE:
        return Reason.OVERSIZED
    try:
        fields = _DECODER.decode(packet.decode("utf-8"))
    except _NoNumber:
        return Reason.NON_FINITE
    except (ValueError, RecursionError):
        return Reason.MALFORMED
    return measurement_of(fields) if type(fields) is dict else Reason.MALFORMED
