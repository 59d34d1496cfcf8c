"""Whose land a point lies on, or in which waters, as a number."""

import math

from luncur.compiler import kernel


@kernel
def whose_at(owner, boxes, countries, latitude, longitude):
    """Number of the owner of a point [rad], as ``whose``; -1 for one that is not finite.

    owner[rows, columns]: one more than the country's number, 0 at sea; boxes[n, 4]: south, north, west, east [deg] of waters,
    the first that holds a point counts.
    """
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return -1
    lat = math.degrees(latitude)
    lon = math.degrees(longitude)
    rows = owner.shape[0]
    columns = owner.shape[1]
    row = min(max(int((90.0 - lat) / 180.0 * rows), 0), rows - 1)
    column = min(int((lon + 180.0) % 360.0 / 360.0 * columns), columns - 1)
    country = int(owner[row, column])
    if country > 0:
        return country - 1
    for n in range(boxes.shape[0]):
        west = boxes[n, 2]
        if boxes[n, 0] <= lat <= boxes[n, 1] and (lon - west) % 360.0 <= boxes[n, 3] - west:
            return countries + n
    return countries + boxes.shape[0]


@kernel
def whose_many(owner, boxes, countries, latitude, longitude, out):
    """``whose_at`` for a batch."""
    for i in range(out.shape[0]):
        out[i] = whose_at(owner, boxes, countries, latitude[i], longitude[i])
