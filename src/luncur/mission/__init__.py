"""What a user writes: the mission file, its built-in parts, and what they mean."""

from luncur.mission.builtin import missions, template
from luncur.mission.describe import describe
from luncur.mission.load import load
from luncur.mission.model import Mission
from luncur.mission.schema import schema

__all__ = ["Mission", "describe", "load", "missions", "schema", "template"]
