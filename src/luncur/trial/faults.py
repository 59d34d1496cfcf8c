"""The faults of navigation units and of the command, how bad each can be, and which a sample has."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms
from luncur.trial.fault_columns import (
    ATTITUDE,
    BIAS,
    CLOCK_SKEW,
    CORRUPTED,
    DRIFT,
    DROPOUT,
    END,
    FAULT_COLUMNS,
    FREEZE,
    KIND,
    LATENCY,
    MOST_FAULTS,
    POSITION,
    SIGN_SWAP,
    SIZE,
    SOURCE,
    SPIKE,
    START,
    STUCK_COMMAND,
    STUCK_FLAG,
    TARGET,
    UNIT_ERROR,
    VELOCITY,
    X,
)
from luncur.trial.sample import PAIR, Samples, fault_kinds

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DRAWS = 10  # uniform numbers of one fault
ONE_COMPONENT, ONE_UNIT = "sign of one component", "one decision unit"
SIZELESS = (ONE_COMPONENT, ONE_UNIT)  # faults that are there or not


@dataclass(frozen=True)
class Severity:
    """How bad a fault can be: its size or duration, log-uniform from ``low`` to ``high`` [unit]."""

    kind: int
    low: float
    high: float
    unit: str
    target: int = -1

    def at(self, share: Floats | float) -> Floats:
        """The severity at a share from 0 (least) to 1 (worst) of the range."""
        return np.asarray(self.low * (self.high / self.low) ** np.asarray(share))


# Assumed for luncur: no failure statistics of such units are public.  Each range begins below what a healthy unit's noise or a
# single missed packet does and ends beyond what any vehicle, packet or flight can hold, so that its ends decide little.
SEVERITIES = (
    Severity(DROPOUT, 0.1, 600.0, "s without data"),
    Severity(FREEZE, 0.1, 600.0, "s of the same values"),
    Severity(BIAS, 1.0, 1e7, "m", POSITION),
    Severity(BIAS, 0.01, 1e4, "m/s", VELOCITY),
    Severity(BIAS, math.radians(0.1), math.pi, "rad", ATTITUDE),
    Severity(SPIKE, 1.0, 1e7, "m", POSITION),
    Severity(SPIKE, 0.01, 1e4, "m/s", VELOCITY),
    Severity(SPIKE, math.radians(0.1), math.pi, "rad", ATTITUDE),
    Severity(DRIFT, 0.01, 1e4, "m/s", POSITION),
    Severity(DRIFT, 1e-4, 100.0, "m/s2", VELOCITY),
    Severity(DRIFT, 1e-4, 1.0, "rad/s", ATTITUDE),
    Severity(SIGN_SWAP, 1.0, 1.0, ONE_COMPONENT, POSITION),
    Severity(SIGN_SWAP, 1.0, 1.0, ONE_COMPONENT, VELOCITY),
    Severity(UNIT_ERROR, 1e-3, 1e3, "times too large", POSITION),
    Severity(UNIT_ERROR, 1e-3, 1e3, "times too large", VELOCITY),
    Severity(UNIT_ERROR, 1e-2, 1e2, "times too large", ATTITUDE),
    Severity(CLOCK_SKEW, 1e-3, 100.0, "s"),
    Severity(LATENCY, 1e-3, 100.0, "s"),
    Severity(STUCK_FLAG, 0.1, 600.0, "s without a fix"),
    Severity(CORRUPTED, 1e-3, 1.0, "of the packets"),
    Severity(STUCK_COMMAND, 1.0, 1.0, ONE_UNIT),
)
SPIKE_DURATION = (0.02, 1.0)  # [s], log-uniform

# Ratios by which units are mistaken for one another: foot, kilometre, nautical mile or knot, degree, and their reciprocals.
RATIOS = (0.3048, 1 / 0.3048, 1e-3, 1e3, 1852.0 / 3600.0, 3600.0 / 1852.0, math.pi / 180, 180 / math.pi)


def severities_of(kind: int) -> tuple[Severity, ...]:
    return tuple(s for s in SEVERITIES if s.kind == kind)


def unit_of(kind: int, target: int) -> str:
    """In what the size of a fault of this kind, of what it spoils (-1: nothing), is counted."""
    return next(s.unit for s in SEVERITIES if (s.kind, s.target) == (kind, target))


def faults_of(seed: int, chosen: Samples, ends: Floats, sources: int) -> Floats:
    """faults[n, ``MOST_FAULTS``, ``FAULT_COLUMNS``] of samples whose flights are watched until ends[n] [s].

    A fault begins at an even chance at any moment until then, on any source; those of a pair are of any two kinds.
    """
    n = len(chosen.index)
    out = np.zeros((n, MOST_FAULTS, FAULT_COLUMNS))
    out[:, :, KIND] = -1.0
    first = fault_kinds(chosen.index, chosen.group)
    for f in range(MOST_FAULTS):
        u = uniforms(seed, Stream.TRIAL_FAULT, chosen.index, DRAWS, f)
        kind = first if f == 0 else np.where(chosen.group == PAIR, (u[:, 9] * 12).astype(np.int64), -1)
        for i in np.flatnonzero(kind >= 0).tolist():
            out[i, f] = fault_row(int(kind[i]), u[i], float(ends[i]), sources)
    return out


def fault_row(kind: int, u: Floats, end: float, sources: int) -> Floats:
    """One fault from uniform numbers u[``DRAWS``]; end: of the flight [s]."""
    kinds = severities_of(kind)
    severity = kinds[min(int(u[0] * len(kinds)), len(kinds) - 1)]
    return shaped(severity, float(u[1]), u, end, sources)


def shaped(severity: Severity, share: float, u: Floats, end: float, sources: int) -> Floats:
    """A fault of one severity (share of its range), its source, moment and direction from u[``DRAWS``]."""
    row = np.zeros(FAULT_COLUMNS)
    size = float(severity.at(share))
    row[KIND], row[TARGET] = severity.kind, severity.target
    row[SOURCE] = min(int(u[2] * sources), sources - 1)
    row[START], row[END] = u[3] * end, math.inf
    if severity.kind in (DROPOUT, FREEZE, STUCK_FLAG):
        row[END] = row[START] + size
    elif severity.kind == SPIKE:
        low, high = SPIKE_DURATION
        row[END] = row[START] + low * (high / low) ** u[4]
    elif severity.kind == CLOCK_SKEW or severity.target == ATTITUDE or severity.kind == STUCK_COMMAND:
        size = size if u[5] < 0.5 else -size
    if severity.kind == UNIT_ERROR:
        size = RATIOS[min(int(share * len(RATIOS)), len(RATIOS) - 1)]
    row[SIZE] = size
    z = 2.0 * u[6] - 1.0
    angle, across = 2.0 * math.pi * u[7], math.sqrt(max(1.0 - z * z, 0.0))
    row[X : X + 3] = across * math.cos(angle), across * math.sin(angle), z
    return row
