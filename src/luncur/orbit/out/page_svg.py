"""Drawings of an orbit study's page as SVG in the page's own colours: each once for wide pages, once for phones."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
_LETTER = 7.8  # width of a bold letter 12 px high, on average [px]
_SEATS = (
    (7.0, 4.0, "start"),
    (-7.0, 4.0, "end"),
    (0.0, -9.0, "middle"),
    (0.0, 17.0, "middle"),
)  # of a word at its mark


@dataclass(frozen=True)
class Form:
    """name: of the class that shows it on wide pages or on phones; width [px] of the drawing, letters 12 px high."""

    name: str
    width: float


WIDE, NARROW = Form("wide", 760.0), Form("narrow", 350.0)


def in_both(draw: Callable[[Form], str]) -> str:
    """A drawing for wide pages and one for phones; the style shows one of them."""
    return draw(WIDE) + draw(NARROW)


def svg(form: Form, height: float, title: str, body: Sequence[str], kind: str = "plot") -> str:
    """A drawing; ``title`` is read out by screen readers, as plain text."""
    head = (
        f'<svg class="{kind} {form.name}" viewBox="0 0 {form.width:.0f} {height:.0f}" role="img" '
        f'aria-label="{html.escape(title)}">'
    )
    return head + "".join(body) + "</svg>"


def word(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    """A word with its base line at a point; the text may hold anything."""
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>'


def width_of(text: str) -> float:
    """About how wide a word is [px]."""
    return _LETTER * len(text)


def fitting(text: str, room: float) -> str:
    """A word cut to a width [px], with an ellipsis where something is missing."""
    most = max(int(room / _LETTER), 1)
    return text if len(text) <= most else text[: max(most - 1, 1)].rstrip() + "…"


def beside(x: float, y: float, text: str, taken: list[Box], width: float, height: float) -> str:
    """A word beside its mark on free ground, which it then takes; nothing where there is none."""
    long = width_of(text)
    for dx, dy, anchor in _SEATS:
        left = x + dx - {"start": 0.0, "end": long, "middle": long / 2}[anchor]
        box = (left, y + dy - 10, left + long, y + dy + 2)
        if left < 0 or box[2] > width or box[1] < 0 or box[3] > height:
            continue
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        taken.append(box)
        return word(x + dx, y + dy, text, anchor=anchor)
    return ""


def bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.2f}" y="{y:.1f}" width="{max(width, 0.0):.2f}" height="{height:.1f}"/>'


def line(points: Sequence[tuple[float, float]], kind: str) -> str:
    return f'<polyline class="{kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'


@dataclass(frozen=True)
class Scale:
    """Values to a drawing's pixels, even or by powers of ten; ``low`` lies at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        low, high, value = (math.log10(v) if self.log else v for v in (self.low, self.high, value))
        return self.start + (self.end - self.start) * (value - low) / ((high - low) or 1.0)


def round_steps(low: float, high: float, most: int) -> list[float]:
    """Round values from low to high, at most so many and a few more."""
    reach = high - low
    if not reach > 0:
        return [low]
    power = 10.0 ** math.floor(math.log10(reach / most))
    step = next((k * power for k in (1, 2, 5, 10) if reach / (k * power) <= most), 10 * power)
    first = math.ceil(low / step - 1e-9)
    return [k * step for k in range(first, math.floor(high / step + 1e-9) + 1)]


def decimals(steps: Sequence[float]) -> int:
    """Decimals that tell the values of an axis apart."""
    step = steps[1] - steps[0] if len(steps) > 1 else 1.0
    return max(0, -math.floor(math.log10(step) + 1e-9))


def roomy(low: float, high: float, share: float = 0.08, least: float = 1e-9) -> tuple[float, float]:
    """Limits a little wider than the values, never of no width."""
    more = max(share * (high - low), least)
    return low - more, high + more


@dataclass(frozen=True)
class Frame:
    """A plot's axes: x from left to right, y upwards, and how their values are written."""

    form: Form
    height: float
    x: Scale
    y: Scale

    def axes(
        self, x_name: str, y_name: str, x_said: Callable[[float], str], y_said: Callable[[float], str],
        x_steps: Sequence[float], y_steps: Sequence[float],
    ) -> list[str]:  # fmt: skip
        """Grid lines with their values; the name of y stands above, that of x below."""
        left, right, bottom, top = self.x.start, self.x.end, self.y.start, self.y.end
        out = [f'<path class="axis" d="M{left:.1f} {top:.1f}V{bottom:.1f}H{right:.1f}"/>']
        for v in y_steps:
            out.append(f'<path class="grid" d="M{left:.1f} {self.y(v):.1f}H{right:.1f}"/>')
            out.append(word(left - 6, self.y(v) + 4, y_said(v), anchor="end"))
        for v in x_steps:
            out.append(f'<path class="grid" d="M{self.x(v):.1f} {top:.1f}V{bottom:.1f}"/>')
            out.append(word(self.x(v), bottom + 16, x_said(v), anchor="middle"))
        out.append(word(max(left - 40, 2.0), top - 13, y_name, "name"))
        out.append(word(right, bottom + 33, x_name, "name", "end"))
        return out
