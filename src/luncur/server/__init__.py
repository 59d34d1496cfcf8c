"""``luncur serve``: results, live failures, runs and telemetry for a browser on the same machine."""

from luncur.server.settings import Settings, checked

__all__ = ["Settings", "checked"]
