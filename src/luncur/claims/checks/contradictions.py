"""Claims of different texts that do not go together: denied against asserted, and figures that differ."""

from __future__ import annotations

from typing import Any

from luncur.claims.repeats.same import stage
from luncur.claims.words import rx as re

Claim = dict[str, Any]
MOST = 2000  # claims that are compared with each other
_UNITS = {
    "km": "km", "kilometre": "km", "kilometer": "km", "kilometers": "km", "kilometres": "km", "second": "s", "seconds": "s", "detik": "s",
    "minute": "min", "minutes": "min", "menit": "min", "satellites": "satellites", "satelit": "satellites", "people": "people", "orang": "people",
    "metre": "m", "metres": "m", "meter": "m", "meters": "m", "kg": "kg", "kilogram": "kg", "kilograms": "kg", "ton": "t", "tons": "t", "tonnes": "t",
}  # fmt: skip
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)\s+([a-z]+)", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?i)\b(?:hurt|injur\w+|killed|casualt\w+|died|wounded|terluka|luka|cedera|tewas|korban|meninggal)\b"
)


def figures(words: str, language: str) -> dict[str, set[float]]:
    """Numbers of a claim by unit."""
    out: dict[str, set[float]] = {}
    for number, unit in _FIGURE.findall(words):
        name = _UNITS.get(unit.lower())
        if name:
            plain = number.replace(".", "").replace(",", ".") if language == "id" else number.replace(",", "")
            out.setdefault(name, set()).add(float(plain) if plain.count(".") <= 1 else 0.0)
    return out


def contradictions(claims: list[Claim], languages: dict[str, str]) -> list[dict[str, Any]]:
    """Pairs of claims of different texts and what is the matter; each pair once."""
    out = []
    shared = _shared_days(claims)
    looked_at = [c for c in claims if c["kind"] not in ("statement", "plan")][:MOST]
    for i, a in enumerate(looked_at):
        for b in looked_at[i + 1 :]:
            if a["text"] == b["text"] or a["kind"] != b["kind"]:
                continue
            code = _code(a, b, languages, frozenset((a["text"], b["text"])) in shared)
            if code:
                out.append({"code": code, "first": f"{a['text']}#{a['id']}", "second": f"{b['text']}#{b['id']}"})
    return out


def _shared_days(claims: list[Claim]) -> set[frozenset[str]]:
    """Pairs of texts that tell of a flight, fall or test of the same day."""
    days: dict[str, set[str]] = {}
    for c in claims:
        if (
            c["kind"] in ("launch", "failure", "splashdown", "orbit", "test")
            and c["when"]["from"]
            and c["when"]["from"] == c["when"]["to"]
        ):
            days.setdefault(c["when"]["from"], set()).add(c["text"])
    return {frozenset((a, b)) for texts in days.values() for a in texts for b in texts if a != b}


def _code(a: Claim, b: Claim, languages: dict[str, str], shared: bool) -> str:
    day = (
        a["when"]["from"]
        and a["when"] == {**b["when"], "text": a["when"]["text"]}
        and a["when"]["from"] == a["when"]["to"]
    )
    if not (
        day or (shared and a["kind"] in ("damage", "zone_verdict") and not a["when"]["from"] and not b["when"]["from"])
    ):
        return ""
    pair = {a["modality"], b["modality"]}
    if (
        pair == {"asserted", "denied"}
        and stage(a["words"]) == stage(b["words"])
        and bool(_PEOPLE.search(a["words"])) == bool(_PEOPLE.search(b["words"]))
    ):
        return "contradiction_denied"
    if day and pair == {"asserted"}:
        one, two = figures(a["words"], languages[a["text"]]), figures(b["words"], languages[b["text"]])
        if any(one[u].isdisjoint(two[u]) for u in one.keys() & two.keys()):
            return "contradiction_figures"
    return ""
