"""The answer of an orbit study, for the terminal and the top of its page: which orbit, how long, how often, how sure."""

from __future__ import annotations

from pathlib import PurePath

from luncur.orbit.out import page_sure as sure
from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_odds import area_line, odds
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts

PLACES_IN_ANSWER = 3
LOWEST = 100e3  # a perigee below this is no orbit: the air ends it within a revolution [m]
FEW = 10  # chances below which averages say little
_OFTEN = 0.95  # accesses a day from which they are counted by the day


def answer(summary: Record, lang: str) -> str:
    """What ``luncur orbit`` prints when it has finished.

    summary: as in ``orbit.json``; lang: "en" or "id".
    """
    lines = [f"{title(summary, lang)}: {texts(lang)['kind']}", headline(summary, lang)]
    for label, sentences in details(summary, lang):
        lines.extend([f"{label}:", *(f"  {sentence}" for sentence in sentences)])
    return "\n".join([*lines, texts(lang)["scope"]])


def title(summary: Record, lang: str) -> str:
    return w.name(summary.get("title") or summary.get("name") or w.NONE, lang)


def headline(summary: Record, lang: str) -> str:
    """The orbit, its life and the first place, one sentence each."""
    if falls(summary):
        low = number_at(summary, "elements", "perigee_altitude_m")
        return texts(lang)["headline_falls"].format(height=w.height(low, lang))
    return " ".join([_orbit(summary, lang), _life(summary, lang), _first_place(summary, lang)])


def falls(summary: Record) -> bool:
    """Whether the first satellite's perigee lies in the air, so that there is no orbit to speak of."""
    low = number_at(summary, "elements", "perigee_altitude_m")
    return low is not None and low < LOWEST


def _orbit(summary: Record, lang: str) -> str:
    t, period = texts(lang), number_at(summary, "orbit", "period_s")
    low, high = w.mean_heights(summary)
    if period is None or low is None or high is None:
        return t["headline_orbit_none"]
    many = number_at(summary, "satellites") or 1
    values = {"period": _minutes(period, lang), "heights": w.heights(low, high, lang), "total": w.fixed(many, 0, lang)}
    return t["headline_orbit_many" if many > 1 else "headline_orbit"].format(**values)


def _minutes(seconds: float, lang: str) -> str:
    """A period as people say it: 94.6 minutes, 11.9 hours."""
    long = seconds >= 3 * 3600
    return texts(lang)["in_hours" if long else "in_minutes"].format(
        n=w.fixed(seconds / (3600 if long else 60), 1, lang)
    )


def _life(summary: Record, lang: str) -> str:
    t, life = texts(lang), find(summary, "life")
    who = t["who_many" if (number_at(summary, "satellites") or 1) > 1 else "who_one"]
    longest = number_at(life, "longest_s")
    low, middle, high = (number_at(life, "percentiles", k) for k in ("p5", "median", "p95"))
    if middle is not None and low is not None:
        key = "headline_life_open" if high is None else "headline_life"
        return t[key].format(who=who, median=w.duration(middle, lang), **life_range(low, high, lang))
    if (number_at(life, "beyond_longest_share") or 0.0) > 0.5:
        return t["headline_life_beyond"].format(who=who, longest=w.lasting(None, True, longest, lang))
    rows = {row.get("level"): row for row in rows_of(life, "levels")}
    ends = [level_life(rows.get(level), longest, lang) for level in ("high", "low")]
    if w.NONE in ends:
        return t["headline_life_none"]
    return t["headline_life_levels"].format(who=who, low=ends[0], high=ends[1])


def life_range(low: float | None, high: float | None, lang: str) -> dict[str, str]:
    """Both ends of a range of lives; only the lower is told where the upper was not reached."""
    ends = (w.duration(low, lang), w.NONE) if high is None else w.durations(low, high, lang)
    return dict(zip(("low", "high"), ends, strict=True))


def level_life(row: Record | None, longest: float | None, lang: str) -> str:
    """The life at one level of the Sun's activity; one that is not told is longer than was looked."""
    return w.lasting(number_at(row, "life_s"), row is not None and longest is not None, longest, lang)


def seen_rows(summary: Record) -> list[tuple[Record, Record]]:
    """Every place with every sensor that looks at it: first all places with their first sensor."""
    rows = [
        (i, place, row) for place in rows_of(summary, "places") for i, row in enumerate(rows_of(place, "by_sensor"))
    ]
    return [(place, row) for _, place, row in sorted(rows, key=lambda row: row[0])]


def _first_place(summary: Record, lang: str) -> str:
    t = texts(lang)
    for place, row in seen_rows(summary):
        count, per_day = number_at(row, "accesses"), number_at(row, "mean_per_day")
        followed = w.whole_time(number_at(summary, "duration_s"), lang)
        if count == 0:
            return t["headline_place_never"].format(place=named_place(place, lang), duration=followed)
        if count is None or not per_day:
            break
        gap = w.duration(number_at(row, "gap_max_s"), lang)
        values = {"place": named_place(place, lang), "gap": gap, "duration": followed}
        if count < FEW:
            return t["headline_place_few"].format(count=w.fixed(count, 0, lang), **values)
        if per_day >= _OFTEN:
            return t["headline_place_often"].format(count=w.trimmed(per_day, lang, 2), **values)
        return t["headline_place_rare"].format(every=w.duration(86400.0 / per_day, lang), **values)
    return t["headline_place_none"]


