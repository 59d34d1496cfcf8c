"""What is left of a notice when everything that was read is taken out."""

from __future__ import annotations

import re

# what these words say is said by the shape or the times that were read, or asks for nothing to be read
_KNOWN = re.compile(
    r"\b(?:(?:HAZARDOUS|MISSILE|ROCKET|SPACE)\s(?:OPERATIONS?|LAUNCH\w*|DEBRIS)|IN\s(?:THE\s)?(?:FOLLOWING\s)?AREAS?|"
    r"(?:AREAS?\s)?(?:WI|WITHIN|IN)\s?(?:AN\s)?AREAS?|(?:ARE\s)?BOUND(?:ED)?(?:\sBY)?(?:\s(?:THE\s)?(?:FOLLOWING|FLW))?(?:\sPOINTS?)?|"
    r"AREAS?|DROP\sZONES?|ZONE|ALTERNATE|ALTN|DAILY|FROM|TO|AND|BY|OF|ON|AT|IN|THENCE|THEN|BACK\sTO\sSTART|LINES?\sJOINING|"
    r"JOINING|CONNECTING|POINTS?|POSITIONS?|PSN|CENT(?:RE|ER)D?|RADIUS|WITHIN|CIRCLE|WARNING|RMK|END|NNNN|"
    r"THIS\sIS\sA\sDRAFT,?\sNOT\sFOR\sISSUE|DRAFT\s?-\s?NOT\sFOR\sISSUE|THE\sRESPONSIBLE\sAUTHORITY\sDECIDES|"
    r"DNC\s\d{1,2}|(?:WIDE|[A-Z0-9]+\s(?:MILE|METER))\sBERTH\sREQUESTED|VERTICAL\sLIMITS|SFC-UNL)\b"
    r"|以下|各点|诸点|四点|连线|范围内|所围|海域|水域|至"
)
_LABELS = re.compile(r"(?:^|(?<=[\s\x00]))(?:\(?(?:[A-Z]|\d{1,2})[.):]\)?|[①-⑳])(?=\s|\x00|$)")
_SHOWN = 200  # characters of one fragment
MOST = 200  # fragments of one notice


def leftovers(text: str) -> list[str]:
    """Fragments of a text, blanked out where it was read, in which a word or a figure is left; shortened, never dropped."""
    out = []
    for piece in re.split(r"\x00+|(?<=[.;。])\s|\n\s*\n", text):
        plain = " ".join(piece.split()).strip(" .,;:-()、。/")
        bare = _LABELS.sub(" ", _KNOWN.sub(" ", " ".join(piece.split())))
        if re.search(r"[^\W_]", bare):
            out.append(plain if len(plain) <= _SHOWN else plain[:_SHOWN] + " ...")
    if len(out) > MOST:
        return [*out[:MOST], f"... ({len(out) - MOST} more)"]
    return out
