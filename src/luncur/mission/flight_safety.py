"""What a mission file says of the flight-safety system: its sources, its rules, and when it must not act.

Terms are those of 14 CFR 417.213 to 417.219 and 450.108: flight safety limits, gates, data-loss flight time.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from luncur.mission.part import Confidence, Count, Flag, Name, Number, Part, Text
from luncur.mission.units import (
    Acceleration,
    Altitude,
    Angle,
    AngularRate,
    BallisticCoefficient,
    Latitude,
    Length,
    Longitude,
    Probability,
    Speed,
    Time,
)

Action = Literal["warn", "engine-shutdown", "destruct"]
RuleKind = Literal[
    "impact-limit", "position-limit", "altitude-limit", "attitude-error", "body-rate", "straight-up", "thrust-loss",
    "data-loss", "useful-mission",
]  # fmt: skip


class NavigationSource(Part):
    """One unit that tells position and velocity, and how good it is when healthy."""

    name: Name
    kind: Literal["satellite-navigation", "inertial"]
    period: Time  # between two of its measurements [s]
    latency: Time = 0.0  # from the measurement until the system has it [s]
    position_sigma: Length  # one standard deviation per axis [m]
    velocity_sigma: Speed  # [m/s]
    position_drift: Speed = 0.0  # growth of the position's error, one standard deviation per axis [m/s]
    velocity_drift: Number = Field(default=0.0, ge=0, le=100)  # growth of the velocity's error [m/s2]


class Voting(Part):
    """When sources are believed: against themselves, against physics, against each other."""

    maximum_age: Time = 1.0  # of a measurement that still counts [s]
    maximum_acceleration: Acceleration = 150.0  # that the vehicle can have, gravitation included [m/s2]
    position_tolerance: Length = 300.0  # between two sources at one time [m]
    velocity_tolerance: Speed = 10.0  # [m/s]
    readmission: Count = Field(
        default=20, ge=1, le=10_000
    )  # consecutive cycles of agreement before a source counts again
    frozen: Count = Field(default=3, ge=2, le=1000)  # consecutive measurements without any change that make it frozen


class LimitArea(Part):
    """A region on the ground, its corners joined by great circles: limit line, gate or corridor."""

    name: Name
    points: Annotated[tuple[tuple[Latitude, Longitude], ...], Field(min_length=3, max_length=200)]
    source: Text = ""
    note: Text = ""


class TerminationRule(Part):
    """One limit; its breach over ``persistence`` consecutive cycles within its window calls for the action.

    Which figures a rule needs depends on its kind: see ``luncur.mission.flight_safety_checks``.
    """

    name: Name
    kind: RuleKind
    action: Action
    delay: Time = 0.0  # from the decision until the action is done [s]
    persistence: Count = Field(default=1, ge=1, le=10_000)  # consecutive cycles
    sources: Count = Field(default=1, ge=0, le=16)  # independent sources that must agree on the state before it may act
    start: Name | None = None  # event or "N s"; None: lift-off
    end: Name | None = None  # event or "N s"; None: until safing
    above: Altitude | None = None  # enabled at this height or more [m]
    minimum_speed: Speed | None = None  # enabled at this speed relative to the Earth or more [m/s]
    area: Name | None = None  # of [[termination.area]]
    keep: Literal["inside", "outside"] = "inside"  # where the point must be
    lead: Time = 0.0  # the breach is foreseen this long ahead, by the rate of the margin [s]
    ballistic_coefficient: BallisticCoefficient | None = None  # impact point with air; None: in vacuum [kg/m2]
    gate: Name | None = None  # area in which the impact point may leave the limit while the flight is healthy
    gate_check: Count = Field(default=0, ge=0, le=10_000)  # healthy cycles in a row in the gate before the line
    altitude: tuple[tuple[Time, Altitude, Altitude], ...] = ()  # (time, lowest, highest), linear between
    limit: Angle | None = None  # attitude error [rad]
    rate: AngularRate | None = None  # body rate [rad/s]
    time: Time | None = None  # of straight-up: at the latest then the impact point must have left ``distance`` [s]
    distance: Length | None = None  # from the pad (straight-up), the nominal position, or before the limit's line [m]
    speed: Speed | None = None  # of useful-mission, from the nominal velocity [m/s]
    thrust: Probability | None = None  # share of the expected thrust below which it is lost
    loss: tuple[tuple[Time, Time], ...] = ()  # of data-loss: (time since lift-off, longest time without data) [s]
    hypothetical: Flag = False  # not how this vehicle is flown: said on every page
    source: Text = ""
    confidence: Confidence | None = None
    note: Text = ""


class Arming(Part):
    """What must all hold before the system may act."""

    time: Time = 0.0  # since lift-off [s]
    altitude: Altitude | None = None  # above the ellipsoid [m]
    sources: Count = Field(default=1, ge=1, le=16)  # that agree


class Safing(Part):
    """What, once all of it has held for ``persistence`` consecutive cycles, makes the system safe for good."""

    perigee_altitude: Altitude | None = None  # orbit assured: the perigee is above this [m]
    start: Name | None = None  # event or "N s", not earlier
    persistence: Count = Field(default=10, ge=1, le=10_000)


class DecisionUnits(Part):
    """Units that run all the rules, each by itself; an action is done when enough of them command it."""

    count: Count = Field(ge=1, le=16)
    needed: Count = Field(ge=1, le=16)  # of them, that must command an action for it to be done


class Termination(Part):
    """The flight-safety system of a launch: what ends a bad flight, and how.

    Its ``rules`` end the malfunction flights of a study, and are displayed, replayed and tried.  Without any, an attitude error
    ends these flights after a delay.
    """

    attitude_error: Angle | None = (
        None  # of a mission without rules: the thrust axis against where it was at the failure [rad]
    )
    delay: Time | None = None  # from that error until the flight is ended [s]
    action: Literal["engine-shutdown", "destruct"]  # then, and of a command that is sent in error
    period: Time = 0.1  # of the decision cycle [s]
    sources: tuple[NavigationSource, ...] = Field(default=(), alias="source", max_length=16)
    voting: Voting = Voting()
    areas: tuple[LimitArea, ...] = Field(default=(), alias="area", max_length=64)
    rules: tuple[TerminationRule, ...] = Field(default=(), alias="rule", max_length=64)
    units: DecisionUnits | None = None  # None: one unit alone, and ``assumptions`` says so
    arming: Arming = Arming()
    safing: Safing | None = None  # None: the system can act to the end of the flight
