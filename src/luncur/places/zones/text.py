"""The verdict in words, English or Indonesian."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from luncur.places.zones.claims import Answer, Claim, features
from luncur.places.zones.names import state_name
from luncur.places.zones.nearest import CoastDistance
from luncur.places.zones.verdict import Verdict
from luncur.sentences import localised


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("luncur") / "data/zones/text.toml").read_text(encoding="utf-8"))


def _t(key: str, lang: str, **values: str) -> str:
    return _texts()[key][lang].format(**values)


def _km(metres: float, lang: str) -> str:
    return localised(f"{metres / 1000:,.1f}", lang) + " km"


def _place(latitude: float, longitude: float, lang: str, digits: int = 4) -> str:
    lat, lon = math.degrees(latitude), math.degrees(longitude)
    north = _t("north" if lat >= 0 else "south", lang)
    east = _t("east" if lon >= 0 else "west", lang)
    return f"{localised(f'{abs(lat):.{digits}f}', lang)} {north} {localised(f'{abs(lon):.{digits}f}', lang)} {east}"


def answer_text(answer: Answer, lang: str) -> str:
    """Zone and state in words."""
    zone, state = answer
    if zone == "high_seas":
        return _t("zone_high_seas", lang)
    return _t("of", lang, zone=_t(f"zone_{zone}", lang), state=state_name(state, lang))


def _claim_text(claim: Claim, lang: str) -> str:
    return _t(f"claim_{claim.status}", lang, state=state_name(claim.state, lang))


def _coast_text(c: CoastDistance, lang: str) -> str:
    if c.key.feature:
        name = features()[c.key.feature].name[lang]
    else:
        name = state_name(c.key.state, lang)
        if c.territory != c.key.state:
            name = f"{name} ({state_name(c.territory, lang)})"
    return _t("coast", lang, name=name, distance=_km(c.distance, lang), place=_place(c.latitude, c.longitude, lang, 2))


def basis(v: Verdict, lang: str) -> str:
    """What the verdict rests on, in sentences."""
    out = [_t("basis_legal", lang)]
    if v.polygons:
        out.append(_t("basis_polygons", lang, file=v.source, names="; ".join(v.polygons)))
    elif v.source:
        out.append(_t("basis_outside", lang, file=v.source))
    if not v.polygons:
        out.append(_t("basis_definition", lang))
        out.append(_t("basis_treaty", lang, name=v.treaty.name[lang]) if v.treaty else _t("basis_no_treaty", lang))
        out.append(_t("basis_coast", lang))
    out.extend(
        _t("basis_overlap", lang, name=o.name[lang], states=", ".join(state_name(s, lang) for s in o.claimants))
        for o in v.overlapping
    )
    if v.edge_distance < 1000:
        out.append(_t("basis_near", lang))
    return " ".join(out)


def told(v: Verdict, lang: str = "en") -> dict[str, Any]:
    """The verdict in sentences, each under what it says: what a page shows, and what ``verdict_text`` writes one under another.

    answer: zone and state, or what they depend on.  depends_on: of each feature its name and distance, and what follows from
    each way to count it.  possible: every zone and state where that is not decided.  nearest: coasts, nearest first.
    """
    return {
        "answer": _answer_line(v, lang),
        "depends_on": [
            {
                "feature": _t("feature", lang, name=d.feature.name[lang], distance=_km(d.distance, lang)),
                "assignments": [
                    f"{_claim_text(claim, lang)}: {answer_text(answer, lang) if answer else _t('further', lang)}"
                    for claim, answer in d.answers
                ],
            }
            for d in v.depends_on
        ],
        "possible": [answer_text(a, lang) for a in v.possible] if v.status != "decided" else [],
        "nearest": [_coast_text(c, lang) for c in v.nearest],
        "nearer": _nearer_line(v, lang),
        "edge": _t("edge", lang, distance=_km(v.edge_distance, lang), kind=_t("edge_" + v.edge.replace(" ", "_"), lang)),
        "basis": basis(v, lang),
    }  # fmt: skip


def _answer_line(v: Verdict, lang: str) -> str:
    where = _place(v.latitude, v.longitude, lang)
    if v.status == "undecided":
        choices = "; ".join(answer_text(a, lang) for a in v.possible)
        return _t("undecided", lang, where=where, radius=_km(v.uncertainty, lang), choices=choices)
    if v.status == "depends":
        names = ", ".join(d.feature.name[lang] for d in v.depends_on) or ", ".join(v.polygons)
        return _t("depends", lang, where=where, names=names)
    return _t("decided", lang, where=where, answer=answer_text(v.possible[0], lang))


def _nearer_line(v: Verdict, lang: str) -> str | None:
    if len(v.nearest) < 2:
        return None
    gap = _km(v.nearest[1].distance - v.nearest[0].distance, lang)
    return _t("nearer", lang, first=_short(v.nearest[0], lang), second=_short(v.nearest[1], lang), gap=gap)


def verdict_text(v: Verdict, lang: str = "en") -> str:
    """The verdict as lines of text."""
    said = told(v, lang)
    lines = [said["answer"]]
    for feature in said["depends_on"]:
        lines += [feature["feature"], *(f"    {line}" for line in feature["assignments"])]
    if v.status == "depends" and not v.depends_on:
        lines += [f"    {line}" for line in said["possible"]]
    lines += [_t("nearest", lang), *(f"    {line}" for line in said["nearest"])]
    if said["nearer"]:
        lines.append(said["nearer"])
    lines += [said["edge"], _t("basis", lang, text=said["basis"])]
    return "\n".join(lines)


def _short(c: CoastDistance, lang: str) -> str:
    return features()[c.key.feature].name[lang] if c.key.feature else state_name(c.key.state, lang)
