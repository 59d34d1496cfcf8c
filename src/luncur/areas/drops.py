"""Regions that hold the planned impacts of a normal flight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from luncur.areas.contour import highest_density_region
from luncur.areas.ellipse import Region, containment_region, joint_share, skewed
from luncur.areas.plane import Plane, middle

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PROBABILITY = 0.97  # of all planned bodies together; 14 CFR 450.133(b)(1)
ENOUGH = 2000  # launches from which the joint share is read off them


def drop_regions(
    bodies: Sequence[str],
    copies: Sequence[int],
    body: Ints,
    latitude: Floats,
    longitude: Floats,
    launch: Ints | None = None,
) -> dict[str, Region]:
    """The region of each planned body, sized so that all bodies together are contained with 0.97.

    bodies, copies: names and numbers of copies; body[m], latitude[m], longitude[m] [rad]: impacts of dispersed normal
    flights.  A body without at least 8 impacts has no region.  Each copy counts as an impact of its own, independent of the
    others: what falls together in the same weather is then contained a little more often, not less (Sidak).  With
    ``launch[m]``, and every copy in a row of its own, the share is read off the launches themselves.

    The region is an ellipse; where the impacts are skewed or bent, or an ellipse does not hold the share that it should,
    the region of highest density instead.
    Source: 14 CFR 450.133(b)(1); Sidak, J. Am. Stat. Assoc. 62 (1967), 626-633.
    """
    present = [i for i in range(len(bodies)) if np.count_nonzero(body == i) >= 8]
    share = joint_share(PROBABILITY, sum(copies[i] for i in present))
    if launch is not None and len(np.unique(launch)) >= ENOUGH:
        share = _share_of_launches(body, latitude, longitude, launch)
    return {bodies[i]: _region(latitude[body == i], longitude[body == i], share) for i in present}


def _region(latitude: Floats, longitude: Floats, share: float) -> Region:
    region = containment_region(latitude, longitude, share)
    few = len(latitude) * (1 - share) < 2 or len(latitude) < 200  # a contour of so few says nothing of its edge
    if few or not (region.method == "empirical" or skewed(_flat(latitude, longitude))):
        return region
    contour = highest_density_region(latitude, longitude, share)
    return replace(region, contour=contour, contained=contour.contained, method="contour")


def _share_of_launches(body: Ints, latitude: Floats, longitude: Floats, launch: Ints) -> float:
    """What each impact must be contained with, so that all of a launch are with 0.97: by ranks within each body."""
    level = np.empty(len(body))
    for i in np.unique(body):
        here = np.flatnonzero(body == i)
        plane = _flat(latitude[here], longitude[here])
        away = np.linalg.norm(np.linalg.solve(np.linalg.cholesky(np.cov(plane.T)), plane.T), axis=0)
        level[here] = (np.argsort(np.argsort(away)) + 1.0) / (len(here) + 1.0)
    number = np.unique(launch, return_inverse=True)[1]
    worst = np.zeros(number.max() + 1)
    np.maximum.at(worst, number, level)
    return float(np.quantile(worst, PROBABILITY))


def _flat(latitude: Floats, longitude: Floats) -> Floats:
    """Impacts on a map about their mean [m, (n, 2)]."""
    plane = np.stack(Plane(*middle(latitude, longitude)).to(latitude, longitude), axis=1)
    return np.asarray(plane - plane.mean(axis=0))
