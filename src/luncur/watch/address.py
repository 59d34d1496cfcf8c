"""HOST:PORT as the command line gives it, and the hosts that may send."""

from __future__ import annotations

import re
import socket
from typing import NamedTuple

from luncur.errors import InputError

_HOST_PORT = re.compile(r"(?:\[([0-9A-Fa-f:.%]+)\]|([^\[\]:\s]+)):(\d{1,5})\Z", re.ASCII)
_EXPECTED = "HOST:PORT such as 127.0.0.1:5005 or [::1]:5005, the port from 1 to 65535"


class Address(NamedTuple):
    """Where packets are received: of IPv4 or IPv6, as numbers."""

    family: socket.AddressFamily
    host: str
    port: int


def address_of(text: str) -> Address:
    """The address that a text names.  Raises InputError for what is none, or whose host nobody knows."""
    match = _HOST_PORT.match(text)
    if match is None or not 1 <= int(match[3]) <= 65535:
        raise InputError("--udp", "", text, _EXPECTED)
    host = match[1] or match[2]
    family, number = _numbers_of(host, "--udp")[0]
    return Address(family, number, int(match[3]))


def hosts_of(names: tuple[str, ...], family: socket.AddressFamily) -> frozenset[str]:
    """Numeric addresses of the hosts that may send.  Raises InputError for one that nobody knows or of the other kind."""
    allowed: set[str] = set()
    for name in names:
        numbers = {number for kind, number in _numbers_of(name, "--allow") if kind == family}
        if not numbers:
            raise InputError("--allow", "", name, "a host whose address is of the kind that is listened on")
        allowed |= numbers
    return frozenset(allowed)


def _numbers_of(host: str, option: str) -> list[tuple[socket.AddressFamily, str]]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError):
        raise InputError(option, "", host, "a host whose address is known") from None
    return [(family, str(address[0])) for family, _, _, _, address in found]
