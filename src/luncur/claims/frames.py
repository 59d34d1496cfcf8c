"""Where a sentence attributes words: the verb of saying or "according to", its subject, and where the words begin."""

from __future__ import annotations

from dataclasses import dataclass, field

from luncur.claims import nounphrase as np
from luncur.claims import rx as re
from luncur.claims.clauses import FINITE
from luncur.claims.lexicon import words
from luncur.claims.nounphrase import BLANK
from luncur.claims.speech import addressing, bare_forms, certain, finder, needing_that, tables

_TIME_EN = r"(?:(?:late |early )?(?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:night|morning|evening|afternoon))?|yesterday|today|last (?:week|month|night|year)|this (?:week|month|year)|later|earlier|again|afterwards|separately|at the time|in (?:a|an|its|his|her|their) [\w -]{2,40}?(?:statement|letter|e-?mail|interview|post|message|briefing|report|release|note|call))"
_CLAUSE_EN = re.compile(
    r"(?:the|a|an|its|his|her|their|our|my|no|it|they|he|she|we|i|you|there|this|that|these|those|all|some|most|many|both|each|every|any|nothing|nobody|none|one|two|three|four|five|six|seven|eight|nine|ten|if|when|after|before|once|had|neither|only|more|fewer|about|at|in|by|\d|pieces|parts|debris|fishermen|people|residents|[A-Z“])",
)
_NO_CLAUSE = {
    "en": re.compile(
        r"(?i)(?:to|of|in|about|how|for|whether|what|why|goodbye|hello|so|nothing|against|into|over|on|from|with|up|off|by|when|where|who)\b(?! (?:all|the event|case|fact|that|a statement)\b)"
    ),
    "id": re.compile(
        r"(?i)(?:tentang|mengenai|untuk|kepada|soal|apakah|dari|ke|sebagai|oleh|di|berapa|siapa|bagaimana|kapan|mengapa|apa|adanya|hal itu|hal tersebut|itu\b$)\b"
    ),
}


@dataclass
class Frame:
    """An attribution in a sentence: from ``start`` to ``end``, addressees and adverbials included.

    ``subject`` is empty for one that goes on with the speaker before ("adding that"); ``content`` is where the words
    said begin behind it, None when nothing said stands behind.
    """

    subject: str
    start: int
    end: int
    verb: str
    content: int | None = None
    inverted: bool = False
    denied: bool = False
    carriers: list[str] = field(default_factory=list)


def frames(sentence: str, language: str) -> list[Frame]:
    """All attributions of a sentence in the order of their places."""
    found = [*_according(sentence, language), *_verbs(sentence, language), *_inverted(sentence, language)]
    if language == "en":
        found += _participles(sentence)
    found.sort(key=lambda f: (f.start, -f.end))
    out: list[Frame] = []
    for frame in found:
        if not out or frame.start >= out[-1].end or (out[-1].content is None and frame.start >= out[-1].end - 1):
            out.append(frame)
    return out


def _according(sentence: str, language: str) -> list[Frame]:
    out = []
    for m in re.finditer(
        r"\b(?:[Bb]y|[Ii]n|[Oo]n) (?P<who>his|her|their|its|[A-Z][\w-]+['’]s) (?:own )?(?:count|account|estimate|reckoning|calculations?|admission|view|words|opinion|telling|version)\b",
        sentence,
    ):
        who = {"his": "he", "her": "she", "its": "it", "their": "they"}.get(m.group("who"), m.group("who")[:-2])
        if language == "en":
            out.append(Frame(who, m.start(), m.end(), "according", _behind_comma(sentence, m.end()), True))
    for m in re.finditer(
        rf"(?i)(?:(?<=^)|(?<=[\s(,{BLANK}]))(?:{tables(language)['according']})(?P<own>nya)?\b", sentence
    ):
        if m.group("own"):
            out.append(Frame("ia", m.start(), m.end(), "menurut", _behind_comma(sentence, m.end()), True))
            continue
        if language == "id" and m.group().lower() == "bagi":
            continue
        found = np.after(sentence, m.end(), language)
        if found is None:
            continue
        subject, end = found
        leading = not sentence[: m.start()].strip(f" ,{BLANK}")
        if leading and "," in subject and not sentence[end:].strip(" ,.") and BLANK not in sentence[end:]:
            subject = subject.rpartition(",")[0]
            end = sentence.index(subject, m.end()) + len(subject)
        out.append(Frame(subject, m.start(), end, "according", _behind_comma(sentence, end), True))
    return out


