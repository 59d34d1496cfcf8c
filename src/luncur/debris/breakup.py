"""What falls from a launch that failed: pieces of an explosion, or the whole stack."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.debris.breakup_kernel import count_pieces, explode_many
from luncur.debris.drag_curves import CURVES, NAMES
from luncur.debris.fragment_file import list_of_each
from luncur.debris.fragments import FragmentClass, FragmentList, fragment_classes, fragment_lists
from luncur.debris.planned import body_drag
from luncur.errors import PhysicsError
from luncur.mission.kinds import comes_down
from luncur.mission.model import Body, Mission

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STACK = "intact stack"
FIREBALL = "propellant on the ground"
CLASS_IDS = {STACK: 0, FIREBALL: 1}  # of the classes that every mission has
PROPELLANTS = ("LOX/RP-1", "LOX/LH2", "hypergolic", "solid", "inert")


@dataclass(frozen=True)
class Pieces:
    """Pieces of a batch of launches, one row per representative piece.

    launch: row of the batch; body: index of the body it comes from; class_id: index into ``class_names``;
    weight: how many real pieces it stands for; mass [kg], area [m2], inverse_beta [m2/kg] at Mach 0 before dispersion;
    beta_sigma log-normal; speed_sigma per axis [m/s]; drag_id; propellant[m, kinds] aboard [kg], in order of ``PROPELLANTS``;
    tnt: what goes off on the ground whatever the impact [kg of TNT].
    """

    launch: Ints
    body: Ints
    class_id: Ints
    weight: Floats
    mass: Floats
    area: Floats
    inverse_beta: Floats
    beta_sigma: Floats
    speed_sigma: Floats
    drag_id: Ints
    propellant: Floats
    tnt: Floats

    @staticmethod
    def join(parts: list[Pieces]) -> Pieces:
        """All rows, by launch and then in the order they were made."""
        fields = Pieces.__dataclass_fields__
        columns = {name: np.concatenate([getattr(p, name) for p in parts]) for name in fields}
        order = np.argsort(columns["launch"], kind="stable")
        return Pieces(**{name: column[order] for name, column in columns.items()})


def class_names(mission: Mission) -> tuple[str, ...]:
    """Every class of piece that this mission can drop, in a fixed order."""
    names = list(CLASS_IDS)
    for body in mission.vehicle.bodies:
        names.extend(c.name for c in fragment_classes(mission, body))
    names.extend(f"{body.name}, whole" for body in mission.vehicle.bodies)
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class BreakupTable:
    """Every class of piece that the bodies of a mission can break into, by body, list and class, one row each.

    lists[bodies]: the lists of each body; body, number, class_id[c]: body, number of its list, index into ``class_names``;
    share[c, 3]: of the dry mass or propellant, count, 1 for explosive ones; area_of[c, 2]: area of a piece (nan: by mass) [m2],
    and its mass over area otherwise [kg/m2]; weight[c] real pieces that a row stands for; the others as in ``Pieces``.
    """

    lists: tuple[tuple[FragmentList, ...], ...]
    body: Ints
    number: Ints
    class_id: Ints
    share: Floats
    area_of: Floats
    weight: Floats
    inverse_beta: Floats
    beta_sigma: Floats
    speed_sigma: Floats
    drag_id: Ints
    kind: Ints  # of propellant, index into PROPELLANTS; -1 for inert pieces


def breakup_table(mission: Mission) -> BreakupTable:
    """The table of a mission.  Raises InputError as ``fragment_classes`` does."""
    names, bodies = class_names(mission), mission.vehicle.bodies
    lists = tuple(fragment_lists(mission, body) for body in bodies)
    rows = [(b, k, c) for b, own in enumerate(lists) for k, one in enumerate(own) for c in one.classes]
    drag = [NAMES.index(c.drag) for _, _, c in rows]
    beta_area = [c.beta * CURVES[d].reference for (_, _, c), d in zip(rows, drag, strict=True)]
    return BreakupTable(
        lists, np.array([b for b, _, _ in rows]), np.array([k for _, k, _ in rows]), np.array([names.index(c.name) for _, _, c in rows]),
        np.array([(c.share, c.count, c.explosive) for _, _, c in rows], dtype=np.float64),
        np.array([(np.nan if c.area is None else c.area, a) for (_, _, c), a in zip(rows, beta_area, strict=True)]),
        np.array([float(bodies[b].count * c.count) for b, _, c in rows]), np.array([1 / c.beta for _, _, c in rows]),
        np.array([c.sigma for _, _, c in rows]), np.array([c.speed_sigma for _, _, c in rows]), np.array(drag),
        np.array([_explosive_kind(bodies[b], c) for b, _, c in rows]),
    )  # fmt: skip


def _explosive_kind(body: Body, c: FragmentClass) -> int:
    return PROPELLANTS.index(body.tank.propellant) if c.explosive and body.tank is not None else -1


def explode(
    mission: Mission, rows: Ints, dry_mass: Floats, attached: Ints, propellant: Floats | None = None, time: Floats | None = None,
    event_time: Floats | None = None, table: BreakupTable | None = None,
) -> Pieces:  # fmt: skip
    """Every attached body of the launches ``rows`` in the pieces of its lists; dry_mass, attached[n, bodies] per copy.

    rows: ascending.  propellant[n, bodies] per copy [kg], time[n] [s] and event_time[n, events] [s] of each launch choose the
    list of the phase and fill its explosive pieces; without them the first list counts, and no piece holds propellant.
    table: of the mission, where many batches break up.
    The masses of inert pieces times their weights sum to the dry mass of what was attached, those of explosive ones to
    their share of the propellant; the rest of it disperses.
    Raises PhysicsError for solid propellant without explosive pieces: they would be the worst of it.
    """
    t = breakup_table(mission) if table is None else table
    which = np.zeros((len(rows), len(t.lists)), dtype=np.int64)
    for b, body in enumerate(mission.vehicle.bodies):
        here = np.flatnonzero(attached[rows, b] == 1)
        if len(here):
            _refuse_solid(body, t.lists[b])
        if len(t.lists[b]) > 1 and time is not None and event_time is not None:
            which[here, b] = list_of_each(mission, t.lists[b], time[rows[here]], event_time[rows[here]])
    fuel = np.zeros_like(dry_mass) if propellant is None else propellant
    given = rows, attached, which, t.body, t.number, t.share
    m = compiled(count_pieces)(*given, dry_mass, fuel)
    (launch, kind), (mass, area) = np.empty((2, m), dtype=np.int64), np.empty((2, m))
    compiled(explode_many)(*given, t.area_of, dry_mass, fuel, launch, kind, mass, area)
    aboard = np.zeros((m, len(PROPELLANTS)))
    filled = np.flatnonzero(t.kind[kind] >= 0)
    aboard[filled, t.kind[kind[filled]]] = mass[filled]
    return Pieces(
        launch, t.body[kind], t.class_id[kind], t.weight[kind], mass, area, t.inverse_beta[kind], t.beta_sigma[kind],
        t.speed_sigma[kind], t.drag_id[kind], aboard, np.zeros(m),
    )  # fmt: skip


def _refuse_solid(body: Body, lists: tuple[FragmentList, ...]) -> None:
    if body.tank is not None and body.tank.propellant == "solid" and not any(c.explosive for c in lists[0].classes):
        raise PhysicsError(
            f"vehicle.body.{body.name}.tank.propellant: how solid propellant breaks up in an explosion is not modelled; "
            "a fragment list with explosive pieces says it"
        )


def stay_whole(mission: Mission, rows: Ints, dry_mass: Floats, propellant: Floats, attached: Ints) -> Pieces:
    """The attached stack of the launches ``rows`` as one fuelled body that tumbles.

    Bodies inside another that is still there add no area.
    """
    bodies = mission.vehicle.bodies
    count = np.array([b.count for b in bodies], dtype=np.float64)
    on = attached[rows] * count
    bare = on * _exposed(mission, attached[rows])
    mass = np.sum(on * (dry_mass[rows] + propellant[rows]), axis=1)
    drag_area = np.maximum(bare @ broadside(mission), 0.01 * mass / 10.0)
    reference = CURVES[NAMES.index("tumbling-cylinder")].reference
    area = np.maximum(bare @ np.array([silhouette(b) for b in bodies]), drag_area / reference)
    out = _rows(
        rows, -1, CLASS_IDS[STACK], 1, mass, area, drag_area / mass, 0.25, 0.0, NAMES.index("tumbling-cylinder")
    )  # fmt: skip
    return replace(out, propellant=(on * propellant[rows]) @ _kinds(mission))


def _kinds(mission: Mission) -> Floats:
    """1 where a body [nb] carries a kind of propellant [kinds]."""
    kinds = np.zeros((len(mission.vehicle.bodies), len(PROPELLANTS)))
    for b, body in enumerate(mission.vehicle.bodies):
        if body.tank is not None:
            kinds[b, PROPELLANTS.index(body.tank.propellant)] = 1.0
    return kinds


def _exposed(mission: Mission, attached: Ints) -> Floats:
    """1 for bodies [n, nb] that no other attached body encloses."""
    names = [b.name for b in mission.vehicle.bodies]
    out = np.ones(attached.shape)
    for b, body in enumerate(mission.vehicle.bodies):
        if body.inside is not None:
            out[:, b] = 1.0 - attached[:, names.index(body.inside)]
    return out


def broadside(mission: Mission) -> Floats:
    """Drag area [nb] of one copy of each body that lies across the air or tumbles, at Mach 0 [m2]; 0 where unknown."""
    return np.array([body_drag(b)[0] * b.dry_mass if b.fall is not None else 0.0 for b in mission.vehicle.bodies])


def silhouette(body: Body) -> float:
    """Largest projected area of one copy [m2]: length times diameter where both are given, else 0."""
    fall = body.fall
    return float(fall.length * fall.diameter) if fall is not None and fall.length and fall.diameter else 0.0


def ground_blast(mission: Mission, rows: Ints, propellant: Floats, attached: Ints) -> Pieces:
    """What the propellant of launches that come apart close to the ground does there: no mass, but blast.

    TNT equivalents of propellants that mix at rest. Source: DoD 6055.09 and 14 CFR 420 Appendix E, recalled (unconfirmed):
    LOX/RP-1 20 % up to 226.8 t and 10 % of the rest, LOX/LH2 the larger of 14 % and 8 W^(2/3) [lb], hypergolic 10 %,
    solid 100 %.
    """
    count = np.array([b.count for b in mission.vehicle.bodies], dtype=np.float64)
    aboard = (attached[rows] * count * propellant[rows]) @ _kinds(mission)
    kerosene, hydrogen, hypergolic, solid, _ = aboard.T
    pound = 0.45359237
    tnt = (
        0.2 * np.minimum(kerosene, 226796.0) + 0.1 * np.maximum(kerosene - 226796.0, 0.0)
        + np.maximum(0.14 * hydrogen, np.where(hydrogen > 0, 8.0 * np.cbrt(hydrogen / pound) ** 2 * pound, 0.0))
        + 0.1 * hypergolic + solid
    )  # fmt: skip
    out = _rows(
        rows, -1, CLASS_IDS[FIREBALL], 1, np.zeros(len(rows)), np.zeros(len(rows)), 1e-4, 0.0, 0.0,
        NAMES.index("constant"),
    )  # fmt: skip
    return replace(out, tnt=tnt)


def planned_pieces(mission: Mission, drops: Floats) -> tuple[Pieces, Floats, Floats]:
    """Every body dropped on a normal flight, its state [m, 6] and its time of release [m]; drops[n, bodies, 8]."""
    names, parts, states, times = class_names(mission), [], [], []
    for b, body in enumerate(mission.vehicle.bodies):
        here = np.flatnonzero(np.isfinite(drops[:, b, 0]))
        if not comes_down(mission, body) or len(here) == 0:
            continue
        inverse_beta, curve = body_drag(body)
        mass = drops[here, b, 7]
        fall = body.fall
        assert fall is not None  # body_drag has refused it otherwise
        drag_area = inverse_beta * body.dry_mass / CURVES[NAMES.index(curve)].reference
        area = np.full(len(here), max(drag_area, silhouette(body)))
        parts.append(
            _rows(here, b, names.index(f"{body.name}, whole"), body.count, mass, area, inverse_beta,
                  fall.ballistic_coefficient_sigma, fall.separation_speed, NAMES.index(curve))
        )  # fmt: skip
        states.append(drops[here, b, 1:7])
        times.append(drops[here, b, 0])
    if not parts:
        return _nothing(), np.zeros((0, 6)), np.zeros(0)
    launch = np.concatenate([p.launch for p in parts])
    order = np.argsort(launch, kind="stable")
    return Pieces.join(parts), np.concatenate(states)[order], np.concatenate(times)[order]


def _rows(
    rows: Ints, body: int, class_id: int, weight: float, mass: Floats, area: Floats, inverse_beta: Floats | float,
    beta_sigma: float, speed_sigma: float, drag_id: int,
) -> Pieces:  # fmt: skip
    n = len(rows)
    return Pieces(
        rows.astype(np.int64), np.full(n, body), np.full(n, class_id), np.full(n, float(weight)), mass, area,
        np.broadcast_to(np.asarray(inverse_beta, dtype=np.float64), (n,)).copy(), np.full(n, beta_sigma), np.full(n, speed_sigma),
        np.full(n, drag_id), np.zeros((n, len(PROPELLANTS))), np.zeros(n),
    )  # fmt: skip


def _nothing() -> Pieces:
    empty = np.zeros(0, dtype=np.int64)
    return _rows(empty, 0, 0, 0, np.zeros(0), np.zeros(0), 1.0, 0.0, 0.0, 0)
