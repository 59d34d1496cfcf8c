"""Powered flight from the pad to orbit."""

from luncur.flight.batch import Releases, fly_batch
from luncur.flight.fly import fly
from luncur.flight.plan import AscentPlan, plan
from luncur.flight.trajectory import Trajectory

__all__ = ["AscentPlan", "Releases", "Trajectory", "fly", "fly_batch", "plan"]
