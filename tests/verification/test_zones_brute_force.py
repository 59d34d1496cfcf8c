"""Random places at sea against the definition, computed another way: geodesics of geographiclib to every coast vertex.

The brute force knows nothing of trees, cells or chords: for each place it takes the vertices of the shipped file within
reach by latitude and longitude, runs the inverse geodesic (numpy Vincenty, itself held against geographiclib here) to all of
them, and gives the zone of the nearest.  Vertices are at most 1 km apart, so a distance to vertices alone is longer than one
to the line by 125 m / d[km] at the most; places whose answer that could change are counted and left out.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray

from luncur.places.zones import fine_coast, zone
from luncur.places.zones.claims import answers

Floats = NDArray[np.float64]
A, F = 6378137.0, 1 / 298.257223563
NM = 1852.0


def vincenty(lat1: float, lon1: float, lat2: Floats, lon2: Floats) -> Floats:
    """Geodesic distances [m], angles [rad]; Vincenty's inverse series, for places less than a quarter of the globe apart."""
    b = A * (1 - F)
    u1, u2 = np.arctan((1 - F) * np.tan(lat1)), np.arctan((1 - F) * np.tan(lat2))
    span = np.mod(lon2 - lon1 + np.pi, 2 * np.pi) - np.pi
    s1, c1, s2, c2 = np.sin(u1), np.cos(u1), np.sin(u2), np.cos(u2)
    lam = span.copy()
    for _ in range(8):
        sl, cl = np.sin(lam), np.cos(lam)
        ss = np.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl)
        cs = s1 * s2 + c1 * c2 * cl
        sigma = np.arctan2(ss, cs)
        sa = c1 * c2 * sl / np.where(ss > 0, ss, 1)
        ca2 = 1 - sa**2
        c2m = cs - 2 * s1 * s2 / np.where(ca2 > 1e-12, ca2, 1)
        c = F / 16 * ca2 * (4 + F * (4 - 3 * ca2))
        lam = span + (1 - c) * F * sa * (sigma + c * ss * (c2m + c * cs * (-1 + 2 * c2m**2)))
    k = ca2 * (A**2 - b**2) / b**2
    big = 1 + k / 16384 * (4096 + k * (-768 + k * (320 - 175 * k)))
    small = k / 1024 * (256 + k * (-128 + k * (74 - 47 * k)))
    turn = small * ss * (c2m + small / 4 * (cs * (-1 + 2 * c2m**2)))
    return b * big * (sigma - turn)


def test_the_yardstick_is_a_geodesic() -> None:
    rng = np.random.default_rng(1)
    for _ in range(50):
        lat1, lon1 = rng.uniform(-89, 89), rng.uniform(-180, 180)
        there = Geodesic.WGS84.Direct(lat1, lon1, rng.uniform(0, 360), rng.uniform(1e3, 2e6))
        got = vincenty(np.radians(lat1), np.radians(lon1), np.radians([there["lat2"]]), np.radians([there["lon2"]]))
        assert got[0] == pytest.approx(
            Geodesic.WGS84.Inverse(lat1, lon1, there["lat2"], there["lon2"])["s12"], abs=0.05
        )


def sea(count: int, seed: int) -> tuple[Floats, Floats]:
    """Places over the globe by area, half of them within some 400 nm of a coast, none on land."""
    rng = np.random.default_rng(seed)
    coast = fine_coast()
    near = rng.integers(0, len(coast.point), count)
    spread = np.radians(rng.uniform(0, 6, count))
    turn = rng.uniform(0, 2 * np.pi, count)
    lat = np.clip(coast.latitude[near] + spread * np.sin(turn), -1.55, 1.55)
    lon = coast.longitude[near] + spread * np.cos(turn) / np.maximum(np.cos(lat), 0.1)
    wide = np.arange(count) % 2 == 0
    lat = np.where(wide, np.arcsin(rng.uniform(-1, 1, count)), lat)
    lon = np.where(wide, rng.uniform(-np.pi, np.pi, count), np.mod(lon + np.pi, 2 * np.pi) - np.pi)
    wet = zone(lat, lon).zone != "land"
    return lat[wet], lon[wet]


def agreement(lat: Floats, lon: Floats) -> tuple[int, int]:
    """How many places agree, and how many are nearer to an edge than vertices alone can tell."""
    from luncur.places.zones.claims import agreed
    from luncur.places.zones.treaties import by_treaty

    coast = fine_coast()
    order = np.argsort(coast.latitude, kind="stable")
    sorted_latitude = coast.latitude[order]
    got = zone(lat, lon)
    equal = close = 0
    reach = 201 * NM / 6.33e6
    for i in range(len(lat)):
        low, high = np.searchsorted(sorted_latitude, [lat[i] - reach, lat[i] + reach])
        band = order[low:high]
        away = np.abs(np.mod(coast.longitude[band] - lon[i] + np.pi, 2 * np.pi) - np.pi)
        limit = reach / max(np.cos(abs(lat[i]) + reach), 1e-3) if abs(lat[i]) + reach < 1.56 else np.pi
        band = band[away <= limit]
        distance = vincenty(lat[i], lon[i], coast.latitude[band], coast.longitude[band]) if len(band) else np.array([])
        coasts = [(float(distance[coast.key[band] == k].min()), coast.keys[k]) for k in np.unique(coast.key[band])]
        coasts.sort(key=lambda c: c[0])
        several, _ = answers(coasts)
        if len(several) == 1 and (line := by_treaty(float(lat[i]), float(lon[i]), coasts, several[0])):
            several = [line[0]]
        want = agreed(several)
        if (got.zone[i], got.state[i]) == (want[0] or "", want[1] or ""):
            equal += 1
            continue
        # the nearest point of the line may be nearer than any vertex, by this much
        slack = 1.0 + np.hypot(coasts[0][0], 500.0) - coasts[0][0] if coasts else 1.0
        slack = max(slack, 500.0**2 / (2 * max(coasts[0][0], 250.0))) if coasts else slack
        to_edge = min(
            [abs(d - belt * NM) for d, _ in coasts for belt in (12, 24, 200)]
            + [abs(a[0] - b[0]) for a, b in pairwise(coasts)],
            default=np.inf,
        )
        if to_edge <= slack:
            close += 1
        else:
            print("differs", np.degrees(lat[i]), np.degrees(lon[i]), got.zone[i], got.state[i], want, coasts[:3])
    return equal, close


def test_300_places_at_sea_by_brute_force() -> None:
    lat, lon = sea(500, 3)
    equal, close = agreement(lat[:300], lon[:300])
    assert equal + close == 300
    assert close <= 3


@pytest.mark.slow
def test_10000_places_at_sea_by_brute_force() -> None:
    lat, lon = sea(17_000, 4)
    equal, close = agreement(lat[:10_000], lon[:10_000])
    print(f"{equal} of 10000 equal, {close} nearer to an edge than vertices can tell")
    assert equal + close == 10_000
    assert close <= 20
