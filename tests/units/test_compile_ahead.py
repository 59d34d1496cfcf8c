"""Kernels that a second process compiles: the same calls as a study's, waited for, and nothing lost where it fails."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from luncur.compiler import ahead as process
from luncur.compiler import compile_ahead, compiled, kernel
from luncur.compiler.scalar import cache_folder

# In a process of its own: what it compiles ahead, and then a study, must have called every kernel with the same kinds of array.
SAME_CALLS = """
import sys
import numpy as np
from luncur.campaign import ahead
from luncur.campaign.study import prepare
from luncur.campaign.launches import OTHER_DOMAIN, simulate
from luncur.compiler import compiled
from luncur.debris.fall_kernel import fall_many
from luncur.debris.lanes_kernel import fall_lanes
from luncur.debris.tumbling_lanes_kernel import fall_until_together
from luncur.mission import load
from luncur.termination.followed_kernel import decide_many

ahead.compile_kernels()
sim, _ = prepare(load("soyuz-vostochny-sso"), 1)
stratum = np.repeat(np.arange(len(sim.strata) + 1), 32)
simulate(sim, 4 * OTHER_DOMAIN + np.arange(len(stratum)), stratum)
for each in (fall_many, fall_lanes, fall_until_together, decide_many):
    print(each.__name__, len(compiled(each).signatures))
"""


@kernel
def twice(x):  # type: ignore[no-untyped-def]
    return 2.0 * x


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands of the processes that were started, each of which takes half a second and fails."""
    commands: list[list[str]] = []

    class Failing(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **options: object) -> None:
            commands.append(command)
            super().__init__([sys.executable, "-c", "import time; time.sleep(0.5); raise SystemExit(1)"])

    monkeypatch.setattr(process.subprocess, "Popen", Failing)
    monkeypatch.setattr(process.os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(process, "_pending", {})
    return commands


def test_a_study_calls_what_was_compiled_ahead() -> None:
    done = subprocess.run([sys.executable, "-c", SAME_CALLS], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:-1] == [
        "fall_many 1", "fall_lanes 1", "fall_until_together 1", "decide_many 1"
    ]  # fmt: skip


def test_a_kernel_waits_for_the_process_and_does_without_it(started: list[list[str]]) -> None:
    compile_ahead("luncur.nothing", rooms=(__name__,))
    assert started == [[sys.executable, "-P", "-m", "luncur.nothing"]]
    begun = process._pending[__name__]
    assert begun.poll() is None
    assert compiled(twice)(2.0) == 4.0
    assert begun.poll() == 1
    assert process._pending == {}


def test_nothing_is_started_where_it_was_done_before(started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    process.run("luncur.something", lambda: None)
    compile_ahead("luncur.something", rooms=("luncur.",))
    monkeypatch.setattr(process.os, "sched_getaffinity", lambda _: {0})
    compile_ahead("luncur.another", rooms=("luncur.",))
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    compile_ahead("luncur.another", rooms=("luncur.",))
    assert started == []


def test_two_processes_do_not_compile_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUNCUR_CACHE", str(tmp_path))
    compiling = os.open(cache_folder() / ".ahead", os.O_RDWR | os.O_CREAT)
    fcntl.flock(compiling, fcntl.LOCK_EX)
    called: list[int] = []
    process.run("luncur.something", lambda: called.append(1))
    assert called == []
    os.close(compiling)
    process.run("luncur.something", lambda: called.append(1))
    assert called == [1]
