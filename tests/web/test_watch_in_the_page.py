"""The range-safety display in the page of `luncur serve`: go, red and stale, from a replay and when the server is killed."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from seen import LOOKS, indonesian
from serving import DESK, Visit, visited

from luncur.flight import fly, plan
from luncur.mission import load
from luncur.watch import telemetry_of
from luncur.watch.watching import watch

MISSION = "soyuz-vostochny-sso"
STALE = "section.decision .stale"
NOTE_STALE = """new MutationObserver((_, watcher) => {
  if (document.querySelector('section.decision .stale') === null) return
  window.staleAt = performance.now()
  watcher.disconnect()
}).observe(document.body, {childList: true, subtree: true}); 0"""
NOTE_WORDS = """window.words = ''; new MutationObserver(() => {
  if (document.querySelector('section.decision') === null) window.words += document.querySelector('main')?.innerText + '\\n'
}).observe(document.body, {childList: true, subtree: true, characterData: true}); 0"""
Open = Callable[..., Visit]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Telemetry of a good flight that breaks off: five seconds later the rule of lost data ends the flight."""
    root = tmp_path_factory.mktemp("telemetry")
    mission = load(MISSION)
    packets = list(telemetry_of(mission, fly(plan(mission)), 1, 30.0, 50.0))
    late = telemetry_of(mission, fly(plan(mission)), 1, 59.0, 60.0)  # so that the clock goes on
    lines = [json.dumps(p) + "\n" for p in [*packets, *late]]
    (root / "breaks-off.jsonl").write_text("".join(lines))
    (root / "good.jsonl").write_text("".join(lines[: len(packets)]))
    return root


@pytest.fixture
def visit(drawing: Any, address: str) -> Iterator[Open]:
    with ExitStack() as stack:
        yield lambda size=DESK, route="/watch", **context: stack.enter_context(
            visited(drawing, address, route, size, **context)
        )
    for session in httpx.get(f"{address}api/watch", trust_env=False).json()["sessions"]:  # only four may be open
        httpx.delete(f"{address}api/watch/{session['id']}", trust_env=False).raise_for_status()


def begin(seen: Visit, recording: str, speed: str = "1") -> None:
    page = seen.page
    page.locator("form select").nth(0).select_option(MISSION)
    page.locator("form select").nth(1).select_option(recording)
    page.locator("form select").nth(2).select_option(speed)
    page.locator("form button.main").click()
    page.locator("section.decision").wait_for()


