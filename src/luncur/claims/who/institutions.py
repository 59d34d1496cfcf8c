"""From a phrase to the institution it names, describes or points back to."""

from __future__ import annotations

from luncur.claims.who.memory import UNKNOWN, Memory, Speaker
from luncur.claims.who.names import Names
from luncur.claims.who.phrases import relative
from luncur.claims.who.sorts import fits
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import words
from luncur.claims.words.vocabulary import CAPITAL, vocabulary

_VAGUE = frozenset(
    [
        "company",
        "firm",
        "agency",
        "ministry",
        "department",
        "body",
        "badan",
        "lembaga",
        "perusahaan",
        "kementerian",
        "institution",
        "organisation",
        "organization",
        "organisasi",
        "authority",
        "otoritas",
        "union",
        "association",
        "office",
        "kantor",
        "dinas",
        "pihak",
        "tim",
        "team",
        "crew",
        "group",
        "media",
        "outlet",
        "channel",
    ]
)


def institution(phrase: str, names: Names, memory: Memory, language: str) -> Speaker:
    """The institution of a phrase; not determined where none is named and none is certain."""
    head = re.sub(rf"(?i),?\s+(?:{relative(language)})\b.*$", "", phrase).strip(" ,")
    head = re.sub(r"(?i)\s+(?:itself|sendiri)$", "", head)
    if re.match(r"(?i)(?:his|her)\b", head):
        return Speaker(UNKNOWN)
    named = _named(head, names)
    if named:
        return Speaker(names.full_institution(named), [], False, True)
    nouns = f"{vocabulary(language, 'generic')}|{words(language, 'document')}|{words(language, 'paper')}"
    generic = re.search(rf"(?i)\b(?:{nouns})\b", head.split(",")[0])
    owned = re.match(rf"(?P<owner>{CAPITAL}(?: {CAPITAL})*)['’]s? (?P<rest>[a-z][\w -]+)$", head)
    if owned and generic:
        if owned.group("owner") in names.people:
            return _meant(head, generic.group().lower(), names, memory, language)
        return Speaker(head, [], False, True)
    placed = re.match(rf"(?i:(?:the )?(?P<noun>{nouns})) (?:in|at|of|on|di) (?:the )?{CAPITAL}", head)
    if placed:
        return Speaker(re.sub(r"^[Tt]he ", "", head), [], False, True)
    if language == "id":
        return _indonesian(head, generic, names, memory)
    described = re.match(
        rf"(?:[Tt]he )?(?P<n>(?!(?:The|Its|Their|A|An)\b){CAPITAL}(?:['’]s)?(?: {CAPITAL})*(?: [a-z-]+){{1,3}})$",
        head.split(",")[0],
    )
    if described and generic and head.split(",")[0].lower().endswith(generic.group().lower()):
        return Speaker(described.group("n"), [], False, True)
    name = re.match(
        rf"(?:(?:[Tt]he|[Ii]ts|[Tt]heir)\s+)?(?P<n>(?!The\b|Its\b){CAPITAL}(?: (?:of |the |and |for )*{CAPITAL})*)",
        head,
    )
    if name and len(head.split()) <= 9:
        found = re.sub(r"['’]s$", "", name.group("n").strip(" ."))
        only = generic is not None and found.lower() == generic.group().lower()
        if not only and not (generic and head[: name.end()].lower().strip() == generic.group().lower()):
            return Speaker(names.full_institution(found), [], False, True)
    if generic is None:
        return Speaker(UNKNOWN)
    return _meant(head, generic.group().lower(), names, memory, language)


def _named(head: str, names: Names) -> str | None:
    """The institution whose name stands in a phrase: no possessor, rather the longer and the last."""
    found = [n for n in names.institutions if n in head and re.search(rf"(?<!\w){re.escape(n)}(?!\w)", head)]
    if not found:
        return None
    owners = [n for n in found if re.match(r"['’]s?\s+", head[head.find(n) + len(n) :])]
    pick = [n for n in found if n not in owners] or found
    return max(pick, key=lambda n: (len(n), head.rfind(n)))


def _indonesian(head: str, generic: re.Match[str] | None, names: Names, memory: Memory) -> Speaker:
    first = head.split(",")[0].strip()
    pointing = re.search(r"(?i)\s(?:itu|tersebut|ini|tadi|setempat)$", first)
    if generic and (pointing or len(first.split()) == 1):
        return _meant(first, generic.group().lower(), names, memory, "id")
    if re.match(rf"(?i:{vocabulary('id', 'institution')})\b.*[A-Z]", first) or (
        generic and generic.start() == 0 and re.search(r"[A-Z]", first[1:])
    ):
        return Speaker(names.full_institution(first), [], False, True)
    name = re.match(rf"{CAPITAL}(?: (?:dan )?{CAPITAL})*$", first)
    if name and not (generic and name.group().lower() == generic.group().lower()):
        return Speaker(names.full_institution(name.group()), [], False, True)
    if generic is None or generic.start() > 0 or first.lower() != generic.group().lower():
        return Speaker(UNKNOWN)
    return _meant(first, generic.group().lower(), names, memory, "id")


def _meant(head: str, noun: str, names: Names, memory: Memory, language: str) -> Speaker:
    """ "the agency", "badan itu": the one institution of that sort that the text has named so far."""
    if re.fullmatch(rf"(?:{words(language, 'document')})", noun):
        plain = re.sub(r"(?i)^(?:the|a|an|its)\s+|\s+(?:itu|tersebut)$", "", head).lower()
        return Speaker(plain if plain == "notice" else UNKNOWN, [], False, True)
    fitting = [i for i in reversed(memory.seen) if fits(i, noun, names)]
    if (
        memory.last is not None
        and memory.last.thing
        and memory.last.name in fitting
        and memory.at - memory.last_at <= 2
    ):
        return Speaker(memory.last.name, [], False, True)
    if len(fitting) == 1:
        return Speaker(fitting[0], [], False, True)
    leading = [i for i in fitting if i in memory.leading]
    if len(leading) == 1:
        return Speaker(leading[0], [], False, True)
    if fitting:
        return Speaker(UNKNOWN, thing=True)
    plain = re.sub(r"(?i)^(?:the|its)\s+|\s+(?:itu|tersebut|setempat)$", "", head)
    if noun.split()[-1] in _VAGUE and len(plain.split()) == 1:
        return Speaker(UNKNOWN, thing=True)
    return Speaker(plain.lower() if not re.search(r"[A-Z]", plain[1:]) else plain, [], False, True)
