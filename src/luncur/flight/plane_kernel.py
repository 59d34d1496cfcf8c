"""The orbit plane that a burn is steered into, and the vector algebra that goes with it."""

import math

from luncur.compiler import inlined_kernel, kernel, select


@inlined_kernel
def dot(a, b):
    """Scalar product of two vectors (3)."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@inlined_kernel
def cross(a, b):
    """Vector product of two vectors (3)."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


@inlined_kernel
def unit(a):
    """The vector (3) at length 1; a vector of no length becomes (0, 0, 0)."""
    k = math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])
    k = select(k > 0.0, 1.0 / k, 0.0)
    return a[0] * k, a[1] * k, a[2] * k


@kernel
def plane_through(s, cos_inclination, side):
    """Unit normal of a plane of the inclination that holds the position; ``side`` 1 heads north, -1 south.

    Beyond the inclination's latitude the plane that heads due east (or west) is taken: the nearest there is.
    """
    x, y, z = unit(s)
    p = max(math.sqrt(x * x + y * y), 1e-9)
    sin_heading = min(1.0, max(-1.0, cos_inclination / p))
    cos_heading = side * math.sqrt(1.0 - sin_heading * sin_heading)
    east = (-y / p, x / p, 0.0)
    north = (-z * x / p, -z * y / p, p)
    heading = (
        sin_heading * east[0] + cos_heading * north[0],
        sin_heading * east[1] + cos_heading * north[1],
        sin_heading * east[2] + cos_heading * north[2],
    )
    return cross((x, y, z), heading)


@kernel
def plane_at_node(s, cos_inclination):
    """Unit normal of the plane of the inclination that keeps the node of the present orbit."""
    h = unit(cross((s[0], s[1], s[2]), (s[3], s[4], s[5])))
    k = math.sqrt(max(1.0 - cos_inclination * cos_inclination, 0.0)) / max(math.sqrt(h[0] * h[0] + h[1] * h[1]), 1e-9)
    return k * h[0], k * h[1], cos_inclination


@kernel
def plane_cost(s, normal, time):
    """Velocity [m/s] it takes to go over into a plane within ``time`` [s]: to turn, and to cross over."""
    h = unit(cross((s[0], s[1], s[2]), (s[3], s[4], s[5])))
    speed = math.sqrt(s[3] * s[3] + s[4] * s[4] + s[5] * s[5])
    away = abs(dot(normal, (s[0], s[1], s[2])))
    turn = math.acos(min(1.0, max(-1.0, dot(normal, h))))
    return speed * turn + 2.0 * away / max(time, 10.0)


@kernel
def plane_ahead(p, cos_inclination, normal):
    """Unit normal of the plane of the inclination through a place ahead, of two the one nearer to the present normal.

    Near the highest latitude, where the plane through a place is ill determined, the present one is kept.
    """
    place = unit(p)
    sine = cos_inclination / max(math.sqrt(place[0] * place[0] + place[1] * place[1]), 1e-9)
    ill = (sine > 0.98) | (sine < -0.98)
    north = plane_through(p, cos_inclination, 1.0)
    south = plane_through(p, cos_inclination, -1.0)
    nearer = dot(north, normal) > dot(south, normal)
    return (
        select(ill, normal[0], select(nearer, north[0], south[0])),
        select(ill, normal[1], select(nearer, north[1], south[1])),
        select(ill, normal[2], select(nearer, north[2], south[2])),
    )


@kernel
def target_plane(s, cos_inclination, time):
    """Unit normal of the cheapest plane of the inclination, and True when it is one through the position.

    Else it is the one through the present node: near the highest latitude a small turn moves the node far, and there
    the plane that keeps the node is the cheap one.
    """
    best = plane_at_node(s, cos_inclination)
    cost = plane_cost(s, best, time)
    through = False
    for side in (1.0, -1.0):
        other = plane_through(s, cos_inclination, side)
        price = plane_cost(s, other, time)
        if price < cost:
            best = other
            cost = price
            through = True
    return best, through
