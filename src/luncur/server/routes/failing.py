"""What if it fails now."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from luncur.sentences import word
from luncur.server import limits
from luncur.server.failing import Question, failed_record, modes_record
from luncur.server.folders import place_of
from luncur.server.serving import Serving, serving
from luncur.server.watching.offers import lines_record

router = APIRouter(prefix="/api", tags=["fail now"])
Here = Annotated[Serving, Depends(serving)]
Language = Literal["en", "id"]
LARGEST_SEED = 2**53 - 1  # that a page's numbers hold exactly


class Asked(BaseModel):
    """A failure: its mode and when it happens [s since lift-off]."""

    model_config = ConfigDict(extra="forbid")
    time_s: float = Field(ge=0, le=1e6, allow_inf_nan=False)
    mode: str = Field(max_length=200)
    fragments: int = Field(default=10_000, ge=1, le=limits.FRAGMENTS)
    seed: int = Field(default=0, ge=0, le=LARGEST_SEED)
    model: str | None = Field(default=None, max_length=100)
    lang: Language = "en"


@router.get("/folders/{id:path}/failing")
async def failing(id: str, request: Request, here: Here, lang: Annotated[Language, Query()] = "en") -> dict[str, Any]:
    """Which modes of a study's mission can be failed here, and when, and its limit lines; the first answer of a study takes seconds."""
    place = place_of(here.settings.folder, id)
    sim = (await here.kernels.ask(lambda: here.prepared(place), request)).sim
    modes = modes_record(sim, lang)
    return {
        "modes": modes, "first_s": min(m["start_s"] for m in modes), "last_s": max(m["end_s"] for m in modes),
        "people_models": [{"name": m.name, "title": word(m.title, lang), "error": word(m.error, lang)} for m in sim.people],
        "lines": lines_record(sim.plan.mission),
    }  # fmt: skip


@router.post("/folders/{id:path}/fail")
async def fail(id: str, asked: Asked, request: Request, here: Here) -> dict[str, Any]:
    """One failure at exactly this second: where its pieces fall, on whom, and how sure that is, given that it happens."""
    place = place_of(here.settings.folder, id)
    question = Question(asked.time_s, asked.mode, asked.fragments, asked.seed)
    return await here.kernels.ask(
        lambda: failed_record(here.prepared(place), question, asked.model, asked.lang), request
    )
