"""A flight-safety system in operation: measurements in, one decision out per cycle."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.termination import columns as c
from luncur.termination.decision_kernel import decide
from luncur.termination.rule_table import RuleTable
from luncur.termination.source_kernel import take_measurement
from luncur.termination.voting_kernel import STATE_COLUMNS, V_VX, V_X, vote

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one cycle says: code (``columns.DECISIONS``), the rule behind it (-1: none), and what it saw.

    time [s] since lift-off; agreed: number of sources that agree on the state; sources: how each stands (``columns.SOURCE_STATUS``);
    state (6) Earth-fixed [m], [m/s] and impact point [rad], nan when there is none; margins of each rule in its own unit (nan: not told or not in its window).
    """

    time: float
    code: int
    rule: int
    agreed: int
    sources: tuple[int, ...]
    state: tuple[float, ...]
    impact: tuple[float, float]
    margins: tuple[float, ...]


class FlightSafetySystem:
    """Holds what the decision remembers between cycles; the arrays are made once, cycles allocate none.

    It designs, replays, displays and tests.  It is never to be connected to a termination system.
    """

    def __init__(self, table: RuleTable) -> None:
        self.table = table
        sources = len(table.source_names)
        self._sources = np.zeros((sources, c.SOURCE_COLUMNS))
        self._sources[:, c.S_STATUS] = c.SILENT
        self._scratch = np.zeros((sources + 1, 6))
        self._state = np.zeros(STATE_COLUMNS)
        self._memory = np.zeros((len(table.rules), c.MEMORY_COLUMNS))
        self._system = np.zeros(c.SYSTEM_COLUMNS)
        self._impact = np.full(2, math.nan)
        self._take, self._vote, self._decide = compiled(take_measurement), compiled(vote), compiled(decide)

    def take(self, source: int, time: float, state: tuple[float, ...], valid: bool, now: float) -> int:
        """Give it a measurement of one source; 0 when it was taken, else why not (``source_kernel``).

        time: when it was made [s] since lift-off; state (6): Earth-fixed [m], [m/s]; now: the system's clock [s].
        """
        return int(self._take(self._sources, source, time, *state, valid, now, self.table.limits))

    def cycle(
        self, now: float, attitude_error: float = math.nan, body_rate: float = math.nan, thrust: float = math.nan
    ) -> Decision:
        """One decision at ``now`` [s]; attitude_error [rad], body_rate [rad/s], thrust as a share of the expected: nan when not told."""
        t = self.table
        agreed = int(self._vote(now, self._sources, t.limits, self._state, self._scratch))
        code, rule = self._decide(
            now, agreed, self._state, (attitude_error, body_rate, thrust), t.rules, self._memory, self._system, self._impact,
            t.guards, t.areas, t.edges, t.table, t.nominal, t.pad, t.air,
        )  # fmt: skip
        state = tuple(float(x) for x in (*self._state[V_X : V_X + 3], *self._state[V_VX : V_VX + 3]))
        seen = self._memory[:, c.SEEN] > 0.0
        margins = tuple(float(m) if s else math.nan for m, s in zip(self._memory[:, c.MARGIN], seen, strict=True))
        standing = tuple(int(s) for s in self._sources[:, c.S_STATUS])
        impact = float(self._impact[0]), float(self._impact[1])
        known = state if agreed > 0 else (math.nan,) * 6
        return Decision(now, int(code), int(rule), agreed, standing, known, impact, margins)

    @property
    def commanded(self) -> bool:
        """Whether an action was commanded."""
        return bool(self._system[c.COMMANDED] > 0.0)

    @property
    def safe(self) -> bool:
        """Whether the system was made safe: it acts no more."""
        return bool(self._system[c.SAFE] > 0.0)
