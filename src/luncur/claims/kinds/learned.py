"""The kind of what a clause says, by weights learned from marked texts; what the rules say of it is among the signs.

The weights (``data/claims/kind-weights.tsv``) are those of a multinomial logistic regression, fitted by ``tools/fit_kinds.py``.
They lie on classes of words, on common words without a capital, and on how a clause stands in its text; never on names.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files

from luncur.claims.kinds.kinds import ORDER, kind_of, matched, tagged_clause
from luncur.claims.words import rx as re
from luncur.claims.words.finite import finite
from luncur.claims.words.lexicon import table

KINDS = (*ORDER, "")  # "" is none: a statement where someone else says it, else no claim
SURE = 0.5  # share from which words that the rules give no kind, and nobody is cited for, get the learned one
LEVEL = "level"  # the row of what each kind has without any sign
SCALE = 100  # weights are kept as whole hundredths
_WORD = re.compile(r"[^\W\d_]+(?:[’'][a-z]+)?")
_POINTS = re.compile(  # a clause that goes on about what was told before
    r"(?i)(?:it|its|they|their|this|that|these|he|she|his|her|the (?:first|second|third|last|next|previous|other|latter)|"
    r"a (?:second|third|further|new)|another|none|both|one|two|"
    r"ini|itu|ia|dia|mereka|beliau|yang|keduanya|satu|dua|hal itu|hal ini|tidak ada|belum ada|[a-z]+nya)\b"
)
_ENDINGS = {"en": ("'s", "ing", "ied", "ed", "es", "s", "ly"), "id": ("nya", "lah", "pun", "kah")}
_KEPT = {"en": 3, "id": 4}  # letters that an ending leaves at least
_SUFFIXES = ("kan", "an", "i")
_PREFIXES = (
    "memper", "diper", "menge", "meng", "mem", "men", "meny", "me", "peng", "pem", "pen", "per", "pe", "ber", "ter", "di", "ke",
)  # fmt: skip


@cache
def weights() -> dict[str, tuple[int, ...]]:
    """Sign -> its weight for each of KINDS, in hundredths."""
    text = (files("luncur") / "data/claims/kind-weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {sign: tuple(map(int, numbers.split(" "))) for sign, numbers in rows}


@cache
def senses(language: str) -> dict[str, tuple[str, ...]]:
    """Stem of a word -> what it is about (``data/claims/senses.toml``)."""
    out: dict[str, tuple[str, ...]] = {}
    for name, lists in table("senses").items():
        for word in lists[language].split():
            key = stem(word, language)
            out[key] = tuple(sorted({*out.get(key, ()), name}))
    return out


def decided(clause: str, ruled: str, language: str, spoken: bool, before: str = "") -> str:
    """The kind of a clause; "" for none.

    ruled: its kind by the rules, read in its sentence; spoken: whether someone else than the newspaper says it; before: the
    kind of the last clause before it in the paragraph, "" without one.
    """
    shares = likely(clause, ruled, language, spoken, before)
    best = max(KINDS, key=lambda kind: shares[kind])
    return "" if not (spoken or ruled) and shares[best] < SURE else best


def kind_of_piece(piece: str, language: str, people: str = "", reentry: bool = False) -> str:
    """Kind of a piece of a sentence by the rules (``kinds.kind_of``); where they find none, the learned one if that is sure."""
    ruled = kind_of(piece, language, people, reentry)
    if ruled or len(piece.split()) < 3 or not finite(piece, language):
        return ruled
    shares = likely(piece, "", language, True)
    best = max(KINDS, key=lambda kind: shares[kind])
    return best if shares[best] >= SURE else ""


@lru_cache(maxsize=4096)
def likely(clause: str, ruled: str, language: str, spoken: bool, before: str = "") -> dict[str, float]:
    """Kind -> its share, in 0..1; arguments as of ``decided``."""
    learned = weights()
    total = list(learned[LEVEL])
    for sign in signs(clause, ruled, language, spoken, before):
        for i, weight in enumerate(learned.get(sign, ())):
            total[i] += weight
    top = max(total)
    shares = [math.exp((t - top) / SCALE) for t in total]
    return {kind: share / sum(shares) for kind, share in zip(KINDS, shares, strict=True)}


def signs(clause: str, ruled: str, language: str, spoken: bool, before: str = "") -> list[str]:
    """What the weights go by, by name; arguments as of ``decided``.

    ``rk``: the kind by the rules; ``any``: kinds of which a rule matches; ``c``, ``C``: classes of the lexicons; ``s``: stems of
    words without a capital; ``m``: what words are about; ``before``: the kind told last.
    """
    found = {f"rk={ruled}", f"spoken={spoken}", f"spoken={spoken} rk={ruled}"}
    found.update(f"any={kind}" for kind in matched(clause, language))
    if before:
        found.add(f"before={before}")
        if _POINTS.match(clause):
            found.add(f"before={before} points")
    for tagged in tagged_clause(clause, language):
        for name in tagged.tags:
            if name not in ("Name", "number"):
                found.update((f"c={name.split(':')[0]}", f"C={name}"))
    for i, word in enumerate(_WORD.finditer(clause)):
        if i == 0 or not word.group()[0].isupper():
            key = stem(word.group(), language)
            found.add(f"s={language}:{key}")
            found.update(f"m={sense}" for sense in senses(language).get(key, ()))
    return sorted(found)


def stem(word: str, language: str) -> str:
    """A word without its commonest endings and, in Indonesian, prefixes: a key for weights, no word of the language."""
    word = word.lower().replace("’", "'")
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= _KEPT[language]:
            word = word[: -len(ending)] + ("y" if ending == "ied" else "")
            break
    return _english(word) if language == "en" else _indonesian(word)


def _english(word: str) -> str:
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word


def _indonesian(word: str) -> str:
    suffix = next((s for s in _SUFFIXES if word.endswith(s) and len(word) - len(s) >= _KEPT["id"]), "")
    word = word.removesuffix(suffix)
    return next((word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 3), word)
