"""Verbs of saying, believing and denying in every form that news language gives them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from luncur.claims.words.lexicon import table

_ASSIMILATED = {"k": "meng", "t": "men", "s": "meny", "p": "mem"}  # the first letter of the root goes
_KEPT = {**dict.fromkeys("bfv", "mem"), **dict.fromkeys("dcjz", "men"), **dict.fromkeys("ghaeiou", "meng")}


def tables(language: str) -> dict[str, Any]:
    """The word list of attribution of a language."""
    found: dict[str, Any] = table("speech")[language]
    return found


def active(root: str) -> str:
    """The meN- form of an Indonesian root: "tegas" -> "menegas", "lapor" -> "melapor"."""
    first = root[0]
    if first in _ASSIMILATED and root not in ("klaim", "prediksi", "kritik", "khawatir", "konfirmasi", "klarifikasi"):
        return _ASSIMILATED[first] + root[1:]
    return {"k": "meng", "p": "mem"}.get(first, _KEPT.get(first, "me")) + root


def passive(root: str) -> str:
    """The di- form of an Indonesian root."""
    return "di" + root


def past(verb: str) -> str:
    """The past of an English verb or of the verb of a phrase ("point out")."""
    irregular = tables("en")["irregular"]
    if verb in irregular:
        return str(irregular[verb])
    head, _, rest = verb.partition(" ")
    rest = f" {rest}" if rest else ""
    if head in tables("en")["doubled"]:
        return f"{head}{head[-1]}ed{rest}"
    if head.endswith("e"):
        return f"{head}d{rest}"
    if head[-1] == "y" and head[-2] not in "aeo":
        return f"{head[:-1]}ied{rest}"
    return f"{head}ed{rest}"


def present(verb: str) -> str:
    """The third person of an English verb: "stress" -> "stresses"."""
    head, _, rest = verb.partition(" ")
    rest = f" {rest}" if rest else ""
    if head[-1] == "y" and head[-2] not in "aeo":
        return f"{head[:-1]}ies{rest}"
    return f"{head}es{rest}" if re.search(r"(?:s|sh|ch|o)$", head) else f"{head}s{rest}"


def participle(verb: str) -> str:
    """The -ing form of an English verb."""
    head, _, rest = verb.partition(" ")
    rest = f" {rest}" if rest else ""
    if head in tables("en")["doubled"]:
        return f"{head}{head[-1]}ing{rest}"
    return (head[:-1] if head.endswith("e") and not head.endswith("ee") else head) + "ing" + rest


def _english(verbs: list[str], participles: bool = False) -> set[str]:
    if participles:
        return {participle(v) for v in verbs}
    return {form for v in verbs for form in (v, past(v), present(v))}


def _indonesian(roots: list[str], form: Any) -> set[str]:
    return {form(root.partition(":")[0]) + root.partition(":")[2] for root in roots}


@cache
def sayings(language: str) -> frozenset[str]:
    """Verbs with their subject before them."""
    t = tables(language)
    if language == "en":
        return frozenset(_english(t["plain"] + t["other"] + t["needing_that"]))
    return frozenset(
        _indonesian(t["plain"] + t["other"] + t["needing_that"], active)
        | set(t["whole"].split("|"))
        | set(t["whole_other"].split("|"))
    )


@cache
def certain(language: str) -> frozenset[str]:
    """Of these, those whose object is always what was said."""
    t = tables(language)
    if language == "en":
        return frozenset(_english(t["plain"]))
    return frozenset(_indonesian(t["plain"], active) | set(t["whole"].split("|")))


@cache
def addressing() -> frozenset[str]:
    """English verbs whose first object is who was told."""
    return frozenset(_english(tables("en")["addressed"]))


@cache
def bare_forms(language: str) -> frozenset[str]:
    """English verbs of saying without an ending, which can as well be nouns ("the launching state")."""
    t = tables(language)
    verbs = t["plain"] + t["other"] + t["needing_that"]
    return frozenset(v for v in verbs if past(v) != v) if language == "en" else frozenset()


@cache
def needing_that() -> frozenset[str]:
    """Verbs that say something only with "that" ("bahwa", "agar") or behind the words."""
    return frozenset(_english(tables("en")["needing_that"]) | _indonesian(tables("id")["needing_that"], active))


@cache
def denials(language: str) -> frozenset[str]:
    """Verbs that deny what follows."""
    t = tables(language)
    return frozenset(_english(t["deny"])) if language == "en" else frozenset(_indonesian(t["deny"], active))


@cache
def finder(language: str, name: str) -> re.Pattern[str]:
    """A pattern for one sort of verb: ``said``, ``inverted``, ``participle``, ``passive``, ``deny``, ``judge``."""
    t = tables(language)
    if name == "said":
        found = sayings(language)
    elif name == "deny":
        found = denials(language)
        if language == "id":
            return re.compile(rf"\b(?:{_any(found)}|{t['deny_whole']})\b")
    elif name == "judge":
        found = frozenset(_english(t["judge"])) if language == "en" else frozenset(t["judge"].split("|"))
    elif name == "participle":
        found = frozenset(_english(t["plain"] + t["other"], participles=True)) if language == "en" else frozenset()
    elif name == "inverted":
        found = (
            frozenset(f for v in t["plain"] + t["other"] if v not in t["addressed"] for f in (past(v), present(v)))
            if language == "en"
            else frozenset(f for root in t["inverted"].split() for f in (root, root + "nya"))
        )
    else:
        found = (
            frozenset() if language == "en" else frozenset(_indonesian(t["plain"] + t["other"] + t["deny"], passive))
        )
    return re.compile(rf"\b(?:{_any(found)})\b" if found else r"(?!)")


def _any(forms: frozenset[str]) -> str:
    return "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True))
