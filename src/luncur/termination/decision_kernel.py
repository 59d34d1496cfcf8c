"""One decision cycle: the rules against the agreed state, what is wrong long enough, what is done about it."""

import math

from luncur.compiler import kernel
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.termination.area_kernel import margin_inside, unit_vector
from luncur.termination.columns import (
    ABOVE,
    ACTION,
    ARMED,
    CHECKED,
    COMMAND_RULE,
    COMMAND_TIME,
    COMMANDED,
    COUNT,
    COUNTING,
    DATA_LOSS,
    DELAY,
    DONE,
    ENDED,
    FROM,
    GATE,
    GO,
    IMPACT_LIMIT,
    KIND,
    LAST_STATE,
    LEAD,
    LIMIT,
    LIMIT_2,
    MADE_SAFE,
    MARGIN,
    MINIMUM_SPEED,
    NO_DATA,
    NOT_ARMED,
    ORDERED,
    PASSED,
    PERSISTENCE,
    POSITION_LIMIT,
    RATE,
    SAFE,
    SAFE_COUNT,
    SEEN,
    SOURCES,
    UNTIL,
    WARN,
    WARNING,
)
from luncur.termination.margins_kernel import margin_of, perigee_of, where_it_would_land
from luncur.termination.voting_kernel import V_SOURCES, V_VX, V_X

SMOOTHING = 1.0  # over which the rate of a margin is taken [s]


@kernel
def decide(now, agreed, state, channels, rule, memory, system, impact, guards, areas, edges, table, nominal, pad, air):
    """The decision of one cycle (``DECISIONS``) and the rule behind it (-1: none).

    now [s] since lift-off; agreed: sources that agree on ``state`` now (0: none); channels: see ``margin_of``; guards: arming time [s],
    arming altitude [m], sources to arm, safing perigee [m] (nan: not asked), earliest safing [s] (inf: never), cycles to safe, period [s].
    memory[r, :] and system[:] are what it remembers; into impact[2] goes the vacuum impact point [rad], nan when there is none.
    It allocates nothing and its time is bounded by the table's size.
    """
    s = (state[V_X], state[V_X + 1], state[V_X + 2], state[V_VX], state[V_VX + 1], state[V_VX + 2])
    if agreed > 0:
        system[LAST_STATE] = now
    since = max(now - system[LAST_STATE], 0.0)
    known = state[V_SOURCES] > 0.0
    place = geodetic_from_ecef(s[0], s[1], s[2]) if known else (math.nan, math.nan, math.nan)
    _arm_and_safe(now, agreed, s, place, system, guards)
    vacuum = (math.nan, math.nan, False)
    if agreed > 0:
        vacuum = where_it_would_land(s, 0.0, air)
    impact[0] = vacuum[0]
    impact[1] = vacuum[1]
    speed = math.sqrt(s[3] * s[3] + s[4] * s[4] + s[5] * s[5])
    healthy = all_kept(rule, memory)
    worst = -1
    warned = -1
    passing = -1
    for r in range(rule.shape[0]):
        if not is_enabled(rule, r, now, agreed, place[2], speed):
            memory[r, COUNT] = 0.0
            memory[r, SEEN] = 0.0
            memory[r, CHECKED] = 0.0
            continue
        margin = margin_of(rule, r, now, since, s, place, vacuum, channels, areas, edges, table, nominal, pad, air)
        broken = _is_broken(rule, memory, r, margin, agreed, healthy, vacuum, areas, edges, guards[6])
        if not broken:
            continue
        if memory[r, COUNT] < rule[r, PERSISTENCE] or not _may_act(rule, r, agreed):
            passing = r
        elif rule[r, ACTION] == WARN:
            warned = r
        elif worst < 0 or rule[r, ACTION] > rule[worst, ACTION]:
            worst = r
    return _result(now, agreed, worst, warned, passing, rule, system)


@kernel
def _arm_and_safe(now, agreed, s, place, system, guards):
    """Set the two flags: armed may be lost again on the ground, safe is for good."""
    if system[ARMED] == 0.0 and agreed >= guards[2] and now >= guards[0] and not place[2] < guards[1]:
        system[ARMED] = 1.0
    if system[SAFE] == 0.0 and now >= guards[4]:
        holds = agreed > 0 and (math.isnan(guards[3]) or perigee_of(s) >= guards[3])
        system[SAFE_COUNT] = system[SAFE_COUNT] + 1.0 if holds else 0.0
        if system[SAFE_COUNT] >= guards[5]:
            system[SAFE] = 1.0