def named_place(place: Record, lang: str) -> str:
    """A place with where it lies, for readers who meet it first."""
    where = w.place(number_at(place, "latitude_deg"), number_at(place, "longitude_deg"), lang, 1)
    name = w.name(place.get("name"), lang)
    return name if where == w.NONE else texts(lang)["place_at"].format(place=name, where=where)


def details(summary: Record, lang: str) -> list[tuple[str, list[str]]]:
    """Label and sentences: which orbit, how long, how often, where it ends, and what is not known."""
    t = texts(lang)
    out = [(t["label_orbit"], _which(summary, lang))]
    basis = _basis(summary, lang)
    if basis:
        out.append((t["label_basis"], basis))
    out.append((t["label_life"], _lasting(summary, lang)))
    seen = _seen(summary, lang) or [why_not(summary, "places", "headline_place_none", lang)]
    out.append((t["label_seen"], seen))
    risk = _risk(summary, lang)
    if risk:
        out.append((t["label_risk"], risk))
    return [*out, (t["label_unknown"], _unknown(summary, lang))]


def _basis(summary: Record, lang: str) -> list[str]:
    """What the file marks as assumed, what it does not, and what that means for times of day."""
    t, what = texts(lang), sure.named(sure.figures_assumed(summary), lang)
    if not what:
        return []
    out = [t["basis_assumed"].format(what=what), t["basis_given"]]
    if find(summary, "source", "kind") == "mission":
        out.append(t["basis_mission"])
    timing = sure.named(sure.timing_assumed(summary), lang)
    return [*out, t["timing_assumed"].format(what=timing)] if timing else out


def _which(summary: Record, lang: str) -> list[str]:
    t, source = texts(lang), find(summary, "source")
    known = t.get(f"source_{find(source, 'kind')}")
    out = [known.format(file=PurePath(str(find(source, "file") or w.NONE)).name)] if known else []
    injection = find(summary, "injection")
    spread = {
        end: [number_at(injection, "percentiles", f"{end}_altitude_m", k) for k in ("p2_5", "p97_5")]
        for end in ("perigee", "apogee")
    }
    if number_at(injection, "flights") and None not in (*spread["perigee"], *spread["apogee"]):
        key = "sure_injection_declared" if find(injection, "declared") else "sure_injection"
        key = key if find(source, "kind") == "mission" else "sure_injection_copies"
        said = {end: w.heights(low, high, lang) for end, (low, high) in spread.items()}
        out.append(t[key].format(flights=w.fixed(number_at(injection, "flights"), 0, lang), **said))
        out += _averaged(summary, lang)
    return out or [w.NONE]


def _averaged(summary: Record, lang: str) -> list[str]:
    """That the answer's heights are others than those of the moment, where they differ by a kilometre or more."""
    mean = w.mean_heights(summary)
    moment = [number_at(summary, "elements", f"{end}_altitude_m") for end in ("perigee", "apogee")]
    apart = [abs(a - b) for a, b in zip(mean, moment, strict=True) if a is not None and b is not None]
    if max(apart, default=0.0) < 1e3:
        return []
    return [texts(lang)["sure_injection_moment"].format(heights=w.heights(mean[0], mean[1], lang))]


def _lasting(summary: Record, lang: str) -> list[str]:
    t, life = texts(lang), find(summary, "life")
    if life is None:
        return [why_not(summary, "life", "headline_life_none", lang)]
    longest = number_at(life, "longest_s")
    rows = {row.get("level"): level_life(row, longest, lang) for row in rows_of(life, "levels")}
    out = []
    if {"low", "mean", "high"} <= set(rows):
        out.append(t["life_levels"].format(**{k: rows[k] for k in ("low", "mean", "high")}))
    low, high, count = (
        number_at(life, *keys) for keys in (("percentiles", "p5"), ("percentiles", "p95"), ("samples",))
    )
    if low is not None:
        key = "life_interval_open" if high is None else "life_interval"
        out.append(t[key].format(samples=w.fixed(count, 0, lang), **life_range(low, high, lang)))
        out += _until(summary, low, high, lang)
    beyond = number_at(life, "beyond_longest_share")
    if beyond:
        out.append(t["life_beyond_share"].format(share=w.percent(beyond, lang), longest=w.duration(longest, lang)))
    return [*out, t["life_passive"]]


