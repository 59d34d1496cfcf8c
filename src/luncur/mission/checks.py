"""What the field types cannot see: whether the parts of a mission fit together."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from luncur.errors import InputError, PhysicsError
from luncur.files import open_ordinary
from luncur.mission.event_checks import check_events
from luncur.mission.flight_safety_checks import check_flight_safety
from luncur.mission.hypothetical import check_destruct
from luncur.mission.model import Aero, Body, FailureMode, Mission, Steering, TrajectoryDispersion, Wind
from luncur.mission.own_files import own_files
from luncur.mission.people_checks import check_closed_areas, check_shelter
from luncur.mission.rail_checks import check_parachutes, check_rail
from luncur.mission.text_checks import check_texts

_G0 = 9.80665  # [m/s2]
_SEA_LEVEL = 101325.0  # [Pa]


def check_mission(mission: Mission) -> None:
    """Raises InputError (parts that do not fit) or PhysicsError (figures that cannot fly)."""
    _names(mission)
    for body in mission.vehicle.bodies:
        _body(mission, body)
    check_events(mission)
    for number, law in enumerate(mission.vehicle.steering, start=1):
        _steering(mission, f"vehicle.steering.{number}", law)
    if mission.trajectory is None:
        _first_at_lift_off(mission)
    check_rail(mission)
    for number, aero in enumerate(mission.vehicle.aero, start=1):
        _aero(mission, f"vehicle.aero.{number}", aero)
    _inside(mission)
    _failure(mission)
    check_flight_safety(mission)
    check_destruct(mission)
    _files(mission)
    check_shelter(mission)
    check_closed_areas(mission)
    if mission.trajectory is not None and mission.trajectory.dispersion is not None:
        _dispersion(mission, mission.trajectory.dispersion)
    for body in mission.vehicle.bodies:
        _burn_time(mission, body)
    if mission.trajectory is None:
        _lift_off(mission)


def repeated(names: Iterable[str]) -> str | None:
    """The first name that stands twice."""
    return next((name for name, times in Counter(names).items() if times > 1), None)


def rising(values: Iterable[float]) -> bool:
    """Whether every value is above the one before."""
    row = list(values)
    return all(b > a for a, b in itertools.pairwise(row))


def _names(mission: Mission) -> None:
    vehicle = mission.vehicle
    lists = {"vehicle.body": [b.name for b in vehicle.bodies], "vehicle.event": [e.name for e in vehicle.events]}
    if mission.failure is not None:
        lists["failure.mode"] = [m.name for m in mission.failure.modes]
    for field, names in lists.items():
        if not names:
            raise InputError(mission.file, field, None, f"at least one [[{field}]]")
        for name in names:
            if "." in name or not name.strip():
                raise InputError(mission.file, f"{field}.{name}.name", name, "a name without dots")
        if (twice := repeated(names)) is not None:
            raise InputError(mission.file, field, twice, "every name once")
    if "planned" in lists.get("failure.mode", ()):
        expected = "another name: 'planned' stands for the normal flight"
        raise InputError(mission.file, "failure.mode.planned.name", "planned", expected)
    check_texts(mission)


def _steering(mission: Mission, field: str, law: Steering) -> None:
    events = [e.name for e in mission.vehicle.events]
    if law.start not in events:
        raise InputError(mission.file, f"{field}.start", law.start, f"an event ({', '.join(events)})")
    if law.law == "explicit" and law.target is None:
        raise InputError(mission.file, f"{field}.target", None, "a target for explicit guidance")
    if law.law != "explicit" and law.target is not None:
        raise InputError(mission.file, f"{field}.target", None, 'no target: only law = "explicit" aims at one')
    if law.law == "pitch-programme" and len(law.pitch) < 2:
        raise InputError(mission.file, f"{field}.pitch", None, "at least two rows of (time, angle)")
    if not rising(row[0] for row in law.pitch):
        raise InputError(mission.file, f"{field}.pitch", None, "times that rise")
    target = law.target
    if target is None:
        return
    low, high = target.perigee_altitude, target.apogee_altitude
    if (low is None) != (high is None):
        raise InputError(mission.file, f"{field}.target", None, "both perigee_altitude and apogee_altitude, or neither")
    if low is not None and high is not None and low > high:
        raise InputError(
            mission.file, f"{field}.target.perigee_altitude", low, f"at most the apogee altitude ({high:g} m)"
        )
    if low is None and (target.altitude is None or (target.speed is None) != target.depletion):
        raise InputError(
            mission.file, f"{field}.target", None,
            "perigee_altitude and apogee_altitude, or altitude with either speed or depletion = true",
        )  # fmt: skip


def _first_at_lift_off(mission: Mission) -> None:
    vehicle = mission.vehicle
    starts = {"vehicle.steering": [s.start for s in vehicle.steering], "vehicle.aero": [a.start for a in vehicle.aero]}
    order = [e.name for e in vehicle.events]
    for field, names in starts.items():
        if not names or names[0] != "liftoff":
            raise InputError(mission.file, f"{field}.1.start", names[0] if names else None, "'liftoff' first")
        if not rising(order.index(name) for name in names if name in order):
            raise InputError(mission.file, field, None, "one entry an event, in the order of the events")


def _aero(mission: Mission, field: str, aero: Aero) -> None:
    events = [e.name for e in mission.vehicle.events]
    if aero.start not in events:
        raise InputError(mission.file, f"{field}.start", aero.start, f"an event ({', '.join(events)})")
    for name, table in (("powered", aero.powered), ("coasting", aero.coasting)):
        if name == "powered" and not table:
            raise InputError(
                mission.file, f"{field}.{name}", None, "at least one row of (Mach number, drag coefficient)"
            )
        if not rising(mach for mach, _ in table) or any(mach < 0 or not 0 <= cd <= 100 for mach, cd in table):
            raise InputError(
                mission.file,
                f"{field}.{name}",
                None,
                "Mach numbers that rise from 0 and drag coefficients from 0 to 100",
            )


def _body(mission: Mission, body: Body) -> None:
    field = f"vehicle.body.{body.name}"
    if body.dry_mass == 0:
        raise InputError(mission.file, f"{field}.dry_mass", body.dry_mass, "a mass above 0 kg")
    fall = body.fall
    if fall is not None:
        by_area = (fall.reference_area is not None, fall.drag is not None)
        if by_area[0] != by_area[1] or by_area[0] == (fall.ballistic_coefficient is not None):
            raise InputError(
                mission.file, f"{field}.fall", None, "either ballistic_coefficient, or reference_area and drag"
            )
        check_parachutes(mission, field, fall.parachutes)
    tank, engine = body.tank, body.engine
    if tank is not None and tank.residual > tank.loaded:
        raise InputError(
            mission.file, f"{field}.tank.residual", tank.residual, f"at most the loaded {tank.loaded:g} kg"
        )
    if engine is None:
        return
    if tank is None:
        raise InputError(mission.file, f"{field}.tank", None, "a tank for the engine")
    if engine.thrust_sea_level is not None and engine.thrust_sea_level >= engine.thrust_vacuum:
        expected = f"less than the thrust in vacuum ({engine.thrust_vacuum:g} N)"
        raise InputError(mission.file, f"{field}.engine.thrust_sea_level", engine.thrust_sea_level, expected)
    if engine.thrust_sea_level is None and engine.exit_area is None:
        raise InputError(
            mission.file, f"{field}.engine", None, "thrust_sea_level or exit_area, for the back pressure of the air"
        )
    if not rising(time for time, _ in engine.throttle) or any(share > 1.5 for _, share in engine.throttle):
        raise InputError(
            mission.file, f"{field}.engine.throttle", None, "times that rise and shares of full thrust up to 1.5"
        )


def _failure(mission: Mission) -> None:
    failure = mission.failure
    if failure is None:
        return
    order = [e.name for e in mission.vehicle.events]
    total = sum(m.share for m in failure.modes)
    if abs(total - 1) > 1e-6:
        raise InputError(mission.file, "failure.mode.share", f"{total:g}", "shares of all modes that sum to 1")
    for mode in failure.modes:
        for field, name in (("start", mode.start), ("end", mode.end)):
            if name is not None and name not in order:
                raise InputError(
                    mission.file, f"failure.mode.{mode.name}.{field}", name, f"an event ({', '.join(order)})"
                )
        if mode.turns is not None and mode.kind not in ("random-attitude", "slow-turn", "tumble"):
            field = f"failure.mode.{mode.name}.turns"
            raise InputError(mission.file, field, mode.turns, f"no table of turns: '{mode.kind}' does not turn")
        if mode.end is not None and order.index(mode.end) <= order.index(mode.start):
            raise InputError(mission.file, f"failure.mode.{mode.name}.end", mode.end, f"an event after '{mode.start}'")
        _mode(mission, mode)
    history = failure.history
    if history is not None and history.failures > history.flights:
        raise InputError(
            mission.file, "failure.history.failures", history.failures, f"at most the {history.flights} flights"
        )


def _mode(mission: Mission, mode: FailureMode) -> None:
    """What only some kinds of failure have."""
    field = f"failure.mode.{mode.name}"
    allowed = {
        "angular_acceleration": ("slow-turn", "tumble"),
        "thrust_left": ("thrust-loss",),
        "action": ("erroneous-termination",),
        "events": ("failure-to-ignite", "failure-to-separate"),
    }
    for name, kinds in allowed.items():
        value = getattr(mode, name)
        if value not in (None, ()) and mode.kind not in kinds:
            raise InputError(mission.file, f"{field}.{name}", None, f"nothing: only for {' and '.join(kinds)}")
    if mode.kind == "thrust-loss" and not (mode.thrust_left is not None and 0 < mode.thrust_left < 1):
        raise InputError(
            mission.file, f"{field}.thrust_left", mode.thrust_left, "a share of the thrust above 0 and below 1"
        )
    turn = mode.angular_acceleration
    if turn is not None and turn[0] > turn[1]:
        raise InputError(
            mission.file, f"{field}.angular_acceleration", turn[0], f"at most the second value ({turn[1]:g})"
        )
    if mode.kind == "erroneous-termination" and mode.action is None and mission.termination is None:
        raise InputError(mission.file, f"{field}.action", None, "what the command does, or a table [termination]")
    known = {e.name for e in mission.vehicle.events}
    for name in mode.events:
        if name not in known:
            raise InputError(mission.file, f"{field}.events", name, f"an event ({', '.join(sorted(known))})")


def _inside(mission: Mission) -> None:
    """A body is inside another one, not inside itself or a stranger."""
    names = {b.name for b in mission.vehicle.bodies}
    for body in mission.vehicle.bodies:
        if body.inside is not None and (body.inside == body.name or body.inside not in names):
            raise InputError(
                mission.file, f"vehicle.body.{body.name}.inside", body.inside, "the name of another body of the vehicle"
            )


def _files(mission: Mission) -> None:
    weather, people = mission.weather, mission.people
    needed = [
        ("weather.wind.file", weather.wind.file, _wants_wind_file(weather.wind), "model"),
        ("weather.atmosphere_file", weather.atmosphere_file, weather.atmosphere == "profile", "atmosphere"),
        ("people.file", people.file, "geotiff" in people.models, "models"),
    ]
    for field, name, wanted, key in needed:
        if wanted and not name:
            raise InputError(mission.file, field, None, f"the name of a file, because of {key}")
        if name and not wanted:
            raise InputError(mission.file, field, name, f"no file, or a {key} that reads one")
    if weather.wind.files and weather.wind.model != "ensemble":
        raise InputError(mission.file, "weather.wind.files", None, 'no files, or model = "ensemble"')
    for field, name in own_files(mission).items():
        if not name.isprintable():
            raise InputError(mission.file, field, name, "a file name of printable characters")
    if "geotiff" in people.models and people.file_kind is None:
        expected = "'count' (persons per cell) or 'density' (persons per km2)"
        raise InputError(mission.file, "people.file_kind", None, expected)
    if not people.models or (twice := repeated(people.models)):
        raise InputError(
            mission.file, "people.models", twice if people.models else None, "at least one model, each once"
        )
    if (twice := repeated(mission.criteria)) is not None:
        raise InputError(mission.file, "criteria", twice, "every rule set once")


def _dispersion(mission: Mission, given: TrajectoryDispersion) -> None:
    for name, table in (("position", given.position), ("velocity", given.velocity)):
        field = f"trajectory.dispersion.{name}"
        if name == "position" and not table:
            raise InputError(mission.file, field, None, "at least one row of (time, radial, along, cross)")
        if not rising(row[0] for row in table):
            raise InputError(mission.file, field, None, "times that rise")


def _wants_wind_file(wind: Wind) -> bool:
    return wind.model in ("profile", "grid") or (wind.model == "ensemble" and not wind.files)


def check_input_files(mission: Mission) -> None:
    """Raises InputError for a file that is not there, or is no ordinary file of a bounded size."""
    for field, name in own_files(mission).items():
        open_ordinary(Path(name), f"a readable file, as {field} names it").close()


def _burn_time(mission: Mission, body: Body) -> None:
    """A stated burn time, or a thrust curve that ends at 0, must follow from propellant and flow within 5 %."""
    engine, tank = body.engine, body.tank
    if engine is not None and tank is not None and burns_by_curve(body):
        usable = tank.loaded - tank.residual
        implied = engine.thrust_vacuum * curve_time(body) / (usable * _G0) if usable > 0 else 0.0
        if abs(implied - engine.specific_impulse_vacuum) > 0.05 * engine.specific_impulse_vacuum:
            raise PhysicsError(
                f"{mission.file}: vehicle.body.{body.name}: the thrust curve gives {engine.thrust_vacuum * curve_time(body):.0f} N s, "
                f"with {usable:.3g} kg of propellant {implied:.1f} s, not the specific impulse of {engine.specific_impulse_vacuum:.1f} s"
            )
    if engine is None or tank is None or not engine.burn_time:
        return
    flow = engine.thrust_vacuum / (_G0 * engine.specific_impulse_vacuum)
    usable = tank.loaded - tank.residual
    throttle = engine.throttle
    burnt = flow * sum(
        (min(b[0], engine.burn_time) - a[0]) * 0.5 * (a[1] + b[1])
        for a, b in itertools.pairwise(throttle)
        if a[0] < engine.burn_time
    )
    last = throttle[-1] if throttle else (0.0, 1.0)
    burnt += flow * last[1] * max(engine.burn_time - last[0], 0.0)
    if abs(burnt - usable) > 0.05 * usable:
        raise PhysicsError(
            f"{mission.file}: vehicle.body.{body.name}: {usable:.0f} kg of propellant at {engine.thrust_vacuum / 1000:.1f} kN and "
            f"{engine.specific_impulse_vacuum:.1f} s do not fit a burn_time of {engine.burn_time:.1f} s, which would use {burnt:.0f} kg"
        )


def _lift_off(mission: Mission) -> None:
    vehicle = mission.vehicle
    lit = set(vehicle.events[0].ignite)
    thrust = 0.0
    for body in vehicle.bodies:
        if body.name in lit and body.engine is not None:
            rows = [share for _, share in body.engine.throttle] or [1.0]
            throttle = max(rows) if vehicle.rail is not None else rows[0]  # a rail holds it until the thrust is there
            thrust += body.count * (body.engine.thrust_vacuum * throttle - _SEA_LEVEL * exit_area(body))
    weight = lift_off_mass(mission) * _G0
    if thrust <= weight:
        raise PhysicsError(
            f"{mission.file}: vehicle: the thrust at lift-off ({thrust / 1000:.1f} kN) is below the weight "
            f"({weight / 1000:.1f} kN), so it does not leave the pad"
        )


def burns_by_curve(body: Body) -> bool:
    """Whether a solid motor has a thrust curve that ends at 0, and so burns out when the curve does."""
    if body.engine is None or body.tank is None or body.tank.propellant != "solid" or not body.engine.throttle:
        return False
    return bool(body.engine.throttle[-1][1] == 0.0)


def curve_time(body: Body) -> float:
    """Total impulse of one copy's thrust curve over its full thrust [s]; before the first row that row's share holds."""
    rows = body.engine.throttle if body.engine is not None else ()
    if not rows:
        return 0.0
    area = sum((b[0] - a[0]) * 0.5 * (a[1] + b[1]) for a, b in itertools.pairwise(rows))
    return float(rows[0][0] * rows[0][1] + area)


def lift_off_mass(mission: Mission) -> float:
    """Mass of everything that leaves the pad [kg]."""
    return sum(b.count * (b.dry_mass + (b.tank.loaded if b.tank else 0.0)) for b in mission.vehicle.bodies)


def exit_area(body: Body) -> float:
    """Nozzle exit area of one copy of a body [m2]: as given, or from the two thrusts; 0 without an engine."""
    engine = body.engine
    if engine is None:
        return 0.0
    if engine.exit_area is not None:
        return float(engine.exit_area)
    if engine.thrust_sea_level is not None:
        return float((engine.thrust_vacuum - engine.thrust_sea_level) / _SEA_LEVEL)
    return 0.0
