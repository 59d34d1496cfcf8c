"""Sentences without a full quotation: indirect speech, denials, verdicts, or the newspaper's own words."""

from __future__ import annotations

from functools import cache

from luncur.claims.speech import nounphrase as np
from luncur.claims.speech.content import Frame
from luncur.claims.speech.frames import frames
from luncur.claims.speech.said import Said
from luncur.claims.speech.speech import bare_forms, certain, finder, tables
from luncur.claims.speech.verdicts import adverbial, blamed, judged
from luncur.claims.text.flat import OPENING
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite_phrase
from luncur.claims.words.lexicon import finder as word_finder
from luncur.claims.words.vocabulary import role

_ASIDE = {  # adverbs between commas, which part a subject from its verb
    "en": re.compile(
        r",\s(?:[a-z]{3,}ly|however|though|too|meanwhile|of course|in turn|for (?:his|her|its|their) part|by contrast|in fact|to be sure|instead),(?=\s)"
    ),
    "id": re.compile(
        r",\s(?:misalnya|sebaliknya|bagaimanapun|tentu saja|tentunya|sementara itu|di sisi lain|rupanya|konon|pada gilirannya),(?=\s)"
    ),
}


def indirect(text: str, start: int, end: int, language: str) -> list[Said]:
    """What a sentence or a part of one says, by speaker, in order."""
    body = text[start:end]
    offset = start + len(body) - len(body.lstrip())
    body = body.strip().rstrip(".!?… ")
    body = re.sub(
        r"[—–]\s?([^—–]{3,80})[—–]\s?(?=[a-z])|\s-\s[^—–]{3,60}?\s-\s(?=[a-z])", lambda m: " " * len(m.group()), body
    )
    body = _ASIDE[language].sub(lambda m: " " * len(m.group()), body)
    reported = re.search(rf"(?i)\b(?:{tables(language)['reported']})\b", body) is not None
    body, carriers = without_carriers(body, language)
    reported = reported and bool(carriers)
    cited = re.match(rf"(?i)(?:{tables(language)['citing']})\s+(?P<np>[^,]{{2,60}}),\s+(?=\S)", body)
    if cited and np.citable(cited.group("np"), language):
        inner = _unit(body, cited.end(), len(body), language)
        for said in inner:
            said.carriers = [*([said.speaker] if said.speaker else []), *said.carriers]
            said.speaker = cited.group("np")
            said.spans = [(offset + a, offset + b) for a, b in said.spans]
            said.aside = said.aside and (offset + said.aside[0], offset + said.aside[1])
        return inner
    passive = language == "id" and re.match(
        r"Dalam (?P<np>(?:keterangan|pernyataan|siaran pers|surat|rilis|laporan)[^,]{0,40}?),? (?:disebutkan|dinyatakan|dijelaskan|dikatakan|ditulis|ditegaskan)(?: bahwa)? (?P<c>\S.+)$",
        body,
    )
    if passive:
        a, b = passive.span("c")
        return [Said([(offset + a, offset + b)], passive.group("np"), carriers)]
    passed_on = _passes_on(language).match(body)
    if passed_on and np.like_speaker(passed_on.group("np"), language):
        a, b = passed_on.span("c")
        by = passed_on.group("by").strip(" ,")
        return [Said([(offset + a, offset + b)], passed_on.group("np").strip(), [by, *carriers])]
    out = judged(body, language) or blamed(body, language) or _dialogue(body, language)
    if len(out) > 1 and out[0].speaker is None:
        out = [s for a, b in _units(body[: out[0].spans[0][1]], language) for s in _unit(body, a, b, language)] + out[
            1:
        ]
    if not out:
        for a, b in _units(body, language):
            out += _unit(body, a, b, language)
    for said in out:
        said.spans = [(offset + a, offset + b) for a, b in said.spans]
        said.aside = said.aside and (offset + said.aside[0], offset + said.aside[1])
        if said.speaker:
            said.carriers += carriers
    if reported and len(out) == 1 and out[0].speaker is None:
        out[0].speaker = carriers[0]  # "..., as reported by Kyodo": nobody else is said to have said it
    out = out or [Said([(offset, offset + len(body))])]
    for said in out:
        said.doubtful = said.speaker is None and _speaks(text[said.spans[0][0] : said.spans[0][1]], language)
    return out


