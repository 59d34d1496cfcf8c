"""The kind of what a clause says, by rules on classes of words."""

from __future__ import annotations

from functools import cache, lru_cache

from luncur.claims.kinds.tags import Rules, Word, tagged
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import table, words

ORDER = (
    "sanction",
    "agreement",
    "visit",
    "meeting",
    "zone_verdict",
    "damage",
    "splashdown",
    "failure",
    "orbit",
    "launch",
    "test",
    "plan",
)

_WENT_WELL = re.compile(
    r"(?i)\b(?:as (?:planned|expected|scheduled|intended|designed)|on schedule|on time|normally|sesuai (?:rencana|jadwal)|seperti (?:direncanakan|diharapkan)|secara normal)\b"
)
# phrases that only look like an event: "flight director", "as planned", the month of May, "before the launch"
_NEUTRAL = re.compile(
    r"(?i)\bas (?:it|they|he|she|we) (?:should|would|might|could)\b|\bwhat (?:was|were|would|is) (?:to )?(?:be|have been)\b|\b(?:the word|kata|istilah) [“”']?(?:gagal|kegagalan|fail\w*)|(?:(?<=its )|(?<=the )|(?<=heir )|(?<=\ba ))(?:planned|expected|intended|scheduled|targeted)(?= [a-z])|\bas (?:expected|planned|scheduled|intended|hoped|designed)\b|\b(?:sesuai|seperti) (?:rencana|jadwal|harapan|yang direncanakan)\b|(?<=\w )(?-i:May)\b(?= \d|\b)|"
    r"\b(?:flight|launch|mission|test) (?:termination(?= system)|director|controller|operator|company|companies|provider|services?|seats?|contract|team|control|safety|officer|commander|centre|center|site|day|days|director's|engineer|market|industry|schedule|software|computer|crew|hardware|data|range|complex|office|zone|area|customers?|business|rate|records?|path|recorder|plan|manager|insurance|insurers?|costs?|record|pad|pads)\b|"
    r"\b(?:on|before|after|during|until|ahead of|for|since|by|at|of|from) (?:the |a |each |every |its )?(?:(?:next|second|first|failed|maiden|test|lost) )?(?:launch|flight|lift-?off|launches|flights|re-?entry)\b(?! (?:of|was|is|will|pad))|"
    r"\b(?:izin|jam|landasan|jalur|larangan) terbang\b|\b(?:rute|jalur|jadwal) penerbangan\b|\bpenerbangan (?:komersial|sipil|domestik|internasional)\b|\bterbang ke (?:selatan|utara|timur|barat|arah|tenggara|laut)\b|\bflew (?:north|south|east|west)\w*\b|"
    r"\b(?:pada hari|sebelum|setelah|saat|ketika|selama|menjelang|usai|sejak|hari|bagi|tentang|program|untuk|daerah|jadwal izin|tim|ruang|pusat|biaya|stasiun|landasan|direktur|manajer|perusahaan|kompleks|lokasi|operator|jasa|industri|pengendali) (?:peluncuran|penerbangan|lepas landas|uji terbang|uji)\b(?! (?:\w+ )?(?:pertama|kedua|dibatalkan|ditunda|gagal|dihentikan|batal|berhasil|dimulai|berakhir))"
)
_WHILE = re.compile(
    r"(?i)(?<!, )\b(?:when|whenever|while|until (?:the|it|he|she|they|all|its|a)|setiap kali|ketika|saat|selagi)\b"
)


@cache
def _rules(language: str, kind: str, key: str) -> Rules:
    return Rules(table("kinds")[language][kind].get(key, ()), language)


@lru_cache(maxsize=4096)
def _tagged(clause: str, language: str) -> list[Word]:
    return tagged(clause, language)


def neutral(clause: str) -> str:
    """A clause without phrases that only look like an event ("flight director", "as planned", the month of May)."""
    return _NEUTRAL.sub(" - ", clause)


def has_predicate(clause: str, kind: str, language: str) -> bool:
    """Whether a part of a clause holds a predicate of a kind."""
    found = _tagged(clause, language)
    if kind == "plan":
        return _plan(found, language)
    if kind == "zone_verdict":
        return _zone(found, language)
    return kind in ORDER and _rules(language, kind, "any").find(found) is not None


