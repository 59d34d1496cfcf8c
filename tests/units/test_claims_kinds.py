"""Kinds of clauses, their segmentation and the forms of words, on sentences made for the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from luncur.claims.kinds.clauses import clauses
from luncur.claims.kinds.kinds import ORDER, kind_of
from luncur.claims.kinds.modality import modality_of
from luncur.claims.kinds.tags import Rules, parsed, tagged
from luncur.claims.words.inflect import english, indonesian, plural
from luncur.claims.words.lexicon import LANGUAGES, table

CLAUSES = Path(__file__).parents[1] / "data/claims"


def marked(language: str) -> list[tuple[str, str]]:
    """Clauses of the file of a language with their kinds, "" for none."""
    lines = (CLAUSES / f"clauses-{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ", 1) for line in lines if not line.startswith("#")]
    return [("" if kind == "none" else kind, clause) for kind, clause in rows]


@pytest.mark.parametrize(("kind", "clause"), marked("en"))
def test_kinds_in_english(kind: str, clause: str) -> None:
    assert kind_of(clause, "en") == kind


@pytest.mark.parametrize(("kind", "clause"), marked("id"))
def test_kinds_in_indonesian(kind: str, clause: str) -> None:
    assert kind_of(clause, "id") == kind


SEGMENTS = [
    ("en", "The booster broke apart and its remains fell into the sea", ["failure", "splashdown"]),
    ("en", "The rocket, built in Kiel, lifted off on Friday and reached orbit nine minutes later", ["launch", "orbit"]),
    ("en", "A capsule that had been launched in May splashed down off Kauai", ["splashdown"]),
    ("en", "The engine shut down because a valve had frozen, so the stage fell into a lake", ["failure", "splashdown"]),
    ("en", "The tank landed in a garden, where it crushed a shed", ["splashdown", "damage"]),
    ("en", "The first stage fell near Port Quill and the second stage fell near Marn", ["splashdown", "splashdown"]),
    ("en", "Nobody was hurt when the motor burst on its stand", ["damage", "failure"]),
    ("en", "The firm, which was fined last year, plans to launch again in May", ["plan", "sanction"]),
    ("en", "The rocket exploded on its pad, damaging a tower", ["failure", "damage"]),
    ("en", "The rocket exploded five seconds after leaving its pad in Marn", ["failure"]),
    ("en", "If the licence is suspended, the firm will sue for damages", ["sanction"]),
    ("en", "The sounding rocket flew for nine minutes; the booster fell into the sea", ["launch", "splashdown"]),
    ("en", "The pad, if money is found, will be built in 2027", ["plan"]),
    ("en", "The firm will launch in May if it is let, but the ministry revoked its licence", ["plan", "sanction"]),
    ("en", "On the second attempt, in May, the engine failed to ignite", ["failure"]),
    ("id", "Pendorong itu pecah dan puingnya jatuh ke laut", ["failure", "splashdown"]),
    ("id", "Roket itu, buatan Bandung, lepas landas Jumat dan mencapai orbit", ["launch", "orbit"]),
    ("id", "Kapsul yang diluncurkan Mei lalu mendarat di laut", ["splashdown"]),
    ("id", "Tidak ada yang terluka ketika motor meledak di tegakan uji", ["damage", "failure"]),
    ("id", "Tidak ada rumah yang rusak di Marn", ["damage"]),
    ("id", "Perusahaan itu, yang didenda tahun lalu, berencana meluncurkan roket lagi", ["plan", "sanction"]),
    ("id", "Roket meledak lima detik setelah lepas landas", ["failure"]),
    ("id", "Setelah peluncuran dibatalkan, menteri pulang ke Jakarta", ["launch", "visit"]),
]


@pytest.mark.parametrize(("language", "sentence", "kinds"), SEGMENTS)
def test_clauses_of_a_sentence(language: str, sentence: str, kinds: list[str]) -> None:
    assert [c.kind for c in clauses(sentence, 0, len(sentence), language, False)] == kinds


@pytest.mark.parametrize(
    ("clause", "kind", "language", "beside", "modality"),
    [
        ("the valve leaked", "failure", "en", "", "asserted"),
        ("the valve leaked", "failure", "en", "Mara Quill believes that | ", "opinion"),
        ("katup itu bocor", "failure", "id", "Sari Wening menduga | ", "possible"),
        ("The launch was put off until noon", "launch", "en", "", "asserted"),
        ("The launch was called off", "launch", "en", "", "denied"),
        ("Any such sale would break the embargo", "sanction", "en", "", "conditional"),
        ("Pertemuan berikutnya digelar di Garut", "meeting", "id", "", "planned"),
        ("Perusahaan itu belum berniat mencari roket lain", "plan", "id", "", "denied"),
        ("We have figures that no model could have given", "statement", "en", "", "asserted"),
        ("The crew was unharmed", "damage", "en", "", "asserted"),
    ],
)
def test_modality_of_a_clause(clause: str, kind: str, language: str, beside: str, modality: str) -> None:
    assert modality_of(clause, kind, language, False, False, beside) == modality


def test_forms_of_english_words() -> None:
    assert english("drop") == {"drop": "bare", "drops": "s", "dropping": "ing", "dropped": "past"}
    assert set(english("fall_into")) == {"fall_into", "falls_into", "falling_into", "fell_into", "fallen_into"}
    assert {"carried", "carries"} <= set(english("carry"))
    assert plural("fisherman") == {"fisherman", "fishermen"}


@pytest.mark.parametrize(
    ("root", "form"),
    [
        ("luncur", "diluncurkan"),
        ("tunda", "menunda"),
        ("putus", "memutuskan"),
        ("sita", "menyita"),
        ("kenal", "mengenali"),
        ("cabut", "mencabut"),
        ("bom", "mengebom"),
        ("jatuh", "berjatuhan"),
        ("runding", "berunding"),
    ],
)
def test_forms_of_indonesian_verbs(root: str, form: str) -> None:
    assert form in indonesian(root)[0]


def test_nouns_of_a_root_are_no_verbs_of_it() -> None:
    verbs, nouns = indonesian("luncur")
    assert "peluncuran" in nouns
    assert not verbs & nouns


def test_a_noun_is_not_taken_for_a_verb() -> None:
    noun, verb = tagged("the launch", "en")[1], tagged("they will launch it", "en")[2]
    assert "launch" not in noun.tags
    assert "launch:bare" in verb.tags


def test_a_phrase_covers_its_words() -> None:
    words = tagged("roket itu lepas landas", "id")
    assert words[2].tags["launch"] == 2
    assert "shut" not in words[2].tags


def test_rules_keep_order_and_distance() -> None:
    assert Rules(["piece .. fall"], "en").find(tagged("debris fell", "en")) == (0, 11)
    assert Rules(["piece .. fall"], "en").find(tagged("it fell on debris", "en")) is None
    assert Rules(["piece <> fall"], "en").find(tagged("it fell on debris", "en")) == (3, 17)
    assert Rules(["piece fall"], "en").find(tagged("debris that fell", "en")) is None
    assert Rules(["piece fall"], "en").find([]) is None


def test_of_rules_that_match_from_one_word_the_first_counts() -> None:
    """Found by different words, whose order in a set is another in every process."""
    words = tagged("it fell debris", "en")
    for short in ("fall", "fall|explode", "fall|explode|launch"):
        for long in ("fall|explode piece", "fall piece", "fall|launch piece|tank"):
            assert Rules([short, long], "en").find(words) == (3, 7)
            assert Rules([long, short], "en").find(words) == (3, 14)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_rules_and_every_class_is_used(language: str) -> None:
    kinds = table("kinds")[language]
    assert set(kinds) == set(ORDER)
    asked = {
        key.split(":")[0]
        for kind in kinds.values()
        for rules in kind.values()
        for text in rules
        for rule in parsed(text, language)
        for element in rule.elements
        for key in element
    }
    lists = table(f"lexicon-{language}")
    assert {name for part in ("noun", "word", "verb") for name in lists[part]} - asked <= {"guest", "person"}