@kernel
def is_enabled(rule, r, now, agreed, altitude, speed):
    """Whether a rule is within its window of time and state; one that asks for a state needs to know it."""
    if not (now >= rule[r, FROM] and now < rule[r, UNTIL]):
        return False
    if rule[r, ABOVE] > -1e9 and not altitude >= rule[r, ABOVE]:
        return False
    return not (rule[r, MINIMUM_SPEED] > 0.0 and not speed >= rule[r, MINIMUM_SPEED])


@kernel
def _may_act(rule, r, agreed):
    """A rule acts on a state that enough sources agree on; loss of data is the rule for when they do not."""
    return int(rule[r, KIND]) == DATA_LOSS or agreed >= rule[r, SOURCES]


@kernel
def _is_broken(rule, memory, r, margin, agreed, healthy, vacuum, areas, edges, period):
    """Follow the margin of a rule over the cycles; True while its limit is passed (or foreseen to be, or ran through no gate).

    A margin that nothing tells neither counts nor clears the count: a silence in mid-breach must not start it again.
    """
    if math.isnan(margin):
        memory[r, CHECKED] = 0.0
        return memory[r, COUNT] > 0.0
    rate = 0.0
    if memory[r, SEEN] > 0.0 and abs(margin) < 1e12 and abs(memory[r, MARGIN]) < 1e12:
        share = min(period / SMOOTHING, 1.0)
        rate = memory[r, RATE] + share * ((margin - memory[r, MARGIN]) / period - memory[r, RATE])
    memory[r, RATE] = rate
    memory[r, MARGIN] = margin
    kind = int(rule[r, KIND])
    acts_at = rule[r, LIMIT] if kind == IMPACT_LIMIT or kind == POSITION_LIMIT else 0.0
    passed = margin < acts_at
    broken = passed or (rule[r, LEAD] > 0.0 and margin + rate * rule[r, LEAD] < acts_at)
    if kind == IMPACT_LIMIT and rule[r, GATE] >= 0.0:
        broken = _gate(rule, memory, r, passed, broken, agreed, healthy, vacuum, areas, edges)
    memory[r, SEEN] = 1.0
    memory[r, COUNT] = memory[r, COUNT] + 1.0 if broken else 0.0
    return broken


@kernel
def _gate(rule, memory, r, passed, broken, agreed, healthy, vacuum, areas, edges):
    """A gate lets the impact point of a healthy flight out of its limit; the limit holds again once it is back inside.

    A hold-and-resume gate (LIMIT_2 > 0) does so only after that many cycles in a row, all of them in the gate and before the limit,
    in which every ending rule was kept and enough sources agreed.
    """
    held = healthy and vacuum[2]
    if held:
        held = margin_inside(unit_vector(vacuum[0], vacuum[1]), int(rule[r, GATE]), areas, edges) >= 0.0
    checked = held and agreed >= rule[r, SOURCES]
    if not passed:
        memory[r, PASSED] = 0.0
        memory[r, CHECKED] = memory[r, CHECKED] + 1.0 if checked else 0.0
        return broken and not held
    if memory[r, PASSED] == 0.0:
        if held and (rule[r, LIMIT_2] == 0.0 or (checked and memory[r, CHECKED] >= rule[r, LIMIT_2])):
            memory[r, PASSED] = 1.0
        else:
            memory[r, CHECKED] = 0.0
    return memory[r, PASSED] == 0.0


@kernel
def all_kept(rule, memory):
    """Whether no rule that would end the flight is counting: what a gate asks for."""
    for r in range(rule.shape[0]):
        if rule[r, ACTION] > WARN and memory[r, COUNT] > 0.0:
            return False
    return True


@kernel
def _result(now, agreed, worst, warned, passing, rule, system):
    """What is said and done; an action, once commanded, stays, unless the system was made safe before."""
    if system[COMMANDED] > 0.0:
        r = int(system[COMMAND_RULE])
        if now >= system[COMMAND_TIME] + rule[r, DELAY] - 1e-9:
            system[DONE] = 1.0
        return (ENDED if system[DONE] > 0.0 else ORDERED), r
    if system[SAFE] > 0.0:
        return MADE_SAFE, -1
    if system[ARMED] == 0.0:
        return NOT_ARMED, -1
    if worst >= 0:
        system[COMMANDED] = 1.0
        system[COMMAND_TIME] = now
        system[COMMAND_RULE] = worst
        return ORDERED, worst
    if passing >= 0:
        return COUNTING, passing
    if warned >= 0:
        return WARNING, warned
    return (GO if agreed > 0 else NO_DATA), -1
