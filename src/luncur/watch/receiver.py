"""Packets from the network: who may send, how many are looked at, what is dropped; nothing is kept."""

from __future__ import annotations

import errno
import select
import socket
import struct
import sys
import time
from collections.abc import Callable
from typing import Any

from luncur.errors import InputError
from luncur.watch.address import Address
from luncur.watch.authentic import OVERHEAD, opened
from luncur.watch.json_packet import MAXIMUM_SIZE, measurement_of_json
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Reason

MOST_SENDERS = 64  # that are looked at in one cycle
QUEUE = 1 << 20  # bytes that the system holds for us while a cycle is computed
LARGEST_COUNTER_TABLE = 64  # sources that can have a counter of their own
_OVERFLOW = 40  # SO_RXQ_OVFL of Linux, which Python does not name: how many packets the system dropped itself
Handler = Callable[[Measurement | Reason], Reason]


class Receiver:
    """A bound socket and what is allowed to come in through it.

    share: packets of one sender that are looked at in one cycle; what a sender sends beyond it is dropped unseen, so that
    it cannot crowd others out.  With a key only packets that prove to be sealed with it count against the share.
    unread: packets that the system itself dropped because its queue was full, as far as it tells.
    """

    def __init__(self, address: Address, allowed: frozenset[str], key: bytes | None, share: int = 0) -> None:
        self._allowed, self._key, self._share = allowed, key, share
        self._longest = MAXIMUM_SIZE + (OVERHEAD if key is not None else 0)
        self._counters: dict[str, int] = {}
        self._spent: dict[Any, int] = {}
        self._good: set[Any] = set()
        self._dropped = 0
        self.unread = 0
        self._socket = _bound(address)

    def close(self) -> None:
        self._socket.close()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def start(self, share: int) -> None:
        """Throw away what came before there was anybody to look at it, and look at so many of each sender from now on."""
        self._share = share
        for _ in range(QUEUE):
            if self._next() is None:
                return

    def receive_until(self, deadline: float, handle: Handler) -> None:
        """Give what comes to ``handle`` until the monotonic clock says deadline [s]; never longer, however much comes."""
        self._spent = dict.fromkeys(self._good, 0)
        self._good = set()
        while (left := deadline - time.monotonic()) > 0.0:
            received = self._next()
            if received is None:
                select.select([self._socket], [], [], left)
                continue
            packet, sender = received
            if handle(self._looked_at(packet, sender)) is Reason.TAKEN and len(self._good) < MOST_SENDERS:
                self._good.add(sender)

    def _next(self) -> tuple[bytes, Any] | None:
        """One packet and its sender; None when nothing has come."""
        try:
            packet, extra, _, sender = self._socket.recvmsg(self._longest + 1, 32)
        except BlockingIOError:
            return None
        except OSError as error:
            # an answer to something that was never sent is no reason to stop
            if error.errno in (errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH):
                return None
            raise
        for level, kind, data in extra:
            if level == socket.SOL_SOCKET and kind == _OVERFLOW:
                total = struct.unpack("=I", data[:4])[0]
                self.unread += (total - self._dropped) % 2**32
                self._dropped = total
        return packet, sender

    def _looked_at(self, packet: bytes, sender: Any) -> Measurement | Reason:
        """Cheap questions first."""
        if self._allowed and sender[0] not in self._allowed:
            return Reason.SENDER_NOT_ALLOWED
        if len(packet) > self._longest:
            return Reason.OVERSIZED
        counter = -1
        if self._key is not None:
            proven = opened(packet, self._key)
            if proven is None:
                return Reason.NOT_AUTHENTIC
            counter, packet = proven
        if not self._within_share(sender):
            return Reason.FLOOD
        measurement = measurement_of_json(packet)
        if self._key is None or isinstance(measurement, Reason):
            return measurement
        return measurement if self._is_new(measurement.source, counter) else Reason.OLD_COUNTER

    def _within_share(self, sender: Any) -> bool:
        spent = self._spent.get(sender)
        if spent is None:
            if len(self._spent) >= MOST_SENDERS:
                return False
            spent = 0
        self._spent[sender] = spent + 1
        return spent < self._share

    def _is_new(self, source: str, counter: int) -> bool:
        if counter <= self._counters.get(source, -1):
            return False
        if source in self._counters or len(self._counters) < LARGEST_COUNTER_TABLE:
            self._counters[source] = counter
            return True
        return False


def _bound(address: Address) -> socket.socket:
    """A socket on this address alone.  Raises InputError when it is taken, or is not this machine's."""
    made = socket.socket(address.family, socket.SOCK_DGRAM)
    try:
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, QUEUE)
        if sys.platform == "linux":
            made.setsockopt(socket.SOL_SOCKET, _OVERFLOW, 1)
        made.bind((address.host, address.port))
    except OSError as error:
        made.close()
        shown = f"[{address.host}]" if ":" in address.host else address.host
        raise InputError(
            "--udp", "", f"{shown}:{address.port}", f"an address of this machine that nobody uses ({error.strerror})"
        ) from None
    return made
