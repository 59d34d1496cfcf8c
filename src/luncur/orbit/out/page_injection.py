"""Where dispersed launches leave the satellite, and what would be left had the thrust ended early."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.out import page_words as w
from luncur.orbit.out.answer import life_range
from luncur.orbit.out.page_parts import Cell, Part, drawing, heading, listed, note, said, section, table
from luncur.orbit.out.page_svg import NARROW, Form, Frame, Scale, decimals, in_both, roomy, round_steps, svg
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts
from luncur.sentences import word

Floats = NDArray[np.float64]
MOST_POINTS = 600  # dots of a scatter
# Quantity, what one of its units is in the summary's, and decimals.
_ROWS = (
    ("perigee_altitude_m", 1e3, 1), ("apogee_altitude_m", 1e3, 1), ("mean_altitude_m", 1e3, 1), ("inclination_deg", 1.0, 3),
    ("raan_deg", 1.0, 2),
)  # fmt: skip
_DECLARED = (
    ("perigee_altitude", 3, 1e3, "\u00a0km"), ("apogee_altitude", 3, 1e3, "\u00a0km"), ("inclination", 2, math.pi / 180, "°"),
    ("raan", 2, math.pi / 180, "°"),
)  # fmt: skip


def scattered(found: Record) -> Floats | None:
    """Perigee and apogee [m] and inclination [deg] of the flights that the summary keeps for a picture; None without two."""
    rows = [r for r in find(found, "scatter") or [] if isinstance(r, list) and len(r) == 3]
    kept = [r for r in rows if all(number_at({"v": v}, "v") is not None for v in r)]
    return np.array(kept, dtype=np.float64) if len(kept) > 1 else None


def injection_section(summary: Record, lang: str) -> Part | None:
    """How the flights ended, percentiles and a scatter of the orbits, and what is not in them."""
    t, found = texts(lang), find(summary, "injection")
    if found is None:
        return None
    counts = {k: w.fixed(number_at(found, k), 0, lang) for k in ("flights", "in_orbit", "short_of_target", "not_in_orbit")}  # fmt: skip
    lead = "injection_counts" if find(summary, "source", "kind") == "mission" else "injection_copies"
    rows = [_percentiles(found, *row, lang) for row in _ROWS]
    head = [t[k] for k in ("quantity", "p2_5", "median_flight", "p97_5", "deviation")]
    shown = table(head, [row for row in rows if row[2] != w.NONE], slim=True)
    orbits = scattered(found)
    chart = "" if orbits is None else scatter(orbits, lang)
    reasons = find(found, "not_in_orbit_because") or {}
    why = [f"{word(str(name), lang)}: {w.fixed(number_at({'v': n}, 'v'), 0, lang)}" for name, n in reasons.items()]
    dots = 0 if orbits is None else len(orbits[:: _every(orbits)])
    drawn = [drawing(chart), note(t["scatter_note"].format(count=w.fixed(dots, 0, lang)))] if chart else []
    return section("injection", t["injection"], said(t[lead].format(**counts)), listed(why), _navigation(found, lang), shown, note(t["spread_note"]), _life(found, lang), *drawn)  # fmt: skip


def _life(found: Record, lang: str) -> Part | None:
    """Lives over the dispersed orbits."""
    low, middle, high = (number_at(found, "life", k) for k in ("p5", "median", "p95"))
    if low is None or middle is None:
        return None
    ends = life_range(low, high, lang)
    values = {"median": w.duration(middle, lang), "p5": ends["low"], "p95": ends["high"]}
    return said(texts(lang)["injection_life" if high is not None else "injection_life_open"].format(**values))


def _navigation(found: Record, lang: str) -> Part:
    """Whether the launcher's navigation is in the spread, and as which errors."""
    t, declared = texts(lang), find(found, "declared")
    if not isinstance(declared, dict) or not declared:
        return said(t["navigation_missing"])
    errors = []
    for key, digits, size, unit in _DECLARED:
        value = number_at(declared, f"{key}_sigma")
        if value is not None:
            errors.append(f"{t[f'declared_{key}']} {w.trimmed(value / size, lang, digits)}{unit}")
    return said(t["navigation_declared"].format(errors=", ".join(errors) or w.NONE))


