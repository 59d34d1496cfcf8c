"""Answers are kept while their files are what they were, and no longer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from luncur.server import kept


def test_an_answer_is_made_once_and_again_when_its_file_changes(tmp_path: Path) -> None:
    file, made = tmp_path / "a.json", []
    answers = kept.Kept()

    def make() -> bytes:
        made.append(file.read_bytes())
        return made[-1]

    file.write_bytes(b"one")
    assert [answers.of("x", (file,), make) for _ in range(3)] == [b"one"] * 3
    assert made == [b"one"]
    beside = tmp_path / "b.json"
    beside.write_bytes(b"two")
    os.replace(beside, file)  # of the same size
    assert answers.of("x", (file,), make) == b"two"
    assert answers.of("y", (file,), lambda: b"other") == b"other"


def test_no_more_is_kept_than_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 250)
    answers, made = kept.Kept(), []
    for name in ("a", "b", "a", "c", "a", "b"):
        answers.of(name, (tmp_path / "none",), lambda name=name: made.append(name) or bytes(100))
    assert made == ["a", "b", "c", "b"]  # the one that was used longest ago went first
