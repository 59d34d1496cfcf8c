"""luncur: where the pieces of a failed launch fall, and who is at risk."""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

# Public verbs and where they live; a verb is imported when it is first named.
_VERBS = {
    "load": "luncur.mission",
    "fly": "luncur.flight",
    "assess": "luncur.campaign",
    "fall": "luncur.debris",
    "impact_point": "luncur.earth",
    "sensitivity": "luncur.campaign",
}
__all__ = ["__version__", "assess", "fall", "fly", "impact_point", "load", "sensitivity"]


def __getattr__(name: str) -> Any:
    if name in _VERBS:
        return getattr(importlib.import_module(_VERBS[name]), name)
    raise AttributeError(f"module 'luncur' has no attribute {name!r}")
