"""Telemetry for a page: ``luncur watch`` as a process of its own, its records passed on as they come."""

from luncur.server.watching.offers import offers_record
from luncur.server.watching.session import Session, Source
from luncur.server.watching.sessions import Sessions

__all__ = ["Session", "Sessions", "Source", "offers_record"]
