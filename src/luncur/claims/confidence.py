"""How likely a claim is one as a careful reader would mark it, from how its sentence is built."""

from __future__ import annotations

import math
from typing import Any

from luncur.claims.words import rx as re
from luncur.claims.words.lexicon import table

_OPENS = re.compile(
    r"(?i)(?:and|but|or|as|so|while|who|which|that|whose|dan|tetapi|atau|yang|sehingga|sementara|karena)\b"
)
_RELATIVE = re.compile(r"(?i)\b(?:which|who|whose|that|yang)\s*$")
FEW, SMALL = 3, 0.25  # words of a claim; share of its sentence


def signs(claim: dict[str, Any], sentence: str, spoken: bool, beside: int) -> list[str]:
    """What speaks against a claim, by name: how it lies in its sentence, and who speaks.

    sentence: the sentence on one line; spoken: whether someone other than the newspaper says it; beside: claims that the
    sentence holds in all.
    """
    said = " ".join(claim["words"].split())
    at = sentence.find(said[:20])
    found = {
        "spoken": spoken,
        "statement": claim["kind"] == "statement",
        "few_words": len(said.split()) <= FEW,
        "small_part": len(said) < SMALL * max(len(sentence.strip()), 1),
        "comma": "," in said,
        "opens_inside": _OPENS.match(said) is not None or (at > 0 and _RELATIVE.search(sentence[:at]) is not None),
        "several": beside > 1,
        "conditional": claim["modality"] == "conditional",
        "open_time": bool(claim["when"]["text"]) and not claim["when"]["from"],
    }
    return [name for name, holds in found.items() if holds]


def confidence(claim: dict[str, Any], sentence: str, spoken: bool, beside: int) -> float:
    """Share of claims with the same signs, in 0..1, that stood in reports not seen before as a reader had marked them.

    It says nothing about the truth of the claim.  Weights: ``data/claims/confidence.toml``, a logistic fit.
    """
    weights = table("confidence")
    total = weights["level"] + sum(weights["weight"][name] for name in signs(claim, sentence, spoken, beside))
    return round(1 / (1 + math.exp(-total)), 2)
