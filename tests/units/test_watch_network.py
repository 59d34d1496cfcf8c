"""Packets over the loopback of this machine: who is heard, what a flood does, what a key proves."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import watch_cases as cases

from luncur.errors import InputError
from luncur.watch.address import Address, address_of, hosts_of
from luncur.watch.authentic import OVERHEAD, key_in, opened, sealed
from luncur.watch.desk import Cycle, Desk
from luncur.watch.flight_clock import FlightClock, liftoff_of
from luncur.watch.live import Live
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Reason
from luncur.watch.receiver import MOST_SENDERS, Receiver

KEY = b"0123456789abcdef0123456789abcdef"
HERE = Address(socket.AF_INET, "127.0.0.1", 0)
PACKET = {
    "source": "platform", "time_s": 1.0, "x_m": 6378137.0, "y_m": 0.0, "z_m": 0.0, "vx_m_s": 0.0, "vy_m_s": 0.0, "vz_m_s": 0.0,
    "valid": True, "sequence": 1,
}  # fmt: skip


def bytes_of(**changes: Any) -> bytes:
    return json.dumps({**PACKET, **changes}).encode()


class Wire:
    """A receiver on the loopback, senders, and what came of the packets."""

    def __init__(self, allowed: frozenset[str] = frozenset(), key: bytes | None = None, share: int = 100) -> None:
        self.receiver = Receiver(HERE, allowed, key, share)
        self.senders: list[socket.socket] = []

    def send(self, *packets: bytes, sender: int = 0) -> None:
        while len(self.senders) <= sender:
            self.senders.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        for packet in packets:
            self.senders[sender].sendto(packet, ("127.0.0.1", self.receiver.port))

    def heard(self, answer: Reason = Reason.TAKEN) -> list[Measurement | Reason]:
        """What one cycle hears; on the loopback a packet is there when ``sendto`` returns."""
        out: list[Measurement | Reason] = []

        def handle(found: Measurement | Reason) -> Reason:
            out.append(found)
            return found if isinstance(found, Reason) else answer

        self.receiver.receive_until(time.monotonic() + 0.2, handle)
        return out

    def close(self) -> None:
        self.receiver.close()
        for sender in self.senders:
            sender.close()


@pytest.fixture
def wire() -> Iterator[Any]:
    made: list[Wire] = []

    def new(*arguments: Any, **options: Any) -> Wire:
        made.append(Wire(*arguments, **options))
        return made[-1]

    yield new
    for one in made:
        one.close()


def test_packets_arrive(wire: Any) -> None:
    w = wire()
    w.send(bytes_of(), b"junk", b"x" * 3000, bytes_of(time_s=2.0))
    heard = w.heard()
    assert [h.time if isinstance(h, Measurement) else h for h in heard] == [
        1.0,
        Reason.MALFORMED,
        Reason.OVERSIZED,
        2.0,
    ]


def test_only_allowed_hosts_are_heard(wire: Any) -> None:
    w = wire(frozenset({"192.0.2.1"}))
    w.send(bytes_of())
    assert w.heard() == [Reason.SENDER_NOT_ALLOWED]


def test_a_sender_cannot_crowd_others_out(wire: Any) -> None:
    w = wire(share=10)
    w.send(*[b"junk"] * 200, sender=1)
    w.send(*[bytes_of(time_s=t) for t in (1.0, 2.0)])
    heard = w.heard()
    assert heard.count(Reason.MALFORMED) == 10
    assert heard.count(Reason.FLOOD) == 190
    assert sum(isinstance(h, Measurement) for h in heard) == 2


def test_many_senders_cannot_crowd_a_known_one_out(wire: Any) -> None:
    w = wire(share=10)
    w.send(bytes_of())
    w.heard()
    for k in range(MOST_SENDERS + 5):
        w.send(b"junk", sender=k + 1)
    w.send(bytes_of(time_s=2.0))
    heard = w.heard()
    assert isinstance(heard[-1], Measurement)
    assert heard.count(Reason.MALFORMED) == MOST_SENDERS - 1
    assert heard.count(Reason.FLOOD) == 6


def test_a_flood_does_not_hold_a_cycle_up(wire: Any) -> None:
    """It ends at its deadline with packets still waiting."""
    w = wire(share=10)
    w.send(*[b"junk"] * 300)
    count = 0

    def slow(found: Measurement | Reason) -> Reason:
        nonlocal count
        count += 1
        time.sleep(0.01)
        return Reason.MALFORMED

    w.receiver.receive_until(time.monotonic() + 0.1, slow)
    assert 0 < count <= 11
    assert len(w.heard()) == 300 - count


def test_what_the_system_itself_drops_is_counted(wire: Any) -> None:
    w = wire()
    sent = 6000
    w.send(*[b"x" * 900] * sent)
    w.heard()
    w.send(b"junk")  # the count comes with the next packet
    heard = len(w.heard())
    assert heard >= 1
    assert w.receiver.unread > 0


def test_a_key_proves_payload_and_counter() -> None:
    packet = sealed(b"payload", 5, KEY)
    assert len(packet) == OVERHEAD + 7
    assert opened(packet, KEY) == (5, b"payload")
    for k in range(len(packet)):
        assert opened(packet[:k] + bytes([packet[k] ^ 1]) + packet[k + 1 :], KEY) is None
        assert opened(packet[:k], KEY) is None
    assert opened(packet, KEY[::-1]) is None
    assert opened(b"payload", KEY) is None


def test_the_code_is_that_of_the_standard() -> None:
    """RFC 4231, test case 2, checks the function below; the packet's code is it over counter and payload."""
    import hashlib
    import hmac

    assert hmac.new(b"Jefe", b"what do ya want for nothing?", hashlib.sha256).hexdigest() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
    code = hmac.new(KEY, b"luncur1\n" + bytes(7) + b"\x05" + b"payload", hashlib.sha256).digest()
    assert sealed(b"payload", 5, KEY) == b"luncur1\n" + bytes(7) + b"\x05" + code + b"payload"


