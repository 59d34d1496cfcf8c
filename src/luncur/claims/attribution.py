"""Who a sentence lets speak: the words said, the phrase that names the speaker, and those who passed the words on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from luncur.claims import rx as re
from luncur.claims.clauses import FINITE as _FINITE
from luncur.claims.flat import CLOSING, OPENING, quotations
from luncur.claims.lexicon import words

BLANK = "\x01"  # stands for a letter inside a quotation


@dataclass
class Said:
    """Words of one sentence with one speaker; spans are offsets in the paragraph.

    ``speaker``: phrase that names the speaker; None for the newspaper's own words; "" for a quotation without one.
    """

    spans: list[tuple[int, int]]
    speaker: str | None = None
    carriers: list[str] = field(default_factory=list)
    denied: bool = False
    quoted: bool = False
    judged: bool = False  # words that only the attribution makes a claim ("called the step ...")


@cache
def _re(language: str, name: str) -> re.Pattern[str]:
    w = {key: words(language, key) for key in ("said", "deny", "according", "through", "that")}
    adverbs = r"(?:has |had |have |also |later |then |only |itself |himself |herself |juga |kemudian |sebelumnya |sendiri |pula |lagi |hanya |pernah |did not |would not )*"
    forms = {
        "said": rf"\b(?:{w['said']})\b",
        "deny": rf"(?P<np>.{{2,120}}?)\s+{adverbs}(?P<verb>{w['deny']})\s+(?:(?:kabar|berita|laporan|tuduhan|anggapan|dugaan|reports|claims|suggestions|allegations|accusations|rumou?rs) )?(?:that |bahwa )?(?P<c>\S.*)",
        "lead": rf"(?P<np>[^{BLANK}]{{2,140}}?)\s+{adverbs}(?P<verb>{w['said']})\b(?P<c>.*)",
        "according": rf"^(?:{w['according']})\s+(?P<np>.{{2,110}}?),\s+(?P<c>\S.{{8,}})",
        "trail_according": rf"^(?P<c>.{{8,}}?),?\s+(?:{w['according']})\s+(?P<np>[^,]{{2,110}})(?P<tail>,.*)?$",
        "through": rf",?\s*(?:whose report was carried by|{w['through']})\s+(?P<np>[^,.;]+)",
    }
    return re.compile(forms[name], re.IGNORECASE)


def attribute(text: str, start: int, end: int, language: str) -> list[Said]:
    """Everything that one sentence says, by speaker, in order."""
    full = [q for q in quotations(text) if start <= q[0] < end and _is_full(text, q, start)]
    return _with_quotations(text, start, end, full, language) if full else _without(text, start, end, language)


def _is_full(text: str, quote: tuple[int, int], start: int) -> bool:
    """Whether a quotation is a clause of its own, not some words inside the newspaper's."""
    body = text[quote[0] : quote[1]].strip()
    before = text[start : quote[0] - 1].strip()
    if not body:
        return False
    if not before or before.endswith((":", CLOSING)):
        return len(body.split()) >= 2 or not before
    if before.endswith(",") and body[:1].isupper():
        return True
    if re.search(rf"{CLOSING},?\s.*$", text[start : quote[0] - 1]) and text[start : start + 2].strip()[:1] == OPENING:
        return len(body.split()) >= 2
    return body[:1].isupper() and len(body.split()) >= 4


def _with_quotations(text: str, start: int, end: int, full: list[tuple[int, int]], language: str) -> list[Said]:
    outside = list(text[start:end])
    for a, b in full:
        for i in range(max(a - 1, start), min(b + 1, end)):
            outside[i - start] = BLANK
    residue = "".join(outside)
    speaker, carriers = _speaker_beside(residue, language)
    spans = _joined(text, full)
    lead = residue.split(BLANK)[0].strip(" ,:")
    out: list[Said] = []
    if speaker is None and len(re.sub(rf"[{BLANK}\s.,]", "", residue)) > 25:
        # the newspaper goes on in the same sentence, without saying who is quoted
        pass
    for group in spans:
        out.append(Said(group, speaker if speaker is not None else "", carriers, quoted=True))
    if speaker is not None and lead and len(lead.split()) > 6:
        at = start + residue.index(lead)
        out = _lead_claims(text, at, at + len(lead), speaker, language) + out
    return out


