"""The rules of a mission, compiled once to flat arrays that the decision runs over."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import MEAN_RADIUS
from luncur.earth.splines import hermite
from luncur.errors import InputError
from luncur.flight import Trajectory
from luncur.flight.plan import AscentPlan
from luncur.mission import Mission
from luncur.mission.flight_safety import LimitArea, Termination, TerminationRule
from luncur.mission.flight_safety_checks import seconds_of
from luncur.mission.hypothetical import hypothetical_sentences
from luncur.termination import columns as c
from luncur.termination.area_kernel import AREA_COLUMNS, EDGE_COLUMNS

Floats = NDArray[np.float64]
NOMINAL_STEP = 0.5  # of the nominal flight that the useful-mission limit is held against [s]
WIDEST = math.radians(80.0)  # from an area's centre to its farthest corner
APART = 1.0 / MEAN_RADIUS  # least between neighbouring corners: 1 m [rad]


@dataclass(frozen=True)
class RuleTable:
    """What a decision cycle reads; nothing in it changes during a flight.

    rules[r, ``RULE_COLUMNS``]; areas, edges: see ``area_kernel``; table[k, 3] the rules' own tables over time; nominal[n, 7] time,
    Earth-fixed position and velocity; guards[7] arming and safing; limits[6] of voting; pad[2] latitude, longitude [rad];
    air: weather table, upper table, density factor, pressure; names of rules and sources in their order; units: how many
    run this table, and how many of them must command an action for it to be done; hypothetical: sentences that whoever shows the rules
    shows with them; rules_hypothetical: the rules by which this vehicle is not flown.
    """

    rules: Floats
    areas: Floats
    edges: Floats
    table: Floats
    nominal: Floats
    guards: Floats
    limits: Floats
    pad: tuple[float, float]
    air: tuple[Floats, Floats, float, Floats]
    rule_names: tuple[str, ...]
    source_names: tuple[str, ...]
    period: float
    units: tuple[int, int]
    hypothetical: tuple[str, ...]
    rules_hypothetical: tuple[bool, ...]


def rule_table(ascent: AscentPlan, trajectory: Trajectory) -> RuleTable:
    """Compile the rules of a mission; windows that name events open and close at the nominal times of these.

    Raises InputError when the mission has no rules, or a window names an event that the nominal flight does not reach.
    """
    mission, system = ascent.mission, ascent.mission.termination
    if system is None or not system.rules:
        raise InputError(mission.file, "termination.rule", None, "at least one rule")
    times = {event.name: event.time for event in trajectory.events}
    areas, edges = _areas(mission, system.areas)
    rows: list[tuple[float, float, float]] = []
    rules = np.array([_rule(mission, system, rule, times, rows) for rule in system.rules])
    tables, factor = ascent.weather.tables(np.zeros((1, ascent.weather.normals)))
    voting = system.voting
    return RuleTable(
        rules=rules,
        areas=areas,
        edges=edges,
        table=np.array(rows or [(0.0, 0.0, 0.0)]),
        nominal=_nominal(trajectory),
        guards=_guards(mission, system, times),
        limits=np.array([
            voting.maximum_age, voting.maximum_acceleration, voting.position_tolerance, voting.velocity_tolerance,
            voting.readmission, voting.frozen,
        ]),
        pad=(mission.site.latitude, mission.site.longitude),
        air=(tables[0], ascent.weather.upper, float(factor[0]), ascent.weather.pressure),
        rule_names=tuple(rule.name for rule in system.rules),
        source_names=tuple(source.name for source in system.sources),
        period=system.period,
        units=(1, 1) if system.units is None else (system.units.count, system.units.needed),
        hypothetical=tuple(str(sentence) for sentence in hypothetical_sentences(mission)),
        rules_hypothetical=tuple(rule.hypothetical for rule in system.rules),
    )  # fmt: skip


def _moment(mission: Mission, field: str, text: str | None, times: dict[str, float], default: float) -> float:
    if text is None:
        return default
    seconds = seconds_of(text)
    if seconds is not None:
        return seconds
    if text not in times or not math.isfinite(times[text]):
        raise InputError(mission.file, field, text, "an event that the nominal flight reaches")
    return times[text]


def _rule(
    mission: Mission, system: Termination, rule: TerminationRule, times: dict[str, float],
    rows: list[tuple[float, float, float]],
) -> Floats:  # fmt: skip
    """One row of the table; its own table over time is put behind the others in ``rows``."""
    out = np.full(c.RULE_COLUMNS, np.nan)
    names = [area.name for area in system.areas]
    field = f"termination.rule.{rule.name}"
    first = len(rows)
    rows.extend(rule.altitude)
    rows.extend((when, longest, 0.0) for when, longest in rule.loss)
    out[[c.KIND, c.ACTION, c.DELAY]] = c.KINDS.index(rule.kind), c.ACTIONS.index(rule.action), rule.delay
    out[[c.PERSISTENCE, c.SOURCES]] = rule.persistence, rule.sources
    out[c.FROM] = _moment(mission, f"{field}.start", rule.start, times, 0.0)
    out[c.UNTIL] = _moment(mission, f"{field}.end", rule.end, times, math.inf)
    if out[c.UNTIL] <= out[c.FROM]:
        raise InputError(mission.file, f"{field}.end", rule.end, f"a moment after its start ({out[c.FROM]:g} s)")
    out[c.ABOVE] = -math.inf if rule.above is None else rule.above
    out[c.MINIMUM_SPEED] = rule.minimum_speed or 0.0
    out[c.AREA] = -1.0 if rule.area is None else names.index(rule.area)
    out[c.GATE] = -1.0 if rule.gate is None else names.index(rule.gate)
    out[c.KEEP] = 1.0 if rule.keep == "inside" else -1.0
    out[c.LEAD] = rule.lead
    out[c.INVERSE_BETA] = 0.0 if rule.ballistic_coefficient is None else 1.0 / rule.ballistic_coefficient
    out[[c.LIMIT, c.LIMIT_2]] = _limits(rule)
    out[[c.FIRST_ROW, c.ROWS]] = first, len(rows) - first
    return out


def _limits(rule: TerminationRule) -> tuple[float, float]:
    """The one or two figures of a rule's kind; of limits on places the distance [m] at which they act, and the cycles of a gate's check."""
    if rule.kind in ("impact-limit", "position-limit"):
        return rule.distance or 0.0, float(rule.gate_check)
    if rule.kind == "useful-mission":
        return (
            math.inf if rule.distance is None else rule.distance,
            math.inf if rule.speed is None else rule.speed,
        )
    pairs = {
        "attitude-error": (rule.limit, None),
        "body-rate": (rule.rate, None),
        "thrust-loss": (rule.thrust, None),
        "straight-up": (rule.time, rule.distance),
    }
    first, second = pairs.get(rule.kind, (None, None))
    return math.nan if first is None else first, math.nan if second is None else second


def _guards(mission: Mission, system: Termination, times: dict[str, float]) -> Floats:
    arming, safing = system.arming, system.safing
    altitude = -math.inf if arming.altitude is None else arming.altitude
    if safing is None:
        return np.array([arming.time, altitude, arming.sources, np.nan, math.inf, 1.0, system.period])
    perigee = math.nan if safing.perigee_altitude is None else safing.perigee_altitude
    earliest = _moment(mission, "termination.safing.start", safing.start, times, 0.0)
    return np.array([arming.time, altitude, arming.sources, perigee, earliest, safing.persistence, system.period])


def _nominal(trajectory: Trajectory) -> Floats:
    """The nominal flight at even times, by cubics through its positions and velocities."""
    rising = np.concatenate([[True], np.diff(trajectory.time) > 1e-9])
    t, p, v = trajectory.time[rising], trajectory.position[rising], trajectory.velocity[rising]
    at = np.arange(t[0], t[-1], NOMINAL_STEP)
    velocity = np.stack([np.interp(at, t, v[:, i]) for i in range(3)], axis=1)
    return np.column_stack([at, hermite(t, p, v, at)[0], velocity])


def _areas(mission: Mission, areas: tuple[LimitArea, ...]) -> tuple[Floats, Floats]:
    heads = np.zeros((max(len(areas), 1), AREA_COLUMNS))
    edges: list[Floats] = []
    for i, area in enumerate(areas):
        head, own = _area(mission, area, len(edges))
        heads[i] = head
        edges.extend(own)
    return heads, np.array(edges) if edges else np.zeros((1, EDGE_COLUMNS))


def _area(mission: Mission, area: LimitArea, first: int) -> tuple[Floats, list[Floats]]:
    corners = unit_vectors(np.array(area.points))
    field = f"termination.area.{area.name}.points"
    centre = corners.mean(axis=0)
    if np.linalg.norm(centre) < 1e-3:
        raise InputError(mission.file, field, None, "corners within 80 deg of their middle")
    centre /= np.linalg.norm(centre)
    if (corners @ centre).min() < math.cos(WIDEST):
        raise InputError(mission.file, field, None, "corners within 80 deg of their middle")
    helper = np.array([0.0, 0.0, 1.0]) if abs(centre[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    axis_1 = np.cross(helper, centre)
    axis_1 /= np.linalg.norm(axis_1)
    axis_2 = np.cross(centre, axis_1)
    flat = np.stack([corners @ axis_1, corners @ axis_2], axis=1) / (corners @ centre)[:, None]
    if not _encloses(corners, flat):
        expected = "corners in turn around one area, 1 m apart or more, whose edges do not cross"
        raise InputError(mission.file, field, None, expected)
    rows = []
    for i in range(len(corners)):
        a, b = corners[i], corners[(i + 1) % len(corners)]
        normal = np.cross(a, b)
        normal /= np.linalg.norm(normal)
        rows.append(
            np.concatenate([
                a, b, normal, np.cross(normal, a), np.cross(b, normal), flat[i], flat[(i + 1) % len(corners)],
            ])
        )  # fmt: skip
    return np.concatenate([centre, axis_1, axis_2, [first, len(corners)]]), rows


def _encloses(corners: Floats, flat: Floats) -> bool:
    """Whether corners [n, 3] go once around one area; flat[n, 2]: the same in the gnomonic plane, where edges are straight."""
    from shapely import Polygon

    apart = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return bool(apart.min() >= APART and Polygon(flat).is_valid)


def unit_vectors(places: Floats) -> Floats:
    """Unit vectors [n, 3] of latitude, longitude [n, 2] [rad], latitudes taken as those of a sphere."""
    cosine = np.cos(places[:, 0])
    return np.stack([cosine * np.cos(places[:, 1]), cosine * np.sin(places[:, 1]), np.sin(places[:, 0])], axis=1)
