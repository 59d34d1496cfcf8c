"""Regular expressions of word lists, kept compiled: there are more of them than Python's own store holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from re import DOTALL, IGNORECASE, Match, Pattern, escape

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]


@lru_cache(maxsize=6000)
def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    return re.compile(pattern, flags)


def search(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    return compile(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    return compile(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    return compile(pattern, flags).fullmatch(text)


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[Match[str]]:
    return compile(pattern, flags).finditer(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[str]:
    found: list[str] = compile(pattern, flags).findall(text)
    return found


def split(pattern: str, text: str) -> list[str]:
    return compile(pattern).split(text)


def sub(pattern: str, new: str | Callable[[Match[str]], str], text: str) -> str:
    return compile(pattern).sub(new, text)
