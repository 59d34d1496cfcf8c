"""What the field types cannot see: whether the parts of a mission fit together."""

from __future__ import annotations

from collections.abc import Iterable

from luncur.errors import InputError, PhysicsError
from luncur.mission.model import Body, Mission

_G0 = 9.80665
_SEA_LEVEL = 101325.0


def check_mission(mission: Mission) -> None:
    """Raises InputError (parts that do not fit) or PhysicsError (figures that cannot fly)."""
    _names(mission)
    _events(mission)
    _steering(mission)
    for body in mission.vehicle.bodies:
        _body(mission, body)
    _failure(mission)
    _time(mission)
    _lift_off(mission)


def _fail(mission: Mission, field: str, value: object, expected: str) -> InputError:
    return InputError(mission.file, field, value, expected)


def _twice(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def _names(mission: Mission) -> None:
    vehicle = mission.vehicle
    lists = {"vehicle.body": [b.name for b in vehicle.bodies], "vehicle.event": [e.name for e in vehicle.events]}
    for field, names in lists.items():
        if (name := _twice(names)) is not None:
            raise _fail(mission, field, name, "every name once")
    texts = [mission.name, vehicle.name, mission.site.name, *lists["vehicle.body"], *lists["vehicle.event"]]
    for text in texts:
        if not text.isprintable():
            raise _fail(mission, "name", text, "printable characters on one line")


def _events(mission: Mission) -> None:
    vehicle = mission.vehicle
    bodies = {b.name: b for b in vehicle.bodies}
    if not vehicle.events or vehicle.events[0].name != "liftoff" or vehicle.events[0].when.time != 0.0:
        raise _fail(mission, "vehicle.event", vehicle.events[0].name if vehicle.events else None, "'liftoff' at time 0 first")
    seen: set[str] = set()
    dropped: set[str] = set()
    for event in vehicle.events:
        field = f"vehicle.event.{event.name}"
        when = event.when
        if when.after is not None and when.after not in seen:
            raise _fail(mission, f"{field}.when.after", when.after, "the name of an earlier event")
        conditions = [when.time, when.depleted, when.altitude, when.heat_flux, when.apsis, when.guidance or None]
        given = sum(c is not None for c in conditions)
        if given > 1 or (given == 0 and when.after is None):
            raise _fail(mission, f"{field}.when", None, "exactly one of time, depleted, guidance, altitude, heat_flux, apsis, or after")
        named = [*event.ignite, *event.shutdown, *event.jettison, *([when.depleted] if when.depleted else [])]
        for name in named:
            if name not in bodies:
                raise _fail(mission, field, name, f"a body of the vehicle ({', '.join(bodies)})")
        for name in (*event.ignite, *event.shutdown):
            if bodies[name].engine is None or bodies[name].tank is None:
                raise _fail(mission, field, name, "a body with an engine and a tank")
        for name in event.jettison:
            if name in dropped:
                raise _fail(mission, f"{field}.jettison", name, "a body that is still attached")
            dropped.add(name)
        seen.add(event.name)


def _steering(mission: Mission) -> None:
    events = {e.name for e in mission.vehicle.events}
    for number, law in enumerate(mission.vehicle.steering, start=1):
        field = f"vehicle.steering.{number}"
        if law.start not in events:
            raise _fail(mission, f"{field}.start", law.start, f"an event ({', '.join(sorted(events))})")
        if law.law == "explicit" and law.target is None:
            raise _fail(mission, f"{field}.target", None, "a target for explicit guidance")
        if law.law == "pitch-programme" and len(law.pitch) < 2:
            raise _fail(mission, f"{field}.pitch", None, "at least two rows of (time, angle)")
        times = [row[0] for row in law.pitch]
        if any(b <= a for a, b in zip(times, times[1:], strict=False)):
            raise _fail(mission, f"{field}.pitch", None, "times that rise")
        target = law.target
        if target is not None and target.perigee_altitude is not None and target.apogee_altitude is not None and target.perigee_altitude > target.apogee_altitude:
            raise _fail(mission, f"{field}.target.perigee_altitude", target.perigee_altitude, "no more than the apogee altitude")
    for number, aero in enumerate(mission.vehicle.aero, start=1):
        if aero.start not in events:
            raise _fail(mission, f"vehicle.aero.{number}.start", aero.start, "an event")
        for table in (aero.powered, aero.coasting):
            if any(b[0] <= a[0] for a, b in zip(table, table[1:], strict=False)) or any(c < 0 for _, c in table):
                raise _fail(mission, f"vehicle.aero.{number}", None, "Mach numbers that rise and drag coefficients of at least 0")


def _body(mission: Mission, body: Body) -> None:
    field = f"vehicle.body.{body.name}"
    if body.fall is not None:
        by_area = body.fall.reference_area is not None and body.fall.drag is not None
        if by_area == (body.fall.ballistic_coefficient is not None):
            raise _fail(mission, f"{field}.fall", None, "either ballistic_coefficient, or reference_area and drag")
    if body.dry_mass == 0 and body.tank is None:
        raise _fail(mission, f"{field}.dry_mass", body.dry_mass, "a mass above 0 kg")
    if body.tank is not None and body.tank.residual > body.tank.loaded:
        raise _fail(mission, f"{field}.tank.residual", body.tank.residual, f"no more than the loaded {body.tank.loaded:g} kg")
    engine = body.engine
    if engine is None:
        return
    if engine.thrust_sea_level is not None and engine.thrust_sea_level >= engine.thrust_vacuum:
        raise _fail(mission, f"{field}.engine.thrust_sea_level", engine.thrust_sea_level, f"less than the thrust in vacuum ({engine.thrust_vacuum:g} N)")
    times = [row[0] for row in engine.throttle]
    if any(b <= a for a, b in zip(times, times[1:], strict=False)):
        raise _fail(mission, f"{field}.engine.throttle", None, "times that rise")
    if engine.burn_time and body.tank is not None:
        flow = engine.thrust_vacuum / (_G0 * engine.specific_impulse_vacuum)
        usable = body.tank.loaded - body.tank.residual
        burn = usable / flow
        if abs(burn / engine.burn_time - 1) > 0.05:
            raise PhysicsError(
                f"{mission.file}: {field}: {usable:.0f} kg of propellant at {engine.thrust_vacuum / 1000:.1f} kN and "
                f"{engine.specific_impulse_vacuum:.1f} s burn for {burn:.1f} s, but burn_time is {engine.burn_time:.1f} s"
            )


def _failure(mission: Mission) -> None:
    failure = mission.failure
    if failure is None:
        return
    events = {e.name for e in mission.vehicle.events}
    if not failure.modes:
        raise _fail(mission, "failure.mode", None, "at least one failure mode")
    if (name := _twice(m.name for m in failure.modes)) is not None:
        raise _fail(mission, "failure.mode", name, "every name once")
    total = sum(m.share for m in failure.modes)
    if abs(total - 1) > 1e-6:
        raise _fail(mission, "failure.mode.share", total, "shares that sum to 1")
    for mode in failure.modes:
        for field, name in (("start", mode.start), ("end", mode.end)):
            if name is not None and name not in events:
                raise _fail(mission, f"failure.mode.{mode.name}.{field}", name, "an event of the flight")
    history = failure.history
    if history is not None and history.failures > history.flights:
        raise _fail(mission, "failure.history.failures", history.failures, f"no more than the {history.flights} flights")


def _time(mission: Mission) -> None:
    if mission.launch.time.tzinfo is None:
        raise _fail(mission, "launch.time", mission.launch.time.isoformat(), "a time with its zone, such as 2023-11-15T02:00:00Z")


def _lift_off(mission: Mission) -> None:
    vehicle = mission.vehicle
    lit = set(vehicle.events[0].ignite)
    mass = sum(b.count * (b.dry_mass + (b.tank.loaded if b.tank else 0.0)) for b in vehicle.bodies)
    thrust = 0.0
    for body in vehicle.bodies:
        if body.name in lit and body.engine is not None:
            throttle = body.engine.throttle[0][1] if body.engine.throttle else 1.0
            thrust += body.count * (body.engine.thrust_vacuum * throttle - _SEA_LEVEL * exit_area(body))
    if thrust <= mass * _G0:
        raise PhysicsError(
            f"{mission.file}: vehicle: the thrust at lift-off ({thrust / 1000:.1f} kN) is below the weight "
            f"({mass * _G0 / 1000:.1f} kN), so it does not leave the pad"
        )


def exit_area(body: Body) -> float:
    """Nozzle exit area of one copy of a body [m2]: as given, or from the two thrusts; 0 where neither is known."""
    engine = body.engine
    if engine is None:
        return 0.0
    if engine.exit_area is not None:
        return float(engine.exit_area)
    if engine.thrust_sea_level is not None:
        return float((engine.thrust_vacuum - engine.thrust_sea_level) / _SEA_LEVEL)
    return 0.0
