"""Telemetry comes to a page as ``luncur watch`` writes it, from a replay and from packets."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from conftest import MISSION, Running, served
from luncur.flight import fly, plan
from luncur.mission import load
from luncur.server import limits
from luncur.server.watching.pace import Paced, Thinned
from luncur.server.watching.past import MOST_CHANGES, MOST_PLACES, Past
from luncur.watch import telemetry_of
from luncur.watch.watching import watch


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with four seconds of telemetry."""
    root = tmp_path_factory.mktemp("telemetry")
    mission = load(MISSION)
    packets = telemetry_of(mission, fly(plan(mission)), 1, 60.0, 64.0)
    (root / "flights").mkdir()
    (root / "flights/short.jsonl").write_text("".join(json.dumps(p) + "\n" for p in packets))
    (root / "broken.csv").write_text("nothing,of,the,kind\n1,2,3,4\n")
    (root / "linked.jsonl").symlink_to(root / "flights/short.jsonl")
    return root


@pytest.fixture(scope="module")
def running(place: Path) -> Iterator[Running]:
    with served(place) as found:
        yield found


def begun(client: httpx.Client, **wanted: Any) -> str:
    answer = client.post("/api/watch", json={"mission": MISSION, **wanted})
    assert answer.status_code == 201, answer.text
    assert "never" in answer.json()["notice"]
    assert answer.json()["lines"]["features"]
    return str(answer.json()["id"])


def sent(client: httpx.Client, id: str) -> Iterator[dict[str, Any]]:
    with client.stream("GET", f"/api/watch/{id}/events") as events:
        for line in events.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line[6:])


def test_a_replay_is_what_the_command_writes_at_the_speed_of_the_flight(running: Running, place: Path) -> None:
    id = begun(running.client, replay="flights/short.jsonl", speed=2.0)
    records, began, ended = [], 0.0, 0.0
    for record in sent(running.client, id):
        if record["record"] == "cycle":
            began, ended = began or time.monotonic(), time.monotonic()
        if record["record"] != "alive":
            records.append(record)
    expected = list(watch(MISSION, place / "flights/short.jsonl"))
    assert records.pop() == {"record": "closed"}
    assert records[0] == expected[0]
    assert records[-1] == expected[-1]
    own = {json.dumps(r) for r in expected}
    assert all(json.dumps(r) in own for r in records)  # none is changed; those that come too fast are left out
    flown = expected[-2]["time_s"] - expected[1]["time_s"]
    assert ended - began == pytest.approx(flown / 2.0, abs=1.5)
    said = [r["decision"] for r in expected if r["record"] == "cycle"]
    changes = [a for a, b in zip(said, [None, *said], strict=False) if a != b]
    shown = [r["decision"] for r in records if r["record"] == "cycle"]
    assert [a for a, b in zip(shown, [None, *shown], strict=False) if a != b] == changes
    assert running.client.delete(f"/api/watch/{id}").status_code == 204
    assert running.client.get(f"/api/watch/{id}/events").status_code == 404


def test_a_page_that_comes_later_gets_the_limits_and_what_was_shown(running: Running, place: Path) -> None:
    answer = running.client.post("/api/watch", json={"mission": MISSION, "replay": "flights/short.jsonl", "speed": 2})
    id = answer.json()["id"]
    cycles = [r for r in sent(running.client, id) if r["record"] == "cycle"]
    later = running.client.get(f"/api/watch/{id}").json()
    assert later["lines"] == answer.json()["lines"]
    assert later["lines"]["features"]
    assert "never" in later["notice"]
    flown = [
        [c["state"]["longitude_deg"], c["state"]["latitude_deg"], c["state"]["altitude_m"]]
        for c in cycles
        if c["state"]
    ]
    impacts = [[c["impact"]["longitude_deg"], c["impact"]["latitude_deg"], 0.0] for c in cycles if c["impact"]]
    assert later["past"]["flown"] == flown
    assert later["past"]["impacts"] == impacts
    assert len(flown) > 3
    changes = [b for a, b in zip([{"decision": ""}, *cycles], cycles, strict=False) if a["decision"] != b["decision"]]
    assert later["past"]["changes"] == changes[::-1]
    assert later["past"]["last"] == cycles[-1]
    assert 0.0 <= later["past"]["silence_s"] < 60.0
    running.client.delete(f"/api/watch/{id}")
    assert running.client.get(f"/api/watch/{id}").status_code == 404


