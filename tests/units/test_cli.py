"""The command line: what it lists, how it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def luncur(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "luncur.cli", *arguments], capture_output=True, text=True, check=False)


def test_help_lists_only_what_exists() -> None:
    text = luncur("--help").stdout
    for command in ("missions", "new", "check", "fly", "assess", "report", "replay", "schema"):
        assert f"  {command} " in text
    for later in ("watch", "trial", "orbit", "notices", "serve"):
        assert f"  {later} " not in text


@pytest.mark.parametrize("command", ["missions", "new", "check", "fly", "assess", "report", "replay", "schema"])
def test_every_command_has_help(command: str) -> None:
    done = luncur(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_missions_are_listed() -> None:
    assert "soyuz-vostochny-sso" in luncur("missions").stdout


def test_template_can_be_checked(tmp_path: Path) -> None:
    mission = tmp_path / "mine.toml"
    mission.write_text(luncur("new", "soyuz-vostochny-sso").stdout)
    done = luncur("check", str(mission))
    assert done.returncode == 0, done.stderr
    assert "assumed" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no-such-mission"),
        ("fly", "soyuz-vostochny-sso"),
        ("nonsense",),
        ("assess", "x", "-o", "y", "--precision", "7"),
    ],
)
def test_bad_use_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert luncur(*arguments).returncode == 2


def test_import_is_light() -> None:
    """Importing luncur loads neither numba nor scipy, and compiles nothing."""
    code = "import sys, luncur; print([m for m in ('numba', 'scipy', 'numpy', 'matplotlib') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = luncur("fly", "soyuz-vostochny-sso", "-o", str(tmp_path / "file"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
