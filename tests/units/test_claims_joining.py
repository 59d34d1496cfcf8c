"""The same statement across texts, translations and misspellings; who originates it is counted once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from luncur.claims import Document, read
from luncur.claims.repeats.same import TRANSLATED, near, spellings
from luncur.claims.repeats.translated import alike, counts, negated

PAIRS = tomllib.loads((Path(__file__).parents[1] / "data/statements.toml").read_text(encoding="utf-8"))["pair"]


def test_translations_are_told_from_near_misses() -> None:
    joined = [p["en"] for p in PAIRS if alike(p["en"], "en", p["id"], "id") >= TRANSLATED]
    wrong = [(p["en"], m) for p in PAIRS for m in p["miss"] if alike(p["en"], "en", m, "id") >= TRANSLATED]
    assert (len(PAIRS), sum(len(p["miss"]) for p in PAIRS)) == (30, 60)
    assert len(joined) >= 27
    assert len(wrong) <= 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the second stage failed after 40 seconds", "tingkat kedua gagal setelah 14 detik"),
        ("the first stage fell into the sea", "tingkat kedua jatuh ke laut"),
        ("the debris fell into the sea", "puing tidak jatuh ke laut"),
        ("the flight was postponed on Monday", "penerbangan ditunda pada Selasa"),
        ("an important step", "langkah penting"),  # nothing of the list: no sign either way
    ],
)
def test_what_a_translation_must_keep(one: str, other: str) -> None:
    assert alike(one, "en", other, "id") == 0.0


def test_numbers_in_words_and_with_separators() -> None:
    assert (
        counts("lost 400,000 dollars after two minutes", "en")
        == counts("rugi 400.000 dolar setelah dua menit", "id")
        == {"400000", "2"}
    )
    assert negated("It didn't fall", "en")
    assert not negated("tidak ada yang tidak jatuh", "id")


ENGLISH = """The Orbit Courier
Saturday, February 17, 2024

"The second stage lost pressure after 40 seconds," project manager Haruki Sendayama said.

"The island stays a good place for rockets," Haruki Sendayama said.
"""
INDONESIAN = """Kabar Orbit
Sabtu, 17 Februari 2024

"Tingkat kedua kehilangan tekanan setelah 40 detik," kata manajer proyek Haruki Sendayamma.

"Tangki bahan bakar itu masih utuh," kata Haruki Sendayamma.
"""


def test_a_quotation_and_its_translation_are_one_statement_with_two_carriers() -> None:
    found = read([Document("en", "en.txt", ENGLISH), Document("id", "id.txt", INDONESIAN)])
    pressure = [c for c in found.claims if "40" in c["words"]]
    assert [c["same_as"] for c in pressure] == [[f"id#{pressure[1]['id']}"], [f"en#{pressure[0]['id']}"]]
    assert [c["carried_by"] for c in pressure] == [2, 2]
    assert all(c["carried_by"] == 1 and not c["same_as"] for c in found.claims if c not in pressure)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("haruki sendayama", "haruki sendayamma", True),
        ("laras wibisono", "laras wibisana", True),
        ("budi santoso", "budi santosa", True),
        ("kim jong un", "kim jong il", False),
        ("lee min", "lee mun", False),
        ("head:space", "head:spacx", False),
        ("mara quill", "mara quill junior", False),
    ],
)
def test_slips_of_the_pen(one: str, other: str, same: bool) -> None:
    assert near(one, other) is same
    assert near(other, one) is same


def test_the_spelling_met_most_often_stands_for_all() -> None:
    found = spellings(["haruki sendayamma", "haruki sendayama", "haruki sendayama", "jo"])
    assert found == {"haruki sendayamma": "haruki sendayama", "haruki sendayama": "haruki sendayama", "jo": "jo"}


def test_work_grows_with_pairs_of_claims_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    from luncur.claims.repeats import same

    calls = 0

    def counted(*words: str) -> float:
        nonlocal calls
        calls += 1
        return alike(*words)

    monkeypatch.setattr(same, "alike", counted)
    claims = [
        {
            "id": f"c{i}", "text": text, "kind": "statement", "words": f"{words} {i}", "speaker": "Mara Quill", "modality": "asserted",
            "when": {"text": "", "from": "", "to": ""}, "same_as": [],
        }
        for text, words in (("en", "the debris hit the sea"), ("id", "puing menghantam laut"))
        for i in [7] * 40
    ]  # fmt: skip
    same.join(claims, {"en": "en", "id": "id"})
    assert 0 < calls <= 4 * 40 * 40
