"""What of an orbit study is not computed, and which input it would need."""

from __future__ import annotations

from typing import Any

from luncur.orbit.input.model import OrbitCase
from luncur.sentences import Sentence, coded

# Part of the summary, and whether a case has what it needs.
_NEEDS = (
    ("life", "orbit_needs_areas", lambda c: c.spacecraft is not None and c.spacecraft.drag_area is not None),
    (
        "reentry",
        "orbit_needs_casualty_area",
        lambda c: c.spacecraft is not None and c.spacecraft.casualty_area is not None,
    ),
    ("places", "orbit_needs_places", lambda c: bool(c.sensors and c.places)),
    ("regions", "orbit_needs_regions", lambda c: bool(c.sensors and c.regions)),
    (
        "injection",
        "orbit_needs_injection",
        lambda c: c.orbit.way == "mission" or (c.injection is not None and c.orbit.way != "file"),
    ),
    ("launch_windows", "orbit_needs_site", lambda c: c.launch_window is not None),
)


def not_computed(case: OrbitCase) -> list[dict[str, Any]]:
    """Rows of what, why in English, and the sentence's code."""
    rows = []
    for what, code, there in _NEEDS:
        if not there(case):
            sentence = Sentence(code)
            rows.append({"what": what, "why": str(sentence), "coded": coded(sentence)})
    return rows
