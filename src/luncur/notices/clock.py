"""Words for times: months, zones, and the marks that warnings put between times."""

from __future__ import annotations

import re

MONTHS = {
    name: i + 1
    for i, names in enumerate(
        (
            "JAN JANUARY JANUARI", "FEB FEBRUARY FEBRUARI", "MAR MARCH MARET", "APR APRIL", "MAY MEI", "JUN JUNE JUNI",
            "JUL JULY JULI", "AUG AUGUST AGUSTUS AGU", "SEP SEPT SEPTEMBER", "OCT OCTOBER OKTOBER OKT", "NOV NOVEMBER",
            "DEC DECEMBER DESEMBER DES",
        )
    )
    for name in names.split()
}  # fmt: skip
ABBREVIATIONS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# hours ahead of UTC; single letters are the zones of ships' clocks (H: Philippines and China, I: Japan and Korea)
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "H": 8, "BJT": 8, "PST": None, "I": 9, "JST": 9, "KST": 9, "WIB": 7,
         "WITA": 8, "WIT": 9, "LT": None}  # fmt: skip

MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
ZONE = rf"(?:{'|'.join(sorted(ZONES, key=len, reverse=True))})\b"
TO = r"\s{0,3}(?:TO|THRU|THROUGH|UNTIL|TILL|-|/)\s{0,3}"
# a year behind a month; two digits are one only when no day can be meant
YEAR = rf"(?:(?:19|20)\d{{2}}\b(?!\s?(?:{ZONE}|-))|\d{{2}}\b(?!\s{{0,3}}(?:THRU|THROUGH|TO|UNTIL|AND\s(?!\d{{4}}|\x00)|-|/|{MONTH})))"
DATE = rf"{MONTH}(?:\s{{1,3}}{YEAR})?"


def date_words(text: str | None) -> tuple[int | None, int | None]:
    """Month and year of words such as "APR 23"; None for what they do not give."""
    if not text:
        return None, None
    name = re.match(r"[A-Z]+", text)
    digits = re.search(r"\d{2,4}$", text.strip())
    year = int(digits.group()) if digits else None
    return MONTHS.get(name.group()) if name else None, year + 2000 if year is not None and year < 100 else year
