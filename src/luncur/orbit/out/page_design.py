"""Helpers of an orbit's designer, and when a plane can be reached from a site."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from luncur.orbit.out import page_sure as sure
from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_parts import Cell, Part, heading, note, said, section, table
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts

MOST_WINDOWS = 20


def design_section(summary: Record, lang: str) -> Part | None:
    """Orbits near this one whose track repeats, and the sun-synchronous inclination of its size."""
    t = texts(lang)
    sun = find(summary, "design", "sun_synchronous")
    wanted, away = number_at(sun, "inclination_deg"), number_at(sun, "difference_deg")
    parts: list[Part | None] = []
    if wanted is not None:
        shown = {"wanted": w.fixed(wanted, 2, lang), "away": w.fixed(abs(away or 0.0), 2, lang)}
        same = abs(away or 0.0) < 0.005
        parts.append(said(t["design_sun_same" if same else "design_sun"].format(**shown)))
    cycles = [_cycle(row, lang) for row in rows_of(summary, "design", "repeat_cycles")]
    head = [t[k] for k in ("repeat_after", "repeat_axis", "repeat_change", "repeat_spacing")]
    parts += (
        [heading(t["repeat"]), note(t["repeat_note"]), _mean_axis(summary, lang), table(head, cycles, slim=True)]
        if cycles
        else []
    )
    return section("design", t["design"], *parts)


def _mean_axis(summary: Record, lang: str) -> Part | None:
    """The mean semi-major axis that the changes are counted from."""
    axis = number_at(summary, "design", "semi_major_axis_m")
    return (
        None
        if axis is None
        else note(texts(lang)["repeat_mean"].format(axis=f"{w.fixed(axis / 1e3, 1, lang)}\u00a0km"))
    )


def _cycle(row: Record, lang: str) -> list[Cell]:
    t, axis, change = texts(lang), number_at(row, "semi_major_axis_m"), number_at(row, "change_m")
    days = number_at(row, "days")
    after = w.whole_time(None if days is None else 86400.0 * days, lang)
    rounds = t["repeat_rounds"].format(revolutions=w.fixed(number_at(row, "revolutions"), 0, lang))
    moved = w.NONE if change is None else f"{'+' if change > 0 else ''}{w.fixed(change / 1e3, 1, lang)}\u00a0km"
    size = w.NONE if axis is None else f"{w.fixed(axis / 1e3, 1, lang)}\u00a0km"
    return [(after, rounds), size, moved, w.length(number_at(row, "spacing_m"), lang)]


def windows_section(summary: Record, lang: str) -> Part | None:
    """Moments at which a launch reaches the plane, directions, and what being late costs."""
    t, found = texts(lang), find(summary, "launch_windows")
    if found is None:
        return None
    why = find(found, "why_none")
    if why:
        reason = w.sentence(w.said(why, find(found, "why_none_coded"), lang))
        return section("windows", t["windows"], said(t["windows_none"].format(why=reason)))
    rows = rows_of(found, "rows")
    head = [t[k] for k in ("window_time", "window_pass", "azimuth_inertial", "azimuth_ground", "speed_gain")]
    lines = [_window(summary, row, lang) for row in rows[:MOST_WINDOWS]]
    gains = any(number_at(row, "speed_gain_m_s") is not None for row in rows)
    site = w.name(find(found, "site") or w.NONE, lang)
    example = t["windows_example"].format(site=site)
    if sure.timing_assumed(summary):
        example = f"{example} {t['windows_assumed']}"
    parts: list[Part | None] = [said(example), said(t["windows_note"].format(site=site)), table(head, lines, slim=True)]
    parts += [note(t["windows_gain"])] if gains else []
    costs = [_cost(row, lang) for row in rows_of(found, "cost")]
    if costs:
        parts += [heading(t["cost"]), note(t["cost_note"])]
        parts.append(table([t[k] for k in ("cost_late", "cost_plane", "cost_speed")], costs, slim=True))
    return section("windows", t["windows"], *parts)


def _window(summary: Record, row: Record, lang: str) -> list[Cell]:
    t = texts(lang)
    gain, at = number_at(row, "speed_gain_m_s"), _when(summary, row.get("time"))
    return [
        w.NONE if at is None else (f"{w.day(at, lang, year=False)} {at.year}".replace(" ", "\u00a0"), f"{w.clock(at, lang, seconds=not sure.is_example(summary))} UTC"), t.get(f"pass_{row.get('pass')}", w.NONE),
        w.degrees(number_at(row, "azimuth_inertial_deg"), lang), w.degrees(number_at(row, "azimuth_deg"), lang),
        w.NONE if gain is None else f"{w.fixed(gain, 0, lang)}\u00a0m/s",
    ]  # fmt: skip


def _when(summary: Record, time: Any) -> datetime | None:
    """A moment as ISO 8601, or in seconds since the epoch."""
    if isinstance(time, int | float):
        return w.later(w.epoch_of(summary), float(time))
    try:
        at = datetime.fromisoformat(str(time))
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _cost(row: Record, lang: str) -> list[Cell]:
    speed, plane, late = (number_at(row, k) for k in ("speed_m_s", "plane_deg", "minutes"))
    return [
        w.exact_time(None if late is None else 60.0 * late, lang), w.degrees(plane, lang, 2),
        w.NONE if speed is None else f"{w.figures(speed, lang, 2)}\u00a0m/s",
    ]  # fmt: skip
