"""A quotation that stands alone, with its speaker's name beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luncur.claims.text.blocks import Block
from luncur.claims.text.flat import CLOSING, OPENING
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite_phrase
from luncur.claims.words.vocabulary import CAPITAL

_ALONE = re.compile(rf"\s*{OPENING}[^{OPENING}{CLOSING}]+{CLOSING}[\s.]*(?P<rest>.*)$", re.DOTALL)
_DASH = re.compile(r"[—–~-]+\s*")
LONGEST = 14  # words of a name with its office


def signature(blocks: Sequence[Block], index: int, people: Iterable[str], language: str) -> str:
    """The name that signs the quotation of a block, on the same lines or in the block below; empty where none does.

    Behind a dash any name signs; without one only a person whom the text names elsewhere, so that the next headline
    does not.
    """
    alone = _ALONE.match(blocks[index].flat.text[blocks[index].start :])
    if alone is None:
        return ""
    below = alone.group("rest").strip()
    if not below and index + 1 < len(blocks) and blocks[index + 1].kind != "headline":
        below = blocks[index + 1].flat.text.strip()
    dash = _DASH.match(below)
    below = below[dash.end() :] if dash else below
    name = re.split(r"[,(]", below)[0].strip()
    if not name or len(below.split()) > LONGEST or re.search(r"[.!?:;”]$", below) or finite_phrase(below, language):
        return ""
    if dash and re.fullmatch(rf"{CAPITAL}(?: {CAPITAL}){{1,4}}", name):
        return name
    return next((p for p in people if " " in p and re.search(rf"(?:^|\s){re.escape(p)}$", name)), "")
