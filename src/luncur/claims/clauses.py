"""Clauses of what was said, each with its kind."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from luncur.claims import rx as re
from luncur.claims.kinds import kind_of, zone_tail
from luncur.claims.lexicon import finder, table, words
from luncur.claims.tags import tagged


@cache
def _measure(language: str) -> re.Pattern[str]:
    """ "About four minutes after"."""
    count = "|".join(sorted("|".join(words(language, "numbers")).split("|"), key=len, reverse=True))
    measure = rf"(?:(?:about|around|some|less than|more than|just|only|not long|shortly|soon|nearly|almost|sekitar|kira-kira|kurang dari|lebih dari|hanya|tepat) )*(?:(?:{count}|\d+(?:[.,]\d+)?) ?)?(?:and a half |setengah )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|detik|menit|jam|hari|pekan|bulan|tahun) (?:after|before|setelah|sebelum)"
    return re.compile(measure, re.IGNORECASE)


@cache
def _boundary(language: str) -> re.Pattern[str]:
    """Where a clause can begin: at a comma, a conjunction, or a measure of time before "after"."""
    measure = _measure(language).pattern
    # "last week" and "seconds later" in Indonesian end with words that can also begin a clause
    not_time = r"(?<!\bpekan)(?<!\bbulan)(?<!\btahun)(?<!\bminggu)(?<!\bhari)(?<!\bmalam)(?<!\bsenin)(?<!\bselasa)(?<!\brabu)(?<!\bkamis)(?<!\bjumat)(?<!\bsabtu)(?<!\bdetik)(?<!\bmenit)(?<!\bjam)(?<!\bjanuari)(?<!\bfebruari)(?<!\bmaret)(?<!\bapril)(?<!\bmei)(?<!\bjuni)(?<!\bjuli)(?<!\bagustus)(?<!\bseptember)(?<!\boktober)(?<!\bnovember)(?<!\bdesember)(?<!\bwaktu)(?<!\byang)(?<!\bthe)(?<!\bthat)(?<!\bthis)"
    return re.compile(
        rf"(?i)(?:[,;:]|\s[–—-]{{1,2}}|{not_time})\s+(?!as (?:planned|expected|scheduled|intended|hoped|designed|well)\b)(?=(?:{measure}|{words(language, 'subordinate')})\s)|[,;:]\s+(?!\d)|(?<!\byang)\s+(?=(?:dan|tetapi|namun|sedangkan|sementara|karena|sehingga|ketika|hingga|padahal)\s)|\s(?=that (?:was|were|had|has|is|are|fell|broke|exploded|failed|hit|struck|crashed|came)\b)"
    )


class Clause:
    """A span of a paragraph and the kind of what it says; kind is empty when it is of none."""

    def __init__(self, start: int, end: int, kind: str, lead: str = "") -> None:
        self.start, self.end, self.kind = start, end, kind
        self.lead = lead  # words of the clause before that this one leaves out: its auxiliary or hedge


def clauses(text: str, start: int, end: int, language: str, reentry: bool, people: str = "") -> list[Clause]:
    """Clauses of a span: split where another kind begins; clauses of no kind join the one before."""
    whole = text[start:end]
    half = re.search(r";\s+(?=\w)", whole)
    if half and _finite(whole[half.end() :], language):
        halves = [(start, start + half.start()), (start + half.end(), end)]
        return [c for a, b in halves for c in clauses(text, a, b, language, reentry, people)]
    if finder(language, "condition").search(whole) or re.match(r"(?i)(?:had|were) (?:the|it|they)", whole):
        return [Clause(start, end, _conditional(whole, language, reentry, people))]
    tail = zone_tail(whole, language)
    if tail is not None and kind_of(whole[:tail], language, people, reentry) in _BEFORE_VERDICT:
        head = clauses(text, start, start + tail, language, reentry, people)
        return [*head, Clause(start + tail, end, "zone_verdict", whole[:tail])]
    found: list[Clause] = []
    within: list[Clause] = []
    pieces = list(pairwise(_cuts(text, start, end, language)))
    while pieces:
        last = _predicate_after(text, pieces, language)
        if last:
            (a, b), (c, d) = pieces[0], pieces[last]
            kind = kind_of(text[a:b] + text[c:d], language, people, reentry)
            inserted = kind_of(text[b:c], language, people, reentry)
            if inserted and inserted != kind and _tells(text[b:c], language):
                within.append(Clause(b, c, inserted))
            _take(found, text, a, d, language, kind)
        else:
            a, d = pieces[0]
            kind, lead = _kind_in_row(text, found, a, d, language, people, reentry)
            if lead and kind not in ("", "plan", found[-1].kind):
                found.append(Clause(a, d, kind))
            else:
                _take(found, text, a, d, language, kind)
            if found[-1].start == a:
                verdict = kind == "zone_verdict" and len(found) > 1 and not _finite(text[a:d], language)
                found[-1].lead = text[found[-2].start : a] if verdict else lead
        del pieces[: last + 1]
    if len(found) == 1 and not found[0].kind:
        found[0].kind = kind_of(whole, language, people, reentry)
    return sorted([*found, *within], key=lambda c: (c.start, -c.end))


def _cuts(text: str, start: int, end: int, language: str) -> list[int]:
    """Offsets at which clauses can begin, with both ends."""
    cuts = [start]
    measured = 0
    whole = text[start:end]
    for m in _boundary(language).finditer(whole):
        if m.end() < measured:
            continue  # inside "four minutes after"
        if len(whole[cuts[-1] - start : m.start()].split()) == 1 and _COORDINATED.match(whole[cuts[-1] - start :]):
            continue  # "and until ..." begins one clause
        restrictive = re.match(r"(?:that|yang|who|which) ", whole[m.end() :]) and whole[m.start()] != ","
        if restrictive and not _finite(whole[cuts[-1] - start : m.start()], language):
            continue  # "a capsule that was launched in May came down"
        cuts.append(start + m.end())
        long = _measure(language).match(whole, m.end())
        measured = long.end() if long else 0
    return [*cuts, end]


def _predicate_after(text: str, pieces: list[tuple[int, int]], language: str) -> int:
    """Index of the piece with the predicate of a subject that an apposition, relative or participle parts from it; else 0."""
    (a, b) = pieces[0]
    subject = text[a:b]
    if len(pieces) < 2 or not subject.rstrip().endswith(",") or _finite(subject, language) or _ADVERBIAL.match(subject):
        return 0
    if _COORDINATED.match(text[pieces[1][0] : pieces[1][1]]):
        return 0
    for i, (c, d) in enumerate(pieces[1:6], 1):
        if verb_first(text[c:d], language):
            return i
    return 0


def _tells(piece: str, language: str) -> bool:
    """Whether an inserted clause has a verb and a time or place of its own."""
    return (
        re.search(
            r"\d|\b(?:in|on|from|near|off|di|ke|dari|pada) (?:the )?[A-Z]|\b(?:last|lalu|kemudian|ago|later|earlier|sebelumnya)\b",
            piece,
        )
        is not None
    )


def _kind_in_row(
    text: str, found: list[Clause], a: int, b: int, language: str, people: str, reentry: bool
) -> tuple[str, str]:
    """Kind of a piece, and the auxiliary it leaves out; a bare verb takes the auxiliary of the clause before ("will climb, drop its stage and ...")."""
    piece = text[a:b]
    if found and language == "en":
        modal = re.search(r"\b(?:will|would|could|may|might|shall|should|must|did not|to)\b", text[found[-1].start : a])
        rest = re.sub(r"^(?:and|or|then|also|later|finally|not|with luck,)\s+", "", piece)
        first = tagged(f"to {rest[:40]}", language)[1:2]
        if modal and first and any(t.endswith(":bare") for t in first[0].tags):
            return kind_of(f"{modal.group()} {rest}", language, people, reentry), modal.group()
    if not found and _ADVERBIAL.match(piece) and piece.rstrip().endswith(",") and not _finite(piece, language):
        return "", ""  # "on the first attempt, in May, ..."
    kind = kind_of(piece, language, people, reentry)
    if found and not kind and verb_first(piece, language):
        kind = kind_of(
            f"{_subject(text[found[-1].start : a], language)} {_CONJUNCTION.sub('', piece)}", language, people, reentry
        )
    return kind, ""


def _subject(clause: str, language: str) -> str:
    """The words before the first finite verb, when they can be a subject; else nothing."""
    verb = FINITE[language].search(clause)
    words_before = clause[: verb.start()].split() if verb else []
    subject = [
        w for w in words_before if w.lower() not in ("semula", "sedianya", "rencananya", "originally", "initially")
    ]
    return " ".join(subject) if len(subject) <= 14 else ""


_CONJUNCTION = re.compile(r"(?i)^(?:and|but|then|dan|tetapi|lalu|kemudian)\s+")
_BEFORE_VERDICT = ("splashdown", "failure", "launch", "orbit")
_COORDINATED = re.compile(r"(?i)(?:and|but|or|yet|while|dan|tetapi|namun|atau|sedangkan|sementara|lalu|kemudian)\b")
_ADVERBIAL = re.compile(
    r"(?i)(?:in|on|at|by|after|before|during|since|until|for|with|under|over|as|according|earlier|later|last|next|this|so|then|but|and|di|pada|dalam|setelah|sebelum|sejak|untuk|dengan|menurut|sementara|namun|tetapi|akibat|karena|selain|saat|ketika)\b"
)
_TIMED = re.compile(
    r"(?i)(?:[\w.,-]+ ){0,6}?(?:after|before|since|while|when|setelah|sebelum|sejak|usai|seusai|saat|ketika|selagi|sambil)\s+(?P<rest>.+)$"
)
_EXISTS = re.compile(r"(?i)\W*(?:there\b|(?:tidak |tak |belum |masih |memang )?ada\b|bukan\b|nihil\b)|.*\bada\b")
_RELATIVE_THAT = re.compile(r"(?i)(?:that|which|yang)\s")
_REASON = re.compile(r"(?i)(?:because|since|as|karena|sebab|akibat|lantaran)\b")


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


def _only_times(piece: str, kind: str, before: str, language: str) -> bool:
    """ "Five seconds after leaving the pad": a clause without a subject that only times the one before.

    Without a measure of time, one of another kind that tells its place is an event of its own.
    """
    timed = _TIMED.match(piece)
    if timed is None:
        return False
    if kind == "plan" and before != "plan":
        return True
    rest = timed.group("rest")
    if _measure(language).match(piece) is None and kind not in ("", before) and _tells(piece, language):
        return False
    if language == "en":
        return re.match(r"(?:being |having )?[a-z]+ing\b", rest) is not None
    return FINITE["id"].match(rest) is not None


def _take(found: list[Clause], text: str, a: int, b: int, language: str, kind: str) -> None:
    """Puts a piece of a sentence with the clause before, or beside it."""
    piece = text[a:b]
    if not found:
        found.append(Clause(a, b, kind))
        return
    last = found[-1]
    parted = text[max(0, a - 2) : a].strip() in (";", ":")
    if parted and _finite(piece, language) and (kind != last.kind or re.search(_DAY, piece)):
        found.append(Clause(a, b, kind))
        return
    if re.match(r"(?i)(?:and|but|dan|tetapi) (?:that|bahwa)\s", piece) and _finite(piece, language):
        found.append(Clause(a, b, kind))
        return
    after_comma = text[max(0, a - 2) : a].strip() == ","
    if (
        _RELATIVE_THAT.match(piece)
        and not last.kind
        and kind
        and (after_comma or (not _EXISTS.match(text[last.start : a]) and _tells(piece, language)))
    ):
        found.append(Clause(a, b, kind))
        return
    if last.kind and (_only_times(piece, kind, last.kind, language) or _belongs(last, piece, kind)):
        last.end = b
        return
    _place(found, text, a, b, language, kind)


def _belongs(last: Clause, piece: str, kind: str) -> bool:
    """A reason of no event of its own."""
    return _REASON.match(piece) is not None and kind in ("", "plan", "test", "zone_verdict", last.kind)


def _place(found: list[Clause], text: str, a: int, b: int, language: str, kind: str) -> None:
    """Whether a clause after the first joins the one before or stands beside it."""
    piece = text[a:b]
    last = found[-1]
    opposed = (
        re.match(r"(?i)(?:but|yet|tetapi|namun|tapi)\s", piece) is not None
        and _finite(piece, language)
        and len(piece.split()) >= 3
    )
    held = (
        text[max(0, a - 2) : a].strip() != ","
        and (
            not last.kind
            or kind in ("", last.kind, "launch", "test", "plan")
            or _only_times(piece, "", last.kind, language)
        )
        and re.match(r"(?i)(?:when|whenever|while|until|setiap kali|ketika|saat|selagi|sampai|hingga)\s", piece)
        is not None
    ) or re.match(r"(?i)(?:who|which|that|yang|or|atau)\s", piece) is not None
    fronted = _ADVERBIAL.match(text[last.start : b]) and not _finite(text[last.start : b], language)
    whole = "" if fronted else kind_of(text[last.start : b], language)
    beside = (
        not kind
        and re.match(r"(?i)(?:and|while|whereas|dan|sedangkan|sementara|padahal)\s", piece) is not None
        and len(piece.split()) >= 5
        and _finite(piece, language)
        and not _shared_subject(piece)
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
            and not _shared_subject(piece)
            and _finite(text[last.start : last.end], language)
            and len(text[last.start : last.end].split()) >= 5
            and _finite(piece, language)
        ):
            found.append(Clause(a, b, kind))
        else:
            last.end, last.kind = b, whole or kind
    elif (
        (
            kind == last.kind
            and not _another_day(text[last.start : last.end], piece)
            and not _other_piece(text[last.start : last.end], text[a : b + 60], kind)
            and not (_measure(language).match(piece) and kind != "plan")
        )
        or held
        or not (_finite(piece, language) or _participle(piece, kind, text[max(0, a - 2) : a]))
    ):
        last.end = b
    elif (
        last.kind == "orbit"
        and kind == "failure"
        and re.match(r"(?i)(?:because|since|after|karena|akibat|lantaran|sebab|setelah)\b", piece)
    ) or (
        {kind, last.kind} == {"test", "failure"}
        and not re.match(r"(?i)when\s", piece)
        and not re.match(r"(?i)(?:and|but|dan|lalu) (?:the|a|an)\b", piece)
    ):
        last.end, last.kind = b, "failure"
    else:
        found.append(Clause(a, b, kind))


def _participle(piece: str, kind: str, before: str) -> bool:
    """ ", killing two people": what the event of the main clause did, when it is of a kind."""
    return kind != "" and before.strip() == "," and re.match(r"(?i)(?:and |also )?[a-z]+ing\b", piece) is not None


def _shared_subject(piece: str) -> bool:
    """Whether a coordinated clause begins with its verb, so that it has the subject of the clause before."""
    return (
        re.match(
            r"(?i)(?:and (?:then |later |finally )?(?:was|were|has|had|fell|came|broke|blew|burst|lost|went|sank|struck|hit|rose|flew|(?!(?:red|bed|speed)\b)\w+ed)\b|dan (?:kemudian |lalu |akhirnya )?(?:me\w+|ber\w+|di\w{3,}|ter\w+|jatuh|gagal|padam|pecah|hancur|lepas landas|hilang)\b)",
            piece,
        )
        is not None
    )


def _another_day(before: str, piece: str) -> bool:
    """Whether a clause tells of another day than the one before."""
    return (
        re.search(_DAY, piece) is not None
        and not _REASON.match(piece)
        and re.match(r"(?i)(?:and|but|then|dan|lalu|kemudian|sedangkan|sementara|while)\b", piece) is not None
    )


_DAY = (
    r"(?i)\b(?:(?:days?|weeks?|months?|years?) (?:later|earlier|before|afterwards)|(?:hari|pekan|minggu|bulan|tahun) (?:kemudian|sebelumnya|berselang|lalu)|"
    r"(?:on|in|by|since|until|last|next|this) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)|"
    r"(?:pada|hari) (?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|(?:19|20)\d\d))\b"
)


def _other_piece(before: str, piece: str, kind: str) -> bool:
    """Two pieces that fell at two named places, each with a subject and a verb of its own."""
    place = re.compile(r"\b(?:near|at|in|into|on|off|over|of|di|ke|dekat)\s+(?:the\s+)?[A-Z]")
    own = re.match(
        r"(?i)(?:and|while|dan|sedangkan|sementara)\s+(?:a|an|the|another|two|three|sebuah|satu|dua|tingkat|tangki|puing)\s",
        piece,
    )
    return kind == "splashdown" and own is not None and bool(place.search(before)) and bool(place.search(piece))


def _conditional(whole: str, language: str, reentry: bool, people: str) -> str:
    """Kind of the main clause of an "if" sentence, else of its condition."""
    if language == "en":
        m = re.match(r"(?i)(?:if|unless|provided|had|were|should)\b[^,]*,\s*(?P<main>.+)$", whole) or re.match(
            r"(?i)(?P<main>.+?)\s+(?:if|unless|provided)\b", whole
        )
    else:
        m = re.match(
            r"(?i)(?:jika|kalau|bila|apabila|seandainya|andaikan|andai|sekiranya|asalkan)\b[^,]*,\s*(?P<main>.+)$",
            whole,
        ) or re.match(r"(?i)(?P<main>.+?),?\s+(?:jika|kalau|bila|apabila|asalkan|seandainya|kecuali)\b", whole)
    main = kind_of(m.group("main"), language, people, reentry) if m else ""
    kind = main or (kind_of(whole, language, people, reentry) if not m else "")
    return "plan" if kind in ("launch", "test") else kind


FINITE = {
    "en": re.compile(
        r"(?i)\b(?:(?:was|were|is|are|has|had|have|did|does|would|could|do)(?:n['’]t)?|wo?n['’]t|can['’]t|will|would|could|may|might|shall|should|can|\w+ed|fell|came|rose|broke|blew|went|shut|lost|flew|met|left|sent|took|sank|stood|lit|found|hit|burst|tore|put|got|made|gave|ran|held|began|said|says|lies|lay|struck|shot|cut|led|drew|saw|brought|caught|sat|rang|spun)\b"
    ),
    "id": re.compile(
        r"(?i)\b(?!(?:mesin|menteri|menara|meter|media|mereka|memang|merah|meski|meskipun|metode|meteor\w*|medan|meja|berita|beras|beranda|berkas|bersama|berapa|besar|dini|dinas|direktur|dirinya|diri|dinding|digital|terhadap|terakhir|termasuk|teras|ternyata|terlalu|tersebut|terlebih|terus|ternak|menit)(?:nya)?\b)(?:me\w+|ber\w+|di\w{3,}|ter\w+|jatuh|gagal|padam|akan|telah|sudah|belum|tidak|ada|lepas landas|hilang|rusak|terbang|pulang|pergi|tiba|datang|singgah|kembali|naik|muncul|lenyap|kandas|macet|anjlok|batal|urung|tewas|luka|masih|tetap|patah|retak|robek|kena|hadir|mundur|masuk|keluar|tenggelam|habis|usai|selesai|pecah|turun|hancur|mati|sukses|bocor)\b"
    ),
}


def _finite(piece: str, language: str) -> bool:
    return bool(FINITE[language].search(piece))
