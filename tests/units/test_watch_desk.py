"""What reaches the decision, and what a replay makes of a recording."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import watch_cases as cases

from luncur.errors import InputError
from luncur.watch import watch
from luncur.watch.channels import Channels
from luncur.watch.desk import Cycle, Desk
from luncur.watch.json_packet import measurement_of_json
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Reason
from luncur.watch.replay import FURTHEST, after_the_last, replayed

HOSTILE = (
    b"", b"{", b"\xff\x00" * 40, b'{"source":"platform"}', b'{"time_s":NaN}', b"[" * 900, b"x" * 5000,
    b'{"source":"nobody","time_s":1,"receive_s":1,"x_m":1,"y_m":1,"z_m":1,"vx_m_s":1,"vy_m_s":1,"vz_m_s":1,"valid":true}',
)  # fmt: skip


def parsed(packets: Iterable[dict[str, Any] | bytes]) -> list[Measurement | Reason]:
    return [measurement_of_json(p if isinstance(p, bytes) else json.dumps(p).encode()) for p in packets]


def run(packets: Iterable[dict[str, Any] | bytes]) -> tuple[list[Cycle], dict[str, int]]:
    desk = Desk(cases.flown()[1])
    cycles = list(replayed(desk, parsed(packets)))
    return cycles, desk.counts.record()


def seen(cycles: list[Cycle]) -> list[str]:
    return [repr(cycle) for cycle in cycles]  # nan is not equal to itself


def at(k: int, **changes: Any) -> Measurement:
    m = parsed([{**cases.recorded()[k], **changes}])[0]
    assert isinstance(m, Measurement)
    return m


def test_why_a_measurement_is_not_taken() -> None:
    desk = Desk(cases.flown()[1])
    platform = [p for p in cases.recorded() if p["source"] == "platform"]
    first, second = parsed(platform[20:22])
    assert isinstance(first, Measurement)
    assert isinstance(second, Measurement)
    assert desk.take(second, second.receive) is Reason.TAKEN
    now = second.receive
    assert desk.take(second, now) is Reason.DUPLICATE
    assert desk.take(first, now) is Reason.OLD_SEQUENCE
    assert desk.take(first._replace(sequence=-1), now) is Reason.OUT_OF_ORDER
    assert desk.take(second._replace(source="nobody"), now) is Reason.UNKNOWN_SOURCE
    assert desk.take(second._replace(time=now - 1.5, sequence=99), now) is Reason.LATE
    assert desk.take(second._replace(time=now + 0.2, sequence=99), now) is Reason.OF_THE_FUTURE
    assert desk.counts.of(Reason.TAKEN) == 1


def test_a_forged_number_shuts_a_source_out_for_a_second_only() -> None:
    desk = Desk(cases.flown()[1])
    platform = [m for m in parsed(cases.recorded()) if isinstance(m, Measurement) and m.source == "platform"]
    desk.take(platform[0]._replace(sequence=2**62), platform[0].receive)
    taken = [m.receive for m in platform[1:] if desk.take(m, m.receive) is Reason.TAKEN]
    assert taken[0] == pytest.approx(platform[0].receive + 1.0, abs=0.06)
    assert len(taken) > 500


def test_channels_are_the_middle_of_those_that_count() -> None:
    channels = Channels(3, 1.0)
    for k, value in enumerate((0.1, 0.2, 9.0)):
        channels.take(k, 5.0, (value, math.nan, 1.0))
    assert channels.at(5.5, [True] * 3)[0] == 0.2
    assert channels.at(5.5, [True, False, True])[0] == pytest.approx(4.55)
    assert math.isnan(channels.at(5.5, [True] * 3)[1])
    assert math.isnan(channels.at(6.5, [True] * 3)[0])
    assert math.isnan(channels.at(5.5, [False] * 3)[2])


def test_a_good_flight_goes_and_the_loss_of_data_is_decided_at_its_end() -> None:
    cycles, counts = run(cases.recorded())
    last = cases.recorded()[-1]["receive_s"]
    flying = [c for c in cycles if c.decision.time <= last]
    assert {c.decision.code for c in flying} == {1}
    assert flying[-1].decision.agreed == 3
    assert not any(c.stale for c in flying)
    assert cycles[-1].stale
    ordered = next(c for c in cycles if c.decision.code == 4)
    assert ordered.decision.rule == 2
    # the last state is carried on for one second, its loss may last five
    assert ordered.decision.time == pytest.approx(last + 6.0, abs=0.25)
    assert counts == {"taken": len(cases.recorded())}


def test_times_of_cycles_do_not_drift() -> None:
    cycles, _ = run(cases.recorded())
    first = cases.recorded()[0]["receive_s"]
    assert [c.decision.time for c in cycles] == [first + k * 0.1 for k in range(len(cycles))]


def test_hostile_lines_change_no_decision() -> None:
    good = cases.recorded()
    mixed = [p for k, packet in enumerate(good) for p in (*HOSTILE, packet, HOSTILE[k % len(HOSTILE)])]
    clean, _ = run(good)
    flooded, counts = run(mixed)
    assert seen(clean) == seen(flooded)
    assert counts["taken"] == len(good)
    assert sum(counts.values()) == len(mixed)
    assert set(counts) == {"taken", "malformed", "not finite", "oversized", "unknown source"}


def test_copies_and_spoilt_receive_times_change_no_decision() -> None:
    good = cases.recorded()
    mixed: list[dict[str, Any] | bytes] = []
    for k, packet in enumerate(good):
        mixed += [packet, packet]
        if k > 100:
            mixed += [{**good[k - 100], "receive_s": packet["receive_s"]}, good[k - 50]]
        mixed.append({**packet, "receive_s": 80_000.0, "sequence": 10**6 + k})
        mixed.append({**packet, "receive_s": FURTHEST * 2})
        mixed.append({k: v for k, v in packet.items() if k != "receive_s"})
    clean, _ = run(good)
    spoilt, counts = run(mixed)
    assert seen(clean) == seen(spoilt)
    assert counts["taken"] == len(good)
    assert counts["duplicate"] >= len(good)
    assert counts["receive time impossible"] > 2 * len(good)


def test_a_bad_flight_is_ended_by_the_rule_it_breaks() -> None:
    packets = [{**p, "attitude_error_deg": 16.0} if p["time_s"] > 10.0 else p for p in cases.recorded()]
    cycles, _ = run(packets)
    ordered = next(c for c in cycles if c.decision.code == 4)
    assert ordered.decision.rule == 1
    assert 10.2 < ordered.decision.time < 10.7


def test_one_lying_unit_neither_ends_nor_spares_a_flight() -> None:
    lying = [{**p, "attitude_error_deg": 90.0} if p["source"] == "platform" else p for p in cases.recorded()]
    cycles, _ = run(lying)
    last = cases.recorded()[-1]["receive_s"]
    # until the others have come there is only one to believe
    assert {c.decision.code for c in cycles if 0.5 < c.decision.time <= last} == {1}


def test_nothing_grows_with_the_number_of_packets() -> None:
    desk = Desk(cases.flown()[1])
    junk = [measurement_of_json(p) for p in HOSTILE]
    good = [m for m in parsed(cases.recorded()) if isinstance(m, Measurement)]

    def feed(first: int, behind: int) -> None:
        for k in range(first, behind):
            desk.take(junk[k % len(junk)], 1.0)
            desk.take(good[k % len(good)]._replace(source=f"unit {k}"), 1.0)
            desk.take(good[0]._replace(time=1.0 + 1e-4 * k, sequence=k), 1.0 + 1e-4 * k)

    feed(0, 500)
    tracemalloc.start()
    feed(500, 5_000)
    before = tracemalloc.get_traced_memory()[0]
    feed(5_000, 25_000)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 20_000
    assert desk.counts.of(Reason.TAKEN) > 15_000


def test_cycles_after_the_last_packet_are_bounded() -> None:
    assert after_the_last(cases.flown()[1]) == pytest.approx(6.2)
    cycles, _ = run([p for p in cases.recorded() if p["source"] == "platform"][:1])
    assert len(cycles) == 63


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    mission = cases.mission_file(tmp_path)
    mixed = [p for k, packet in enumerate(cases.recorded()[:300]) for p in (packet, HOSTILE[k % len(HOSTILE)])]
    recording = cases.written(tmp_path, mixed)
    command = [sys.executable, "-m", "luncur.cli", "watch", str(mission), "--replay", str(recording)]
    outputs = [
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    records = [json.loads(line) for line in outputs[0].splitlines()]
    assert [r["record"] for r in records[:2]] == ["start", "cycle"]
    assert "never be connected" in records[0]["notice"]
    assert records[-1]["record"] == "end"
    assert records[-1]["cycles"] == len(records) - 2
    assert records == list(watch(mission, recording))


def test_csv_and_json_give_the_same_records(tmp_path: Path) -> None:
    mission = cases.mission_file(tmp_path)
    packets = cases.recorded()[:200]
    header = ",".join(packets[0]).encode()
    rows = [",".join("1" if v is True else str(v) for v in p.values()).encode() for p in packets]
    by_csv = list(watch(mission, cases.written(tmp_path, [header, *rows], "flight.csv")))
    by_json = list(watch(mission, cases.written(tmp_path, packets)))
    assert by_csv[1:] == by_json[1:]


def test_a_recording_of_another_flight_is_refused(tmp_path: Path) -> None:
    packets = [{**p, "source": "nobody"} for p in cases.recorded()[:5]]
    with pytest.raises(InputError, match="5 unknown source"):
        list(watch(cases.mission_file(tmp_path), cases.written(tmp_path, packets)))
