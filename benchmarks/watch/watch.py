"""How long a cycle of ``luncur watch`` takes, by the clock of the machine, against a budget of 10 ms at 100 Hz.

    python benchmarks/watch/watch.py MISSION [--cycles N] [--seconds S] [--flood N]

replay   N cycles at 100 Hz of a made flight, each from its packets to its JSON line
computed the same cycles by the processor time of the thread: what is left when nothing else wants the processor
network  cycles at 100 Hz from packets of another process over the loopback: from when a cycle is due to its line
flood    the same flight while a third process sends N malformed packets as fast as it can
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import os
import socket
import time
from typing import Any

import numpy as np

from luncur.flight import fly, plan
from luncur.mission import Mission, load
from luncur.termination import RuleTable
from luncur.watch import telemetry_of
from luncur.watch.address import Address
from luncur.watch.desk import Desk
from luncur.watch.flight_clock import FlightClock
from luncur.watch.json_packet import measurement_of_json
from luncur.watch.live import Live
from luncur.watch.receiver import Receiver
from luncur.watch.record import Records, line_of
from luncur.watch.watching import rules_of, share_of, warm_up

PERIOD = 0.01  # [s]
JUNK = (b"junk", b"\xff" * 60, b"{" * 300, b'{"time_s":NaN}', b"x" * 1500)


def at_100_hz(path: str) -> Mission:
    mission = load(path)
    assert mission.termination is not None
    return mission.model_copy(update={"termination": mission.termination.model_copy(update={"period": PERIOD})})


def told(name: str, seconds: np.ndarray, **more: Any) -> None:
    ms = np.sort(seconds) * 1e3
    q = [float(np.quantile(ms, p)) for p in (0.5, 0.999, 0.9999)]
    extra = "".join(f", {key.replace('_', ' ')} {value}" for key, value in more.items())
    print(
        f"{name:<8} {len(ms):>9,} cycles: median {q[0]:.3f} ms, 99.9th {q[1]:.3f}, 99.99th {q[2]:.3f}, max {ms[-1]:.3f}; "
        f"over 10 ms: {int((ms > 10.0).sum())}{extra}",
        flush=True,
    )


def replay(table: RuleTable, packets: list[dict[str, Any]], cycles: int) -> None:
    """The flight again and again until there were so many cycles; only parsing, deciding and writing are timed."""
    lines = [(p["receive_s"], json.dumps(p).encode()) for p in packets]
    taken, computed = np.empty(cycles), np.empty(cycles)
    done = 0
    with open(os.devnull, "wb") as out:
        while done < cycles:
            desk, rest = Desk(table), iter(lines)
            records = Records(table, "benchmark", advisory=False)
            ahead = next(rest)
            for k in itertools.count():
                now = k * PERIOD
                start, start_computing = time.perf_counter(), time.thread_time()
                while ahead is not None and ahead[0] <= now:
                    desk.take(measurement_of_json(ahead[1]), ahead[0])
                    ahead = next(rest, None)
                out.write(line_of(records.cycle(desk.cycle(now), desk.counts)))
                taken[done], computed[done] = time.perf_counter() - start, time.thread_time() - start_computing
                done += 1
                if ahead is None or done == cycles:
                    break
    told("replay", taken)
    told("computed", computed)


def send(packets: list[dict[str, Any]], port: int, liftoff: float) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for packet in packets:
            time.sleep(max(liftoff + packet["receive_s"] - time.time(), 0.0))
            out.sendto(json.dumps(packet).encode(), ("127.0.0.1", port))


def flood(count: int, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for k in range(count):
            out.sendto(JUNK[k % len(JUNK)], ("127.0.0.1", port))


def network(
    name: str, mission: Mission, table: RuleTable, packets: list[dict[str, Any]], seconds: float, junk: int
) -> None:
    from datetime import UTC, datetime, timedelta

    receiver = Receiver(Address(socket.AF_INET, "127.0.0.1", 0), frozenset(), None, share_of(mission))
    desk, records = Desk(table), Records(table, "benchmark", advisory=True)
    liftoff = datetime.now(UTC) + timedelta(seconds=3)
    jobs = [multiprocessing.Process(target=send, args=(packets, receiver.port, liftoff.timestamp()))]
    if junk:
        jobs.append(multiprocessing.Process(target=flood, args=(junk, receiver.port)))
    for job in jobs:
        job.start()
    live = Live(desk, receiver, FlightClock(liftoff))
    taken: list[float] = []
    decided: dict[int, int] = {}
    with open(os.devnull, "wb") as out:
        for cycle in live.cycles():
            assert cycle is not None
            out.write(line_of(records.cycle(cycle, desk.counts)))
            out.flush()
            taken.append(time.monotonic() - live.due)
            decided[cycle.decision.code] = decided.get(cycle.decision.code, 0) + 1
            if cycle.decision.time > seconds:
                break
    for job in jobs:
        job.terminate()
        job.join()
    receiver.close()
    told(name, np.array(taken), missed=live.missed, decisions=decided, packets=desk.counts.record())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mission")
    parser.add_argument("--cycles", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--flood", type=int, default=1_000_000)
    a = parser.parse_args()
    mission = at_100_hz(a.mission)
    table = rules_of(mission)
    warm_up(table)
    trajectory = fly(plan(mission))
    if a.cycles:
        replay(table, list(telemetry_of(mission, trajectory, seed=1, end=a.cycles * PERIOD)), a.cycles)
    if a.seconds:
        packets = list(telemetry_of(mission, trajectory, seed=1, end=a.seconds + 5.0))
        network("network", mission, table, packets, a.seconds, 0)
        if a.flood:
            network("flood", mission, table, packets, a.seconds, a.flood)


if __name__ == "__main__":
    main()
