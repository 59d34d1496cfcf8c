"""Samples of a track: whether they can be followed, and the rates of change of the positions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.track import Track

Floats = NDArray[np.float64]

LONGEST_STEP = 61.0  # [s]
MISMATCH = 0.5  # [m/s] between given velocities and rates of the positions: 3 m halfway between samples 60 s apart

# Derivatives by five points, at the first, second and middle one; times 12 steps (Abramowitz and Stegun, table 25.2).
_FIRST = np.array([-25.0, 48.0, -36.0, 16.0, -3.0])
_SECOND = np.array([-3.0, -10.0, 18.0, -6.0, 1.0])


def check(track: Track) -> None:
    """InputError where the samples of one satellite cannot be followed."""
    steps = np.diff(track.seconds)
    if len(steps) < 1 or track.position.ndim != 2:
        raise InputError("track", "seconds", len(track.seconds), "two samples or more of one satellite")
    if not (steps > 0.0).all() or steps.max() > LONGEST_STEP:
        raise InputError("track", "seconds", float(steps.max()), "samples that go forward, at most 60 s apart")
    if not (np.isfinite(track.position).all() and np.isfinite(track.velocity).all()):
        raise InputError("track", "position", "nan", "numbers in every sample")


def rates(track: Track | Ephemeris) -> Floats:
    """Velocities (n, 3) [m/s] that are the rates of change of the positions, in the axes of the positions.

    Those of the track, if they are.  Elements that drift at secular rates have velocities of the ellipse of the moment, 5 to 20 m/s off
    the rate at which the positions change in low orbit; a cubic through them would swing 30 to 100 m to and fro between samples.  There, rates by
    five points of the positions take their place, good to 0.03 m/s in low orbit at 60 s.  Fewer than five samples, or uneven ones,
    leave the track's own.
    """
    p, n = track.position, len(track.seconds)
    step = (track.seconds[-1] - track.seconds[0]) / (n - 1)
    if n < 5 or np.abs(np.diff(track.seconds) - step).max() > 1e-6 * step:
        return track.velocity
    out = np.empty_like(p)
    out[2:-2] = (p[:-4] - p[4:]) + 8.0 * (p[3:-1] - p[1:-3])
    out[0], out[1] = _FIRST @ p[:5], _SECOND @ p[:5]
    out[-1], out[-2] = -(_FIRST @ p[:-6:-1]), -(_SECOND @ p[:-6:-1])
    out /= 12.0 * step
    return out if np.abs(out - track.velocity).max() > MISMATCH else track.velocity