def test_with_a_key_only_sealed_and_new_packets_are_heard(wire: Any) -> None:
    w = wire(key=KEY, share=5)
    good = [sealed(bytes_of(time_s=float(k)), k, KEY) for k in (3, 4, 5)]
    forged = sealed(bytes_of(), 99, KEY[::-1])
    w.send(*[forged] * 50, bytes_of(), good[0], good[1], good[0], good[1], sealed(b"junk", 8, KEY), good[2])
    heard = w.heard()
    assert heard.count(Reason.NOT_AUTHENTIC) == 51
    assert heard.count(Reason.OLD_COUNTER) == 2
    assert [h.time for h in heard if isinstance(h, Measurement)] == [3.0, 4.0]
    assert heard[-1] is Reason.FLOOD  # six were proven, five are looked at
    w.send(good[2], good[2])
    again = w.heard()
    assert isinstance(again[0], Measurement)
    assert again[1] is Reason.OLD_COUNTER


def test_each_source_counts_for_itself(wire: Any) -> None:
    w = wire(key=KEY)
    w.send(sealed(bytes_of(), 1000, KEY), sealed(bytes_of(source="receiver A"), 3, KEY))
    assert all(isinstance(h, Measurement) for h in w.heard())


def key_file(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    path = folder / "key"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def test_key_files(tmp_path: Path) -> None:
    assert key_in(key_file(tmp_path, KEY + b"\n")) == KEY
    with pytest.raises(InputError, match="at least 32 bytes"):
        key_in(key_file(tmp_path, b"short\n"))
    for mode in (0o640, 0o604, 0o620):
        with pytest.raises(InputError, match=r"its owner alone may read \(chmod 600\)") as error:
            key_in(key_file(tmp_path, KEY, mode))
        assert KEY.decode() not in str(error.value)
    with pytest.raises(InputError):
        key_in(key_file(tmp_path, KEY * 1000))


@pytest.mark.parametrize("text", ["", "x", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", ":5005", "127.0.0.1:5005:1", "::1:5005", "a b:5005", "127.0.0.1:٥"])  # fmt: skip
def test_addresses_that_are_none(text: str) -> None:
    with pytest.raises(InputError, match="HOST:PORT"):
        address_of(text)


def test_addresses() -> None:
    assert address_of("127.0.0.1:5005") == Address(socket.AF_INET, "127.0.0.1", 5005)
    assert address_of("[::1]:5005") == Address(socket.AF_INET6, "::1", 5005)
    assert hosts_of(("127.0.0.1", "127.0.0.2"), socket.AF_INET) == {"127.0.0.1", "127.0.0.2"}
    with pytest.raises(InputError, match="of the kind"):
        hosts_of(("::1",), socket.AF_INET)


def test_an_address_that_is_taken_or_elsewhere(wire: Any) -> None:
    port = wire().receiver.port
    with pytest.raises(InputError, match="that nobody uses"):
        Receiver(Address(socket.AF_INET, "127.0.0.1", port), frozenset(), None)
    with pytest.raises(InputError, match="of this machine"):
        Receiver(Address(socket.AF_INET, "192.0.2.1", 5005), frozenset(), None)


def test_the_clock_is_set_by_the_middle_packet() -> None:
    clock = FlightClock(None)
    for k in range(9):
        clock.hear(100.0 + 0.1 * k, 5.0 + 0.1 * k + (0.4 if k == 2 else 0.0))
        clock.settle(5.0 + 0.1 * k)
    clock.hear(9e9, 5.9)
    assert not clock.is_set
    clock.settle(6.0)
    assert clock.since_liftoff(6.0) == pytest.approx(101.0)


def test_the_clock_of_a_lift_off_time() -> None:
    clock = FlightClock(datetime.now(UTC) - timedelta(seconds=50))
    assert clock.since_liftoff(time.monotonic()) == pytest.approx(50.0, abs=5.0)
    assert liftoff_of("2027-05-15T11:00:00+09:00") == datetime(2027, 5, 15, 2, tzinfo=UTC)
    for text in ("2027-05-15T02:00:00", "tomorrow", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"):
        with pytest.raises(InputError, match="--liftoff"):
            liftoff_of(text)


def test_a_flight_over_the_network_with_hostile_packets(wire: Any) -> None:
    """Some hundred packets of a good flight among as many hostile ones: the flight goes on, and all are counted."""
    w = wire(share=64)
    desk = Desk(cases.flown()[1])
    packets = [p for p in cases.recorded() if p["time_s"] < 5.0]
    clock = FlightClock(datetime.now(UTC) - timedelta(seconds=0.2))
    live = Live(desk, w.receiver, clock)
    stop = threading.Event()

    def fly() -> None:
        for k, packet in enumerate(packets):
            while not stop.is_set() and clock.since_liftoff(time.monotonic()) < packet["receive_s"]:
                time.sleep(0.002)
            w.send(json.dumps(packet).encode())
            w.send(b"junk", b"\xff" * 40, b"x" * 2000, bytes_of(source="nobody"), b'{"x_m":NaN}', sender=1)
            if k > 5:
                w.send(json.dumps(packets[k - 5]).encode(), sender=2)
            w.send(bytes_of(time_s=1e6, sequence=10**6), sender=1)

    sender = threading.Thread(target=fly)
    sender.start()
    cycles: list[Cycle] = []
    try:
        for cycle in live.cycles():
            assert cycle is not None
            cycles.append(cycle)
            if not sender.is_alive() and cycle.stale:
                break
    finally:
        stop.set()
        sender.join()
    counts = desk.counts
    assert counts.of(Reason.TAKEN) > 100
    for reason in (Reason.MALFORMED, Reason.OVERSIZED, Reason.UNKNOWN_SOURCE, Reason.NON_FINITE, Reason.OF_THE_FUTURE):
        assert counts.of(reason) > 100
    assert counts.of(Reason.OLD_SEQUENCE) + counts.of(Reason.DUPLICATE) > 50
    assert not {4, 5} & {c.decision.code for c in cycles}
    assert 3 in {c.decision.agreed for c in cycles}
    times = [c.decision.time for c in cycles]
    assert times == sorted(times)
