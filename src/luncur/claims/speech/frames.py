"""Where a sentence attributes words: the verb of saying or "according to", its subject, and where the words begin."""

from __future__ import annotations

from luncur.claims.speech import nounphrase as np
from luncur.claims.speech.content import Frame, behind_comma, ends_clause, fill
from luncur.claims.speech.nounphrase import BLANK
from luncur.claims.speech.speech import bare_forms, certain, finder, tables
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite_phrase

_NOUNS = frozenset(
    [
        "reports",
        "claims",
        "notes",
        "posts",
        "estimates",
        "fears",
        "hopes",
        "records",
        "answers",
        "replies",
        "promises",
        "demands",
        "states",
        "reads",
        "guesses",
        "laughs",
        "sighs",
        "cries",
        "doubts",
        "shows",
        "rules",
        "finds",
    ]
)
_PLURAL = r"(?i)(?:\b(?:they|we|i|you|people|police|many|some|others|most|both)|s)(?: \w+ly| also| still| now)?\s*$"
_BEFORE_NOUN = r"(?i)\b(?:media|news|press|official|early|first|initial|police|these|those|no|some|any|all|such|several|many|new|local|other|earlier|unconfirmed|false|of|the|a|its|his|her|their|and|united|member|safety|ground)\s*$"


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
            out.append(Frame(who, m.start(), m.end(), "according", behind_comma(sentence, m.end()), True))
    for m in re.finditer(
        rf"(?i)(?:(?<=^)|(?<=[\s(,{BLANK}]))(?:{tables(language)['according']})(?P<own>nya)?\b", sentence
    ):
        if m.group("own"):
            out.append(Frame("ia", m.start(), m.end(), "menurut", behind_comma(sentence, m.end()), True))
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
        out.append(Frame(subject, m.start(), end, "according", behind_comma(sentence, end), True))
    return out


def _verbs(sentence: str, language: str) -> list[Frame]:
    """Subject, verb, words: "The agency said that ..."; or words, subject, verb: "..., she added"."""
    out: list[Frame] = []
    for sort in ("said", "deny"):
        for m in finder(language, sort).finditer(sentence):
            left, denied = _before_verb(sentence, m, sort == "deny", language)
            if left is None:
                continue
            found = np.before(left, len(left), language)
            if found is None:
                frame = _coordinated(sentence, m, language)
            else:
                start, subject = found
                frame = Frame(subject, start, m.end(), m.group(), denied=denied)
                fill(frame, sentence, language)
                if frame.content is None and not ends_clause(sentence, frame, language):
                    frame = None
            if frame is not None:
                out.append(frame)
    return out


def _before_verb(sentence: str, m: re.Match[str], denies: bool, language: str) -> tuple[str | None, bool]:
    """The words before a verb, and whether it denies; None where it says nothing ("would not say", "news reports")."""
    left = sentence[: m.start()]
    if left[-1:] and left[-1] in "-'’“":
        return None, denies
    only = (
        language == "en"
        and re.search(r"\s(?:would|could|will|can)\s+$", left)
        and re.match(r" only\b", sentence[m.end() :])
    )
    if only:  # "would say only that ..."
        return re.sub(r"\s\w+\s+$", " ", left), denies
    if denies and re.search(r"(?i)\b(?:not|tidak|tak|never)\s*$", left):
        return re.sub(r"(?i)\s+(?:did|does|do|has|had|have)?\s*(?:not|tidak|tak|never)\s*$", " ", left), False
    bare = m.group() in bare_forms(language) and not re.search(_PLURAL, left)
    noun = language == "en" and m.group() in _NOUNS and re.search(_BEFORE_NOUN, left)
    return (None if bare or noun or np.barred(left, language) else left), denies


def _coordinated(sentence: str, m: re.Match[str], language: str) -> Frame | None:
    """ "and added that ...", "dan menambahkan bahwa ...": the speaker is the one before."""
    lead = re.search(
        r"(?i)(?:,|\b(?:and|but|dan|serta|tetapi|namun|seraya|sambil|sembari))(?:\s+(?:also|then|later|juga|kemudian|lalu))?\s*$",
        sentence[: m.start()],
    )
    if not lead or (language == "en" and lead.group().strip() == ","):
        return None
    frame = Frame("", lead.start(), m.end(), m.group())
    fill(frame, sentence, language)
    that = frame.content is not None and re.search(r"(?:that|bahwa|:)\s*$", sentence[: frame.content])
    return frame if that or (frame.content is not None and m.group() in certain(language)) else None


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
            and not finite_phrase(left, "en")
        ):
            continue  # "The minister, announced ..."
        found = _subject_of_inverted(sentence, m, language)
        if found is None:
            continue
        subject, end = found
        out.append(Frame(subject, m.start(), end, m.group(), behind_comma(sentence, end), True))
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
        return [Frame("ia", 0, m.end(), "kata", behind_comma(sentence, m.end()), True)]
    found = np.after(sentence, m.end(), language)
    return [Frame(found[0], 0, found[1], "kata", behind_comma(sentence, found[1]), True)] if found else []


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
            fill(frame, sentence, "en")
            if frame.content is None and ends_clause(sentence, frame, "en"):
                frame.content = None
            out.append(frame)
            spans.append(m.span())
    for m in finder("en", "participle").finditer(sentence):
        if any(a <= m.start() < b for a, b in spans) or not re.search(r"(?:,|\band|\bbut)\s+$", sentence[: m.start()]):
            continue
        frame = Frame("", m.start(), m.end(), m.group())
        fill(frame, sentence, "en")
        if frame.content is not None:
            out.append(frame)
    return out
