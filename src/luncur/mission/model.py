"""What a mission file can say, in SI, as frozen data.

Texts with units are converted by the field types (mission/units.py); where a figure
comes from, how sure it is and how it disperses stand in ``Mission.figures``, keyed by
the figure's path ("vehicle.body.core.engine.thrust_vacuum").  Nothing here computes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from luncur.mission.flight_safety import (
    Termination,
)
from luncur.mission.part import Confidence, Count, FileName, Flag, Name, Number, Part, Text, Timestamp, TimeZone
from luncur.mission.units import (
    Acceleration,
    Altitude,
    Angle,
    AngularAcceleration,
    AngularRate,
    Area,
    BallisticCoefficient,
    Elevation,
    Force,
    HeatFlux,
    Inclination,
    Latitude,
    Length,
    Longitude,
    Mass,
    Pressure,
    Probability,
    QAlpha,
    Ratio,
    SignedTime,
    SpecificImpulse,
    Speed,
    Time,
)


class Figure(Part):
    """Origin of one figure: written as {value, source, confidence, sigma, note} in place of a bare value."""

    source: Text = ""
    confidence: Confidence | None = None  # H official or measured, M secondary, L estimate, U unconfirmed
    sigma: float | None = None  # one standard deviation, SI [unit of the figure]; None: not dispersed
    fitted: Flag = False  # chosen so that the flight meets reported events
    note: Text = ""


class Site(Part):
    """A launch pad."""

    name: Name
    latitude: Latitude  # geodetic, WGS 84 [rad]
    longitude: Longitude  # [rad]
    altitude: Altitude  # [m]; see figures for the height system of the source
    ground_radius: Length = 50e3  # inside it the ground is at the pad's height, outside it is the ellipsoid [m]
    country: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None  # ISO 3166 alpha-3
    time_zone: TimeZone | None = None  # IANA name; None: the report gives mean solar time for local time


class Engine(Part):
    """All engines of one body together."""

    thrust_vacuum: Force  # [N]
    specific_impulse_vacuum: SpecificImpulse  # [s]
    thrust_sea_level: Force | None = None  # [N]; gives the exit area where that is not given
    exit_area: Area | None = None  # total nozzle exit area [m2]
    throttle: tuple[tuple[Time, Ratio], ...] = ()  # (time since ignition [s], share of full thrust), linear between
    starts: Count = Field(default=1, ge=1, le=50)
    burn_time: Time | None = None  # stated burn time [s], used only to check that the figures fit together


class Tank(Part):
    propellant: Literal["LOX/RP-1", "LOX/LH2", "hypergolic", "solid", "inert"]
    loaded: Mass  # at lift-off [kg]
    residual: Mass = 0.0  # cannot be burned [kg]


class Parachute(Part):
    """One canopy of a body that is let go; opens at exactly one of apogee, height or time, ``delay`` later.

    Canopies stand in the order in which they open; what is open adds up.
    """

    name: Name
    drag_area: Area  # drag coefficient times area, open [m2]
    failure_probability: Probability  # that it does not open
    apogee: Flag = False  # at the highest point, or at once for a body that falls already
    height: Length | None = None  # on the way down, above the pad [m]
    time: Time | None = None  # after the body was let go [s]
    delay: Time = 0.0  # from there until it is open [s]


class Fall(Part):
    """How one body falls once released whole: drag by Mach on an area, or a constant ballistic coefficient."""

    reference_area: Area | None = None  # [m2]
    drag: Name | None = None  # name of a built-in drag curve: "tumbling-cylinder", "sphere", "flat-plate", "slender"
    ballistic_coefficient: BallisticCoefficient | None = None  # m / (Cd A) [kg/m2]
    ballistic_coefficient_sigma: Ratio = 0.0  # relative standard deviation, log-normal
    length: Length | None = None
    diameter: Length | None = None
    separation_speed: Speed = 0.0  # one standard deviation per axis of the velocity given at release [m/s]
    parachutes: tuple[Parachute, ...] = Field(default=(), alias="parachute")


class Body(Part):
    """Anything that flies or is dropped: stage, strap-on, fairing half, aft bay, payload."""

    name: Name
    kind: Literal["stage", "fairing", "structure", "payload"]
    count: Count = Field(default=1, ge=1, le=20)  # identical copies that act together
    dry_mass: Mass  # of one copy, without tank contents [kg]
    tank: Tank | None = None  # of one copy
    engine: Engine | None = None  # of one copy
    fall: Fall | None = None
    inside: Name | None = None  # the body that encloses it while attached, such as a fairing half
    fragments: FileName | None = None  # fragment list, a CSV or TOML file; None: the generic list for this kind of body


class When(Part):
    """The moment of an event: exactly one of time, depleted, guidance, altitude, heat_flux, rail, or only ``after``."""

    time: Time | None = None  # since lift-off [s]
    after: Name | None = None  # name of an earlier event; alone or with delay: that long after it
    delay: SignedTime = 0.0  # added to ``after`` [s]
    depleted: Name | None = None  # this body's usable propellant is gone
    guidance: Flag = False  # the explicit guidance has reached its target (or the propellant is gone)
    altitude: Altitude | None = None  # first rise through it [m]
    heat_flux: HeatFlux | None = None  # free-molecular heat flux falls below it [W/m2]
    apsis: Literal["apogee", "perigee"] | None = None  # next passage
    rail: Flag = False  # the vehicle has travelled the length of its rail


class Event(Part):
    """One line of the flight sequence, in order of flight."""

    name: Name
    when: When
    ignite: tuple[Name, ...] = ()
    shutdown: tuple[Name, ...] = ()
    jettison: tuple[Name, ...] = ()


class Aero(Part):
    """Drag of the whole vehicle from one event on."""

    start: Name  # event name; the first entry starts at "liftoff"
    reference_area: Area
    powered: tuple[tuple[Number, Number], ...]  # (Mach, drag coefficient)
    coasting: tuple[tuple[Number, Number], ...] = ()  # empty: as powered


class Target(Part):
    """What the explicit guidance aims at: an orbit, or a state on the way to one."""

    inclination: Inclination  # [rad], Earth-fixed pole
    descending: Flag = False  # fly south-going from the pad
    altitude: Altitude | None = None  # radius minus equatorial radius at cut-off [m]
    flight_path_angle: Elevation = 0.0  # inertial, at cut-off [rad]
    speed: Speed | None = None  # inertial, at cut-off [m/s]; None with ``depletion``: what the propellant gives
    depletion: Flag = False
    perigee_altitude: Altitude | None = None  # above the equatorial radius [m]
    apogee_altitude: Altitude | None = None


class Steering(Part):
    """Which law points the thrust from one event on."""

    start: Name
    law: Literal["rail", "vertical", "pitch-programme", "gravity-turn", "explicit", "prograde", "coast", "hold"]
    pitch: tuple[tuple[Time, Elevation], ...] = ()  # (time since lift-off [s], angle above local horizontal [rad])
    azimuth: Angle | None = None  # from north, eastward, Earth-fixed [rad]; None: from the target inclination
    target: Target | None = None  # for "explicit"


class Rail(Part):
    """Launcher of an unguided rocket, and within what it must come down."""

    length: Length  # travelled before the rocket is free [m]
    elevation: Elevation  # above the horizon [rad]
    azimuth: Angle  # from north, eastward [rad]
    pitch_wavelength: Length | None = (
        None  # flown in one swing of the axis about the relative wind [m]; None: follows at once
    )
    thrust_misalignment: Elevation = 0.0  # one standard deviation in each plane, of the thrust from the airspeed [rad]
    proven: Flag = False  # flown before with these figures: may be set as steep as 86 deg, else 84 deg
    impact_radius: Length | None = None  # about the nominal impact, that holds 95 % of impacts [m]; None: not judged


class Breakup(Part):
    """Loads at which the vehicle comes apart; what is not given has no limit, and the report says so."""

    q_alpha: QAlpha | None = None  # dynamic pressure times total angle of attack, under thrust [Pa rad]
    axial: Acceleration | None = None  # along the body [m/s2]
    lateral: Acceleration | None = None  # across it [m/s2]
    body_rate: AngularRate | None = None  # of the turning attitude [rad/s]
    tumbling_dynamic_pressure: Pressure | None = None  # of the stack that falls without thrust [Pa]
    entry_altitude: Altitude | None = None  # where the heat breaks a stack that falls faster than ``entry_speed`` [m]
    entry_speed: Speed = 5000.0  # relative to the air [m/s]


class Vehicle(Part):
    name: Name
    title: Text = ""
    bodies: tuple[Body, ...] = Field(alias="body")
    events: tuple[Event, ...] = Field(alias="event")  # first is "liftoff" at time 0
    aero: tuple[Aero, ...] = ()  # needed unless the trajectory is given
    steering: tuple[Steering, ...] = ()
    rail: Rail | None = None
    breakup: Breakup = Breakup()
    maximum_axial_acceleration: Acceleration | None = None  # [m/s2]; engine throttles to hold it where it can
    flight_abort: Literal["engine-shutdown", "destruct"] | None = None  # how its bad flights are ended; None: not known


class Launch(Part):
    time: Timestamp  # lift-off, UTC


class Wind(Part):
    model: Literal["none", "climatology", "profile", "grid", "ensemble"]
    month: Count | None = Field(default=None, ge=1, le=12)  # None: month of the launch time
    dispersion: Flag = True
    file: FileName | None = None  # for "profile", "grid" and "ensemble"
    files: tuple[FileName, ...] = ()  # for "ensemble": one member each


class Weather(Part):
    atmosphere: Literal["us76", "us76+nrlmsise00", "profile"] = "us76+nrlmsise00"
    atmosphere_file: str | None = None
    f107: Number = Field(default=150.0, ge=50, le=400)  # solar flux at 10.7 cm [sfu]
    f107_average: Number = Field(default=150.0, ge=50, le=400)
    ap: Number = Field(default=15.0, ge=0, le=400)
    density_sigma: Ratio = 0.0  # relative, whole profile
    wind: Wind


class FlightHistory(Part):
    flights: Count = Field(ge=0, le=1_000_000)
    failures: Count = Field(ge=0, le=1_000_000)
    source: Text


class FailureMode(Part):
    """One way to fail: share of the total probability, and the window in which it can happen.

    What happens then depends on the kind: the engines stop and the stack falls ("engine-shutdown"); it comes apart
    ("explosion"); the attitude is lost and thrust goes on ("random-attitude", "slow-turn", "tumble", "stuck-attitude");
    part of the thrust is lost ("thrust-loss"); an event does not do what it should ("failure-to-ignite",
    "failure-to-separate"); the flight is ended though nothing is wrong ("erroneous-termination").
    """

    name: Name
    kind: Literal[
        "engine-shutdown", "explosion", "random-attitude", "slow-turn", "tumble", "stuck-attitude", "thrust-loss",
        "failure-to-ignite", "failure-to-separate", "erroneous-termination",
    ]  # fmt: skip
    share: Probability  # of the vehicle's probability of failure; shares sum to 1
    start: Name = "liftoff"  # event
    end: Name | None = None  # event; None: last engine cut-off
    angular_acceleration: tuple[AngularAcceleration, AngularAcceleration] | None = None  # least and most; for turns
    thrust_left: Probability | None = None  # share of the thrust that is left; for "thrust-loss"
    action: Literal["engine-shutdown", "destruct"] | None = None  # what the command does; for "erroneous-termination"
    events: tuple[Name, ...] = ()  # for failures of events; empty: all of the window that light or drop something
    turns: FileName | None = None  # table of malfunction turns, CSV


class Failure(Part):
    probability: Probability | None = None  # None: from ``history``; both None: unknown, and the study says so
    history: FlightHistory | None = None
    modes: tuple[FailureMode, ...] = Field(alias="mode")


class Debris(Part):
    generic: Flag = True
    fragment_count: Ratio = 1.0  # multiplies the number of pieces of every class; masses still sum
    preset: Literal["strict", "standard", "fast"] = "standard"  # how exactly falls and flights are integrated


class ShelterMix(Part):
    """Where people are: shares that sum to 1, outdoors and by the roof above them."""

    open: Probability = 0.0  # outdoors
    light_metal: Probability = Field(default=0.0, alias="light-metal")
    wood: Probability = 0.0
    composite: Probability = 0.0
    concrete: Probability = 0.0  # reinforced
    source: Text
    confidence: Confidence | None = None
    note: Text = ""

    @property
    def shares(self) -> tuple[float, ...]:
        """In the order of ``luncur.risk.harm.CLASSES``."""
        return self.open, self.light_metal, self.wood, self.composite, self.concrete


class Shelter(Part):
    day: ShelterMix
    night: ShelterMix
    roofs: Literal["handbook", "larson"] = "handbook"  # which curves say what gets through a roof


class People(Part):
    models: tuple[Literal["settlements", "countries", "geotiff"], ...] = ("settlements", "countries")
    file: str | None = None  # GeoTIFF of persons per cell or per km2
    file_kind: Literal["count", "density"] | None = None
    year: Count | None = Field(default=None, ge=1900, le=2100)
    time: Literal["launch", "day", "night"] = "launch"  # which mix counts; "launch": by the sun where a piece falls
    outdoors: Literal["bounce-slide", "two-circles", "seven-times"] = "bounce-slide"  # area of a piece for people there
    shelter: Shelter | None = None  # None: everybody is outdoors, and the study says so


class ClosedArea(Part):
    """Ground that is evacuated (nobody is there) or controlled (people there count all the same) during a launch."""

    name: Name
    kind: Literal["evacuated", "controlled"]
    applies_to: Literal["all", "planned", "failures"] = "all"  # planned drops only, or what failures drop only
    latitude: Latitude | None = None  # centre of a circle [rad]
    longitude: Longitude | None = None
    radius: Length | None = None  # [m]
    points: tuple[tuple[Latitude, Longitude], ...] = ()  # corners of a polygon instead [rad]
    source: Text
    confidence: Confidence | None = None
    note: Text = ""


class TrajectoryDispersion(Part):
    """How launches differ from a given trajectory: one standard deviation along radial, along-track and cross-track axes."""

    position: tuple[tuple[Time, Length, Length, Length], ...]  # (time since lift-off [s], radial, along, cross [m])
    velocity: tuple[tuple[Time, Speed, Speed, Speed], ...] = ()  # likewise [m/s]; empty: as the position's growth gives


class GivenTrajectory(Part):
    """The nominal flight from a file in place of luncur's own ascent."""

    file: FileName  # CSV, CCSDS OEM (.oem) or luncur's trajectory.nc
    events: FileName | None = None  # CSV of event and time_s; takes precedence over the events' own conditions
    dispersion: TrajectoryDispersion | None = None


class Mission(Part):
    """One launch, ready to be flown and assessed."""

    format: Literal["luncur-mission/1"] = Field(alias="schema")
    name: Name
    title: Text = ""
    hypothetical: Text | None = None  # printed on every page
    site: Site
    vehicle: Vehicle
    launch: Launch
    trajectory: GivenTrajectory | None = None  # None: luncur flies the vehicle itself
    weather: Weather
    failure: Failure | None = None
    termination: Termination | None = None  # None: nothing ends a bad flight
    debris: Debris = Debris()
    people: People = People()
    closed_areas: tuple[ClosedArea, ...] = Field(default=(), alias="closed_area")
    criteria: tuple[Name, ...] = ()  # built-in rule sets
    figures: dict[str, Figure] = Field(default_factory=dict)
    file: str = ""  # where it was read from, for messages


__all__ = [name for name, value in list(globals().items()) if isinstance(value, type) and issubclass(value, Part)]