def _speaks(words_said: str, language: str) -> bool:
    """Whether words read as the newspaper's own hold a quotation or a verb of saying that was not understood."""
    if OPENING in words_said:
        return True
    for m in finder(language, "said").finditer(words_said):
        if (
            m.group() in certain(language)
            and m.group() not in bare_forms(language)
            and not np.barred(words_said[: m.start()], language)
        ):
            return True
    return any(not np.barred(words_said[: m.start()], language) for m in finder(language, "deny").finditer(words_said))


@cache
def _passes_on(language: str) -> re.Pattern[str]:
    """ "X quoted Y as saying that ...": the words are Y's, and X passed them on."""
    if language == "en":
        return re.compile(
            r"(?P<by>[^,;]{2,60}?)(?<!was)(?<!were)(?<!been)\s+(?:quoted|cited|quotes|cites)\s+(?P<np>[^;]{2,80}?),?\s+as\s+(?:saying|stating|adding)(?: that)?\s+(?P<c>\S.+)$"
        )
    says = "|".join(sorted(certain("id")))
    return re.compile(
        rf"(?P<by>[^,;]{{2,60}}?)\s+mengutip\s+(?:pernyataan |keterangan |ucapan |perkataan )?(?P<np>[^;]{{2,80}}?),?\s+(?:(?:yang|ketika|saat) (?:{says})(?: bahwa)?|bahwa)\s+(?P<c>\S.+)$"
    )


@cache
def _carried(language: str) -> re.Pattern[str]:
    passed = tables(language)["carried"].replace("|kepada", "") if language == "id" else tables(language)["carried"]
    # a verb of saying ends the carrier's name: it is that of the speaker before ("Quill, as quoted by X, said")
    says = "|".join(sorted(certain(language)))
    return re.compile(
        rf"(?i)(?P<comma>,?\s*|^)\b(?:{passed})\s+(?P<np>[^,.;:()]{{2,70}}?)(?=[,;.()]|$|\s+(?:on|pada|that|bahwa|{says})\s)"
    )


def without_carriers(body: str, language: str) -> tuple[str, list[str]]:
    """A sentence with blanks for the phrases that say who passed the words on, and their names."""
    carriers: list[str] = []

    def blank(m: re.Match[str]) -> str:
        if re.search(r"\b(?:was|were|been)\s*$", body[: m.start()]) and " as " in body[m.start() :]:
            return m.group()  # "was quoted by X as saying" is read as an attribution
        carriers.append(m.group("np").strip())
        return " " * len(m.group())

    body = _carried(language).sub(blank, body)
    return re.sub(r"^(\s{4,}),", lambda m: m.group(1) + " ", body), carriers


def _units(body: str, language: str) -> list[tuple[int, int]]:
    """Parts of a sentence, each with an attribution of its own or the newspaper's."""
    cuts = [0]
    own = [f for f in frames(body, language) if f.subject]
    for m in re.finditer(
        rf"(?i)(?:;\s+(?:(?:{tables(language)['joint']})\s+)?|,?\s+(?:{tables(language)['joint']})\s+)", body
    ):
        if m.start() < 12:
            continue
        semicolon = m.group().startswith(";")
        leads = any(
            (
                f.content is not None
                and f.start >= m.end()
                and not body[m.end() : f.start].strip(" ,")
                and not (f.inverted and not semicolon)
            )
            or (
                f.content is not None
                and not f.inverted
                and m.end() <= f.start < m.end() + 45
                and adverbial(body[m.end() : f.start], language)
            )
            for f in own
        )
        trails = semicolon and any(f.start > m.end() for f in own)
        if trails or (leads and finite_phrase(body[cuts[-1] : m.start()], language)):
            cuts.append(m.end())
    return list(zip(cuts, [*(_before_joint(body, c, language) for c in cuts[1:]), len(body)], strict=True))


def _before_joint(body: str, cut: int, language: str) -> int:
    m = re.search(rf"(?i)(?:;\s*|,?\s+)(?:(?:{tables(language)['joint']})\s+)?$", body[:cut])
    return m.start() if m else cut


