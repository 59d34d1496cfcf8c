"""Tabulate HWM93 into the wind climatology that luncur ships.

Run in an environment of its own that has `hwm93` (needs gfortran, numpy<1.26, setuptools<60):

    python tools/build_wind_climatology.py src/luncur/data/weather/wind_climatology.npz

Source of the model: Hedin et al., J. Atmos. Terr. Phys. 58 (1996), 1421-1447.
The table holds the mean over four local hours on the 15th of each month, at 0 deg longitude (below 100 km
the model hardly changes with longitude), F10.7 = 150, Ap = 4.
"""

import sys

import hwm93
import numpy as np

ALTITUDES_KM = np.arange(0.0, 121.0, 2.0)
LATITUDES_DEG = np.arange(-90.0, 91.0, 10.0)
HOURS = (0, 6, 12, 18)


def main(target: str) -> None:
    wind = np.zeros((12, len(LATITUDES_DEG), len(ALTITUDES_KM), 2))
    for month in range(12):
        for i, latitude in enumerate(LATITUDES_DEG):
            for hour in HOURS:
                time = f"2001-{month + 1:02d}-15T{hour:02d}:00:00"
                out = hwm93.run(
                    time,
                    altkm=ALTITUDES_KM,
                    glat=float(np.clip(latitude, -89.9, 89.9)),
                    glon=0.0,
                    f107a=150.0,
                    f107=150.0,
                    ap=4,
                )
                wind[month, i, :, 0] += np.asarray(out.zonal).ravel() / len(HOURS)
                wind[month, i, :, 1] += np.asarray(out.meridional).ravel() / len(HOURS)
    np.savez_compressed(
        target,
        wind_m_s=wind.astype(np.float32),
        latitude_deg=LATITUDES_DEG,
        altitude_m=ALTITUDES_KM * 1000.0,
        source=np.array("HWM93 (Hedin et al., J. Atmos. Terr. Phys. 58, 1996), tabulated through PyPI hwm93 0.9.1"),
    )


if __name__ == "__main__":
    main(sys.argv[1])
