"""What a study takes for granted about failures, as sentences for its report."""

from __future__ import annotations

import math

from luncur.failure.strata import TURNS
from luncur.flight.malfunction_limits import DEFAULT_ACCELERATION, FASTEST
from luncur.mission.model import Mission
from luncur.sentences import Sentence


def failure_assumptions(mission: Mission) -> list[str]:
    """One sentence for each choice that the flight after a failure rests on; none without a failure table."""
    failure = mission.failure
    if failure is None:
        return []
    kinds = {mode.kind for mode in failure.modes}
    out: list[str] = [Sentence("failure_times")]
    if any(m.kind in TURNS and m.turns is None for m in failure.modes):
        out.append(Sentence("turns_three_degrees"))
    out += [Sentence("turns_tabled", mode=m.name) for m in failure.modes if m.turns is not None]
    for kind in ("slow-turn", "tumble"):
        if any(m.kind == kind and m.angular_acceleration is None and m.turns is None for m in failure.modes):
            low, high = (math.degrees(a) for a in DEFAULT_ACCELERATION[kind])
            out.append(Sentence("turn_acceleration", kind=kind, low=low, high=high, rate=math.degrees(FASTEST[kind])))
    if kinds & {"failure-to-ignite", "failure-to-separate"}:
        out.append(Sentence("events_fail"))
    out.extend(_breakup(mission))
    rule = mission.termination
    if rule is None:
        out.append(Sentence("no_termination"))
    elif rule.rules:
        ending = sum(r.action != "warn" for r in rule.rules)
        out.append(Sentence("termination_rules", rules=ending, period=rule.period))
        if rule.attitude_error is not None or rule.delay is not None:
            out.append(Sentence("termination_unused"))
    elif rule.attitude_error is not None:
        error = math.degrees(rule.attitude_error)
        out.append(Sentence("termination_rule", error=error, delay=rule.delay, action=rule.action))
    return out


def _breakup(mission: Mission) -> list[str]:
    limits = mission.vehicle.breakup
    out: list[str] = []
    if limits.q_alpha is None:
        out.append(Sentence("no_q_alpha"))
    if limits.tumbling_dynamic_pressure is None:
        out.append(Sentence("stays_whole"))
    else:
        out.append(Sentence("tumbling_breaks", pressure=limits.tumbling_dynamic_pressure / 1000.0))
    if limits.entry_altitude is None:
        out.append(Sentence("no_heating"))
    else:
        out.append(Sentence("entry_breaks", height=limits.entry_altitude / 1000.0, speed=limits.entry_speed / 1000.0))
    out.append(Sentence("low_explosion"))
    out.append(Sentence("orbit_not_counted"))
    return out