def _unit(body: str, a: int, b: int, language: str) -> list[Said]:
    """One part of a sentence: its words by speaker."""
    found = [_shifted(f, a) for f in frames(body[a:b], language)]
    if not found:
        return [Said([(a, b)])]
    first = found[0]
    before = body[a : first.start]
    if not first.subject:
        return _after_own(body, a, b, found, language)
    if first.content is not None and (not before.strip(" ,") or (not first.inverted and adverbial(before, language))):
        return _leading(body, b, found, language)
    if not before.strip(" ,"):
        return [Said([(a, b)])] if not _names_only(body, first, b, language) else [Said([], first.subject)]
    return _trailing(body, a, b, found, language)


def _shifted(f: Frame, by: int) -> Frame:
    return Frame(
        f.subject,
        f.start + by,
        f.end + by,
        f.verb,
        None if f.content is None else f.content + by,
        f.inverted,
        f.denied,
        f.carriers,
    )


def _names_only(body: str, frame: Frame, b: int, language: str) -> bool:
    return not body[frame.end : b].strip(" .,")


def _leading(body: str, b: int, found: list[Frame], language: str) -> list[Said]:
    """ "The agency said that ..." with what goes on, and with speakers inside the words of others."""
    first, rest = found[0], found[1:]
    assert first.content is not None
    at, subject, carriers, denied = first.content, first.subject, list(first.carriers), first.denied
    if (
        rest
        and rest[0].subject
        and rest[0].content is not None
        and not rest[0].inverted
        and adverbial(body[at : rest[0].start], language)
        and not denied
    ):
        inner = _leading(body, b, rest, language)
        for said in inner:
            said.carriers += [subject, *carriers]
        return inner
    ends = b
    out: list[Said] = []
    for frame in rest:
        if not frame.subject and frame.content is not None:
            ends = min(ends, frame.start)
            out.append(Said([(frame.content, _stop(rest, frame, b))], subject, carriers, frame.denied))
        elif frame.inverted and frame.verb == "according" and frame.end >= b - 1:
            ends = min(ends, frame.start)
            carriers = [frame.subject, *carriers]
    called = _CALLING.search(body[at:ends])  # "..., calling it reckless": a verdict of its own
    if called:
        out.append(Said([(at + called.start("c"), at + called.end("c"))], subject, carriers, judged=True))
        ends = at + called.start()
    main = Said([(at, ends)], subject, carriers, denied)
    return [_cited(main, body, language), *out]


_CALLING = re.compile(
    r",?\s+(?:and |while )?(?:calling|describing|branding|labelling|labeling|dismissing|terming|dubbing) (?:it|them|this|that|him|her|the [\w-]+) (?:as )?(?P<c>[^,]{3,90})$"
)


def _stop(rest: list[Frame], frame: Frame, b: int) -> int:
    return next((f.start for f in rest if f.start > frame.start), b)


def _cited(said: Said, body: str, language: str) -> Said:
    """ "..., citing the governor": the words are the governor's."""
    a, b = said.spans[0]
    m = re.search(rf",?\s+(?:{tables(language)['citing']})\s+(?P<np>[^,]+)$", body[a:b])
    if m and np.citable(m.group("np"), language) and said.speaker:
        said.spans = [(a, a + m.start())]
        said.speaker, said.carriers = m.group("np"), [said.speaker, *said.carriers]
    return said


