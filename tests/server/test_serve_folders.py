"""What a page is given of result folders is what is in their files."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import httpx
import numpy as np
import pytest

from luncur.export.netcdf import read_trajectory
from luncur.export.tables import read_impacts
from luncur.server import limits

FLIGHT = "flights%2Fsounding%20rocket%20%26%20co"


def test_every_result_is_listed_by_its_kind_and_nothing_outside(client: httpx.Client) -> None:
    rows = client.get("/api/folders").json()
    kinds = {row["id"]: row["kind"] for row in rows}
    assert kinds == {"study": "study", FLIGHT: "flight", "event": "event", "bad": "study"}
    by_id = {row["id"]: row for row in rows}
    assert "SECRET" not in json.dumps(rows)
    assert by_id["bad"]["error"] is not None
    assert by_id["study"]["error"] is None
    assert by_id["study"]["made"] is not None
    assert (by_id["study"]["launches"], by_id["study"]["seed"]) == (1024, 1)
    assert by_id["event"]["launches"] is None
    assert "impacts.parquet" in by_id["study"]["has"]
    assert "Soyuz" in by_id["study"]["title"]


@pytest.mark.parametrize("id", ["study", FLIGHT])
def test_a_summary_is_sent_as_it_is(client: httpx.Client, results: Path, id: str) -> None:
    place = results / (id if id == "study" else "flights/sounding rocket & co")
    assert client.get(f"/api/folders/{id}/summary").content == (place / "summary.json").read_bytes()


def test_an_event_is_sent_with_its_map(client: httpx.Client, results: Path) -> None:
    assert client.get("/api/folders/event/summary").json() == json.loads((results / "event/event.json").read_bytes())
    assert client.get("/api/folders/event/areas").content == (results / "event/event.geojson").read_bytes()


def test_the_trajectory_is_that_of_the_file(client: httpx.Client, results: Path) -> None:
    record = client.get("/api/folders/study/trajectory").json()
    flight = read_trajectory(results / "study/trajectory.nc")
    summary = json.loads((results / "study/summary.json").read_bytes())
    n = len(flight["time"])
    assert 2 <= len(record["time"]) == min(n, limits.TRAJECTORY_ROWS)
    for name in ("latitude", "longitude", "altitude", "mach", "speed_inertial", "impact_latitude"):
        sent = np.array([math.nan if v is None else v for v in record[name]])
        np.testing.assert_allclose(
            sent, flight[name][: len(sent)] if len(sent) == n else sent, atol=0.006, equal_nan=True
        )
    assert record["impact_latitude"][-1] is None  # in orbit nothing comes down
    assert [e["name"] for e in record["events"]] == [e["name"] for e in summary["events"]]
    assert record["launch_time"] == summary["launch_time"]


def test_a_long_flight_is_thinned_and_keeps_its_events(monkeypatch: pytest.MonkeyPatch, results: Path) -> None:
    from luncur.server.trajectory import trajectory_record

    monkeypatch.setattr(limits, "TRAJECTORY_ROWS", 200)
    record = trajectory_record(results / "study")
    assert len(record["time"]) <= 200
    times = np.array(record["time"])
    for event in record["events"]:
        assert np.min(np.abs(times - event["time_s"])) < 0.21  # rows are 0.2 s apart about an event


@pytest.mark.parametrize("most", [None, 1, 777, limits.IMPACT_ROWS])
def test_impacts_are_those_of_the_file(client: httpx.Client, results: Path, most: int | None) -> None:
    answer = client.get("/api/folders/study/impacts", params={} if most is None else {"most": most})
    names = ("longitude_deg", "latitude_deg", "casualties", "failure_time_s", "failure_mode")
    kept = read_impacts(results / "study/impacts.parquet", names)
    seen, count = int(answer.headers["x-seen"]), int(answer.headers["x-count"])
    assert seen == len(kept["failure_mode"])
    assert count == (seen if most is None else min(most, seen))
    assert len(answer.content) == 17 * count
    rows = np.arange(seen) if count == seen else (np.arange(count) * seen) // count
    for i, name in enumerate(names[:4]):
        column = np.frombuffer(answer.content, dtype="<f4", count=count, offset=4 * count * i)
        np.testing.assert_array_equal(column, kept[name][rows].astype("<f4"))
    modes = json.loads(answer.headers["x-modes"])
    codes = np.frombuffer(answer.content, dtype=np.uint8, count=count, offset=16 * count)
    assert [modes[c] for c in codes] == kept["failure_mode"][rows].tolist()


def test_risk_rows_are_numbers(client: httpx.Client, results: Path) -> None:
    rows = client.get("/api/folders/study/risk").json()
    with open(results / "study/risk.csv", encoding="utf-8", newline="") as stream:
        file = list(csv.DictReader(stream))
    assert len(rows) == len(file) > 100
    assert rows[0]["casualty_expectation"] == float(file[0]["casualty_expectation"])
    assert sum(r["casualty_expectation"] for r in rows if r["people_model"] == "settlements") > 0


def test_files_are_saved_and_a_page_is_shown_shut_off(client: httpx.Client, results: Path) -> None:
    listed = {row["name"]: row["bytes"] for row in client.get("/api/folders/study/files").json()}
    assert listed["summary.json"] == (results / "study/summary.json").stat().st_size
    saved = client.get("/api/folders/study/files/report.html")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert saved.headers["content-type"] == "application/octet-stream"
    shown = client.get("/api/folders/study/files/report.html?show=true")
    assert shown.headers["content-security-policy"].startswith("sandbox")
    assert "allow-same-origin" not in shown.headers["content-security-policy"]
    assert client.get("/api/folders/study/files/run.json?show=true").status_code == 422


def test_two_studies_are_compared_as_the_command_does(client: httpx.Client, results: Path) -> None:
    from luncur.export.compare import compare

    answer = client.get("/api/compare", params={"a": "study", "b": "study", "lang": "id"}).json()
    expected = compare(results / "study", results / "study")
    assert answer["record"]["risk"] == expected["risk"]
    assert any(section["rows"] for section in answer["sections"])
    assert client.get("/api/compare", params={"a": "study", "b": "event"}).status_code == 404
    assert client.get("/api/compare", params={"a": "study", "b": "../study"}).status_code == 404


def test_a_served_result_folder_is_itself(results: Path) -> None:
    from luncur.server.folders import ITSELF, Folders

    rows = Folders(results / "study").listed()
    assert [row["id"] for row in rows] == [ITSELF]


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("bad/summary", 422), ("bad/areas", 422), ("bad/impacts", 422), ("bad/trajectory", 422), ("bad/failing", 422),
        ("bad/risk", 404), ("event/trajectory", 404), ("event/impacts", 404), ("event/failing", 409), (f"{FLIGHT}/failing", 409),
        ("nowhere/summary", 404), ("link/summary", 404), ("odd/summary", 404), ("study/files/..%2Frun.json", 404),
        ("study/files/.lock", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_or_is_broken_is_one_sentence(client: httpx.Client, place: str, status: int) -> None:
    answer = client.get(f"/api/folders/{place}")
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert "SECRET" not in answer.text
    assert "passwd" not in answer.text
