"""The picture of a proposal: maps with trace, lines and people, distances to the sides, times without data."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.areas.plane import Plane
from luncur.places.maps import borders, coast
from luncur.sentences import localised, say
from luncur.trial.proposal.geojson import dense
from luncur.trial.proposal.propose import Proposal

Floats = NDArray[np.float64]
# Okabe and Ito's palette, told apart by colour-blind readers
BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072b2", "#d55e00", "#009e73", "#cc79a7", "0.45"
PAD = 900e3  # of the trace on the map about the pad [m]
SIZE = 12.0, 11.5  # [in]
ALL_SHAPE, PAD_SHAPE = 5.0, 0.62  # of the maps: width over height


def proposal_png(p: Proposal, lang: str = "en") -> bytes:
    """The picture as PNG, the same bytes for the same proposal."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    style: Any = {
        "font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.titlesize": 10, "axes.titleweight": "bold",
        "axes.titlelocation": "left",
    }  # fmt: skip
    with plt.rc_context(style):
        figure = plt.figure(figsize=SIZE, layout="constrained")
        rows: Any = [["all", "all"], ["pad", "widths"], ["pad", "loss"]]
        axes = figure.subplot_mosaic(rows, height_ratios=(0.8, 1.1, 0.9), width_ratios=(0.85, 1.0))
        figure.suptitle(say("propose_title", {"mission": p.mission.name}, lang), x=0.01, ha="left", fontweight="bold")
        front = float(p.lines.widths.station[-1])
        _map(axes["all"], p, front, say("propose_map", {}, lang), lang, turned=True)
        _map(axes["pad"], p, min(PAD, front), say("propose_pad", {}, lang), lang, turned=False)
        _widths(axes["widths"], p, lang)
        _loss(axes["loss"], p, lang)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=110, metadata={"Software": None})
        plt.close(figure)
    return buffer.getvalue()


def _map(axes: Any, p: Proposal, front: float, title: str, lang: str, turned: bool) -> None:
    """The trace from the pad to ``front`` [m], true about its middle; north is up there, or the trace goes to the right."""
    trace, widths = p.flown.trace, p.lines.widths
    middle = trace.place(np.array([0.5 * front]), np.zeros(1))
    plane = Plane(float(middle[0][0]), float(middle[1][0]))
    if turned:
        ends = _xy(plane, *trace.place(np.array([0.0, front]), np.zeros(2)))
        away = ends[1] - ends[0]
        plane = replace(plane, azimuth=math.atan2(away[0], away[1]))
    shown = widths.station <= front
    s, far = widths.station[shown], widths.width[shown] + widths.reserve[shown, None]
    frame = np.concatenate([_xy(plane, *trace.place(s, sign * far[:, c])) for c, sign in ((0, 1.0), (1, -1.0))])
    _ground(axes, plane, frame, ALL_SHAPE if turned else PAD_SHAPE)
    _people(axes, p, plane, lang)
    line = _xy(plane, *dense(p.lines.ring))
    axes.fill(*line.T, color=BLUE, alpha=0.07, linewidth=0)
    axes.plot(*line.T, color=BLUE, linewidth=1.6, label=say("propose_label_line", {}, lang))
    for c, sign in ((0, 1.0), (1, -1.0)):
        name = say("propose_label_edge", {}, lang) if c == 0 else None
        reach = say("propose_label_reach", {}, lang) if c == 0 else None
        axes.plot(
            *_xy(plane, *trace.place(widths.station, sign * p.lines.normal.edge[:, c])).T,
            color=GREEN,
            linewidth=0.9,
            label=name,
        )
        outer = sign * (widths.width[:, c] + widths.reserve)
        axes.plot(
            *_xy(plane, *trace.place(widths.station, outer)).T, color=BLUE, linewidth=0.7, linestyle=":", label=reach
        )
    along = np.append(np.arange(0.0, trace.length, 10e3), trace.length)
    axes.plot(
        *_xy(plane, *trace.place(along, np.zeros_like(along))).T,
        color="black",
        linewidth=1.0,
        label=say("propose_label_trace", {}, lang),
    )
    for i, gate in enumerate(p.lines.gates):
        name = say("propose_label_gate", {}, lang) if i == 0 else None
        opening = np.concatenate([gate.opening, gate.opening[:1]])
        axes.plot(*_xy(plane, *opening.T).T, color=ORANGE, linewidth=2.4, label=name)
    axes.plot(*_xy(plane, *trace.place(np.zeros(1), np.zeros(1))).T, "^", color="black", markersize=6)
    axes.set_title(title)


def _xy(plane: Plane, latitude: Floats, longitude: Floats) -> Floats:
    """On the map [km]."""
    return np.stack(plane.to(latitude, longitude), axis=1) / 1e3


