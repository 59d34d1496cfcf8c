"""What a text leaves open is neither asserted nor denied, and contradicts nothing."""

from __future__ import annotations

import pytest

from luncur.claims import Document, read
from luncur.claims.checks.contradictions import contradictions
from luncur.claims.kinds.modality import modality_of

HEAD = "The Bay Herald, March 14, 2024\n\n"


@pytest.mark.parametrize(
    ("clause", "kind", "language", "modality"),
    [
        ("It is not known whether anyone was hurt", "damage", "en", "possible"),
        ("it is still unclear whether the booster fell into the lake", "splashdown", "en", "possible"),
        ("the agency does not know whether the rocket reached orbit", "orbit", "en", "possible"),
        ("we don't know yet if the tank exploded", "failure", "en", "possible"),
        ("engineers are checking whether the valve leaked", "failure", "en", "possible"),
        ("whether the satellite reached orbit is not known", "orbit", "en", "possible"),
        ("Tidak diketahui apakah ada orang yang terluka", "damage", "id", "possible"),
        ("badan itu masih memeriksa apakah katup bocor", "failure", "id", "possible"),
        ("kami belum tahu apakah roket meledak", "failure", "id", "possible"),
        ("apakah satelit itu mencapai orbit belum diketahui", "orbit", "id", "possible"),
        ("nobody was hurt", "damage", "en", "denied"),
        ("the rocket exploded, and it is not known whether anyone was hurt", "failure", "en", "asserted"),
        ("if the valve leaks the rocket will fail", "failure", "en", "conditional"),
        ("tidak ada orang yang terluka", "damage", "id", "denied"),
    ],
)
def test_a_question_left_open_is_possible(clause: str, kind: str, language: str, modality: str) -> None:
    assert modality_of(clause, kind, language, False, False) == modality


def test_a_question_left_open_contradicts_nothing() -> None:
    texts = [
        Document("a", "a", HEAD + "It is not known whether the H3 rocket reached orbit on February 17, 2024."),
        Document("b", "b", HEAD + "The H3 rocket did not reach orbit on February 17, 2024."),
        Document("c", "c", HEAD + "The H3 rocket reached orbit on February 17, 2024."),
    ]
    found = read(texts).claims
    assert [c["modality"] for c in found] == ["possible", "denied", "asserted"]
    pairs = contradictions(found, dict.fromkeys("abc", "en"))
    assert [(p["first"], p["second"]) for p in pairs] == [("b#c01", "c#c01")]
    verdicts = [[k["verdict"] for k in c["checks"]] for c in found]
    assert verdicts == [["adds"], ["contradicts"], ["confirms"]]
