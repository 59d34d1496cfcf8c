"""report.html: one self-contained page made from the files of a result folder."""

from __future__ import annotations

import json
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import TemplateError

from luncur.errors import InputError
from luncur.export.answer import details, headline, one_casualty_in
from luncur.export.charts import flight_charts
from luncur.export.clock import clock_of
from luncur.export.maps import legend, page_maps
from luncur.export.names import name_of
from luncur.export.netcdf import read_trajectory
from luncur.export.numbers import plain, position, small
from luncur.export.tables import read_impacts
from luncur.export.template import style, template
from luncur.export.texts import texts
from luncur.export.understanding import understood
from luncur.export.units import SYSTEMS, Quantities
from luncur.files import write_atomic
from luncur.mission.hypothetical import ON_EVERY_PAGE
from luncur.places.whose import country_count, place_names
from luncur.sentences import field_word, said_again, word

# What comes of files that are not, or no longer, as they were written.
_MISSHAPEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, EOFError, TemplateError)


def report(folder: Path, lang: str = "en", units: str = "metric") -> Path:
    """Make report.html again from the other files of a folder; returns its path.

    units: of ``SYSTEMS``, which the page shows at first; a reader can switch.
    Raises InputError when the folder holds no finished study or flight.
    """
    if units not in SYSTEMS:
        raise InputError("report", "units", units, f"one of {', '.join(SYSTEMS)}")
    try:
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        flight = read_trajectory(folder / "trajectory.nc")
        areas = json.loads((folder / "areas.geojson").read_text(encoding="utf-8"))
    except (OSError, RecursionError, *_MISSHAPEN) as error:
        raise InputError(
            str(folder),
            "",
            None,
            f"a result folder of luncur fly, assess, trial or orbit ({getattr(error, 'strerror', None) or 'a file cannot be read'})",
        ) from None
    impacts = _impacts(folder)
    try:
        page = _render(summary, flight, areas, impacts, lang, units)
    except _MISSHAPEN as error:
        raise InputError(str(folder), "", None, "the files of a result folder as luncur wrote them") from error
    target = folder / "report.html"
    write_atomic(target, page.encode())
    return target


def page_language(folder: Path) -> str | None:
    """The language of a folder's page; None when there is no page of ours."""
    try:
        with (folder / "report.html").open(encoding="utf-8") as stream:
            head = stream.read(200)
    except (OSError, ValueError):
        return None
    found = re.search(r'<html lang="(\w+)">', head)
    return found[1] if found else None


