"""How a speaker presents a claim: asserted, denied, planned, possible, conditional or as an opinion."""

from __future__ import annotations

from luncur.claims.kinds.kinds import has_predicate, neutral
from luncur.claims.kinds.openquestions import open_question
from luncur.claims.words import rx as re
from luncur.claims.words.finite import FINITE
from luncur.claims.words.lexicon import finder, words

_INVERTED = re.compile(r"^(?:had|were|should) (?:the|it|they|he|she|a|an|its|this|that|we|one|[A-Z])", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"(?i)^(?:any|such|a|an|another|every) .{0,60}?\bwould\b|\bapa ?pun .{0,60}\b(?:melanggar|akan)\b"
)  # "any such help would break ..."
_NO_PLAN = re.compile(
    r"(?i)\b(?:tidak|belum|tak) (?:ada |punya )?(?:berencana|berniat|akan|ingin|rencana|merencanakan|bermaksud)\b|\b(?:no|not|never) (?:plan\w*|intend\w*|intention\w*|going to)\b|\b(?:will|would) not\b|\bwon['’]t\b"
)
_NEXT = re.compile(r"(?i)\b(?:berikutnya|selanjutnya|the next|mendatang|depan|besok|tomorrow|invitation|undangan)\b")
_BELIEF = re.compile(
    r"(?i)\b(?:believ(?:es?|ed)|thinks?|thought|argu(?:es?|ed)|doubt(?:s|ed)|fear(?:s|ed)|hop(?:es?|ed)|demand(?:s|ed)|urg(?:es|ed)|consider(?:s|ed)|"
    r"yakin|percaya|menilai|menganggap|berpendapat|menuntut|berharap|meragukan|mengkhawatirkan|mendesak)\b[^.|]{0,14}(?:\||$)|"
    r"\|\W*(?:believ(?:es?|ed)|thinks?|argu(?:es?|ed)|reckons?)\b"
)
_GUESS = re.compile(
    r"(?i)\b(?:suspect(?:s|ed)?|estimat(?:es?|ed)|guess(?:es|ed)?|menduga|memperkirakan|mengira|menaksir)\b[^.|]{0,14}(?:\||$)"
)
_ALWAYS_DENIED = re.compile(
    r"(?i)\b(?:called off|scrubbed|aborted|cancell?ed|never took place|did not take place|dibatalkan|batal)\b"
)
_BUT = re.compile(r"(?i)\bbukan(?:lah)?\b[^.;]{1,60}?\bmelainkan\b")  # "not X but Y": Y is not denied
_ALMOST = re.compile(r"(?i)\b(?:nearly|almost|narrowly|hampir|nyaris)\s+(?:saja\s+|pun\s+)?(?P<then>\S.*)")
_NO_EVENT = (  # behind "almost": an amount, or how sure or complete something is
    r"\d|an?\b|the\b|all\b|half\b|every|no\b|none\b|not\b|always\b|\w+ly\b"
    r"|se(?:mua|luruh|paruh|penuh|lalu|tengah|tiap|ratus|ribu|tahun|jam)|pasti\b|langsung\b|segera\b|bersamaan\b|tidak\b|tak\b"
)
_SOMETHING = {"en": "the debris", "id": "benda itu"}  # a subject, which the words behind "almost" lack


def modality_of(clause: str, kind: str, language: str, denied: bool, judged: bool, hedge: str = "") -> str:
    """One value, the first that fits (order: design/claims.md); ``hedge``: the verb of the attribution."""
    clause = neutral(clause)
    if open_question(clause, kind, language):
        return "possible"
    if finder(language, "condition").search(clause) or (language == "en" and _INVERTED.match(clause)):
        return "conditional"
    if kind in ("sanction", "agreement") and _SUPPOSED.search(clause):
        return "conditional"
    if denied:
        return "denied"
    if kind == "zone_verdict":
        return _softer(clause, language, kind)
    negative = _negated(clause, kind, language)
    if negative:
        return "denied"
    if judged or (_BELIEF.search(hedge) and not finder(language, "possible").search(clause)):
        return "opinion"
    if _GUESS.search(hedge) and kind != "plan":
        return "possible"
    if kind == "statement" and finder(language, "opinion").search(clause):
        return "opinion"
    return _softer(clause, language, kind)


