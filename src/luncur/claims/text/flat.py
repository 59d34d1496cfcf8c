"""A paragraph as one line: broken lines and words joined, quotation marks told apart, every letter's offset kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

OPENING, CLOSING = "“", "”"
_MARKS = {"“": OPENING, "”": CLOSING, "„": OPENING, "«": OPENING, "»": CLOSING, "‟": OPENING, "＂": '"'}
_BROKEN = re.compile(r"(?<=[^\W\d_]{2})-[ \t]*\r?\n[ \t]*(?=[a-zà-ÿ]{2})")


@dataclass(frozen=True)
class Flat:
    """Text on one line, and for each of its letters the offset in the document."""

    text: str
    at: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document of a span without the blanks around it; end exclusive."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return (self.at[start], self.at[end - 1] + 1) if end > start else (self.at[start] if self.at else 0,) * 2


def flatten(document: str, start: int, end: int) -> Flat:
    """The lines from start to end as one; straight quotation marks become opening and closing ones."""
    letters: list[str] = []
    at: list[int] = []
    skip = {i for m in _BROKEN.finditer(document, start, end) for i in range(m.start(), m.end())}
    for i in range(start, end):
        c = document[i]
        if i in skip or c in "\u200b\u200c\u200d\ufeff\u00ad\u200e\u200f":
            continue
        if c.isspace():
            if not letters or letters[-1] == " ":
                continue
            c = " "
        letters.append(_MARKS.get(c, c))
        at.append(i)
    return Flat(_paired("".join(letters)), tuple(at))


def _paired(text: str) -> str:
    """Straight double marks told apart by what stands beside them; single ones only where they plainly quote."""
    out = list(text)
    inside = False
    for i, c in enumerate(text):
        if c in (OPENING, CLOSING):
            inside = c == OPENING
        elif c == '"':
            before = text[i - 1] if i else " "
            after = text[i + 1] if i + 1 < len(text) else " "
            opens = not inside and not after.isspace() and (before.isspace() or before in "([—–-")
            out[i] = OPENING if opens or (not inside and not after.isspace()) else CLOSING
            inside = out[i] == OPENING
    if OPENING not in out:
        for m in re.finditer(r"(?:(?<=\s)|^)['‘](?=\w)([^'‘]*(?:\w['’]\w[^'‘]*)*?[,.?!])['’](?=\s|$)", text):
            out[m.start()], out[m.end() - 1] = OPENING, CLOSING
    return "".join(out)


@lru_cache(maxsize=16)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Spans between quotation marks, marks left out; one that is never closed runs to the end."""
    spans: list[tuple[int, int]] = []
    start = None
    for i, c in enumerate(text):
        if c == OPENING and start is None:
            start = i + 1
        elif c == CLOSING and start is not None:
            spans.append((start, i))
            start = None
    if start is not None and start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)
