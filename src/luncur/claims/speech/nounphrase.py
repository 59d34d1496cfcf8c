"""The phrase beside a verb of saying that can be its subject: where it begins, where it ends, what it cannot be."""

from __future__ import annotations

from functools import cache

from luncur.claims.speech.speech import finder, tables
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite_phrase
from luncur.claims.words.lexicon import words
from luncur.claims.words.vocabulary import vocabulary

BLANK = "\x01"  # stands for a letter inside a quotation
_MARK = rf"[{BLANK};:]|\s[–—-]{{1,2}}\s|\("
_NO_SPEECH_BEFORE = {
    "en": re.compile(
        r"(?i)\b(?:not|to|would|could|will|may|might|must|can|should|cannot|didn't|doesn't|don't|won't|wouldn't|be|been|being|is|are|was|were|nor|let|declined to|refused to|of|a|an|by|from|in|these|those|such|any)\s*$"
    ),
    "id": re.compile(
        r"(?i)\b(?:tidak|tak|belum|akan|bisa|dapat|enggan|untuk|ingin|mau|yang|harus|bakal|bukan|jangan|tanpa|perlu|dengan|terus terang)\s*$"
    ),
}


@cache
def _adverbs(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:\s+(?:{tables(language)['adverb']}))+\s*$")


@cache
def _joint(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:(?<=^)|(?:,\s+)|\s)(?:{tables(language)['joint']})\s+")


def barred(left: str, language: str) -> bool:
    """Whether the words before a verb of saying take away that something was said ("would not say")."""
    return _NO_SPEECH_BEFORE[language].search(left) is not None


def without_adverbs(left: str, language: str) -> str:
    """The words before a verb without the adverbs and auxiliaries that belong to it."""
    found = _adverbs(language).search(left)
    if found and found.start() > 0:
        left = left[: found.start()]
    return left


def like_speaker(phrase: str, language: str) -> bool:
    """Whether a phrase can be the subject of a verb of saying."""
    bare = re.sub(rf",?\s+(?:{tables(language)['relative']})\b.*$", "", phrase.strip(" ,"))
    core = bare.split(",")[0].strip()
    core = re.sub(rf"(?i)^(?:{tables(language)['source']})\s+(?=\S)", "", core)
    if not core or len(core.split()) > 13 or len(bare.split()) > 24:
        return False
    if re.match(rf"(?i)(?:{tables(language)['nobody']})\b", core):
        return False
    if finite_phrase(re.sub(r"\([^)]*\)", "", core), language):
        return False
    if language == "id":
        return (
            re.match(
                r"(?i)(?:di|dari|ke|dalam|pada|untuk|karena|yang|dan|tetapi|bahwa|ketika|setelah|sebelum|roket|satelit|puing|atas|oleh|begitu|demikian|kepada|menurut|ditanya|soal|mengenai|terkait|bersama|sebagai|seperti|saat|hingga|sejak|selain|usai|seusai|lewat|melalui|seraya|sambil|sembari|serta|lalu|kemudian|juga)\b",
                core,
            )
            is None
        )
    if re.match(
        r"(?:In|On|At|Under|After|Before|During|From|By|For|With|As|When|While|Since|Until|Although|Because|If|Without|Despite|To|Into|Over|Like|Unlike|Of|Where|according|citing|quoting)\b(?! \w+['’]s)",
        core,
    ):
        return False
    first = core.split()[0].lower().rstrip(".")
    if first.endswith(("'s", "’s")):
        return True
    return core[:1].isupper() or re.fullmatch(rf"(?:{tables('en')['speakers']})", first) is not None or _role(core)


def _role(core: str) -> bool:
    """An office, title or institution without an article ("project manager Mara Quill", "residents of Tarn")."""
    return (
        re.match(
            rf"(?i)(?:[\w-]+ ){{0,4}}(?:{vocabulary('en', 'office')}|{vocabulary('en', 'title')}|{vocabulary('en', 'spokes')}|{words('en', 'anonymous')}|{vocabulary('en', 'generic')})\b",
            core,
        )
        is not None
    )


def citable(phrase: str, language: str) -> bool:
    """Whether a phrase names someone who can be cited, and no data or papers."""
    return like_speaker(phrase, language) and (
        re.search(r"[A-Z]", re.sub(r"^(?:The|A|An) ", "", phrase)) is not None
        or re.search(
            rf"(?i)\b(?:{vocabulary(language, 'office')}|{vocabulary(language, 'spokes')}|{words(language, 'anonymous')}|{vocabulary(language, 'generic')})\b",
            phrase,
        )
        is not None
    )


