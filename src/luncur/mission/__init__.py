"""What a user writes: the mission file, its built-in parts, and what they mean."""

from luncur.mission.builtin import missions, schema, template
from luncur.mission.describe import describe
from luncur.mission.load import load
from luncur.mission.model import Mission

__all__ = ["Mission", "describe", "load", "missions", "schema", "template"]
