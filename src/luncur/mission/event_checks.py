"""Whether the events of a mission can happen in the order in which they stand."""

from __future__ import annotations

from luncur.errors import InputError
from luncur.mission.kinds import is_suborbital
from luncur.mission.model import Body, Event, Mission


def check_events(mission: Mission) -> None:
    """Raises InputError for the first event that names what is not there, or comes out of turn."""
    events = mission.vehicle.events
    first = events[0]
    if first.name != "liftoff" or first.when.time != 0.0:
        raise InputError(mission.file, "vehicle.event", first.name, "'liftoff' at time 0 as the first event")
    sequence = _Sequence(mission)
    for event in events:
        sequence.take(event)


class _Sequence:
    """What is attached, burning and past, as the events are gone through."""

    def __init__(self, mission: Mission) -> None:
        self.file = mission.file
        self.last = mission.vehicle.events[-1]
        self.suborbital = is_suborbital(mission)
        self.rail = mission.vehicle.rail is not None
        self.bodies = {b.name: b for b in mission.vehicle.bodies}
        self.attached = set(self.bodies)
        self.burning: set[str] = set()
        self.starts = dict.fromkeys(self.bodies, 0)
        self.past: list[str] = []
        self.time = 0.0

    def take(self, event: Event) -> None:
        field = f"vehicle.event.{event.name}"
        self._when(event, f"{field}.when")
        for name in event.shutdown:
            self._engine(name, f"{field}.shutdown")
            if name not in self.burning:
                raise InputError(self.file, f"{field}.shutdown", name, "a body that is burning then")
            self.burning.discard(name)
        for name in event.ignite:
            body = self._engine(name, f"{field}.ignite")
            if name in self.burning:
                raise InputError(self.file, f"{field}.ignite", name, "a body that is not burning yet")
            self.starts[name] += 1
            assert body.engine is not None
            if self.starts[name] > body.engine.starts:
                expected = f"at most {body.engine.starts} starts, as vehicle.body.{name}.engine.starts says"
                raise InputError(self.file, f"{field}.ignite", name, expected)
            self.burning.add(name)
        for name in event.jettison:
            self._attached(name, f"{field}.jettison")
            self.attached.discard(name)
            self.burning.discard(name)
        if not self.attached and not (event is self.last and self.suborbital):
            raise InputError(self.file, f"{field}.jettison", None, "at least one body left to fly")
        self.past.append(event.name)

    def _when(self, event: Event, field: str) -> None:
        when = event.when
        conditions = [when.time, when.depleted, when.altitude, when.heat_flux, when.apsis, when.guidance or None]
        conditions.append(when.rail or None)
        given = sum(c is not None for c in conditions)
        if given + (when.after is not None) != 1:
            expected = "exactly one of time, after, depleted, guidance, altitude, heat_flux, apsis or rail"
            raise InputError(self.file, field, None, expected)
        if when.rail and not self.rail:
            raise InputError(self.file, f"{field}.rail", True, "a table [rail] with the length to travel")
        if when.after is not None and when.after not in self.past:
            raise InputError(self.file, f"{field}.after", when.after, "the name of an earlier event")
        if when.delay != 0 and when.after is None:
            raise InputError(self.file, f"{field}.delay", when.delay, "a delay only beside after")
        if when.delay < 0:
            raise InputError(self.file, f"{field}.delay", when.delay, "a delay of at least 0 s")
        if when.time is not None:
            if when.time < self.time:
                expected = f"at least {self.time:g} s: events stand in the order of flight"
                raise InputError(self.file, f"{field}.time", when.time, expected)
            self.time = when.time
        if when.depleted is not None:
            self._engine(when.depleted, f"{field}.depleted")
            if when.depleted not in self.burning:
                raise InputError(self.file, f"{field}.depleted", when.depleted, "a body that is burning then")

    def _attached(self, name: str, field: str) -> Body:
        if name not in self.bodies:
            raise InputError(self.file, field, name, f"a body of the vehicle ({', '.join(self.bodies)})")
        if name not in self.attached:
            raise InputError(self.file, field, name, "a body that is still attached")
        return self.bodies[name]

    def _engine(self, name: str, field: str) -> Body:
        body = self._attached(name, field)
        if body.engine is None or body.tank is None:
            raise InputError(self.file, field, name, "a body with an engine and a tank")
        return body
