"""Where the Sun and the Moon stand as seen from the Earth's centre."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.orbit.time_and_frames.times import tt

Floats = NDArray[np.float64]

ASTRONOMICAL_UNIT = 149597870700.0  # [m]; IAU 2012 resolution B2
SUN_MU = 1.32712440041e20  # [m3/s2]; IERS Conventions 2010, table 1.1 (DE421)
MOON_MU = 4.9028000e12  # [m3/s2]; DE421 (Folkner et al., JPL IOM 343R-08-003, 2008)
SUN_RADIUS = 6.957e8  # [m], nominal; IAU 2015 resolution B3


def sun(epoch: datetime, seconds: ArrayLike) -> Floats:
    """Geometric position of the Sun (n, 3) [m] in GCRS axes from the Earth's centre; no aberration, no light time.

    Bretagnon and Francou's VSOP 2000 series as IAU SOFA's epv00: within 14 km of DE405 from 1900 to 2100.
    """
    import erfa

    heliocentric, _ = erfa.epv00(*tt(epoch, np.atleast_1d(seconds)))
    return np.asarray(-heliocentric["p"] * ASTRONOMICAL_UNIT)


def moon(epoch: datetime, seconds: ArrayLike) -> Floats:
    """Geometric position of the Moon (n, 3) [m] in GCRS axes from the Earth's centre.

    Meeus, Astronomical Algorithms, 2nd ed., chapter 47, as IAU SOFA's moon98: 10 arcsec in longitude, 4 in latitude.
    """
    import erfa

    place = erfa.moon98(*tt(epoch, np.atleast_1d(seconds)))
    return np.asarray(place["p"] * ASTRONOMICAL_UNIT)
