"""How much of the Sun a satellite sees past the Earth."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import SEMI_MAJOR_AXIS

_SUN_RADIUS = 6.957e8  # [m]; as bodies.SUN_RADIUS


@kernel
def lit_share(x, y, z, sun_x, sun_y, sun_z, conical):
    """Share of the Sun's disc that is seen, 0 to 1, at a position [m] with the Sun at another [m], both geocentric.

    The Earth is a sphere with the equator's radius, without air.  conical: the discs of Sun and Earth overlap
    (Montenbruck and Gill, Satellite Orbits, 2000, section 3.4.2); else the shadow is a cylinder, and the share 0 or 1.
    """
    dx, dy, dz = sun_x - x, sun_y - y, sun_z - z
    r = math.sqrt(x * x + y * y + z * z)
    if not conical:
        distance = math.sqrt(sun_x * sun_x + sun_y * sun_y + sun_z * sun_z)
        along = (x * sun_x + y * sun_y + z * sun_z) / distance
        behind = along < 0.0 and r * r - along * along < SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS
        return 0.0 if behind else 1.0
    distance = math.sqrt(dx * dx + dy * dy + dz * dz)
    sun_size = math.asin(min(_SUN_RADIUS / distance, 1.0))
    earth_size = math.asin(min(SEMI_MAJOR_AXIS / r, 1.0))
    cosine = -(x * dx + y * dy + z * dz) / (r * distance)
    apart = math.acos(min(max(cosine, -1.0), 1.0))
    if apart >= sun_size + earth_size:
        return 1.0
    if apart <= earth_size - sun_size:
        return 0.0
    if apart <= sun_size - earth_size:
        return 1.0 - (earth_size / sun_size) ** 2
    a2, b2 = sun_size * sun_size, earth_size * earth_size
    near = (apart * apart + a2 - b2) / (2.0 * apart)
    height = math.sqrt(max(a2 - near * near, 0.0))
    covered = (
        a2 * math.acos(min(max(near / sun_size, -1.0), 1.0))
        + b2 * math.acos(min(max((apart - near) / earth_size, -1.0), 1.0))
        - apart * height
    )
    return 1.0 - covered / (math.pi * a2)


@kernel
def lit_shares(position, sun, conical, out):
    """``lit_share`` of positions [n, 3] with the Sun at [n, 3]."""
    for i in range(out.shape[0]):
        out[i] = lit_share(position[i, 0], position[i, 1], position[i, 2], sun[i, 0], sun[i, 1], sun[i, 2], conical)