def _behind_comma(sentence: str, at: int) -> int | None:
    m = re.match(r"\s*,\s+(?=\S)", sentence[at:])
    return at + m.end() if m else None


def _verbs(sentence: str, language: str) -> list[Frame]:
    """Subject, verb, words: "The agency said that ..."; or words, subject, verb: "..., she added"."""
    out: list[Frame] = []
    for sort in ("said", "deny"):
        for m in finder(language, sort).finditer(sentence):
            left = sentence[: m.start()]
            denied = sort == "deny"
            negated = np.barred(left, language)
            if denied and re.search(r"(?i)\b(?:not|tidak|tak|never)\s*$", left):
                denied = negated = False
                left = re.sub(r"(?i)\s+(?:did|does|do|has|had|have)?\s*(?:not|tidak|tak|never)\s*$", " ", left)
            if m.group() in bare_forms(language) and not re.search(
                r"(?i)(?:\b(?:they|we|i|you|people|police|many|some|others|most|both)|s)(?: \w+ly| also| still| now)?\s*$",
                left,
            ):
                continue
            if negated or (left[-1:] and left[-1] in "-'’“"):
                continue
            found = np.before(left, len(left), language)
            if found is None:
                frame = _coordinated(sentence, m, language)
                if frame:
                    out.append(frame)
                continue
            start, subject = found
            frame = Frame(subject, start, m.end(), m.group(), denied=denied)
            _fill(frame, sentence, language)
            if frame.content is None and not _ends_clause(sentence, frame, language):
                continue
            out.append(frame)
    return out


def _coordinated(sentence: str, m: re.Match[str], language: str) -> Frame | None:
    """ "and added that ...", "dan menambahkan bahwa ...": the speaker is the one before."""
    lead = re.search(
        r"(?i)(?:,|\b(?:and|but|dan|serta|tetapi|namun|seraya|sambil|sembari))(?:\s+(?:also|then|later|juga|kemudian|lalu))?\s*$",
        sentence[: m.start()],
    )
    if not lead or (language == "en" and lead.group().strip() == ","):
        return None
    frame = Frame("", lead.start(), m.end(), m.group())
    _fill(frame, sentence, language)
    that = frame.content is not None and re.search(r"(?:that|bahwa|:)\s*$", sentence[: frame.content])
    return frame if that or (frame.content is not None and m.group() in certain(language)) else None


def _fill(frame: Frame, sentence: str, language: str) -> None:
    """Addressee, adverbials and conjunction behind a verb, and where the words said begin."""
    rest = sentence[frame.end :]
    if language == "en" and sentence[: frame.start].strip().lower() == "as" and rest.startswith(","):
        frame.start, frame.content = 0, frame.end + 2  # "As the director put it, the valve leaked"
        return
    told = _addressee(frame.verb, rest, language)
    if told:
        frame.carriers = told[1]
        frame.end += told[0]
        rest = sentence[frame.end :]
    that = re.match(
        r"(?P<pre>[^;:,\x01]{0,100}?(?:,[^;:,\x01]{0,50},)?)\s*\b(?:that)\s+(?=\S)"
        if language == "en"
        else r"(?P<pre>[^;:,\x01]{0,100}?(?:,[^;:\x01]{0,60},)?)\s*\b(?:bahwa|kalau|jika)\s+(?=\S)",
        rest,
    )
    if that and _between(that.group("pre"), language):
        frame.content = frame.end + that.end()
        return
    colon = re.match(rf"[^;:{BLANK}]{{0,90}}:\s+(?=\S)|[^;:{BLANK}]{{0,60}},\s+(?=[{BLANK}])", rest)
    if colon:
        frame.content = frame.end + colon.end()
        return
    if language == "id" and rest[:1] == "," and not sentence[: frame.start].strip(" ,"):
        # "Quill menjelaskan, tangki itu pecah": the comma stands for "bahwa"
        if np.finite(rest, "id") and not re.match(r",\s+(?:yang|tetapi|namun|dan)\b", rest):
            frame.content = frame.end + len(rest) - len(rest.lstrip(" ,"))
        return
    skip = (
        re.match(rf"(?i)(?:\s+{_TIME_EN})?[\s,]+", rest)
        if language == "en"
        else re.match(
            r"(?i)(?:\s+(?:pada |di |hari )?(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)(?: \([\d/]+\))?(?: \w+)?,)?\s+(?:kuat )?",
            rest,
        )
    )
    if skip is None:
        return
    at = frame.end + skip.end()
    content = sentence[at:].strip(" .,")
    if rest[:1] == "," or not content:
        return
    if _clause(content, frame, language):
        frame.content = at