def _ground(axes: Any, plane: Plane, frame: Floats, shape: float) -> None:
    """Coast and borders, and a frame about the points that matter, of the shape (width over height) that there is room for."""
    low, high = frame.min(axis=0), frame.max(axis=0)
    size = np.maximum(high - low, np.array([shape, 1 / shape]) * (high - low)[::-1])
    low, high = 0.5 * (low + high - size), 0.5 * (low + high + size)
    more = 0.06 * float((high - low).max())
    axes.set_aspect("equal", adjustable="box")
    axes.set_xlim(low[0] - more, high[0] + more)
    axes.set_ylim(low[1] - more, high[1] + more)
    reach = float(np.hypot(*np.maximum(np.abs(low), np.abs(high)))) + more
    for lines, colour, width in ((borders(), "0.8", 0.6), (coast(), "0.55", 0.7)):
        for part in lines:
            xy = _xy(plane, *np.radians(part.astype(np.float64).T))
            if np.hypot(*xy.T).min() < reach and np.hypot(*xy.T).max() < 15e3:
                axes.plot(*xy.T, color=colour, linewidth=width, zorder=0)
    axes.tick_params(labelsize=7)
    axes.set_xlabel("km", fontsize=7)
    axes.spines[["top", "right"]].set_visible(True)


def _people(axes: Any, p: Proposal, plane: Plane, lang: str) -> None:
    """Cells within the line or its reach by size, and the largest towns by name."""
    for cells, colour in ((p.overflown.within_reach, PURPLE), (p.overflown.inside, ORANGE)):
        if len(cells.people):
            size = np.clip(2.0 * np.log10(np.maximum(cells.people, 10.0)) ** 2, 2.0, 60.0)
            name = say("propose_label_cells", {}, lang) if colour == ORANGE else None
            axes.scatter(
                *_xy(plane, cells.latitude, cells.longitude).T,
                s=size,
                color=colour,
                alpha=0.7,
                linewidths=0,
                zorder=3,
                label=name,
            )
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    least = 0.045 * (y1 - y0)
    used: list[tuple[float, float]] = []
    for town in sorted((*p.overflown.towns_inside, *p.overflown.towns_within_reach), key=lambda t: -t.people):
        x, y = _xy(plane, np.array([town.latitude]), np.array([town.longitude]))[0]
        if x0 < x < x1 and y0 < y < y1 and all(math.hypot(0.4 * (x - a), y - b) > least for a, b in used):
            used.append((x, y))
            axes.annotate(
                town.name, (x, y), xytext=(5, 2), textcoords="offset points", fontsize=7, annotation_clip=True
            )
        if len(used) >= 10:
            break


def _widths(axes: Any, p: Proposal, lang: str) -> None:
    """Line, edge, reach and people to the left and right of the trace."""
    s = p.lines.widths.station / 1e3
    for c, sign in ((0, 1.0), (1, -1.0)):
        width, reserve = p.lines.widths.width[:, c], p.lines.widths.reserve
        axes.plot(
            s,
            sign * width / 1e3,
            color=BLUE,
            linewidth=1.6,
            label=say("propose_label_line", {}, lang) if c == 0 else None,
        )
        axes.plot(
            s,
            sign * (width + reserve) / 1e3,
            color=BLUE,
            linewidth=0.7,
            linestyle=":",
            label=say("propose_label_reach", {}, lang) if c == 0 else None,
        )
        axes.plot(
            s,
            sign * p.lines.normal.edge[:, c] / 1e3,
            color=GREEN,
            linewidth=0.9,
            label=say("propose_label_edge", {}, lang) if c == 0 else None,
        )
    axes.axhline(0.0, color="black", linewidth=1.0, label=say("propose_label_trace", {}, lang))
    for cells, colour in ((p.overflown.within_reach, PURPLE), (p.overflown.inside, ORANGE)):
        size = np.clip(2.0 * np.log10(np.maximum(cells.people, 10.0)) ** 2, 2.0, 60.0)
        name = say("propose_label_cells", {}, lang) if colour == ORANGE else None
        axes.scatter(cells.along / 1e3, cells.left / 1e3, s=size, color=colour, alpha=0.7, linewidths=0, label=name)
    for i, gate in enumerate(p.lines.gates):
        axes.axvline(
            gate.at / 1e3, color=ORANGE, linewidth=1.4, label=say("propose_label_gate", {}, lang) if i == 0 else None
        )
    axes.set_xlabel(say("propose_axis_along", {}, lang))
    axes.set_ylabel(say("propose_axis_left", {}, lang))
    axes.set_title(say("propose_widths", {}, lang))
    axes.legend(frameon=False, fontsize=7, loc="lower left", ncols=2)
    _numbers(axes, lang)


def _loss(axes: Any, p: Proposal, lang: str) -> None:
    table = np.array(p.loss.table)
    found = p.loss.shortest < p.choices.longest
    axes.plot(
        p.loss.time[found],
        p.loss.shortest[found],
        ".",
        color=GREY,
        markersize=4,
        label=say("propose_label_found", {}, lang),
    )
    axes.plot(*table.T, color=ORANGE, linewidth=1.6, label=say("propose_label_rule", {}, lang))
    axes.set_ylim(0.0, None)
    axes.set_xlabel(say("propose_axis_time", {}, lang))
    axes.set_ylabel(say("propose_axis_loss", {}, lang))
    axes.set_title(say("propose_loss_title", {}, lang))
    axes.legend(frameon=False, fontsize=8)
    _numbers(axes, lang)


def _numbers(axes: Any, lang: str) -> None:
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: localised(f"{value:,.10g}", lang).replace("-", "−"))
