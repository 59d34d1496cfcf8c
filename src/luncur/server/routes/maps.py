"""The map underneath: coast, land, borders, towns, people, and whose waters a place lies in."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from luncur.server.basemap import layer
from luncur.server.packed import takes_gzip
from luncur.server.people_picture import density_km2, picture
from luncur.server.serving import Serving, serving

router = APIRouter(prefix="/api", tags=["maps"])
Here = Annotated[Serving, Depends(serving)]
MODELS = ("settlements", "countries")
KEPT = "private, max-age=86400"
Latitude = Annotated[float, Query(ge=-90, le=90)]
Longitude = Annotated[float, Query(ge=-180, le=180)]


@router.get("/basemap/{name}.json")
def basemap(
    name: Literal["coast", "land", "countries", "towns"],
    request: Request,
    detail: Annotated[int, Query(ge=1, le=3)] = 2,
) -> Response:
    """A layer of the map as GeoJSON: 1 coarse, 2 for a globe, 3 all there is."""
    plain, small = layer(name, detail)
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    if takes_gzip(request):
        return Response(small, media_type="application/geo+json", headers={**headers, "Content-Encoding": "gzip"})
    return Response(plain, media_type="application/geo+json", headers=headers)


@router.get("/people", response_class=Response)
async def people(
    here: Here, south: Latitude, west: Longitude, north: Latitude, east: Longitude, width: Annotated[int, Query(ge=16, le=2048)] = 512,
    model: Literal["settlements", "countries"] = "settlements", projection: Literal["mercator", "plate"] = "mercator",
) -> Response:  # fmt: skip
    """People per square kilometre in a box, as a PNG whose rows are even in Mercator's or in plain latitude; sea is clear."""
    data = await here.heavy(lambda: picture(model, (south, west, north, east), width, projection))
    return Response(data, media_type="image/png", headers={"Cache-Control": KEPT})


@router.get("/people/at")
def people_at(lat: Latitude, lon: Longitude) -> dict[str, float]:
    """People per square kilometre at a place by each built-in model: of the 0.1 degree cell that holds it."""
    where = np.array([lat]), np.array([lon])
    return {model: float(f"{density_km2(model, *where)[0, 0]:.4g}") for model in MODELS}


@router.get("/zones")
async def zones(
    lat: Latitude, lon: Longitude, here: Here, uncertainty_km: Annotated[float, Query(ge=0, le=500)] = 0.0,
    lang: Literal["en", "id"] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """In which maritime zone a place lies, as ``luncur zone --json``: computed, not legal.

    With ``lang`` the same in sentences too, under "told": the answer, what it depends on, coasts, the zone's edge, the basis.
    """
    from luncur.places.zones import told, verdict

    def answer() -> dict[str, Any]:
        found = verdict(math.radians(lat), math.radians(lon), 1000.0 * uncertainty_km)
        return found.record() if lang is None else {**found.record(), "told": told(found, lang)}

    return await here.kernels.ask(answer)
