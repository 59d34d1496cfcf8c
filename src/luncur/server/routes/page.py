"""The page itself: built files that are shipped with luncur, and nothing else."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from luncur.server.errors import not_found
from luncur.server.folders import ordinary

router = APIRouter(include_in_schema=False)
PAGE = Path(str(files("luncur") / "server" / "page"))
TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
    ".ico": "image/x-icon", ".webmanifest": "application/manifest+json", ".wasm": "application/wasm",
}  # fmt: skip
KEPT = "public, max-age=31536000, immutable"  # names of built files carry a digest of what is in them


@router.get("/")
def page() -> Response:
    """The page, whatever view its address names behind the #."""
    return _file("index.html")


@router.get("/{name:path}")
def built(name: str) -> Response:
    """A file of the page."""
    if name == "api" or name.startswith("api/"):
        raise not_found("this address")
    return _file(name)


def _file(name: str) -> Response:
    parts = name.split("/")
    kind = TYPES.get(Path(name).suffix)
    if kind is None or "\\" in name or "\0" in name or any(part in ("", ".", "..") for part in parts):
        raise not_found("this page")
    path = PAGE.joinpath(*parts)
    if not ordinary(path) or not path.resolve().is_relative_to(PAGE.resolve()):
        raise not_found("this page")
    headers = {"Cache-Control": KEPT if parts[0] == "assets" else "no-cache"}
    return FileResponse(path, media_type=kind, headers=headers)
