"""Sentences of a paragraph; a quotation stays whole, with the words that attribute it."""

from __future__ import annotations

from functools import cache

from luncur.claims.text.flat import CLOSING, OPENING, quotations
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import words

_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sen|Gov|Rep|Capt|Adm|Sgt|St|No|vs|Jr|Sr|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Ir|Drs|Hj|Tn|Ny|dll|dsb|tgl|hlm|Jl|Kol|Jend|Brigjen|Mayjen|Letkol|approx|Fig|a\.m|p\.m)|\b[A-Z]|\b(?:[A-Z]\.)+[A-Z])$"
)


@cache
def _speech_ahead(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[\w'’.-]+,?\s+){{0,7}}?(?:{words(language, 'said')})\b", re.IGNORECASE)


def split(text: str, start: int, language: str) -> list[tuple[int, int]]:
    """Spans of the sentences from ``start`` on."""
    quotes = quotations(text)
    out, begin = [], start
    i = start
    at = 0
    while i < len(text):
        while at < len(quotes) and quotes[at][1] <= i:
            at += 1
        inside = quotes[at] if at < len(quotes) and quotes[at][0] - 1 <= i else None
        if inside:
            i = inside[1]
            if i < len(text) and text[i] == CLOSING:
                if text[i - 1] in ".!?…" and _ends_here(text, i + 1, language, text[i - 1]):
                    out.append((begin, i + 1))
                    begin = i + 1
                i += 1
            continue
        if (
            text[i] in ".!?…"
            and not (text[i] == "." and _SHORT.search(text[max(begin, i - 12) : i]))
            and not _decimal(text, i)
        ):
            j = i + 1
            while j < len(text) and text[j] in ".!?…)]'’":
                j += 1
            if (
                j >= len(text)
                or re.match(rf"\s+[{OPENING}A-Z0-9À-Ý([‘']|\s*$|\s+[^\x00-\u024f]", text[j : j + 12])
                or (re.match(r"[A-Z][a-z]", text[j : j + 3]) and text[i - 1].islower() and i - begin > 25)
            ):
                out.append((begin, j))
                begin = j
            i = j
            continue
        i += 1
    if text[begin:].strip():
        out.append((begin, len(text)))
    return [(a, b) for a, b in out if text[a:b].strip()]


def _decimal(text: str, i: int) -> bool:
    return text[i] == "." and 0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()


def _ends_here(text: str, at: int, language: str, mark: str) -> bool:
    """Whether a sentence ends with the closing mark before ``at``."""
    rest = text[at : at + 200]
    if not rest.strip():
        return True
    if not re.match(rf"\s+[{OPENING}A-Z0-9À-Ý]", rest):
        return False
    if re.match(r"\s+(?:So|Thus|Begitu|Demikian)\s", rest):
        return False
    if mark in "!?":
        return not _speech_ahead(language).match(rest)
    return True


def inner(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences within a quotation."""
    out, begin = [], start
    for m in re.finditer(r"[.!?…]+(?=\s+[\w“‘])", text[start:end]):
        at = start + m.start()
        if len(text[begin:at].split()) <= 2 and at - begin < 16:
            continue  # "Eleven days!" goes with the sentence after it
        if text[at] == "." and _SHORT.search(text[max(begin, at - 12) : at]):
            continue
        out.append((begin, start + m.end()))
        begin = start + m.end()
    out.append((begin, end))
    return [(a, b) for a, b in out if text[a:b].strip()]
