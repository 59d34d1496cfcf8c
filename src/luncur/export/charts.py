"""Charts of the flight over time, as SVG that follows the page's colours."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import numpy as np

from luncur.export.texts import texts

_INK = "#010203"  # stands for the page's text colour, put in at the end
_BLUE, _ORANGE = "#0072B2", "#D55E00"  # Okabe and Ito's palette: told apart by colour-blind readers


def flight_charts(flight: dict[str, np.ndarray], events: list[dict[str, Any]], lang: str) -> str:
    """Altitude, speed, dynamic pressure and path angle of the powered flight, events marked."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    t = texts(lang)
    end = _end_of_interest(events, float(flight["time"][-1]))
    keep = flight["time"] <= end
    time = flight["time"][keep]
    with plt.rc_context(
        {"svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10, "text.color": _INK, "axes.labelcolor": _INK,
         "xtick.color": _INK, "ytick.color": _INK, "axes.edgecolor": _INK, "axes.spines.top": False, "axes.spines.right": False,
         "svg.hashsalt": "luncur"}
    ):  # fmt: skip
        figure, grid = plt.subplots(2, 2, figsize=(9.2, 5.4), layout="constrained", sharex=True)
        panels = (
            (grid[0, 0], t["altitude"], [(flight["altitude"] / 1e3, _BLUE, None)]),
            (
                grid[0, 1],
                t["speed"],
                [(flight["speed_inertial"], _BLUE, t["inertial"]), (flight["speed_relative"], _ORANGE, t["relative"])],
            ),
            (grid[1, 0], t["pressure"], [(flight["dynamic_pressure"] / 1e3, _BLUE, None)]),
            (grid[1, 1], t["angle"], [(flight["flight_path_angle"], _BLUE, None)]),
        )
        for axes, label, lines in panels:
            for event in events:
                if event["time_s"] <= end:
                    axes.axvline(event["time_s"], color=_INK, alpha=0.18, linewidth=0.8)
            for values, colour, name in lines:
                axes.plot(time, values[keep], color=colour, label=name, linewidth=1.8)
            axes.set_ylabel(label)
            axes.margins(x=0.01)
            if lines[0][2]:
                axes.legend(frameon=False, loc="upper left")
        for axes in grid[1]:
            axes.set_xlabel(t["time"])
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        plt.close(figure)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :].replace(_INK, "currentColor")
    svg = re.sub(
        r'width="[\d.]+pt" height="[\d.]+pt"',
        'class="charts" role="img" aria-label="' + t["flight"] + '"',
        svg,
        count=1,
    )
    return re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)


def _end_of_interest(events: list[dict[str, Any]], last: float) -> float:
    """The end of the first part of the flight: before the first coast of more than ten minutes."""
    times = [e["time_s"] for e in events]
    for a, b in pairwise(times):
        if b - a > 600 and a > 0:
            return float(a + 30)
    return last
