"""The page itself: built files that are shipped with luncur, and nothing else."""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from luncur.server.errors import not_found
from luncur.server.folders import ordinary
from luncur.server.packed import takes_gzip

router = APIRouter(include_in_schema=False)
PAGE = Path(str(files("luncur") / "server" / "page"))
TYPES = {
    ".html": "text/html; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
    ".ico": "image/x-icon", ".webmanifest": "application/manifest+json", ".wasm": "application/wasm",
}  # fmt: skip
PACKED = ("text/", "application/json", "image/svg", "application/wasm")
KEPT = "public, max-age=31536000, immutable"  # names of built files carry a digest of what is in them


@router.get("/")
def page(request: Request) -> Response:
    """The page, whatever view its address names behind the #."""
    return _file("index.html", request)


@router.get("/{name:path}")
def built(name: str, request: Request) -> Response:
    """A file of the page."""
    if name == "api" or name.startswith("api/"):
        raise not_found("this address")
    return _file(name, request)


@lru_cache(64)
def _small(path: Path, changed: int) -> bytes:
    """A file of the page, gzipped once; changed: when it was, so that a page built again is sent."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def _file(name: str, request: Request) -> Response:
    parts = name.split("/")
    kind = TYPES.get(Path(name).suffix)
    if kind is None or "\\" in name or "\0" in name or any(part in ("", ".", "..") for part in parts):
        raise not_found("this page")
    path = PAGE.joinpath(*parts)
    if not ordinary(path) or not path.resolve().is_relative_to(PAGE.resolve()):
        raise not_found("this page")
    headers = {"Cache-Control": KEPT if parts[0] == "assets" else "no-cache", "Vary": "Accept-Encoding"}
    if kind.startswith(PACKED) and takes_gzip(request):
        data = _small(path, path.stat().st_mtime_ns)
        return Response(data, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return FileResponse(path, media_type=kind, headers=headers)