def _between(pre: str, language: str) -> bool:
    """Whether what stands between a verb of saying and "that" is an addressee or an adverbial."""
    pre = pre.strip(" ,")
    if not pre:
        return True
    if language == "en":
        noun = r"(?:suggestions?|reports?|claims?|rumou?rs|allegations?|accusations?|speculation|charges?|the idea|the notion|the possibility|the fact|concerns?|fears?|hopes?)"
        return (
            re.match(
                rf"(?i)(?:{tables('en')['adjunct']}|{tables('en')['adverb']}|{_TIME_EN}|{tables('en')['listener']}|the |its |an? )",
                pre,
            )
            is not None
            or re.match(rf"(?i)(?:the |a |an |any |all )?(?:[\w-]+ )?{noun}\b", pre) is not None
            or pre[:1].isupper()
            or (len(pre.split()) <= 7 and "," not in pre)
        ) and not np.finite(pre, "en")
    return (
        re.match(
            rf"(?i)(?:{tables('id')['adjunct']}|kepada|kabar|berita|tuduhan|laporan|anggapan|dugaan|secara|dengan|ke|kemungkinan|hal)\b",
            pre,
        )
        is not None
    )


def _clause(content: str, frame: Frame, language: str) -> bool:
    """Whether words behind a verb without "that" are a clause that was said."""
    if frame.verb.startswith("ask") and re.match(r"(?:whether|if)\s", content):
        return True
    if re.match(r"(?:that|this|it|so|itu|ini)[;,.]", content) or _NO_CLAUSE[language].match(content):
        return False
    if content.startswith((BLANK, "“")):
        return True
    count = len(content.split())
    if language == "en":
        if frame.denied:
            if re.match(
                r"(?i)(?:it|them|this|that|him)\b|the (?:\w+ )?(?:reports?|claims?|charges?|allegations?|accusations?|rumou?rs?|suggestions?)\b",
                content,
            ):
                return False
            return count >= 2
        if frame.verb in needing_that():
            return False
        if frame.verb.startswith("expect"):
            return count >= 3 and not content.startswith("to ")
        return count >= 3 and _CLAUSE_EN.match(content) is not None and FINITE["en"].search(content) is not None
    if frame.denied:
        return count >= 2 and not re.match(
            r"(?i)(?:berita|kabar|tuduhan|laporan|hal|anggapan|klaim|isu|semua) (?:itu|tersebut|tadi)\W*$|hal itu\b",
            content,
        )
    if frame.verb in certain("id"):
        return count >= 2
    if frame.verb in needing_that():
        return re.match(r"(?:agar|supaya)\b", content) is not None
    return count >= 2 and (
        np.finite(content, "id") or re.search(r"\w (?:itu|ini|tersebut|tadi) \w", content) is not None
    )


