"""Figures of claims held against places: zones, ranges, positions, units; arcs of civil launches and re-entries only.

Nothing is computed here: the facts of each event go through the comparison of ``luncur event``, and what it finds goes back
to the claims that it is about.
"""

from __future__ import annotations

from typing import Any

from luncur.claims.checks.drafts import Tree, draft
from luncur.claims.checks.facts import MOST_PLACED, identity, report_of
from luncur.claims.checks.figures import NAMES, figures_of, given_twice, other_unit, unit_of, zone_said
from luncur.claims.checks.pads import built_in_event, cited
from luncur.claims.checks.told import Told
from luncur.claims.words.lexicon import wording

Claim = dict[str, Any]
Check = dict[str, Any]
ZONE_WIDTH = 200 * 1852.0  # [m] an economic zone from the coast
_LEVELS = {"agrees": "agrees", "contradicts": "contradicts", "undecided": "undecided", "note": "adds"}
# Findings of an event that speak of one claim's own figures.
_SHOWN = (
    "range_", "bearing_agrees", "bearing_contradicts", "unit_fits", "positions_", "said_", "arc_", "speed_", "flight_time_",
)  # fmt: skip


def check_places(claims: list[Claim], texts: list[dict[str, Any]], found: list[Told]) -> None:
    """Adds to every claim with figures the checks that apply.  Changes ``checks`` in place."""
    by_text = {t["text"]: t for t in texts}
    for claim in claims:
        claim["checks"] += _units(claim, by_text[claim["text"]]["language"])
    left = MOST_PLACED
    told_of: set[int] = set()
    for event in found:
        told_of |= {id(c) for c in event.claims}
        tree = draft(event, by_text)
        left -= sum("at" in r or "relative" in r for r in tree.get("report", []))
        if tree.get("report") and left >= 0:
            _event_checks(event, tree, by_text)
    for claim in claims:
        if id(claim) in told_of or left <= 0:
            continue
        row = report_of(claim, by_text, False)
        if row is not None and set(row) & {"at", "relative"}:
            left -= 1
            alone = Told("alone", "", None, "disputed", [claim])
            tree = {"event": {"name": "alone", "title": "-", "kind": "disputed"}, "report": [row]}
            _event_checks(alone, tree, by_text)


def _event_checks(event: Told, tree: Tree, texts: dict[str, dict[str, Any]]) -> None:
    from luncur.event.load import event_from_tree
    from luncur.event.record import compare_event

    record = compare_event(event_from_tree(_with_record(event, tree), f"{event.name}.toml"))
    by_id = {identity(c): c for c in event.claims}
    recorded = event.record["id"] if event.record else ""
    relative = {r["id"]: r.get("relative", "") for r in tree["report"]}
    positions = {p["report"]: p for p in record["positions"]}
    for name, claim in by_id.items():
        if name in positions:
            claim["checks"].append(_waters(positions[name], relative.get(name, ""), recorded))
    for outcome in tree.get("outcome", []):
        if outcome.get("report") in positions and (said := by_id.get(outcome["id"][:-1])) is not None:
            said["checks"] += _beyond(said, positions[outcome["report"]], texts[said["text"]]["language"], recorded)
    for finding in record["findings"]:
        if not finding["code"].startswith(_SHOWN):
            continue
        for fact in finding["facts"]:
            about = by_id.get(fact) or (by_id.get(fact[:-1]) if fact.endswith("z") else None)
            if about is not None and not (finding["code"].startswith("said_") and not fact.endswith("z")):
                about["checks"].append({
                    "check": "place", "verdict": _LEVELS[finding["level"]], "event": recorded,
                    "note": {"code": "place_finding", "finding": finding["code"], "text": finding["text"]},
                })  # fmt: skip


