"""The pieces of a body: generic lists scaled to its mass."""

from __future__ import annotations

from dataclasses import dataclass
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
    """Pieces of one kind from one copy of a body; the share is of the body's dry mass."""

    name: str
    share: float
    count: int
    beta: float  # ballistic coefficient [kg/m2]
    sigma: float  # log-normal standard deviation of beta
    speed: float  # 97th percentile of the imparted velocity [m/s]
    drag: str

    @property
    def speed_sigma(self) -> float:
        """Standard deviation of each component of the imparted velocity [m/s]."""
        return self.speed / MAXWELL_97


@cache
def _generic(kind: str) -> tuple[FragmentClass, ...]:
    return tuple(FragmentClass(**row) for row in builtin_tree("fragments", "generic")[_LISTS[kind]]["classes"])


def fragment_classes(mission: Mission, body: Body) -> tuple[FragmentClass, ...]:
    """The pieces that one copy of a body breaks into; their shares sum to 1.

    ``debris.fragment_count`` multiplies the number of pieces of every class (at least one remains); the mass of each
    falls in proportion, so the mass of all stays that of the body.
    Raises InputError when the mission asks for a list of its own: there are only the generic ones.
    """
    if body.fragments is not None:
        where = f"vehicle.body.{body.name}.fragments"
        raise InputError(mission.file, where, body.fragments, "no name: only the generic lists are there")
    if not mission.debris.generic:
        raise InputError(mission.file, "debris.generic", False, "true: only the generic lists are there")
    factor = mission.debris.fragment_count
    return tuple(
        FragmentClass(c.name, c.share, max(1, round(c.count * factor)), c.beta, c.sigma, c.speed, c.drag)
        for c in _generic(body.kind)
    )


ASSUMED = (Sentence("fragments"),)
