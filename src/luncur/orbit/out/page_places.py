"""Places: how often each is seen, how long the waits are, and every listed access."""

from __future__ import annotations

import re

from luncur.orbit.out import page_sure as sure
from luncur.orbit.out import page_words as w
from luncur.orbit.out.answer import FEW, seen_rows
from luncur.orbit.out.page_parts import Cell, Part, drawing, folded, heading, legend, note, said, section, table
from luncur.orbit.out.page_timeline import DAY, calendar, cut_at, strips, timeline
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts

MOST_TABLES = 12  # of accesses; the others stand in accesses.parquet
MOST_PLACES = 60  # in the table of waits


def timeline_section(summary: Record, lang: str) -> Part | None:
    """The first day as a drawing."""
    t, drawn = texts(lang), timeline(summary, lang)
    if not drawn:
        return None
    keys = [("light", t["key_light"]), ("dark", t["key_dark"]), ("seen", t["key_seen"])]
    until = min(number_at(summary, "duration_s") or 0.0, DAY)
    shown = strips(summary)
    if any(cut_at(row, until) is not None for _, row in shown):
        keys.append(("unlisted", t["key_unlisted"]))
    keys = keys if shown else keys[:2]
    later = calendar(summary, lang)
    cut = any(cut_at(row, number_at(summary, "duration_s") or 0.0) is not None for _, row in shown)
    of_days = legend(keys[2:3] + ([("unlisted", t["key_unlisted"])] if cut else []))
    more = [heading(t["calendar"]), drawing(later), of_days] if later else []
    said_first = f"{t['timeline_note']} {t['timeline_marks']}" if shown else t["timeline_note"]
    first = _first(summary, until, lang)
    return section(
        "day",
        t["timeline"],
        note(said_first),
        sure.example_note(summary, lang),
        drawing(drawn),
        legend(keys),
        first,
        *more,
    )


