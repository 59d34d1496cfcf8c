"""The application: its routes, its gate, and one sentence for everything that goes wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from luncur import __version__
from luncur.errors import LuncurError
from luncur.server.errors import Refused
from luncur.server.invalid import expectation
from luncur.server.routes import about, failing, folders, jobs, maps, missions, page, told, watch
from luncur.server.safety import Gate
from luncur.server.serving import Serving
from luncur.server.settings import Settings
from luncur.speaking import say

ROOMS = (about, folders, told, failing, maps, missions, jobs, watch, page)  # the page last: it answers whatever is left


class Said(BaseModel):
    """What went wrong, in one sentence."""

    error: str


def application(settings: Settings) -> FastAPI:
    """The server of one folder, ready to be run; what it does in the background begins when it is started."""
    serving = Serving(settings)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        serving.start()
        try:
            serving.runs.check()
        except Refused as refusal:
            say(f"luncur: {refusal}; results are shown all the same", err=True)
        try:
            yield
        finally:
            await serving.stop()

    app = FastAPI(
        title="luncur serve",
        version=__version__,
        description="Results of luncur for a page on the same machine. Times in s, lengths in m, angles in deg.",
        lifespan=life,
        openapi_url="/api/openapi.json",
        docs_url=None,  # their pages ask another machine for scripts
        redoc_url=None,
        separate_input_output_schemas=False,
        responses={"4XX": {"model": Said, "description": "What was refused, and why"}},
    )
    app.state.serving = serving
    for room in ROOMS:
        app.include_router(room.router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(LuncurError, _told)
    app.add_exception_handler(sqlite3.Error, _unlisted)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(Gate, settings=settings)
    return app


def _answer(status: int, sentence: str) -> JSONResponse:
    headers = {"Retry-After": "1"} if status == 429 else None
    return JSONResponse({"error": sentence}, status_code=status, headers=headers)


async def _refused(request: Request, error: Any) -> JSONResponse:
    return _answer(error.status, str(error))


async def _told(request: Request, error: Any) -> JSONResponse:
    return _answer(422, str(error))


async def _unlisted(request: Request, error: Any) -> JSONResponse:
    return _answer(503, f"the list of runs cannot be read or written just now ({error})")


async def _invalid(request: Request, error: Any) -> JSONResponse:
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"][1:]) or str(first["loc"][0])
    return _answer(422, f"{where[:160]}: {expectation(first)}")


async def _plain(request: Request, error: Any) -> JSONResponse:
    said = {404: "nothing is at this address", 405: "this address takes another method"}
    return _answer(error.status_code, said.get(error.status_code, str(error.detail)))


async def _failed(request: Request, error: Any) -> JSONResponse:
    return _answer(500, "this server made a mistake; what went wrong stands in the terminal it runs in")
