"""Which launch fails, how and when."""

from luncur.failure.probability import FailureProbability, failure_probability, reference_probability
from luncur.failure.strata import Stratum, strata

__all__ = ["FailureProbability", "Stratum", "failure_probability", "reference_probability", "strata"]
