"""The kind of what a clause says, by weights that were learned from marked texts; the rules are among its signs."""

from __future__ import annotations

import json
import math
from functools import cache, lru_cache
from importlib.resources import files

from luncur.claims.kinds.kinds import ORDER, kind_of, matched, tagged_clause
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite
from luncur.claims.words.lexicon import table

KINDS = (*ORDER, "")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][a-z]+)?")
_ENDINGS = {"en": ("'s", "ing", "ied", "ed", "es", "s", "ly"), "id": ("nya", "lah", "pun", "kah")}
_SECOND = ("kan", "an", "i")
_PREFIXES = (
    "memper", "diper", "menge", "meng", "mem", "men", "meny", "me", "peng", "pem", "pen", "per", "pe", "ber", "ter", "di", "ke",
)  # fmt: skip


@cache
def weights() -> dict[str, list[float]]:
    """Sign -> a weight for each of KINDS."""
    return json.loads((files("luncur") / "data/claims/learned.json").read_text(encoding="utf-8"))


def stem(word: str, language: str) -> str:
    """A word without its commonest endings; a key for weights, no word of the language."""
    word = word.lower().replace("’", "'")
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if language == "en" else 4):
            word = word[: -len(ending)] + ("y" if ending == "ied" else "")
            break
    if language == "en":
        if len(word) > 3 and word[-1] == "e":
            word = word[:-1]
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
            word = word[:-1]
        return word
    for ending in _SECOND:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return next((word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 3), word)


def decided(clause: str, ruled: str, language: str, spoken: bool) -> str:
    """The kind of a clause; ``ruled``: its kind by the rules, read in its sentence; ``spoken``: whether someone else says it."""
    if HOOK is not None:
        HOOK(clause, ruled, language, spoken)
    if not weights():
        return ruled
    shares = likely(clause, ruled, language, spoken)
    return max(KINDS, key=lambda kind: shares[kind])


HOOK = None
SURE = 0.6
OVER = 0.9


def kind_of_piece(piece: str, language: str, people: str = "", reentry: bool = False) -> str:
    """Kind of a piece of a sentence by the rules, else the learned one where that is sure."""
    ruled = kind_of(piece, language, people, reentry)
    if not weights() or not finite(piece, language) or len(piece.split()) < 3:
        return ruled
    shares = likely(piece, ruled, language, True)
    best = max(KINDS, key=lambda kind: shares[kind])
    return best if shares[best] >= (SURE if not ruled else OVER) else ruled


@cache
def senses(language: str) -> dict[str, tuple[str, ...]]:
    """Stem of a word -> what it is about (``data/claims/senses.toml``)."""
    out: dict[str, tuple[str, ...]] = {}
    for name, lists in table("senses").items():
        for word in lists[language].split():
            key = stem(word, language)
            out[key] = tuple(sorted({*out.get(key, ()), name}))
    return out


def signs(clause: str, ruled: str, language: str, spoken: bool) -> list[str]:
    """What the weights go by: the kind by rules, the rules that match, classes of words and common words."""
    found = {f"rk={ruled}", f"spoken={spoken}", f"spoken={spoken} rk={ruled}", *(f"any={kind}" for kind in matched(clause, language))}
    for word in tagged_clause(clause, language):
        for name in word.tags:
            if name not in ("Name", "number"):
                found.update((f"c={name.split(':')[0]}", f"C={name}"))
    for i, word in enumerate(_WORD.finditer(clause)):
        if i == 0 or not word.group()[0].isupper():
            key = stem(word.group(), language)
            found.add(f"s={language}:{key}")
            found.update(f"m={sense}" for sense in senses(language).get(key, ()))
    return sorted(found)


@lru_cache(maxsize=4096)
def likely(clause: str, ruled: str, language: str, spoken: bool) -> dict[str, float]:
    """Kind -> its share, in 0..1; the kind "" is none."""
    learned = weights()
    total = list(learned["level"])
    for sign in signs(clause, ruled, language, spoken):
        for i, weight in enumerate(learned.get(sign, ())):
            total[i] += weight
    top = max(total)
    shares = [math.exp(t - top) for t in total]
    return {kind: share / sum(shares) for kind, share in zip(KINDS, shares, strict=True)}
