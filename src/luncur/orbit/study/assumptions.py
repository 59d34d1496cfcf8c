"""What an orbit study takes for granted, in sentences."""

from __future__ import annotations

from luncur.flight import Trajectory
from luncur.orbit.input.model import OrbitCase
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.study.files import MOST_OF_ONE
from luncur.sentences import Sentence


def assumed(case: OrbitCase, ephemeris: Ephemeris, flight: Trajectory | None, seen: bool) -> list[str]:
    """Sentences of the motion, of the Earth's orientation, of what the file itself marks as unsure, and of the flight."""
    out: list[str] = [*ephemeris.assumed, *ephemeris.orientation_assumed()]
    if seen:
        out.append(Sentence("orbit_assumed_seen"))
        out.append(Sentence("orbit_assumed_gaps"))
    if flight is not None:
        out.append(Sentence("orbit_assumed_guidance"))
        out += list(flight.assumed)
    if (files_end := MOST_OF_ONE * case.propagation.step) < float(ephemeris.seconds[-1]):
        out.append(Sentence("orbit_files_end", days=files_end / 86400.0))
    return list(dict.fromkeys([*out, *case.assumed]))
