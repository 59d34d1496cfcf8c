"""Files that are no missions: one sentence each, and nothing read that need not be."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from mission_trees import SMALL

from luncur.errors import InputError
from luncur.mission import load
from luncur.mission.reading import MAXIMUM_SIZE


def sentence(path: Path | str) -> str:
    with pytest.raises(InputError) as caught:
        load(path)
    text = str(caught.value)
    assert text.isprintable()
    assert len(text) < 1200
    return text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "schema: expected a value (it is missing)"),
        (b"hello world", "line 1: 'hello world': expected '=' after the key"),
        (b"a = 1\nb = two\n", "line 2: 'b = two': expected a value, with quotes around text"),
        (b"a = 1\na = 2\n", "line 2: 'a = 2': expected each key once"),
        (b"[site]\n[site]\n", "line 2: '[site]': expected each table once"),
        (b"a = [1, 2\n", "expected ']' at the end of the list"),
        (b'a = "x\n', "line 1"),
        (b'name = "caf\xe9"\n', "line 1: expected UTF-8 text"),
        (b"\n\n\xff\xfe", "line 3: expected UTF-8 text"),
        (b"a = 1\x00\n", "line 1"),
        (b"\x1f\x8b\x08\x00", "expected UTF-8 text"),
        (b'{"name": "x"}', "line 1"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "nested at most 12 deep"),
        (b"a" + b".a" * 400 + b" = 1", "nested at most 12 deep"),
        (b"a = " + b"{ b = " * 300 + b"1" + b"}" * 300, "nested at most 12 deep"),
        (b"a = " + b"9" * 5000, "numbers and dates of ordinary size"),
        (b"a = 2023-13-45T99:00:00Z", "line 1"),
        (b"# " + b"x" * MAXIMUM_SIZE, "at most 1 MB"),
    ],
    ids=lambda v: str(v)[:30],
)
def test_content(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    text = sentence(path)
    assert text.startswith(str(path))
    assert expected in text


@pytest.mark.parametrize("number", ["nan", "-inf", "+inf"])
def test_not_finite(tmp_path: Path, number: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SMALL.replace('"278 m"', number))
    assert "site.altitude" in sentence(path)


def test_folder(tmp_path: Path) -> None:
    assert "not a folder" in sentence(tmp_path)


def test_missing(tmp_path: Path) -> None:
    assert "No such file" in sentence(tmp_path / "none.toml")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SMALL)
    path.chmod(0)
    assert "Permission denied" in sentence(path)


def test_huge_file_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    start = time.perf_counter()
    assert "at most 1 MB, not 100.0 MB" in sentence(path)
    assert time.perf_counter() - start < 0.5


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    os.mkfifo(path)
    assert "an ordinary file" in sentence(path)


@pytest.mark.parametrize("name", ["a\0b.toml", "a\0b", "x" * 5000, "x" * 5000 + ".toml", "", ".", "/", "~", "no\nname"])
def test_odd_names(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sentence(name)


def test_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "b.toml")
    (tmp_path / "b.toml").symlink_to(tmp_path / "a.toml")
    sentence(tmp_path / "a.toml")


@pytest.mark.parametrize("part", ["site", "vehicle"])
@pytest.mark.parametrize("name", ["", ".", "/", "none.toml", "../none.toml", "a\\u0000b", "x" * 3000])
def test_odd_parts(part: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'{part} = "{name}"\n')
    sentence(path)