def _impacts(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Latitude, longitude [deg] and expected pieces of the impacts of failures."""
    path = folder / "impacts.parquet"
    if not path.exists():
        return None
    columns = read_impacts(path, ("latitude_deg", "longitude_deg", "weight", "pieces", "failure_mode"))
    mode = columns["failure_mode"]
    keep = mode != "planned"
    return columns["latitude_deg"][keep], columns["longitude_deg"][keep], (columns["weight"] * columns["pieces"])[keep]


def _render(
    summary: dict[str, Any], flight: dict[str, Any], areas: dict[str, Any], impacts: Any, lang: str, units: str
) -> str:
    t, clock = texts(lang), clock_of(summary)
    page = template("report.html.jinja").render(
        s=summary, t=t, lang=lang, headline=headline(summary, lang), details=details(summary, lang, page=True),
        maps=page_maps(summary, flight, areas, impacts, lang), legend=legend(summary, areas, lang), units=units, systems=SYSTEMS,
        banners=banners_of(summary, lang), assumed=assumed_of(summary, lang), not_computed=not_computed_of(summary, lang),
        charts=flight_charts(flight, summary["events"], lang), splits=_splits(summary, t, lang),
        methods=_methods(summary, lang), q=Quantities(lang), clock=clock, moment=clock.moment(lang) if clock else str(summary["launch_time"]),
        small=lambda v, digits=2: small(v, lang, digits), plain=lambda v, digits=0: plain(v, digits, lang),
        position=lambda lat, lon, digits: position(lat, lon, digits, lang), each=one_casualty_in(summary, lang),
        style=style(),
        name=lambda text: name_of(text, summary, lang), word=lambda text: word(text, lang),
        said=lambda text, record=None: said_again(text, record, lang),
        understood=understood(summary, lang),
        **_footprint(summary, lang),
    )  # fmt: skip
    return _unbroken(page)


def _unbroken(page: str) -> str:
    """A number stays on one line with its power of ten and its per cent sign."""
    return re.sub(r"(?<=\d) (?=%)", "\u00a0", page.replace(" × 10", "\u00a0×\u00a010"))


def _footprint(summary: dict[str, Any], lang: str) -> dict[str, Any]:
    """What the section on the footprint says besides its rows: first second with pieces in orbit, countries reached."""
    rows = summary.get("footprint") or []
    names = dict(zip(place_names("en"), place_names(lang), strict=True))
    countries = set(place_names("en")[: country_count()])
    reached: dict[str, None] = {}
    for row in rows:
        reached.update(dict.fromkeys(name for name in row["where"] if name in countries))
    return {
        "first_orbit": next((row["time_s"] for row in rows if row["share_in_orbit"] > 0), None),
        "lands": [names.get(name, name) for name in reached],
        "place_name": lambda name: names.get(name, name),
        "footprint_rows": [row for i, row in enumerate(rows) if i % 15 == 0 or i == len(rows) - 1],
    }


def banners_of(summary: dict[str, Any], lang: str) -> list[str]:
    """What the page says at its top: what of the launch is hypothetical."""
    said, own = texts(lang)["hypothetical"], word(str(summary.get("hypothetical") or ""), lang)
    first = [own if own.startswith(said) else f"{said} {own}"] if own else []
    records = summary.get("assumed_coded") or []
    marked = [
        said_again(text, record, lang)
        for text, record in zip(summary["assumed"], records, strict=False)
        if record and record["code"] in ON_EVERY_PAGE
    ]
    return [*first, *(text[:1].upper() + text[1:] for text in marked)]


def assumed_of(summary: dict[str, Any], lang: str) -> list[tuple[str, list[str]]]:
    """Assumptions in the reader's language: models and people first, then the many about single figures."""
    t = texts(lang)
    records = summary.get("assumed_coded") or [None] * len(summary["assumed"])
    figures: list[str] = []
    models: list[str] = []
    for text, record in zip_longest(summary["assumed"], records[: len(summary["assumed"])]):
        code = str((record or {}).get("code", ""))
        about_figures = code.startswith(("estimate", "unconfirmed", "fitted", "scattered"))
        (figures if about_figures else models).append(said_again(text, record, lang))
    return [(title, rows) for title, rows in ((t["assumed_models"], models), (t["assumed_figures"], figures)) if rows]


def _methods(summary: dict[str, Any], lang: str) -> list[tuple[str, str]]:
    """How the drop regions are drawn, with the bodies of each way."""
    rows: dict[str, list[str]] = {}
    for drop in summary["drops"]:
        if region := drop["region_97"]:
            method = said_again(region["method"], region.get("method_coded"), lang)
            rows.setdefault(method, []).append(name_of(drop["body"], summary, lang))
    return [(method, ", ".join(bodies)) for method, bodies in rows.items()]


def not_computed_of(summary: dict[str, Any], lang: str) -> list[str]:
    """What has no value, those of one reason together; folders of older versions give no reasons."""
    names, reasons = summary["not_computed"], summary.get("not_computed_reasons") or []
    records = summary.get("not_computed_coded") or [None] * len(reasons)
    if not len(names) == len(reasons) == len(records):
        return list(dict.fromkeys(field_word(name, lang) for name in names))
    rows: dict[str, list[str]] = {}
    for name, reason, record in zip(names, reasons, records, strict=True):
        rows.setdefault(said_again(reason, record, lang), []).append(field_word(name, lang))
    return [f"{', '.join(dict.fromkeys(of))}: {reason}" for reason, of in rows.items()]


def _splits(summary: dict[str, Any], t: dict[str, str], lang: str) -> list[dict[str, Any]]:
    """Bars of every split: name, share of the largest, number, interval."""
    risk = summary["risk"]
    if risk is None:
        return []
    out = []
    keys = {
        "by_phase": "phase",
        "by_failure_mode": "failure_mode",
        "by_hazard": "hazard",
        "by_fragment_class": "fragment_class",
        "by_place": "place",
    }
    for group, key in keys.items():
        rows = sorted(risk.get(group) or [], key=lambda r: -r["mean"])
        top = max((r["mean"] for r in rows), default=0.0) or 1.0
        shown = [r for r in rows if r["mean"] >= 1e-3 * top][:10] or rows[:1]
        bars = [
            {
                "name": name_of(r[key], summary, lang), "width": 100 * r["mean"] / top, "mean": small(r["mean"], lang),
                "interval": f"{small(r['sampling_low_95'], lang)} – {small(r['sampling_high_95'], lang)}",
            }
            for r in shown
        ]  # fmt: skip
        if rows:
            out.append({"title": t[group], "bars": bars, "others": len(rows) - len(shown)})
    return out
