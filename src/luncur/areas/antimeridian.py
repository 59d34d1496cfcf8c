"""Cuts the edge of a region where it crosses the antimeridian, as map readers want it."""

from __future__ import annotations

import numpy as np

Ring = list[list[float]]  # [longitude, latitude] [deg], first point repeated last


def cut_ring(ring: Ring) -> list[Ring]:
    """The rings of a region that together lie within 180 degrees east and west; one, unchanged, when it does not cross.

    A region with a pole in it is closed along the meridians and over the pole.  Rings run anticlockwise.
    Source: RFC 7946, sections 3.1.6 and 3.1.9.
    """
    from shapely import Polygon, box, unary_union
    from shapely.affinity import translate
    from shapely.geometry.polygon import orient

    points = np.array(ring, dtype=np.float64)
    if np.abs(np.diff(points[:, 0])).max(initial=0.0) <= 180:
        return [ring]
    points[:, 0] = np.unwrap(points[:, 0], period=360.0)
    turned = points[-1, 0] - points[0, 0]
    if abs(turned) > 180:  # once around: the pole on the side of the ring is inside
        pole = 90.0 if points[:, 1].mean() > 0 else -90.0
        points = np.concatenate([points, [[points[-1, 0], pole], [points[0, 0], pole]]])
    whole = Polygon(points).buffer(0)
    world = box(-180, -90, 180, 90)
    cut = unary_union([translate(whole, xoff=360.0 * turn).intersection(world) for turn in range(-2, 3)])
    parts = [part for part in getattr(cut, "geoms", [cut]) if part.geom_type == "Polygon" and not part.is_empty]
    return [[[float(x), float(y)] for x, y in orient(part).exterior.coords] for part in parts]


def geometry_of(ring: Ring) -> dict[str, object]:
    """GeoJSON geometry of a region: a Polygon, or a MultiPolygon when it had to be cut."""
    rings = cut_ring(ring)
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings}
    return {"type": "MultiPolygon", "coordinates": [[part] for part in rings]}
