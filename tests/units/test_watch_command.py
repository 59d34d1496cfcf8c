"""``luncur watch`` as a user meets it: what it writes, shows and refuses."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import watch_cases as cases

from luncur.watch.desk import Desk
from luncur.watch.json_packet import measurement_of_json
from luncur.watch.record import NOTICE, Records
from luncur.watch.replay import replayed
from luncur.watch.screen import picture

COMMAND = [sys.executable, "-m", "luncur.cli", "watch"]


def luncur(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False)


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def records(end: float, change: Any = None) -> tuple[Records, list[dict[str, Any]]]:
    desk = Desk(cases.flown()[1])
    made = Records(desk.table, "mine", advisory=True)
    packets = [change(p) if change else p for p in cases.recorded() if p["time_s"] < end]
    lines = [measurement_of_json(json.dumps(p).encode()) for p in packets]
    return made, [made.cycle(c, desk.counts) for c in replayed(desk, lines)]


def test_help_says_what_it_is_never_for() -> None:
    text = luncur("--help").stdout
    assert "NEVER be connected to a termination system" in text
    assert "--replay flight.jsonl" in text


def refused(said: str, *arguments: str) -> None:
    done = luncur(*arguments)
    assert done.returncode == 2, done.stderr
    assert re.search(said, done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_refusals(tmp_path: Path) -> None:
    mission = str(cases.mission_file(tmp_path))
    recording = str(cases.written(tmp_path, cases.recorded()[:3]))
    bare = tmp_path / "bare.toml"
    bare.write_text(cases.without_rules(), encoding="utf-8")
    refused("needs one of --replay", mission)
    refused("needs one of --replay", mission, "--replay", recording, "--udp", "127.0.0.1:5005")
    refused("belong to --udp", mission, "--replay", recording, "--key", recording)
    refused("belongs to --replay", mission, "--udp", "127.0.0.1:5005", "--speed", "2")
    refused("at least one rule", str(bare), "--replay", recording)
    refused("No such file", mission, "--replay", str(tmp_path / "none"))
    refused("line 1", mission, "--replay", mission)
    refused("HOST:PORT", mission, "--udp", "5005")
    refused("UTC time", mission, "--udp", "127.0.0.1:5005", "--liftoff", "soon")
    refused("chmod 600", mission, "--udp", "127.0.0.1:5005", "--key", open_key(tmp_path))


def open_key(folder: Path) -> str:
    path = folder / "key"
    path.write_bytes(b"k" * 40)
    path.chmod(0o644)
    return str(path)


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        refused("nobody uses", str(cases.mission_file(tmp_path)), "--udp", f"127.0.0.1:{taken.getsockname()[1]}")


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_leaves_the_last_line_and_130(tmp_path: Path) -> None:
    command = [*COMMAND, str(cases.mission_file(tmp_path)), "--udp", f"127.0.0.1:{free_port()}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        start, waiting = json.loads(process.stdout.readline()), json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        rest, said = process.communicate(timeout=60)
    assert (start["record"], start["advisory"], start["notice"]) == ("start", True, NOTICE)
    assert "nothing proves" in start["advisory_reason"]
    assert (waiting["record"], waiting["stale"], waiting["counts"]) == ("waiting", True, {"taken": 0})
    end = json.loads(rest.splitlines()[-1])
    assert (end["record"], end["cycles"], end["decision"], end["missed_cycles"]) == ("end", 0, None, 0)
    assert process.returncode == 130
    assert said == ""


def test_with_lift_off_and_key_cycles_run_while_nothing_comes(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"k" * 40)
    key.chmod(0o600)
    options = ["--udp", f"127.0.0.1:{free_port()}", "--key", str(key), "--liftoff", "2026-01-01T00:00:00Z"]
    with subprocess.Popen(
        [*COMMAND, str(cases.mission_file(tmp_path)), *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = [json.loads(process.stdout.readline()) for _ in range(4)]
        process.stdout.close()  # whoever read has gone: it ends by itself
        process.wait(timeout=60)
    assert lines[0]["advisory"] is False
    assert [line["record"] for line in lines[1:]] == ["cycle"] * 3
    assert all(line["stale"] and line["agreed"] == 0 and line["state"] is None for line in lines[1:])
    assert "k" * 40 not in json.dumps(lines)


def test_a_reader_that_goes_early_is_no_error(tmp_path: Path) -> None:
    recording = cases.written(tmp_path, cases.recorded())
    command = [*COMMAND, str(cases.mission_file(tmp_path)), "--replay", str(recording)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=60)
    assert (process.returncode, said) == (0, b"")


def test_records_tell_the_decision_in_words() -> None:
    _, made = records(5.0)
    flying, last = made[40], made[-1]
    assert (flying["decision"], flying["rule"], flying["stale"]) == ("go", None, False)
    assert flying["state"]["latitude_deg"] == pytest.approx(51.884, abs=0.01)
    assert flying["impact"]["longitude_deg"] == pytest.approx(128.334, abs=0.01)
    assert {m["rule"]: m["unit"] for m in flying["margins"]} == {"line": "m", "attitude": "deg", "loss": "s"}
    attitude = flying["margins"][1]["margin"]
    assert 13.0 < attitude <= 15.0
    assert last["decision"] in ("action commanded", "flight ended")
    assert (last["rule"], last["action"], last["stale"]) == ("loss", "engine-shutdown", True)
    assert "rule 'loss' (data-loss)" in last["reason"]
    assert last["state"] is None
    assert last["impact_reason"]
    json.dumps(made, allow_nan=False)


def test_a_breach_is_told_in_degrees() -> None:
    _, made = records(5.0, lambda p: {**p, "attitude_error_deg": 21.0} if p["time_s"] > 3.0 else p)
    ordered = next(r for r in made if r["decision"] == "action commanded")
    assert ordered["rule"] == "attitude"
    assert "6 deg beyond its limit" in ordered["reason"]


def test_the_picture_says_stale_in_words_and_red() -> None:
    made, cycles = records(3.0)
    start = made.start("recording f")
    fresh, stale = picture(start, cycles[20]), picture(start, cycles[-1])
    assert "STALE" not in fresh
    assert re.search("\x1b\\[1;31mSTALE: the newest data are [0-9.]+ s old", stale)
    waiting = picture(start, made.waiting(Desk(cases.flown()[1]).counts))
    assert "\x1b[1;31mSTALE: no data have come" in waiting
    for text in (fresh, stale, waiting):
        assert "NEVER TO BE CONNECTED" in text
        assert "ADVISORY" in text


def test_the_picture_fits_and_obeys_no_name() -> None:
    made, cycles = records(3.0)
    start = {**made.start("\x1b[2J"), "mission": "m\x07\x1b]0;x\x07"}
    text = picture(start, cycles[20], width=40, height=10)
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in text.split("\n")]
    assert len(lines) == 10
    assert max(map(len, lines)) <= 40
    assert not any("\x1b" in line or "\x07" in line for line in lines)


def test_a_terminal_shows_the_table(tmp_path: Path) -> None:
    recording = cases.written(tmp_path, [p for p in cases.recorded() if p["time_s"] < 2.0])
    ours, theirs = pty.openpty()
    command = [*COMMAND, str(cases.mission_file(tmp_path)), "--replay", str(recording), "--speed", "0"]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        process.wait(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    text = shown.decode()
    assert "NEVER TO BE CONNECTED" in text
    assert text.count("\x1b[?1049h") == text.count("\x1b[?1049l") == 1
    assert json.loads(text.split("\x1b[?1049l")[1])["record"] == "end"


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # a terminal that nobody writes to any more
        return b""
