"""Whom the satellite may hit when it comes down, and at which latitudes."""

from __future__ import annotations

from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_life import assumed
from luncur.orbit.out.page_odds import area_line, odds
from luncur.orbit.out.page_parts import Cell, Part, drawing, folded, heading, legend, listed, note, said, section, table
from luncur.orbit.out.page_svg import NARROW, Form, Scale, bar, in_both, svg, word
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts

_LEAST = 1e-4  # share of the risk that is still written as a number
MOST_MODELS = 2  # of where people live, that the drawing tells apart


def risk_section(summary: Record, lang: str) -> Part | None:
    """Expected casualties of an uncontrolled re-entry by people model, and where along the latitudes they lie."""
    t, risk = texts(lang), find(summary, "reentry")
    if risk is None:
        return None
    models = [_model(row, lang) for row in rows_of(risk, "by_model")]
    ends = [number_at(risk, k) for k in ("low", "high")]
    low, high = (w.tiny(v, lang) for v in ends)
    area, year = w.figures(number_at(risk, "casualty_area_m2"), lang, 2), number_at(risk, "year")
    together = None
    if ends[0] is not None and ends[1] is not None:
        together = said(t["risk_range"].format(span=w.span(low, high, lang), odds=odds(ends[0], ends[1], lang)))
    people = None if year is None else note(t["people_year"].format(year=f"{year:.0f}"))
    bands = rows_of(risk, "by_latitude")
    names = [row.get("model") for row in rows_of(risk, "by_model")][:MOST_MODELS]
    where = [
        heading(t["risk_bands"]),
        note(t["risk_bands_note"]),
        drawing(_bands(bands, names, lang)),
        legend(_keys(names, lang)),
    ]
    parts = [
        said(t["risk_lead"].format(area=area)), table([t["people_model"], t["expectation"]], models, slim=True), together,
        _yardstick(risk, lang), *[said(line) for line in area_line(summary, lang)], people, note(t["risk_missing"]), *(where if bands else []),
        folded(t["assumed_here"], listed(assumed(risk, lang))),
    ]  # fmt: skip
    return section("risk", t["risk"], *parts)


def _yardstick(risk: Record, lang: str) -> Part | None:
    t, limit, source = texts(lang), number_at(risk, "yardstick", "value"), find(risk, "yardstick", "source")
    if limit is None:
        return None
    verdict = t.get(f"verdict_{find(risk, 'verdict')}", "")
    stated = t["yardstick"].format(value=w.tiny(limit, lang, 1), source=w.name(source or w.NONE, lang))
    unread = t["yardstick_unread"] if find(risk, "yardstick", "confirmed") is False else ""
    return said(" ".join(part for part in (stated, verdict, t["yardstick_only"], unread) if part))


def people(name: str | None, lang: str) -> str:
    """Where a people model takes people to live."""
    return texts(lang).get(f"people_{name}", w.name(name, lang))


def _model(row: Record, lang: str) -> list[Cell]:
    return [people(row.get("model"), lang), w.tiny(number_at(row, "casualty_expectation"), lang)]


def _keys(names: list[str | None], lang: str) -> list[tuple[str, str]]:
    t = texts(lang)
    own = [(f"key model{i}", t["key_expected"].format(people=people(name, lang))) for i, name in enumerate(names)]
    return [("key time", t["key_time"]), *own]


def of_model(row: Record, number: int) -> float:
    """Expected casualties of a band by one people model; 0 where there is no number."""
    many = find(row, "casualty_expectation")
    value = many[number] if isinstance(many, list) and number < len(many) else None
    return number_at({"v": value}, "v") or 0.0


def shares_of(rows: list[Record], models: int) -> list[list[float]]:
    """Of each band the share of the time spent over it, and of the expected casualties by each people model."""
    totals = [sum(of_model(row, n) for row in rows) for n in range(models)]
    return [
        [number_at(row, "share_of_time") or 0.0, *(of_model(row, n) / totals[n] if totals[n] else 0.0 for n in range(models))]
        for row in rows
    ]  # fmt: skip


def _bands(bands: list[Record], names: list[str | None], lang: str) -> str:
    rows = sorted(bands, key=lambda row: -(number_at(row, "south_deg") or 0.0))
    return in_both(lambda form: _band_chart(rows, names, form, lang))


def _band_chart(rows: list[Record], names: list[str | None], form: Form, lang: str) -> str:
    shares = shares_of(rows, len(names))
    most = max((v for row in shares for v in row), default=0.0) or 1.0
    left, thick = (92.0 if form is NARROW else 110.0), 7.0
    step = thick * (1 + len(names)) + 9
    x = Scale(0.0, most, left, form.width - 46)
    out: list[str] = []
    for number, (row, values) in enumerate(zip(rows, shares, strict=True)):
        y = step * number + 6
        out.append(word(left - 8, y + step / 2, _band(row, lang), anchor="end"))
        for i, value in enumerate(values):
            out.append(bar(left, y + i * thick, x(value) - left, thick - 1, "time" if i == 0 else f"model{i - 1}"))
        if values[1:]:
            at = y + thick * (1 + len(values)) / 2 + 4  # beside the bars of the risk, below that of the time
            most_risk = max(values[1:])
            share = (
                w.percent(most_risk, lang) if most_risk >= _LEAST or most_risk == 0 else f"<{w.percent(_LEAST, lang)}"
            )
            out.append(word(x(most_risk) + 5, at, share))
    return svg(form, step * len(rows) + 8, texts(lang)["risk_bands"], out)


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
