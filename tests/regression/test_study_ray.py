"""On a Ray cluster a study gives the numbers of the local threads, bit for bit, whatever is lost on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luncur.campaign.study import assess_to_folder
from luncur.compiler.scalar import cache_folder
from luncur.export.tables import IMPACT_COLUMNS, read_impacts

ray = pytest.importorskip("ray", reason="needs Ray: pip install 'luncur[ray]'")
# Ray's own code leaves sockets and files open, and warns of what it will do one day; the study's code is held to more elsewhere
pytestmark = pytest.mark.filterwarnings("default")

UNITS = 6


def run(folder: Path, **more: Any) -> dict[str, Any]:
    settings = {"samples": UNITS * 1024, "precision": 0.1, "seed": 3, "workers": 2, "resume": False, "lang": "en"}
    return assess_to_folder("sounding-rocket", folder, **{**settings, **more})


def assert_same(first: Path, other: Path) -> None:
    a, b = (json.loads((folder / "summary.json").read_text()) for folder in (first, other))
    for summary in (a, b):
        del summary["timing"], summary["provenance"]
    assert a == b
    p, q = (read_impacts(folder / "impacts.parquet", IMPACT_COLUMNS) for folder in (first, other))
    for name in IMPACT_COLUMNS:
        numbers = p[name].dtype.kind == "f"
        assert np.array_equal(p[name], q[name], equal_nan=numbers), name
    assert (first / "failed.csv").read_bytes() == (other / "failed.csv").read_bytes()


@pytest.fixture(scope="module", autouse=True)
def own_kernels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of compiled kernels that no other test writes to, with what there is already."""
    there, own = cache_folder(), tmp_path_factory.mktemp("kernels")
    shutil.copytree(there, own / "luncur" / "kernels" / there.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LUNCUR_CACHE", str(own))
        yield


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ray") / "local"
    run(folder)
    return folder


@pytest.fixture(scope="module")
def cluster(own_kernels: None) -> Iterator[None]:
    """One Ray for all tests: starting it takes seconds."""
    os.environ.update({"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"})
    source = str(Path(sys.modules["luncur"].__file__ or "").parent.parent)
    ray.init(
        address="local", num_cpus=4, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
        _node_ip_address="127.0.0.1", runtime_env={"env_vars": {"PYTHONPATH": source}},
    )  # fmt: skip
    yield
    ray.shutdown()


def kernels() -> dict[Path, int]:
    """Every file of compiled kernels, and when it was written."""
    return {path: path.stat().st_mtime_ns for path in cache_folder().rglob("*.nb[ic]")}


# Two tests and not one for each thing: tests of a file may run in several processes, and each would start its Ray.
@pytest.mark.usefixtures("cluster")
def test_any_number_of_workers_gives_the_local_numbers(local: Path, tmp_path: Path) -> None:
    """Workers that come later load what the first of the node had compiled, and add nothing to the folder of kernels."""
    compiled: dict[Path, int] = {}
    for workers in (1, 2, 4):
        out = tmp_path / str(workers)
        run(out, scheduler="ray", workers=workers)
        assert_same(local, out)
        assert json.loads((out / "run.json").read_text())["workers"] == workers
        compiled = compiled or kernels()
        assert kernels() == compiled != {}


def workers_at_work() -> list[int]:
    """Processes of this Ray's workers that are computing a block; Ray writes into their title what they do."""
    raylets = {int(p.name) for p in _processes() if b"raylet" in _title(p) and _parent(p) == os.getpid()}
    return [int(p.name) for p in _processes() if _title(p).startswith(b"ray::compute") and _parent(p) in raylets]


def _processes() -> list[Path]:
    return [path for path in Path("/proc").iterdir() if path.name.isdigit()]


def _title(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


@pytest.mark.usefixtures("cluster")
def test_a_killed_worker_and_another_scheduler_change_no_number(
    local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is killed (SIGKILL) among the first launches, the study interrupted later; threads go on.  And the other way."""
    killed: list[int] = []

    def stop(stage: str, done: int, total: int, left: float | None) -> None:
        if stage == "launches" and not killed:
            killed.extend(workers_at_work()[:1])
            for process in killed:
                os.kill(process, signal.SIGKILL)
        if stage == "launches" and done >= 4 * 1024:
            raise KeyboardInterrupt

    monkeypatch.setenv("LUNCUR_CHECKPOINT_SECONDS", "0")
    for first, then in (("ray", "local"), ("local", "ray")):
        out = tmp_path / first
        with pytest.raises(KeyboardInterrupt):
            run(out, scheduler=first, progress=stop, block=1)
        assert killed, "no worker was computing when one was to be killed"
        assert (out / "checkpoint.npz").exists()
        run(out, scheduler=then, resume=True)
        assert_same(local, out)
