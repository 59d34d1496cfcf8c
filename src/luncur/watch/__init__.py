"""Termination rules against telemetry, recorded or arriving; for design, replay, display and test only."""

from luncur.watch.made import telemetry_of
from luncur.watch.watching import watch

__all__ = ["telemetry_of", "watch"]
