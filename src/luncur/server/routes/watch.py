"""Telemetry: a range-safety display, for replay and show, never connected to a termination system."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

import anyio.to_thread
from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from luncur.server.errors import Refused
from luncur.server.serving import Serving, serving
from luncur.server.streams import event, stream
from luncur.server.watching import Session, Source, offers_record
from luncur.server.watching.offers import lines_record, local_address, mission_file, recording_in
from luncur.watch.record import NOTICE

router = APIRouter(prefix="/api", tags=["watch"])
Here = Annotated[Serving, Depends(serving)]


class Watched(BaseModel):
    """A mission with rules, and a recording of the served folder or an address of this machine."""

    model_config = ConfigDict(extra="forbid")
    mission: str = Field(max_length=1000)
    replay: str | None = Field(default=None, max_length=1000)
    udp: str | None = Field(default=None, max_length=100)
    speed: float = Field(default=1.0, ge=0, le=1000, allow_inf_nan=False)


@router.get("/watch")
async def offers(here: Here, lang: Annotated[Literal["en", "id"], Query()] = "en") -> dict[str, Any]:
    """What can be watched: missions with rules, recordings in the served folder; and the sessions that are open."""
    found = await anyio.to_thread.run_sync(offers_record, here.settings.folder, lang)
    return {**found, "sessions": here.sessions.records(), "notice": NOTICE}


@router.post("/watch", status_code=201)
async def begin(watched: Watched, here: Here) -> dict[str, Any]:
    """Begin a session: its id, the areas of the mission's limits, and the notice that a display must show."""
    if (watched.replay is None) == (watched.udp is None):
        raise Refused(422, "replay: expected either a recording or an address for udp")
    root = here.settings.folder
    name, mission = await anyio.to_thread.run_sync(mission_file, root, watched.mission)
    if mission.termination is None or not mission.termination.rules:
        raise Refused(422, "mission: expected one with termination rules to hold telemetry against")
    if watched.replay is not None:
        source = Source(name, recording=recording_in(root, watched.replay), speed=watched.speed)
    else:
        source = Source(name, udp=local_address(str(watched.udp)))
    session = await here.sessions.begin(source, lines_record(mission))
    return {"id": session.id, "notice": NOTICE, "lines": session.lines}


@router.get("/watch/{id}")
async def session(id: str, here: Here) -> dict[str, Any]:
    """A session as a page that comes later needs it: the areas of its limits, and its trail and changes of decision so far."""
    found = here.sessions.one(id)
    return {"id": found.id, "notice": NOTICE, "lines": found.lines, "past": found.past.record()}


@router.get("/watch/{id}/events", response_class=StreamingResponse)
async def events(id: str, here: Here) -> StreamingResponse:
    """The records of ``luncur watch`` as server-sent events; every half second without one, {"record": "alive"}."""
    session = here.sessions.one(id)
    here.streams.check()
    return stream(_sent(here, session))


async def _sent(here: Serving, session: Session) -> AsyncIterator[bytes]:
    with here.streams.one():
        async for record in session.records():
            yield event(record if record is not None else {"record": "alive", "begun": session.started is not None})
        yield event({"record": "closed"})


@router.delete("/watch/{id}", status_code=204)
async def end(id: str, here: Here) -> None:
    """End a session."""
    await here.sessions.end(here.sessions.one(id).id)
