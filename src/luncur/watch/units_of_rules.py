"""In which unit the margin of each kind of rule is told."""

from __future__ import annotations

import math

# unit, and what the decision's own figure is multiplied by
MARGIN_UNITS: dict[str, tuple[str, float]] = {
    "impact-limit": ("m", 1.0),
    "position-limit": ("m", 1.0),
    "altitude-limit": ("m", 1.0),
    "attitude-error": ("deg", math.degrees(1.0)),
    "body-rate": ("deg/s", math.degrees(1.0)),
    "straight-up": ("m", 1.0),
    "thrust-loss": ("share of the expected thrust", 1.0),
    "data-loss": ("s", 1.0),
    "useful-mission": ("share of the limit", 1.0),
}
