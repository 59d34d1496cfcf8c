"""How long the satellite stays up, on a scale of powers of ten."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from luncur.orbit.out import page_sure as sure
from luncur.orbit.out import page_words as w
from luncur.orbit.out.answer import level_life, life_range
from luncur.orbit.out.page_parts import Cell, Part, drawing, folded, listed, note, said, section, table
from luncur.orbit.out.page_svg import Form, Scale, bar, fitting, in_both, svg, width_of, word
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts

LEVELS = ("low", "mean", "high", "record")
_STEPS = (3600.0, 86400.0, w.MONTH, w.YEAR, 10 * w.YEAR, 100 * w.YEAR, 1000 * w.YEAR)  # [s]
_ROW = 34.0  # height of a row of the chart [px]


def life_section(summary: Record, lang: str) -> Part | None:
    """Life at each level of the Sun's activity, and with everything that is not known drawn at once."""
    t, life = texts(lang), find(summary, "life")
    if life is None:
        return None
    longest = number_at(life, "longest_s")
    rows: list[list[Cell]] = [_level(row, longest, lang) for row in _levels(life)]
    model, given = find(life, "model"), assumed(life, lang)
    parts = [
        said(t["life_lead"]), drawing(_chart(life, lang)),
        note(t["chart_pale"]) if _reaches_beyond(life) else None,
        table([t[k] for k in ("sun_level", "stays", "by_drag", "sun_flux", "sun_storm")], rows, slim=True), note(t["levels_note"]),
        _interval(life, lang), _body(life, lang), note(t["air_model"].format(model=model)) if model else None,
        folded(t["assumed_here"], listed(given)),
    ]  # fmt: skip
    return section("life", t["life"], *parts)


def _reaches_beyond(life: Record) -> bool:
    """Whether the chart has a bar that stands for a life longer than was followed."""
    levels = [number_at(row, "life_s") for row in _levels(life) if row["level"] != "record"]
    return number_at(life, "longest_s") is not None and None in [*levels, number_at(life, "percentiles", "p95")]


def assumed(part: Record, lang: str) -> list[str]:
    """Sentences that a part of the study takes for granted, in the reader's language where they have codes."""
    given, coded = find(part, "assumed"), find(part, "assumed_coded")
    rows, codes = (v if isinstance(v, list) else [] for v in (given, coded))
    codes = [*codes, *[None] * len(rows)]
    return [
        w.sentence(w.said(row, sure.in_words(code, lang), lang))
        for row, code in zip(rows, codes, strict=False)
        if row is not None
    ]


def _levels(life: Record) -> list[Record]:
    rows = [row for row in rows_of(life, "levels") if row.get("level") in LEVELS]
    record = find(life, "by_record")
    return [*rows, {**record, "level": "record"}] if isinstance(record, dict) else rows


def _level(row: Record, longest: float | None, lang: str) -> list[Cell]:
    t = texts(lang)
    record = row["level"] == "record"
    middle = t["beyond_record"] if record and number_at(row, "life_s") is None else level_life(row, longest, lang)
    low, high = number_at(row, "shortest_s"), number_at(row, "longest_s")
    ends = (
        w.durations(low, high, lang)
        if high is not None
        else (w.duration(low, lang), w.lasting(None, True, longest, lang))
    )
    spread = w.NONE if low is None or (high is None and record) else w.span(*ends, lang)
    sun = [w.fixed(number_at(row, key), 0, lang) for key in ("f107", "ap")]
    return [t[f"level_{row['level']}"], middle, spread, *sun]


def _interval(life: Record, lang: str) -> Part | None:
    t = texts(lang)
    values = {k: number_at(life, "percentiles", k) for k in ("p5", "median", "p95")}
    if values["median"] is None:
        return None
    ends = life_range(values["p5"], values["p95"], lang)
    shown = {"median": w.duration(values["median"], lang), "p5": ends["low"], "p95": ends["high"]}
    key = "life_together" if values["p95"] is not None else "life_together_open"
    count = w.fixed(number_at(life, "samples"), 0, lang)
    return said(t[key].format(samples=count, **shown))