def _addressee(verb: str, rest: str, language: str) -> tuple[int, list[str]] | None:
    """Whom a verb addresses: letters that it takes, and the newspaper or agency among them."""
    if language == "id":
        m = re.match(
            rf"\s+kepada\s+(?P<who>(?:(?:{words('id', 'paper')})\s+)?[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){{0,3}}|wartawan|para wartawan|media)",
            rest,
        )
        return (
            (m.end(), [m.group("who")] if m.group("who")[:1].isupper() or " " in m.group("who") else []) if m else None
        )
    if verb not in addressing():
        return None
    m = re.match(
        rf"\s+(?P<who>(?:{tables('en')['listener']})\b(?: (?:at|in|on|from) (?:the |a |an )?[\w’'-]+(?: (?!that\b)[\w’'-]+){{0,3}}?(?=\s(?:that|the|a|its|on|it)\b|[,.]|$))?"
        rf"|[a-z]{{3,}}(?:s|people|men)\b(?=\s(?:in|at|on|that|the|a|by|during|it)\b|[,.]|\s*$)"
        rf"|(?:the |a )?(?:[a-z-]+ ){{0,2}}(?:{words('en', 'paper')})(?: [A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*)?"
        rf"|(?:the )?[A-Z][\w&.'’-]*(?: (?:of (?:the )?)?[A-Z][\w&.'’-]*){{0,4}}(?: (?:newspaper|agency|news agency|television|radio|magazine|daily))?"
        rf"|(?:the |a |an |his |her |its |their )(?:[a-z-]+ ){{0,3}}?[a-z-]+(?=\s(?:that|the|on|in|at|last|it|they|he|she)\b|[,.]|\s*$))",
        rest,
    )
    if m is None:
        return None
    who = m.group("who")
    name = re.search(r"[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*", who)
    return m.end(), [name.group()] if name else []


def _ends_clause(sentence: str, frame: Frame, language: str) -> bool:
    """Whether nothing but adverbials stands between a verb of saying and a comma or the end."""
    rest = re.split(rf"[,;{BLANK}]|\s[–—-]\s", sentence[frame.end :])[0].strip(" .")
    if not rest:
        return True
    if re.match(rf"(?i)(?:{tables(language)['adjunct']}|{tables(language)['adverb']})\b", rest) or (
        language == "en" and re.match(rf"(?i){_TIME_EN}|[\w -]{{2,30}} (?:ago|later|earlier)$", rest)
    ):
        frame.end += len(sentence[frame.end :]) - len(sentence[frame.end :].lstrip()) + len(rest)
        return (
            not np.finite(rest, language)
            or re.match(r"(?i)(?:as|when|after|before|while|saat|usai|setelah|ketika)\b", rest) is not None
        )
    return False


def _inverted(sentence: str, language: str) -> list[Frame]:
    """Words, verb, subject: "..., said Mara Quill", "..., kata Sari Wening", "..., ujarnya"."""
    out = []
    for m in finder(language, "inverted").finditer(sentence):
        left = sentence[: m.start()].rstrip()
        parted = (
            not left
            or left[-1] in f",{BLANK}:;—–"
            or re.search(r"(?i)(?:^|[\s,])(?:so|thus|begitu|demikian|masih|lagi-lagi|juga)$", left)
        )
        if not parted:
            continue
        if (
            language == "en"
            and left
            and left[-1] == ","
            and m.group() not in certain("en")
            and not np.finite(left, "en")
        ):
            continue  # "The minister, announced ..."
        found = _subject_of_inverted(sentence, m, language)
        if found is None:
            continue
        subject, end = found
        out.append(Frame(subject, m.start(), end, m.group(), _behind_comma(sentence, end), True))
    return [*_sentence_first(sentence, language), *_passive(sentence, language), *out]


