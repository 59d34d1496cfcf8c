"""Words in phrases of time and what they count as: ordinals, parts of a month, seasons, feasts, days from today."""

from __future__ import annotations

ORDER = (
    (-1, "last final terakhir"),
    (0, "first pertama"),
    (1, "second kedua"),
    (2, "third ketiga"),
    (3, "fourth keempat"),
)
NTH = {word: n for n, several in ORDER for word in several.split()}
HOLIDAYS = {
    **dict.fromkeys(("christmas day", "hari natal"), (12, 25)),
    **dict.fromkeys(("christmas eve", "malam natal"), (12, 24)),
    **dict.fromkeys(("new year's eve", "malam tahun baru"), (12, 31)),
    **dict.fromkeys(("new year's day", "hari tahun baru"), (1, 1)),
    "boxing day": (12, 26),
}
SEASONS = {"semi": "spring", "panas": "summer", "gugur": "autumn", "dingin": "winter"}
PART = {
    "awal": "early",
    "pertengahan": "mid",
    "akhir": "late",
    "the beginning of": "early",
    "the start of": "early",
    "the middle of": "mid",
    "the end of": "late",
}
WORDS = {
    **dict.fromkeys(("yesterday", "kemarin", "semalam", "tadi malam", "overnight", "last night"), -1),
    **dict.fromkeys(("kemarin lusa", "kemarin dulu"), -2),
    **dict.fromkeys(("tomorrow", "besok"), 1),
    **dict.fromkeys(("lusa", "besok lusa"), 2),
}
