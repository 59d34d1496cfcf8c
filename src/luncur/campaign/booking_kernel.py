"""Casualties of pieces put where they belong: places, bins of a launch, sums of a stratum.

Everything is added piece after piece and launch after launch, so that sums are the same to the bit however work is dealt out.
"""

import math

from luncur.compiler import kernel
from luncur.places.whose_kernel import whose_at


@kernel
def place_at(latitude, longitude, owner, boxes, countries, pad, bands, area, towns, reach):
    """Index of the place of an impact [rad]; arrays as in ``Places``, bands and reach as chords on the unit sphere."""
    x = math.cos(latitude) * math.cos(longitude)
    y = math.cos(latitude) * math.sin(longitude)
    z = math.sin(latitude)
    nearest = -1
    least = reach * reach
    for t in range(towns.shape[0]):
        dx = x - towns[t, 0]
        dy = y - towns[t, 1]
        dz = z - towns[t, 2]
        square = dx * dx + dy * dy + dz * dz
        if square < least or (nearest < 0 and square == least):
            nearest = t
            least = square
    if nearest >= 0:
        return nearest
    dx = x - pad[0]
    dy = y - pad[1]
    dz = z - pad[2]
    distance = math.sqrt(dx * dx + dy * dy + dz * dz)
    band = 0
    while band < bands.shape[0] and bands[band] <= distance:
        band += 1
    return area[band, whose_at(owner, boxes, countries, latitude, longitude)]


@kernel
def places_many(latitude, longitude, owner, boxes, countries, pad, bands, area, towns, reach, elsewhere, out):
    """``place_at`` for a batch; what does not come down is elsewhere."""
    for i in range(out.shape[0]):
        out[i] = elsewhere
        if math.isfinite(latitude[i]) and math.isfinite(longitude[i]):
            out[i] = place_at(latitude[i], longitude[i], owner, boxes, countries, pad, bands, area, towns, reach)


@kernel
def book_many(launch, class_id, place, explosive, hurt, in_place, classes, places, out, without):
    """out[n, 1 + bins, models] += casualties of each piece [m, models]: total, by class, by place, by hazard (two).

    without[n, models] += those with everybody in place.
    """
    for i in range(launch.shape[0]):
        n = launch[i]
        c = 1 + class_id[i]
        p = 1 + classes + place[i]
        h = 1 + classes + places + (1 if explosive[i] else 0)
        for m in range(hurt.shape[1]):
            value = hurt[i, m]
            out[n, 0, m] += value
            out[n, c, m] += value
            out[n, p, m] += value
            out[n, h, m] += value
            without[n, m] += in_place[i, m]


@kernel
def larger(a, b):
    """The larger of two numbers; not a number when either is not."""
    return b if b > a or b != b else a


@kernel
def tally_many(stratum, failed, casualties, without, launches, failures, total, largest, hits, bins, in_place):
    """Sums of ``Tally`` over launches, in their order; a failed launch counts and adds nothing."""
    for i in range(stratum.shape[0]):
        s = stratum[i]
        launches[s] += 1.0
        if failed[i]:
            failures[s] += 1.0
            continue
        for m in range(casualties.shape[2]):
            value = casualties[i, 0, m]
            total[s, m, 0] += value
            total[s, m, 1] += value * value
            total[s, m, 2] += value * value * value
            largest[s, m] = larger(largest[s, m], value)
            if value > 0.0:
                hits[s, m] += 1.0
            everybody = without[i, m]
            in_place[s, m, 0] += everybody
            in_place[s, m, 1] += everybody * everybody
            in_place[s, m, 2] = larger(in_place[s, m, 2], everybody)
        for b in range(bins.shape[1]):
            for m in range(bins.shape[2]):
                value = casualties[i, 1 + b, m]
                if value != 0.0:
                    bins[s, b, m, 0] += value
                    bins[s, b, m, 1] += value * value
