"""A reported launch or re-entry: published words, places, times and zones, compared."""

from luncur.event.load import event_from_tree, events, load_event
from luncur.event.model import Event
from luncur.event.record import compare_event
from luncur.event.run import event_answer, event_to_folder
from luncur.event.schema import schema

__all__ = [
    "Event",
    "compare_event",
    "event_answer",
    "event_from_tree",
    "event_to_folder",
    "events",
    "load_event",
    "schema",
]