def _softer(clause: str, language: str, kind: str) -> str:
    if kind == "statement":
        clause = re.split(r"(?i)\b(?:that|which|who|because|yang|karena)\b", clause)[0] or clause
        clause = re.sub(r"(?i)\b(?:ingin|wants? to|mau)\b", "", clause)
    if (
        kind in ("meeting", "visit")
        and _NEXT.search(clause)
        and not re.search(r"(?i)\b(?:was|were|sudah|telah)\b", clause)
    ):
        return "planned"
    if finder(language, "possible").search(clause):
        if kind == "plan" and not re.search(
            r"(?i)\b(?:may|might|could|mungkin|kemungkinan|bisa jadi|perhaps|possibly|probably|likely)\b", clause
        ):
            return "planned"
        return "possible"
    if (
        kind == "plan"
        or finder(language, "planned").search(clause)
        or (language == "en" and re.search(r"(?i)\bshould (?:come|fall|land|splash|drop|reach|burn|re-?enter)", clause))
    ):
        return "planned"
    return "asserted"


def _only_almost(clause: str, kind: str, language: str) -> bool:
    """Whether what a clause tells of nearly happened ("hampir mencapai orbit"); "almost 500 km" is an amount."""
    for m in _ALMOST.finditer(clause):
        other = rf"(?i)(?:{_NO_EVENT}|(?:{'|'.join(words(language, 'numbers'))})\b)"
        told = " ".join([_SOMETHING[language], *m["then"].split()[:3]])
        if not re.match(other, m["then"]) and has_predicate(told, kind, language):
            return True
    return False


def _negated(clause: str, kind: str, language: str) -> bool:
    if kind in ("launch", "test", "orbit", "splashdown", "failure") and _only_almost(clause, kind, language):
        return True
    if kind == "launch" and _ALWAYS_DENIED.search(clause):
        return True
    if kind == "launch" and re.search(
        r"(?i)\b(?:put off|postponed|delayed|halted|stopped|held|dihentikan|ditunda|tertunda|diundur)\b", clause
    ):
        return False
    if kind == "plan":
        return _NO_PLAN.search(clause) is not None
    if kind == "failure":
        # "did not ignite" is what failed; only a denied failure word is a denial
        if language == "en":
            return bool(
                re.search(
                    r"(?i)\b(?:did not|was not|were not|is not|not|never|no|without) (?:[a-z]+ )?(?:fail|explode|failure|failed|exploded|lost|leak|anomal\w+|malfunction|a failure|destroyed|blow|break)\b",
                    clause,
                )
            )
        return bool(
            re.search(
                r"(?i)\b(?:tidak|tak|bukan|belum|tidak ada|tidak pernah) (?:\w+ )?(?:gagal|kegagalan|meledak|ledakan|bocor|kebocoran|hancur|bermasalah|gangguan|anomali|rusak|hilang)\b",
                clause,
            )
        )
    if kind == "orbit" and re.search(r"(?i)\b(?:failed to|gagal (?:me|di)\w+|missed|did not|short of)\b", clause):
        return True
    if kind not in ("damage", "statement"):
        clause = re.sub(r"(?i)\b(?:tanpa|without(?: any)?) \w+", "", clause)
    if kind != "statement":
        clause = _BUT.sub("", clause)
    found = finder(language, "negation").search(clause)
    if found is None:
        return False
    word = found.group().lower()
    if word in ("lack", "lacks") or re.search(
        r"(?i)\b(?:not only|no longer|not just|no sooner|no earlier|not before|no later|no fewer|no less|no heavier|no more|no bigger|no larger|tidak hanya|tidak lama)\b",
        clause,
    ):
        return False
    if kind in (
        "damage",
        "launch",
        "test",
        "splashdown",
        "visit",
        "meeting",
        "agreement",
        "sanction",
        "orbit",
        "statement",
    ):
        main = re.split(
            r"(?i)\b(?:because|although|when|while|who|which|that|so that|after|before|setelah|sebelum|sehingga|karena|meskipun|ketika|yang)\b",
            clause,
        )[0]
        main = re.sub(r",[^,]{3,70},", ", ", main)
        if kind not in ("damage", "statement"):
            main = next((part for part in main.split(",") if has_predicate(part, kind, language)), main)
        elif "," in main and FINITE[language].search(main.split(",")[0]):
            main = main.split(",")[0]
        if kind == "damage":
            return has_predicate(clause[found.start() :], kind, language)
        return bool(finder(language, "negation").search(main))
    return True
