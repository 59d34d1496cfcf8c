"""How long the satellite stays up, on a scale of powers of ten, and what it may do when it comes down."""

from __future__ import annotations

from luncur.orbit.out import page_words as w
from luncur.orbit.out.answer import level_life
from luncur.orbit.out.page_parts import Cell, Part, drawing, heading, legend, note, said, section, table
from luncur.orbit.out.page_svg import NARROW, Form, Scale, bar, in_both, svg, word
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
    model = find(life, "model")
    parts = [
        said(t["life_lead"]), drawing(_chart(life, lang)), table([t["sun_level"], t["stays"], t["sun_flux"], "Ap"], rows, slim=True),
        _interval(life, lang), _body(life, lang), note(w.sentence(w.said(model, find(life, "model_coded"), lang))) if model else None,
    ]  # fmt: skip
    return section("life", t["life"], *parts)


def _levels(life: Record) -> list[Record]:
    rows = [row for row in rows_of(life, "levels") if row.get("level") in LEVELS]
    history = find(life, "history")
    return [*rows, {**history, "level": "record"}] if isinstance(history, dict) else rows


def _level(row: Record, longest: float | None, lang: str) -> list[Cell]:
    name = texts(lang)[f"level_{row['level']}"]
    return [
        name, level_life(row, longest, lang), w.fixed(number_at(row, "f107"), 0, lang), w.fixed(number_at(row, "ap"), 0, lang),
    ]  # fmt: skip


def _interval(life: Record, lang: str) -> Part | None:
    t, longest = texts(lang), number_at(life, "longest_s")
    values = {k: number_at(life, "percentiles", k) for k in ("p5", "median", "p95")}
    if values["median"] is None:
        return None
    shown = {k: w.lasting(v, v is None, longest, lang) for k, v in values.items()}
    if values["p95"] is not None:
        shown["p5"] = w.durations(values["p5"], values["p95"], lang)[0]
    count = w.fixed(number_at(life, "samples"), 0, lang)
    return said(t["life_together"].format(samples=count, **shown))


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
    rows = _levels(life)
    bottom = _ROW * (len(rows) + 1) + 6
    for step in steps:
        out.append(f'<path class="grid" d="M{x(step):.1f} 4V{bottom:.1f}"/>')
        anchor = "start" if step == steps[0] else "end" if step == steps[-1] else "middle"
        out.append(word(x(step), bottom + 16, _step(step, lang), anchor=anchor))
    for number, row in enumerate(rows):
        y = _ROW * number + 30
        out.append(word(margin, y - 8, t[f"level_{row['level']}"], "name"))
        value = number_at(row, "life_s")
        if value:
            out.append(bar(x.start, y - 2, x(value) - x.start, 8, "bar"))
        elif row.get("beyond_longest"):
            out.append(bar(x.start, y - 2, x.end - x.start, 8, "bar beyond"))
    out += _spread(life, x, _ROW * len(rows) + 30, lang)
    return svg(form, bottom + 24, t["life"], out)


def _spread(life: Record, x: Scale, y: float, lang: str) -> list[str]:
    low, middle, high = (number_at(life, "percentiles", k) for k in ("p5", "median", "p95"))
    if not low or not middle:
        return []
    end = x(high) if high else x.end
    out = [
        word(12.0, y - 8, texts(lang)["life_nine_of_ten"], "name"),
        bar(x(low), y - 2, max(end - x(low), 2.0), 8, "spread"),
    ]
    return [*out, f'<circle class="middle" cx="{x(middle):.1f}" cy="{y + 2:.1f}" r="5"/>']


def _around(low: float, high: float) -> list[float]:
    """Round times about the shortest and the longest life."""
    first = max((i for i, s in enumerate(_STEPS) if s <= low), default=0)
    last = min((i for i, s in enumerate(_STEPS) if s >= high), default=len(_STEPS) - 1)
    return list(_STEPS[first : max(last, first + 1) + 1]) if first < len(_STEPS) - 1 else list(_STEPS[-2:])


def _step(seconds: float, lang: str) -> str:
    key = {3600.0: "step_hour", 86400.0: "step_day", w.MONTH: "step_month", w.YEAR: "step_year"}.get(seconds)
    if key:
        return texts(lang)[key]
    return texts(lang)["unit_y"].format(n=w.fixed(seconds / w.YEAR, 0, lang))