def before(sentence: str, at: int, language: str) -> tuple[int, str] | None:
    """Subject that ends before ``at``: where it begins and its words; None where no phrase can be one."""
    left = without_adverbs(sentence[:at].rstrip(), language)
    end = len(left)
    begin = 0
    for m in re.finditer(_MARK, left):
        if m.group() != "(":
            begin = m.end()
    for m in _joint(language).finditer(left):
        if m.end() > begin and _in_relative(left, begin, m.start(), m.end(), language):
            continue
        if (m.end() > begin and finite_phrase(left[begin : m.start()] or "", language)) or m.start() == begin:
            begin = m.end()
    if how := re.match(r"\s*(?:is|was|that(?:['’]s| is| was)|this is) how\s+", left[begin:]):
        begin += how.end()  # "“...,” is how Mara Quill puts it"
    pieces = _pieces(left, begin, end)
    closed = left.endswith(",")
    if closed:
        pieces = pieces[:-1]
    if not pieces:
        return None
    k = len(pieces) - 1
    if closed:
        while (
            k > 0
            and not (k < len(pieces) - 1 and left[pieces[k][0] :].startswith("whose "))
            and _apposed(left[slice(*pieces[k])], left[slice(*pieces[k - 1])], language)
        ):
            k -= 1
        if k == len(pieces) - 1:
            return None
    a = pieces[k][0]
    a += len(left[a:end]) - len(left[a:end].lstrip())
    a, head = _without_lead(left, a, end, language)
    loose = (
        k > 0 and len(head.split()) <= 4 and head[:1].islower() and not finite_phrase(head, language)
    )  # "..., harbour records show"
    return (a, head.strip(" ,")) if like_speaker(head, language) or (loose and language == "en") else None


def _in_relative(left: str, begin: int, at: int, behind: int, language: str) -> bool:
    """Whether a conjunction joins parts of a relative clause that a comma closes later ("Quill, who came and left, said")."""
    opened = [m.end() for m in re.finditer(rf",\s+(?:{tables(language)['relative']})\s", left[begin:at])]
    return bool(opened) and "," not in left[begin + opened[-1] : at] and "," in left[behind:]


def _pieces(left: str, begin: int, end: int) -> list[tuple[int, int]]:
    out, a = [], begin
    for m in re.finditer(r",\s*", left):
        if m.start() >= begin and not _in_brackets(left, m.start()):
            out.append((a, m.start()))
            a = m.end()
    out.append((a, end))
    return out


def _in_brackets(text: str, at: int) -> bool:
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def _apposed(piece: str, earlier: str, language: str) -> bool:
    """Whether a piece between commas explains the one before it."""
    if re.match(r"(?i)(?:berusia )?\d{1,3}(?: tahun)?$", piece.strip()):
        return True
    if language == "en" and re.match(
        r"(?:\w+ed|given|seen|sent|made|written|built|published|shown|held|read)\s+(?:in|on|at|by|to|from|after|during|for|with)\b",
        piece,
    ):
        return like_speaker(earlier, language)
    if re.match(rf"(?i)(?:{tables(language)['relative']}|{tables(language)['citing']})\b", piece):
        return True
    return not finite_phrase(piece, language) and like_speaker(earlier, language) and len(piece.split()) <= 14


def _without_lead(left: str, a: int, end: int, language: str) -> tuple[int, str]:
    """Cuts an adverbial that no comma parts from the subject: "In Tokyo on Monday the agency"."""
    head = left[a:end]
    m = (
        re.match(
            r"(?i)as\s(?=[\w’'-]+)|(?:(?:in|on|at|later|earlier|late|early|last|this)\b[^,]{2,40}?\s)(?=(?:the|a|an|he|she|it|they)(?:\s|$))",
            head,
        )
        if language == "en"
        else re.match(
            r"(?i)(?:sementara itu|sebelumnya|kemudian|namun|tetapi|tapi|adapun|selain itu|lalu|begitu pula)\s+", head
        )
    )
    return (a + m.end(), head[m.end() :]) if m else (a, head)


def after(sentence: str, at: int, language: str) -> tuple[str, int] | None:
    """Subject that follows a verb: its words with appositions, and where they end; None where none follows."""
    stop = re.search(rf"[{BLANK};]|:\s|\s[–—]\s", sentence[at:])
    limit = at + stop.start() if stop else len(sentence)
    pieces = _pieces(sentence[:limit], at, limit)
    first = sentence[slice(*pieces[0])].strip()
    if not first or (not like_speaker(first, language) and not _with_adjunct(first, language)):
        return None
    end = pieces[0][1]
    for i, (a, b) in enumerate(pieces[1:], 1):
        piece = sentence[a:b]
        if _goes_on(piece, language) or (
            finite_phrase(re.sub(rf"(?i)^(?:{tables(language)['relative']})\b.*", "", piece), language)
            and not _relative(piece, language)
        ):
            break
        if _relative(piece, language) and i < len(pieces) - 1 and not finite_phrase(piece, language):
            break
        end = b
    return sentence[at:end].strip(), end


def _relative(piece: str, language: str) -> bool:
    return re.match(rf"(?i)(?:{tables(language)['relative']})\b", piece) is not None


def _goes_on(piece: str, language: str) -> bool:
    """Whether what follows a comma is said too, and no more about the speaker."""
    return (
        re.match(
            rf"(?i)(?:{tables(language)['joint']}|because|since|citing|quoting|mengutip|adding|saying|noting|warning|after|before|when|if|karena|sebab|setelah|ketika|jika|kalau|yang berarti|sehingga)\b",
            piece,
        )
        is not None
        or finder(language, "participle").match(piece) is not None
    )


def _with_adjunct(first: str, language: str) -> bool:
    """A subject with a place or time behind it that reads like a clause."""
    cut = re.split(
        r"(?i)\s+(?:di|dalam|kepada|pada|saat|usai|seusai|setelah|ketika|melalui|lewat|sambil|sembari|seraya|in|on|at|after|during|through|when|by|to)\s",
        first,
    )[0]
    return cut != first and like_speaker(cut, language)
