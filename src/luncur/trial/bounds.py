"""What a count of failures among trials says of their probability."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """A probability from ``count`` of ``of`` trials: the share, and both ends of a 95 % interval.

    With none seen the lower end is 0 and the upper end the one-sided 95 % bound, 1 - 0.05^(1/n): an upper bound is all that
    such a count says (2,995 trials without a failure show 0.999).  With no trial the interval is from 0 to 1.
    Source: Clopper and Pearson, Biometrika 26 (1934).
    """

    count: int
    of: int

    @property
    def mean(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def low(self) -> float:
        from scipy.stats import beta

        if self.count == 0:
            return 0.0
        tail = 0.05 if self.count == self.of else 0.025
        return float(beta.ppf(tail, self.count, self.of - self.count + 1))

    @property
    def high(self) -> float:
        from scipy.stats import beta

        if self.of == 0 or self.count == self.of:
            return 1.0
        if self.count == 0:
            return -math.expm1(math.log(0.05) / self.of)
        return float(beta.ppf(0.975, self.count + 1, self.of - self.count))

    def record(self) -> dict[str, float | int | None]:
        """As it stands in ``trial.json``."""
        return {"count": self.count, "of": self.of, "mean": self.mean, "low_95": self.low, "high_95": self.high}
