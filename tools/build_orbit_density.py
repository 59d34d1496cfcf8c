"""Tabulate NRLMSISE-00 into the table of mean densities that the lifetime estimate uses.

    python tools/build_orbit_density.py src/luncur/data/orbit/density.npz

Source of the model: Picone et al., J. Geophys. Res. 107 (2002), A12, 1468, by the package pymsis.  Each entry is the mean of
the density itself (not of its logarithm) over both hemispheres, eight local hours, and both equinoxes and solstices.
"""

import sys

import numpy as np
import pymsis

HEIGHT_KM = np.concatenate(
    [np.arange(90.0, 200.0, 5.0), np.arange(200.0, 1000.0, 25.0), np.arange(1000.0, 2001.0, 100.0)]
)
LATITUDE_DEG = np.arange(0.0, 91.0, 10.0)
F107 = np.geomspace(60.0, 340.0, 12)
AP = 5.0 * (2.0 ** np.arange(6) - 1.0)  # 0 to 155
HOURS = np.arange(1.5, 24.0, 3.0)
DAYS = ("2001-03-21", "2001-06-21", "2001-09-22", "2001-12-21")


def mean_density(latitude: float, f107: float, ap: float) -> np.ndarray:
    """Mean density [kg/m3] at each height."""
    total = np.zeros(len(HEIGHT_KM))
    for day in DAYS:
        times = np.full(len(HEIGHT_KM), np.datetime64(f"{day}T12:00"))
        for hour in HOURS:
            for side in (-1.0, 1.0):
                n = len(HEIGHT_KM)
                out = pymsis.calculate(
                    times, np.full(n, (hour - 12.0) * 15.0), np.full(n, side * latitude), HEIGHT_KM,
                    np.full(n, f107), np.full(n, f107), np.full((n, 7), ap), version=0,
                )  # fmt: skip
                total += np.asarray(out, dtype=np.float64)[:, 0]
    return total / (len(DAYS) * len(HOURS) * 2)


def main(target: str) -> None:
    density = np.array([[[mean_density(p, f, a) for p in LATITUDE_DEG] for a in AP] for f in F107])
    np.savez_compressed(
        target,
        height=HEIGHT_KM * 1000.0,
        latitude=np.radians(LATITUDE_DEG),
        f107=F107,
        ap=AP,
        log_density=np.log(density).astype(np.float32),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
