"""The page on trials: its rule fits the built-in mission, its commands have the options that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from luncur.cli import cli
from luncur.mission import load, template
from luncur.trial.out.flights_table import NAME
from luncur.trial.out.page import NAME as PAGE_NAME
from luncur.trial.verb import SUMMARY

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "trial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", PAGE, re.S)


def test_the_rule_of_the_page_takes_the_place_of_the_missions_own(tmp_path: Path) -> None:
    rule = next(text for kind, text in BLOCKS if kind == "toml")
    own = re.search(
        r'\[\[termination\.rule\]\]\nname = "attitude"\n.*?\n(?=\[\[)', template("soyuz-vostochny-sso"), re.S
    )
    assert own is not None
    (tmp_path / "other.toml").write_text(template("soyuz-vostochny-sso").replace(own[0], rule), encoding="utf-8")
    changed, before = load(tmp_path / "other.toml").termination, load("soyuz-vostochny-sso").termination
    assert changed is not None
    assert before is not None
    differ = [(a, b) for a, b in zip(changed.rules, before.rules, strict=True) if a != b]
    assert [(a.name, a.persistence, b.persistence) for a, b in differ] == [("attitude", 20, 5)]


COMMANDS = [
    line.split("#")[0].split()
    for kind, text in BLOCKS
    if not kind
    for line in text.splitlines()
    if line.startswith("luncur")
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_have_the_options_that_the_page_names(command: list[str]) -> None:
    told = CliRunner().invoke(cli, [command[1], "--help"]).output
    for option in (word for word in command if word.startswith("-") and word != "-o"):
        assert option in told, option


def test_files_of_the_folder_are_described() -> None:
    reference = (ROOT / "docs" / "reference" / "result-folder.md").read_text(encoding="utf-8")
    for name in (SUMMARY, NAME, PAGE_NAME):
        assert f"`{name}`" in reference
