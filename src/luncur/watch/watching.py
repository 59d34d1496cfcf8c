"""``luncur watch``: a mission's rules held against a recording or against what arrives, record by record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from luncur.errors import InputError
from luncur.mission import Mission, load
from luncur.termination import RuleTable, rule_table
from luncur.termination.columns import ORDERED
from luncur.watch.address import address_of, hosts_of
from luncur.watch.authentic import key_in
from luncur.watch.desk import Cycle, Desk
from luncur.watch.file_lines import measurements_in
from luncur.watch.flight_clock import FlightClock, liftoff_of
from luncur.watch.live import Live
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Reason
from luncur.watch.receiver import Receiver
from luncur.watch.record import Records
from luncur.watch.replay import replayed

SHARE = 4.0  # how many times what all sources of the mission send in a cycle one sender may send
LEAST_SHARE = 16


def rules_of(mission: Mission) -> RuleTable:
    """The compiled rules of a mission, which is flown once for it, since rules refer to the nominal flight.

    Raises InputError when the mission has no rules.
    """
    from luncur.flight import fly, plan

    if mission.termination is None or not mission.termination.rules:
        raise InputError(mission.file, "termination.rule", None, "at least one rule to hold telemetry against")
    ascent = plan(mission)
    return rule_table(ascent, fly(ascent))


def share_of(mission: Mission) -> int:
    """How many packets of one sender are looked at in a cycle: several times what all sources together send in it."""
    system = mission.termination
    sent = sum(max(system.period / source.period, 1.0) for source in system.sources) if system else 0.0
    return max(LEAST_SHARE, int(SHARE * sent) + 1)


class Session:
    """Telemetry and rules brought together: the records in their order, and the end whenever it comes."""

    def __init__(self, table: RuleTable, mission: str, data: str, advisory: bool) -> None:
        self.desk = Desk(table)
        self.records = Records(table, mission, advisory)
        self.start = self.records.start(data)
        self.live: Live | None = None
        self._cycles = 0
        self._last: Cycle | None = None
        self._commanded: dict[str, Any] | None = None

    def cycle(self, cycle: Cycle) -> dict[str, Any]:
        """The record of a cycle; the first that commands an action is kept for the end."""
        record = self.records.cycle(cycle, self.desk.counts)
        self._cycles += 1
        self._last = cycle
        if self._commanded is None and cycle.decision.code == ORDERED:
            self._commanded = {key: record[key] for key in ("time_s", "rule", "action", "reason")}
        return record

    def waiting(self) -> dict[str, Any]:
        return self.records.waiting(self.desk.counts)

    def end(self) -> dict[str, Any]:
        missed = {} if self.live is None else {"missed_cycles": self.live.missed}
        return {**self.records.end(self._cycles, self._last, self.desk.counts, self._commanded), **missed}


def watch(mission: str | Path, recording: str | Path) -> Iterator[dict[str, Any]]:
    """The records of a recorded flight: start, every decision cycle, end; what ``luncur watch --replay`` writes.

    mission: a path or a built-in's name, with termination rules; recording: telemetry as JSON lines or CSV.  Raises
    InputError for what cannot be read, and when no line is a measurement of one of the mission's sources.
    For design, replay and test; never to be connected to a termination system.
    """
    with open_replay(mission, Path(recording)) as (session, cycles):
        yield session.start
        for cycle in cycles:
            yield session.cycle(cycle)
        yield session.end()


@contextmanager
def open_replay(mission: str | Path, recording: Path) -> Iterator[tuple[Session, Iterator[Cycle]]]:
    """A session over a file, and its cycles; the file is looked at before anything is computed."""
    lines = measurements_in(recording)
    first = next(lines, None)
    loaded = load(mission)
    table = rules_of(loaded)
    session = Session(table, loaded.name, f"recording {recording.name}", advisory=True)  # a file proves nothing

    def all_lines() -> Iterator[Any]:
        if first is not None:
            yield first
        yield from lines

    def cycles() -> Iterator[Cycle]:
        made = 0
        for cycle in replayed(session.desk, all_lines()):
            made += 1
            yield cycle
        if made == 0:
            counted = ", ".join(f"{n} {word}" for word, n in session.desk.counts.record().items() if n)
            expected = f"a measurement of one of the sources {', '.join(table.source_names)}"
            raise InputError(str(recording), "", counted, expected)

    yield session, cycles()


@contextmanager
def open_network(
    mission: str | Path, udp: str, allow: tuple[str, ...], key_file: Path | None, liftoff: str | None
) -> Iterator[tuple[Session, Iterator[Cycle | None]]]:
    """A session over packets that arrive, and its cycles, which end only with the process.

    The options are checked and the address is bound before anything is computed; nothing is kept of what arrives until then.
    """
    address = address_of(udp)
    allowed = hosts_of(allow, address.family)
    key = key_in(key_file) if key_file is not None else None
    moment = liftoff_of(liftoff) if liftoff is not None else None
    receiver = Receiver(address, allowed, key)
    try:
        loaded = load(mission)
        table = rules_of(loaded)
        session = Session(table, loaded.name, f"udp {udp}", advisory=key is None)
        warm_up(table)
        receiver.start(share_of(loaded))
        session.live = Live(session.desk, receiver, FlightClock(moment))
        yield session, session.live.cycles()
    finally:
        receiver.close()


def warm_up(table: RuleTable) -> None:
    """Run every part of a cycle once, so that the first real one is not held up by compiling."""
    desk = Desk(table)
    desk.take(Reason.MALFORMED, 0.0)
    row = table.nominal[0]
    state = (float(row[1]), float(row[2]), float(row[3]), float(row[4]), float(row[5]), float(row[6]))
    for name in table.source_names:
        desk.take(Measurement(name, float(row[0]), state, True, (0.0, 0.0, 1.0), 0, float(row[0])), float(row[0]))
    for i in range(3):
        Records(table, "", False).cycle(desk.cycle(float(row[0]) + i * table.period), desk.counts)
