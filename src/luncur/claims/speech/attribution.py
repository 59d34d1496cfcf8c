"""Who a sentence lets speak: the words said, the phrase that names the speaker, and those who passed the words on."""

from __future__ import annotations

from luncur.claims.speech.indirect import indirect
from luncur.claims.speech.quoted import is_full, with_quotations
from luncur.claims.speech.said import Said
from luncur.claims.text.flat import quotations

__all__ = ["Said", "attribute"]


def attribute(text: str, start: int, end: int, language: str) -> list[Said]:
    """Everything that one sentence says, by speaker, in order."""
    full = [q for q in quotations(text) if start <= q[0] < end and is_full(text, q, start)]
    if full:
        return with_quotations(text, start, end, full, language)
    return indirect(text, start, end, language)
