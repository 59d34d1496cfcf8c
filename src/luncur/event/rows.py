"""Facts of an event as a reader sees them: name, what is stated, by whom."""

from __future__ import annotations

import math
from typing import Any

from luncur.event.findings import label
from luncur.event.model import Area, Breakup, Event, Fact, Outcome, Report, Site, When
from luncur.event.places import direction_words, find_origin, parse_relative
from luncur.event.stated import Stated
from luncur.event.words import day, kilometres, moment, place, text, unit_text
from luncur.sentences import localised

LANGUAGES = ("en", "id")


def fact_row(event: Event, fact: Fact) -> dict[str, Any]:
    """One fact, its texts in both languages."""
    return {
        "id": fact.id,
        "name": {lang: _name(fact, lang) for lang in LANGUAGES},
        "body": {"en": body.en, "id": body.id} if (body := getattr(fact, "body", None)) else None,
        "stated": {lang: _stated(event, fact, lang) for lang in LANGUAGES},
        "by": {"en": fact.by.en, "id": fact.by.id},
        "source": fact.source,
        "date": fact.date.isoformat() if fact.date else None,
        "confidence": fact.confidence,
        "note": {"en": fact.note.en, "id": fact.note.id} if fact.note else None,
    }


def as_stated(given: Stated, lang: str) -> str:
    """A figure in the unit in which it was published."""
    unit = {
        "deg": "°",
        "min": text("unit_min", lang),
        "s": text("unit_s", lang),
        "h": text("unit_h", lang),
    }.get(given.unit) or unit_text(given.unit, lang)
    return localised(f"{given.number:,.10g}", lang) + ("" if unit == "°" else " ") + unit


def beta_text(betas: tuple[float, float], lang: str) -> str:
    """A ballistic coefficient [kg/m2] without its unit, or the two between which it lies."""
    low, high = (localised(f"{b:.3g}", lang) for b in betas)
    return low if low == high else text("from_to", lang).format(low=low, high=high)


def relative_text(words: str, lang: str) -> str:
    """A position by words in the reader's language, in the unit in which it was published."""
    r = parse_relative(words, "", "")
    distance = f"{localised(f'{r.number:,.10g}', lang)} {unit_text(r.unit, lang)}"
    return text("rel", lang).format(distance=distance, direction=direction_words(r, lang), origin=r.origin.words[lang])


def _name(fact: Fact, lang: str) -> str:
    if isinstance(fact, Site):
        return f"{text('fact_site', lang)}: {fact.name.say(lang)}"
    if isinstance(fact, Area):
        return f"{text('fact_area', lang)}: {fact.name.say(lang)}"
    if isinstance(fact, Outcome):
        return text("fact_outcome", lang)
    if isinstance(fact, Breakup):
        return text("what_breakup", lang)
    if getattr(fact, "what", None) == "recovered piece" and (piece := getattr(fact, "body", None)) is not None:
        return f"{text('what_recovered_piece', lang)}: {piece.say(lang)}"
    what = text("what_" + str(getattr(fact, "what", "")).replace(" ", "_").replace("-", "_"), lang)
    body = getattr(fact, "body", None)
    return text("fact_of_body", lang).format(what=what, body=body.say(lang)) if body else what


def _stated(event: Event, fact: Fact, lang: str) -> str:
    if isinstance(fact, When):
        return moment(fact.at, event.clock, lang)
    if isinstance(fact, Report):
        return "; ".join(_report(event, fact, lang))
    if isinstance(fact, Area):
        return "; ".join(_area(event, fact, lang))
    if isinstance(fact, Outcome):
        return _outcome(event, fact, lang)
    if isinstance(fact, Breakup):
        low, high = (localised(f"{v / 1000:.2f}", lang) + " km/s" for v in fact.speed)
        steep = [localised(f"{math.degrees(v):.1f}", lang) + "°" for v in fact.path_angle]
        return f"{_at(fact.at, lang)}; " + text("said_breakup", lang).format(
            height=as_stated(fact.height, lang), low=low, high=high, steep_low=steep[0], steep_high=steep[1],
            azimuth=f"{math.degrees(fact.azimuth):.0f}°",
        )  # fmt: skip
    assert isinstance(fact, Site)
    return f"{_at(fact.at, lang)}; " + text("said_uncertainty", lang).format(value=kilometres(fact.uncertainty, lang))


def _at(at: Any, lang: str) -> str:
    return place(math.degrees(at.latitude), math.degrees(at.longitude), lang, 4 if at.rounding < 200 else 2)


def _report(event: Event, report: Report, lang: str) -> list[str]:
    out = []
    if report.time is not None:
        out.append(moment(report.time, event.clock, lang))
    if report.at is not None:
        out.append(_at(report.at, lang))
    if report.relative is not None:
        out.append(relative_text(report.relative, lang))
    if report.range is not None:
        shown = as_stated(report.range, lang)
        if report.range_uncertainty is not None:
            shown += f" (± {kilometres(report.range_uncertainty, lang)})"
        if report.range_from is not None:
            origin = find_origin(report.range_from, "", "")
            out.append(text("said_range_from", lang).format(value=shown, origin=origin.words[lang]))
        else:
            out.append(text("said_range", lang).format(value=shown))
    for name in ("bearing", "height", "flight_time"):
        if (given := getattr(report, name)) is not None:
            shown = as_stated(given, lang)
            if name == "bearing" and report.bearing_uncertainty is not None:
                turn = localised(f"{math.degrees(report.bearing_uncertainty):.3g}", lang)
                shown += f" (± {turn}°)"
            out.append(text(f"said_{name}", lang).format(value=shown))
    if report.ballistic_coefficient is not None:
        out.append(text("said_beta", lang).format(value=beta_text(report.ballistic_coefficient, lang)))
    if report.uncertainty is not None:
        out.append(text("said_uncertainty", lang).format(value=kilometres(report.uncertainty, lang)))
    return out


def _area(event: Event, area: Area, lang: str) -> list[str]:
    out = [text("said_corners", lang).format(count=len(area.vertices))] if area.vertices else []
    out.extend(relative_text(words, lang) for words in area.relative)
    for w in area.windows:
        ends = {"opens": moment(w.start, event.clock, lang), "closes": moment(w.end, event.clock, lang)}
        said = text("said_window", lang).format(**ends)
        if w.daily_until is not None:
            said += " " + text("said_daily", lang).format(day=day(w.daily_until, lang))
        out.append(said)
    return out


def _outcome(event: Event, outcome: Outcome, lang: str) -> str:
    if outcome.what is not None:
        return outcome.what.say(lang)
    from luncur.event.verdicts import of_outcome

    report = next(r for r in event.reports if r.id == outcome.report)
    kind = "area" if outcome.area is not None else "zone"
    claim = text(f"said_{'in' if outcome.inside else 'out'}_{kind}", lang).format(what=of_outcome(event, outcome)[lang])
    return f"{label(report)[lang]}: {claim}"


def dated(row: dict[str, Any], lang: str) -> str:
    """When a fact was published, in words."""
    from datetime import date

    return day(date.fromisoformat(row["date"]), lang) if row["date"] else text("not_dated", lang)