def _subject_of_inverted(sentence: str, m: re.Match[str], language: str) -> tuple[str, int] | None:
    if language == "id":
        if m.group().endswith("nya") and not re.match(r"\s+[A-Z]", sentence[m.end() :]):
            tail = re.match(
                r"(?: (?:kepada|di|dalam|pada|saat|usai|seusai|setelah|ketika|melalui|lewat|sambil|sembari|seraya|menambahkan|lagi|singkat)\b[^,;]*)?",
                sentence[m.end() :],
            )
            return "ia", m.end() + (tail.end() if tail else 0)
        said = re.match(r"\s+(?:(?:di)\w+(?:kan)?\s+(?:oleh\s+)?)?", sentence[m.end() :])
        at = m.end() + (said.end() if said else 0)
        if m.group() in ("demikian", "begitu") and not re.match(
            r"\s+(?:kata|ujar|tutur|di\w+|keterangan|pernyataan|siaran|laporan|bunyi|isi|menurut|[A-Z])",
            sentence[m.end() :],
        ):
            return None
        return np.after(sentence, at, language)
    if re.match(r"\s+(?:that|to|in|on|by|as|it|they|he|she|there|for|at)\b", sentence[m.end() :]):
        return None
    return np.after(sentence, m.end(), language)


def _passive(sentence: str, language: str) -> list[Frame]:
    """ "Hal itu disampaikan Sari Wening", "..., seperti diungkapkan Sari Wening"."""
    out = []
    for m in finder(language, "passive").finditer(sentence):
        left = sentence[: m.start()]
        if not re.search(
            r"(?i)(?:^\s*(?:hal|pernyataan|keterangan|informasi|penjelasan|kabar|kepastian)(?: (?:itu|ini|tersebut|senada|serupa|yang sama))*(?: (?:juga|sebelumnya))?|\b(?:seperti|sebagaimana|demikian|begitu))\s+$",
            left,
        ):
            continue
        at = m.end() + (by.end() if (by := re.match(r"\s+oleh\b", sentence[m.end() :])) else 0)
        found = np.after(sentence, at, language)
        if found:
            start = m.start() - len(re.search(r"(?:\w+\s+)?$", left).group()) if "," in left else m.start()  # type: ignore[union-attr]
            start = (
                0
                if re.match(
                    r"(?i)\s*(?:demikian|begitu|hal|pernyataan|keterangan|informasi|penjelasan|kabar|kepastian)\b",
                    sentence,
                )
                else start
            )
            out.append(Frame(found[0], start, found[1], m.group(), None, True))
    return out


def _sentence_first(sentence: str, language: str) -> list[Frame]:
    """ "Kata Sari, ...", "Ujar dia: ..." at the beginning of a sentence."""
    if language != "id":
        return []
    m = re.match(r"(?:Kata|Ujar|Tutur|Ucap)(?P<own>nya)?\b", sentence)
    if not m:
        return []
    if m.group("own"):
        return [Frame("ia", 0, m.end(), "kata", _behind_comma(sentence, m.end()), True)]
    found = np.after(sentence, m.end(), language)
    return [Frame(found[0], 0, found[1], "kata", _behind_comma(sentence, found[1]), True)] if found else []


def _participles(sentence: str) -> list[Frame]:
    """ "adding that ...": the speaker is the one before, or the subject of the sentence."""
    out = []
    quoted = re.finditer(
        r"(?i)\b(?:was|were|is|has been|been) quoted (?:(?:by|in) [^,]{2,60}? )?as (?:saying|telling [\w ]{2,30}?)\b",
        sentence,
    )
    spans = []
    for m in quoted:
        found = np.before(sentence, m.start(), "en")
        if found:
            frame = Frame(found[1], found[0], m.end(), "said")
            by = re.search(r"(?:by|in) (?:the )?(?P<by>[^,]{2,60}?) as ", m.group())
            frame.carriers = [by.group("by")] if by else []
            _fill(frame, sentence, "en")
            if frame.content is None and _ends_clause(sentence, frame, "en"):
                frame.content = None
            out.append(frame)
            spans.append(m.span())
    for m in finder("en", "participle").finditer(sentence):
        if any(a <= m.start() < b for a, b in spans) or not re.search(r"(?:,|\band|\bbut)\s+$", sentence[: m.start()]):
            continue
        frame = Frame("", m.start(), m.end(), m.group())
        _fill(frame, sentence, "en")
        if frame.content is not None:
            out.append(frame)
    return out
