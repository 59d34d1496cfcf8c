"""Behind a verb of saying: addressee, adverbials, conjunction, and where the words said begin."""

from __future__ import annotations

from dataclasses import dataclass, field

from luncur.claims.speech.nounphrase import BLANK
from luncur.claims.speech.speech import addressing, certain, needing_that, tables
from luncur.claims.words import rx as re
from luncur.claims.words.finite import FINITE, finite_phrase
from luncur.claims.words.lexicon import words

_TIME_EN = r"(?:(?:late |early )?(?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:night|morning|evening|afternoon))?|yesterday|today|last (?:week|month|night|year)|this (?:week|month|year)|later|earlier|again|afterwards|separately|at the time|in (?:a|an|its|his|her|their) [\w -]{2,40}?(?:statement|letter|e-?mail|interview|post|message|briefing|report|release|note|call))"
_CLAUSE_EN = re.compile(
    r"(?:the|a|an|its|his|her|their|our|my|no|it|they|he|she|we|i|you|there|this|that|these|those|all|some|most|many|both|each|every|any|nothing|nobody|none|one|two|three|four|five|six|seven|eight|nine|ten|if|when|after|before|once|had|neither|only|more|fewer|about|at|in|by|\d|pieces|parts|debris|fishermen|people|residents|[A-Z“])",
)
_PLURAL_EN = re.compile(
    r"(?:[a-z-]+ )?[a-z-]+s (?:would|will|were|are|had|have|could|may|might|did|do|can|must|should|fell|came|went|got)\b"
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


def behind_comma(sentence: str, at: int) -> int | None:
    m = re.match(r"\s*,\s+(?=\S)", sentence[at:])
    return at + m.end() if m else None


def fill(frame: Frame, sentence: str, language: str) -> None:
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
        if finite_phrase(rest, "id") and not re.match(r",\s+(?:yang|tetapi|namun|dan)\b", rest):
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
    if rest[:1] == "," or not content or _said_behind(sentence, frame, rest, language):
        return
    if _clause(content, frame, language):
        frame.content = at


def _said_behind(sentence: str, frame: Frame, rest: str, language: str) -> bool:
    """Whether words before an attribution were said, and behind it only stands where or when ("..., he said in a note, but ...")."""
    before, behind = sentence[: frame.start].strip(" ,"), rest.split(",")[0].strip()
    return (
        "," in rest
        and finite_phrase(before, language)
        and sentence[: frame.start].rstrip().endswith((",", BLANK))
        and not finite_phrase(behind, language)
        and re.match(rf"(?i)(?:{tables(language)['adjunct']})\b", behind) is not None
    )


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
        ) and not finite_phrase(pre, "en")
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
                r"(?i)(?:it|them|this|that|him)(?:\W|$)(?! ?(?:is|was|has|had|will|would|did|does|could|can|may|might|ever)\b)|the (?:\w+ )?(?:reports?|claims?|charges?|allegations?|accusations?|rumou?rs?|suggestions?)\b",
                content,
            ):
                return False
            return count >= 2
        if frame.verb in needing_that():
            return False
        if frame.verb.startswith("expect"):
            return count >= 3 and not content.startswith("to ")
        sure = frame.verb in certain("en")
        begins = sure or _CLAUSE_EN.match(content) is not None or _PLURAL_EN.match(content) is not None
        return count >= (2 if sure else 3) and begins and FINITE["en"].search(content) is not None
    if frame.denied:
        return count >= 2 and not re.match(
            r"(?i)(?:berita|kabar|tuduhan|laporan|hal|anggapan|klaim|isu|semua) (?:itu|tersebut|tadi)\W*$|hal itu\b",
            content,
        )
    if frame.verb == "berjanji" and re.match(r"(?:me|ber|di|ter)\w+\b", content):
        return False  # "berjanji mengganti": what is promised, no words
    if frame.verb in certain("id"):
        return count >= 2
    if frame.verb in needing_that():
        return re.match(r"(?:agar|supaya)\b", content) is not None
    return count >= 2 and (
        finite_phrase(content, "id") or re.search(r"\w (?:itu|ini|tersebut|tadi) \w", content) is not None
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


def ends_clause(sentence: str, frame: Frame, language: str) -> bool:
    """Whether nothing but adverbials stands between a verb of saying and a comma or the end."""
    rest = re.split(rf"[,;{BLANK}]|\s[–—-]\s", sentence[frame.end :])[0].strip(" .")
    if not rest:
        return True
    if re.match(rf"(?i)(?:{tables(language)['adjunct']}|{tables(language)['adverb']})\b", rest) or (
        language == "en" and re.match(rf"(?i){_TIME_EN}|[\w -]{{2,30}} (?:ago|later|earlier)$", rest)
    ):
        frame.end += len(sentence[frame.end :]) - len(sentence[frame.end :].lstrip()) + len(rest)
        # "in a filing published on Monday": the participle belongs to the filing
        bare = (
            re.sub(r"(?<=[a-z] )[a-z]+ed (?=(?:on|in|by|to|at|from|late|early|this|last|earlier)\b)", "", rest)
            if language == "en"
            else rest
        )
        return (
            not finite_phrase(bare, language)
            or re.match(r"(?i)(?:as|when|after|before|while|saat|usai|setelah|ketika)\b", rest) is not None
        )
    return False
