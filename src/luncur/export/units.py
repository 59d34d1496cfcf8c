"""Lengths, areas and speeds in both systems: every quantity stands on the page twice, and the reader chooses which is shown."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from luncur.export.numbers import plain

SYSTEMS = ("metric", "nautical", "both")
FOOT = 0.3048  # [m]
NAUTICAL_MILE = 1852.0  # [m]
KNOT = NAUTICAL_MILE / 3600.0  # [m/s]


def both(metric: str, nautical: str) -> Markup:
    """A text in either system, as the page's style shows one, the other, or the second in brackets.

    The brackets are text and not of the style's making: two numbers that are copied stay two.
    """
    return Markup('<span class="metric">{}</span><span class="nautical"><i>&nbsp;(</i>{}<i>)</i></span>').format(
        metric, nautical
    )


@dataclass(frozen=True)
class Quantities:
    """Writes quantities in SI in the reader's language; with ``named`` the unit stands behind the number."""

    lang: str

    # Names of units, for the heads of columns.
    far = both("km", "nm")
    high = both("km", "ft")
    wide = both("km²", "nm²")
    fast = both("m/s", "ft/s")
    windy = both("m/s", "kn")
    far_per_wind = both("km per m/s", "nm per kn")
    far_per_deg = both("km", "nm")

    def distance(self, value: float | None, digits: int = 0, named: bool = False) -> Markup:
        """A distance over ground [m], in km or nautical miles."""
        return self._pair(value, (1000.0, NAUTICAL_MILE), ("km", "nm"), (digits, digits), named)

    def height(self, value: float | None, digits: int = 1, named: bool = False) -> Markup:
        """A height [m], in km or feet."""
        return self._pair(value, (1000.0, FOOT), ("km", "ft"), (digits, 0), named)

    def area(self, value: float | None) -> Markup:
        """An area [m2], in km2 or square nautical miles."""
        return self._pair(value, (1e6, NAUTICAL_MILE**2), ("km²", "nm²"), (0, 0), False)

    def speed(self, value: float | None) -> Markup:
        """A speed of flight [m/s], in m/s or ft/s."""
        return self._pair(value, (1.0, FOOT), ("m/s", "ft/s"), (0, 0), False)

    def wind(self, value: float | None) -> Markup:
        """A speed of the wind [m/s], in m/s or knots, with its unit."""
        return self._pair(value, (1.0, KNOT), ("m/s", "kn"), (1, 1), True)

    def distances(self, values: list[float | None], digits: int = 0, between: str = " / ") -> Markup:
        """Distances [m] that stand together, such as the ends of a range."""
        sides = [
            between.join(plain(_over(v, size), digits, self.lang) for v in values) for size in (1e3, NAUTICAL_MILE)
        ]
        return both(*sides)

    def per_wind(self, values: list[float]) -> Markup:
        """Displacements by wind [m per m/s], in km per m/s or nautical miles per knot."""
        sides = [" / ".join(plain(v / size, 2, self.lang) for v in values) for size in (1000.0, NAUTICAL_MILE / KNOT)]
        return both(*sides)

    def _pair(
        self,
        value: float | None,
        sizes: tuple[float, float],
        names: tuple[str, str],
        digits: tuple[int, int],
        named: bool,
    ) -> Markup:
        shown = [
            plain(_over(value, size), places, self.lang) + (f"\N{NO-BREAK SPACE}{name}" if named else "")
            for size, name, places in zip(sizes, names, digits, strict=True)
        ]
        return Markup("–") if value is None else both(*shown)


def _over(value: float | None, size: float) -> float | None:
    return None if value is None else value / size
