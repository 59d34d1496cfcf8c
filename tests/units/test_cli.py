"""The command line: what it lists, how it refuses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


def luncur(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "luncur.cli", *arguments], capture_output=True, text=True, check=False)


def test_help_lists_only_what_exists() -> None:
    text = luncur("--help").stdout
    for command in (
        "missions",
        "new",
        "check",
        "fly",
        "assess",
        "report",
        "compare",
        "replay",
        "schema",
        "zone",
        "watch",
        "trial",
        "notices",
        "orbit",
        "serve",
    ):
        assert f"  {command} " in text


@pytest.mark.parametrize(
    "command",
    [
        "missions",
        "new",
        "check",
        "fly",
        "assess",
        "report",
        "compare",
        "replay",
        "schema",
        "zone",
        "watch",
        "trial",
        "notices",
        "serve",
    ],
)
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


def test_vehicle_and_site_of_a_template_can_be_used(tmp_path: Path) -> None:
    """A copy of a built-in's vehicle and site, named in a copy of the mission, is the same mission."""
    text = luncur("new", "sounding-rocket").stdout
    for part, named in (("vehicle", "sounding-rocket"), ("site", "uchinoura")):
        (tmp_path / f"{part}.toml").write_text(luncur("new", "sounding-rocket", "--part", part).stdout)
        assert f'{part} = "{named}"' in text
        text = text.replace(f'{part} = "{named}"', f'{part} = "{part}.toml"')
    mission = tmp_path / "mine.toml"
    mission.write_text(text)
    assert luncur("check", str(mission)).stdout == luncur("check", "sounding-rocket").stdout != ""


def test_only_built_in_missions_are_templates(tmp_path: Path) -> None:
    mission = tmp_path / "mine.toml"
    mission.write_text(luncur("new", "sounding-rocket").stdout)
    one_sentence(luncur("new", str(mission)), "expected the name of a built-in mission (")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("altitude_m;east_m_s;north_m_s\n10;2,5;1\n900;5;2\n", "cells separated by commas, with points for decimals"),
        ("altitude_m,east_m_s,north_m_s\n10,2,5,1\n900,5,2\n", "line 2: '10,2,5,1': expected 3 cells"),
        ("PK\x03\x04", "not a workbook or archive: save it as CSV"),
    ],
)
def test_check_reads_the_tables_that_a_mission_names(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "wind.csv").write_text(text)
    mission = tmp_path / "mine.toml"
    own = '{ model = "profile", file = "wind.csv" }'
    mission.write_text(luncur("new", "sounding-rocket").stdout.replace('{ model = "climatology" }', own))
    one_sentence(luncur("check", str(mission)), "wind.csv", words)
    (tmp_path / "wind.csv").write_text("altitude_m,east_m_s,north_m_s\n10,2.5,1\n900,5,2\n")
    assert luncur("check", str(mission)).returncode == 0


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


