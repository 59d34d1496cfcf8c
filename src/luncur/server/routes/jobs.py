"""Runs: started, followed, cancelled, gone on with."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.missions import mission_of_text, orbit_of_text
from luncur.server.runs import FINAL
from luncur.server.runs.same import refuse_same
from luncur.server.serving import Serving, serving
from luncur.server.streams import ALIVE, HEARTBEAT, event, stream

router = APIRouter(prefix="/api", tags=["runs"])
Here = Annotated[Serving, Depends(serving)]
LARGEST_SEED = 2**53 - 1
LOOK = 0.3  # how often a run is looked at for a stream [s]


class Options(BaseModel):
    """How a run is made; what a command does not know is left aside."""

    model_config = ConfigDict(extra="forbid")
    samples: int | None = Field(default=None, ge=1, le=max(limits.RUN_SAMPLES.values()))
    precision: float = Field(default=0.10, ge=0.001, le=1.0, allow_inf_nan=False)
    seed: int = Field(default=0, ge=0, le=LARGEST_SEED)
    lang: Literal["en", "id"] = "en"


class Wanted(BaseModel):
    """A run: a built-in mission (or orbit, for that command) by its name, or the text of one."""

    model_config = ConfigDict(extra="forbid")
    command: Literal["fly", "assess", "trial", "orbit"]
    mission: str | None = Field(default=None, max_length=200)
    text: str | None = Field(default=None, max_length=limits.MISSION_TEXT)
    options: Options = Options()
    twice: bool = True  # False: refuse a run that waits or runs already


@router.post("/jobs", status_code=202)
def start(wanted: Wanted, here: Here) -> dict[str, str]:
    """Put a run into the queue; its results come into a folder of their own under runs/ in the served folder."""
    here.runs.check()
    most = limits.RUN_SAMPLES[wanted.command]
    if wanted.options.samples is not None and most and wanted.options.samples > most:
        raise Refused(
            422, f"options.samples: {wanted.options.samples:,}: expected at most {most:,} for {wanted.command}"
        )
    if wanted.command == "assess" and wanted.options.samples is not None and wanted.options.samples < 1024:
        raise Refused(
            422,
            f"options.samples: {wanted.options.samples}: expected at least 1,024, the smallest number that is summed",
        )
    if (wanted.mission is None) == (wanted.text is None):
        raise Refused(422, "mission: expected either the name of a built-in or the text of a mission")
    name, options = _name(wanted), wanted.options.model_dump()
    if not wanted.twice:
        refuse_same(here.runs.store.rows(), here.settings.folder, wanted.command, name, wanted.text, options)
    return {"id": here.runs.add(wanted.command, name, wanted.text, options)}


def _name(wanted: Wanted) -> str:
    """The mission's name; 422 for a built-in that is not there or a text that does not read."""
    from luncur.mission.load import builtin_names

    if wanted.text is not None:
        return (orbit_of_text if wanted.command == "orbit" else mission_of_text)(wanted.text).name
    known = [*builtin_names("missions"), *(builtin_names("orbits") if wanted.command == "orbit" else [])]
    if wanted.mission not in known:
        raise Refused(422, f"mission: {wanted.mission!r}: expected one of {', '.join(known)}")
    return str(wanted.mission)


@router.get("/jobs")
def jobs(here: Here) -> list[dict[str, Any]]:
    """Every run, the newest first."""
    return [here.runs.record(row) for row in here.runs.store.rows()]


@router.get("/jobs/{id}")
def job(id: str, here: Here) -> dict[str, Any]:
    """One run: state, progress, and the id of its folder when it is done."""
    return here.runs.record(here.runs.store.row(id))


@router.post("/jobs/{id}/cancel")
def cancel(id: str, here: Here) -> dict[str, Any]:
    """Stop a run; what it has computed stays for ``resume``."""
    here.runs.store.row(id)
    here.runs.cancel(id)
    return here.runs.record(here.runs.store.row(id))


@router.post("/jobs/{id}/resume")
def resume(id: str, here: Here) -> dict[str, Any]:
    """Go on with a run that was cancelled, interrupted or failed, from its last checkpoint; the numbers are the same."""
    here.runs.store.row(id)
    here.runs.resume(id)
    return here.runs.record(here.runs.store.row(id))


@router.get("/jobs/{id}/events", response_class=StreamingResponse)
async def events(id: str, here: Here) -> StreamingResponse:
    """The record of a run whenever it changes, as server-sent events, until it has ended; a comment every 5 s meanwhile."""
    here.runs.store.row(id)
    here.streams.check()
    return stream(_changes(here, id))


async def _changes(here: Serving, id: str) -> AsyncIterator[bytes]:
    before: dict[str, Any] | None = None
    told = time.monotonic()
    with here.streams.one():
        while True:
            try:
                record = here.runs.record(here.runs.store.row(id))
            except Refused:  # the server is ending
                return
            if record != before:
                before, told = record, time.monotonic()
                yield event(record)
                if record["state"] in FINAL:
                    return
            elif time.monotonic() - told > HEARTBEAT:
                told = time.monotonic()
                yield ALIVE
            await asyncio.sleep(LOOK)
