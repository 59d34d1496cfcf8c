"""How long a cycle of ``luncur watch`` takes, by the clock of the machine, against a budget of 10 ms at 100 Hz.

    python benchmarks/watch/watch.py MISSION [--cycles N] [--seconds S] [--flood N] [--loaded S]

replay   N cycles at 100 Hz of a made flight, each from its packets to its JSON line
computed the same cycles by the processor time of the thread: what is left when nothing else wants the processor
network  S seconds of cycles at 100 Hz from packets of another process over the loopback: from when a cycle is due to its line
flood    the same flight while a third process sends N malformed packets as fast as it can
loaded   S seconds of the same flight, every source sending at 100 Hz, while a process spins on one processor

Under each of the last three: from the decision to the line, by the clock and by the processor time of the thread, and what
shares of the processors' time were busy and were stolen by a hypervisor.  A part with 0 is left out.
"""

from __future__ import annotations

import argparse
import itertools
import os
import time

import numpy as np
from figures import told
from machine import busy_processor
from network import Packets, encoded, network

from luncur.flight import fly, plan
from luncur.mission import Mission, load
from luncur.termination import RuleTable
from luncur.watch import telemetry_of
from luncur.watch.desk import Desk
from luncur.watch.json_packet import measurement_of_json
from luncur.watch.record import Records, line_of
from luncur.watch.watching import rules_of, warm_up

PERIOD = 0.01  # [s]
LONGEST = 600.0  # of the flight that is replayed again and again [s]: the rules are at rest behind it


def at_100_hz(path: str) -> Mission:
    """The mission with a decision every 10 ms."""
    mission = load(path)
    assert mission.termination is not None
    return mission.model_copy(update={"termination": mission.termination.model_copy(update={"period": PERIOD})})


def told_at_100_hz(mission: Mission) -> Mission:
    """The mission with sources that send every 10 ms."""
    assert mission.termination is not None
    sources = tuple(source.model_copy(update={"period": PERIOD}) for source in mission.termination.sources)
    return mission.model_copy(update={"termination": mission.termination.model_copy(update={"sources": sources})})


def replay(table: RuleTable, lines: Packets, cycles: int) -> None:
    """The flight again and again until there were so many cycles; only parsing, deciding and writing are timed."""
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mission")
    parser.add_argument("--cycles", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--flood", type=int, default=1_000_000)
    parser.add_argument("--loaded", type=float, default=600.0)
    a = parser.parse_args()
    mission = at_100_hz(a.mission)
    table = rules_of(mission)
    warm_up(table)
    trajectory = fly(plan(mission))

    def flown(of: Mission, end: float) -> Packets:
        return encoded(telemetry_of(of, trajectory, seed=1, end=end))

    if a.cycles:
        replay(table, flown(mission, min(a.cycles * PERIOD, LONGEST)), a.cycles)
    if a.seconds:
        packets = flown(mission, a.seconds + 5.0)
        network("network", mission, table, packets, a.seconds)
        if a.flood:
            network("flood", mission, table, packets, a.seconds, a.flood)
    if a.loaded:
        dense = told_at_100_hz(mission)
        packets = flown(dense, a.loaded + 5.0)
        with busy_processor() as load:
            network("loaded", dense, table, packets, a.loaded, load=load)


if __name__ == "__main__":
    main()
