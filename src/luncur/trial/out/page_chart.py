"""The trade between both errors along each threshold, as SVG in the page's colours: one for wide pages, one for phones."""

from __future__ import annotations

from typing import Any

import numpy as np

from luncur.export.charts import BLUE, GREEN, INK, ORANGE, for_page, look
from luncur.sentences import localised
from luncur.trial.out.page_words import named, texts

Record = dict[str, Any]
_WIDE, _NARROW = (3.05, 3.5), (3.7, 3.1)  # one panel [in]
_KM = 1000.0


def trade_charts(summary: Record, lang: str) -> str:
    """Left axis: share of good flights ended and of bad ones spared, with bounds; right: how far past the limit.

    summary: as in ``trial.json``.  Empty where no threshold was moved.
    """
    rows = summary["trades"]
    if not rows:
        return ""
    rules = summary["rule_sets"][0]["rules"]
    waits = sorted({r["persistence"] for r in rules if r["action"] != "warn"})
    marks = [waits if t["threshold"] == "persistence" else [t["designed"]] for t in rows]
    return "".join(_chart(rows, marks, lang, form) for form in ("wide", "narrow"))


def _chart(rows: list[Record], marks: list[list[float | None]], lang: str, form: str) -> str:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    n = len(rows)
    size, shape = ((_WIDE[0] * n, _WIDE[1]), (1, n)) if form == "wide" else ((_NARROW[0], _NARROW[1] * n), (n, 1))
    with plt.rc_context({**look(form), "text.parse_math": False}):
        figure, grid = plt.subplots(*shape, figsize=size, layout="constrained", squeeze=False)
        for axes, row, own in zip(grid.ravel(), rows, marks, strict=True):
            _panel(axes, row, [m for m in own if m is not None], lang)
        return for_page(figure, form, texts(lang)["trades"])


def _panel(axes: Any, row: Record, marks: list[float], lang: str) -> None:
    t = texts(lang)
    far = row["unit"] == "m"
    x = np.array([v["value"] for v in row["values"]]) / (_KM if far else 1.0)
    if not far:
        axes.set_xscale("log")
    drawn = (("good_ended", "trade_good", BLUE, "o-"), ("bad_spared", "trade_bad", ORANGE, "s--"))
    for key, name, colour, style in drawn:
        shares = [v[key] for v in row["values"]]
        mean, low, high = (100.0 * np.array([s[k] for s in shares], dtype=float) for k in ("mean", "low_95", "high_95"))
        bars = [np.maximum(mean - low, 0.0), np.maximum(high - mean, 0.0)]
        axes.errorbar(
            x, mean, bars, fmt=style, color=colour, label=t[name], linewidth=1.6, elinewidth=0.8, markersize=4
        )
    for i, mark in enumerate(marks):
        at = mark / (_KM if far else 1.0)
        axes.axvline(at, color=INK, alpha=0.45, linewidth=1, label=None if i else t["trade_designed"])
    _distances(axes, x, row, lang)
    axes.set_ylim(-4, 104)
    axes.set_title(named("threshold", row["threshold"], lang).replace("{unit}", "km"))
    axes.set_ylabel(t["trade_share"])
    for axis in (axes.xaxis, axes.yaxis):
        _numbers(axis, lang)


def _distances(axes: Any, x: np.ndarray, row: Record, lang: str) -> None:
    """Distance past the limit on an axis of its own: the 95th percentile, or the most where that is nowhere above 0."""
    t = texts(lang)
    past = [v["past_the_limit_m"] for v in row["values"]]
    key = "p95" if any(p and p["p95"] > 0.0 for p in past) else "most"
    y = np.array([p[key] if p else np.nan for p in past], dtype=float)
    size, unit = (_KM, "km") if np.nanmax(y, initial=0.0) >= _KM else (1.0, "m")
    right = axes.twinx()
    right.spines["right"].set_visible(True)
    name = t[f"trade_{key}"].format(unit=unit)
    right.plot(x, y / size, "^:", color=GREEN, label=name, linewidth=1.6, markersize=4)
    right.set_ylim(bottom=0.0, top=max(1.05 * float(np.nanmax(y / size, initial=0.0)), 1.0))
    _numbers(right.yaxis, lang)
    lines, names = axes.get_legend_handles_labels()
    more, named_too = right.get_legend_handles_labels()
    axes.legend(
        [*lines, *more],
        [*names, *named_too],
        frameon=False,
        fontsize=9,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.16),
    )


def _numbers(axis: Any, lang: str) -> None:
    from matplotlib.ticker import FuncFormatter, NullFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: localised(f"{value:,.10g}", lang).replace("-", "−")))
    axis.set_minor_formatter(NullFormatter())
