"""Text of a file that somebody else wrote: decoded, of one form, in capitals."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from luncur.errors import InputError
from luncur.files import open_ordinary

MOST = 1_000_000  # bytes; the world's warnings in force are some 300 kB
WHAT = "the text of published warnings"
_HEMISPHERES = str.maketrans({"Ｎ": "N", "′": "'", "″": '"'})
_CHINESE = {"北纬": "N", "北緯": "N", "南纬": "S", "南緯": "S", "东经": "E", "東經": "E", "西经": "W", "西經": "W",
            "時": "时", "點": "点", "連": "连", "圍": "围", "範": "范", "內": "内"}  # fmt: skip


def text_of(path: Path) -> tuple[str, str]:
    """Text of a file and the name of its encoding; one sentence when there is none to read."""
    with open_ordinary(path, WHAT, MOST) as stream:
        try:
            data = stream.read()
        except OSError as error:
            raise InputError(str(path), "", None, f"{WHAT} ({error.strerror})") from None
    return decoded(data, str(path))


def decoded(data: bytes, source: str) -> tuple[str, str]:
    """UTF-8, UTF-16 with its mark, the Chinese standard where that makes Chinese of it, else Latin-1."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        encoding = next(e for e in ("utf-8-sig", "gb18030", "latin-1") if _fits(data, e))
    text = data.decode(encoding, errors="replace")
    strange = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v\x1a" for c in text[:100_000])
    if (strange > 0 and strange * 500 > min(len(text), 100_000)) or "\x00" in text:
        raise InputError(source, "", None, f"{WHAT}, not a binary file")
    if not re.search(r"\w", text):
        raise InputError(source, "", None, f"{WHAT} (the file is empty)")
    return text, encoding


def _fits(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return encoding != "gb18030" or bool(re.search(r"[月日时點点年]|北[纬緯]|[°′]\d", text))


def plain(text: str) -> str:
    """Capitals, one kind of space, dash and bracket; compatibility forms of figures and letters made plain."""
    text = unicodedata.normalize("NFKC", text.translate(_HEMISPHERES)).replace("\x00", " ")
    for word, letter in _CHINESE.items():
        text = text.replace(word, letter)
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = re.sub(r"[^\S\n]+", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c if len(u := c.upper()) != 1 else u for c in text)
