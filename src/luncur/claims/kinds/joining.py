"""Whether a piece of a sentence joins the clause before or is a clause of its own."""

from __future__ import annotations

from luncur.claims.kinds.kinds import kind_of
from luncur.claims.kinds.pieces import ADVERBIAL, REASON, measure, only_times, shared_subject, tells, verb_first
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite

_EXISTS = re.compile(r"(?i)\W*(?:there\b|(?:tidak |tak |belum |masih |memang )?ada\b|bukan\b|nihil\b)|.*\bada\b")
_RELATIVE_THAT = re.compile(r"(?i)(?:that|which|yang)\s")
_DAY = (
    r"(?i)\b(?:(?:days?|weeks?|months?|years?) (?:later|earlier|before|afterwards)|(?:hari|pekan|minggu|bulan|tahun) (?:kemudian|sebelumnya|berselang|lalu)|"
    r"(?:on|in|by|since|until|last|next|this) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)|"
    r"(?:pada|hari) (?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|(?:19|20)\d\d))\b"
)


class Clause:
    """A span of a paragraph and the kind of what it says; kind is empty when it is of none."""

    def __init__(self, start: int, end: int, kind: str, lead: str = "") -> None:
        self.start, self.end, self.kind = start, end, kind
        self.lead = lead  # words of the clause before that this one leaves out: its auxiliary or hedge


def take(found: list[Clause], text: str, a: int, b: int, language: str, kind: str) -> None:
    """Puts a piece of a sentence with the clause before, or beside it."""
    piece = text[a:b]
    if not found:
        found.append(Clause(a, b, kind))
        return
    last = found[-1]
    parted = text[max(0, a - 2) : a].strip() in (";", ":")
    if parted and finite(piece, language) and (kind != last.kind or re.search(_DAY, piece)):
        found.append(Clause(a, b, kind))
        return
    if re.match(r"(?i)(?:and|but|dan|tetapi) (?:that|bahwa)\s", piece) and finite(piece, language):
        found.append(Clause(a, b, kind))
        return
    after_comma = text[max(0, a - 2) : a].strip() == ","
    if (
        _RELATIVE_THAT.match(piece)
        and not last.kind
        and kind
        and (after_comma or (not _EXISTS.match(text[last.start : a]) and tells(piece, language)))
    ):
        found.append(Clause(a, b, kind))
        return
    if last.kind and (only_times(piece, kind, last.kind, language) or _belongs(last, piece, kind)):
        last.end = b
        return
    _place(found, text, a, b, language, kind)


def _belongs(last: Clause, piece: str, kind: str) -> bool:
    """A reason of no event of its own."""
    return REASON.match(piece) is not None and kind in ("", "plan", "test", "zone_verdict", last.kind)


def _place(found: list[Clause], text: str, a: int, b: int, language: str, kind: str) -> None:
    """Whether a clause after the first joins the one before or stands beside it."""
    piece = text[a:b]
    last = found[-1]
    opposed = (
        re.match(r"(?i)(?:but|yet|tetapi|namun|tapi)\s", piece) is not None
        and finite(piece, language)
        and len(piece.split()) >= 3
    )
    held = (
        text[max(0, a - 2) : a].strip() != ","
        and (
            not last.kind
            or kind in ("", last.kind, "launch", "test", "plan")
            or only_times(piece, "", last.kind, language)
        )
        and re.match(r"(?i)(?:when|whenever|while|until|setiap kali|ketika|saat|selagi|sampai|hingga)\s", piece)
        is not None
    ) or re.match(r"(?i)(?:who|which|that|yang|or|atau)\s", piece) is not None
    fronted = ADVERBIAL.match(text[last.start : b]) and not finite(text[last.start : b], language)
    whole = "" if fronted else kind_of(text[last.start : b], language)
    beside = (
        not kind
        and re.match(r"(?i)(?:and|while|whereas|dan|sedangkan|sementara|padahal)\s", piece) is not None
        and len(piece.split()) >= 5
        and finite(piece, language)
        and not shared_subject(piece)
        and not verb_first(piece, language)
    )
    longer_result = (
        not kind and re.match(r"(?i)(?:so|sehingga)\s", piece) is not None and b - a >= last.end - last.start
    )
    if ((beside or longer_result) and last.kind != kind) or (opposed and (kind != last.kind or not kind)):
        found.append(Clause(a, b, kind))
    elif not kind:
        relative = re.match(r"(?i)(?:yang|which|who|that)\s", piece) is not None
        last.end, last.kind = b, (whole or last.kind) if relative else (last.kind or whole)
    elif held and not last.kind:
        last.end, last.kind = b, whole
    elif not last.kind:
        apart = re.match(
            r"(?i)(?:and|dan|lalu|kemudian|then|after|setelah|before|sebelum|where|di mana|less|about|sekitar|\d|[\w-]+ (?:\w+ )?(?:after|setelah))\b",
            piece,
        )
        if (
            apart
            and not shared_subject(piece)
            and finite(text[last.start : last.end], language)
            and len(text[last.start : last.end].split()) >= 5
            and finite(piece, language)
        ):
            found.append(Clause(a, b, kind))
        else:
            last.end, last.kind = b, whole or kind
    elif (
        (
            kind == last.kind
            and not _another_day(text[last.start : last.end], piece)
            and not _other_piece(text[last.start : last.end], text[a : b + 60], kind)
            and not (measure(language).match(piece) and kind != "plan")
        )
        or held
        or not (finite(piece, language) or _participle(piece, kind, text[max(0, a - 2) : a]))
    ):
        last.end = b
    elif (
        last.kind == "orbit"
        and kind == "failure"
        and re.match(r"(?i)(?:because|since|after|karena|akibat|lantaran|sebab|setelah)\b", piece)
    ) or (
        {kind, last.kind} == {"test", "failure"}
        and measure(language).match(piece) is None
        and not re.match(r"(?i)when\s", piece)
        and not re.match(r"(?i)(?:and|but|dan|lalu) (?:the|a|an)\b", piece)
    ):
        last.end, last.kind = b, "failure"
    else:
        found.append(Clause(a, b, kind))


def _participle(piece: str, kind: str, before: str) -> bool:
    """ ", killing two people": what the event of the main clause did, when it is of a kind."""
    return kind != "" and before.strip() == "," and re.match(r"(?i)(?:and |also )?[a-z]+ing\b", piece) is not None


def _another_day(before: str, piece: str) -> bool:
    """Whether a clause tells of another day than the one before."""
    return (
        re.search(_DAY, piece) is not None
        and not REASON.match(piece)
        and re.match(r"(?i)(?:and|but|then|dan|lalu|kemudian|sedangkan|sementara|while)\b", piece) is not None
    )


def _other_piece(before: str, piece: str, kind: str) -> bool:
    """Two pieces that fell at two named places, each with a subject and a verb of its own."""
    place = re.compile(r"\b(?:near|at|in|into|on|off|over|of|di|ke|dekat)\s+(?:the\s+)?[A-Z]")
    own = re.match(
        r"(?i)(?:and|while|dan|sedangkan|sementara)\s+(?:a|an|the|another|two|three|sebuah|satu|dua|tingkat|tangki|puing)\s",
        piece,
    )
    return kind == "splashdown" and own is not None and bool(place.search(before)) and bool(place.search(piece))
