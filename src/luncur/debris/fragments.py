"""The pieces of a body: generic lists scaled to its mass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from luncur.errors import InputError
from luncur.mission.load import builtin_tree
from luncur.mission.model import Body, Mission
from luncur.sentences import Sentence

# Kinds of body that share a generic list.
_LISTS = {"stage": "stage", "fairing": "structure", "structure": "structure", "payload": "payload"}
MAXWELL_97 = 2.991202  # 97th percentile of a Maxwell distribution over the standard deviation of one axis


@dataclass(frozen=True, slots=True)
class FragmentClass:
    """Pieces of one kind from one copy of a body; the share is of the body's dry mass, of ``explosive`` ones of its propellant."""

    name: str
    share: float
    count: int
    beta: float  # ballistic coefficient [kg/m2]
    sigma: float  # log-normal standard deviation of beta
    speed: float  # 97th percentile of the imparted velocity [m/s]
    drag: str
    area: float | None = None  # for the casualty area [m2]; None: by ballistic coefficient and drag curve
    explosive: bool = False

    @property
    def speed_sigma(self) -> float:
        """Standard deviation of each component of the imparted velocity [m/s]."""
        return self.speed / MAXWELL_97


@dataclass(frozen=True, slots=True)
class FragmentList:
    """What a body breaks into from ``start`` until ``end``, each an event or a time [s]; no end: until the flight's."""

    start: str | float
    end: str | float | None
    classes: tuple[FragmentClass, ...]


@cache
def _generic(kind: str) -> tuple[FragmentClass, ...]:
    return tuple(FragmentClass(**row) for row in builtin_tree("fragments", "generic")[_LISTS[kind]]["classes"])


def own_lists(mission: Mission, body: Body) -> tuple[FragmentList, ...]:
    """The lists of a body from the file that it names."""
    from luncur.debris.fragment_file import read_fragments

    return read_fragments(mission, body)


def fragment_classes(mission: Mission, body: Body) -> tuple[FragmentClass, ...]:
    """Every kind of piece that one copy of a body can break into, over all its lists.

    Raises InputError for a list of the user's own that cannot be used, or when there is none and ``debris.generic`` is
    false.
    """
    return tuple(c for one in fragment_lists(mission, body) for c in one.classes)


def fragment_lists(mission: Mission, body: Body) -> tuple[FragmentList, ...]:
    """The lists of a body, each for its part of the flight; the shares of dry mass of each sum to 1.

    ``debris.fragment_count`` multiplies the number of pieces of every class (at least one remains); the mass of each
    falls in proportion, so the mass of all stays that of the body.  Raises InputError as ``fragment_classes`` does.
    """
    if body.fragments is not None:
        lists = own_lists(mission, body)
    elif mission.debris.generic:
        lists = (FragmentList("liftoff", None, _generic(body.kind)),)
    else:
        where = f"vehicle.body.{body.name}.fragments"
        raise InputError(mission.file, where, None, "a fragment list for every body, because debris.generic is false")
    factor = mission.debris.fragment_count
    return tuple(
        replace(one, classes=tuple(replace(c, count=max(1, round(c.count * factor))) for c in one.classes))
        for one in lists
    )


def fragments_assumed(mission: Mission) -> tuple[str, ...]:
    """What a report must say about the pieces of this mission's bodies."""
    own = [body.name for body in mission.vehicle.bodies if body.fragments is not None]
    if not own:
        return ASSUMED
    said: list[str] = [Sentence("fragments_own", bodies=own)]
    if len(own) < len(mission.vehicle.bodies):
        said.append(Sentence("fragments_others"))
    else:
        said.append(Sentence("propellant_disperses"))
    return (*said, *ASSUMED[1:])


ASSUMED = (Sentence("fragments"),)
