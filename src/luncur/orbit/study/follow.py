"""From what a case says of its orbit to satellites that can be followed."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError, PhysicsError
from luncur.orbit.coverage.walker import walker
from luncur.orbit.design.sun_synchronous import of_date, raan_of_local_time, sun_synchronous_inclination
from luncur.orbit.input.model import OrbitCase
from luncur.orbit.life.mean_orbit import mean_orbits, mean_orbits_of, semi_major_axis_of_mean_motion
from luncur.orbit.motion.element_files import element_sets, read_element_sets
from luncur.orbit.motion.elements import Elements, elements_from_altitudes, elements_from_mean, elements_of, state_of
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.mean_elements import MeanElementSet
from luncur.orbit.motion.secular import propagate_secular, secular_rates
from luncur.orbit.motion.sgp4_motion import ERRORS, propagate_sgp4, sgp4_states
from luncur.orbit.motion.states import celestial_state, to_celestial_axes
from luncur.orbit.motion.two_body import propagate_two_body
from luncur.orbit.study.followed import Followed, check_dates, check_size, sample_times
from luncur.orbit.study.forces import propagate_with_forces
from luncur.orbit.time_and_frames.frames import pole_axes, turned
from luncur.orbit.time_and_frames.times import seconds_between
from luncur.sentences import Sentence

Floats = NDArray[np.float64]


def followed(case: OrbitCase, state: tuple[datetime, Floats, Floats] | None = None) -> Followed:
    """The satellites of a case.  state: epoch and GCRS position [m], velocity [m/s] where a mission's flight gives them.

    Raises InputError for what the case's own fields cannot tell: element sets that cannot be read, a method that does not go with
    what is given, too many states.
    """
    way = case.orbit.way
    if way in ("tle", "file"):
        return _of_sets(case, _sets(case))
    if case.propagation.method == "sgp4":
        expected = "secular, numerical or two-body; sgp4 is for element sets of a catalogue alone"
        raise InputError(case.file, "propagation.method", "sgp4", expected)
    if way == "elements":
        return _of_elements(case)
    if state is None:
        table = case.orbit
        assert table.epoch is not None
        p, v = celestial_state(np.array(table.position), np.array(table.velocity), table.frame, table.epoch)
        return _of_state(case, table.epoch, p, v, table.frame)
    return _of_state(case, *state, "GCRF")


def _of_elements(case: OrbitCase) -> Followed:
    table = case.orbit
    assert table.epoch is not None
    check_dates(case, table.epoch)
    first = _given_elements(case)
    check_size(case, case.walker.total if case.walker else 1)
    elements, names = _constellation(case, first)
    method = case.propagation.method or "secular"
    seconds = sample_times(case.propagation)
    epoch, frame = table.epoch, table.frame

    def motion(a: int, b: int) -> Ephemeris:
        some = _rows(elements, a, b)
        if method == "secular":
            return propagate_secular(some, epoch, seconds, frame)
        return _integrated(case, method, epoch, *_celestial(some, frame, epoch), seconds)

    mean = method == "secular"
    dated = on_equator_of_date(first, frame, epoch)
    a, e, i, _, w, _ = (float(np.asarray(v)) for v in dated.arrays())
    mean_orbit = mean_orbits(a, e, i, w) if mean else mean_orbits_of(dated)
    text = Sentence("orbit_of_mean_elements" if mean else "orbit_of_elements", frame=frame)
    return Followed(epoch, names, frame, first, dated, mean, mean_orbit, seconds, motion, "elements", text)


def _given_elements(case: OrbitCase) -> Elements:
    """The elements of the file; what it leaves to be worked out (inclination, node) from its size and date."""
    t = case.orbit
    assert t.epoch is not None
    if t.perigee_altitude is not None and t.apogee_altitude is not None:
        size = elements_from_altitudes(t.perigee_altitude, t.apogee_altitude, 0.0)
        a, e = float(np.asarray(size.semi_major_axis)), float(np.asarray(size.eccentricity))
    else:
        assert t.semi_major_axis is not None
        assert t.eccentricity is not None
        a, e = t.semi_major_axis, t.eccentricity
    i, raan = _plane(case, a, e)
    perigee = t.argument_of_perigee or 0.0
    if t.mean_anomaly is not None:
        return elements_from_mean(a, e, i, raan, perigee, t.mean_anomaly)
    return Elements(a, e, i, raan, perigee, t.true_anomaly or 0.0)


def _plane(case: OrbitCase, a: float, e: float) -> tuple[float, float]:
    """Inclination and node [rad] in the axes of the file; what it leaves to be worked out holds on the equator of date.

    The Earth's pole is 0.1 deg from that of J2000 by now: each is mended by what the other makes of it until both hold.
    """
    t = case.orbit
    assert t.epoch is not None
    wanted = sun_synchronous_inclination(a, e) if isinstance(t.inclination, str) else None
    i = wanted if wanted is not None else t.inclination
    raan = t.raan if t.raan is not None else 0.0
    assert isinstance(i, float)
    for _ in range(6):
        if t.local_time_of_ascending_node is not None:
            raan = raan_of_local_time(t.local_time_of_ascending_node, i, t.epoch)
            if t.frame == "TEME":
                raan = of_date(i, raan, t.epoch)[1]
        if wanted is not None:
            i += wanted - _tilt(i, raan, t.frame, t.epoch)
    return i, raan % (2 * math.pi)


def _tilt(inclination: float, raan: float, frame: str, epoch: datetime) -> float:
    """Inclination [rad] to the true equator of date of a plane in the axes of a frame."""
    s, c = math.sin(inclination), math.cos(inclination)
    normal = np.array([s * math.sin(raan), -s * math.cos(raan), c])
    return math.acos(max(-1.0, min(1.0, float((pole_axes(epoch) @ to_celestial_axes(frame, epoch) @ normal)[2]))))


def on_equator_of_date(elements: Elements, frame: str, epoch: datetime) -> Elements:
    """Elements of the first satellite on the true equator of the epoch, its x axis near that of the GCRS."""
    p, v = state_of(elements)
    turn = pole_axes(epoch) @ to_celestial_axes(frame, epoch)
    return elements_of(turned(turn, p), turned(turn, v))


def _constellation(case: OrbitCase, first: Elements) -> tuple[Elements, tuple[str, ...]]:
    """All satellites of a Walker pattern about the first, or the first alone."""
    if case.walker is None:
        return first, (case.name,)
    a, e, i, raan, perigee, true = (float(np.asarray(v)) for v in first.arrays())
    if e > 1e-9:
        raise InputError(case.file, "walker", f"eccentricity {e:g}", "a circular orbit, eccentricity 0")
    w = case.walker
    made = walker(w.total, w.planes, w.phasing, a, i, pattern=w.pattern, raan=raan, argument_of_latitude=perigee + true)
    plane, place = np.divmod(np.arange(w.total), w.total // w.planes)
    return made, tuple(f"plane {p + 1}, satellite {s + 1}" for p, s in zip(plane.tolist(), place.tolist(), strict=True))


def _rows(elements: Elements, a: int, b: int) -> Elements:
    return Elements(*(np.atleast_1d(v)[a:b] for v in elements.arrays()))


def _celestial(elements: Elements, frame: str, epoch: datetime) -> tuple[Floats, Floats]:
    turn = to_celestial_axes(frame, epoch)
    p, v = state_of(elements)
    return turned(turn, p), turned(turn, v)


def _of_state(case: OrbitCase, epoch: datetime, position: Floats, velocity: Floats, frame: str) -> Followed:
    """One satellite from a state; its elements are told in the axes it was given in, in GCRF where those turn."""
    if case.walker is not None:
        raise InputError(case.file, "walker", None, "elements to make a constellation of, not a state or a mission")
    check_size(case, 1)
    check_dates(case, epoch)
    method = case.propagation.method or "numerical"
    if method == "secular":
        expected = "numerical or two-body; the secular drift is that of mean elements, which a state is not"
        raise InputError(case.file, "propagation.method", method, expected)
    seconds = sample_times(case.propagation)
    axes = "GCRF" if frame == "ITRF" else frame
    back = to_celestial_axes(axes, epoch).T
    elements = elements_of(turned(back, position), turned(back, velocity))
    dated = on_equator_of_date(elements, axes, epoch)

    def motion(a: int, b: int) -> Ephemeris:
        return _integrated(case, method, epoch, position, velocity, seconds)

    kind = "mission" if case.orbit.way == "mission" else "state"
    return Followed(
        epoch, (case.name,), axes, elements, dated, False, mean_orbits_of(dated), seconds, motion, kind,
        Sentence("orbit_of_mission" if kind == "mission" else "orbit_of_state", frame=frame),
    )  # fmt: skip


def _integrated(
    case: OrbitCase, method: str, epoch: datetime, position: Floats, velocity: Floats, seconds: Floats
) -> Ephemeris:
    if method == "two-body":
        return propagate_two_body(position, velocity, epoch, seconds)
    return propagate_with_forces(case, epoch, position, velocity, seconds)


def _sets(case: OrbitCase) -> tuple[MeanElementSet, ...]:
    if case.orbit.file is not None:
        return read_element_sets(Path(case.orbit.file))
    return element_sets("\n".join(case.orbit.tle), f"{case.file}: orbit.tle")


def _of_sets(case: OrbitCase, sets: tuple[MeanElementSet, ...]) -> Followed:
    """Satellites of a catalogue by SGP4, from the latest of their epochs on."""
    if case.propagation.method not in (None, "sgp4"):
        raise InputError(
            case.file, "propagation.method", case.propagation.method, "sgp4, which element sets are made for"
        )
    if case.walker is not None:
        raise InputError(case.file, "walker", None, "elements to make a constellation of, not element sets")
    check_size(case, len(sets))
    seconds = sample_times(case.propagation)
    epoch = max(one.epoch for one in sets)
    check_dates(case, epoch)
    sets, lost = _still_up(sets, epoch, seconds)

    def motion(a: int, b: int) -> Ephemeris:
        return propagate_sgp4(list(sets[a:b]), epoch, seconds)

    one = sets[0]
    a = semi_major_axis_of_mean_motion(one.mean_motion, one.eccentricity, one.inclination)
    published = elements_from_mean(
        a, one.eccentricity, one.inclination, one.raan, one.argument_of_perigee, one.mean_anomaly
    )
    elements = _later(published, seconds_between(one.epoch, epoch))
    mean_orbit = mean_orbits(a, one.eccentricity, one.inclination, float(np.asarray(elements.argument_of_perigee)))
    names = _apart(tuple(_shown(s.label) for s in sets))
    text = Sentence("orbit_of_sets", count=len(sets), file=Path(case.orbit.file or case.file).name)
    designators = tuple(s.international_designator for s in sets)
    return Followed(
        epoch,
        names,
        "TEME",
        elements,
        elements,
        True,
        mean_orbit,
        seconds,
        motion,
        case.orbit.way,
        text,
        designators,
        lost,
    )


def _apart(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names that differ: those that stand twice get a number."""
    used: set[str] = set()
    out = []
    for name in names:
        number, tried = 1, name
        while tried in used:
            number, tried = number + 1, f"{name} ({number + 1})"
        used.add(tried)
        out.append(tried)
    return tuple(out)


