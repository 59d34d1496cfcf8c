"""Where clauses of a sentence can begin, and what a piece between two such places is."""

from __future__ import annotations

from functools import cache

from luncur.claims.kinds.tags import tagged
from luncur.claims.text.flat import CLOSING, OPENING
from luncur.claims.words import rx as re
from luncur.claims.words.finite import FINITE, finite
from luncur.claims.words.lexicon import table, words

COORDINATED = re.compile(r"(?i)(?:and|but|or|yet|while|dan|tetapi|namun|atau|sedangkan|sementara|lalu|kemudian)\b")
ADVERBIAL = re.compile(
    r"(?i)(?:in|on|at|by|after|before|during|since|until|for|with|under|over|as|according|earlier|later|last|next|this|so|then|but|and|di|pada|dalam|setelah|sebelum|sejak|untuk|dengan|menurut|sementara|namun|tetapi|akibat|karena|selain|saat|ketika)\b"
)
_FEW_QUOTED = re.compile(rf"{OPENING}[^{OPENING}{CLOSING}]{{1,90}}(?:{CLOSING}|$)")
_TIMED = re.compile(
    r"(?i)(?:[\w.,-]+ ){0,6}?(?:after|before|since|while|when|setelah|sebelum|sejak|usai|seusai|saat|ketika|selagi|sambil)\s+(?P<rest>.+)$"
)
REASON = re.compile(r"(?i)(?:because|since|as|karena|sebab|akibat|lantaran)\b")


@cache
def measure(language: str) -> re.Pattern[str]:
    """ "About four minutes after"."""
    count = "|".join(sorted("|".join(words(language, "numbers")).split("|"), key=len, reverse=True))
    pattern = rf"(?:(?:about|around|some|less than|more than|just|only|not long|shortly|soon|nearly|almost|sekitar|kira-kira|kurang dari|lebih dari|hanya|tepat) )*(?:(?:{count}|\d+(?:[.,]\d+)?) ?)?(?:and a half |setengah )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|detik|menit|jam|hari|pekan|bulan|tahun) (?:after|before|setelah|sebelum)"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _boundary(language: str) -> re.Pattern[str]:
    """Where a clause can begin: at a comma, a conjunction, or a measure of time before "after"."""
    timed = measure(language).pattern
    # "last week" and "seconds later" in Indonesian end with words that can also begin a clause
    not_time = r"(?<!\bpekan)(?<!\bbulan)(?<!\btahun)(?<!\bminggu)(?<!\bhari)(?<!\bmalam)(?<!\bsenin)(?<!\bselasa)(?<!\brabu)(?<!\bkamis)(?<!\bjumat)(?<!\bsabtu)(?<!\bdetik)(?<!\bmenit)(?<!\bjam)(?<!\bjanuari)(?<!\bfebruari)(?<!\bmaret)(?<!\bapril)(?<!\bmei)(?<!\bjuni)(?<!\bjuli)(?<!\bagustus)(?<!\bseptember)(?<!\boktober)(?<!\bnovember)(?<!\bdesember)(?<!\bwaktu)(?<!\byang)(?<!\bthe)(?<!\bthat)(?<!\bthis)"
    return re.compile(
        rf"(?i)(?:[,;:]|\s[–—-]{{1,2}}|{not_time})\s+(?!as (?:planned|expected|scheduled|intended|hoped|designed|well)\b)(?=(?:{timed}|{words(language, 'subordinate')})\s)|[,;:]\s+(?!\d)|(?<!\byang)\s+(?=(?:dan|tetapi|namun|sedangkan|sementara|karena|sehingga|ketika|hingga|padahal)\s)|\s(?=that (?:was|were|had|has|is|are|fell|broke|exploded|failed|hit|struck|crashed|came)\b)"
    )


def cuts(text: str, start: int, end: int, language: str) -> list[int]:
    """Offsets at which clauses can begin, with both ends."""
    places = [start]
    measured = 0
    whole = text[start:end]
    quoted = [m.span() for m in _FEW_QUOTED.finditer(whole)]
    for m in _boundary(language).finditer(whole):
        if any(a < m.end() < b for a, b in quoted):
            continue  # a few words in quotation marks are part of one clause
        if m.end() < measured:
            continue  # inside "four minutes after"
        if len(whole[places[-1] - start : m.start()].split()) == 1 and COORDINATED.match(whole[places[-1] - start :]):
            continue  # "and until ..." begins one clause
        restrictive = re.match(r"(?:that|yang|who|which) ", whole[m.end() :]) and whole[m.start()] != ","
        if restrictive and not finite(whole[places[-1] - start : m.start()], language):
            continue  # "a capsule that was launched in May came down"
        places.append(start + m.end())
        long = measure(language).match(whole, m.end())
        measured = long.end() if long else 0
    return [*places, end]


def tells(piece: str, language: str) -> bool:
    """Whether an inserted clause has a verb and a time or place of its own."""
    return (
        re.search(
            r"\d|\b(?:in|on|from|near|off|di|ke|dari|pada) (?:the )?[A-Z]|\b(?:last|lalu|kemudian|ago|later|earlier|sebelumnya)\b",
            piece,
        )
        is not None
    )


def verb_first(piece: str, language: str) -> bool:
    """Whether a piece begins with a finite verb, adverbs aside."""
    bare = re.sub(
        r"(?i)^(?:and|but|then|later|also|only|soon|finally|again|\w+ly|dan|lalu|juga|kemudian|akhirnya|baru|tetapi|namun|tapi|atau|or)\s+",
        "",
        piece,
    )
    first = re.match(r"[\w'’-]+", bare)
    if first is None or (first.group()[0].isupper() and first.group() != first.group().title()):
        return False
    if FINITE[language].match(bare):
        return not (
            language == "en" and first.group().endswith("ed") and re.match(r"\w+ed (?:in|on|from|by|at) ", bare)
        )
    words_in = tagged(f"it {bare[:40]}" if language == "en" else bare[:40], language)[int(language == "en") :]
    if language == "id":
        return bool(words_in) and bool(set(table("lexicon-id")["verb"]) & words_in[0].tags.keys())
    return bool(words_in) and any(t.endswith((":past", ":s")) for t in words_in[0].tags)


def only_times(piece: str, kind: str, before: str, language: str) -> bool:
    """ "Five seconds after leaving the pad": a clause without a subject that only times the one before.

    Without a measure of time, one of another kind that tells its place is an event of its own.
    """
    timed = _TIMED.match(piece)
    if timed is None:
        return False
    if kind == "plan" and before != "plan":
        return True
    rest = timed.group("rest")
    if measure(language).match(piece) is None and kind not in ("", before) and tells(piece, language):
        return False
    if language == "en":
        return re.match(r"(?:being |having )?[a-z]+ing\b", rest) is not None
    return FINITE["id"].match(rest) is not None


def shared_subject(piece: str) -> bool:
    """Whether a coordinated clause begins with its verb, so that it has the subject of the clause before."""
    return (
        re.match(
            r"(?i)(?:and (?:then |later |finally )?(?:was|were|has|had|fell|came|broke|blew|burst|lost|went|sank|struck|hit|rose|flew|(?!(?:red|bed|speed)\b)\w+ed)\b|dan (?:kemudian |lalu |akhirnya )?(?:me\w+|ber\w+|di\w{3,}|ter\w+|jatuh|gagal|padam|pecah|hancur|lepas landas|hilang)\b)",
            piece,
        )
        is not None
    )
