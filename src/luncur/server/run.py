"""Runs a server until it is told to stop."""

from __future__ import annotations

import socket

import uvicorn

from luncur.errors import InputError
from luncur.server.app import application
from luncur.server.ending import Ending, Server
from luncur.server.patience import Patience
from luncur.server.settings import Settings


def listening(settings: Settings) -> socket.socket:
    """A socket bound to the server's address; InputError when it is taken or not this machine's."""
    try:
        family, _, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise InputError("serve", "--host", settings.host, f"an address of this machine ({error.strerror})") from None
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(address)
        found.listen(512)
    except OSError as error:
        found.close()
        raise InputError(
            "serve", "--port", settings.port, f"a free port of {settings.host} ({error.strerror})"
        ) from None
    return found


def server(settings: Settings) -> Server:
    """A server that is ready to run on a socket of ``listening``."""
    ending = Ending(application(settings))
    config = uvicorn.Config(
        ending, log_level="warning", access_log=False, server_header=False, date_header=False,
        timeout_keep_alive=15, timeout_graceful_shutdown=3, h11_max_incomplete_event_size=32_768, proxy_headers=False,
        ws="none", http=Patience, loop="asyncio",
    )  # fmt: skip
    return Server(config, ending)


def address_of(settings: Settings) -> str:
    """What to open in a browser."""
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    token = f"?token={settings.token}" if settings.token else ""
    return f"http://{name}:{settings.port}/{token}"
