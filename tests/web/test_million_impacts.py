"""A study with a million impacts opens while the page goes on answering, in little memory, without a graphics card."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from serving import DESK, visited

from luncur.export.tables import IMPACT_COLUMNS, TEXTS, read_impacts, write_impacts

COUNT = 1_000_000
CORES = 2
FIRST_PICTURE, LONGEST_TASK, HEAP = 10.0, 0.3, 800e6  # [s], [s], [bytes]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, small_study: Path) -> Path:
    root = tmp_path_factory.mktemp("million")
    shutil.copytree(small_study, root / "study")
    path = root / "study" / "impacts.parquet"
    few = read_impacts(path, IMPACT_COLUMNS)
    generator = np.random.default_rng(1)
    rows = generator.integers(0, len(few["launch"]), COUNT)
    many: dict[str, Any] = {name: few[name][rows] for name in IMPACT_COLUMNS}
    for name in ("latitude_deg", "longitude_deg"):
        many[name] = many[name] + generator.normal(0.0, 0.15, COUNT)
    for name in TEXTS:
        many[name] = many[name].tolist()
    write_impacts(path, many, 3 * COUNT)
    return root


def _spent() -> float:
    """Processor time of every process of Chromium that this test has started [s]."""
    parents, spent = {}, {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
            chromium = b"chromium" in (process / "cmdline").read_bytes()
        except OSError:
            continue  # it has ended
        number = int(process.name)
        parents[number] = int(fields[1])
        spent[number] = int(fields[11]) + int(fields[12]) if chromium else 0
    own = {os.getpid()}
    while more := {number for number, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(spent[number] for number in own if number in spent) / os.sysconf("SC_CLK_TCK")


def test_a_million_impacts(drawing: Any, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Times by the processor's clock, spread over its cores: what others do on the machine does not count."""
    with visited(drawing, address, "/", DESK) as seen:
        seen.page.request.get(f"{address}api/folders/study/impacts?most={COUNT}")  # packed once by the server
        protocol = seen.page.context.new_cdp_session(seen.page)
        events: list[dict[str, Any]] = []
        ended: list[bool] = []
        protocol.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
        protocol.on("Tracing.tracingComplete", lambda data: ended.append(True))
        protocol.send(
            "Tracing.start", {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": ["toplevel"]}}
        )
        before, began = _spent(), time.monotonic()
        seen.page.evaluate("location.hash = '#/study/study?t=300'")
        seen.page.locator("figure[data-drawn]").wait_for()
        seen.page.locator(f'figure[data-points="{COUNT}"]').wait_for()
        first, wall = (_spent() - before) / CORES, time.monotonic() - began
        seen.page.get_by_text("1,000,000 of 1,000,000 impacts").wait_for(state="attached")
        seen.page.wait_for_timeout(5_000)  # whatever comes after
        protocol.send("Tracing.end")
        while not ended:
            seen.page.wait_for_timeout(100)
        protocol.send("HeapProfiler.collectGarbage")
        heap = protocol.send("Runtime.getHeapUsage")
        used = heap["usedSize"] + heap.get("backingStorageSize", 0.0)
        mains = {
            (e["pid"], e["tid"]) for e in events if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"
        }
        tasks = [e for e in events if e.get("ph") == "X" and "RunTask" in e["name"] and (e["pid"], e["tid"]) in mains]
        longest = max(e.get("tdur", 0) for e in tasks) / 1e6
        waited = max(e.get("dur", 0) for e in tasks) / 1e6
        with capsys.disabled():
            print(
                f"\nfirst picture {first:.1f} s of {CORES} cores ({wall:.1f} s by the wall), longest task {longest:.3f} s of"
                f" the processor ({waited:.2f} s by the wall), heap {used / 1e6:.0f} MB"
            )
        assert seen.complaints == []
        assert first <= FIRST_PICTURE
        assert longest <= LONGEST_TASK
        assert used <= HEAP