@lru_cache(maxsize=4096)
def kind_of(clause: str, language: str, people: str = "", reentry: bool = False) -> str:
    """The first kind whose predicate the clause has; empty for none.

    ``people``: alternation of the names of persons in the text; ``reentry``: whether the text tells of a re-entry, where
    breaking up is no failure.
    """
    well = _WENT_WELL.search(clause) is not None
    clause = neutral(clause)
    held = _WHILE.search(clause)
    if held and held.start() > 12:
        clause = clause[: held.start()]
    first_due = _FIRST_DUE.search(clause)
    if first_due and kind_of(clause[: first_due.start()], language, people, reentry) == "launch":
        return "launch"  # "put off the flight that had been due on Monday"
    found = _tagged(clause, language)
    planned = _plan(found, language)
    for kind in ORDER[:-1]:
        if kind in ("launch", "test") and planned:
            break
        if not _has(found, clause, kind, language, people):
            continue
        if kind == "failure" and (reentry or _REENTRY.search(clause)) and _breaks_up(clause):
            return "splashdown"
        if kind == "failure" and _rules(language, kind, "orbit").find(found) and not _CAUSE.search(clause):
            return "orbit"
        if kind == "failure" and well and not _FAILED.search(clause):
            continue
        return kind
    return "plan" if planned else ""


_FIRST_DUE = re.compile(
    r"(?i),? (?:(?:yang )?(?:sedianya|semula|awalnya)|(?:which|that) (?:had been|was|were) (?:originally |first )?(?:due|planned|scheduled|set|expected)|(?:originally|first|initially) (?:due|planned|scheduled|set))\b"
)
_FAILED = re.compile(r"(?i)fail|gagal|explod|meledak|lost|not\b|tidak|blew|broke")
_REENTRY = re.compile(r"(?i)\bre-?ent(?:ry|er)|\batmosphere|\batmosfer")
_CAUSE = re.compile(r"(?i)\b(?:because|after|when|as|since|due to|karena|akibat|sebab|lantaran|setelah)\b")


def _breaks_up(clause: str) -> bool:
    """ "Broke up" of a stage that comes back, not of one that flies out."""
    return bool(
        re.search(r"(?i)\bbr(?:oke|eak|oken|eaking) up\b|\bpecah\b|\bterurai\b", clause)
        and not re.search(r"(?i)engine|motor|launch|mesin|lift", clause)
    )


def _has(found: list[Word], clause: str, kind: str, language: str, people: str) -> bool:
    if _rules(language, kind, "not").find(found) is not None:
        return False
    if kind == "zone_verdict":
        return _zone(found, language)
    match = _rules(language, kind, "any").find(found)
    return match is not None and (kind != "visit" or _guest(found, clause[: match[1]], match[1], language, people))


def _zone(found: list[Word], language: str) -> bool:
    if _rules(language, "zone_verdict", "any").find(found) is not None:
        return True
    verdict = _rules(language, "zone_verdict", "verdict").find(found)
    if verdict is None:
        return False
    before = [w for w in found if w.start <= verdict[0]]
    return _rules(language, "zone_verdict", "before").find(before) is not None


def zone_tail(clause: str, language: str) -> int | None:
    """Where a verdict set off by a comma begins ("..., outside the zone"); None without one."""
    for comma in re.finditer(r",\s+", clause):
        rest = clause[comma.end() :].split(",")[0]
        verdict = _rules(language, "zone_verdict", "verdict").find(_tagged(rest, language))
        if verdict is not None and len(rest[: verdict[0]].split()) <= 2:
            return comma.end()
    return None


def _guest(found: list[Word], subject: str, at: int, language: str, people: str) -> bool:
    """Whether people move, not vehicles: the words before the verb name a person or an office."""
    before = [w for w in found if w.start < at]
    person = re.search(rf"(?i)\b(?:{words(language, 'office')}|{words(language, 'pronoun_person')})\b", subject)
    if any({"craft", "piece", "part", "flight"} & w.tags.keys() for w in before) and not person:
        return False
    if any(w.text in ("it", "debris") for w in before) and not person:
        return False
    if people and re.search(rf"(?<!\w)(?:{people})(?!\w)", subject):
        return True
    return bool(person) or any({"guest", "person"} & w.tags.keys() for w in before)


def _plan(found: list[Word], language: str) -> bool:
    if _rules(language, "plan", "not").find(found) is not None:
        return False
    return any(_rules(language, "plan", key).find(found) is not None for key in ("any", "loose", "firm"))
