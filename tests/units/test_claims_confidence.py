"""Confidence of claims: which signs lower it, and what happens to claims below a wanted one."""

from __future__ import annotations

from typing import Any

import pytest

from luncur.claims import Document, read
from luncur.claims.confidence import confidence, signs
from luncur.errors import InputError

WHEN = {"text": "", "from": "", "to": ""}
PLAIN = {"words": "The rocket fell into the sea", "kind": "splashdown", "modality": "asserted", "when": WHEN}
TEXT = Document(
    "note",
    "note.txt",
    "The Harbour Courier\n\n3 May 2024\n\nThe rocket fell into the sea on Thursday. "
    "The pump had failed, and a crack was found in it, the agency said.\n",
)


def _of(sentence: str, *, spoken: bool = False, beside: int = 1, **change: Any) -> float:
    return confidence({**PLAIN, **change}, sentence, spoken, beside)


def test_every_sign_lowers_confidence() -> None:
    sentence = f"{PLAIN['words']}."
    best = _of(sentence)
    assert signs(PLAIN, sentence, False, 1) == []
    assert 0.85 < best < 1.0
    worse = [
        _of(sentence, spoken=True),
        _of(sentence, beside=2),
        _of(sentence, kind="statement"),
        _of(sentence, modality="conditional"),
        _of(sentence, when={"text": "that day", "from": "", "to": ""}),
        _of(sentence + " It sank at once, and nobody on the boats that had waited for it all night saw where. " * 2),
        _of("The rocket, Quill said, fell.", words="The rocket, Quill said, fell"),
        _of("It fell.", words="It fell"),
        _of("A tank that fell into the sea was found.", words="fell into the sea was found"),
    ]
    assert all(value < best for value in worse)


def test_claims_below_a_wanted_confidence_are_listed_with_their_words() -> None:
    every = read([TEXT])
    values = sorted(c["confidence"] for c in every.claims)
    assert len(values) >= 2
    assert values[0] < values[-1]
    some = read([TEXT], at_least=values[-1])
    assert {c["confidence"] for c in some.claims} == {values[-1]}
    low = [x for x in some.not_understood if x["why"] == "low confidence"]
    assert len(low) + len(some.claims) == len(every.claims)
    assert all(TEXT.text[x["start"] : x["end"]] == x["words"] for x in low)
    assert some.texts[0]["claims"] == len(some.claims)
    kept = {c["id"] for c in some.claims}
    assert all(s.rpartition("#")[2] in kept for c in some.claims for s in c["same_as"])


@pytest.mark.parametrize("wanted", [-0.1, 1.1, float("nan")])
def test_a_wanted_confidence_outside_its_range_is_refused(wanted: float) -> None:
    with pytest.raises(InputError, match="at_least"):
        read([TEXT], at_least=wanted)