STUDY = ("assess", "soyuz-vostochny-sso", "--samples", "1024", "--resume")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study") / "out"
    done = luncur(*STUDY, "-o", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


def test_gate_ends_with_3_and_says_why(study: Path) -> None:
    done = luncur(*STUDY, "-o", str(study), "--gate")
    assert done.returncode == 3
    assert "gate: " in done.stderr


@pytest.mark.parametrize("gate", [True, False])
@pytest.mark.parametrize("where", ["closed pipe", "full disk"])
def test_status_is_kept_when_nobody_can_read(study: Path, gate: bool, where: str) -> None:
    """What was found is told by the status, whoever still listens."""
    if where == "closed pipe":
        reader, writer = os.pipe()
        os.close(reader)
    else:
        writer = os.open("/dev/full", os.O_WRONLY)
    command = [sys.executable, "-m", "luncur.cli", *STUDY, "-o", str(study), "--json", *(["--gate"] if gate else [])]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert done.returncode == (3 if gate else 0), done.stderr
    assert "Traceback" not in done.stderr
    assert ("standard output" in done.stderr) == (where == "full disk")


@pytest.mark.usefixtures("interruptible")
def test_interrupted_ends_with_130_and_says_how_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "luncur.cli", "assess", "soyuz-vostochny-sso", "-o", str(folder), "--workers", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not (folder / ".lock").exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "--resume" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("exec('raise KeyboardInterrupt')", id="as in making a dataclass or compiling a kernel"),
        pytest.param("Lost(); time.sleep(90)", id="where nothing can be raised"),
    ],
)
@pytest.mark.usefixtures("interruptible")
def test_interrupted_where_python_itself_would_end_by_the_signal_or_go_on(tmp_path: Path, body: str) -> None:
    (tmp_path / "interrupted.py").write_text(
        "import time\n"
        "import luncur.cli\n"
        "class Lost:\n"
        "    def __del__(self):\n"
        "        raise KeyboardInterrupt\n"
        "def cli(**_):\n"
        f"    {body}\n"
        "luncur.cli.cli = cli\n"
        "luncur.cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 130, done.stderr
    assert done.stderr == "interrupted\n"


def test_json_is_the_file(study: Path) -> None:
    done = luncur(*STUDY, "-o", str(study), "--json")
    assert json.loads(done.stdout) == json.loads((study / "summary.json").read_text())


def test_short_of_the_wanted_precision_is_said(study: Path) -> None:
    """1,024 launches are too few for 10 %: the summary, the terminal and the page say so."""
    precision = json.loads((study / "summary.json").read_text())["precision"]
    assert precision["wanted"] == 0.1
    assert precision["reached"] > 0.1
    assert "The wanted precision was not reached" in luncur(*STUDY, "-o", str(study)).stdout
    assert "The wanted precision was not reached" in (study / "report.html").read_text()


def test_page_is_made_again_when_it_is_missing_or_in_another_language(study: Path) -> None:
    page = study / "report.html"
    for lang in ("id", "en"):
        assert luncur(*STUDY, "-o", str(study), "--lang", lang).returncode == 0
        assert f'<html lang="{lang}">' in page.read_text()
    page.unlink()
    assert luncur(*STUDY, "-o", str(study)).returncode == 0
    assert page.exists()


@pytest.mark.parametrize("text", ["{}", "[]", "{", '{"bound": {}, "share": [1.0], "units": 1}', '{"bound": 3}'])
def test_records_of_others_are_one_sentence(study: Path, tmp_path: Path, text: str) -> None:
    for name in ("run.json", "summary.json", "checkpoint.json"):
        (tmp_path / name).write_text(text)
    one_sentence(luncur("replay", str(tmp_path), "--launch", "1"), "run.json")
    one_sentence(luncur(*STUDY, "-o", str(tmp_path)))
    for name in ("trajectory.nc", "areas.geojson"):
        (tmp_path / name).write_bytes((study / name).read_bytes())
    one_sentence(luncur("report", str(tmp_path)), str(tmp_path))


def test_impacts_cut_short_are_one_sentence(study: Path, tmp_path: Path) -> None:
    for name in ("trajectory.nc", "areas.geojson", "summary.json"):
        (tmp_path / name).write_bytes((study / name).read_bytes())
    data = (study / "impacts.parquet").read_bytes()
    for broken in (data[:-100], data[:50], b""):
        (tmp_path / "impacts.parquet").write_bytes(broken)
        one_sentence(luncur("report", str(tmp_path)), "impacts.parquet")
    # with a hole in it, the reader's library adds lines of its own
    (tmp_path / "impacts.parquet").write_bytes(data[: len(data) // 2] + data[-8:])
    done = luncur("report", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("luncur: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("cache", ["/proc/none", "/dev/null/x"])
def test_cache_that_cannot_be_used_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str) -> None:
    monkeypatch.setenv("LUNCUR_CACHE", cache)
    one_sentence(luncur("fly", "soyuz-vostochny-sso", "-o", str(tmp_path / "out")), "LUNCUR_CACHE")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["check", "assess"])
def test_bad_input_leaves_nothing_behind(tmp_path: Path, command: str) -> None:
    text = luncur("new", "soyuz-vostochny-sso").stdout
    lines = [line for line in text.splitlines() if not line.startswith("criteria")]
    (tmp_path / "m.toml").write_text('criteria = ["no-such-rules"]\n' + "\n".join(lines))
    out = ["-o", str(tmp_path / "out")] if command == "assess" else []
    one_sentence(luncur(command, str(tmp_path / "m.toml"), *out), "no-such-rules")
    assert [p.name for p in tmp_path.iterdir()] == ["m.toml"]
