"""Runs that a page starts: a queue that survives the server, and one worker process at a time."""

from luncur.server.runs.queue import Queue
from luncur.server.runs.store import FINAL, Store

__all__ = ["FINAL", "Queue", "Store"]