def _first(summary: Record, until: float, lang: str) -> Part | None:
    """When the first of all places is seen, where that is not within the first day."""
    found = [v for _, row in strips(summary) if (v := number_at(row, "first_s")) is not None]
    if not found or min(found) < until:
        return None
    if sure.is_example(summary):
        return said(texts(lang)["first_later_example"].format(day=w.fixed(min(found) // DAY + 1, 0, lang)))
    at = w.later(w.epoch_of(summary), min(found))
    return said(texts(lang)["first_later"].format(moment=w.moment(at, lang)))


def places_section(summary: Record, lang: str) -> Part | None:
    """Waits of every place and sensor, then the accesses one by one."""
    t = texts(lang)
    rows = seen_rows(summary)
    if not rows:
        return None
    followed = w.whole_time(number_at(summary, "duration_s"), lang)
    waits = table(
        [t[k] for k in ("place", "accesses", "per_day", "gap_mean", "gap_median", "gap_p95", "gap_max", "response", "seen_mean")],
        [_waits(place, row, lang) for place, row in rows[:MOST_PLACES]],
    )  # fmt: skip
    left = len(rows) - MOST_PLACES
    more = note(t["places_left"].format(count=w.fixed(left, 0, lang))) if left > 0 else None
    tables = [_accesses(summary, place, row, lang, shown=i == 0) for i, (place, row) in enumerate(rows[:MOST_TABLES])]
    lead, counted = said(t["places_note"]), note(t["gaps_counted"].format(duration=followed))
    return section("places", t["places"], lead, waits, more, counted, *tables)


def _waits(place: Record, row: Record, lang: str) -> list[Cell]:
    where = w.place(number_at(place, "latitude_deg"), number_at(place, "longitude_deg"), lang)
    few = (number_at(row, "accesses") or 0) < FEW
    gaps = [
        w.NONE if few and k != "max" else w.duration(number_at(row, f"gap_{k}_s"), lang) for k in ("mean", "median", "p95", "max")
    ]  # fmt: skip
    count = w.fixed(number_at(row, "accesses"), 0, lang)
    per_day = w.figures(number_at(row, "mean_per_day"), lang, 2)
    response = w.duration(number_at(row, "mean_response_s"), lang)
    together, number = number_at(row, "cumulative_s"), number_at(row, "accesses")
    each = w.NONE if together is None or not number else _seconds(together / number, lang)
    return [
        (w.name(place.get("name"), lang), f"{w.name(row.get('sensor'), lang)}; {where}"),
        count,
        per_day,
        *gaps,
        response,
        each,
    ]


def _accesses(summary: Record, place: Record, row: Record, lang: str, shown: bool) -> Part | None:
    """The first accesses of a place."""
    t, listed = texts(lang), rows_of(row, "rows")
    many = (number_at(summary, "satellites") or 1) > 1
    first = "start_example" if sure.is_example(summary) else "start"
    head = [t[k] for k in (first, "lasts", "local_time", "sun_elevation", "off_nadir")]
    lines = [_access(summary, r, many, lang) for r in listed]
    count = w.fixed(number_at(row, "accesses"), 0, lang)
    key = "accesses_all" if len(listed) == number_at(row, "accesses") else "accesses_of"
    title = t[key].format(
        place=w.name(place.get("name"), lang), sensor=w.name(row.get("sensor"), lang), shown=len(listed), count=count
    )
    return folded(title, table(head, lines, slim=True), note(t["access_terms"]) if shown else None, shown=shown)


def _access(summary: Record, r: Record, many: bool, lang: str) -> list[Cell]:
    epoch = w.epoch_of(summary)
    start, end = number_at(r, "start_s"), number_at(r, "end_s")
    at = w.later(epoch, start)
    stamp = w.NONE if at is None else w.day(at, lang, year=False).replace(" ", "\u00a0")
    by = "; " + _satellite(r.get("satellite"), lang) if many else ""
    time = "" if at is None else w.clock(at, lang, seconds=not sure.is_example(summary))
    lasts = w.NONE if start is None or end is None else _seconds(end - start, lang)
    return [
        (stamp, time + by), lasts, w.hour(number_at(r, "local_time_h"), lang), w.degrees(number_at(r, "sun_elevation_deg"), lang, 0),
        w.degrees(number_at(r, "off_nadir_deg"), lang, 0),
    ]  # fmt: skip


def _satellite(name: object, lang: str) -> str:
    """Name of a satellite: its own, or by plane and number in a constellation."""
    found = re.fullmatch(r"plane (\d+), satellite (\d+)", str(name))
    return w.name(name, lang) if found is None else texts(lang)["in_plane"].format(plane=found[1], number=found[2])


def _seconds(seconds: float, lang: str) -> str:
    """How long an access lasts: whole seconds, a decimal below ten."""
    if seconds >= 600:
        return w.duration(seconds, lang)
    return texts(lang)["unit_s"].format(n=w.fixed(seconds, 0 if seconds >= 10 else 1, lang)).replace(" ", "\u00a0")


def sensors_section(summary: Record, lang: str) -> Part | None:
    """What each sensor sees of the ground, and how finely."""
    t = texts(lang)
    rows = [_sensor(row, lang) for row in rows_of(summary, "sensors")]
    head = [t[k] for k in ("sensor", "swath", "limit", "reach", "gsd_nadir", "gsd_limit", "diffraction")]
    return (
        section("sensors", t["sensors"], *_terms(summary, lang), table(head, rows), _shows(summary, lang))
        if rows
        else None
    )


def _terms(summary: Record, lang: str) -> list[Part]:
    """What the columns mean, of those that have a value."""
    t, rows = texts(lang), rows_of(summary, "sensors")
    pixel, lens = (
        any(number_at(row, k, "nadir") for row in rows) for k in ("ground_sample_distance_m", "diffraction_limit_m")
    )
    return [note(t[key]) for key, there in (("sensors_note", pixel), ("sensors_lens", lens)) if there]


def _shows(summary: Record, lang: str) -> Part | None:
    """How many pixels well-known things have, by the finest sensor: divided sizes and nothing more."""
    pixels = [
        (v, row) for row in rows_of(summary, "sensors") if (v := number_at(row, "ground_sample_distance_m", "nadir"))
    ]
    if not pixels:
        return None
    finest, row = min(pixels, key=lambda pair: pair[0])
    things = {"ship": 100.0, "car": 4.5, "person": 0.5}  # [m]
    counts = {name: w.figures(size / finest, lang, 2 if name != "person" else 1) for name, size in things.items()}
    values = {"pixel": w.length(finest, lang, 2), "sensor": w.name(row.get("name"), lang)}
    return note(texts(lang)["sensors_shows"].format(**values, **counts))


def _sensor(row: Record, lang: str) -> list[Cell]:
    t = texts(lang)
    gsd, blur = find(row, "ground_sample_distance_m"), find(row, "diffraction_limit_m")
    across, outward = (number_at(gsd, f"at_limit_{k}") for k in ("across", "outward"))
    limit = (
        w.NONE if across is None or outward is None else f"{w.length(across, lang, 2)} × {w.length(outward, lang, 2)}"
    )
    sun = number_at(row, "minimum_sun_elevation_deg")
    shape = (
        "swath_fixed" if row.get("shape") == "swath" and not number_at(row, "off_nadir_limit_deg") else row.get("shape")
    )
    small = [t.get(f"shape_{shape}", w.name(shape, lang))]
    if sun is not None:
        small.append(t["needs_sun"].format(n=w.fixed(sun, 0, lang)))
    return [
        (w.name(row.get("name"), lang), "; ".join(small)), w.length(number_at(row, "swath_m"), lang, 2),
        w.degrees(number_at(row, "off_nadir_limit_deg"), lang, 0), w.length(number_at(row, "reach_m"), lang, 2),
        w.length(number_at(gsd, "nadir"), lang, 2), limit, w.length(number_at(blur, "nadir"), lang, 2),
    ]  # fmt: skip