def test_what_was_shown_stays_small() -> None:
    past = Past()
    for i in range(10 * MOST_PLACES):
        record = cycle(i * 0.1, "go" if i % 2 else "warning")
        past.add(
            {**record, "state": {"longitude_deg": i * 1e-3, "latitude_deg": 0.0, "altitude_m": -5.0}, "impact": None}
        )
    past.add({"record": "waiting"})
    kept = past.record()
    assert MOST_PLACES / 2 <= len(kept["flown"]) <= MOST_PLACES
    assert kept["flown"][0] == [0.0, 0.0, 0.0]  # no height below the ground, as the page draws it
    assert kept["flown"][-1][0] == pytest.approx((10 * MOST_PLACES - 1) * 1e-3)
    assert kept["impacts"] == []
    assert Past().record()["last"] is None
    assert Past().record()["silence_s"] is None
    assert len(kept["changes"]) == MOST_CHANGES
    assert kept["changes"][0]["time_s"] == pytest.approx((10 * MOST_PLACES - 1) * 0.1)


def test_packets_of_this_machine_are_shown_and_silence_is_stale(running: Running, place: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind(("127.0.0.1", 0))
        port = sender.getsockname()[1]
    id = begun(running.client, udp=f"127.0.0.1:{port}")
    packets = (place / "flights/short.jsonl").read_text().splitlines()
    seen: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for record in sent(running.client, id):
            if record["record"] == "waiting":
                for packet in packets[:40]:
                    sender.sendto(packet.encode(), ("127.0.0.1", port))
            seen.append("stale" if record.get("stale") else record["record"])
            if record["record"] == "cycle" and record["stale"]:
                break
            assert record["record"] != "error", record
    assert seen[0] in ("alive", "start")
    assert "waiting" in "".join(seen) or "stale" in seen
    running.client.delete(f"/api/watch/{id}")


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({}, 422), ({"replay": "flights/short.jsonl", "udp": "127.0.0.1:5005"}, 422), ({"udp": "0.0.0.0:5005"}, 422),
        ({"udp": "192.0.2.1:5005"}, 422), ({"udp": "127.0.0.1:80"}, 422), ({"udp": "nonsense"}, 422), ({"replay": "../x.jsonl"}, 404),
        ({"replay": "/etc/passwd"}, 404), ({"replay": "linked.jsonl"}, 404), ({"replay": "flights"}, 404),
        ({"replay": "flights/short.jsonl", "mission": "sounding-rocket"}, 422), ({"replay": "flights/short.jsonl", "mission": "../x.toml"}, 404),
        ({"replay": "flights/short.jsonl", "mission": "/etc/x.toml"}, 404), ({"replay": "flights/short.jsonl", "speed": -1}, 422),
        ({"replay": "flights/short.jsonl", "command": "x"}, 422),
    ],
)  # fmt: skip
def test_what_cannot_be_watched_is_refused(running: Running, wanted: dict[str, Any], status: int) -> None:
    answer = running.client.post("/api/watch", json={"mission": MISSION, **wanted})
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert running.client.get("/api/watch").json()["sessions"] == []


def test_a_file_that_is_no_telemetry_ends_with_the_command_s_sentence(running: Running) -> None:
    id = begun(running.client, replay="broken.csv")
    records = [r for r in sent(running.client, id) if r["record"] != "alive"]
    assert [r["record"] for r in records] == ["error", "closed"]
    assert "expected" in records[0]["error"]
    running.client.delete(f"/api/watch/{id}")


def test_no_more_sessions_than_are_allowed(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WATCHES", 1)
    id = begun(running.client, replay="flights/short.jsonl")
    answer = running.client.post("/api/watch", json={"mission": MISSION, "replay": "flights/short.jsonl"})
    assert answer.status_code == 429
    offered = running.client.get("/api/watch").json()
    assert [s["id"] for s in offered["sessions"]] == [id]
    assert offered["recordings"] == ["broken.csv", "flights/short.jsonl"]
    assert MISSION in [m["name"] for m in offered["missions"]]
    running.client.delete(f"/api/watch/{id}")


def cycle(time_s: float, decision: str = "go", stale: bool = False) -> dict[str, Any]:
    return {"record": "cycle", "time_s": time_s, "decision": decision, "rule": None, "stale": stale}


def test_red_records_are_never_left_out_and_green_ones_come_twenty_a_second() -> None:
    thinned = Thinned()
    green = sum(thinned.passes(cycle(i * 0.001), i * 0.001) for i in range(1000))
    assert 18 <= green <= 22
    assert all(thinned.passes(cycle(1 + i * 0.001, "action commanded"), 1 + i * 0.001) for i in range(100))
    assert thinned.passes(cycle(1.2), 1.2)
    assert not thinned.passes(cycle(1.201), 1.201)
    assert thinned.passes(cycle(1.202, stale=True), 1.202)
    assert thinned.passes({"record": "end"}, 1.2021)


def test_a_replay_as_fast_as_it_can_never_waits() -> None:
    assert Paced(0.0).wait(cycle(1e6)) == 0.0
    paced = Paced(10.0)
    assert paced.wait(cycle(5.0)) <= 0.0
    assert paced.wait(cycle(6.0)) == pytest.approx(0.1, abs=0.05)
