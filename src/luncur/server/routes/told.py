"""What a study says, in a reader's language."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.folders import file_in, place_of
from luncur.server.reading import object_of
from luncur.server.serving import Serving, serving

router = APIRouter(prefix="/api", tags=["folders"])
Here = Annotated[Serving, Depends(serving)]


@router.get("/folders/{id:path}/told")
def told(id: str, here: Here, lang: Annotated[Literal["en", "id"], Query()] = "en") -> dict[str, Any]:
    """The answer of a study or flight in sentences, what is assumed and not computed, and its names in a language."""
    from luncur.export.told import told as sentences

    summary = object_of(file_in(place_of(here.settings.folder, id), "summary.json"), limits.JSON_BYTES)
    try:
        return sentences(summary, lang)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError):
        raise Refused(422, "summary.json: not as luncur writes it") from None
