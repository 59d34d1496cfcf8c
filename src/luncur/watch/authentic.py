"""Packets that carry proof of who sent them: HMAC-SHA256 over a counter and the payload.

A packet is the eight bytes ``luncur1\\n``, a counter (eight bytes, most significant first), the code (32 bytes) and the
payload.  The code covers all that stands before and behind it, so that a recorded packet cannot get another counter.
Source: RFC 2104, FIPS 198-1.
"""

from __future__ import annotations

import hmac
import os
import stat
from pathlib import Path

from luncur.errors import InputError
from luncur.files import open_ordinary

MARK = b"luncur1\n"
COUNTER_SIZE = 8
CODE_SIZE = 32
OVERHEAD = len(MARK) + COUNTER_SIZE + CODE_SIZE
SHORTEST_KEY = 32  # bytes: as long as the code
LONGEST_KEY = 4096


def key_in(path: Path) -> bytes:
    """The key in a file: its bytes without the line end behind them.

    Raises InputError when others may read or write the file, or when the key is too short or too long.
    """
    with open_ordinary(path, "a key file", LONGEST_KEY) as stream:
        mode = os.fstat(stream.fileno()).st_mode
        if stat.S_IMODE(mode) & 0o077:
            raise InputError(
                str(path), "mode", f"{stat.S_IMODE(mode):04o}", "a file that its owner alone may read (chmod 600)"
            )
        key = stream.read().rstrip(b"\r\n")
    if len(key) < SHORTEST_KEY:
        raise InputError(str(path), "", f"{len(key)} bytes", f"a key of at least {SHORTEST_KEY} bytes")
    return key


def sealed(payload: bytes, counter: int, key: bytes) -> bytes:
    """A packet that proves its payload and its counter; the sender never uses a counter twice."""
    head = MARK + counter.to_bytes(COUNTER_SIZE, "big")
    return head + hmac.digest(key, head + payload, "sha256") + payload


def opened(packet: bytes, key: bytes) -> tuple[int, bytes] | None:
    """Counter and payload of a packet that was sealed with this key; None for any other."""
    if len(packet) < OVERHEAD or not packet.startswith(MARK):
        return None
    head, code, payload = packet[: OVERHEAD - CODE_SIZE], packet[OVERHEAD - CODE_SIZE : OVERHEAD], packet[OVERHEAD:]
    if not hmac.compare_digest(hmac.digest(key, head + payload, "sha256"), code):
        return None
    return int.from_bytes(head[len(MARK) :], "big"), payload
