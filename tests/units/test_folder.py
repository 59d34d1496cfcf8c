"""The result folder of a run: new or empty, held by one run, given back, filled all at once."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from luncur.errors import InputError
from luncur.folder import filled, held, locked


def test_two_runs_in_one_folder(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(InputError, match="no other run"), locked(tmp_path):
        pass


def test_a_lock_that_was_taken_away_locks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opened the file just before its holder removed it must not believe that it holds the folder."""
    flock, removed = fcntl.flock, []

    def late(handle: int, how: int) -> None:
        if not removed:
            removed.append((tmp_path / ".lock").unlink())
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with locked(tmp_path), pytest.raises(InputError, match="no other run"), locked(tmp_path):
        pass


def test_folder_must_be_empty(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(InputError, match="new or empty"), held(tmp_path):
        pass
    with held(tmp_path, resume=True):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_folder_that_a_failed_run_made_is_removed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="on the way"), held(tmp_path / "a" / "b"):
        raise ValueError("on the way")
    assert not list(tmp_path.iterdir())
    (tmp_path / "mine").mkdir()
    with pytest.raises(ValueError, match="on the way"), held(tmp_path / "mine"):
        raise ValueError("on the way")

    def write_and_fail() -> None:
        (tmp_path / "c" / "written").write_text("")
        raise ValueError("on the way")

    with pytest.raises(ValueError, match="on the way"), held(tmp_path / "c"):
        write_and_fail()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c", "mine"]


def test_files_come_together_and_the_one_that_means_done_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".part").mkdir()
    (tmp_path / ".part" / "left").write_text("of a run that was killed")
    moved: list[str] = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (moved.append(Path(b).name), replace(a, b)))
    with filled(tmp_path, last="done.json") as beside:
        for name in ("done.json", "a", "z"):
            (beside / name).write_text(name)
        assert [path.name for path in tmp_path.iterdir()] == [".part"]
    assert moved == ["a", "z", "done.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "done.json", "z"]


def test_nothing_comes_when_filling_fails(tmp_path: Path) -> None:
    def fill(error: Exception) -> None:
        with filled(tmp_path / "out", last="b") as beside:
            (beside / "a").write_text("")
            raise error

    (tmp_path / "out").mkdir()
    with pytest.raises(ValueError, match="on the way"):
        fill(ValueError("on the way"))
    with pytest.raises(InputError, match="No space left on device"):
        fill(OSError(28, "No space left on device"))
    assert not list((tmp_path / "out").iterdir())


def test_what_was_left_as_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="can be written to"), filled(tmp_path / "out", last="b") as beside:
        (beside / "a").write_text("")
    assert not list((tmp_path / "elsewhere").iterdir())
