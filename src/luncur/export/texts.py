"""Sentences of reports in the reader's language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "id")


@cache
def texts(lang: str) -> dict[str, str]:
    """Every text of one language, by key."""
    raw = (files("luncur") / f"data/text/{lang}.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(raw).items()}
