"""Whatever a file of warnings holds, the reader answers with notices or one sentence, soon, and invents nothing."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
import published_notices as published
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from luncur.errors import InputError
from luncur.notices import Notice, features, parse, parse_text
from luncur.notices.picture import summary

PIECES = [
    "NAVAREA XI 12/24(5).", "HYDROPAC ", "A0001/24 NOTAMN", "B) 2401010000", "C) 2401022400", "D) DAILY 2200-0200", "E)", "F)",
    "G) UNL", "121606Z", "TO", "THRU", "AND", "DAILY", "ALTERNATE", "1607Z", "2400Z", "14", "31", "29 FEB", "NOV", "DEC 99", "JAN 24",
    "A.", "B.", "1.", "2.", "(1)", "①", "WITHIN NINE MILES OF", "RADIUS 5 NM", "28-39.92N", "080-38.33W", "89-59.99S",
    "180-00.00E", "90-00N", "401900N1184000E", "N39°24'35\"", "E119°13'44\"", "10月23日0700时至1300时", "28.5,", "-110.25", ",", "-", "\n",
    "\n\n", "NNNN", "CANCEL THIS MSG 112359Z MAY 24.", "CANCEL NAVAREA XI 11/24.", "#", "IN AREAS BOUND BY:", "SUNSET",
]  # fmt: skip


refused: list[str] = []  # what was said of texts that hold no area


def read(text: str) -> tuple[Notice, ...]:
    try:
        found = parse_text(text)
    except InputError as error:
        refused.append(str(error))
        return ()
    for notice in found:
        for area in notice.areas:
            assert all(-90 <= a <= 90 and -180 <= b <= 180 for a, b in area.corners)
            assert len(area.corners) == 1 if area.radius else len(area.corners) >= 3
            assert all(w.start < w.end for w in area.windows)
            assert set(area.windows) <= set(notice.windows)
    json.dumps([n.record() for n in found], allow_nan=False)
    json.dumps(features(found), allow_nan=False)
    assert summary(found, "id")
    return found


@settings(max_examples=400)
@given(st.text(max_size=400))
@example("A. 1-1N1-1E,1-1N1-2E,1-2N1-1E")
@example("2. ０１-０１N ００１-０１E, ²³-01N 001-02E, ①①N 1-1E")
def test_any_text(text: str) -> None:
    read(text)


@settings(max_examples=600)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([" ", "", "  "]))
def test_any_order_of_the_words_of_warnings(pieces: list[str], between: str) -> None:
    read(between.join(pieces))


def test_published_ones_with_mistakes() -> None:
    """2,000 mutations: characters changed, cut out, doubled; lines exchanged; notices cut and joined."""
    chance = random.Random(5)
    areas = 0
    for _ in range(2000):
        text = list(chance.choice(published.ALL))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(text))
            kind = chance.randrange(4)
            if kind == 0:
                text[at] = chr(chance.choice([chance.randrange(32, 127), chance.randrange(160, 0x3000), 10]))
            elif kind == 1:
                del text[at : at + chance.randint(1, 12)]
            elif kind == 2:
                text[at:at] = text[at : at + chance.randint(1, 60)]
            else:
                text[at:at] = chance.choice(PIECES)
            text = text or [" "]
        areas += sum(len(n.areas) for n in read("".join(text)))
    assert areas > 1500


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    from luncur.notices.reading import decoded

    try:
        text, _ = decoded(data, "file")
    except InputError as error:
        refused.append(str(error))
        return
    read(text)


@pytest.mark.parametrize(
    "unit",
    ["1", "12 ", "28-39.92N ", "28-39.92N 080-38.33W, ", "121606Z TO ", "14 THRU ", "14, ", "A. ", "ALTERNATE ", "\n1. ", "NOV ",
     "CANCEL THIS MSG ", "NAVAREA XI 1/24 28-39N 080-38W, ", "1600Z TO 1700Z 14 NOV, ", "WITHIN 5 MILES OF ", "(", "E) ", "\x85", "10月23日",
     "N 1 E 1 ", "HYDROPAC 1/24, ", "WITHIN NINE MILES OF 33-40.72N 119-09.16W "],
)  # fmt: skip
def test_long_repetitions_end_soon(unit: str) -> None:
    """60 kB of one thing: no pattern runs away."""
    text = unit * (60_000 // len(unit))
    begin = time.process_time()
    read(text + " 10-00N 110-00E, 11-00N 110-00E, 11-00N 111-00E")
    assert time.process_time() - begin < 10


def test_refusals_are_one_line() -> None:
    read("")
    assert refused
    assert not [s for s in refused if "\n" in s]


def sentence(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        parse(path)
    return str(caught.value)


def test_files_that_are_no_warnings(tmp_path: Path) -> None:
    file = tmp_path / "warnings.txt"
    assert "ordinary file" in sentence(tmp_path)
    assert "No such file" in sentence(file)
    file.write_bytes(b"")
    assert "empty" in sentence(file)
    file.write_bytes(b" \n\t\n")
    assert "empty" in sentence(file)
    file.write_bytes(bytes(range(256)) * 20)
    assert "binary" in sentence(file)
    file.write_bytes(b"\x7fELF" + b"\x00" * 200)
    assert "binary" in sentence(file)
    file.write_text("Nothing of the kind was announced.")
    assert "at least one area" in sentence(file)
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "of at most 1 MB" in sentence(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "warnings.txt"
    file.write_bytes(published.CHINA_SEA.encode(encoding))
    (notice,) = parse(file)
    assert notice.areas == parse_text(published.CHINA_SEA)[0].areas
    assert notice.windows == parse_text(published.CHINA_SEA)[0].windows
    assert any("gb18030" in s for s in notice.said) == (encoding == "gb18030")


def test_latin_degrees_and_mixed_encodings(tmp_path: Path) -> None:
    file = tmp_path / "warnings.txt"
    text = "CAFÉ 40°42'46\"N 121°14'49\"E, 40°41'44\"N 121°16'43\"E, 39°09'02\"N 119°27'20\"E "
    file.write_bytes(text.encode("latin-1") + "é".encode())
    (notice,) = parse(file)
    assert len(notice.areas[0].corners) == 3
    assert any("latin-1" in s for s in notice.said)


def test_right_to_left_marks_and_markup_change_nothing(tmp_path: Path) -> None:
    text = "<script>alert(1)</script>\u202e" + published.FLORIDA_2022
    found = parse_text(text)
    assert found[0].areas == parse_text(published.FLORIDA_2022)[0].areas
    assert any("ALERT" in words for words in found[0].not_understood)
