"""Texts as files: plain text or HTML, checked before anything reads them; nothing in them is run or fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from luncur.errors import InputError
from luncur.files import open_ordinary

MAXIMUM = 5_000_000  # bytes of one file; web pages are mostly markup
LONGEST = 200_000  # letters of running text: three times the longest newspaper reports
_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|main|div|p|section)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_KNOWN = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso-8859-15",
    "us-ascii": "ascii",
    "utf8": "utf-8",
    "utf-8": "utf-8",
}


@dataclass(frozen=True)
class Document:
    """A text to read: ``name`` stands for it in the claims, ``offsets_in`` says what offsets count in."""

    name: str
    file: str
    text: str
    offsets_in: str = "file"


def read_document(path: Path) -> Document:
    """A news text from a file; InputError for what is empty, too large, binary or in no encoding that luncur knows."""
    what = "a news text: plain text or HTML"
    with open_ordinary(path, what, MAXIMUM) as stream:
        try:
            data = stream.read(MAXIMUM + 1)
        except OSError as error:
            raise InputError(str(path), "", None, f"{what} ({error.strerror})") from None
    if len(data) > MAXIMUM:
        raise InputError(str(path), "", None, f"{what} of at most {MAXIMUM / 1e6:.0f} MB")
    text = _decoded(path, data)
    html = path.suffix.lower() in (".html", ".htm", ".xhtml") or (
        _HTML.search(text[:3000]) is not None and text.lstrip()[:1] == "<"
    )
    if html:
        from luncur.claims.text.web import text_of

        text = text_of(text, str(path))
    if len(text) > LONGEST:
        raise InputError(str(path), "", None, f"one news text of at most {LONGEST:,} letters")
    if not re.search(r"[^\W\d_]", text):
        raise InputError(str(path), "", None, "a text with words in it")
    return Document(path.stem, str(path), text, "extracted text" if html else "file")


def _decoded(path: Path, data: bytes) -> str:
    if not data.strip():
        raise InputError(str(path), "", None, "a text that is not empty")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(path, data, "utf-16", "UTF-16, as its first bytes say")
    if b"\0" in data:
        raise InputError(str(path), "", None, "a text, not binary data")
    declared = _CHARSET.search(data[:4000])
    name = declared.group(1).decode().lower() if declared else "utf-8"
    encoding = _KNOWN.get(name)
    if encoding is None:
        raise InputError(str(path), "charset", name, "UTF-8, UTF-16 or Latin 1")
    text = _strict(
        path, data[3:] if data[:3] == b"\xef\xbb\xbf" else data, encoding, f"{name.upper()} from beginning to end"
    )
    odd = sum(ord(c) < 32 and c not in "\t\n\r\f\x0b" for c in text)
    if odd > max(3, len(text) // 200):
        raise InputError(str(path), "", None, "a text, not binary data")
    return text


def _strict(path: Path, data: bytes, encoding: str, wanted: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError) as error:
        at = getattr(error, "start", 0)
        raise InputError(str(path), f"byte {at}", None, f"text in {wanted}") from None
