"""The preset of the falls: from the mission file, from the command line, and in the record of the run."""

from pathlib import Path

import pytest

from luncur.campaign.provenance import fingerprint
from luncur.campaign.records import mission_of, with_preset
from luncur.campaign.study import prepare
from luncur.debris.fall import PRESETS
from luncur.errors import InputError
from luncur.mission import load, template


def test_mission_file_chooses(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(template("sounding-rocket") + '\n[debris]\npreset = "fast"\n', encoding="utf-8")
    sim, _ = prepare(load(str(file)), 0)
    assert sim.preset == "fast"


def test_unknown_preset_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(template("sounding-rocket") + '\n[debris]\npreset = "exact"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"debris\.preset"):
        load(str(file))
    with pytest.raises(InputError, match="strict, standard, fast"):
        with_preset(load("sounding-rocket"), "exact")


@pytest.mark.parametrize("preset", list(PRESETS))
def test_a_run_remembers_it(preset: str) -> None:
    mission = with_preset(load("sounding-rocket"), preset)
    bound = fingerprint(mission, 0, 1024, 0.1)
    assert bound["preset"] == preset
    again = mission_of(Path("."), bound, load("sounding-rocket"))
    assert fingerprint(again, 0, 1024, 0.1) == bound
