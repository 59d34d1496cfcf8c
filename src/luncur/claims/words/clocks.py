"""Clocks that news texts name beside a time of day."""

from __future__ import annotations

# Hours east of Greenwich.  A time without its zone is in none of them: it may be the site's or the newspaper's.
HOURS_EAST = {
    "UTC": 0, "GMT": 0, "CET": 1, "CEST": 2, "MSK": 3, "WIB": 7, "WITA": 8, "WIT": 9, "JST": 9, "KST": 9,
    "EST": -5, "EDT": -4, "PST": -8, "PDT": -7, "NZST": 12, "NZDT": 13,
    "Moscow time": 3, "Beijing time": 8, "Japan time": 9, "Korea time": 9, "Korean time": 9,
    "waktu Moskwa": 3, "waktu Beijing": 8, "waktu Jepang": 9, "waktu Korea": 9,
}  # fmt: skip
INDONESIAN = (HOURS_EAST["WIB"], HOURS_EAST["WITA"], HOURS_EAST["WIT"])
