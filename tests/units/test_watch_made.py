"""Telemetry made of a nominal flight: its errors are those that the mission gives, and it is read back."""

from __future__ import annotations

import itertools
import json
import socket
from pathlib import Path

import numpy as np
import pytest
import watch_cases as cases
from tool_scripts import tool

from luncur.errors import InputError
from luncur.mission import load
from luncur.watch import telemetry_of
from luncur.watch.authentic import opened
from luncur.watch.file_lines import measurements_in
from luncur.watch.json_packet import MAXIMUM_SIZE
from luncur.watch.measurement import Measurement


def test_the_same_seed_is_the_same_flight() -> None:
    mission, _, trajectory = cases.flown()
    again = tuple(telemetry_of(mission, trajectory, 3, end=30.0))
    assert again == cases.recorded()
    assert again != cases.recorded(seed=4)


def test_errors_have_the_sizes_of_the_sources() -> None:
    mission, _, trajectory = cases.flown()
    for source in mission.termination.sources if mission.termination else ():
        mine = [p for p in cases.recorded() if p["source"] == source.name]
        times = np.array([p["time_s"] for p in mine])
        for names, values, sigma in (
            (("x_m", "y_m", "z_m"), trajectory.position, source.position_sigma),
            (("vx_m_s", "vy_m_s", "vz_m_s"), trajectory.velocity, source.velocity_sigma),
        ):
            told = np.array([[p[name] for name in names] for p in mine])
            # third differences leave the noise: a flight is smooth over three measurements
            noise = np.diff(told, 3, axis=0) / np.sqrt(20.0)
            assert noise.std() == pytest.approx(sigma, rel=0.2)
            flown = np.stack([np.interp(times, trajectory.time, values[:, c]) for c in range(3)], axis=1)
            assert np.abs((told - flown).mean(axis=0)).max() < 15.0 * sigma
        delays = np.array([p["receive_s"] - p["time_s"] for p in mine])
        assert delays.min() >= 0.0
        assert delays.mean() == pytest.approx(source.latency, rel=0.1)


def test_times_of_receipt_never_fall_and_every_packet_fits() -> None:
    received = [p["receive_s"] for p in cases.recorded()]
    assert received == sorted(received)
    assert max(len(json.dumps(p)) for p in cases.recorded()) < MAXIMUM_SIZE / 2


def test_a_mission_without_sources_makes_none(tmp_path: Path) -> None:
    bare = tmp_path / "bare.toml"
    bare.write_text(cases.without_rules(), encoding="utf-8")
    with pytest.raises(InputError, match="at least one source"):
        list(telemetry_of(load(bare), cases.flown()[2]))


def test_both_kinds_of_file_tell_the_same(tmp_path: Path) -> None:
    mission = str(cases.mission_file(tmp_path))
    read = []
    for name in ("flight.jsonl", "flight.csv"):
        tool("make_telemetry").main([mission, str(tmp_path / name), "--seed", "3", "--end", "3"])
        read.append(list(measurements_in(tmp_path / name)))
    assert read[0] == read[1]
    assert len(read[0]) > 90
    assert all(isinstance(m, Measurement) for m in read[0])


@pytest.mark.parametrize("when", [("--speed", "1000"), ("--liftoff", "2026-01-01T00:00:00Z")])
def test_what_is_sent_is_what_was_recorded(when: tuple[str, str], tmp_path: Path) -> None:
    recording = cases.written(tmp_path, cases.recorded()[:40])
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o600)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ears:
        ears.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{ears.getsockname()[1]}"
        tool("send_telemetry").main([str(recording), address, "--key", str(key), *when])
        ears.setblocking(False)
        got = [opened(ears.recv(4096), b"k" * 32) for _ in range(40)]
    assert [g[1] for g in got if g] == recording.read_bytes().splitlines()
    counters = [g[0] for g in got if g]
    assert all(b > a for a, b in itertools.pairwise(counters))
