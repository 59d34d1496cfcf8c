"""Reaches a Ray cluster, or starts Ray on this machine.  An address of a cluster is code execution on it, and by it here."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from luncur.errors import InputError, LuncurError
from luncur.processes import processors

REACH_SECONDS = 5.0
# What a server of HTTP/2, which Ray speaks, is greeted with; it answers with its settings, a frame of type 4 (RFC 9113, 3.4).
_GREETING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
_SETTINGS = 4
_EXPECTED = "HOST:PORT of a Ray head that can be reached and whose cluster this machine is part of, or auto"


def check_address(address: str | None) -> None:
    """InputError when Ray is not installed, or the address is no address or nobody answers there."""
    if importlib.util.find_spec("ray") is None:
        raise InputError(
            "assess", "scheduler", "ray", "the package ray, which is not installed: pip install 'luncur[ray]'"
        )
    if address is None or address == "auto":
        return
    host, _, port = address.rpartition(":")
    if not host or "/" in host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise InputError("assess", "address", address, _EXPECTED)
    if os.environ.get("RAY_USE_TLS", "0") == "0" and not _answers(host.strip("[]"), int(port)):
        raise InputError("assess", "address", address, _EXPECTED)


def _answers(host: str, port: int) -> bool:
    """Whether a server of Ray's protocol listens there; Ray itself would try for minutes, and then end the process."""
    try:
        with socket.create_connection((host, port), REACH_SECONDS) as connection:
            connection.settimeout(REACH_SECONDS)
            connection.sendall(_GREETING)
            head = b""
            while len(head) < 4:
                part = connection.recv(9 - len(head))
                if not part:
                    return False
                head += part
    except (OSError, UnicodeError):
        return False
    return head[3] == _SETTINGS


@contextmanager
def connected(address: str | None, workers: int | None) -> Iterator[tuple[Any, int, bool]]:
    """Ray, how many workers to use, and whether the cluster has room for more than these.

    Without an address Ray is started on this machine, for this study alone, and ended with it; a Ray that the caller
    started is used as it is.  Raises InputError when the cluster cannot be joined.
    """
    # nothing is sent out to Ray's makers; accelerators stay as they are
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    if address is None and "ray" not in sys.modules and "RAY_AUTH_MODE" not in os.environ:
        # Ray listens on every network of the machine: only processes that inherit this secret may use it
        os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))
    ray = importlib.import_module("ray")
    own = not ray.is_initialized()
    if own:
        _join(ray, address, workers)
    elif address is not None:
        raise InputError("assess", "address", address, "none: this process is connected to a cluster already")
    try:
        processors = max(int(ray.cluster_resources().get("CPU", 1)), 1)
        yield ray, workers or processors, workers is not None and workers < processors
    finally:
        if own:
            with suppress(Exception):  # of a cluster that went away
                ray.shutdown()


def _join(ray: Any, address: str | None, workers: int | None) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if address is None:
            # "local": RAY_ADDRESS of the environment would else choose a cluster
            count = workers or processors()
            ray.init(address="local", num_cpus=count, include_dashboard=False, **quiet)
        else:
            ray.init(address=address, **quiet)
    except (SystemExit, Exception) as error:
        reason = str(error).strip().split("\n")[0][:200] or type(error).__name__
        if address is None:
            raise LuncurError(f"Ray could not be started on this machine: {reason}") from None
        raise InputError("assess", "address", address, f"{_EXPECTED} ({reason})") from None
