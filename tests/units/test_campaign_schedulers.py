"""A scheduler that cannot be had ends with a sentence before anything is written; nodes must rest on the same."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from luncur.campaign import assess, ray_connection, ray_worker
from luncur.campaign.ray_connection import check_address
from luncur.campaign.schedulers import local_workers
from luncur.compiler import once_per_node
from luncur.errors import InputError, LuncurError
from luncur.places.people import builtin_people


def refused(*options: str) -> str:
    """What the command line says of options that cannot be: one sentence, status 2, nothing written."""
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", "assess", "sounding-rocket", *options], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_an_address_is_for_ray_only(tmp_path: Path) -> None:
    assert "--scheduler ray" in refused("-o", str(tmp_path / "out"), "--address", "head:6379")
    assert not (tmp_path / "out").exists()


def test_without_ray_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_connection.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'luncur\[ray\]'"):
        assess("sounding-rocket", tmp_path / "out", scheduler="ray")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("what", "value"), [("scheduler", "cloud"), ("workers", 0)])
def test_options_from_python(tmp_path: Path, what: str, value: object) -> None:
    with pytest.raises(InputError, match=what):
        assess("sounding-rocket", tmp_path / "out", **{what: value})  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


@pytest.fixture
def with_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if Ray were there; what is looked at comes before it is used."""
    monkeypatch.setattr(ray_connection.importlib.util, "find_spec", lambda name: name)
    monkeypatch.delenv("RAY_USE_TLS", raising=False)


@pytest.mark.usefixtures("with_ray")
@pytest.mark.parametrize(
    "address", ["", "head", "head:", ":6379", "head:0", "head:65536", "head:x", "ray://head:10001"]
)
def test_an_address_is_host_and_port(address: str) -> None:
    with pytest.raises(InputError, match="HOST:PORT"):
        check_address(address)


@pytest.mark.usefixtures("with_ray")
def test_an_address_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_connection, "REACH_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(InputError, match="can be reached"):
            check_address(f"127.0.0.1:{port}")  # listens, and never says a word
    with pytest.raises(InputError, match="can be reached"):
        check_address(f"127.0.0.1:{port}")


@pytest.mark.usefixtures("with_ray")
@pytest.mark.parametrize(
    ("answer", "good"), [(bytes([0, 0, 0, 4, 0, 0, 0, 0, 0]), True), (b"HTTP/1.1 400 Bad\r\n", False)]
)
def test_only_a_server_of_the_protocol_will_do(answer: bytes, good: bool) -> None:
    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(100)
            connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        if good:
            check_address(address)
        else:
            with pytest.raises(InputError, match="can be reached"):
                check_address(address)
        thread.join()


def test_a_node_with_other_versions_is_refused() -> None:
    mine = {**ray_worker._rests_on(), "numpy": "1.0"}
    with pytest.raises(LuncurError, match=r"worker of the cluster has numpy '.*', and the study '1.0'"):
        ray_worker.unpack(({"rests_on": mine, "environment": {}}, b"never read", []))


def test_people_cannot_be_written_to() -> None:
    """So that kernels are compiled for one kind of array, whether it lies in this process or is shared by several."""
    grid = builtin_people("settlements").grid
    assert not grid.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        grid[0, 0] = 1.0
    assert grid.dtype == np.float32


def test_an_input_error_keeps_its_parts_between_processes() -> None:
    error = InputError("mine.toml", "seed", -1, "a whole number")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.source, again.field) == (str(error), "mine.toml", "seed")


def test_kernels_are_compiled_by_one_process_of_a_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUNCUR_CACHE", str(tmp_path))
    monkeypatch.delenv("LUNCUR_COMPILER", raising=False)
    calls: list[str] = []

    def fails() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once_per_node("a", fails)  # which is not to count as done
    several = [threading.Thread(target=once_per_node, args=("a", lambda: calls.append("a"))) for _ in range(4)]
    for thread in several:
        thread.start()
    for thread in several:
        thread.join()
    once_per_node("b", lambda: calls.append("b"))
    once_per_node("b", lambda: calls.append("b"))
    assert calls == ["a", "b"]


def test_threads_are_as_many_as_the_processors_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a node that a batch system shares out, the process has some of its processors."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5, 7})
    assert local_workers(None) == 3
    assert local_workers(12) == 12
    monkeypatch.delattr(os, "sched_getaffinity")  # where the system knows no such thing
    assert local_workers(None) == os.cpu_count()
