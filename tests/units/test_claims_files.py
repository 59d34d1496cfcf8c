"""``luncur read`` as a command: files in and out, and one sentence for what is no text."""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from luncur.claims.out.output import read_to_folder
from luncur.claims.text import web
from luncur.claims.text.documents import LONGEST, MAXIMUM
from luncur.claims.words.lexicon import table
from luncur.cli import cli
from luncur.errors import InputError

EXAMPLES = [Path(str(files("luncur") / f"data/examples/report-{lang}.txt")) for lang in ("en", "id")]


def test_the_folder_is_complete_in_both_languages(tmp_path: Path) -> None:
    for lang, title in (("en", "What the texts say"), ("id", "Apa yang dikatakan teks")):
        record = read_to_folder(EXAMPLES, tmp_path / lang, lang)
        files_made = sorted(p.name for p in (tmp_path / lang).iterdir())
        assert files_made == ["claims.csv", "claims.json", *sorted(e["draft"] for e in record["events"]), "read.html"]
        assert json.loads((tmp_path / lang / "claims.json").read_text(encoding="utf-8")) == record
        page = (tmp_path / lang / "read.html").read_text(encoding="utf-8")
        assert f"<h1>{title}</h1>" in page
        assert "{" not in page.split("</style>")[1]
        with (tmp_path / lang / "claims.csv").open(encoding="utf-8", newline="") as stream:
            assert len(list(csv.reader(stream))) == len(record["claims"]) + 1


def test_same_texts_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        read_to_folder(EXAMPLES, tmp_path / name)
    for file in ("claims.json", "claims.csv", "read.html"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_every_text_of_the_page_is_in_both_languages() -> None:
    both = table("page")
    assert both["en"].keys() == both["id"].keys()
    for key in ("kinds", "modalities", "roles", "verdicts", "checks_of", "outcomes", "languages"):
        assert both["en"][key].keys() == both["id"][key].keys()


def test_json_and_nothing_else(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["read", str(EXAMPLES[0]), "-o", str(tmp_path / "out"), "--json"])
    assert json.loads(result.stdout)["schema"] == "luncur-claims/1"


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    source = tmp_path / "bad.txt"
    source.write_text('"=1+1 <img src=x onerror=alert(1)> the rocket exploded," said Mara Quill.', encoding="utf-8")
    read_to_folder([source], tmp_path / "out")
    assert "<img" not in (tmp_path / "out/read.html").read_text(encoding="utf-8")
    with (tmp_path / "out/claims.csv").open(encoding="utf-8", newline="") as stream:
        assert not any(cell[:1] in "=+-@" for row in csv.reader(stream) for cell in row if cell)


def test_a_web_page_gives_its_text_and_no_script(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(
        "<!DOCTYPE html><html><head><title>The rocket exploded</title><script>var a = 'The rocket exploded.'</script></head><body>"
        "<nav>The rocket exploded.</nav><p>The booster fell into the <b>lake</b> near the pad.</p><figure>The rocket exploded."
        "</figure></body></html>",
        encoding="utf-8",
    )
    record = read_to_folder([source], tmp_path / "out")
    assert [c["words"] for c in record["claims"]] == ["The booster fell into the lake near the pad"]
    assert record["texts"][0]["offsets_in"] == "extracted text"


BAD = {
    "empty": (b" \n", "not empty"),
    "binary": (bytes(range(256)) * 20, "not binary"),
    "mixed": ("The café fell. ".encode() + "ü".encode("latin1"), "UTF-8"),
    "numbers": (b"1 2 3", "words"),
    "large": (b"a" * (MAXIMUM + 1), "at most 5 MB"),
    "long": (b"word " * (LONGEST // 5 + 1), "at most 200,000 letters"),
    "deep.html": (b"<html><body>" + b"<div>" * 10_000 + b"The rocket fell.", "nested"),
    "charset.html": (b"<html><head><meta charset='x-odd'></head><body>text</body></html>", "charset"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_text_is_one_sentence_and_no_folder(name: str, tmp_path: Path) -> None:
    data, reason = BAD[name]
    source = tmp_path / (name if "." in name else f"{name}.txt")
    source.write_bytes(data)
    with pytest.raises(InputError, match=reason) as caught:
        read_to_folder([EXAMPLES[0], source], tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_page_of_tags_without_an_end_is_passed_over_in_one_run() -> None:
    looked_at = []

    class Page(str):
        def find(self, *given: Any) -> int:
            looked_at.append(given)
            return str.find(self, *given)

    assert web._depth(Page("<a " * 1_700_000)) == 0
    assert len(looked_at) == 1
    with pytest.raises(InputError, match="with text in it"):
        web.text_of("<a " * 1_700_000, "page.html")


def test_tags_are_counted_to_their_ends() -> None:
    assert web._depth("<div><span title='a<b'><b/><br><i></i></span><em>") == 3
    assert web._depth("<div " * 3 + ">") == 1


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="new or empty"):
        read_to_folder(EXAMPLES, tmp_path)


def test_right_to_left_text_is_read(tmp_path: Path) -> None:
    source = tmp_path / "ar.txt"
    source.write_text("قال المتحدث إن الصاروخ سقط في البحر.", encoding="utf-8")
    assert read_to_folder([source], tmp_path / "out")["claims"] == []


def test_two_texts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.txt").write_text("The rocket exploded.")
    record = read_to_folder([tmp_path / "a/t.txt", tmp_path / "b/t.txt"], tmp_path / "out")
    assert [t["text"] for t in record["texts"]] == ["t", "t-2"]
