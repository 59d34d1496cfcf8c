"""In whose waters a reported position lies, within all that its words allow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from luncur.event.regions import Region
from luncur.places.zones import Verdict, fine_coast, verdict, zone

Answer = tuple[str, str | None]
DEPENDS: Answer = ("depends", None)


@dataclass(frozen=True)
class Waters:
    """best: the verdict at the best point.  possible: every zone and state over the region, the best point's first.

    ashore: whether points on land were left out, as a splashdown lies at sea.
    doubtful: features that are not agreed and on which an answer depends.
    """

    best: Verdict
    possible: tuple[Answer, ...]
    ashore: bool
    doubtful: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        return len(self.possible) == 1 and self.possible[0] != DEPENDS

    def inside(self, state: str) -> bool | None:
        """Whether the position lies in a state's zones out to 200 nm; None where that is not decided."""
        return _inside(self.possible, state)

    def best_inside(self, state: str) -> bool | None:
        """The same for the best point alone."""
        return None if self.best.status == "depends" else _inside(self.best.possible[:1], state)


def _inside(answers: tuple[Answer, ...], state: str) -> bool | None:
    found = {None if a == DEPENDS else a[1] == state and a[0] != "high_seas" for a in answers}
    return found.pop() if len(found) == 1 else None


def waters(region: Region, at_sea: bool) -> Waters:
    """Zones of a region.  at_sea: leave out what of an uncertain region lies on land."""
    best = verdict(region.latitude, region.longitude, region.radius if region.circle else 0.0)
    doubtful = {d.feature.identity for d in best.depends_on}
    found: list[Answer] = [DEPENDS] if best.status == "depends" else list(best.possible)
    if not region.circle:
        many = zone([p[0] for p in region.cloud], [p[1] for p in region.cloud])
        rows = zip(np.atleast_1d(many.zone), np.atleast_1d(many.state), np.atleast_1d(many.depends), strict=True)
        found += [DEPENDS if d else (str(z), str(s) or None) for z, s, d in rows]
        keys = fine_coast().keys
        doubtful = {keys[int(n)].feature for n in np.atleast_1d(many.nearest)[np.atleast_1d(many.depends)]} - {""}
    unique = list(dict.fromkeys(found))
    wet = [a for a in unique if a[0] != "land"]
    ashore = at_sea and bool(wet) and len(wet) < len(unique)
    return Waters(best, tuple(wet if ashore else unique), ashore, tuple(sorted(doubtful)))
