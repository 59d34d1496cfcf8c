"""A folder with results, and a server of it on a free port of this machine, as a user runs it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from luncur.campaign.study import assess_to_folder, fly_to_folder
from luncur.event import event_to_folder
from luncur.server.run import listening, server
from luncur.server.settings import Settings, checked

MISSION = "soyuz-vostochny-sso"


@dataclass(frozen=True)
class Running:
    """A server that answers, and a client of it."""

    settings: Settings
    client: httpx.Client

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"


@contextmanager
def served(folder: Path, token: str | None = None) -> Iterator[Running]:
    """A server of a folder in a thread of the test; ended when the test goes on."""
    settings = checked(folder, port=0, token=token)
    with listening(settings) as found:
        settings = replace(settings, port=found.getsockname()[1])
        running = server(settings)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [found]}, daemon=True)
        thread.start()
        began = time.monotonic()
        while not running.started and thread.is_alive() and time.monotonic() - began < 60:
            time.sleep(0.01)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with httpx.Client(
            base_url=f"http://127.0.0.1:{settings.port}", headers=headers, timeout=120.0, trust_env=False
        ) as client:
            yield Running(settings, client)
        running.should_exit = True
        thread.join(30)
        assert not thread.is_alive()


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small study, a flight, an event, and things that only look like results."""
    root = tmp_path_factory.mktemp("served")
    assess_to_folder(
        MISSION, root / "study", samples=1024, precision=1.0, seed=1, workers=None, resume=False, lang="en"
    )
    fly_to_folder("sounding-rocket", root / "flights" / "sounding rocket & co")
    event_to_folder("nk-2023-11-21", root / "event", "en")
    outside = tmp_path_factory.mktemp("outside")
    (outside / "summary.json").write_text('{"title": "SECRET"}', encoding="utf-8")
    (root / "link").symlink_to(outside)
    (root / "odd").mkdir()
    (root / "odd" / "summary.json").symlink_to(outside / "summary.json")
    bad = root / "bad"
    bad.mkdir()
    (bad / "summary.json").write_text("[" * 100_000, encoding="utf-8")
    (bad / "areas.geojson").write_text('{"a": NaN}', encoding="utf-8")
    (bad / "impacts.parquet").write_bytes(b"PAR1" + b"\xff" * 100 + (20).to_bytes(4, "little") + b"PAR1")
    (bad / "trajectory.nc").write_bytes(b"CDF\x02" + b"\xff" * 2000)
    (bad / "run.json").write_text(json.dumps({"bound": {"mission_file": "/etc/passwd"}}), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def running(results: Path) -> Iterator[Running]:
    """A server of the results, for tests that change nothing in them."""
    with served(results) as found:
        yield found


@pytest.fixture(scope="session")
def client(running: Running) -> httpx.Client:
    return running.client
