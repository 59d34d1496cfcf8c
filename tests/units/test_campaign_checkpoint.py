"""Checkpoints of a study: whole or not there, of their own run only, and what a killed run leaves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from luncur.campaign.checkpoint import load_prefix, load_table, save_prefix, save_table
from luncur.campaign.records import finished
from luncur.campaign.reservoir import COLUMNS, Reservoir
from luncur.campaign.run import Prefix, checkpoint_times
from luncur.campaign.tally import Tally
from luncur.errors import InputError
from luncur.folder import held

TABLE = {"bound": {"seed": 1}, "share": [0.5, 0.5], "units": 8}


def test_checkpoint_round_trip_and_torn_file(tmp_path: Path) -> None:
    prefix = Prefix(
        3, Tally.empty(2, 4, 1), Reservoir(np.random.default_rng(1).random((5, len(COLUMNS))), 9), [(7, 1, 20)]
    )
    save_prefix(tmp_path, prefix, TABLE)
    again = load_prefix(tmp_path, TABLE)
    assert again is not None
    assert (again.units, again.reservoir.seen, again.failed_rows) == (3, 9, [(7, 1, 20)])
    assert again.tally.in_place.shape == (2, 1, 3)
    assert np.array_equal(again.reservoir.settle(), prefix.reservoir.settle())
    data = (tmp_path / "checkpoint.npz").read_bytes()
    for torn in (data[:-10], data[:20], b"", data[:100] + b"x" + data[101:]):
        (tmp_path / "checkpoint.npz").write_bytes(torn)
        assert load_prefix(tmp_path, TABLE) is None


def test_a_checkpoint_is_of_its_own_table_only(tmp_path: Path) -> None:
    """Sums made under another allocation or other inputs are not gone on with."""
    save_prefix(tmp_path, Prefix(3, Tally.empty(2, 4, 1), Reservoir(), []), TABLE)
    save_table(tmp_path, TABLE)
    assert load_prefix(tmp_path, load_table(tmp_path) or {}) is not None
    for other in ({"bound": {"seed": 2}}, {"share": [0.4, 0.6]}, {"units": 9}):
        assert load_prefix(tmp_path, {**TABLE, **other}) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"bound": 1, "share": [1], "units": 8}', '{"bound": {}, "share": [NaN], "units": 8}',
                                  '{"bound": {}, "share": ["x"], "units": 8}', '{"bound": {}, "share": [1], "units": 0}'])  # fmt: skip
def test_a_table_that_is_none_is_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "checkpoint.json").write_text(text)
    assert load_table(tmp_path) is None


def test_leftovers_of_a_killed_run_do_not_block_it(tmp_path: Path) -> None:
    (tmp_path / ".part").mkdir()
    for name in (".probe", ".lock", ".checkpoint.npz.part", "checkpoint.json"):
        (tmp_path / name).write_text("{")
    with held(tmp_path, resume=True):
        assert finished(tmp_path, {}) is None
    (tmp_path / "thesis.odt").write_text("")
    with pytest.raises(InputError, match="holds a run of luncur"), held(tmp_path, resume=True):
        finished(tmp_path, {})


@pytest.mark.parametrize("name", [".lock", ".probe", ".checkpoint.json.part", "checkpoint.json"])
def test_links_in_the_folder_are_not_followed(tmp_path: Path, name: str) -> None:
    precious, folder = tmp_path / "precious", tmp_path / "out"
    precious.write_text("kept")
    folder.mkdir()
    (folder / name).symlink_to(precious)
    try:
        with held(folder, resume=True):
            save_table(folder, TABLE)
    except InputError:
        assert name == ".lock"
    assert precious.read_text() == "kept"


@pytest.mark.parametrize("text", ["soon", "-1", "nan"])
def test_checkpoint_interval_must_be_a_time(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("LUNCUR_CHECKPOINT_SECONDS", text)
    with pytest.raises(InputError, match="LUNCUR_CHECKPOINT_SECONDS"):
        checkpoint_times()
