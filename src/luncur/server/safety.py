"""The gate before every request: who may ask, from where, how much, and what a browser may do with the answer."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.settings import Settings, is_loopback

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

COOKIE = "luncur_token"
CHANGING = ("POST", "DELETE")
READING = ("GET", "HEAD")
# Nothing from elsewhere, no script or style written into a page, no frame around one; blob: is MapLibre's worker.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Headers = [
    (b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"), (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"), (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
]  # fmt: skip


class Gate:
    """ASGI middleware that lets through what ``luncur serve`` answers, and refuses the rest with one sentence."""

    def __init__(self, app: Any, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self._together = self._arriving = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        guarded = _with_headers(send)
        try:
            headers = _headers(scope)
            self._check(scope, headers)
            moved = self._token(scope, headers)
            if moved is not None:
                await _redirect(guarded, *moved)
                return
            if self._together >= limits.TOGETHER:
                raise Refused(429, f"{limits.TOGETHER} requests are in progress; ask again in a moment")
            body = await self._body(headers, receive)
        except Refused as refusal:
            await refuse(guarded, refusal.status, str(refusal))
            return
        self._together += 1
        try:
            await self.app(scope, _again(body, receive), guarded)
        finally:
            self._together -= 1

    async def _body(self, headers: dict[str, str], receive: Receive) -> bytes:
        """The body of a request; 429 while too many others are on their way, each of which takes memory until it is there."""
        if not _has_body(headers):
            return b""
        if self._arriving >= limits.ARRIVING:
            raise Refused(429, f"{limits.ARRIVING} requests with a body are arriving; ask again in a moment")
        self._arriving += 1
        try:
            return await _body(headers, receive)
        finally:
            self._arriving -= 1

    def _check(self, scope: Scope, headers: dict[str, str]) -> None:
        method, host = scope["method"], headers.get("host", "")
        if not host_allowed(host, self.settings):
            raise Refused(421, "this server answers only under the address it was started with")
        if method not in (*READING, *CHANGING):
            raise Refused(405, "only GET, HEAD, POST and DELETE are answered")
        site = headers.get("sec-fetch-site", "none")
        if site not in ("none", "same-origin") and (method in CHANGING or scope["path"].startswith("/api")):
            raise Refused(403, "another site's page asked for this")
        origin = headers.get("origin")
        if method in CHANGING and origin is not None and origin not in (f"http://{host}", f"https://{host}"):
            raise Refused(403, "another site's page asked for this")

    def _token(self, scope: Scope, headers: dict[str, str]) -> tuple[str, str] | None:
        """Refuse who shows no token; where it stands in a page's address, the address without it and a cookie."""
        token = self.settings.token
        if token is None:
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query).get("token")
        if given is not None and scope["method"] == "GET" and not scope["path"].startswith("/api"):
            if not _same(given, token):
                raise Refused(401, "the token is not the one this server was started with")
            rest = urlencode([(k, v) for k, v in query if k != "token"])
            return "/" + ("?" + rest if rest else ""), f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"
        bearer = headers.get("authorization", "")
        shown = bearer[7:] if bearer[:7].lower() == "bearer " else _cookie(headers.get("cookie", ""))
        if not _same(shown, token):
            raise Refused(401, "a token is needed: open the address with ?token=... that luncur serve printed")
        return None


def host_allowed(host: str, settings: Settings) -> bool:
    """Whether a Host header names this server: its own name or this machine's loopback names, with its port.

    Bound to all addresses it has many; then any address in figures will do, since a name that a stranger pointed at
    this machine (DNS rebinding) is never one.
    """
    name, _, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "")
    if port != str(settings.port) and not (port == "" and settings.port == 80):
        return False
    name = name.strip("[]").lower()
    if name == settings.host.lower():
        return True
    if is_loopback(settings.host):
        return name in ("localhost", "127.0.0.1", "::1")
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost"
    return (
        address.is_loopback or ipaddress.ip_address(settings.host).is_unspecified if _figures(settings.host) else False
    )


def _figures(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _same(shown: str, token: str) -> bool:
    return hmac.compare_digest(shown.encode("utf-8", "replace"), token.encode())


def _cookie(text: str) -> str:
    """Our cookie among those of whatever else runs at this address, which may look like anything."""
    pairs = (part.strip().partition("=") for part in text.split(";"))
    return next((value.strip('"') for name, _, value in pairs if name == COOKIE), "")


def _headers(scope: Scope) -> dict[str, str]:
    """Headers by name; one that must be single and is given twice is refused."""
    out: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1")
        if name in out and name in ("host", "origin", "content-length", "content-type", "authorization"):
            raise Refused(400, f"the header {name} is there twice")
        out[name] = value.decode("latin-1")
    return out


def _has_body(headers: dict[str, str]) -> bool:
    """Whether a body is to come; Refused where it is said to be larger than allowed."""
    given = headers.get("content-length", "0")
    if not given.isascii() or not given.isdigit():
        raise Refused(400, "the header content-length is not a number")
    if len(given) > 12 or int(given) > limits.BODY:
        raise Refused(413, f"a body may have {limits.BODY:,} bytes")
    return int(given) > 0 or "transfer-encoding" in headers


async def _body(headers: dict[str, str], receive: Receive) -> bytes:
    """A body, which is small and JSON or is refused before more of it is read."""
    body = await _arrived(receive)
    if body and headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refused(415, "a body must be application/json")
    return body


async def _arrived(receive: Receive) -> bytes:
    parts, size = [], 0
    try:
        async with asyncio.timeout(limits.HEAD_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise Refused(400, "the request ended before its body")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > limits.BODY:
                    raise Refused(413, f"a body may have {limits.BODY:,} bytes")
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        raise Refused(408, f"the body did not arrive within {limits.HEAD_SECONDS:.0f} s") from None


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more for the application, and then what the connection says."""
    told = False

    async def give() -> MutableMapping[str, Any]:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give


def _with_headers(send: Send) -> Send:
    async def guarded(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", []))
            names = {name.lower() for name, _ in own}
            extra = [h for h in HEADERS if h[0] not in names]
            if b"content-security-policy" not in names:
                extra.append((b"content-security-policy", POLICY.encode()))
            if b"cache-control" not in names:
                extra.append((b"cache-control", b"no-store"))
            message = {**message, "headers": own + extra}
        await send(message)

    return guarded


async def refuse(send: Send, status: int, sentence: str) -> None:
    """Answer with one sentence, and close: what is left of a body that was too large is not read."""
    body = json.dumps({"error": sentence}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status in (408, 413):
        headers.append((b"connection", b"close"))
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _redirect(send: Send, place: str, cookie: str) -> None:
    headers = [
        (b"location", place.encode("latin-1", "replace")),
        (b"set-cookie", cookie.encode()),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
