"""Cycles from packets of another process over the loopback."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from figures import told
from machine import since, ticks

from luncur.mission import Mission
from luncur.termination import RuleTable
from luncur.watch.address import Address
from luncur.watch.desk import Cycle, Desk
from luncur.watch.flight_clock import FlightClock
from luncur.watch.live import Live
from luncur.watch.receiver import Receiver
from luncur.watch.record import Records, line_of
from luncur.watch.watching import share_of

JUNK = (b"junk", b"\xff" * 60, b"{" * 300, b'{"time_s":NaN}', b"x" * 1500)
BEFORE = 3.0  # lift-off, for the other processes to start [s]
Packets = list[tuple[float, bytes]]


class TimedDesk(Desk):
    """Notes when the last decision began, by the clock and by the processor time of the thread [s]."""

    began = computing = 0.0

    def cycle(self, now: float) -> Cycle:
        self.began, self.computing = time.perf_counter(), time.thread_time()
        return super().cycle(now)


def encoded(packets: Iterator[dict[str, Any]]) -> Packets:
    """When each packet arrives [s] since lift-off, and its bytes."""
    return [(packet["receive_s"], json.dumps(packet).encode()) for packet in packets]


def send(packets: Packets, port: int, liftoff: float) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for receive, packet in packets:
            time.sleep(max(liftoff + receive - time.time(), 0.0))
            out.sendto(packet, ("127.0.0.1", port))


def flood(count: int, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for k in range(count):
            out.sendto(JUNK[k % len(JUNK)], ("127.0.0.1", port))


@contextmanager
def running(*jobs: tuple[Callable[..., None], tuple[Any, ...]]) -> Iterator[None]:
    """Other processes, from here to the end of the block."""
    processes = [multiprocessing.Process(target=target, args=arguments, daemon=True) for target, arguments in jobs]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.join()


def network(
    name: str, mission: Mission, table: RuleTable, packets: Packets, seconds: float, junk: int = 0, **more: Any
) -> None:
    """Cycles from lift-off on for so many seconds: from when one is due to its line, and from its decision to its line."""
    receiver = Receiver(Address(socket.AF_INET, "127.0.0.1", 0), frozenset(), None, share_of(mission))
    liftoff = datetime.now(UTC) + timedelta(seconds=BEFORE)
    jobs: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
        (send, (packets, receiver.port, liftoff.timestamp())),
    ]
    if junk:
        jobs.append((flood, (junk, receiver.port)))
    desk, records = TimedDesk(table), Records(table, "benchmark", advisory=True)
    live = Live(desk, receiver, FlightClock(liftoff))
    rows: list[tuple[float, float, float]] = []
    decided: dict[int, int] = {}
    missed_before, before = 0, ticks()
    with running(*jobs), open(os.devnull, "wb") as out:
        for cycle in live.cycles():
            assert cycle is not None
            out.write(line_of(records.cycle(cycle, desk.counts)))
            out.flush()
            row = (time.monotonic() - live.due, time.perf_counter() - desk.began, time.thread_time() - desk.computing)
            if cycle.decision.time < 0.0:
                missed_before, before = live.missed, ticks()
                continue
            rows.append(row)
            decided[cycle.decision.code] = decided.get(cycle.decision.code, 0) + 1
            if cycle.decision.time > seconds:
                break
        went = since(before)
    receiver.close()
    due, clock, processor = np.array(rows).T
    told(name, due, missed=live.missed - missed_before, decisions=decided, packets=desk.counts.record())
    told("  its decision", clock)
    told("  by processor", processor, machine=went, **more)