def _until(summary: Record, low: float, high: float | None, lang: str) -> list[str]:
    """The same as months on the calendar, counted from the epoch; nothing for lives of centuries."""
    t, epoch, middle = texts(lang), w.epoch_of(summary), number_at(summary, "life", "percentiles", "median")
    said = w.year if low > 20 * w.YEAR else w.month
    ends, made = [w.later(epoch, v) for v in (low, middle, high)], sure.made_at(summary)
    past = [end is not None and made is not None and end < made for end in ends]
    first, half, last = (
        t["until_past"].format(date=said(end, lang)) if gone else said(end, lang)
        for end, gone in zip(ends, past, strict=True)
    )
    if epoch is None or w.NONE in (first, half) or low > 300 * w.YEAR:
        return []
    after = t["until_open"].format(first=first) if last == w.NONE else t["until_both"].format(first=first, last=last)
    out = [t["life_until"].format(day=w.day(epoch, lang), middle=half, range=after)]
    return [*out, t["life_unchecked"]] if any(past) else out


def why_not(summary: Record, what: str, otherwise: str, lang: str) -> str:
    """Why something was not computed, as the study says it."""
    for row in rows_of(summary, "not_computed"):
        if str(row.get("what")).startswith(what) and row.get("why"):
            return texts(lang)["life_why_none"].format(why=w.sentence(w.said(row["why"], row.get("coded"), lang)))
    return texts(lang)[otherwise]


def _seen(summary: Record, lang: str) -> list[str]:
    t, rows = texts(lang), seen_rows(summary)
    followed = w.whole_time(number_at(summary, "duration_s"), lang)
    out = []
    for place, row in rows[:PLACES_IN_ANSWER]:
        count = number_at(row, "accesses")
        few = "seen_one" if count == 1 else "seen_few" if (count or 0) < FEW else "seen_line"
        key = "seen_none" if count == 0 else few
        gaps = {k: w.duration(number_at(row, f"gap_{k}_s"), lang) for k in ("mean", "max")}
        where = w.place(number_at(place, "latitude_deg"), number_at(place, "longitude_deg"), lang, 1)
        told = [part for part in (where, _sensor(summary, row, lang)) if part != w.NONE]
        names = {"place": w.name(place.get("name"), lang), "sensor": "; ".join(told) or w.NONE}
        out.append(t[key].format(count=w.fixed(count, 0, lang), duration=followed, **gaps, **names))
    left = len(rows) - PLACES_IN_ANSWER
    if left > 0:
        out.append(t["seen_more" if left > 1 else "seen_more_one"].format(count=w.fixed(left, 0, lang)))
    if rows:
        out.append(t["seen_sure"])
    return out + _shift(summary, rows, lang)


def _shift(summary: Record, rows: list[tuple[Record, Record]], lang: str) -> list[str]:
    """How far a kilometre of height moves the passes, in a day and by the end; whether the averages are worth anything."""
    axis, followed = number_at(summary, "elements", "semi_major_axis_m"), number_at(summary, "duration_s")
    if not rows or not axis or followed is None:
        return []
    daily = 1500.0 / axis * 86400.0  # the period goes with the power 3/2 of the axis: 1 km is 1500 m / a of any time
    few = any((number_at(row, "accesses") or 0) < FEW for _, row in rows[:PLACES_IN_ANSWER])
    values = {"total": w.duration(daily * followed / 86400.0, lang), "duration": w.whole_time(followed, lang)}
    return [texts(lang)["seen_shift_few" if few else "seen_shift"].format(shift=w.figures(daily, lang, 2), **values)]


def _sensor(summary: Record, row: Record, lang: str) -> str:
    """Name of a sensor, and how high it needs the Sun."""
    name = w.name(row.get("sensor"), lang)
    found = [s for s in rows_of(summary, "sensors") if s.get("name") == row.get("sensor")]
    sun = number_at(found[0], "minimum_sun_elevation_deg") if found else None
    return name if sun is None else f"{name}; {texts(lang)['needs_sun'].format(n=w.fixed(sun, 0, lang))}"


def _risk(summary: Record, lang: str) -> list[str]:
    t, risk = texts(lang), find(summary, "reentry")
    expected = [number_at(row, "casualty_expectation") for row in rows_of(risk, "by_model")]
    known = [v for v in expected if v is not None]
    reach = number_at(summary, "orbit", "latitude_reach_deg")
    if not known or reach is None:
        return []
    said = w.span(w.tiny(min(known), lang), w.tiny(max(known), lang), lang)
    limit = w.tiny(number_at(risk, "yardstick", "value"), lang, 1)
    values = {
        "value": said,
        "limit": limit,
        "reach": w.fixed(reach, 0, lang),
        "odds": odds(min(known), max(known), lang),
    }
    return [t["risk_line"].format(**values), *area_line(summary, lang)]


def _unknown(summary: Record, lang: str) -> list[str]:
    t, out = texts(lang), []
    if find(summary, "life") is not None:
        out += [t["unknown_sun"], t["unknown_where"]]
    out.append(t["unknown_use"])
    left = len(rows_of(summary, "not_computed"))
    if left:
        out.append(t["unknown_counted" if left > 1 else "unknown_counted_one"].format(count=w.fixed(left, 0, lang)))
    return out