def _trailing(body: str, a: int, b: int, found: list[Frame], language: str) -> list[Said]:
    """ "..., the agency said on Monday", "The booster, she said, fell ..."."""
    first, rest = found[0], found[1:]
    subject, carriers = first.subject, list(first.carriers)
    first = _through(first, body)
    carriers = list(first.carriers) + [c for c in carriers if c not in first.carriers]
    subject = first.subject
    for frame in rest:
        if frame.verb == "according" and frame.content is None:
            carriers = [*carriers, frame.subject]
    before = body[a : first.start].rstrip(" ,")
    at = first.content if first.content is not None else first.end
    goes_on = body[at:b].strip(" ,.") and not any(f.start <= at + 1 for f in rest)
    cited = re.match(rf"[,\s]*(?:{tables(language)['citing']})\s+(?P<np>[^,]+)", body[first.end : b])
    if cited and np.citable(cited.group("np"), language):
        by = re.match(r"(?P<np>.+?)\s+(?:passed on|sent|issued|released|distributed) by (?P<by>.+)$", cited.group("np"))
        carriers = [*([by.group("by")] if by else []), subject, *carriers]
        return [Said([(a, a + len(before))], by.group("np") if by else cited.group("np"), carriers)]
    joint = re.search(r"(?i),?\s+(?:where|which|who|di mana)$", before)
    if goes_on and joint:
        return [Said([(a, a + joint.start())]), Said([(at, b)], subject, carriers, first.denied)]
    if goes_on and (not finite_phrase(before, language) or _one_condition(before, body[at:b], language)):
        return [Said([(a, b)], subject, carriers, first.denied, aside=(a + len(before), at))]
    out = [Said([(a, a + len(before))], subject, carriers, first.denied)]
    for frame in rest:
        if frame.content is not None and not (frame.inverted and frame.subject):
            own = frame.subject or subject
            out.append(
                Said([(frame.content, _stop(rest, frame, b))], own, [] if frame.subject else carriers, frame.denied)
            )
    if goes_on and len(out) == 1 and finite_phrase(body[at:b], language):
        out.append(Said([(at, next((f.start for f in rest), b))], subject, carriers))
    return out


def _one_condition(before: str, behind: str, language: str) -> bool:
    """Whether an attribution stands between a condition and what it governs ("If it rains, she said, the count stops")."""
    condition = word_finder(language, "condition")
    return (
        condition.match(before.lstrip(" ,")) is not None
        or re.match(r"(?i)(?:had|were|should) (?:the|it|they|he|she|a|an|its|this|that|we|one)\b", before.lstrip(" ,"))
        is not None
        or condition.match(re.sub(r"(?i)^(?:but|tetapi|and|dan|only|even)\s+", "", behind.lstrip(" ,"))) is not None
    )


def _through(frame: Frame, body: str) -> Frame:
    """ "... said through a spokesman"."""
    if re.search(
        r"(?i)\bthrough (?:a|an|its|his|her) (?:spokes\w+)|\bmelalui juru bicara", body[frame.start : frame.end]
    ):
        frame.carriers = ["spokesman", *frame.carriers]
    return frame


def _after_own(body: str, a: int, b: int, found: list[Frame], language: str) -> list[Said]:
    """ "The agency stopped the count, saying ...": the subject of the sentence speaks behind its own act."""
    first = found[0]
    assert first.content is not None
    subject = main_subject(body[a : first.start], language)
    if subject is None:
        return [Said([(a, b)])]
    return [
        Said([(a, first.start)]),
        *(
            Said([(f.content, _stop(found, f, b))], subject, list(f.carriers), f.denied)
            for f in found
            if f.content is not None and not f.subject
        ),
    ]


def main_subject(clause: str, language: str) -> str | None:
    """The phrase that a clause begins with, up to its first finite verb."""
    words_before: list[str] = []
    clause = re.sub(rf"(?i)^\s*(?:{tables(language)['adjunct']})\b[^,]{{0,60}},\s+", "", clause)
    for word in clause.split():
        if words_before and finite_phrase(word.strip(",."), language):
            break
        words_before.append(word)
    subject = " ".join(words_before[:14]).strip(" ,")
    return subject if subject and np.like_speaker(subject, language) else None


def _dialogue(body: str, language: str) -> list[Said]:
    """ "Mr. Quill: The pad is dry.", as in minutes and interviews: words behind a person's name and a colon."""
    m = re.match(
        rf"(?P<np>(?:{role(language).pattern} )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){{0,2}}(?: \([^)]{{2,40}}\))?):\s+(?P<c>\S.+)$",
        body,
    )
    if m is None or (role(language).match(m.group("np")) is None and len(m.group("np").split()) > 2):
        return []
    inner = _unit(body, *m.span("c"), language)
    for said in inner:
        said.speaker = said.speaker or m.group("np")
    return inner
