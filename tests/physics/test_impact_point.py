"""The vacuum impact point against the arc itself, integrated about a point mass and cut with the ellipsoid."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from two_body_arcs import arcs_to_ellipsoid

from luncur import impact_point
from luncur.earth.impact_point_kernel import FOUND

Floats = NDArray[np.float64]
# The rule's own constants in its own units, written out again, and the axes of WGS 84.
MU = 1.407644e16 * 0.3048**3
RATE = math.radians(4.178074e-3)
AXES = (6_378_137.0, 6_378_137.0 * (1.0 - 1.0 / 298.257223563))
FARTHEST = 5000 * 1852.0  # where the rule's procedure stops
GRAZING = 1.0  # deg


def random_states(n: int, seed: int) -> tuple[Floats, Floats]:
    """Earth-fixed states all around the Earth, 1 to 1,000 km up, climbing or sinking, at up to 8 km/s over the ground."""
    rng = np.random.default_rng(seed)
    latitude, longitude = np.arcsin(rng.uniform(-1, 1, n)), rng.uniform(-math.pi, math.pi, n)
    height, speed = 10 ** rng.uniform(3, 6, n), rng.uniform(0, 8000, n)
    climb, azimuth = np.radians(rng.uniform(-60, 89, n)), rng.uniform(0, 2 * math.pi, n)
    up = np.stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], 1)
    east = np.stack([-np.sin(longitude), np.cos(longitude), 0 * latitude], 1)
    north = np.cross(up, east)
    flat = (AXES[1] / AXES[0]) ** 2
    normal = AXES[0] / np.sqrt(np.cos(latitude) ** 2 + flat * np.sin(latitude) ** 2)
    position = up * (normal + height)[:, None]
    position[:, 2] = (normal * flat + height) * np.sin(latitude)
    level = north * np.cos(azimuth)[:, None] + east * np.sin(azimuth)[:, None]
    return position, speed[:, None] * (level * np.cos(climb)[:, None] + up * np.sin(climb)[:, None])


def inertial(position: Floats, velocity: Floats) -> Floats:
    return velocity + np.cross([0.0, 0.0, RATE], position)


def round_states(n: int, seed: int) -> tuple[Floats, Floats]:
    """States of nearly round arcs about the ground, many of which graze it; 1 to 1,000 km up."""
    position, _ = random_states(n, seed)
    rng = np.random.default_rng([seed, 1])
    radius = np.linalg.norm(position, axis=1)[:, None]
    up, level = position / radius, rng.normal(size=(n, 3))
    level -= (level * up).sum(axis=1)[:, None] * up
    level /= np.linalg.norm(level, axis=1)[:, None]
    climb, share = np.radians(rng.uniform(-1.5, 1.5, (n, 1))), rng.uniform(0.95, 1.004, (n, 1))
    moving = np.sqrt(MU / radius) * share * (level * np.cos(climb) + up * np.sin(climb))
    return position, moving - np.cross([0.0, 0.0, RATE], position)


class Compared(NamedTuple):
    """Differences [deg], [s] of the states that both ways bring down, the arc's angle to the ellipsoid there [deg], range [m]."""

    place: Floats
    time: Floats
    angle: Floats
    range: Floats
    disputed: Floats  # that angle where one way brings a state down and the other does not; nan: only ours does


def compared(position: Floats, velocity: Floats) -> Compared:
    ours = impact_point(position, velocity)
    time, there, speed = arcs_to_ellipsoid(position, inertial(position, velocity), MU, AXES)
    latitude, longitude, angle = on_the_ground(time, there, speed)
    disputed = (ours.status == FOUND) == np.isnan(time)
    both = (ours.status == FOUND) & ~disputed
    aside = np.remainder(ours.longitude - longitude + math.pi, 2 * math.pi) - math.pi
    place = np.degrees(np.hypot(ours.latitude - latitude, aside * np.cos(latitude)))
    below, east = np.arctan2(position[:, 2], np.hypot(position[:, 0], position[:, 1])), np.arctan2(*position.T[1::-1])
    starts, ends = np.degrees(np.stack([below, east], 1)), np.degrees(np.stack([latitude, longitude], 1))
    far = [
        Geodesic.WGS84.Inverse(*a, *b, Geodesic.DISTANCE)["s12"] for a, b in zip(starts[both], ends[both], strict=True)
    ]
    return Compared(place[both], np.abs(ours.time_of_flight - time)[both], angle[both], np.array(far), angle[disputed])


