"""Who is let in, what is refused, and that nothing outside the served folder can be had.

The list of what is tried, with what each gets, is ``docs/how-to/serve.md``.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path

import click.testing
import httpx
import pytest

from conftest import Running, served
from luncur.cli import cli
from luncur.errors import InputError
from luncur.server import limits
from luncur.server.safety import host_allowed
from luncur.server.settings import Settings, checked

TOKEN = "0123456789abcdefXYZ"


def raw(running: Running, head: str, body: bytes = b"", tail: float = 5.0) -> tuple[int, str]:
    """Status and text of a request sent byte for byte, as no well-meaning client would."""
    with socket.create_connection(("127.0.0.1", running.settings.port), timeout=tail) as line:
        line.sendall(
            head.replace("\n", "\r\n").replace("@HERE", f"127.0.0.1:{running.settings.port}").encode("latin-1")
        )
        try:
            line.sendall(body)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        except (ConnectionError, TimeoutError):
            pass
    text = answer.decode("latin-1")
    return int(text.split(" ")[1]) if text else 0, text


OUT = [
    "/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../safety.py",
    "/assets/..%2f..%2fsafety.py", "/assets/%2e%2e%2f%2e%2e%2fsafety.py", "/..%5c..%5cetc%5cpasswd", "/%00", "/index.html%00.js",
    "/api/folders/../summary", "/api/folders/..%2f..%2fetc/summary", "/api/folders/%2e%2e/summary", "/api/folders/%252e%252e/summary",
    "/api/folders/study%2f..%2f..%2fx/summary", "/api/folders/study/../../summary", "/api/folders//etc/summary",
    "/api/folders/%2fetc/summary", "/api/folders/link/summary", "/api/folders/link%2f/summary", "/api/folders/odd/summary",
    "/api/folders/odd/files/summary.json", "/api/folders/.luncur-serve/files/jobs.sqlite", "/api/folders/study/files/..%2f..%2fx",
    "/api/folders/study/files/%2fetc%2fpasswd", "/api/folders/study/files/summary.json%00", "/api/folders/study%00/summary",
    "/api/folders/%ff%fe/summary", "/api/basemap/..%2f..%2ftowns.json", "/api/basemap/secret.json", "/api/schema/..", "/api/nothing",
    "/api", "/api/missions/..%2f..%2fsites%2fvostochny", "/api/jobs/..%2f..", "/api/watch/../events",
]  # fmt: skip


@pytest.mark.parametrize("target", OUT)
def test_nothing_outside_is_had_by_any_spelling(running: Running, target: str) -> None:
    status, text = raw(running, f"GET {target} HTTP/1.1\nHost: @HERE\nConnection: close\n\n")
    assert status in (400, 404, 405, 422), text[:300]
    for secret in ("SECRET", "root:", "class Gate"):
        assert secret not in text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200), ("localhost:{port}", 200), ("LOCALHOST:{port}", 200), ("[::1]:{port}", 200),
        ("evil.example:{port}", 421), ("127.0.0.1.evil.example:{port}", 421), ("localhost.evil.example:{port}", 421),
        ("127.0.0.1", 421), ("127.0.0.1:1", 421), ("", 421), ("192.0.2.7:{port}", 421), ("127.0.0.1:{port}@evil", 421),
        ("user@127.0.0.1:{port}", 421),
    ],
)  # fmt: skip
def test_only_its_own_names_are_answered(running: Running, host: str, status: int) -> None:
    name = host.format(port=running.settings.port)
    got, _ = raw(running, f"GET /api/about HTTP/1.1\nHost: {name}\nConnection: close\n\n")
    assert got == status


def test_two_hosts_or_none_are_refused(running: Running) -> None:
    assert raw(running, "GET /api/about HTTP/1.1\nHost: @HERE\nHost: evil.example\nConnection: close\n\n")[0] == 400
    assert raw(running, "GET /api/about HTTP/1.1\nConnection: close\n\n")[0] in (400, 421)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 422), ({"Origin": "http://127.0.0.1:{port}"}, 422), ({"Sec-Fetch-Site": "same-origin"}, 422),
        ({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": "text/plain"}, 415), ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ],
)  # fmt: skip
def test_another_site_s_page_changes_nothing(running: Running, headers: dict[str, str], status: int) -> None:
    own = {key: value.format(port=running.settings.port) for key, value in headers.items()}
    answer = running.client.post("/api/jobs", content=b"{}", headers={"Content-Type": "application/json", **own})
    assert answer.status_code == status
    if status == 403:
        assert running.client.get("/api/folders", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert (
            running.client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
        )  # a link to the page


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE", "CONNECTED"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/api/about").status_code == 405


def test_a_large_body_is_refused_before_it_is_read(running: Running) -> None:
    head = "POST /api/jobs HTTP/1.1\nHost: @HERE\nContent-Type: application/json\nConnection: close\n"
    assert raw(running, head + "Content-Length: 999999999999\n\n")[0] == 413
    assert raw(running, head + "Content-Length: 99999999999999999999\n\n")[0] == 413
    assert raw(running, head + "Content-Length: -5\n\n")[0] == 400
    chunks = b"".join(b"40000\r\n" + b"x" * 0x40000 + b"\r\n" for _ in range(6)) + b"0\r\n\r\n"
    assert raw(running, head + "Transfer-Encoding: chunked\n\n", chunks)[0] in (
        413,
        0,
    )  # 0: closed while it was still sent
    assert running.client.get("/api/about").status_code == 200


def test_a_body_that_never_comes_is_given_up(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEAD_SECONDS", 0.3)
    head = "POST /api/jobs HTTP/1.1\nHost: @HERE\nContent-Type: application/json\nContent-Length: 100\nConnection: close\n\n"
    assert raw(running, head, b"{")[0] == 408


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"1e999", b'{"command": NaN}', b"[" * 200_000, b'{"a":' * 100_000, b"\xff\xfe", b'{"command":"fly","command":"fly"}',
        b'{"command":"fly","mission":' + b"9" * 5000 + b"}", b'{"command":"rm -rf","mission":"x"}',
        b'{"command":"fly","mission":"../../etc/passwd"}', b'{"command":"fly","mission":"/etc/passwd"}',
        b'{"command":"assess","mission":"sounding-rocket","options":{"samples":99999999999}}',
        b'{"command":"assess","mission":"sounding-rocket","options":{"workers":64}}', b'{"command":"fly"}',
        b'{"command":"fly","mission":"sounding-rocket","text":"x"}', b'{"command":"fly","text":"\\u0000"}',
    ],
)  # fmt: skip
def test_hostile_bodies_start_nothing(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/api/jobs", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert set(answer.json()) == {"error"}
    assert len(answer.text) < 3000
    assert client.get("/api/jobs").json() == []


SOYUZ = Path(__file__).parents[2] / "src/luncur/data/missions/soyuz-vostochny-sso.toml"
HOSTILE_MISSIONS = {
    "a file of people": ('[people]\nmodels = ["geotiff"]\nfile = "/etc/passwd"\n', "reads none"),
    "a site from a file": ('site = "/etc/passwd"\n', "built-in"),
    "a vehicle from a file beside": ('vehicle = "../../secret.toml"\n', "built-in"),
    "a wind file": ('[weather.wind]\nmodel = "grid"\nfile = "../../../etc/shadow"\n', "reads none"),
    "files hidden in a table with its origin": ('[people]\nfile = {value = "/etc/passwd", source = "x"}\n', "reads none"),
    "a trajectory": ('[trajectory]\nfile = "/dev/zero"\nevents = "/dev/zero"\n', "reads none"),
    "fragments": ('[[vehicle.body]]\nname = "a"\nfragments = "/dev/stdin"\n', "reads none"),
    "turns": ('[[failure.mode]]\nname = "a"\nturns = "/proc/self/environ"\n', "reads none"),
    "deep tables": ("a = " + "[" * 5000, "nested"),
    "a huge number": ("a = " + "9" * 50_000, ""),
    "control characters": ('name = "\\u001b[31m"\nx = 1\n', ""),
    "markup": ('name = "<script>alert(1)</script>"\n', ""),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE_MISSIONS)
def test_a_hostile_mission_gets_one_sentence_and_reads_no_file(client: httpx.Client, what: str) -> None:
    text, word = HOSTILE_MISSIONS[what]
    checked_text = client.post("/api/missions/check", json={"text": text})
    assert checked_text.status_code == 200
    record = checked_text.json()
    assert record["ok"] is False
    sentence = record["errors"][0]["sentence"]
    assert word in sentence
    assert len(sentence) < 1500
    assert "root:" not in sentence
    assert sentence.isprintable()
    assert client.post("/api/jobs", json={"command": "fly", "text": text}).status_code == 422
    assert client.get("/api/jobs").json() == []


def test_every_field_that_is_wrong_is_told_by_its_name(client: httpx.Client) -> None:
    text = SOYUZ.read_text(encoding="utf-8")
    assert "[weather]" in text
    text = 'colour = "red"\n' + text.replace("[weather]", '[weather]\nf107 = "many"', 1)
    errors = client.post("/api/missions/check", json={"text": text}).json()["errors"]
    fields = {error["field"] for error in errors}
    assert {"colour", "weather.f107"} <= fields
    assert all(error["sentence"].startswith("mission.toml: ") for error in errors)


def test_a_mission_that_is_too_long_is_refused(client: httpx.Client) -> None:
    text = "#" * (limits.MISSION_TEXT + 1)
    assert client.post("/api/missions/check", json={"text": text}).status_code == 422


def test_an_honest_mission_is_told_with_its_assumptions_in_both_languages(client: httpx.Client) -> None:
    english, indonesian = (
        client.post("/api/missions/check", json={"text": SOYUZ.read_text(encoding="utf-8"), "lang": lang}).json()
        for lang in ("en", "id")
    )
    assert english["ok"]
    assert english["has_rules"]
    assert "Soyuz-2.1b" in english["description"]
    assert len(english["assumed"]) == len(indonesian["assumed"]) > 5
    assert english["assumed"] != indonesian["assumed"]


def test_every_answer_forbids_what_a_page_must_not_do(client: httpx.Client) -> None:
    for path in (
        "/",
        "/api/about",
        "/api/nothing",
        "/api/folders/study/files/report.html",
        "/api/folders/study/impacts",
    ):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "content-security-policy" in headers
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "http:" not in policy
    assert (
        "access-control-allow-origin" not in client.get("/api/about", headers={"Origin": "http://evil.example"}).headers
    )


def test_nothing_of_a_user_s_file_is_sent_as_a_page(tmp_path: Path) -> None:
    """A title with markup stays data; a page in a result folder is saved, or shown in a sandbox where no script runs."""
    folder = tmp_path / "<img src=x onerror=alert(1)>"
    folder.mkdir()
    (folder / "event.json").write_text(json.dumps({"title": {"en": "<script>alert(1)</script>"}}), encoding="utf-8")
    (folder / "report.html").write_text("<script>fetch('/api/folders')</script>", encoding="utf-8")
    (folder / "evil.svg").write_text("<svg onload='alert(1)'/>", encoding="utf-8")
    with served(tmp_path) as running:
        listed = running.client.get("/api/folders")
        assert listed.headers["content-type"] == "application/json"
        id = listed.json()[0]["id"]
        for name in ("report.html", "evil.svg"):
            answer = running.client.get(f"/api/folders/{id}/files/{name}")
            assert answer.headers["content-type"] == "application/octet-stream"
            assert answer.headers["content-disposition"].startswith("attachment")
        shown = running.client.get(f"/api/folders/{id}/files/report.html?show=true").headers["content-security-policy"]
        assert shown.startswith("sandbox; default-src 'none';")
        for word in ("allow-", "script-src", "connect-src"):
            assert word not in shown


BOMBS = {
    "nested lists": ("summary.json", b"[" * 3_000_000, 422),
    "a number of a million digits": ("summary.json", b'{"schema":' + b"9" * 1_000_000 + b"}", 422),
    "not a number": ("summary.json", b'{"schema": NaN}', 422),
    "a document type that grows": (
        "event.json", b'<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>', 422,
    ),
    "an archive that grows": ("orbit.json", b"PK\x03\x04" + b"\0" * 1000, 422),
    "compressed nothing": ("trial.json", b"\x1f\x8b\x08" + b"\0" * 1000, 422),
}  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_bombs_named_as_results_are_listed_as_broken(tmp_path: Path, what: str) -> None:
    name, data, status = BOMBS[what]
    (tmp_path / "bomb").mkdir()
    (tmp_path / "bomb" / name).write_bytes(data)
    with served(tmp_path) as running:
        assert running.client.get("/api/folders").json()[0]["error"]
        assert running.client.get("/api/folders/bomb/summary").status_code == status


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big").mkdir()
    for name in ("summary.json", "impacts.parquet", "trajectory.nc", "risk.csv", "areas.geojson"):
        with open(tmp_path / "big" / name, "wb") as stream:
            stream.truncate(limits.IMPACTS_BYTES + 1)  # a file of holes takes no room
    with served(tmp_path) as running:
        assert "larger" in running.client.get("/api/folders").json()[0]["error"]
        for view in ("summary", "impacts", "trajectory", "risk", "areas"):
            answer = running.client.get(f"/api/folders/big/{view}")
            assert (answer.status_code, "larger" in answer.text) == (413, True), view


def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    import os

    (tmp_path / "odd").mkdir()
    os.mkfifo(tmp_path / "odd" / "summary.json")
    os.mkfifo(tmp_path / "odd" / "impacts.parquet")
    (tmp_path / "odd" / "event.json").write_text("{}")
    with served(tmp_path) as running:
        assert running.client.get("/api/folders").json()[0]["kind"] == "event"
        assert running.client.get("/api/folders/odd/impacts").status_code == 404


def test_beyond_this_machine_a_token_is_needed(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.7", "my-machine"):
        with pytest.raises(InputError, match="token"):
            checked(tmp_path, host=host)
        assert checked(tmp_path, host=host, token=TOKEN).token == TOKEN
    for token in ("short", "x" * 15, "with spaces and more", "0123456789abcdef\n"):
        with pytest.raises(InputError, match="letters and digits"):
            checked(tmp_path, token=token)
    result = click.testing.CliRunner().invoke(cli, ["serve", str(tmp_path), "--host", "0.0.0.0"])
    assert isinstance(result.exception, InputError)


@pytest.mark.parametrize(
    ("bound", "host", "allowed"),
    [
        ("0.0.0.0", "192.0.2.7:8750", True), ("0.0.0.0", "[2001:db8::1]:8750", True), ("0.0.0.0", "localhost:8750", True),
        ("0.0.0.0", "rebound.example:8750", False), ("192.0.2.7", "192.0.2.7:8750", True), ("192.0.2.7", "192.0.2.8:8750", False),
        ("my-machine", "my-machine:8750", True), ("my-machine", "other:8750", False), ("my-machine", "192.0.2.7:8750", False),
        ("127.0.0.1", "192.0.2.7:8750", False), ("192.0.2.7", "127.0.0.1:8750", True),
    ],
)  # fmt: skip
def test_which_names_are_a_server_s_own(bound: str, host: str, allowed: bool) -> None:
    assert host_allowed(host, Settings(Path(), bound, 8750, TOKEN)) is allowed


def test_a_token_is_asked_for_and_becomes_a_cookie(tmp_path: Path) -> None:
    with served(tmp_path, token=TOKEN) as running:
        assert running.client.get("/api/about").status_code == 200
        with httpx.Client(base_url=running.address, trust_env=False) as stranger:
            for path in ("/", "/api/about", "/api/folders", "/?token=wrong0123456789ab"):
                answer = stranger.get(path)
                assert answer.status_code == 401
                assert TOKEN not in answer.text
            assert stranger.get(f"/api/about?token={TOKEN}").status_code == 401  # only a page's address may carry it
            assert stranger.get("/api/about", headers={"Authorization": f"Basic {TOKEN}"}).status_code == 401
            moved = stranger.get(f"/?token={TOKEN}")
            assert (moved.status_code, moved.headers["location"]) == (303, "/")
            assert {"HttpOnly", "SameSite=Strict"} <= set(moved.headers["set-cookie"].split("; "))
            assert stranger.get("/api/about").status_code == 200


def test_what_cannot_be_served_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for folder, at, word in (("nowhere", "0", "folder"), (".", port, "free port"), (".", "70000", "70000")):
            result = click.testing.CliRunner().invoke(cli, ["serve", str(tmp_path / folder), "--port", at])
            said = result.output + str(result.exception)
            assert isinstance(result.exception, InputError) or result.exit_code == 2
            assert word in said
