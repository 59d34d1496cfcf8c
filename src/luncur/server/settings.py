"""What a server serves, where it listens and who may ask."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

from luncur.errors import InputError

OWN = ".luncur-serve"  # folder of the server's own files, inside the folder that it serves
SHORTEST_TOKEN = 16  # characters; a token is the only thing between a network and the results


@dataclass(frozen=True, slots=True)
class Settings:
    """One server: the folder it serves and may write into, its address, and the token that is asked for (None: none)."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8750
    token: str | None = None

    @property
    def own(self) -> Path:
        """Where the server keeps its queue of runs and what it made from result files."""
        return self.folder / OWN


def checked(folder: Path, host: str = "127.0.0.1", port: int = 8750, token: str | None = None) -> Settings:
    """Settings that can be served; InputError for a folder that is none, or an open address without a token."""
    if not folder.is_dir():
        raise InputError(str(folder), "", None, "a folder with results of luncur, or one to put them in")
    if not host or any(c.isspace() or c in "/@\\" for c in host):
        raise InputError("serve", "--host", host, "a host name or an address of this machine")
    if not is_loopback(host) and token is None:
        raise InputError(
            "serve", "--host", host, "127.0.0.1, or a --token: beyond this machine whoever asks must show one"
        )
    if token is not None and (len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isalnum()):
        raise InputError("serve", "--token", "(hidden)", f"at least {SHORTEST_TOKEN} letters and digits")
    return Settings(Path(os.path.realpath(folder)), host, port, token)


def is_loopback(host: str) -> bool:
    """Whether nobody outside this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