def on_the_ground(time: Floats, there: Floats, speed: Floats) -> tuple[Floats, Floats, Floats]:
    """Geodetic latitude, longitude [rad] on the turned Earth, and the arc's angle to the ellipsoid [deg]."""
    flat = (AXES[1] / AXES[0]) ** 2
    normal = there / np.array([1.0, 1.0, flat])
    normal /= np.linalg.norm(normal, axis=1)[:, None]
    latitude = np.arctan2(normal[:, 2], np.hypot(normal[:, 0], normal[:, 1]))
    longitude = np.arctan2(there[:, 1], there[:, 0]) - RATE * time
    down = -(speed * normal).sum(axis=1) / np.linalg.norm(speed, axis=1)
    return latitude, longitude, np.degrees(np.arcsin(np.clip(down, -1, 1)))


@pytest.mark.parametrize("n", [700, pytest.param(11_000, marks=pytest.mark.slow)])
def test_against_the_integrated_arc(n: int) -> None:
    """To 1e-6 deg within the 5,000 nm in which the rule's procedure is to be used."""
    found = compared(*random_states(n, seed=20))
    used = (found.angle > GRAZING) & (found.range < FARTHEST)
    told(found, used)
    assert used.sum() > 0.9 * n
    assert found.place[used].max() < 1e-6
    assert found.time[used].max() < 1e-3
    assert found.disputed.size == 0


@pytest.mark.parametrize("n", [700, pytest.param(40_000, marks=pytest.mark.slow)])
def test_grazing_arcs_against_the_integrated_arc(n: int) -> None:
    """Where the rule's successive radii run away or end on the far side."""
    found = compared(*round_states(n, seed=21))
    grazing = found.angle < GRAZING
    told(found, grazing)
    assert grazing.sum() > 0.2 * n
    assert found.place.max() < 1e-6
    assert found.disputed.size == 0


def told(found: Compared, these: NDArray[np.bool_]) -> None:
    print(
        f"{these.sum()} states: median {np.median(found.place[these]):.2g} deg, largest {found.place[these].max():.2g} deg, "
        f"{found.time[these].max():.2g} s; least angle {found.angle[these].min():.2g} deg; disputed at {found.disputed}"
    )


def test_the_arcs_against_another_integrator() -> None:
    """scipy's DOP853 on the same equations, its steps short enough for its event to be as exact as its steps."""
    position, velocity = random_states(60, seed=21)
    moving = inertial(position, velocity)
    time, there, _ = arcs_to_ellipsoid(position, moving, MU, AXES)

    def rates(_: float, y: Floats) -> Floats:
        return np.concatenate([y[3:], -MU / (y[:3] @ y[:3]) ** 1.5 * y[:3]])

    def ground(_: float, y: Floats) -> float:
        return float((y[0] ** 2 + y[1] ** 2) / AXES[0] ** 2 + y[2] ** 2 / AXES[1] ** 2 - 1.0)

    ground.terminal, ground.direction = True, -1.0  # type: ignore[attr-defined]
    checked = 0
    for i in np.flatnonzero(time < 2500.0)[:25]:
        first = np.concatenate([position[i], moving[i]])
        other = solve_ivp(rates, (0, 3000), first, "DOP853", events=ground, rtol=1e-13, atol=1e-7, max_step=20.0)
        assert other.t_events[0][0] == pytest.approx(time[i], abs=1e-5)
        assert np.linalg.norm(other.y_events[0][0][:3] - there[i]) < 0.005
        checked += 1
    assert checked == 25
