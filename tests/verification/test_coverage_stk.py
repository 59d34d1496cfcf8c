"""Accesses against intervals computed by STK (published with orbitpy): which points, how long in all, every start and end."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from luncur.orbit.coverage import Sensor, accesses, points
from luncur.orbit.motion.elements import Elements
from luncur.orbit.motion.secular import propagate_secular

EPOCH = datetime(2018, 5, 26, 12, tzinfo=UTC)
CASES = {
    "Global_Grid_1": (7000e3, 0.0, 0.0, 0.0, 0.0, 0.0),
    "US_Grid_5": (7578.378e3, 0.0, *np.radians([45.7865, 98.8797, 75.78089, 277.789])),
}


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Points [n, 3] (latitude, longitude [rad], altitude [m]) and accesses [m, 3] (point, start, end) of a coverage file."""
    places: list[list[float]] = []
    found = []
    for line in path.read_text().splitlines():
        word = line.split()
        if word and word[0] in ("Lat", "Lon", "Alt"):
            if word[0] == "Lat":
                places.append([])
            places[-1].append(float(word[1]))
        elif len(word) == 3 and places and word[0].isdigit():
            found.append((len(places) - 1, float(word[1]), float(word[2])))
    return np.array(places), np.array(found)


@pytest.mark.parametrize("name", CASES)
def test_accesses_are_those_of_stk(name: str, reference_data: Path) -> None:
    """20 deg full cone to the Earth's centre, J2 secular motion, a day.  What is left, up to 1.7 s, grows evenly with time."""
    path = reference_data / "coverage" / f"stk_access_{name}.cvaa.txt"
    if not path.exists():
        pytest.skip(f"LUNCUR_REFERENCE_DATA has no coverage/stk_access_{name}.cvaa.txt")
    places, theirs = read(path)
    theirs = theirs[np.lexsort((theirs[:, 1], theirs[:, 0]))]
    track = propagate_secular(Elements(*CASES[name]), EPOCH, np.arange(0.0, 86401.0, 60.0)).earth_fixed()
    ours = accesses(track, points(*places.T), Sensor(half_angle=np.radians(10.0)))
    np.testing.assert_array_equal(ours.point, theirs[:, 0])
    assert ours.duration.sum() == pytest.approx((theirs[:, 2] - theirs[:, 1]).sum(), rel=5e-4)
    assert np.abs(ours.start - theirs[:, 1]).max() < 2.0
    assert np.abs(ours.end - theirs[:, 2]).max() < 2.0
    assert np.abs(ours.duration - (theirs[:, 2] - theirs[:, 1])).max() < 0.4
