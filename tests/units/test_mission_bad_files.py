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


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_of_windows(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.strip().replace("\n", ends).encode())
    assert load(path).name == "small"


def test_utf_16_is_said(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(SMALL.encode("utf-16"))
    assert sentence(path) == f"{path}: expected UTF-8 text, not UTF-16: save it as UTF-8"


def test_lines_are_counted_after_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + b'a = 1\nb = "caf\xe9"\n')
    assert "line 2: expected UTF-8 text" in sentence(path)


@pytest.mark.parametrize(
    ("written", "instead", "expected"),
    [
        ('"51.3 deg"', "51.3", "site.latitude: '51.3': expected an angle from -90 to 90 deg; a number without a unit is in rad"),
        ('"51.3 deg"', '"51.3"', "site.latitude: '51.3': expected an angle such as '1.5 deg', or a plain number in SI without quotes (units: rad, deg)"),
        ('"2.1 t"', '"0 t"', "vehicle.body.first.dry_mass: '0 t': expected a mass above 0 kg"),
        ("[weather]", "[wheather]", "wheather: expected a known field (closed_area, criteria, debris, event, failure, hypothetical, launch, name, payload, people, rail, schema, site, sources, steering, termination, title, trajectory, vehicle, weather); did you mean 'weather'?"),
        ('name = "Pad"', 'name = "Pad"\ncountry = "Japan"', "site.country: 'Japan': expected three capital letters of ISO 3166, such as JPN"),
        ('name = "small"', f'name = "{"x" * 81}"', "expected text of at most 80 characters"),
        ("time = 2023-11-15T02:00:00Z", 'time = "1/2/2024 10:00"', "expected a date and time with its zone, such as 2023-11-15T02:00:00Z"),
        ('name = "small"', r'title = "C:\rockets\mine.toml"', "a file name with / for \\, or in single quotes"),
    ],
    ids=["degrees for radians", "unit forgotten", "as written", "top level", "country", "long", "time", "path of Windows"],
)  # fmt: skip
def test_mistakes_of_beginners(tmp_path: Path, written: str, instead: str, expected: str) -> None:
    path = tmp_path / "mine.toml"
    assert written in SMALL
    path.write_text(SMALL.replace(written, instead, 1))
    assert expected in sentence(path)
