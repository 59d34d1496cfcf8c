"""What this server is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from luncur import __version__
from luncur.server import limits
from luncur.server.serving import Serving, serving

router = APIRouter(prefix="/api", tags=["about"])
Here = Annotated[Serving, Depends(serving)]

NOTICE = "luncur is not qualified for operational use and must never be connected to a termination system; this page only shows."


@router.get("/about")
def about(here: Here) -> dict[str, Any]:
    """Version, the served folder's name, languages, and how much a request may ask for."""
    return {
        "version": __version__, "dir": here.settings.folder.name.encode("utf-8", "replace").decode(), "languages": ["en", "id"], "read_only": not here.writable,
        "commands": list(limits.RUN_SAMPLES), "limits": limits.record(), "notice": NOTICE,
    }  # fmt: skip
