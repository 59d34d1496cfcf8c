"""Verdicts: "called the step overdue", "blamed a leaking valve", where only part of the clause is what was said."""

from __future__ import annotations

from luncur.claims.speech import nounphrase as np
from luncur.claims.speech.said import Said
from luncur.claims.speech.speech import finder, tables
from luncur.claims.text.flat import CLOSING, OPENING
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite_phrase


def adverbial(phrase: str, language: str) -> bool:
    """Whether what stands before an attribution only says when, where or on what occasion."""
    phrase = phrase.strip(" ,")
    if not phrase:
        return True
    if not re.match(rf"(?i)(?:{tables(language)['adjunct']}|{tables(language)['joint']})\b", phrase):
        return False
    return not any(
        finite_phrase(part, language)
        and not re.match(rf"(?i)(?:{tables(language)['adjunct']}|{tables(language)['relative']})\b", part)
        for part in re.split(r",\s+", phrase)
    )


def judged(body: str, language: str) -> list[Said]:
    """ "X called the step overdue": only the verdict is the statement."""
    for m in finder(language, "judge").finditer(body):
        found = np.before(body, m.start(), language)
        if found is None or np.barred(body[: m.start()], language):
            continue
        before = body[: found[0]].rstrip(" ,")
        own = [] if not before or adverbial(before, language) else [Said([(0, len(before))])]
        joint = re.search(rf"(?i),?\s+(?:{tables(language)['joint']})$", before)
        if own and joint and finite_phrase(before[: joint.start()], language):
            own = [Said([(0, joint.start())])]  # "..., though she called it curious"
        elif own and not re.match(r"(?:whose|who)\b", found[1]):
            continue
        rest = body[m.end() :]
        quoted = re.match(rf"[^{OPENING}]{{0,60}}{OPENING}(?P<c>[^{CLOSING}]+){CLOSING}", rest)
        bare = (
            re.match(r"\s+[^,]{2,60}?\s+as\s+(?P<c>.{3,90})$", rest)
            or re.match(
                r"\s+(?:the|its|his|her|their|this|that|these|those|a|an|it|them|him)(?:\s+[\w-]+(?=\s\w))?\s+(?P<c>[^,]{3,90})$",
                rest,
            )
            if language == "en"
            else re.match(r"\s+[^,]{2,60}?\s+sebagai\s+(?P<c>.{3,90})$", rest)
        )
        shown = quoted or bare
        if shown:
            a, b = shown.span("c")
            return [*own, Said([(m.end() + a, m.end() + b)], found[1], quoted=bool(quoted), judged=True)]
    return []


def blamed(body: str, language: str) -> list[Said]:
    """ "X blamed a leaking valve for the loss": the cause is what X says."""
    verb = (
        r"\s+(?:has |have |had |later |also )?(?:blame[sd]?|puts? (?:it|this|that|the \w+) down to|attribute[sd]? (?:it|this|that|the \w+) to)\s+"
        if language == "en"
        else r"\s+menyalahkan\s+"
    )
    m = re.search(verb, body)
    if m is None:
        return []
    found = np.before(body, m.start(), language)
    if found is None or not adverbial(body[: found[0]], language):
        return []
    cause = re.split(r"\s+(?:for|on|atas|sebagai)\s", body[m.end() :])[0]
    return [Said([(m.end(), m.end() + len(cause))], found[1])] if cause.strip() else []
