"""What a study or a reading of news texts says, in a reader's language."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.folders import file_in, main_file, place_of
from luncur.server.reading import object_of
from luncur.server.serving import Serving, serving

router = APIRouter(prefix="/api", tags=["folders"])
Here = Annotated[Serving, Depends(serving)]


@router.get("/folders/{id:path}/told")
def told(id: str, here: Here, lang: Annotated[Literal["en", "id"], Query()] = "en") -> dict[str, Any]:
    """The sentences of a folder in a language: of a study or flight its answer, what is assumed, and its names; of claims
    its checks; of an orbit its title and what is assumed."""
    place = place_of(here.settings.folder, id)
    try:
        main = main_file(place)
        if main.name == "claims.json":
            from luncur.claims.out.told import told as of_claims

            return of_claims(object_of(main, limits.JSON_BYTES), lang)
        if main.name == "orbit.json":
            return _of_orbit(object_of(main, limits.JSON_BYTES), lang)
        from luncur.export.told import told as of_study

        return of_study(object_of(file_in(place, "summary.json"), limits.JSON_BYTES), lang)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError):
        raise Refused(422, "the folder's record is not as luncur writes it") from None


def _of_orbit(record: dict[str, Any], lang: str) -> dict[str, Any]:
    """Of an orbit its title and the sentences that it holds in English and as codes: where it comes from, what is assumed and not computed."""
    from luncur.sentences import said_again, word

    reentry = record.get("reentry") or {}
    coded = record.get("assumed_coded") or [None] * len(record["assumed"])
    return {
        "title": word(str(record.get("title") or record.get("name") or ""), lang),
        "source": said_again(str(record["source"]["text"]), record["source"].get("coded"), lang),
        "assumed": [said_again(str(s), c, lang) for s, c in zip(record["assumed"], coded, strict=True)],
        "yardstick": word(str((reentry.get("yardstick") or {}).get("source") or ""), lang),
        "not_computed": [said_again(str(n["why"]), n.get("coded"), lang) for n in record["not_computed"]],
    }
