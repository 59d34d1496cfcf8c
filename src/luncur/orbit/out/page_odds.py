"""What the expected casualties of a re-entry come to: one in how many, and from which area on a yardstick is reached."""

from __future__ import annotations

from luncur.orbit.out import page_sure as sure
from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts


def odds(low: float, high: float, lang: str) -> str:
    """How many such re-entries there are to one casualty, to two figures."""
    if not low > 0:
        return w.NONE
    return w.span(w.figures(1 / high, lang, 2), w.figures(1 / low, lang, 2), lang)


def area_line(summary: Record, lang: str) -> list[str]:
    """What the range of casualties leaves out, and from which area on the yardstick is reached; empty without numbers."""
    t, risk = texts(lang), find(summary, "reentry")
    area, limit = number_at(risk, "casualty_area_m2"), number_at(risk, "yardstick", "value")
    values = [number_at(row, "casualty_expectation") for row in rows_of(risk, "by_model")]
    known = [v for v in values if v is not None and v > 0]
    if not known or not area or not limit:
        return []
    # casualties grow with the area alone
    first, last = (w.figures(area * limit / v, lang, 2) for v in (max(known), min(known)))
    reached = w.span(first, last, lang)
    marked = t["area_assumed"] if sure.area_assumed(summary) else ""
    return [t["risk_area"].format(area=w.figures(area, lang, 2), assumed=marked, reached=reached)]
