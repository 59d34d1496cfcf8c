"""Distances of many impact points from the border of one area."""

from typing import Any

from luncur.compiler import kernel
from luncur.termination.area_kernel import margin_inside, unit_vector


@kernel
def margins_many(latitude: Any, longitude: Any, area: Any, areas: Any, edges: Any, out: Any) -> None:
    """``margin_inside`` [m] of places [rad] into out[n]; a place that is not a number gives infinity: an orbit keeps every limit."""
    for i in range(latitude.shape[0]):
        if latitude[i] == latitude[i] and longitude[i] == longitude[i]:
            out[i] = margin_inside(unit_vector(latitude[i], longitude[i]), area, areas, edges)
        else:
            out[i] = 1e300
