"""Open questions: "it is not known whether the stage failed" neither says that it failed nor that it did not."""

from __future__ import annotations

from luncur.claims.kinds.kinds import has_predicate
from luncur.claims.words import rx as re

_ASKED = {
    "en": (
        r"(?:\b(?:not|never|nobody|no one|none|cannot|neither|nor|too early|too soon|hard|difficult|impossible|yet)\b|n['’]t\b)[^.;]{0,40}?"
        r"\b(?:known?|knows|clear|sure|certain|say|tell|determined?|established?|confirm(?:ed)?|decided?|settled|ascertain(?:ed)?)"
        r"|\b(?:unknown|unclear|uncertain|unsure|undecided|in doubt|an open question)"
        r"|\b(?:investigat|examin|check|verif|review|stud[iy]|assess|analys|analyz|determin|establish|look|tr(?:y|ies)|wonder|find|consider|see)(?:e|es|ed|ing|s|y|ying|ies|ied|d)?(?: (?:into|out|at|to))?"
    ),
    "id": (
        r"\b(?:tidak|belum|tak)(?: \w+)? (?:diketahui|tahu|mengetahui|jelas|pasti|dipastikan|memastikan|yakin|dapat dipastikan|bisa memastikan)"
        r"|\b(?:(?:di|me[mn]?(?:g|ng|ny)?)?(?:periksa|selidiki|teliti|kaji|cek|pelajari|telusuri|verifikasi|analisis)"
        r"|memeriksa|menyelidiki|meneliti|mengkaji|mengecek|mempelajari|menelusuri|memverifikasi|menganalisis)(?:nya)?"
    ),
}
_WHETHER = {"en": r"(?:whether|if)", "id": r"(?:apakah|benar tidaknya)"}
_UNKNOWN_AFTER = {
    "en": r"\b(?:not (?:yet )?(?:\w+ )?(?:known|clear|certain|decided|determined)|unknown|unclear|uncertain|undecided|(?:an )?open(?: question)?|under (?:investigation|study|review))\b",
    "id": r"\b(?:(?:tidak|belum|tak)(?: \w+)? (?:diketahui|jelas|pasti|dipastikan)|masih (?:diselidiki|diperiksa|diteliti|dikaji|didalami))\b",
}


def open_question(clause: str, kind: str, language: str) -> bool:
    """Whether what a clause tells stands after "whether" and is left open there."""
    asked = re.search(rf"(?i)(?:{_ASKED[language]})[\s,:]+(?:\w+[\s,]+){{0,3}}?{_WHETHER[language]}\b", clause)
    if asked is not None:
        return _told_in(clause[: asked.start()], clause[asked.end() :], kind, language)
    first = re.match(r"(?i)\W*(?:and |but |dan |tetapi )?(?:whether|apakah)\b(?! or not)", clause)
    return first is not None and re.search(rf"(?i){_UNKNOWN_AFTER[language]}", clause) is not None


def _told_in(before: str, asked: str, kind: str, language: str) -> bool:
    """Whether it is the question that tells what the kind is of, rather than the words before it."""
    if kind == "statement":
        return not re.search(r"\w+\s+\w+.*,", before)
    return has_predicate(asked, kind, language) or not has_predicate(before, kind, language)
