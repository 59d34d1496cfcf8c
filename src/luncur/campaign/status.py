"""What became of a launch as one number: the flight's own code, or that of a piece's fall, told apart."""

from __future__ import annotations

from luncur.debris.fall import STATUS as FALL
from luncur.flight.status import STATUS as FLIGHT

FALL_OFFSET = 100  # added to the code of a fall: both rooms count from 20 for what could not be computed


def launch_sentence(status: int) -> str:
    """The meaning of a launch's status, with the room it comes from."""
    if status >= FALL_OFFSET:
        return f"fall of a piece: {FALL.get(status - FALL_OFFSET, 'unknown status')}"
    return f"flight: {FLIGHT.get(status, 'unknown status')}"
