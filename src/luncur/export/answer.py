"""The answer in one or two sentences, for the top of the page and for the terminal."""

from __future__ import annotations

from typing import Any

from luncur.export.numbers import one_in, small
from luncur.export.texts import texts


def answer(summary: dict[str, Any], lang: str) -> list[str]:
    """Sentences: how much, against which yardstick, from what and where."""
    t, risk = texts(lang), summary["risk"]
    if risk is None:
        return [t["headline_none"]]
    total = risk["casualty_expectation_total"]
    numbers = {
        "total": small(total["mean"], lang), "low": small(total["sampling_low_95"], lang), "high": small(total["sampling_high_95"], lang),
        "input_low": small(total["input_low_95"], lang), "input_high": small(total["input_high_95"], lang),
        "odds": one_in(total["mean"], lang) or "–",
    }  # fmt: skip
    out = [t["headline_per_failure" if risk["per_failure"] else "headline"].format(**numbers)]
    for criterion in summary["criteria"][:1]:
        out.append(
            t["against"].format(
                verdict=t[f"verdict_{criterion['verdict']}"],
                name=criterion["name"],
                limit=small(criterion["limit"], lang, 1),
                source=criterion["source"],
                reason=criterion["reason"][:1].upper() + criterion["reason"][1:],
            )
        )
    if total["mean"] > 0:
        out.append(t["mostly"].format(**_dominant(risk, t)))
    return [*out, *_people(risk, t, lang), t["remember"]]


def _people(risk: dict[str, Any], t: dict[str, str], lang: str) -> list[str]:
    """Where people counted as being, and what the closed areas do to the result."""
    where = t["people_sheltered" if risk.get("sheltered") else "people_outdoors"]
    without = risk.get("without_closures")
    if without is None:
        return [where, t["nobody_moved"]]
    return [where, t["moved"].format(mean=small(without["casualty_expectation_total"][0]["mean"], lang))]


def _dominant(risk: dict[str, Any], t: dict[str, str]) -> dict[str, str]:
    def largest(rows: list[dict[str, Any]], key: str) -> str:
        name = max(rows, key=lambda r: r["mean"], default={key: "–"})[key] if rows else "–"
        return phase_name(str(name), t)

    return {
        "mode": largest(risk["by_failure_mode"], "failure_mode"),
        "phase": largest(risk["by_phase"], "phase"),
        "piece": largest(risk["by_fragment_class"], "fragment_class"),
        "place": largest(risk["by_place"], "place"),
    }


def phase_name(name: str, t: dict[str, str]) -> str:
    """A phase, place or mode in the reader's language where luncur itself made the name."""
    if name.endswith(" burning"):
        return t["phase_burning"].format(bodies=name.removesuffix(" burning"))
    return {"planned": t["planned"], "elsewhere": t["elsewhere"]}.get(name, name)


def console_answer(summary: dict[str, Any], lang: str) -> str:
    """What ``luncur assess`` prints when it has finished."""
    lines = [f"{summary['mission']}: {summary['title']}", *answer(summary, lang)]
    for drop in summary["drops"]:
        if drop["range_m"] is not None:
            lines.append(
                f"  {drop['count']} x {drop['body']}: {drop['range_m'] / 1000:.0f} km, {drop['azimuth_deg']:.0f} deg"
            )
    return "\n".join(lines)
