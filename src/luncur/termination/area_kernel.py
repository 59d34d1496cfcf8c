"""Where a point stands to a region whose corners are joined by great circles."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import MEAN_RADIUS

# edges[e, c]: unit vectors of both ends, the edge's normal, the normals of its ends, and its first corner in the gnomonic
# plane of the area; areas[a, c]: centre, two axes of the plane, first edge, edges
EDGE_COLUMNS = 19
AREA_COLUMNS = 11


@kernel
def unit_vector(latitude, longitude):
    """Unit vector of a place, its latitude taken as that of a sphere."""
    c = math.cos(latitude)
    return c * math.cos(longitude), c * math.sin(longitude), math.sin(latitude)


@kernel
def distance_to_edge(p, edges, e):
    """Square of the chord [1] from a unit vector to the nearest point of one edge."""
    a0 = p[0] - edges[e, 0]
    a1 = p[1] - edges[e, 1]
    a2 = p[2] - edges[e, 2]
    b0 = p[0] - edges[e, 3]
    b1 = p[1] - edges[e, 4]
    b2 = p[2] - edges[e, 5]
    nearest = min(a0 * a0 + a1 * a1 + a2 * a2, b0 * b0 + b1 * b1 + b2 * b2)
    after = edges[e, 9] * p[0] + edges[e, 10] * p[1] + edges[e, 11] * p[2]
    before = edges[e, 12] * p[0] + edges[e, 13] * p[1] + edges[e, 14] * p[2]
    if after > 0.0 and before > 0.0:
        s = edges[e, 6] * p[0] + edges[e, 7] * p[1] + edges[e, 8] * p[2]
        # chord of the angle asin(s): 2 (1 - cos)
        nearest = min(nearest, 2.0 * s * s / (1.0 + math.sqrt(max(1.0 - s * s, 0.0))))
    return nearest


@kernel
def margin_inside(p, area, areas, edges):
    """Distance [m] from a unit vector to the border of an area: above 0 inside, below 0 outside.

    Great-circle arcs on a sphere of the mean radius: within 0.5 % of the geodesic.  Whether it is inside is exact: straight edges in the
    gnomonic plane are great circles.
    """
    first = int(areas[area, 9])
    count = int(areas[area, 10])
    nearest = 4.0
    for e in range(first, first + count):
        nearest = min(nearest, distance_to_edge(p, edges, e))
    distance = 2.0 * MEAN_RADIUS * math.asin(min(0.5 * math.sqrt(nearest), 1.0))
    ahead = areas[area, 0] * p[0] + areas[area, 1] * p[1] + areas[area, 2] * p[2]
    if ahead <= 1e-6:  # on the other half of the globe
        return -distance
    u = (areas[area, 3] * p[0] + areas[area, 4] * p[1] + areas[area, 5] * p[2]) / ahead
    v = (areas[area, 6] * p[0] + areas[area, 7] * p[1] + areas[area, 8] * p[2]) / ahead
    inside = False
    for e in range(first, first + count):
        v1 = edges[e, 16]
        v2 = edges[e, 18]
        if (v1 > v) != (v2 > v):
            u1 = edges[e, 15]
            if u < u1 + (edges[e, 17] - u1) * (v - v1) / (v2 - v1):
                inside = not inside
    return distance if inside else -distance


@kernel
def angle_between(p, q):
    """Angle [rad] between two unit vectors, good for small ones too."""
    d0 = p[0] - q[0]
    d1 = p[1] - q[1]
    d2 = p[2] - q[2]
    return 2.0 * math.asin(min(0.5 * math.sqrt(d0 * d0 + d1 * d1 + d2 * d2), 1.0))
