"""What a mission would do and what it assumes, in words."""

from __future__ import annotations

import math

from luncur.mission.checks import lift_off_mass
from luncur.mission.hypothetical import about_hypothetical, hypothetical_sentences
from luncur.mission.model import Body, Event, Mission, When
from luncur.mission.people_words import about_people
from luncur.sentences import Sentence

_WIND = {
    "none": "no wind",
    "climatology": "wind climatology of the month",
    "profile": "wind profile from a file",
    "grid": "gridded wind from a file",
    "ensemble": "one member of an ensemble for each launch",
}


def describe(mission: Mission) -> str:
    """The text that ``luncur check`` prints: what would be done, then what is assumed."""
    site = mission.site
    lines = [
        f"{mission.name}: {mission.title}" if mission.title else mission.name,
        *(f"  HYPOTHETICAL: {sentence}" for sentence in hypothetical_sentences(mission)),
        f"  site      {site.name}, {math.degrees(site.latitude):.4f}, {math.degrees(site.longitude):.4f} deg, {site.altitude:.0f} m",
        f"  lift-off  {mission.launch.time:%Y-%m-%d %H:%M:%S} UTC",
        f"  vehicle   {mission.vehicle.name}, {lift_off_mass(mission) / 1000:.1f} t at lift-off",
        *(f"    {_body(body)}" for body in mission.vehicle.bodies),
        "  flight",
        *([f"    along {mission.trajectory.file}"] if mission.trajectory else []),
        *(f"    {event.name}: {_event(event)}" for event in mission.vehicle.events),
        *_rail(mission),
        *(f"    {line}" for line in _targets(mission)),
        f"  weather   {mission.weather.atmosphere}, {_wind(mission)}",
        *_failures(mission),
        f"  people    {', '.join(mission.people.models)}",
        f"  criteria  {', '.join(mission.criteria) or 'none'}",
        "assumed:",
        *(f"  - {sentence}" for sentence in [*assumptions(mission), *_about_weather(mission), *about_people(mission)]),
    ]
    return "\n".join(lines)


def _body(body: Body) -> str:
    copies = f"{body.count} x " if body.count > 1 else ""
    tank = f" + {body.tank.loaded:,.0f} kg {body.tank.propellant}" if body.tank else ""
    return f"{copies}{body.name}: {body.dry_mass:,.0f} kg{tank}"


def _event(event: Event) -> str:
    done = [
        f"{verb} {', '.join(names)}"
        for verb, names in (("shut down", event.shutdown), ("ignite", event.ignite), ("drop", event.jettison))
        if names
    ]
    return f"{_moment(event.when)}{' - ' if done else ''}{'; '.join(done)}"


def _moment(when: When) -> str:
    if when.time is not None:
        return f"at {when.time:g} s"
    if when.after is not None:
        return f"{when.delay:g} s after {when.after}"
    if when.depleted is not None:
        return f"when {when.depleted} is empty"
    if when.altitude is not None:
        return f"at {when.altitude / 1000:g} km on the way up"
    if when.heat_flux is not None:
        return f"when the heat flux falls below {when.heat_flux:g} W/m2"
    if when.rail:
        return "on leaving the rail"
    return f"at {when.apsis}" if when.apsis is not None else "when the target is reached"


def _rail(mission: Mission) -> list[str]:
    rail = mission.vehicle.rail
    if rail is None:
        return []
    return [
        f"    unguided, from a rail of {rail.length:g} m at {math.degrees(rail.elevation):.1f} deg elevation, "
        f"{math.degrees(rail.azimuth):.1f} deg azimuth"
    ]


def _targets(mission: Mission) -> list[str]:
    out = []
    for law in mission.vehicle.steering:
        target = law.target
        if target is None:
            continue
        height = (
            f"{target.perigee_altitude / 1000:g} x {target.apogee_altitude / 1000:g} km"
            if target.perigee_altitude is not None and target.apogee_altitude is not None
            else f"{(target.altitude or 0.0) / 1000:g} km at cut-off"
        )
        out.append(f"from {law.start} on towards {height}, {math.degrees(target.inclination):.2f} deg")
    return out


def _wind(mission: Mission) -> str:
    wind = mission.weather.wind
    scatter = ", dispersed" if wind.dispersion and wind.model not in ("none", "ensemble") else ""
    return _WIND[wind.model] + scatter


def _failures(mission: Mission) -> list[str]:
    failure = mission.failure
    if failure is None:
        return ["  failures  none given: only planned impacts are assessed"]
    modes = ", ".join(f"{m.name} {m.share:.0%}" for m in failure.modes)
    if failure.probability is not None:
        chance = f"{failure.probability:.3g} as given"
    elif failure.history is not None:
        chance = f"from {failure.history.failures} failures in {failure.history.flights} flights"
    else:
        chance = "unknown"
    return [f"  failures  {modes}; probability {chance}"]


def assumptions(mission: Mission) -> list[Sentence]:
    """What of a mission's own figures is assumed, estimated or fitted, one sentence each."""
    out = []
    figures = {path: figure for path, figure in mission.figures.items() if _counts(mission, path)}
    for path, figure in figures.items():
        if figure.confidence in ("L", "U"):
            code = {"L": "estimate", "U": "unconfirmed"}[figure.confidence]
            noted = {"note": figure.note} if figure.note else {}
            out.append(Sentence(f"{code}_noted" if noted else code, path=path, **noted))
    fitted = [path for path, f in figures.items() if f.fitted]
    if fitted:
        out.append(Sentence("fitted", paths=fitted))
    scattered = [path for path, f in figures.items() if f.sigma and _scatters(mission, path)]
    if scattered:
        out.append(Sentence("scattered", paths=scattered))
    return [*out, *_about_failures(mission), *_about_termination(mission), *about_hypothetical(mission)]


def _counts(mission: Mission, path: str) -> bool:
    """Whether a figure has a part in the study: steering and drag of the vehicle have none along a given trajectory."""
    return mission.trajectory is None or not path.startswith(("vehicle.steering.", "vehicle.aero."))


def _scatters(mission: Mission, path: str) -> bool:
    """Whether launches differ by the sigma of a figure: along a given trajectory not by engines and loads."""
    return mission.trajectory is None or not path.endswith((".thrust_vacuum", ".specific_impulse_vacuum", ".loaded"))


def _about_failures(mission: Mission) -> list[Sentence]:
    failure = mission.failure
    if failure is None:
        return [Sentence("no_failures")]
    if failure.probability is not None:
        return []
    if failure.history is None:
        return [Sentence("per_failure")]
    return [Sentence("flight_history", source=failure.history.source)]


def _about_termination(mission: Mission) -> list[Sentence]:
    system = mission.termination
    return [Sentence("one_unit")] if system is not None and system.rules and system.units is None else []


def _about_weather(mission: Mission) -> list[str]:
    weather = mission.weather
    out = []
    if weather.wind.model == "none":
        out.append("no wind: pieces fall as through still air")
    elif weather.wind.model == "climatology":
        out.append("the wind is that of the month in general, not of the day")
    if weather.atmosphere != "profile":
        out.append(f"solar flux {weather.f107:g} sfu and geomagnetic index {weather.ap:g} above 86 km")
    return out
