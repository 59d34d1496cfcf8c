"""The answer of a trial, for the terminal and the top of its page: how often wrong, how fast, how far past the limit."""

from __future__ import annotations

from typing import Any

from luncur.export.numbers import plain
from luncur.trial.out.page_words import bounds, distance, last_phase, named, part_of, phase, texts, together

Record = dict[str, Any]
GOOD = ("good, no fault", "good, single fault", "good, pair of faults")
BAD = ("bad, no fault", "bad, single fault")


def answer(summary: Record, lang: str) -> str:
    """What ``luncur trial`` prints when it has finished.

    summary: as in ``trial.json``; lang: "en" or "id".
    """
    lines = [f"{summary['mission']}: {texts(lang)['title']}", headline(summary, lang)]
    for label, sentences in details(summary, lang):
        lines.extend([f"{label}:", *(f"  {sentence}" for sentence in sentences)])
    return "\n".join([*lines, texts(lang)["scope"]])


def headline(summary: Record, lang: str) -> str:
    """Both errors of the designed rules; of good flights those with one fault, as these are most."""
    found = summary["results"][0]
    good = found["good"]["good, single fault"]["ended"]
    bad = together(found["bad"][group]["spared"] for group in BAD)
    return texts(lang)["headline"].format(
        count=plain(good["count"], 0, lang), of=plain(good["of"], 0, lang), bounds=bounds(good, lang),
        spared=plain(bad["count"], 0, lang), bad=plain(bad["of"], 0, lang), bad_bounds=bounds(bad, lang),
    )  # fmt: skip


def details(summary: Record, lang: str) -> list[tuple[str, list[str]]]:
    """Label and sentences: what was tried, each rule set's errors, how fast, how far, how sure, what is assumed."""
    t, (designed, *others) = texts(lang), summary["results"]
    out = [(t["label_tried"], _tried(summary, lang)), (t["label_designed"], _errors(designed, lang))]
    apart = last_phase(summary)
    if apart is not None:
        out.append((t["label_phase"].format(phase=phase(apart, lang)), _of_phase(designed, apart, lang)))
    bad = designed["bad"]["bad, no fault"]
    out += [(t["label_fast"], [_fast(bad, lang)]), (t["label_past"], [_past(bad, lang)])]
    for found in others:
        naive = found["rule_set"] == "naive"
        label = t["label_naive"] if naive else t["label_other"].format(name=found["rule_set"])
        out.append((label, [*([t["naive_is"]] if naive else []), *_errors(found, lang)]))
    out.append((t["label_grown"], _grown(summary, lang)))
    return [*out, (t["label_sure"], [t["sure"]]), (t["label_assumed"], [t["assumed_line"]])]


def _tried(summary: Record, lang: str) -> list[str]:
    t = texts(lang)
    out = [t["tried"].format(samples=plain(summary["samples"], 0, lang), seed=summary["seed"]), t["fault_is"]]
    if summary["not_flown"]:
        out.append(t["not_flown"].format(count=plain(summary["not_flown"], 0, lang)))
    return out


def _errors(found: Record, lang: str) -> list[str]:
    t = texts(lang)
    good = ", ".join(_part(group, found["good"][group]["ended"], lang) for group in GOOD)
    bad = ", ".join(_part(group, found["bad"][group]["spared"], lang) for group in BAD)
    return [t["good_ended"].format(parts=good), t["bad_spared"].format(parts=bad)]


def _part(group: str, share: Record, lang: str) -> str:
    t, name = texts(lang), named("in", group, lang)
    if not share["of"]:
        return t["part_none"].format(group=name)
    values = {"count": plain(share["count"], 0, lang), "of": plain(share["of"], 0, lang)}
    return t["part"].format(**values, group=name, bounds=bounds(share, lang))


def _of_phase(found: Record, apart: str, lang: str) -> list[str]:
    """The errors of one phase: good flights ended in it, of all; bad ones spared, of those that failed in it."""
    t = texts(lang)
    good = ", ".join(_part(group, good_in_phase(found["good"][group], apart), lang) for group in GOOD)
    out = [t["good_ended"].format(parts=good)]
    spared = {group: bad_in_phase(found["bad"][group], apart) for group in BAD}
    if all(share is not None for share in spared.values()):
        parts = ", ".join(_part(group, share, lang) for group, share in spared.items() if share is not None)
        out.append(t["bad_spared"].format(parts=parts))
    return out


def good_in_phase(of_group: Record, apart: str) -> Record:
    """Good flights of a group that were ended in a phase."""
    return part_of(of_group["ended"], of_group["by_phase"].get(apart, 0))


def bad_in_phase(of_group: Record, apart: str) -> Record | None:
    """Bad flights of a group that failed in a phase and were spared; None in folders that do not tell."""
    rows = of_group.get("by_mode_and_phase")
    return None if rows is None else together(row["spared"] for row in rows if row["phase"] == apart)


def _fast(bad: Record, lang: str) -> str:
    taken, t = bad["from_failure_to_action_s"], texts(lang)
    if taken is None:
        return t["fast_none"]
    return t["fast"].format(**{k: plain(taken[k], 1, lang) for k in ("median", "p95", "most")})


def _past(bad: Record, lang: str) -> str:
    past, after = bad["past_the_limit_m"], bad["ended_after_the_limit"]
    values = {"count": plain(after["count"], 0, lang), "of": plain(after["of"], 0, lang), "bounds": bounds(after, lang)}
    far = {k: distance(past[k] if past else None, lang) for k in ("p95", "most")}
    return texts(lang)["past"].format(**values, **far)


def _grown(summary: Record, lang: str) -> list[str]:
    t, rows = texts(lang), summary["severities"]
    out = []
    for name in (s["name"] for s in summary["rule_sets"]):
        found = [row["rule_sets"][name] for row in rows]
        good = sum(f["ends_a_good_flight_at"] is not None for f in found)
        bad = sum(f["spares_a_bad_flight_at"] is not None for f in found)
        shown = named("set", name, lang)
        out.append(t["grown"].format(name=shown[:1].upper() + shown[1:], faults=len(rows), good=good, bad=bad))
    return out
