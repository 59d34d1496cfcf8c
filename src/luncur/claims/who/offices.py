"""Spokespeople and offices without a name: whose words they speak, and how an office is called in full."""

from __future__ import annotations

from luncur.claims.who.institutions import institution
from luncur.claims.who.memory import UNKNOWN, Memory, Speaker
from luncur.claims.who.names import Names
from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import words
from luncur.claims.words.vocabulary import vocabulary


def spokesperson(phrase: str, names: Names, memory: Memory, language: str) -> Speaker | None:
    """Whose spokesperson, statement or website a phrase names; None for other phrases."""
    m = re.search(rf"(?i)\b(?:{vocabulary(language, 'spokes')})\b", phrase)
    other = re.match(
        rf"(?i)(?:an?\s+|the\s+|its\s+)?(?:[\w-]+\s+)?(?:{words(language, 'spokes_other')})(?:\s+(?:tertulis|resmi|pers))?\s+(?:of|from|by|on|dari|resmi|oleh)?\s*(?P<of>.+)$",
        phrase,
    ) or re.match(rf"(?i)(?P<of>.+?)['’]s?\s+(?:[\w-]+\s+)?(?:{words(language, 'spokes_other')})$", phrase)
    if not m and re.match(
        rf"(?i)(?:the same |the |its |their )?(?:{words(language, 'spokes_other')}|keterangan|rilis|surat)(?: (?:itu|tersebut|tadi|ini))?$",
        phrase,
    ):
        return memory.issuer()
    if other and not m:
        held = _holder(
            re.sub(r"(?i)^(?:the |its )?(?:website|site) of ", "", other.group("of")), names, memory, language
        )
        return Speaker(held, [], False, True) if held else Speaker(UNKNOWN)
    if m is None:
        return None
    word = m.group().lower()
    rest = re.sub(r"(?i)^\s+(?:for|of|from|at|dari)\s+", "", phrase[m.end() :]).strip(" ,")
    before = re.sub(r"(?i)^(?:an?|the|its|one)\s+|['’]s$", "", phrase[: m.start()]).strip(" ,")
    before = re.sub(r"['’]s$", "", before)
    for part in (rest, before):
        if part and not re.match(r"(?i)(?:his|her|their|its|the|a|itu|an)$|(?:his|her|their)\b", part):
            held = _holder(part, names, memory, language)
            if held:
                return Speaker(held, [word], False, True)
    if not rest and not before:
        return Speaker(memory.it().name, [word], False, True)
    return Speaker(UNKNOWN, [word])


def _holder(phrase: str, names: Names, memory: Memory, language: str) -> str | None:
    found = institution(phrase, names, memory, language)
    return None if found.name == UNKNOWN else found.name


def office(phrase: str, names: Names, memory: Memory, language: str) -> Speaker | None:
    """The person whom the text gives an office, else the office as it is called most fully; None for other phrases."""
    head = re.sub(r"(?i),?\s+(?:who|yang|whose|in charge)\b.*$", "", phrase).strip(" ,").split(",")[0].strip()
    found = re.search(rf"(?i)\b(?:{vocabulary(language, 'office')})\b", head)
    if found is None or (language == "en" and re.search(r"(?i)['’]s$", head)):
        return None
    if language == "en" and re.match(r"(?i)(?:an?|one|some|several|two) ", head):
        return Speaker(UNKNOWN)
    name = re.sub(r"(?i)^(?:the|its|sang|si|his|her|their)\s+|\s+(?:itu|tersebut|setempat|ini)$", "", head)
    name = re.sub(r"(?i)\s+(?:itu|tersebut|setempat|ini)$", "", name)
    if language == "id" and not re.match(
        rf"(?i)(?:mantan |wakil |pelaksana tugas |plt )?(?:{vocabulary(language, 'office')})\b", name
    ):
        return None
    known = holder_of(head, names)
    if known:
        return Speaker(known, [], True)
    fuller = [o for o in memory.offices if o.lower() != name.lower() and o.lower().startswith(name.lower() + " ")]
    if fuller:
        name = fuller[0]
    memory.offices.append(name)
    return Speaker(name)


def holder_of(head: str, names: Names) -> str | None:
    """ "the minister" where the text has named exactly one minister."""
    plain = re.sub(r"(?i)^(?:the|sang|si|its|their)\s+|\s+(?:itu|tersebut|setempat)$", "", head).lower()
    exact = [p for p, titles in names.titles.items() if any(t.lower() == plain for t in titles)]
    if len(exact) == 1:
        return exact[0]
    looser = [
        p
        for p, titles in names.titles.items()
        if any(t.lower().split()[-1:] == [plain] or t.lower().startswith(plain + " ") for t in titles)
    ]
    return looser[0] if len(looser) == 1 and not exact and " " not in plain else None
