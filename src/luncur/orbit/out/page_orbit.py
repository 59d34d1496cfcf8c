"""The orbit in words and numbers: each with what it means."""

from __future__ import annotations

from luncur.orbit.out import page_sure as sure
from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_parts import Cell, Part, folded, said, section, table
from luncur.orbit.out.page_words import Record, find, number_at, texts

_HOUR = 3600.0
NEARLY = 0.1  # from the sun-synchronous inclination [deg]: the local time drifts by less than half an hour a year


def orbit_section(summary: Record, lang: str) -> Part | None:
    """What the orbit is, row by row, then its elements folded away."""
    t = texts(lang)
    _, axes = _inclination(summary, lang)
    rows = [
        (t[f"row_{key}"], value, t[f"row_{key}_is"].replace("{axes}", axes))
        for key, value in _rows(summary, lang)
        if value != w.NONE
    ]
    shown: list[list[Cell]] = [[label, (value, meaning)] for label, value, meaning in rows]
    elements = folded(
        t["elements"].format(frame=find(summary, "elements", "frame") or w.NONE, kind=_kind(summary, lang)),
        _elements(summary, lang),
    )
    return section(
        "orbit",
        t["orbit"],
        said(t["orbit_note"]),
        _many(summary, lang),
        table((t["quantity"], ""), shown, False),
        elements,
    )


def _many(summary: Record, lang: str) -> Part | None:
    """That there are several satellites, and what then holds for which."""
    t, total, pattern = texts(lang), number_at(summary, "satellites") or 1.0, find(summary, "constellation")
    if total <= 1:
        return None
    if not isinstance(pattern, dict):
        return said(t["many"].format(total=w.fixed(total, 0, lang)))
    counts = {k: w.fixed(number_at(pattern, k), 0, lang) for k in ("total", "planes", "phasing")}
    return said(t["constellation"].format(pattern=w.name(pattern.get("pattern"), lang), **counts))


def _rows(summary: Record, lang: str) -> list[tuple[str, str]]:
    t, orbit = texts(lang), find(summary, "orbit")

    def value(key: str) -> float | None:
        return number_at(orbit, key)

    low, high = w.mean_heights(summary)
    node, drift = value("node_rate_deg_per_day"), value("local_time_drift_min_per_day")
    local = _local(value("local_time_of_ascending_node_h"), lang)
    speed = value("ground_speed_m_s")
    return [
        ("epoch", w.moment(w.epoch_of(summary), lang, seconds=not sure.is_example(summary))),
        ("heights", w.heights(low, high, lang)),
        ("inclination", w.degrees(_inclination(summary, lang)[0], lang, 2)),
        ("reach", _reach(value("latitude_reach_deg"), lang)),
        ("period", _minutes(value("period_s"), lang)),
        ("nodal", _minutes(value("nodal_period_s"), lang)),
        ("revolutions", w.fixed(value("revolutions_per_day"), 2, lang)),
        ("speed", w.NONE if speed is None else f"{w.figures(speed / 1e3, lang)}\u00a0km/s"),
        ("node", _per_day(node, t["unit_deg_day"], lang)),
        ("local", local if drift is None or local == w.NONE else t["local_drift"].format(time=local, drift=_per_day(drift, t["unit_min_day"], lang))),
        ("sun_synchronous", _sun_synchronous(summary, lang)),
        ("perigee_rate", _per_day(value("perigee_rate_deg_per_day"), t["unit_deg_day"], lang)),
        ("beta", w.degrees(value("beta_deg"), lang)),
        ("eclipse", _eclipse(summary, lang)),
    ]  # fmt: skip


def _inclination(summary: Record, lang: str) -> tuple[float | None, str]:
    """Inclination [deg] and to which equator: that of the day for osculating elements, else as the file gives it."""
    t, elements = texts(lang), find(summary, "elements")
    of_date = number_at(elements, "inclination_of_date_deg")
    if of_date is not None and find(elements, "mean") is False:
        return of_date, t["axes_of_date"]
    frame = find(elements, "frame")
    return number_at(elements, "inclination_deg"), t["axes_given"].format(frame=frame) if frame else ""


def _kind(summary: Record, lang: str) -> str:
    """Whether the elements are mean or osculating ones."""
    return texts(lang)["elements_osculating" if find(summary, "elements", "mean") is False else "elements_mean"]


def _local(hours: float | None, lang: str) -> str:
    """Local times of both crossings of the equator."""
    if hours is None:
        return w.NONE
    return texts(lang)["local_both"].format(north=w.hour(hours, lang), south=w.hour((hours + 12.0) % 24.0, lang))


def _minutes(seconds: float | None, lang: str) -> str:
    """A period: minutes to a second's worth, hours where it is long."""
    if seconds is None:
        return w.NONE
    long = seconds >= 3 * _HOUR
    return texts(lang)["in_hours" if long else "in_minutes"].format(
        n=w.fixed(seconds / (_HOUR if long else 60.0), 2, lang)
    )


def _per_day(rate: float | None, unit: str, lang: str) -> str:
    if rate is None:
        return w.NONE
    sign = "+" if rate > 0 else ""
    return unit.format(n=f"{sign}{w.fixed(rate, 3 if abs(rate) < 1 else 2, lang)}")


def _reach(latitude: float | None, lang: str) -> str:
    return w.NONE if latitude is None else texts(lang)["reach_value"].format(n=w.fixed(latitude, 1, lang))


def _sun_synchronous(summary: Record, lang: str) -> str:
    """The inclination that would keep pace with the Sun, and how far this one is from it."""
    wanted = number_at(summary, "orbit", "sun_synchronous_inclination_deg")
    own, away = (
        number_at(summary, "elements", "inclination_deg"),
        number_at(summary, "design", "sun_synchronous", "difference_deg"),
    )
    if wanted is None or (own is None and away is None):
        return w.NONE
    away = (own or 0.0) - wanted if away is None else away
    side = "above" if away > 0 else "below"
    far = f"sun_nearly_{side}" if abs(away) < NEARLY else f"sun_not_{side}"
    key = "sun_is" if abs(away) < 0.005 else far
    values = {"wanted": w.fixed(wanted, 2, lang), "away": w.fixed(abs(away), 2, lang)}
    return texts(lang)[key].format(**values)


def _eclipse(summary: Record, lang: str) -> str:
    t, eclipse = texts(lang), find(summary, "orbit", "eclipse")
    count, longest, share = (number_at(eclipse, key) for key in ("count", "longest_s", "share"))
    if count is None:
        return w.NONE
    if count == 0:
        return t["eclipse_none"].format(duration=w.whole_time(number_at(summary, "duration_s"), lang))
    return t["eclipse_value"].format(longest=w.duration(longest, lang), share=w.percent(share, lang))


def _elements(summary: Record, lang: str) -> Part | None:
    t, e = texts(lang), find(summary, "elements")
    axis = number_at(e, "semi_major_axis_m")
    shown = {
        "semi_major_axis": w.NONE if axis is None else f"{w.fixed(axis / 1e3, 3, lang)}\u00a0km",
        "eccentricity": w.fixed(number_at(e, "eccentricity"), 6, lang),
        **{
            key: w.degrees(number_at(e, f"{key}_deg"), lang, 4)
            for key in ("inclination", "raan", "argument_of_perigee", "true_anomaly")
        },
    }
    rows: list[list[Cell]] = [[t[f"element_{key}"], value] for key, value in shown.items() if value != w.NONE]
    return table((t["quantity"], t["value"]), rows, slim=True)
