"""Points under satellites."""

from luncur.compiler import kernel
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef


@kernel
def geodetic_many(position, out):
    """Geodetic latitude, longitude [rad] and altitude [m] of Earth-fixed positions [n, 3] into out[n, 3]."""
    for i in range(position.shape[0]):
        out[i, 0], out[i, 1], out[i, 2] = geodetic_from_ecef(position[i, 0], position[i, 1], position[i, 2])
