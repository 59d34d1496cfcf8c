"""Which islets of islets.toml change a verdict: the answer with and without the coast within 6 km of each.

    python tools/compare_islets.py

For each islet: the share of 60 places about it (11 to 190 nm away, every 30 deg) whose answer differs when it is left out.
By chords to the shipped vertices, good to some metres.
"""

import math
import tomllib
from importlib.resources import files

import numpy as np

from luncur.earth.geodesic import destination
from luncur.places.zones import fine_coast
from luncur.places.zones.claims import EXCLUSIVE, agreed, answers
from luncur.places.zones.coast import arc_length, to_ecef

RINGS_NM = (11, 20, 60, 120, 190)
OWN = 6000.0  # [m] coast that counts as the islet's


def answer(place, point, key, keys):
    """Zone and state of a place by these points of the coast."""
    chord = np.sqrt(((point - place) ** 2).sum(axis=1))
    near = np.flatnonzero(chord <= EXCLUSIVE)
    coasts = []
    for k in np.unique(key[near]):
        mine = near[key[near] == k]
        at = mine[np.argmin(chord[mine])]
        coasts.append((float(arc_length(chord[at], place, point[at])), keys[k]))
    return agreed(answers(sorted(coasts, key=lambda c: c[0]))[0])


def main() -> None:
    coast = fine_coast()
    table = tomllib.loads((files("luncur") / "data/zones/islets.toml").read_text(encoding="utf-8"))
    for islet in table["islet"]:
        middle = math.radians(islet["latitude"]), math.radians(islet["longitude"])
        away = np.sqrt(((coast.point - to_ecef(*np.array(middle))) ** 2).sum(axis=1))
        near = np.flatnonzero(away < 2 * EXCLUSIVE)
        point, key, rest = coast.point[near], coast.key[near], away[near] >= OWN
        changed = 0
        for ring in RINGS_NM:
            for azimuth in range(0, 360, 30):
                place = to_ecef(*np.array(destination(*middle, math.radians(azimuth), ring * 1852.0)))
                without = answer(place, point[rest], key[rest], coast.keys)
                changed += answer(place, point, key, coast.keys) != without
        print(f"{islet['name']:40s} {100 * changed / (12 * len(RINGS_NM)):5.0f} %", flush=True)


if __name__ == "__main__":
    main()
