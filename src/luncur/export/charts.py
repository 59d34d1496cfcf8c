"""Charts of the flight over time, as SVG that follows the page's colours: one for wide pages, one for phones."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import numpy as np

from luncur.export.texts import texts
from luncur.export.units import FOOT
from luncur.sentences import localised

INK = "#010203"  # stands for the page's text colour, put in at the end
BLUE, ORANGE, GREEN = (
    "#0072b2",
    "#d55e00",
    "#00785a",
)  # after Okabe and Ito, told apart by colour-blind readers; the page's own
# Width and height [in] and rows x columns; the page shows a phone's at about its own size, so its letters are 13 px.
_FORMS = {"wide": ((9.2, 5.4), (2, 2)), "narrow": ((3.7, 8.6), (4, 1))}


def flight_charts(flight: dict[str, np.ndarray], events: list[dict[str, Any]], lang: str) -> str:
    """Altitude, speed, dynamic pressure and path angle of the powered flight, events marked."""
    return "".join(_chart(flight, events, lang, form) for form in _FORMS)


def _chart(flight: dict[str, np.ndarray], events: list[dict[str, Any]], lang: str, form: str) -> str:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    size, shape = _FORMS[form]
    with plt.rc_context(look(form)):
        figure, grid = plt.subplots(*shape, figsize=size, layout="constrained", sharex=True, squeeze=False)
        _draw(grid.ravel(), flight, events, lang)
        for axes in grid[-1]:
            axes.set_xlabel(texts(lang)["time"])
        return for_page(figure, form, texts(lang)["flight"])


def look(form: str) -> Any:
    """How matplotlib draws for a page, as its settings."""
    return {
        "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10, "text.color": INK, "axes.labelcolor": INK,
        "xtick.color": INK, "ytick.color": INK, "axes.edgecolor": INK, "axes.spines.top": False, "axes.spines.right": False,
        "axes.titlesize": 10, "axes.titleweight": "bold", "axes.titlelocation": "left", "svg.hashsalt": form,
    }  # fmt: skip


def _draw(panels: Any, flight: dict[str, np.ndarray], events: list[dict[str, Any]], lang: str) -> None:
    t = texts(lang)
    end = _end_of_interest(events, float(flight["time"][-1]))
    keep = flight["time"] <= end
    content: tuple[tuple[str, list[tuple[Any, str, str, str | None]]], ...] = (
        (t["altitude"], [(flight["altitude"] / 1e3, BLUE, "-", None)]),
        (
            t["speed"],
            [
                (flight["speed_inertial"], BLUE, "-", t["inertial"]),
                (flight["speed_relative"], ORANGE, "--", t["relative"]),
            ],
        ),
        (t["pressure"], [(flight["dynamic_pressure"] / 1e3, BLUE, "-", None)]),
        (t["angle"], [(flight["flight_path_angle"], BLUE, "-", None)]),
    )
    for axes, (label, lines) in zip(panels, content, strict=True):
        for event in events:
            if event["time_s"] <= end:
                axes.axvline(event["time_s"], color=INK, alpha=0.18, linewidth=0.8)
        for values, colour, style, name in lines:
            axes.plot(flight["time"][keep], values[keep], style, color=colour, label=name, linewidth=1.8)
        axes.set_title(label)
        axes.margins(x=0.01)
        axes.yaxis.set_major_formatter(lambda value, _: localised(f"{value:,.10g}", lang).replace("-", "−"))
        if lines[0][3]:  # where no line runs, else it would hide what it names
            axes.legend(frameon=False, loc="best", fontsize=9)
    for axes, feet in ((panels[0], 1 / FOOT), (panels[1], 1e-3 / FOOT)):  # from km and from m/s to 1,000 ft
        _second_scale(axes, feet, lang)


def _second_scale(axes: Any, ratio: float, lang: str) -> None:
    """A scale in feet at the right edge."""
    right = axes.secondary_yaxis("right", functions=(lambda v: v * ratio, lambda v: v / ratio))
    right.yaxis.set_major_formatter(lambda value, _: localised(f"{value:,.10g}", lang).replace("-", "−"))
    right.tick_params(labelsize=9)


def for_page(figure: Any, form: str, title: str) -> str:
    """A figure as SVG in the page's colours, its ids apart from those of the other form; the figure is closed."""
    from matplotlib import pyplot as plt

    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    plt.close(figure)
    svg = buffer.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.S)
    svg = re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{form}-", svg)
    for drawn, shown in (
        (INK, "currentColor"),
        (BLUE, "var(--accent)"),
        (ORANGE, "var(--warn)"),
        (GREEN, "var(--closed)"),
    ):
        svg = svg.replace(drawn, shown)
    label = f'class="charts {form}" role="img" aria-label="{title}"'
    return re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', label, svg, count=1)


def _end_of_interest(events: list[dict[str, Any]], last: float) -> float:
    """The end of the first part of the flight: before the first coast of more than ten minutes."""
    times = [e["time_s"] for e in events]
    for a, b in pairwise(times):
        if b - a > 600 and a > 0:
            return float(a + 30)
    return last
