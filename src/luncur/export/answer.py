"""The answer for the top of the page and for the terminal: how much, where, from what, against what, how sure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from markupsafe import Markup

from luncur.export.names import area_of, name_of
from luncur.export.numbers import plain, rounded_odds, small
from luncur.export.texts import texts
from luncur.export.units import Quantities
from luncur.sentences import day_in_words, said_again, word

PLACES = 3  # named in the answer, at the most
# what an input interval may cover, by the name that the summary gives it, and its text
COVERED = {
    "people": "covers_people",
    "probability of failure": "covers_probability",
    "fragment list": "covers_fragments",
}


def headline(summary: dict[str, Any], lang: str) -> list[str]:
    """How much, and on which side of the first yardstick; one or two short sentences."""
    t, risk = texts(lang), summary["risk"]
    if risk is None:
        return [t["headline_none"]]
    key = "headline_per_failure" if risk["per_failure"] else "headline"
    out = [t[key].format(total=small(_whole(risk)["mean"], lang)) + "."]
    if risk["per_failure"]:
        planned = risk["casualty_expectation_planned"]["mean"]
        out.append(t["headline_planned"].format(planned=small(planned, lang)))
    for criterion in summary["criteria"][:1]:
        form = "verdict_line_undecided" if criterion["verdict"] == "undecided" else "verdict_line"
        out.append(
            t[form].format(verdict=t[f"verdict_{criterion['verdict']}"], limit=small(criterion["limit"], lang, 1))
        )
    return out


def one_casualty_in(summary: dict[str, Any], lang: str) -> str:
    """In how many launches one casualty is expected; empty where there is no mean per launch, or one of half a person."""
    risk = summary["risk"]
    if risk is None or risk["per_failure"] or not 0 < (mean := _whole(risk)["mean"]) < 0.5:
        return ""
    return texts(lang)["how_here"].format(mean=small(mean, lang), launches=rounded_odds(mean, lang))


def _whole(risk: dict[str, Any]) -> dict[str, Any]:
    """The expectation that the splits are parts of: the total, or of failures where there is no total."""
    whole: dict[str, Any] = risk["casualty_expectation_total"] or risk["casualty_expectation_failures"]
    return whole


def details(summary: dict[str, Any], lang: str, page: bool = False) -> list[tuple[str, list[str]]]:
    """Label and sentences: where, from what, against which yardstick, how sure, and what matters most of the assumed.

    page: with the purpose and the dates, and lengths in both systems of units, as markup.
    """
    t, risk = texts(lang), summary["risk"]
    drops = _drops(summary, lang, page)
    out = [(t["label_purpose"], [t["purpose"]])] if page else []
    if risk is None:
        return [*out, *([(t["label_where"], drops)] if drops else []), *(_dates(summary, lang) if page else [])]
    out.append((t["label_where"], [*_place(risk, lang), *drops]))
    if _whole(risk)["mean"] > 0:
        out.append((t["label_cause"], [_cause(summary, lang)]))
    if summary["criteria"]:
        out.append((t["label_yardstick"], [_yardstick(summary["criteria"][0], lang), *_all_yardsticks(summary, lang)]))
    out.append((t["label_sure"], [_sure(risk, lang), *_short_of(summary, lang)]))
    pieces = _pieces(summary, lang)
    label = t["label_assumed" if pieces else "label_assumed_one"]
    out.append((label, [f"{i}. {said}" for i, said in enumerate((_people(risk, lang), pieces), 1) if said]))
    return [*out, *(_dates(summary, lang) if page else [])]


def _dates(summary: dict[str, Any], lang: str) -> list[tuple[str, list[str]]]:
    """Of when the study and what it rests on are; what a folder does not tell is left out."""
    t, known = texts(lang), summary.get("provenance") or {}
    said = []
    if known.get("made"):
        version = known.get("versions", {}).get("luncur", "–")
        said.append(t["dates_made"].format(made=_made(str(known["made"]), lang), version=version))
    years = ", ".join(dict.fromkeys(str(p["year"]).replace("-", "\N{EN DASH}") for p in known.get("people") or []))
    if years:
        said.append(t["dates_people"].format(years=years))
    probability = summary.get("failure_probability") or {}
    if probability.get("mean") is not None and probability.get("source"):
        said.append(t["dates_probability"].format(source=word(probability["source"], lang)))
    return [(t["label_dates"], [" ".join(said)])] if said else []


def _made(moment: str, lang: str) -> str:
    """The day of a moment in words; of what is no moment the text."""
    try:
        return day_in_words(datetime.fromisoformat(moment), lang)
    except ValueError:
        return moment[:10]


def _pieces(summary: dict[str, Any], lang: str) -> str:
    """How a launch that fails comes down, by what the study says that it assumed; empty where nothing fails."""
    t = texts(lang)
    made = {record["code"]: record["values"] for record in summary.get("assumed_coded") or [] if record}
    if not {"stays_whole", "tumbling_breaks"} & set(made):
        return ""
    limits = [
        t[f"until_{code}"].format(**{name: plain(value, 0, lang) for name, value in made[code].items()})
        for code in ("tumbling_breaks", "entry_breaks")
        if code in made
    ]
    out = [t["falls_until"].format(limits=t["or"].join(limits)) if limits else t["falls_whole"]]
    if "turns_three_degrees" in made:
        out.append(t["turned_holds" if "no_q_alpha" in made else "turned_breaks"])
    out.append(t["pieces_own" if "fragments_own" in made else "pieces_generic"])
    return " ".join(out)


def _people(risk: dict[str, Any], lang: str) -> str:
    """Where people count as being, and what the closed areas do to the result."""
    t, without = texts(lang), risk.get("without_closures")
    where = t["people_sheltered" if risk.get("sheltered") else "people_outdoors"]
    models = risk["bracket"]["casualty_expectation_total"] or risk["bracket"]["casualty_expectation_failures"]
    if len(models) > 1:
        mean, other = (small(models[i]["mean"], lang) for i in (0, 1))
        where = f"{t['people_models'].format(mean=mean, other=other)} {where}"
    if without is None:
        return f"{where} {t['nobody_moved']}"
    everybody = without["casualty_expectation_total"] or without["casualty_expectation_failures"]
    planned = without["casualty_expectation_planned"][0]["mean"]
    return f"{where} {t['moved'].format(mean=small(everybody[0]['mean'], lang), planned=small(planned, lang))}"


def _share(row: dict[str, Any], risk: dict[str, Any], lang: str) -> str:
    return plain(100 * row["mean"] / _whole(risk)["mean"], 0, lang) + "\N{NO-BREAK SPACE}%"


def _place(risk: dict[str, Any], lang: str) -> list[str]:
    rows = risk["by_place"]
    if not rows or _whole(risk)["mean"] <= 0:
        return []
    top = sorted(rows, key=lambda r: -r["mean"])[:PLACES]
    return [_at_place(r["place"], _share(r, risk, lang), lang) for r in top if r["mean"] >= 0.1 * top[0]["mean"]]


def _at_place(place: str, share: str, lang: str) -> str:
    t, area = texts(lang), area_of(place, lang)
    if place == "elsewhere":
        return t["where_elsewhere"].format(share=share)
    if area is None:
        return t["where_place"].format(share=share, place=place)
    return t["where_area"].format(share=share, owner=area[0], distance=area[1])


def _drops(summary: dict[str, Any], lang: str, page: bool) -> list[str]:
    t, text = texts(lang), Markup if page else str
    quantities = Quantities(lang)
    down = [
        text(t["where_drop"]).format(
            body=word(d["body"], lang),
            range=quantities.distance(d["range_m"], named=True)
            if page
            else f"{plain(d['range_m'] / 1000, 0, lang)} km",
        )
        for d in summary["drops"]
        if d["range_m"] is not None
    ]
    return [text(t["where_drops"]).format(drops=text(", ").join(down))] if down else []


def _cause(summary: dict[str, Any], lang: str) -> str:
    risk, values = summary["risk"], {}
    for name, group, key in (
        ("mode", "by_failure_mode", "failure_mode"),
        ("phase", "by_phase", "phase"),
        ("piece", "by_fragment_class", "fragment_class"),
    ):
        top = max(risk[group], key=lambda r: r["mean"], default=None)
        values[name] = name_of(top[key], summary, lang) if top else "–"
        values[f"{name}_share"] = _share(top, risk, lang) if top else "–"
    if values["mode"] == texts(lang)["planned"]:  # planned drops are a mode and a phase of their own
        return texts(lang)["cause_planned"].format(
            share=values["mode_share"], piece=values["piece"], piece_share=values["piece_share"]
        )
    text = texts(lang)["cause"].format(**values)
    return text[:1].upper() + text[1:]


def _yardstick(criterion: dict[str, Any], lang: str) -> str:
    reason = said_again(criterion["reason"], criterion.get("reason_coded"), lang)
    name = word(criterion["name"], lang)
    return texts(lang)["yardstick"].format(
        name=name[:1].upper() + name[1:], source=word(criterion["source"], lang), reason=reason[:1].upper() + reason[1:]
    )


def _all_yardsticks(summary: dict[str, Any], lang: str) -> list[str]:
    """How many criteria are above, undecided and below; those above by name.  Nothing for a single one."""
    criteria = summary["criteria"]
    if len(criteria) < 2:
        return []
    count = {v: sum(c["verdict"] == v for c in criteria) for v in ("above", "undecided", "below")}
    above = ", ".join(word(c["name"], lang) for c in criteria if c["verdict"] == "above")
    return [texts(lang)["yardsticks_all"].format(count=len(criteria), names=f" ({above})" if above else "", **count)]


def _sure(risk: dict[str, Any], lang: str) -> str:
    total = _whole(risk)
    values = {
        "low": total["sampling_low_95"], "high": total["sampling_high_95"], "input_low": total["input_low_95"],
        "input_high": total["input_high_95"],
    }  # fmt: skip
    covers = risk.get("input_interval_covers", tuple(COVERED)[:2])  # folders of older versions do not tell
    key = "sure_sampling" if total["input_low_95"] is None else "sure" if covers else "sure_nothing"
    inputs = ", ".join(texts(lang)[COVERED[name]] for name in covers)
    return texts(lang)[key].format(inputs=inputs, **{k: small(v, lang) for k, v in values.items()})


def _short_of(summary: dict[str, Any], lang: str) -> list[str]:
    """Says so when the study is less sure than it was wanted to be; folders of older versions do not tell."""
    precision = summary.get("precision")
    if precision is None:
        return []
    wanted, reached = precision["wanted"], precision["reached"]
    if reached is None:
        return [texts(lang)["precision_none"]]
    if reached <= wanted:
        return []
    values = {"wanted": plain(100 * wanted, 1, lang), "reached": plain(100 * reached, 1, lang)}
    if reached >= 1.0:  # plus or minus so much would reach below nothing: the interval is one on the logarithm
        return [texts(lang)["precision_factor"].format(factor=plain(1.0 + reached, 1, lang), **values)]
    return [texts(lang)["precision_short"].format(**values)]


def console_answer(summary: dict[str, Any], lang: str) -> str:
    """What ``luncur assess`` prints when it has finished."""
    title = word(summary["title"] or "", lang)
    lines = [f"{summary['mission']}: {title}" if title else summary["mission"], " ".join(headline(summary, lang))]
    for label, sentences in details(summary, lang):
        lines.extend([f"{label}:", *(f"  {sentence}" for sentence in sentences)])
    return "\n".join(lines)
