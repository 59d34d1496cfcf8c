"""What a published warning says: areas on the map and times on the clock, and what of it was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Corner = tuple[float, float]  # latitude, longitude [deg], north and east positive
NAUTICAL_MILE = 1852.0  # [m]


@dataclass(frozen=True)
class Window:
    """One interval in which an area is dangerous, UTC; alternate: only if the launch did not take place before."""

    start: datetime
    end: datetime
    alternate: bool = False

    def record(self) -> dict[str, Any]:
        """The window as JSON has it, times in ISO 8601."""
        return {"start": iso(self.start), "end": iso(self.end), "alternate": self.alternate}


@dataclass(frozen=True)
class Area:
    """A polygon through its corners in their order (the first not repeated), or a circle of ``radius`` [m] about one point.

    name: the letter or number that the notice gives it, empty when it gives none.
    """

    name: str
    corners: tuple[Corner, ...]
    radius: float | None = None
    windows: tuple[Window, ...] = ()

    def record(self) -> dict[str, Any]:
        """The area as JSON has it."""
        return {
            "name": self.name,
            "shape": "polygon" if self.radius is None else "circle",
            "corners_deg": [list(c) for c in self.corners],
            "radius_m": self.radius,
            "windows": [w.record() for w in self.windows],
        }


@dataclass(frozen=True)
class Notice:
    """One warning as it was read.

    series: who numbers it, "NAVAREA XII" or "NOTAM B"; place, subject: its own words, not interpreted; windows: all of
    its areas', in order; cancel: when it cancels itself; cancels: other warnings that it ends; said: what the
    reader concluded or put right; not_understood: its words that the reader made nothing of.
    """

    series: str | None
    number: int | None
    year: int | None
    regions: str | None
    authority: str | None
    issued: datetime | None
    place: str | None
    subject: str | None
    limits: tuple[str, str] | None
    draft: bool
    areas: tuple[Area, ...]
    windows: tuple[Window, ...]
    cancel: datetime | None
    cancels: tuple[str, ...]
    said: tuple[str, ...]
    not_understood: tuple[str, ...]

    @property
    def name(self) -> str:
        """Series, number and year as far as they are known."""
        number = f" {self.number}/{self.year % 100:02d}" if self.number is not None and self.year is not None else ""
        return f"{self.series or 'notice'}{number}"

    def record(self) -> dict[str, Any]:
        """The notice as JSON has it."""
        plain = ("series", "number", "year", "regions", "authority", "place", "subject", "draft")
        return {
            **{key: getattr(self, key) for key in plain},
            "limits": list(self.limits) if self.limits else None,
            "issued": iso(self.issued) if self.issued else None,
            "cancel": iso(self.cancel) if self.cancel else None,
            "cancels": list(self.cancels),
            "areas": [a.record() for a in self.areas],
            "windows": [w.record() for w in self.windows],
            "said": list(self.said),
            "not_understood": list(self.not_understood),
        }


def iso(moment: datetime) -> str:
    """UTC to the minute, ISO 8601."""
    return moment.strftime("%Y-%m-%dT%H:%MZ")
