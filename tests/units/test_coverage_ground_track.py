"""The path under a satellite; the room's kernels as plain Python."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from datetime import UTC, datetime

import numpy as np

import luncur.orbit.coverage as coverage
from luncur.earth.ellipsoid_kernel import ecef_from_geodetic
from luncur.orbit.coverage import ground_track
from luncur.orbit.motion.elements import Elements
from luncur.orbit.motion.secular import propagate_secular

EPOCH = datetime(2024, 3, 20, tzinfo=UTC)


def test_ground_track_is_under_the_satellite() -> None:
    track = propagate_secular(
        Elements(7e6, 0.01, [1.7, 0.4], 1.0, 2.0, 3.0), EPOCH, np.arange(0.0, 12000.0, 60.0)
    ).earth_fixed()
    latitude, longitude, altitude = ground_track(track)
    assert latitude.shape == (2, 200)
    back = np.array([ecef_from_geodetic(*p) for p in zip(latitude[0], longitude[0], altitude[0], strict=True)])
    np.testing.assert_allclose(back, track.position[0], atol=1e-5)
    assert math.radians(80) < latitude[0].max() < math.radians(83)  # 97.4 deg


PLAIN = """
import numpy as np
from datetime import UTC, datetime
from luncur.orbit.coverage import Box, Sensor, accesses, grid, sun_path
from luncur.orbit.motion.elements import Elements
from luncur.orbit.motion.secular import propagate_secular
epoch, t = datetime(2024, 3, 20, tzinfo=UTC), np.arange(0.0, 3001.0, 60.0)
track = propagate_secular(Elements(6.9e6, 0.0, 1.7, 1.0, 2.0, 3.0), epoch, t).earth_fixed()
sensor = Sensor(across=0.5, along=0.2, roll=0.2, sun_elevation=(-0.5, 1.2), sunlit=True, nadir="geodetic", forward="earth")
found = accesses(track, grid(Box(-1.5, 1.5), 0.1), sensor, sun=sun_path(epoch, t))
print(repr([found.point.tolist(), found.start.tolist(), found.end.tolist()]))
"""


def test_plain_python_gives_the_same() -> None:
    done = []
    for switch in ("on", "off"):
        run = subprocess.run(
            [sys.executable, "-c", PLAIN],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "LUNCUR_COMPILER": switch},
        )
        done.append(eval(run.stdout))
    assert len(done[0][0]) > 20
    assert done[0][0] == done[1][0]
    np.testing.assert_allclose(done[0][1:], done[1][1:], rtol=0, atol=1e-6)


def test_every_public_name_is_there() -> None:
    assert all(hasattr(coverage, name) for name in coverage.__all__)
    assert len(set(coverage.__all__)) == len(coverage.__all__)