def _body(life: Record, lang: str) -> Part | None:
    """Mass over drag area: what slows it."""
    values = {k: number_at(life, "ballistic_coefficient_kg_m2", k) for k in ("low", "middle", "high")}
    if values["middle"] is None:
        return None
    return note(texts(lang)["life_body"].format(**{k: w.figures(v, lang, 2) for k, v in values.items()}))


def _chart(life: Record, lang: str) -> str:
    """Empty where no life is known."""
    known = [v for row in _levels(life) if (v := number_at(row, "life_s"))]
    known += [v for k in ("p5", "median", "p95") if (v := number_at(life, "percentiles", k))]
    known = [v for v in known if v > 0]
    return in_both(lambda form: _draw(life, known, form, lang)) if known else ""


def _draw(life: Record, known: list[float], form: Form, lang: str) -> str:
    t, margin = texts(lang), 12.0
    steps = _around(min(known), max(known))
    x = Scale(steps[0], steps[-1], margin, form.width - margin - 4, log=True)
    out: list[str] = []
    y = 30.0
    for name, beyond, shapes in _rows(life, x, lang):
        out.append(word(margin, y - 8, fitting(name, x.end - margin), "name"))
        if beyond and width_of(name) + width_of(beyond) > x.end - margin:
            y += 16  # a line of its own where the two would meet
        out += [word(x.end, y - 8, beyond, anchor="end")] if beyond else []
        out += shapes(y)
        y += _ROW
    bottom = y - _ROW + 10
    grid = [f'<path class="grid" d="M{x(step):.1f} 4V{bottom:.1f}"/>' for step in steps]
    for step in steps:
        anchor = "start" if step == steps[0] else "end" if step == steps[-1] else "middle"
        out.append(word(x(step), bottom + 16, _step(step, lang), anchor=anchor))
    return svg(form, bottom + 24, t["life"], [*grid, *out])


def _rows(life: Record, x: Scale, lang: str) -> list[tuple[str, str, Callable[[float], list[str]]]]:
    """Name of each row of the chart, that it goes on beyond what was followed, and what is drawn at a height."""
    t, longest = texts(lang), number_at(life, "longest_s")
    beyond = "" if longest is None else t["bar_beyond"].format(longest=w.duration(longest, lang))
    rows: list[tuple[str, str, Callable[[float], list[str]]]] = []
    for row in _levels(life):
        name, value = t[f"level_{row['level']}"], number_at(row, "life_s")
        if value:
            rows.append((name, "", partial(_bar, x.start, x(value), "bar")))
        elif row["level"] == "record":
            rows.append((name, t["beyond_record"], lambda y: []))
        else:
            rows.append((name, beyond, partial(_bar, x.start, x.end, "bar beyond")))
    low, middle, high = (number_at(life, "percentiles", k) for k in ("p5", "median", "p95"))
    if low and middle:
        name = t["life_nine_of_ten" if high else "life_nineteen_of_twenty"]
        shapes = partial(_spread, x(low), x(middle), x(high) if high else x.end)
        rows.append((name, "" if high else beyond, shapes))
    return rows


def _bar(low: float, high: float, kind: str, y: float) -> list[str]:
    return [bar(low, y - 2, high - low, 8, kind)]


def _spread(low: float, middle: float, high: float, y: float) -> list[str]:
    """The drawn lives from one end to the other, and their middle."""
    dot = f'<circle class="middle" cx="{middle:.1f}" cy="{y + 2:.1f}" r="5"/>'
    return [bar(low, y - 2, max(high - low, 2.0), 8, "spread"), dot]


def _around(low: float, high: float) -> list[float]:
    """Round times about the shortest and the longest life."""
    first = max((i for i, s in enumerate(_STEPS) if s <= 0.7 * low), default=0)
    last = min((i for i, s in enumerate(_STEPS) if s >= high), default=len(_STEPS) - 1)
    return list(_STEPS[first : max(last, first + 1) + 1]) if first < len(_STEPS) - 1 else list(_STEPS[-2:])


def _step(seconds: float, lang: str) -> str:
    key = {3600.0: "step_hour", 86400.0: "step_day", w.MONTH: "step_month", w.YEAR: "step_year"}.get(seconds)
    if key:
        return texts(lang)[key]
    return texts(lang)["unit_y"].format(n=w.fixed(seconds / w.YEAR, 0, lang))
