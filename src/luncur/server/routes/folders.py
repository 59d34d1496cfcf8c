"""Result folders and what is in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import FileResponse, Response, StreamingResponse

from luncur.server import limits
from luncur.server.errors import Refused, not_found
from luncur.server.folders import file_in, files_in, main_file, ordinary, place_of
from luncur.server.impacts import chosen, columns_of
from luncur.server.reading import bytes_of, object_in, object_of, rows_of
from luncur.server.safety import POLICY
from luncur.server.serving import Serving, serving
from luncur.server.trajectory import trajectory_record

router = APIRouter(prefix="/api", tags=["folders"])
Here = Annotated[Serving, Depends(serving)]
AREAS = ("areas.geojson", "event.geojson", "ground-track.geojson")
# A report page of luncur has its style and pictures in itself and no script: one with a script was written by somebody else.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


@router.get("/folders")
def folders(here: Here, lang: Annotated[Literal["en", "id"], Query()] = "en") -> list[dict[str, Any]]:
    """Every result folder: id for addresses, kind (study, flight, trial, event, claims, orbit), name, title, made, files.

    ``lang``: the language of titles, where luncur has them in it.
    """
    return here.folders.listed(lang)


@router.get("/folders/{id:path}/summary")
def summary(id: str, here: Here) -> Response:
    """The folder's own record: summary.json, event.json, orbit.json, trial.json or claims.json."""
    path = main_file(place_of(here.settings.folder, id))
    return _json(here.kept.of("as it is", (path,), lambda: _checked(path)))


@router.get("/folders/{id:path}/trajectory")
def trajectory(id: str, here: Here) -> Response:
    """Columns of the nominal flight over time, its events, and the impact-point trace (null: it comes down nowhere)."""
    place = place_of(here.settings.folder, id)
    files = (place / "trajectory.nc", place / "summary.json")
    return _json(here.kept.of("trajectory", files, lambda: json.dumps(trajectory_record(place)).encode()))


@router.get("/folders/{id:path}/areas")
def areas(id: str, here: Here) -> Response:
    """Areas of a study, positions and areas of an event, or an orbit's ground track, as GeoJSON."""
    place = place_of(here.settings.folder, id)
    path = next((place / name for name in AREAS if ordinary(place / name)), None)
    if path is None:
        raise not_found("a file with areas")
    data = here.kept.of("as it is", (path,), lambda: _checked(path))
    return Response(data, media_type="application/geo+json")


@router.get("/folders/{id:path}/impacts", response_class=StreamingResponse)
async def impacts(
    id: str, here: Here, most: Annotated[int | None, Query(ge=1, le=limits.IMPACT_ROWS)] = None
) -> Response:
    """Impacts as little-endian columns: Float32 longitude, latitude [deg], casualties and failure time [s], then Uint8 mode.

    X-Count: how many are sent; X-Seen: how many are in the file; X-Modes: names of the modes as a JSON list.
    """
    place = place_of(here.settings.folder, id)
    packed = await here.heavy(lambda: here.impacts.of(place))
    rows = chosen(packed, most)
    count = packed.count if rows is None else len(rows)
    headers = {
        "X-Count": str(count), "X-Seen": str(packed.count), "X-Modes": json.dumps(packed.modes),
        "Content-Length": str(17 * count),
    }  # fmt: skip
    return StreamingResponse(columns_of(packed, rows), media_type="application/octet-stream", headers=headers)


@router.get("/folders/{id:path}/risk")
def risk(id: str, here: Here) -> list[dict[str, Any]]:
    """The rows of risk.csv; casualty expectations as numbers."""
    rows = rows_of(file_in(place_of(here.settings.folder, id), "risk.csv"), limits.TABLE_BYTES)
    numbers = ("casualty_expectation", "sampling_low_95", "sampling_high_95")
    return [{k: _number(v) if k in numbers else v for k, v in row.items()} for row in rows]


@router.get("/folders/{id:path}/files")
def files(id: str, here: Here) -> list[dict[str, Any]]:
    """Name and size of every file of the folder."""
    return files_in(place_of(here.settings.folder, id))


@router.get("/folders/{id:path}/files/{name}", response_class=FileResponse)
def download(id: str, name: str, here: Here, show: bool = False) -> Response:
    """A file, to be saved; with ``show`` a report page of luncur is shown, in which no script runs."""
    path = file_in(place_of(here.settings.folder, id), name)
    if show and name.endswith(".html"):
        return Response(
            bytes_of(path, limits.JSON_BYTES), media_type="text/html", headers={"Content-Security-Policy": SANDBOX}
        )
    if show:
        raise Refused(422, "only a report page can be shown; other files are saved")
    return FileResponse(
        path,
        media_type="application/octet-stream",
        filename=name,
        headers={"Content-Security-Policy": f"sandbox; {POLICY}"},
    )


@router.get("/compare")
async def compare(
    a: str, b: str, here: Here, lang: Annotated[str, Query(pattern="^(en|id)$")] = "en"
) -> dict[str, Any]:
    """Two finished studies side by side, as ``luncur compare``: the record, and its sections as tables in a language."""
    places = [place_of(here.settings.folder, one) for one in (a, b)]
    found = await here.heavy(lambda: _compared(places, lang))
    return {**found, "record": {**found["record"], "a": a, "b": b}}


def _compared(places: list[Path], lang: str) -> dict[str, Any]:
    from luncur.export.compare import compare as side_by_side
    from luncur.export.compare_view import sections

    for place in places:
        for name in ("summary.json", "run.json"):
            object_of(file_in(place, name), limits.JSON_BYTES)
    try:
        record = side_by_side(*places)
        tables = [{"title": title, "heads": heads, "rows": rows} for title, heads, rows in sections(record, lang)]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise Refused(422, "a summary.json of the two is not as luncur writes it") from None
    return {"record": record, "sections": tables}


def _checked(path: Path) -> bytes:
    """The bytes of a JSON file that has been read as one."""
    data = bytes_of(path, limits.JSON_BYTES)
    object_in(data, path.name)
    return data


def _json(data: bytes) -> Response:
    return Response(data, media_type="application/json")


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None
