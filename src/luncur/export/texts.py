"""Texts of the report page in the reader's language."""

from __future__ import annotations

from luncur.sentences import catalogue


def texts(lang: str) -> dict[str, str]:
    """Every text of the page in one language, by key."""
    return catalogue(lang)["page"]
