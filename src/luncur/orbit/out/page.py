"""report.html: one self-contained page made from the files of an orbit study."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from luncur.errors import InputError
from luncur.export.template import style, template
from luncur.files import write_atomic
from luncur.orbit.out import page_map, page_places
from luncur.orbit.out import page_sure as sure
from luncur.orbit.out import page_words as w
from luncur.orbit.out.answer import details, headline, title
from luncur.orbit.out.page_design import design_section, windows_section
from luncur.orbit.out.page_injection import cut_short_section, injection_section
from luncur.orbit.out.page_life import assumed, life_section
from luncur.orbit.out.page_orbit import orbit_section
from luncur.orbit.out.page_parts import Part, drawing, legend, listed, note, section, table
from luncur.orbit.out.page_regions import regions_section
from luncur.orbit.out.page_risk import risk_section
from luncur.orbit.out.page_words import Record, find, number_at, rows_of, texts

NAME = "report.html"
LONG = 4 * 3600.0  # period from which on a track no longer shifts west round by round [s]
SCHEMA = "luncur-orbit-result/1"
_FILES = (
    "orbit.json", "ground-track.geojson", "accesses.parquet", "states.parquet", "injection.parquet", "orbit.oem", "orbit.czml",
)  # fmt: skip
# What comes of files that are not as they were written.
_MISSHAPEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError)


def write_page(folder: Path, summary: Record, lang: str = "en") -> Path:
    """Write report.html of an orbit study into its folder, from its other files; returns its path.

    summary: as in ``orbit.json``; lang: "en" or "id".  Raises InputError for files that are not as luncur wrote them.
    """
    from jinja2 import TemplateError

    expected = "the files of an orbit study as luncur wrote them"
    if not isinstance(summary, dict) or summary.get("schema") != SCHEMA:
        raise InputError(str(folder), "", None, expected)
    try:
        page = _render(folder, summary, lang)
    except (TemplateError, *_MISSHAPEN) as error:
        raise InputError(str(folder), "", None, expected) from error
    target = folder / NAME
    write_atomic(target, page.encode())
    return target


def _render(folder: Path, summary: Record, lang: str) -> str:
    sections = [part for part in _sections(folder, summary, lang) if part is not None]
    page = template("orbit.html.jinja").render(
        lang=lang, t=texts(lang), style=style(), title=title(summary, lang), headline=headline(summary, lang),
        details=details(summary, lang), sections=sections,
    )  # fmt: skip
    # a number stays on one line with its power of ten
    return re.sub(r"(?<=\d) × (?=10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])", "\u00a0×\u00a0", page)


def _sections(folder: Path, summary: Record, lang: str) -> list[Part | None]:
    """In the order in which a reader asks."""
    return [
        orbit_section(summary, lang), _map(folder, summary, lang), page_places.timeline_section(summary, lang),
        page_places.places_section(summary, lang), regions_section(summary, lang), page_places.sensors_section(summary, lang),
        life_section(summary, lang), risk_section(summary, lang),
        injection_section(summary, lang), cut_short_section(summary, lang),
        design_section(summary, lang), windows_section(summary, lang), _assumed(summary, lang), _missing(summary, lang),
        _provenance(folder, summary, lang),
    ]  # fmt: skip


def _map(folder: Path, summary: Record, lang: str) -> Part | None:
    t, features = texts(lang), page_map.read_features(folder)
    drawn = page_map.world_map(features, w.epoch_of(summary), lang)
    if not drawn:
        return None
    kinds = page_map.kinds_shown(features)
    low = (number_at(summary, "orbit", "period_s") or LONG) < LONG
    said = f"{t['map_note']} {t['map_west']}" if low else t["map_note"]
    keys = [("line first", t["key_first"]), ("line track", t["key_track"])]
    keys += [(f"key {page_map.SHAPES[k]}", t[f"key_{page_map.SHAPES[k]}"]) for k in ("region", "footprint", "access") if k in kinds]  # fmt: skip
    keys += [("key points", t["key_region"])] if "region point" in kinds else []
    keys.append(("key night", t["key_night"]))
    return section("map", t["map"], note(said), sure.example_note(summary, lang), drawing(drawn), legend(keys))


def _assumed(summary: Record, lang: str) -> Part | None:
    t = texts(lang)
    return section("assumed", t["assumed"], listed(assumed(summary, lang)))


def _missing(summary: Record, lang: str) -> Part | None:
    t = texts(lang)
    rows = [_reason(row, lang) for row in rows_of(summary, "not_computed")]
    return section("missing", t["missing"], listed(rows))


def _reason(row: Record, lang: str) -> str:
    """What was not computed, and why."""
    what = row.get("what")
    name = texts(lang).get(f"what_{w.key_of(what)}", w.name(what, lang))
    return w.sentence(f"{name}: {w.said(row.get('why') or w.NONE, row.get('coded'), lang)}")


def _provenance(folder: Path, summary: Record, lang: str) -> Part | None:
    t, given = texts(lang), find(summary, "provenance")
    source, method = find(summary, "source", "text"), find(summary, "method")
    sentences = [
        t["provenance_source"].format(text=w.said(source, find(summary, "source", "coded"), lang)) if source else "",
        t["provenance_method"].format(text=w.said(method, find(summary, "method_coded"), lang)) if method else "",
        t["provenance_steps"].format(
            duration=w.whole_time(number_at(summary, "duration_s"), lang), step=w.duration(number_at(summary, "step_s"), lang)
        ),
        _orientation(summary, lang),
    ]  # fmt: skip
    rows = (
        [(t.get(f"made_{k}", str(k)), _flat(v)) for k, v in (given or {}).items() if v is not None]
        if isinstance(given, dict)
        else []
    )
    files = [name for name in _FILES if (folder / name).exists()]
    made = [listed([w.sentence(s) for s in sentences if s]), table((t["quantity"], ""), rows, False)]
    return section("provenance", t["provenance"], *made, note(t["files"].format(files=", ".join(files))) if files else None)  # fmt: skip


def _orientation(summary: Record, lang: str) -> str:
    t, version = texts(lang), find(summary, "earth_orientation", "version")
    kind = t.get(f"orientation_{find(summary, 'earth_orientation', 'kind')}", "")
    return t["orientation"].format(version=version, kind=kind) if version and kind else ""


def _flat(value: Any) -> str:
    """A value of the provenance as text: lists and tables on one line."""
    if isinstance(value, dict):
        return "; ".join(f"{k} {_flat(v)}" for k, v in value.items())
    return ", ".join(_flat(v) for v in value) if isinstance(value, list) else (w.NONE if value is None else str(value))
