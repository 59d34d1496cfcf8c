"""Notices to ships and aircraft: drafts from a study's areas, and published ones read."""

from luncur.notices.draft import Draft, Drafted, Drafts, draft
from luncur.notices.model import Area, Notice, Window
from luncur.notices.picture import features
from luncur.notices.read import parse, parse_text
from luncur.notices.window import cancelled, launch_window

__all__ = [
    "Area", "Draft", "Drafted", "Drafts", "Notice", "Window", "cancelled", "draft", "features", "launch_window", "parse",
    "parse_text",
]  # fmt: skip