def _lead_claims(text: str, a: int, b: int, speaker: str, language: str) -> list[Said]:
    """Indirect speech that stands before a quotation in the same sentence."""
    return [s for s in _without(text, a, b, language) if s.speaker is not None and s.speaker != speaker]


def _joined(text: str, full: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Quotations that go on after the attribution make one span each with what they interrupt."""
    groups: list[list[tuple[int, int]]] = []
    for a, b in full:
        earlier = text[groups[-1][-1][0] : groups[-1][-1][1]].rstrip() if groups else ""
        if groups and (earlier.endswith(",") or earlier[-1:].isalnum()) and text[a : a + 1].islower():
            groups[-1].append((a, b))
        else:
            groups.append([(a, b)])
    return groups


def _speaker_beside(residue: str, language: str) -> tuple[str | None, list[str]]:
    """Speaker phrase and carriers from what stands around quotations."""
    outside = re.sub(rf"{BLANK}+", BLANK, residue).strip()
    carriers: list[str] = []
    for m in _re(language, "through").finditer(outside):
        given = m.group("np").strip(f" .{BLANK}")
        if not m.group().lstrip(" ,").lower().startswith("kepada") or re.match(
            rf"(?:(?i:{words(language, 'paper')})\s+)?[A-Z]", given
        ):
            carriers.append(given)
    if language == "id":
        carriers = [c for c in carriers if c]
    outside = _re(language, "through").sub("", outside)
    pieces = [p.strip(" ,.:;") for p in outside.split(BLANK)]
    said = _re(language, "said")
    after = re.search(rf"{BLANK}\s*[,.]?\s*(.+)$", outside)
    acc = re.search(rf"(?i)\b(?:{words(language, 'according')})\s+([^{BLANK}]+)", outside)
    for piece in pieces:
        if not piece:
            continue
        first = re.match(rf"(?i)(?:(?:so|thus|begitu|demikian)\s+)?(?:{words(language, 'said')})\b\s*", piece)
        inverted = first and (language == "en" or re.match(rf"(?i)(?:{words('id', 'inverted')})\b", piece))
        if inverted and first:
            rest = piece[first.end() :].strip(" ,")
            word = first.group().strip().lower()
            if not rest and word.endswith("nya"):
                return "ia", carriers
            if language == "id" and word.endswith("nya") and not rest[:1].isupper():
                return "ia", carriers
            rest = re.sub(rf"(?i),?\s+(?:{words(language, 'according')})\s.*$", "", rest)
            cited = re.match(r"(?P<by>.+?)\s+(?:mengutip|citing|quoting)\s+(?P<np>.+)$", rest)
            if cited:
                return cited.group("np"), [cited.group("by"), *carriers]
            return rest, carriers + ([acc.group(1)] if acc else [])
        lower = [x for x in said.finditer(piece) if x.group()[0].islower()]
        if lower and lower[0].start() > 0:
            m = lower[0]
            np = re.sub(r"(?i)^(?:so|thus|begitu|demikian)\s+", "", piece[: m.start()]).strip(" ,")
            np = re.sub(r"(?i)\s+(?:has|had|have|also|later|then|juga|kemudian|pun)$", "", np)
            told = _told(piece[m.end() :], language)[1] if m.group().lower() in ("told", "tells") else []
            return _last_subject(np, language), carriers + told + ([acc.group(1)] if acc else [])
    if acc:
        return acc.group(1).strip(" ,."), carriers
    if after and carriers:
        return "", carriers
    return None, carriers


def _told(rest: str, language: str) -> tuple[str, list[str]]:
    """Splits "X told the agency Y" or "kata X kepada Y" where Y may be a carrier."""
    m = re.match(
        r"(?i)\s*(?P<who>(?:the )?(?:[\w-]+ ){0,2}?(?:agency|news agency|newspaper|daily|broadcaster|magazine|paper|channel|station)?\s*[A-Z][\w&.'’-]*(?: (?:of |the |and )?[A-Z][\w&.'’-]*)*)\s*$",
        re.split(r"\s+(?:that|in|on|at|by|during|after)\s|,", rest)[0],
    )
    return rest, [m.group("who").strip()] if m and m.group("who").strip()[
        :1
    ].isalpha() and language == "en" and re.search(r"[A-Z]", m.group("who")) else []


def _last_subject(np: str, language: str) -> str:
    """The subject right before the verb, where a longer clause precedes it."""
    parts = re.split(r"(?:;|\.\s|,\s+(?:and|but|while|dan|tetapi|namun)\s)", np)
    return parts[-1].strip(" ,")


def _like_a_name(np: str, language: str) -> bool:
    """Whether a phrase can be the subject of a verb of saying."""
    bare = re.sub(r",? (?:who|yang|whose)\b.*$", "", np.strip(" ,"))
    bare = re.sub(r",[^,]*,?$", "", bare) if "," in bare else bare
    if not bare or len(bare.split()) > 13 or re.match(r"(?i)(?:nobody|no one|few|tidak ada|tak seorang pun)\b", bare):
        return False
    if re.search(rf"(?i)\b(?:{words(language, 'not_np')})\b", bare):
        return False
    first = bare.split()[0]
    if language == "en":
        if re.match(
            rf"(?:[\w-]+ ){{0,3}}(?:{words('en', 'office')}|{words('en', 'spokes')}|{words('en', 'title')})\b.* [A-Z]",
            bare,
        ):
            return True
        return bool(
            re.match(
                r"(?:the|a|an|its|his|her|their|one|two|three|four|several|some|many|both|another|no|he|she|it|they|officials|analysts|sources|experts|residents|people|witnesses|engineers|state|public|local|japanese|critics|police|mr|ms|dr|former|investigators|reports|scientists)$",
                first.lower(),
            )
            or first[:1].isupper()
            or first[:1] in "“"
        )
    return True


def _cut_off(np: str) -> bool:
    """A phrase that one comma parts from the verb is no subject of it ("the window broke, said the mayor")."""
    return np.rstrip().endswith(",") and np.count(",") == 1


def _without(text: str, start: int, end: int, language: str) -> list[Said]:
    """A sentence without a full quotation: indirect speech, a denial, or the newspaper's own words."""
    body = text[start:end]
    offset = start + len(body) - len(body.lstrip())
    body = body.strip().rstrip(".!?… ")
    carriers: list[str] = []
    for m in _re(language, "through").finditer(body):
        if m.group().lstrip(" ,").lower().startswith("kepada"):
            continue
        carriers.append(m.group("np").strip())
    shell = (
        _re(language, "through").sub(
            lambda m: m.group() if m.group().lstrip(" ,").lower().startswith("kepada") else " " * len(m.group()), body
        )
        if carriers
        else body
    )
    shell = re.sub(r"\s{4,},", lambda m: " " * len(m.group()), shell)
    for form in (_split_off, _called, _denial, _according, _trailing, _leading):
        made = form(text, shell, offset, language)
        if made:
            for said in made:
                if said.speaker:
                    said.carriers = [*said.carriers, *carriers]
            return made
    return [Said([(offset, offset + len(body))])]


def _split_off(text: str, body: str, offset: int, language: str) -> list[Said]:
    """Two statements in one sentence, the second with a speaker of its own."""
    for m in re.finditer(
        r"(?:;|, (?:and|but|while|though|although|tetapi|namun|sementara|sedangkan|walaupun|meskipun|dan|whereas)\b)\s+",
        body,
    ):
        rest = body[m.end() :]
        lead = _re(language, "lead").match(rest)
        if (
            lead
            and m.start() > 25
            and not _cut_off(lead.group("np"))
            and _like_a_name(lead.group("np"), language)
            and len(lead.group("c").split()) >= 3
            and len(lead.group("np").split()) <= 6
            and not _re(language, "said").search(body[max(0, m.start() - 40) : m.start()])
        ):
            second = _without(text, offset + m.end(), offset + len(body), language)
            if second and second[0].speaker is not None:
                first = _without(text, offset, offset + m.start(), language)
                return first + second
    return []


def _called(text: str, body: str, offset: int, language: str) -> list[Said]:
    """ "X called the step "overdue"": only the quoted words are the statement."""
    m = re.match(
        rf"(?P<np>.{{2,120}}?)\s+(?:called|calls|described|termed|dubbed|labelled|branded|menyebut|menyebutnya|menilai)\s+[^{OPENING}]{{0,60}}{OPENING}(?P<c>[^{CLOSING}]+){CLOSING}",
        body,
    )
    if not m or not _like_a_name(m.group("np"), language):
        return []
    a, b = m.span("c")
    return [Said([(offset + a, offset + b)], m.group("np"), quoted=True, judged=True)]


def _denial(text: str, body: str, offset: int, language: str) -> list[Said]:
    m = _re(language, "deny").match(body)
    if not m or not _like_a_name(m.group("np"), language) or len(m.group("c").split()) < 2:
        return []
    if m.group("verb").lower() == "refused to say" or re.match(
        r"(?i)(?:berita|kabar|tuduhan|laporan|hal) (?:itu|tersebut)\b|it\b|them\b|this\b|the (?:report|claim|charge|allegation)s?\b",
        m.group("c"),
    ):
        return []
    a, b = m.span("c")
    return [Said([(offset + a, offset + b)], m.group("np"), denied=True)]


def _according(text: str, body: str, offset: int, language: str) -> list[Said]:
    m = _re(language, "according").match(body)
    if m:
        return [Said([(offset + m.start("c"), offset + m.end("c"))], m.group("np"))]
    m = _re(language, "trail_according").match(body)
    if not m:
        return []
    inner = _trailing(text, body[: m.end("c")], offset, language) or _leading(
        text, body[: m.end("c")], offset, language
    )
    if inner and inner[-1].speaker:
        inner[-1].carriers = [*inner[-1].carriers, m.group("np").strip()]
        return inner
    if not _like_a_name(m.group("np"), language):
        return []
    return [Said([(offset, offset + m.end("c"))], m.group("np") + (m.group("tail") or ""))]


def _trailing(text: str, body: str, offset: int, language: str) -> list[Said]:
    """ "..., the agency said on Monday" and "..., kata badan itu"."""
    for m in reversed(list(re.finditer(r",\s+", body))):
        rest = body[m.end() :]
        if m.start() < 8:
            break
        inverted = (
            re.match(rf"(?i)(?:{words('id', 'inverted')})\b\s*(?P<np>.*)$", rest)
            if language == "id"
            else re.match(r"(?i)(?:said|says|according to)\s+(?P<np>.+)$", rest)
        )
        if inverted and len(rest.split()) <= 22:
            word = rest.split()[0].lower().strip(",")
            np = inverted.group("np").strip(" ,")
            if word.endswith("nya") and (not np or not np[:1].isupper()):
                after = re.match(r"(?i)\w+nya,\s*(?:tetapi|namun|dan)\s+(.*)$", rest)
                out = [Said([(offset, offset + m.start())], "ia")]
                if after:
                    out.append(Said([(offset + m.end() + after.start(1), offset + len(body))], "ia"))
                return out
            cited = re.match(r"(?P<by>.+?)\s+(?:mengutip|citing|quoting)\s+(?P<np>.+)$", np)
            if cited:
                return [Said([(offset, offset + m.start())], cited.group("np"), [cited.group("by")])]
            if (
                np
                and _like_a_name(np, language)
                and not re.match(r"(?i)(?:he|she|it|they|we|there|that)\s", np)
                and len(body[: m.start()].split()) >= 3
            ):
                on = re.search(r",\s*(?:tetapi|namun|but|and|dan|yang berarti|which)\s+", np)
                return [Said([(offset, offset + m.start())], np[: on.start()] if on else np)]
        lead = _re(language, "lead").match(rest)
        if (
            not lead
            or not lead.group("verb")[0].islower()
            or not _like_a_name(lead.group("np"), language)
            or len(lead.group("np").split()) > 14
            or _cut_off(lead.group("np"))
        ):
            continue
        behind = lead.group("c")
        short = behind.split(",")[0]
        fits = len(short.split()) <= 8 or re.match(
            r"\s+(?:on|in|at|through|via|by|after|during|to|dalam|pada|melalui|lewat|kepada)\b", short
        )
        if not fits or (
            language == "id"
            and len(short.split()) > 2
            and not re.match(r"\s+(?:dalam|pada|melalui|lewat|kepada|di|setelah|usai)\b", short)
        ):
            continue
        told = _told(behind, language)[1] if lead.group("verb").lower() in ("told", "tells") else []
        colon = (
            re.match(r"[^:]{10,120}:\s+", body[: m.start()])
            if re.fullmatch(r"(?i)(?:it|they|he|she)", lead.group("np").strip())
            else None
        )
        return [
            _with_tail(
                Said([(offset + (colon.end() if colon else 0), offset + m.start())], lead.group("np"), told), behind
            )
        ]
    return []


def _with_tail(said: Said, tail: str) -> Said:
    """ "... said through a spokesman", "... said, quoting a notice passed on by the guard"."""
    if re.search(r"(?i)\bthrough (?:a|its|his|her) (?:spokes\w+)|\bmelalui juru bicara", tail):
        said.carriers = ["spokesman", *said.carriers]
    cited = re.search(
        r"(?i)\b(?:quoting|citing|mengutip)\s+(?P<np>[^,]+?)(?:\s+(?:passed on|sent|issued|released|distributed) by (?P<by>[^,]+))?$",
        tail,
    )
    if cited:
        institution = said.speaker or ""
        said.speaker = cited.group("np")
        said.carriers = [*([cited.group("by")] if cited.group("by") else []), institution, *said.carriers]
    return said


def _leading(text: str, body: str, offset: int, language: str) -> list[Said]:
    """ "The agency said that ..." """
    for m in _leads(body, language):
        np, verb, c = m.group("np"), m.group("verb"), m.group("c")
        if not _like_a_name(np, language) or _cut_off(np):
            return []
        at = m.start("c")
        if verb.lower() in ("told", "tells", "warned", "reminded", "kepada"):
            listener = re.match(
                r"(?:\s+(?:last week|last month|on \w+|yesterday|earlier|again|this week|repeatedly))?\s+(?P<who>(?:[\w.&'’-]+\s+){0,5}?)(?P<rest>afterwards |later |on \w+ )?(?P<that>that)\s",
                c,
            )
            if not listener:
                return []
            at += listener.end()
            told = _told(listener.group("who").strip(), language)[1]
        else:
            told = []
            skip = re.match(
                r"(?:\s+(?:on|in|at|pada|dalam|kepada|melalui|lewat)\s+(?:[\w.&'’()/-]+\s+){1,6}?(?=that\b|bahwa\b))?[\s,:]*(?:(?:afterwards|later|only|earlier|again|today|yesterday|separately|hanya|juga|kemudian)\s+)?(?:that\s+|bahwa\s+)?",
                c,
            )
            at += skip.end() if skip else 0
        content = body[at:]
        that = bool(re.search(r"(?:that|bahwa)\s*$", body[:at]))
        silent = re.fullmatch(rf"(?i)(?:{words(language, 'silent')})", verb)
        if len(content.split()) < 2 or (
            silent
            and not that
            and not (
                len(content.split()) >= 4
                and (_FINITE[language].search(content) or verb.lower() in ("expects", "expected"))
            )
        ):
            continue
        if (
            language == "en"
            and not that
            and re.match(r"(?:the|a|an|its|his|her|their)?\s*[\w-]+(?:\s+[\w-]+)?$", content)
        ):
            continue
        if re.match(
            r"(?i)(?:to|of|in|about|how|for|whether|what|why|tentang|mengenai|untuk|kepada|soal|apakah|goodbye|hello|nothing|so)\b",
            content,
        ):
            continue
        if re.search(r"(?i)\b(?:not|would not|did not|tidak|belum|menolak)\s*$", body[: m.start("verb")]):
            return []
        note = [Said([(offset + at, offset + len(body))], np, told)]
        cited = re.search(r",\s+(?:citing|quoting|mengutip)\s+(?P<np>[^,]+)$", content)
        if cited:
            note[0].spans = [(offset + at, offset + at + cited.start())]
            note[0].speaker, note[0].carriers = cited.group("np"), [np, *told]
        return note
    return []


def _leads(body: str, language: str) -> list[re.Match[str]]:
    """Readings of "X said ...": the first verb of saying, then later ones."""
    out = []
    pattern = re.compile(_re(language, "said").pattern, re.IGNORECASE)
    for v in pattern.finditer(body):
        if not v.group()[0].islower():
            continue  # "United States", "Claims Court"
        m = re.compile(_re(language, "lead").pattern, re.IGNORECASE).match(body[: v.end()] + body[v.end() :])
        if m and m.start("verb") == v.start():
            out.append(m)
            break
    return out