@pytest.mark.parametrize("look", LOOKS)
def test_a_flight_without_data_becomes_red(visit: Open, root: Path, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit(size, **context)
    begin(seen, "breaks-off.jsonl", "5")
    page = seen.page
    banner = "jangan pernah dihubungkan" if indonesian(look) else "never to be connected to a termination system"
    assert banner in page.locator(".banner").first.inner_text()
    red = page.locator("section.decision.red .word").filter(
        has_text="PENERBANGAN DIAKHIRI" if indonesian(look) else "FLIGHT ENDED"
    )
    red.wait_for()
    assert page.locator("section.decision.red path.sign").count() == 1  # a sign, not the colour alone
    told = "mematikan mesin" if indonesian(look) else "shut the engines down"
    assert told in page.locator("section.decision").inner_text()
    changes = [r for r in watch(MISSION, root / "breaks-off.jsonl") if r["record"] == "cycle"]
    distinct = [a["decision"] for a, b in zip(changes, [{"decision": ""}, *changes], strict=False) if a["decision"] != b["decision"]]  # fmt: skip
    assert page.locator("ol.log li").count() == len(distinct)
    assert banner in page.locator(".banner").first.inner_text()
    assert seen.sideways() == 0
    assert seen.complaints == []
    if look in ("desk", "phone, Indonesian, dark"):
        assert seen.serious() == []


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_a_link_shows_what_the_page_shows_that_began_it(visit: Open, locale: str) -> None:
    first = visit(locale=locale)
    begin(first, "breaks-off.jsonl", "0")
    ended = "Telemetri berakhir setelah" if locale == "id-ID" else "The telemetry has ended after"
    first.page.get_by_text(ended).wait_for()
    first.drawn()
    route = first.page.url.split("#")[1]
    second = visit(route=route, locale=locale)  # another browser: nothing is kept in it
    second.page.get_by_text(ended).or_(second.page.locator("section.decision")).first.wait_for()
    limit = "Garis batas aturan penghentian" if locale == "id-ID" else "Limit line of the termination rules"
    for seen in (first, second):
        seen.page.locator("figcaption").get_by_text(limit).wait_for()
        seen.page.locator(STALE).wait_for()
    second.drawn()
    word = "section.decision .word"
    assert second.page.locator(word).inner_text() == first.page.locator(word).inner_text()
    assert (
        second.page.locator("section.decision .time").inner_text()
        == first.page.locator("section.decision .time").inner_text()
    )
    log = first.page.locator("ol.log li").all_inner_texts()
    assert len(log) > 2
    seen_log = second.page.locator("ol.log li")
    second.until(f"document.querySelectorAll('ol.log li').length >= {len(log)}")
    assert seen_log.all_inner_texts() == log
    second.page.reload()
    second.until(f"document.querySelectorAll('ol.log li').length >= {len(log)}")
    assert seen_log.all_inner_texts() == log
    second.page.locator("figcaption").get_by_text(limit).wait_for()
    assert first.complaints == []
    assert second.complaints == []


def test_what_is_shown_is_what_the_command_writes(visit: Open, root: Path) -> None:
    seen = visit(locale="en-GB")
    begin(seen, "good.jsonl", "0")
    seen.page.get_by_text("The telemetry has ended after").wait_for()
    records = list(watch(MISSION, root / "good.jsonl"))
    last = next(r for r in reversed(records) if r["record"] == "cycle")
    words = seen.page.inner_text("main").replace("\u00a0", " ")
    assert f"T+{last['time_s']:.1f} s" in words
    assert f"ended after {records[-1]['cycles']} decisions" in words
    line = next(m for m in last["margins"] if m["rule"] == "impact limit line")
    assert re.search(rf"impact limit line\s.*\s+{line['margin'] / 1000:.1f} km", words)
    # without data the last decision knows no place: the page must not show the one before it as the present one
    assert last["impact"] is None
    assert "Position\nunknown" in words
    assert "none: no state that can be trusted" in words
    assert all(f"{s['source']}" in words for s in last["sources"])


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_a_replay_that_is_over_says_so_beside_what_was_decided(visit: Open, root: Path, locale: str) -> None:
    seen, english = visit(locale=locale), locale == "en-GB"
    begin(seen, "good.jsonl", "0")
    ended = "The recording has ended." if english else "Rekaman sudah berakhir."
    seen.page.locator(STALE).filter(has_text=ended).wait_for()
    last = next(r for r in reversed(list(watch(MISSION, root / "good.jsonl"))) if r["record"] == "cycle")
    assert last["decision"] == "flight ended"  # since the file stops: the flight was good
    word = seen.page.locator("section.decision.red .word")
    assert word.inner_text().strip() == ("FLIGHT ENDED" if english else "PENERBANGAN DIAKHIRI")
    assert "line-through" not in word.evaluate("node => getComputedStyle(node).textDecorationLine")
    why = (
        "a recording that stops looks like data that are lost"
        if english
        else "rekaman yang berhenti tampak seperti data"
    )
    assert why in seen.page.locator("section.decision").inner_text()
    assert ("STALE" if english else "DATA USANG") not in seen.page.inner_text("main")


def test_a_replay_that_is_loading_is_not_stale(visit: Open) -> None:
    seen = visit(locale="en-GB")
    seen.page.evaluate(NOTE_WORDS)
    begin(seen, "good.jsonl", "1")
    words = str(seen.page.evaluate("window.words"))
    assert "Loading: the mission is flown once" in words
    assert "STALE" not in words
    assert seen.complaints == []


def test_a_file_that_is_no_recording_says_why_and_is_not_stale(visit: Open, root: Path) -> None:
    (root / "bad.csv").write_text("a,b\n1,2\n")
    seen = visit(locale="en-GB")
    seen.page.locator("form select").nth(0).select_option(MISSION)
    seen.page.locator("form select").nth(1).select_option("bad.csv")
    seen.page.locator("form button.main").click()
    seen.page.get_by_text("bad.csv: line 1: 'a': expected columns").wait_for()
    seen.page.wait_for_timeout(1500)
    words = seen.page.inner_text("main")
    assert "STALE" not in words
    assert "Loading" not in words
    assert str(root) not in words


def test_a_server_that_is_killed_while_a_replay_is_loading_is_stale(drawing: Any, root: Path) -> None:
    command = [sys.executable, "-m", "luncur.cli", "serve", str(root), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with visited(drawing, address, "/watch", DESK, locale="en-GB") as seen:
            seen.page.locator("form select").nth(0).select_option(MISSION)
            seen.page.locator("form select").nth(1).select_option("good.jsonl")
            seen.page.locator("form button.main").click()
            seen.page.get_by_text("Loading: the mission is flown once").wait_for()
            os.killpg(process.pid, signal.SIGKILL)
            seen.page.get_by_role("alert").filter(has_text="STALE").filter(has_text="does not answer").wait_for()
            assert "Loading" not in seen.page.inner_text("main")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def free_port() -> int:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def listen(seen: Visit, port: int) -> None:
    seen.page.get_by_label("The network of this computer (UDP)").check()
    seen.page.get_by_label("Address").fill(f"127.0.0.1:{port}")
    seen.page.locator("form button.main").click()
    seen.page.get_by_text("STALE").first.wait_for()


def test_udp_without_packets_never_shows_a_decision(visit: Open) -> None:
    seen = visit(locale="en-GB")
    listen(seen, free_port())
    seen.page.wait_for_timeout(3000)
    assert seen.page.locator("section.decision").count() == 0
    seen.page.get_by_role("button", name="End this session").click()
    seen.page.locator("form").wait_for()
    assert seen.complaints == []


def test_packets_of_this_machine_are_shown_and_their_end_is_stale(visit: Open, root: Path) -> None:
    seen, port = visit(locale="en-GB"), free_port()
    listen(seen, port)
    seen.page.locator("p.quiet", has_text=str(port)).wait_for()  # the session's own process listens
    packets = [json.loads(line) for line in (root / "good.jsonl").read_text().splitlines()]
    sending = threading.Thread(target=send, args=(packets, port), daemon=True)
    sending.start()
    seen.page.get_by_text("Data are coming").wait_for()
    sending.join()
    seen.page.locator(STALE).wait_for()
    assert re.search(r"[1-9][\d,]* taken", seen.page.inner_text("main"))
    assert seen.complaints == []


def send(packets: list[dict[str, Any]], port: int) -> None:
    """Packets as they would have been received, in their own time."""
    began = time.monotonic()
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as sender:
        for packet in packets:
            due = packet["receive_s"] - packets[0]["receive_s"] - (time.monotonic() - began)
            time.sleep(max(0.0, due))
            sender.sendto(json.dumps(packet).encode(), ("127.0.0.1", port))


def test_an_address_that_is_not_this_machine_s_is_refused(visit: Open) -> None:
    seen = visit(locale="en-GB")
    seen.page.get_by_label("The network of this computer (UDP)").check()
    seen.page.get_by_label("Address").fill("192.0.2.1:7000")
    seen.page.locator("form button.main").click()
    seen.page.get_by_role("alert").wait_for()
    assert "expected 127.0.0.1:PORT" in seen.page.get_by_role("alert").inner_text()


def test_a_killed_server_is_stale_and_never_go(drawing: Any, root: Path) -> None:
    command = [sys.executable, "-m", "luncur.cli", "serve", str(root), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with visited(drawing, address, "/watch", DESK, locale="en-GB") as seen:
            begin(seen, "good.jsonl")
            seen.page.get_by_text("Data are coming").wait_for()
            assert seen.complaints == []  # afterwards the browser complains of what it cannot ask any more
            seen.page.evaluate(NOTE_STALE)
            killed = float(seen.page.evaluate("performance.now()"))
            os.killpg(process.pid, signal.SIGKILL)
            seen.page.locator(STALE).wait_for()
            # by the browser's own clock: a second without data, and what a loaded machine needs to draw
            assert float(seen.page.evaluate("window.staleAt")) - killed < 5000
            seen.page.get_by_text("The server does not answer.").wait_for()
            word = seen.page.locator("section.decision .word")
            assert "line-through" in word.evaluate("node => getComputedStyle(node).textDecorationLine")
            seen.page.wait_for_timeout(1500)
            assert seen.page.locator(STALE).count() == 1
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def test_a_session_that_is_not_there_says_so(drawing: Any, address: str) -> None:
    with visited(drawing, address, "/watch/0123456789ab", DESK, locale="en-GB") as seen:
        seen.page.get_by_text("The session 0123456789ab is over").wait_for()
        seen.page.locator("form button.main").wait_for()