def _percentiles(found: Record, key: str, size: float, digits: int, lang: str) -> list[Cell]:
    unit = "km" if size > 1 else "°"
    values = [number_at(found, "percentiles", key, k) for k in ("p2_5", "median", "p97_5")]
    if key == "raan_deg" and (values[1] or 0.0) < 0:
        values = [None if v is None else v + 360.0 for v in values]
    values.append(number_at(found, "deviation", key))
    shown = [w.NONE if v is None else w.fixed(v / size, digits, lang) for v in values]
    return [f"{texts(lang)[f'spread_{key}']}, {unit}", *shown]


def scatter(orbits: Floats, lang: str) -> str:
    """Every flight as a dot: heights of perigee and apogee, and the inclination."""
    return in_both(lambda form: _panels(orbits[:: _every(orbits)], form, lang))


def _every(orbits: Floats) -> int:
    """Which part of the orbits is drawn, as one in so many."""
    return max(1, -(-len(orbits) // MOST_POINTS))


def _panels(orbits: Floats, form: Form, lang: str) -> str:
    t, low, high = texts(lang), orbits[:, 0] / 1e3, orbits[:, 1] / 1e3
    narrow = form is NARROW
    wide = form.width if narrow else form.width / 2
    tall = 250.0
    names = (t["axis_perigee"], t["axis_apogee"], t["axis_inclination"])
    out = _panel(form, low, high, (names[0], names[1]), (0.0, 0.0, wide, tall), lang)
    at = (0.0, tall, wide, tall) if narrow else (wide, 0.0, wide, tall)
    out += _panel(form, low, orbits[:, 2], (names[0], names[2]), at, lang)
    return svg(form, 2 * tall if narrow else tall, t["injection"], out)


def _panel(
    form: Form, x: Floats, y: Floats, names: tuple[str, str], box: tuple[float, float, float, float], lang: str
) -> list[str]:
    left, top, wide, tall = box
    across = Scale(*roomy(float(x.min()), float(x.max()), least=1e-3), left + 56, left + wide - 16)
    along = Scale(*roomy(float(y.min()), float(y.max()), least=1e-3), top + tall - 44, top + 32)
    steps = [round_steps(s.low, s.high, 5) for s in (across, along)]
    digits = [decimals(s) for s in steps]
    out = Frame(form, tall, across, along).axes(
        names[0], names[1], lambda v: w.fixed(v, digits[0], lang), lambda v: w.fixed(v, digits[1], lang), *steps
    )
    dots = "".join(f"M{across(a):.1f} {along(b):.1f}h0" for a, b in zip(x, y, strict=True))  # of no length, round ends
    return [*out, f'<path class="dots" d="{dots}"/>']


def cut_short_section(summary: Record, lang: str) -> Part | None:
    """What is left of the orbit when the thrust of a burn ends some seconds early."""
    t, rows = texts(lang), rows_of(summary, "cut_short")
    if not rows:
        return None
    head = [t[k] for k in ("before_end", "perigee", "apogee", "stays")]
    burns = list(dict.fromkeys(w.name(row.get("burn"), lang) for row in rows))
    parts: list[Part | None] = []
    for burn in burns:
        parts += [heading(_burn(burn, burns, lang))] if len(burns) > 1 else []
        parts.append(table(head, [_cut(row, lang) for row in rows if w.name(row.get("burn"), lang) == burn], slim=True))
    return section("cut", t["cut_short"], said(t["cut_short_note"]), *parts)


def _burn(number: str, burns: list[str], lang: str) -> str:
    """Which of the last burns: where it is not the last, those after it do not happen."""
    t, count, place = texts(lang), len(burns), burns.index(number)
    if count == 2:
        return t[("burn_first_of_two", "burn_second_of_two")[place]]
    return t["burn" if place == count - 1 else "burn_earlier"].format(number=number, count=count)


def _cut(row: Record, lang: str) -> list[Cell]:
    t, early = texts(lang), number_at(row, "before_end_s")
    name = t["as_planned"] if early == 0 else w.exact_time(early, lang)
    low, high = number_at(row, "perigee_altitude_m"), number_at(row, "apogee_altitude_m")
    life = number_at(row, "life_s")
    stays = t["falls_back"] if row.get("falls_back") else w.duration(life, lang)
    perigee = t["inside_earth"] if low is not None and low < 0 else w.height(low, lang)
    return [name, perigee, w.height(high, lang), stays]
