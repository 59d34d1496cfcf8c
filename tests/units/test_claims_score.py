"""The score of extracted claims: matching, repeats, speakers and dates, each wrong in one known way."""

import json
import sys

import pytest
import tool_scripts

TEXT = 'Rocket falls\n\nThe rocket fell into the sea on Monday. "It was loud," said Ida Berg.\nIT WAS LOUD\nSome say it burned.\n'
GOLD = """
[text]
language = "en"
[[optional]]
words = "Rocket falls"
start = 0
end = 12
"""


def gold_claim(number, kind, words, speaker, day="", same_as=()):
    start = TEXT.index(words)
    when = {"text": "on Monday" if day else "", "from": day, "to": day}
    return {
        "id": f"c{number}", "kind": kind, "words": words, "start": start, "end": start + len(words),
        "when": when, "speaker": speaker, "modality": "asserted", "same_as": list(same_as),
    }  # fmt: skip


CLAIMS = [
    gold_claim(1, "splashdown", "The rocket fell into the sea on Monday", "not determined", "2024-07-01"),
    gold_claim(2, "statement", "It was loud", "Ida Berg", same_as=["c3"]),
    gold_claim(3, "statement", "IT WAS LOUD", "Ida Berg"),
    gold_claim(4, "statement", "it burned", "not determined"),
]


def toml(claim):
    rows = [f"{k} = {json.dumps(v)}" for k, v in claim.items() if k != "when"]
    when = ", ".join(f"{k} = {json.dumps(v)}" for k, v in claim["when"].items())
    return "\n".join(["[[claim]]", *rows, f"when = {{ {when} }}", ""])


@pytest.fixture
def tool():
    return tool_scripts.tool("score_claims")


@pytest.fixture
def scored(tool, tmp_path):
    (tmp_path / "a.toml").write_text(GOLD + "".join(toml(c) for c in CLAIMS), encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def run(*claims):
        file = tmp_path / "claims.json"
        file.write_text(json.dumps({"claims": [{"text": "a", **c} for c in claims]}), encoding="utf-8")
        return tool.score(tool.read_gold([tmp_path]), tool.read_extracted(file))["all"]

    return run


def test_the_gold_itself_scores_without_an_error(scored):
    t = scored(*CLAIMS)
    assert (t.gold, t.found, t.matched) == (3, 3, 4)  # the repeat is no claim of its own
    assert (t.wrong, t.speaker_wrong, t.date_wrong, t.modality_wrong) == (0, 0, 0, 0)
    assert (t.dated, t.repeats, t.repeats_joined) == (1, 1, 1)


def test_one_of_two_repeats_is_enough(scored):
    t = scored(CLAIMS[2])
    assert (t.gold, t.found, t.repeats) == (3, 1, 0)


def test_another_kind_at_the_same_words_is_wrong_and_not_found(scored):
    t = scored({**CLAIMS[0], "kind": "launch"})
    assert (t.found, t.wrong) == (0, 1)


def test_a_clause_between_two_kinds_may_be_either(tool):
    between = {**CLAIMS[0], "kind_accept": ["launch"]}
    assert tool.pair_up([between], [{**CLAIMS[0], "kind": "launch"}]) == {0: 0}
    assert tool.pair_up([between], [{**CLAIMS[0], "kind": "test"}]) == {}


def test_less_than_half_of_the_words_is_no_match(scored):
    first = CLAIMS[0]
    t = scored({**first, "words": first["words"][:18], "end": first["start"] + 18})
    assert (t.found, t.wrong) == (0, 1)
    t = scored({**first, "words": first["words"][:19], "end": first["start"] + 19})
    assert (t.found, t.wrong) == (1, 0)


def test_words_that_are_not_at_their_offsets_are_wrong(scored):
    t = scored({**CLAIMS[0], "words": CLAIMS[0]["words"].upper()})
    assert (t.found, t.wrong) == (0, 1)


def test_a_second_extraction_of_the_same_words_is_wrong(scored):
    t = scored(CLAIMS[0], {**CLAIMS[0], "id": "again"})
    assert (t.found, t.wrong) == (1, 1)


def test_a_headline_is_neither_right_nor_wrong(scored):
    t = scored({**CLAIMS[0], "words": "Rocket falls", "start": 0, "end": 12})
    assert (t.found, t.wrong, t.optional) == (0, 0, 1)


@pytest.mark.parametrize(
    ("index", "speaker", "wrong", "missed", "guessed"),
    [
        (1, "the ida bérg", 0, 0, 0),
        (1, "Ada Berg", 1, 0, 0),
        (1, "not determined", 0, 1, 0),
        (3, "Ida Berg", 1, 0, 1),
    ],
)
def test_speakers(scored, index, speaker, wrong, missed, guessed):
    t = scored({**CLAIMS[index], "speaker": speaker})
    assert (t.speaker_wrong, t.speaker_missed, t.speaker_guessed) == (wrong, missed, guessed)


@pytest.mark.parametrize(
    ("index", "day", "wrong", "missed", "added"),
    [(0, "2024-07-08", 1, 0, 0), (0, "", 0, 1, 0), (3, "2024-07-01", 0, 0, 1)],
)
def test_dates(scored, index, day, wrong, missed, added):
    t = scored({**CLAIMS[index], "when": {"text": "", "from": day, "to": day}})
    assert (t.date_wrong, t.date_missed, t.date_added) == (wrong, missed, added)


def test_gold_that_is_not_at_its_offsets_is_refused(tool, tmp_path):
    (tmp_path / "a.toml").write_text(GOLD + toml({**CLAIMS[0], "start": 3}), encoding="utf-8")
    with pytest.raises(SystemExit, match="c1 is not at its offsets"):
        tool.read_gold([tmp_path])


def test_a_text_without_gold_is_refused(tool, tmp_path):
    (tmp_path / "a.toml").write_text(GOLD, encoding="utf-8")
    with pytest.raises(SystemExit, match="no gold: b"):
        tool.score(tool.read_gold([tmp_path]), {"b": [CLAIMS[0]]})


def test_the_table_gives_shares_with_their_counts(tool, tmp_path, monkeypatch, capsys):
    (tmp_path / "a.toml").write_text(GOLD + "".join(toml(c) for c in CLAIMS), encoding="utf-8")
    (tmp_path / "claims.json").write_text(json.dumps({"claims": [{"text": "a", **CLAIMS[0]}]}), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["score_claims.py", str(tmp_path / "claims.json"), str(tmp_path), "--list"])
    tool.main()
    out = capsys.readouterr().out
    assert "| all | 33.3 % (1/3) | 0.0 % (0/1) |" in out
    assert "not scored" in out
    assert "a c4 not found [statement]: it burned" in out