def _with_record(event: Told, tree: Tree) -> Tree:
    """The facts of the texts beside what the built-in event holds of stages, so that positions on record are compared too."""
    built_in = built_in_event(event.record) if event.record else None
    if built_in is None:
        return tree
    bodies = {r["body"]["en"] for r in tree["report"]}
    sources = built_in.get("sources", {})
    more = [
        {**cited(r, sources), "id": f"record-{r['id']}"[:40]}
        for r in built_in.get("report", [])
        if isinstance(r.get("body"), dict) and r["body"]["en"] in bodies and "ballistic_coefficient" not in r
    ]
    return {**tree, "report": [*tree["report"], *more]}


def _waters(position: dict[str, Any], relative: str, recorded: str) -> Check:
    """Where a position lies and in whose waters: by luncur's own places and coasts."""
    from luncur.event.places import parse_relative

    source = {"en": "", "id": ""}
    if relative:
        origin = parse_relative(relative, "", "").origin
        source = {lang: f" ({origin.words[lang]}: {origin.source[lang]})" for lang in ("en", "id")}
    text = {
        lang: wording(lang)["place_waters"].format(
            how=position["how_text"][lang], place=position["place"][lang],
            waters="; ".join(position["waters"]["text"][lang]), source=source[lang],
        )
        for lang in ("en", "id")
    }  # fmt: skip
    text = {lang: words_said[:1].upper() + words_said[1:] for lang, words_said in text.items()}
    return {
        "check": "place", "verdict": "adds" if position["waters"]["decided"] else "undecided", "event": recorded,
        "note": {"code": "place_finding", "finding": "waters", "text": text},
    }  # fmt: skip


def _beyond(claim: Claim, position: dict[str, Any], language: str, recorded: str) -> list[Check]:
    """ "60 km outside the zone of X" against the coast of X: the edge lies 200 nm from it, or nearer at a median line."""
    said = zone_said(claim["words"])
    stated = next((f for f in figures_of(claim["words"], language) if f.role == "beyond"), None)
    if said is None or stated is None:
        return []
    coast = next((c["distance_m"] for c in position["waters"]["best"]["nearest"] if c["state"] == said[0]), None)
    if coast is None:
        return []
    from luncur.event.words import kilometres
    from luncur.mission.units import parse_quantity

    metres = parse_quantity(stated.value, "length")
    computed = coast - ZONE_WIDTH
    slack = position["radius_m"] + (0.1 * metres if stated.about else 0.05 * metres)
    # the zone may end at a median line nearer to its coast: the computed distance is the least possible
    inside = computed < -slack
    verdict = "contradicts" if inside or metres < computed - slack else "undecided"
    if abs(metres - computed) <= slack:
        verdict = "agrees"
    text = {
        lang: wording(lang)["place_beyond"].format(
            stated=stated.value, computed=kilometres(abs(computed), lang), coast=kilometres(coast, lang),
            side=wording(lang)["place_side_out" if computed > 0 else "place_side_in"], slack=kilometres(slack, lang),
        )
        for lang in ("en", "id")
    }  # fmt: skip
    return [
        {
            "check": "place",
            "verdict": verdict,
            "event": recorded,
            "note": {"code": "place_finding", "finding": "beyond", "text": text},
        }
    ]


def _units(claim: Claim, language: str) -> list[Check]:
    """An amount given in two units against itself."""
    out = []
    for twice in given_twice(claim["words"], language):
        fits = abs(twice.one - twice.other) <= twice.slack
        other = "" if fits else other_unit(twice, unit_of(twice.first.split(" ", 1)[1]))
        code = "units_agree" if fits else "units_mixed" if other else "units_differ"
        text = {
            lang: wording(lang)[code].format(
                first=twice.first, second=twice.second, other=NAMES[other][lang] if other else "",
            )
            for lang in ("en", "id")
        }  # fmt: skip
        out.append({
            "check": "units", "verdict": "agrees" if fits else "contradicts",
            "note": {"code": "place_finding", "finding": code, "text": text},
        })  # fmt: skip
    return out