def risk_section(summary: Record, lang: str) -> Part | None:
    """Expected casualties of an uncontrolled re-entry by people model, and where along the latitudes they lie."""
    t, risk = texts(lang), find(summary, "reentry")
    if risk is None:
        return None
    models = [_model(row, lang) for row in rows_of(risk, "by_model")]
    limit = number_at(risk, "yardstick", "value")
    source = find(risk, "yardstick", "source")
    yardstick = None if limit is None else said(
        t["yardstick"].format(value=w.tiny(limit, lang), source=w.said(source, find(risk, "yardstick", "source_coded"), lang))
    )  # fmt: skip
    area = number_at(risk, "casualty_area_m2")
    lead = said(t["risk_lead"].format(area=w.figures(area, lang, 2)))
    bands = rows_of(risk, "by_latitude")
    where = [
        heading(t["risk_bands"]),
        note(t["risk_bands_note"]),
        drawing(_bands(bands, lang)),
        legend(_band_keys(bands, lang)),
    ]
    head = [t["people_model"], t["expectation"], t["expectation_range"]]
    parts = [lead, table(head, models), yardstick, note(t["risk_missing"])]
    return section("risk", t["risk"], *parts, *(where if bands else []))


def _model(row: Record, lang: str) -> list[Cell]:
    t = texts(lang)
    name = t.get(f"people_{row.get('model')}", str(row.get("model")))
    year = t["people_year"].format(year=row["year"]) if row.get("year") else ""
    low, high = (w.tiny(number_at(row, k), lang) for k in ("low", "high"))
    spread = w.NONE if w.NONE in (low, high) else w.span(low, high, lang)
    return [(name, year), w.tiny(number_at(row, "casualty_expectation"), lang), spread]


def of_models(value: object) -> dict[str, float]:
    """A number of a band, or one for each people model, by the model's name."""
    many = value if isinstance(value, dict) else {"": value}
    return {str(k): v for k in many if (v := number_at(many, k)) is not None}


def _band_keys(bands: list[Record], lang: str) -> list[tuple[str, str]]:
    t = texts(lang)
    names = list(dict.fromkeys(n for row in bands for n in of_models(row.get("casualty_expectation"))))
    keys = [("key time", t["key_time"])]
    return [*keys, *((f"key model{i}", t["key_expected"] + (f": {t.get(f'people_{n}', n)}" if n else "")) for i, n in enumerate(names[:2]))]  # fmt: skip


def _bands(bands: list[Record], lang: str) -> str:
    """Two bars a band: the share of the time spent over it, and the share of the expected casualties there."""
    rows = sorted(bands, key=lambda row: -(number_at(row, "south_deg") or 0.0))
    return in_both(lambda form: _band_chart(rows, form, lang))


def _band_chart(rows: list[Record], form: Form, lang: str) -> str:
    t = texts(lang)
    names = list(dict.fromkeys(n for row in rows for n in of_models(row.get("casualty_expectation"))))[:2]
    totals = {n: sum(of_models(row.get("casualty_expectation")).get(n, 0.0) for row in rows) for n in names}
    shares = [
        [number_at(row, "share_of_time") or 0.0]
        + [of_models(row.get("casualty_expectation")).get(n, 0.0) / totals[n] if totals[n] else 0.0 for n in names]
        for row in rows
    ]
    most = max((v for row in shares for v in row), default=0.0) or 1.0
    left = 92.0 if form is NARROW else 110.0
    thick = 7.0
    step = thick * (1 + len(names)) + 9
    x = Scale(0.0, most, left, form.width - 46)
    out: list[str] = []
    for number, (row, values) in enumerate(zip(rows, shares, strict=True)):
        y = step * number + 6
        out.append(word(left - 8, y + step / 2, _band(row, lang), anchor="end"))
        for i, value in enumerate(values):
            out.append(bar(left, y + i * thick, x(value) - left, thick - 1, "time" if i == 0 else f"model{i - 1}"))
        top = max(values)
        out.append(word(x(top) + 5, y + step / 2, w.percent(top, lang)))
    return svg(form, step * len(rows) + 8, t["risk_bands"], out)


def _band(row: Record, lang: str) -> str:
    """A band of latitudes: 10–20° N."""
    t, south, north = texts(lang), number_at(row, "south_deg"), number_at(row, "north_deg")
    if south is None or north is None:
        return w.NONE
    far = max(abs(south), abs(north))
    if south < 0 < north:
        return f"{w.fixed(abs(south), 0, lang)}°\u00a0{t['south']}–{w.fixed(north, 0, lang)}°\u00a0{t['north']}"
    near = min(abs(south), abs(north))
    return f"{w.fixed(near, 0, lang)}–{w.fixed(far, 0, lang)}°\u00a0{t['north' if north > 0 else 'south']}"
