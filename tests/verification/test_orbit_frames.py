"""Frames, Sun and Moon against other libraries, whose numbers are quoted; and Earth-fixed states of a mission tool.

skyfield 1.55 with DE421 and finals2000A (skyfield-data 7.0.0), brahe 1.8.0 with its own EOP 20 C04.  Both read UT1 linearly
between days, which is 0.8 mas (2 cm) from the cubic here at noon.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from luncur.orbit.time_and_frames.bodies import moon, sun
from luncur.orbit.time_and_frames.frames import (
    celestial_to_earth_fixed,
    earth_spin,
    mean_of_j2000_to_celestial,
    teme_to_celestial,
    to_celestial,
    to_earth_fixed,
)

NOON, EVENING = datetime(2004, 6, 1, 12, tzinfo=UTC), datetime(2024, 9, 17, 21, 30, 15, tzinfo=UTC)
MAS = np.pi / 648e6  # [rad]

BRAHE = {
    NOON: [
        [3.378957901828e-01, 9.411835139122e-01, -1.676798387669e-04],
        [-9.411834420241e-01, 3.378958301748e-01, 3.693376150046e-04],
        [4.042727926337e-04, 3.301986254249e-05, 9.999999177366e-01],
    ],
    EVENING: [
        [7.609724000126e-01, -6.487817636316e-01, -1.797108302762e-03],
        [6.487798207717e-01, 7.609745208293e-01, -1.588334959578e-03],
        [2.398036385886e-03, 4.275146364082e-05, 9.999971237928e-01],
    ],
}
SKYFIELD_TEME = {
    NOON: [
        [9.999994298730e-01, 9.875198379955e-04, 4.062735943343e-04],
        [-9.875328689402e-04, 9.999995118813e-01, 3.187496132796e-05],
        [-4.062419188656e-04, -3.227615168910e-05, 9.999999169629e-01],
    ],
    EVENING: [
        [9.999818546807e-01, 5.526501472722e-03, 2.397517651508e-03],
        [-5.526614423555e-03, 9.999847273302e-01, 4.048899663734e-05],
        [-2.397257272511e-03, -5.373841759091e-05, 9.999971251307e-01],
    ],
}
# Sun and Moon from the Earth's centre in DE421 [km]
BODIES = [
    (datetime(1999, 3, 3, 4, 5, 6, tzinfo=UTC), (141136541.7, -41712856.4, -18084752.7), (-389342.5, 40166.9, 37251.1)),
    (NOON, (48720208.5, 131821317.2, 57149830.3), (-243841.3, -242996.5, -109464.6)),
    (datetime(2018, 5, 26, 12, tzinfo=UTC), (64167912.8, 125962670.6, 54605282.5), (-339445.5, -185100.3, -43271.7)),
    (EVENING, (-149782130.5, 11698987.9, 5072165.7), (354253.2, -41724.6, -26901.3)),
]


@pytest.mark.parametrize("when", BRAHE)
def test_celestial_to_earth_fixed(when: datetime) -> None:
    apart = celestial_to_earth_fixed(when, 0.0)[0] @ np.array(BRAHE[when]).T
    assert abs(apart[0, 1]) < 1.0 * MAS
    assert np.abs([apart[0, 2], apart[1, 2]]).max() < 0.1 * MAS


@pytest.mark.parametrize("when", SKYFIELD_TEME)
def test_teme(when: datetime) -> None:
    """skyfield leaves the observed offsets of the pole out: 0.5 mas."""
    apart = teme_to_celestial(when, 0.0)[0] @ np.array(SKYFIELD_TEME[when]).T - np.eye(3)
    assert np.abs(apart).max() < 0.6 * MAS


@pytest.mark.parametrize(("when", "sun_km", "moon_km"), BODIES)
def test_sun_and_moon(when: datetime, sun_km: tuple[float, ...], moon_km: tuple[float, ...]) -> None:
    """The Sun within 5 km of 150 million, the Moon within 10 km (5.5 arcsec)."""
    assert np.linalg.norm(sun(when, 0.0)[0] / 1e3 - sun_km) < 6.0
    assert np.linalg.norm(moon(when, 0.0)[0] / 1e3 - moon_km) < 12.0


def test_sun_and_moon_many_times_at_once() -> None:
    both = moon(NOON, [0.0, 3600.0])
    assert np.array_equal(both[0], moon(NOON, 0.0)[0])
    assert 2.0e6 < np.linalg.norm(both[1] - both[0]) < 5.0e6  # 1 km/s


def test_a_geostationary_satellite_in_earth_fixed_axes(reference_data: Path) -> None:
    """States of a two-body orbit by a mission tool in its J2000 and Earth-fixed axes, within 5 m at 42,164 km.

    3.1 m: its J2000 axes have the old catalogue's equinox, 14.6 mas from the one of the IERS Conventions 2010.
    """
    states: dict[str, list[list[float]]] = {}
    with (reference_data / "orbit" / "reference_states.csv").open() as stream:
        for row in csv.DictReader(stream):
            if row["case"] == "STK_GEO_2body":
                states.setdefault(row["frame"], []).append([float(v) * 1e3 for v in list(row.values())[2:]])
    inertial, fixed = np.array(states["EarthMJ2000Eq"]), np.array(states["EarthFixed(ITRF)"])
    times = inertial[:, 0] / 1e3
    turn = mean_of_j2000_to_celestial()
    rotation, spin = celestial_to_earth_fixed(NOON, times), earth_spin(NOON, times)
    position, velocity = to_earth_fixed(inertial[:, 1:4] @ turn.T, inertial[:, 4:] @ turn.T, rotation, spin)
    assert np.linalg.norm(position - fixed[:, 1:4], axis=1).max() < 5.0
    assert np.linalg.norm(velocity - fixed[:, 4:], axis=1).max() < 1e-4
    back = to_celestial(position, velocity, rotation, spin)
    assert np.abs(back[0] @ turn - inertial[:, 1:4]).max() < 1e-6
    assert np.abs(back[1] @ turn - inertial[:, 4:]).max() < 1e-9
