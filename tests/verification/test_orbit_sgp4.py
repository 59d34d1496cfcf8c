"""SGP4 against the verification set of its published revision (Vallado et al., AIAA 2006-6753), which the library ships.

What is tested is our reading of the elements and our counting of time; the error satellites must give their codes.
"""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files

import numpy as np
import pytest

from luncur.errors import PhysicsError
from luncur.orbit.motion.mean_elements import MeanElementSet
from luncur.orbit.motion.sgp4_motion import ERRORS, propagate_sgp4, sgp4_states
from luncur.orbit.motion.tle import checksum, read_tle

# satellite: first minute of the published span at which it stops, and the code
CODES = {
    20413: (1844345.0, 6),
    22312: (494.2028672, 1),
    28350: (1560.0, 1),
    28872: (55.0, 6),
    29141: (440.0, 6),
    33333: (25.0, 4),
    33334: (0.0, 3),
}


def published() -> dict[int, tuple[MeanElementSet, np.ndarray]]:
    """Element set of each satellite, and its rows of minutes, km, km/s."""
    rows: dict[int, list[list[float]]] = {}
    for line in (files("sgp4") / "tcppver.out").read_text(encoding="ascii").splitlines():
        words = line.split()
        if words[1:] == ["xx"]:
            rows[int(words[0])] = now = []
        else:
            now.append([float(word) for word in words[:7]])
    lines = (files("sgp4") / "SGP4-VER.TLE").read_text(encoding="ascii").splitlines()
    # the lines of the made-up satellites do not have the checksums of what was changed in them
    text = "\n".join(f"{line[:68]}{checksum(line)}" for line in lines if line[:2] in ("1 ", "2 "))
    sets = {s.catalogue_number: s for s in read_tle(text, "SGP4-VER.TLE")}
    assert sets.keys() == rows.keys()
    return {number: (sets[number], np.array(rows[number])) for number in sets}


PUBLISHED = published()


def test_the_set_is_whole() -> None:
    assert len(PUBLISHED) == 32
    assert sum(len(rows) for _, rows in PUBLISHED.values()) == 641


@pytest.mark.parametrize("number", sorted(PUBLISHED.keys() - {33334}))
def test_positions_and_velocities_of_a_satellite(number: int) -> None:
    """To 1e-6 km and 1e-9 km/s; a satellite that stops has no rows after that."""
    elements, rows = PUBLISHED[number]
    position, velocity, codes = sgp4_states([elements], elements.epoch, rows[:, 0] * 60.0)
    assert not np.any(codes)
    assert np.abs(position[0] / 1e3 - rows[:, 1:4]).max() <= 1e-6
    assert np.abs(velocity[0] / 1e3 - rows[:, 4:7]).max() <= 1e-9


@pytest.mark.parametrize("number", sorted(CODES))
def test_a_satellite_that_stops_gives_its_code_and_its_reason(number: int) -> None:
    elements, _ = PUBLISHED[number]
    minutes, code = CODES[number]
    _, _, codes = sgp4_states([elements], elements.epoch, np.array([minutes * 60.0]))
    assert codes.tolist() == [[code]]
    if number < 33000:
        with pytest.raises(PhysicsError) as caught:
            propagate_sgp4(elements, elements.epoch, [0.0, minutes * 60.0])
        assert f"{number:05d}" in str(caught.value)
        assert ERRORS[code] in str(caught.value)


def test_no_satellite_stops_that_should_not() -> None:
    for number in PUBLISHED.keys() - CODES.keys():
        elements, rows = PUBLISHED[number]
        assert not np.any(sgp4_states([elements], elements.epoch, rows[:, 0] * 60.0)[2])


def test_many_satellites_at_once_are_as_one_by_one() -> None:
    sets = [PUBLISHED[number][0] for number in (28057, 28129)]
    start = sets[0].epoch + timedelta(hours=3)
    times = np.array([0.0, 60.0, 7200.0])
    both = propagate_sgp4(sets, start, times)
    alone = [propagate_sgp4(one, start, times) for one in sets]
    assert both.position.shape == (2, 3, 3)
    for k, one in enumerate(both.satellites()):
        assert np.array_equal(one.position, alone[k].position)
        assert np.array_equal(one.velocity, alone[k].velocity)
