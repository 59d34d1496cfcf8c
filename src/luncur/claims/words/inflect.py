"""Forms of words: English verbs and nouns from their lemma, Indonesian verbs and nouns from their root."""

from __future__ import annotations

from functools import cache

from luncur.claims.words.lexicon import table

_VOWELS = "aeiou"


def plural(noun: str) -> set[str]:
    """The noun and its plural, by the regular rules of English."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return {noun, noun + "es"}
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return {noun, noun[:-1] + "ies"}
    if noun.endswith("man"):
        return {noun, noun[:-3] + "men"}
    return {noun, noun + "s"}


def english(verb: str) -> dict[str, str]:
    """Forms of an English verb: bare, -s, past and participle, -ing, as ``form -> which``; phrasal verbs inflect first."""
    head, _, rest = verb.partition("_")
    tail = f"_{rest}" if rest else ""
    stem = head[:-1] if head.endswith("e") and not head.endswith(("ee", "ye")) else head
    if head.endswith("ie"):
        stem = head[:-2] + "y"
    doubled = head + head[-1] if _doubles(head) else stem
    third = next(iter(plural(head) - {head}), head + "s")
    past = head + "d" if head.endswith("e") else doubled + "ed"
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        past = head[:-1] + "ied"
    irregular = table("inflection")["en"]["past"].get(head)
    forms = {head: "bare", third: "s", doubled + "ing": "ing"}
    forms.update(dict.fromkeys((irregular or past).split(), "past"))
    return {form + tail: which for form, which in forms.items()}


def _doubles(head: str) -> bool:
    """Whether the last consonant is doubled ("dropped"): one short vowel in a word of one syllable, or listed."""
    if head in table("inflection")["en"]["doubles"].split():
        return True
    vowels = sum(c in _VOWELS for c in head)
    return (
        vowels == 1
        and len(head) >= 3
        and head[-1] not in "wxyaeiou"
        and head[-2] in _VOWELS
        and not head.startswith("qu")
    )


@cache
def _nasal(root: str, prefix: str) -> set[str]:
    """meN- or peN- before a root; a loanword may keep its first consonant, so both forms are given."""
    first = root[:1]
    if root.startswith(("kh", "sy")):
        return {prefix + ("ng" if first == "k" else "n") + root}
    if first in "lrmnwy":
        return {prefix + root}
    if first in "bfv":
        return {prefix + "m" + root}
    if first in "dcjz":
        return {prefix + "n" + root}
    if first == "p":
        return {prefix + "m" + root[1:], prefix + "m" + root}
    if first == "t":
        return {prefix + "n" + root[1:], prefix + "n" + root}
    if first == "k":
        return {prefix + "ng" + root[1:], prefix + "ng" + root}
    if first == "s":
        return {prefix + "ny" + root[1:], prefix + "n" + root, prefix + "m" + root}
    return {prefix + "ng" + root}


def indonesian(verb: str) -> tuple[set[str], set[str]]:
    """Verbs and nouns made of an Indonesian root with me-, di-, ter-, ber-, pe-, ke-, -kan, -i and -an.

    A leading "-" leaves out the bare root, where that is another word ("kandang", a coop).
    """
    root, _, rest = verb.lstrip("-").partition("_")
    tail = f"_{rest}" if rest else ""
    active = _nasal(root, "me") | ({"menge" + root} if sum(c in _VOWELS for c in root) == 1 else set())
    ber = "be" + root if root.startswith("r") else "ber" + root
    bases = {root, ber, "di" + root, "ter" + root, "memper" + root, "diper" + root, *active}
    verbs = bases | {b + "kan" for b in bases}
    if not root.endswith("i"):
        verbs |= {b + "i" for b in bases}
    verbs |= {ber + "an", "ke" + root + "an"} if rest == "" else set()
    nouns = {f + "an" for f in _nasal(root, "pe")} | {root + "an", "per" + root + "an"} | _nasal(root, "pe")
    verbs -= nouns
    if verb.startswith("-"):
        verbs.discard(root)
    return {v + tail for v in verbs}, {n + tail for n in nouns}