def _shown(label: str) -> str:
    """A satellite's name that any file and page can hold."""
    return "".join(c if c.isprintable() else "?" for c in label)[:80]


def _later(elements: Elements, seconds: float) -> Elements:
    """Mean elements some seconds later, by the secular drift."""
    a, e, i, raan, perigee, _ = (float(np.asarray(v)) for v in elements.arrays())
    node, turn, mean = (float(np.asarray(rate)) * seconds for rate in secular_rates(elements))
    return elements_from_mean(a, e, i, raan + node, perigee + turn, float(np.asarray(elements.mean_anomaly)) + mean)


def _still_up(
    sets: tuple[MeanElementSet, ...], epoch: datetime, seconds: Floats
) -> tuple[tuple[MeanElementSet, ...], tuple[Sentence, ...]]:
    """Sets that SGP4 can follow all the time, and what is said of the others; PhysicsError where none is left."""
    kept, lost = [], []
    for one in sets:
        codes = sgp4_states([one], epoch, seconds)[2][0]
        if (bad := np.flatnonzero(codes)).size:
            reason = ERRORS.get(int(codes[bad[0]]), "of an unknown reason")
            lost.append(
                Sentence("orbit_lost", satellite=_shown(one.label), seconds=float(seconds[bad[0]]), reason=reason)
            )
        else:
            kept.append(one)
    if not kept:
        raise PhysicsError(str(lost[0]))
    return tuple(kept), tuple(lost)
