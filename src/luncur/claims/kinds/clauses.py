"""Clauses of what was said, each with its kind."""

from __future__ import annotations

from itertools import pairwise

from luncur.claims.kinds.joining import Clause, take
from luncur.claims.kinds.kinds import kind_of, zone_tail
from luncur.claims.kinds.pieces import ADVERBIAL, COORDINATED, cuts, tells, verb_first
from luncur.claims.kinds.tags import tagged
from luncur.claims.words import rx as re
from luncur.claims.words.finite import FINITE, finite
from luncur.claims.words.lexicon import finder

__all__ = ["Clause", "clauses"]

_CONJUNCTION = re.compile(r"(?i)^(?:and|but|then|dan|tetapi|lalu|kemudian)\s+")
_INSERTED_CONDITION = re.compile(  # "the first pad, if money is found, will be built"
    r"(?i)(?P<subject>[^,]{3,80}),\s+(?:if|unless|provided|jika|kalau|bila|apabila|asalkan|seandainya)\b[^,]*,\s*(?P<rest>.+)$"
)
_BEFORE_VERDICT = ("splashdown", "failure", "launch", "orbit")


def clauses(text: str, start: int, end: int, language: str, reentry: bool, people: str = "") -> list[Clause]:
    """Clauses of a span: split where another kind begins; clauses of no kind join the one before."""
    whole = text[start:end]
    half = re.search(r";\s+(?=\w)", whole)
    if half and finite(whole[half.end() :], language):
        halves = [(start, start + half.start()), (start + half.end(), end)]
        return [c for a, b in halves for c in clauses(text, a, b, language, reentry, people)]
    more = _unconditional(whole, language)
    if more:
        halves = [(start, start + more[0]), (start + more[1], end)]
        return [c for a, b in halves for c in clauses(text, a, b, language, reentry, people)]
    if finder(language, "condition").search(whole) or re.match(r"(?i)(?:had|were) (?:the|it|they)", whole):
        return [Clause(start, end, _conditional(whole, language, reentry, people))]
    tail = zone_tail(whole, language)
    if tail is not None and kind_of(whole[:tail], language, people, reentry) in _BEFORE_VERDICT:
        head = clauses(text, start, start + tail, language, reentry, people)
        return [*head, Clause(start + tail, end, "zone_verdict", whole[:tail])]
    found: list[Clause] = []
    within: list[Clause] = []
    pieces = list(pairwise(cuts(text, start, end, language)))
    while pieces:
        last = _predicate_after(text, pieces, language)
        if last:
            (a, b), (c, d) = pieces[0], pieces[last]
            kind = kind_of(text[a:b] + text[c:d], language, people, reentry)
            inserted = kind_of(text[b:c], language, people, reentry)
            if inserted and inserted != kind and tells(text[b:c], language):
                within.append(Clause(b, c, inserted))
            take(found, text, a, d, language, kind)
        else:
            a, d = pieces[0]
            kind, lead = _kind_in_row(text, found, a, d, language, people, reentry)
            if lead and kind not in ("", "plan", found[-1].kind):
                found.append(Clause(a, d, kind))
            else:
                take(found, text, a, d, language, kind)
            if found[-1].start == a:
                verdict = kind == "zone_verdict" and len(found) > 1 and not finite(text[a:d], language)
                found[-1].lead = text[found[-2].start : a] if verdict else lead
        del pieces[: last + 1]
    if len(found) == 1 and not found[0].kind:
        found[0].kind = kind_of(whole, language, people, reentry)
    return sorted([*found, *within], key=lambda c: (c.start, -c.end))


def _unconditional(whole: str, language: str) -> tuple[int, int] | None:
    """Where a clause that no condition governs follows one with a condition at its end ("..., and the agency ..."); else None."""
    condition = finder(language, "condition").search(whole)
    if condition is None or condition.start() < 12:
        return None
    for m in re.finditer(r",\s+(?:and|but|dan|tetapi|namun)\s+(?=\w)", whole[condition.end() :]):
        rest = whole[condition.end() + m.end() :]
        if finite(rest, language) and not verb_first(rest, language) and not finder(language, "condition").search(rest):
            return condition.end() + m.start(), condition.end() + m.end()
    return None


def _predicate_after(text: str, pieces: list[tuple[int, int]], language: str) -> int:
    """Index of the piece with the predicate of a subject that an apposition, relative or participle parts from it; else 0."""
    (a, b) = pieces[0]
    subject = text[a:b]
    if len(pieces) < 2 or not subject.rstrip().endswith(",") or finite(subject, language) or ADVERBIAL.match(subject):
        return 0
    if COORDINATED.match(text[pieces[1][0] : pieces[1][1]]):
        return 0
    for i, (c, d) in enumerate(pieces[1:6], 1):
        if verb_first(text[c:d], language):
            return i
    return 0


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
    if not found and _fronted(piece, language):
        return "", ""  # "on the first attempt, in May, ..."
    kind = kind_of(piece, language, people, reentry)
    if found and not kind and verb_first(piece, language):
        kind = kind_of(
            f"{_subject(text[found[-1].start : a], language)} {_CONJUNCTION.sub('', piece)}", language, people, reentry
        )
    return kind, ""


def _fronted(piece: str, language: str) -> bool:
    """ "On the first attempt, ...", "Under a contract signed in May, ...": a phrase before the subject, no clause."""
    if not piece.rstrip().endswith(",") or not ADVERBIAL.match(piece):
        return False
    participle = re.match(r"(?i)(?:under|in|on|at|with|by|during|for|dalam|di|pada|dengan)\b", piece)
    return not finite(re.sub(r"\w+ed\b", "", piece) if participle and language == "en" else piece, language)


def _subject(clause: str, language: str) -> str:
    """The words before the first finite verb, when they can be a subject; else nothing."""
    verb = FINITE[language].search(clause)
    words_before = clause[: verb.start()].split() if verb else []
    subject = [
        w for w in words_before if w.lower() not in ("semula", "sedianya", "rencananya", "originally", "initially")
    ]
    return " ".join(subject) if len(subject) <= 14 else ""


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
    inserted = _INSERTED_CONDITION.match(whole)
    said = f"{inserted.group('subject')} {inserted.group('rest')}" if inserted else m.group("main") if m else ""
    main = kind_of(said, language, people, reentry) if said else ""
    kind = main or (kind_of(whole, language, people, reentry) if not m else "")
    return "plan" if kind in ("launch", "test") else kind
