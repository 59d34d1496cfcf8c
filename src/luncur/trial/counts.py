"""From outcomes to counts: good flights ended, bad flights spared, by fault and by phase, each with its bounds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.trial.bounds import Share
from luncur.trial.fault_columns import (
    BY_STUCK_COMMAND,
    END,
    FAULTS,
    KIND,
    O_BEYOND,
    O_CYCLES,
    O_ENDED,
    O_RULE,
    START,
)
from luncur.trial.rule_sets import RuleSet
from luncur.trial.sample import BAD, BAD_LATE, BAD_SINGLE, GROUPS, NO_FAULT, PAIR, SINGLE
from luncur.trial.setting import Setting
from luncur.trial.unit import Tried

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
MOST_LISTED = 50  # indices of counted failures in the summary; all of them are in flights.parquet


def counts(at: Setting, rules: RuleSet, number: int, tried: Tried) -> dict[str, Any]:
    """What a rule set did to the flights of a trial; number: its place in ``outcome``.

    Samples for which no flight of their kind was found are counted by themselves and left out of every share.
    """
    flown = tried.attempt >= 0
    outcome = tried.outcome[:, number]
    ended = np.isfinite(outcome[:, O_ENDED]) & flown
    group = tried.samples.group
    good = {GROUPS[g]: _good(at, rules, tried, outcome, ended, flown & (group == g)) for g in (NO_FAULT, SINGLE, PAIR)}
    bad = {GROUPS[g]: _bad(at, rules, tried, outcome, ended, flown & (group == g)) for g in (BAD, BAD_SINGLE, BAD_LATE)}
    return {
        "rule_set": rules.name,
        "good": good,
        "by_fault": [_of_fault(at, tried, outcome, ended, flown, kind) for kind in range(len(FAULTS))],
        "bad": bad,
        "cycles": float(outcome[flown, O_CYCLES].sum()),
    }


def _good(at: Setting, rules: RuleSet, tried: Tried, outcome: Floats, ended: Bools, own: Bools) -> dict[str, Any]:
    wrong = own & ended
    edge = own & (tried.samples.spread > 1.0)
    return {
        "ended": Share(int(wrong.sum()), int(own.sum())).record(),
        "ended_at_the_edges": Share(int((wrong & edge).sum()), int(edge.sum())).record(),
        "by_phase": _by_phase(at, outcome[wrong, O_ENDED]),
        "by_rule": _by_rule(rules, outcome[wrong, O_RULE]),
        "samples": _listed(tried, wrong),
    }


def _of_fault(at: Setting, tried: Tried, outcome: Floats, ended: Bools, flown: Bools, kind: int) -> dict[str, Any]:
    """One kind of fault, alone in its flight."""
    has = flown & (tried.faults[:, 0, KIND] == kind)
    good, bad = has & (tried.samples.group == SINGLE), has & (tried.samples.group == BAD_SINGLE)
    wrong = good & ended
    acted = bad & ended & ~(outcome[:, O_ENDED] < tried.failed)
    return {
        "fault": FAULTS[kind],
        "good_ended": Share(int(wrong.sum()), int(good.sum())).record(),
        "by_phase": _by_phase(at, outcome[wrong, O_ENDED]),
        "bad_spared": Share(int((bad & ~ended).sum()), int(bad.sum())).record(),
        "from_failure_to_action_s": quantiles((outcome[:, O_ENDED] - tried.failed)[acted]),
        "past_the_limit_m": quantiles(np.maximum(outcome[acted, O_BEYOND], 0.0)),
        "samples": _listed(tried, wrong | (bad & ~ended)),
    }


def _bad(at: Setting, rules: RuleSet, tried: Tried, outcome: Floats, ended: Bools, own: Bools) -> dict[str, Any]:
    spared = own & ~ended
    late = outcome[:, O_ENDED] - tried.crossed
    after = own & ended & (late > 0.0)
    early = own & ended & (outcome[:, O_ENDED] < tried.failed)  # what ended it was not its failure
    acted = own & ended & ~early
    acting = own & ~early & _fault_acts(tried, outcome)
    past = np.maximum(outcome[:, O_BEYOND], 0.0)
    return {
        "spared": Share(int(spared.sum()), int(own.sum())).record(),
        "spared_with_its_fault_acting": Share(int((spared & acting).sum()), int(acting.sum())).record(),
        "ended_before_its_failure": Share(int(early.sum()), int(own.sum())).record(),
        "spared_by_mode": _by_mode(at, tried, spared, own),
        "over_soon_after": int((spared & (tried.ends - tried.crossed < reaction_time(rules))).sum()),
        "ended_after_the_limit": Share(int(after.sum()), int(own.sum())).record(),
        "from_failure_to_action_s": quantiles((outcome[:, O_ENDED] - tried.failed)[acted]),
        "from_limit_to_action_s": quantiles(late[acted]),
        "past_the_limit_m": quantiles(past[acted]),
        "past_the_limit_of_spared_m": quantiles(past[spared]),
        "by_rule": _by_rule(rules, outcome[acted, O_RULE]),
        "by_phase": _by_phase(at, tried.failed[own]),
        "by_mode_and_phase": _by_mode_and_phase(at, tried, outcome, ended, own),
        "samples": _listed(tried, spared),
    }


def _by_mode_and_phase(at: Setting, tried: Tried, outcome: Floats, ended: Bools, own: Bools) -> list[dict[str, Any]]:
    """The times and distances of bad flights by what failed and in which phase; a row for each pair that was tried."""
    rows: dict[tuple[str, str], list[int]] = {}
    for i in np.flatnonzero(own).tolist():
        pair = at.strata[int(tried.stratum[i])].mode, at.phase_of(float(tried.failed[i]))
        rows.setdefault(pair, []).append(i)
    out = []
    for (mode, phase), members in rows.items():
        which = np.array(members)
        acted = which[ended[which] & ~(outcome[which, O_ENDED] < tried.failed[which])]
        out.append({
            "mode": mode,
            "phase": phase,
            "spared": Share(int((~ended[which]).sum()), len(which)).record(),
            "from_failure_to_action_s": quantiles(outcome[acted, O_ENDED] - tried.failed[acted]),
            "from_limit_to_action_s": quantiles(outcome[acted, O_ENDED] - tried.crossed[acted]),
            "past_the_limit_m": quantiles(np.maximum(outcome[acted, O_BEYOND], 0.0)),
        })  # fmt: skip
    return out


def _fault_acts(tried: Tried, outcome: Floats) -> Bools:
    """Whether the first fault of a bad flight acts at some moment between its failure and what ends the flight."""
    fault = tried.faults[:, 0]
    over = np.where(np.isfinite(outcome[:, O_ENDED]), outcome[:, O_ENDED], tried.ends)
    return np.asarray((fault[:, KIND] >= 0) & (fault[:, START] <= over) & (fault[:, END] >= tried.failed))


def reaction_time(rules: RuleSet) -> float:
    """Shortest time in which the rules can act on a limit that is passed [s]: persistence, one cycle, latency, delay."""
    from luncur.termination import columns as c
    from luncur.trial.fault_columns import LAG

    t = rules.table
    ending = t.rules[(t.rules[:, c.ACTION] > c.WARN) & (t.rules[:, c.KIND] == c.IMPACT_LIMIT)]
    if len(ending) == 0:
        return 0.0
    waits = ending[:, c.PERSISTENCE] * t.period + ending[:, c.DELAY]
    return float(waits.min() + t.period + rules.specs[:, LAG].max())


def quantiles(values: Floats) -> dict[str, float | int] | None:
    """Count, median, 95th percentile and extremes; None of nothing."""
    if len(values) == 0:
        return None
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
    return {
        "count": len(values), "least": float(values.min()), "p05": float(low), "median": float(middle), "p95": float(high),
        "most": float(values.max()),
    }  # fmt: skip


def _by_phase(at: Setting, times: Floats) -> dict[str, int]:
    out: dict[str, int] = {}
    for time in times.tolist():
        name = at.phase_of(time)
        out[name] = out.get(name, 0) + 1
    return out


def _by_rule(rules: RuleSet, rows: Floats) -> dict[str, int]:
    out: dict[str, int] = {}
    for r in rows.tolist():
        name = "stuck command" if r == BY_STUCK_COMMAND else rules.table.rule_names[int(r)] if not math.isnan(r) else ""
        out[name] = out.get(name, 0) + 1
    return out


def _by_mode(at: Setting, tried: Tried, spared: Bools, own: Bools) -> dict[str, dict[str, float | int | None]]:
    modes = np.array([s.mode for s in at.strata])
    of = np.where(tried.stratum >= 0, modes[np.maximum(tried.stratum, 0)], "")
    return {
        str(m): Share(int((spared & (of == m)).sum()), int((own & (of == m)).sum())).record()
        for m in dict.fromkeys(modes.tolist())
        if (own & (of == m)).any()
    }


def _listed(tried: Tried, which: Bools) -> list[int]:
    return [int(i) for i in tried.samples.index[which][:MOST_LISTED]]
