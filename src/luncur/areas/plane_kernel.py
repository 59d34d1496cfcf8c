"""Points onto flat maps and back, one at a time."""

import math

from luncur.compiler import kernel

RADIUS = 6371007.2  # sphere of the Earth's area [m]; distances are within 0.6 % of geodesic ones


@kernel
def on_plane(axes, u, v, w):
    """x and y [m] of a unit vector on the azimuthal equidistant map with ``axes`` [3, 3] (along, left, up)."""
    a = axes[0, 0] * u + axes[0, 1] * v + axes[0, 2] * w
    b = axes[1, 0] * u + axes[1, 1] * v + axes[1, 2] * w
    c = axes[2, 0] * u + axes[2, 1] * v + axes[2, 2] * w
    flat = math.sqrt(a * a + b * b)
    k = RADIUS * (math.atan2(flat, c) / flat) if flat > 1e-12 else RADIUS
    return k * a, k * b


@kernel
def from_plane(axes, x, y):
    """The unit vector of a point [m] of the map; the other way of ``on_plane``."""
    arc = math.sqrt(x * x + y * y) / RADIUS
    k = (math.sin(arc) / arc if arc > 1e-12 else 1.0) / RADIUS
    a, b, c = k * x, k * y, math.cos(arc)
    return (
        axes[0, 0] * a + axes[1, 0] * b + axes[2, 0] * c,
        axes[0, 1] * a + axes[1, 1] * b + axes[2, 1] * c,
        axes[0, 2] * a + axes[1, 2] * b + axes[2, 2] * c,
    )


@kernel
def on_plane_many(axes, points, x, y):
    """``on_plane`` for unit vectors [n, 3]."""
    for i in range(points.shape[0]):
        x[i], y[i] = on_plane(axes, points[i, 0], points[i, 1], points[i, 2])
