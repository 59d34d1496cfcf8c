"""Reported events and claims in the page of `luncur serve`: what contradicts what, on the map and side by side."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from seen import LOOKS, indonesian
from serving import Visit

from luncur.claims.out.output import read_to_folder
from luncur.claims.out.told import told
from luncur.event import event_to_folder

HOSTILE = "<img src=x onerror=alert(1)></title><b id=injected>bold</b>\"'>"
Open = Callable[..., Visit]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("events")
    event_to_folder("cz5b-2021-05-09", root / "event", "en")
    event_to_folder("nk-2023-11-21", root / "areas", "en")
    event_to_folder("nk-2009-04-05", root / "corners", "en")
    event_to_folder(_moved(root), root / "across", "en")
    read_to_folder([Path(str(files("luncur") / "data/examples/report-id.txt"))], root / "claims", "id")
    _hostile(root / "event", root / "hostile", "event.json")
    _hostile(root / "claims", root / "hostile-claims", "claims.json")
    return root


def _moved(root: Path) -> Path:
    """The event file of 2009 with its second area moved to where longitudes begin anew at 180 degrees."""
    text = (files("luncur") / "data/events/nk-2009-04-05.toml").read_text(encoding="utf-8")
    for before, after in (
        ("164-40-42 E", "176-40-42 E"), ("172-18-36 E", "175-41-24 W"), ("172-13-47 E", "175-46-13 W"), ("164-35-42 E", "176-35-42 E"),
    ):  # fmt: skip
        assert before in text
        text = text.replace(before, after)
    (root / "moved.toml").write_text(text, encoding="utf-8")
    return root / "moved.toml"


def _hostile(source: Path, folder: Path, name: str) -> None:
    """The folder again, with markup in place of every text that is shown."""
    shutil.copytree(source, folder)
    record = json.loads((folder / name).read_text())
    kept = {"schema", "code", "level", "how", "table", "id", "report", "check", "verdict", "kind", "modality", "confidence",
            "from", "to", "text", "zone", "state", "start", "end", "event", "day", "outcome", "facts", "first", "second"}  # fmt: skip

    def spoilt(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            both = set(value) == {"en", "id"}
            return {k: spoilt(v, "told" if both else k) for k, v in value.items()}
        if isinstance(value, list):
            return [spoilt(v, key) for v in value]
        return HOSTILE if isinstance(value, str) and key not in kept else value

    (folder / name).write_text(json.dumps(spoilt(record, "")))


@pytest.mark.parametrize("look", LOOKS)
def test_an_event_opens_with_what_does_not_fit_together(visit: Open, root: Path, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit("/event/event", size, **context)
    seen.drawn()
    record = json.loads((root / "event/event.json").read_text())
    language = "id" if indonesian(look) else "en"
    words = seen.page.inner_text("main")
    for finding in record["findings"]:
        assert finding["text"][language] in words
    pair = seen.page.locator(".finding.contradicts .panel")
    assert pair.count() == 2
    assert "China" in pair.nth(0).inner_text()
    assert "Space-Track" in pair.nth(1).inner_text()
    assert [p["place"][language] in words for p in record["positions"]] == [True, True]
    assert seen.sideways() == 0
    assert seen.complaints == []
    if look in ("desk", "phone, Indonesian, dark"):
        assert seen.serious() == []


def test_a_reported_place_is_shown_on_the_map(visit: Open) -> None:
    seen = visit("/event/event", locale="en-GB", reduced_motion="reduce")
    seen.drawn()
    seen.page.get_by_role("button", name="Show on the map: re-entry of the core stage of Long March 5B Y2 (US").click()
    seen.until("/at=(49|50)\\.\\d+%2C2[12]\\./.test(location.hash)")  # the camera stands over 22.20 N 50.00 E
    assert seen.complaints == []


def test_announced_areas_without_corners_say_so(visit: Open) -> None:
    seen = visit("/event/areas", locale="en-GB")
    seen.drawn()
    words = seen.page.inner_text("main")
    assert words.count("Its corners are not on record") == 3
    assert "Comparisons that do not fit together: 2; undecided: 0; that fit: 7." in words
    assert seen.complaints == []


AREA_ON_SEA = (193, 217, 231)  # 12 % of #0072b2 over #dbe7ee


@pytest.mark.parametrize(
    ("folder", "name", "longitude"),
    [("corners", "area 1 (Sea of Japan)", 137.0), ("corners", "area 2 (Pacific)", 168.4), ("across", "area 2 (Pacific)", 180.4)],
)  # fmt: skip
def test_announced_areas_with_corners_are_drawn(visit: Open, folder: str, name: str, longitude: float) -> None:
    image = pytest.importorskip("PIL.Image")
    seen = visit(f"/event/{folder}", locale="en-GB", reduced_motion="reduce")
    seen.drawn()
    assert "Announced area" in seen.page.locator("figcaption").inner_text()
    seen.page.get_by_role("button", name=f"Show on the map: {name}").click()
    seen.until(f"Math.abs(((Number(/at=(-?[\\d.]+)/.exec(location.hash)?.[1]) - {longitude} + 540) % 360) - 180) < 0.5")

    def shaded() -> float:
        data = seen.page.locator(".globe").screenshot()
        picture = np.asarray(image.open(io.BytesIO(data)).convert("RGB")).astype(int)
        high, wide = picture.shape[0] // 2, picture.shape[1] // 2
        return float(
            (np.abs(picture[high - 15 : high + 15, wide - 15 : wide + 15] - AREA_ON_SEA).max(axis=2) <= 3).mean()
        )

    for _ in range(60):
        if shaded() > 0.5:
            break
        seen.page.wait_for_timeout(500)
    assert shaded() > 0.5
    assert seen.complaints == []


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_a_sentence_of_the_server_is_marked_as_english(visit: Open, locale: str) -> None:
    seen = visit("/event/nothing", locale=locale)
    alert = seen.page.get_by_role("alert")
    alert.wait_for()
    english = alert.locator("[lang=en]")
    assert english.inner_text() == "this folder is not here"
    lead = "Pesan program (bahasa Inggris): " if locale == "id-ID" else ""
    assert alert.locator("p").inner_text() == f"{lead}this folder is not here"


@pytest.mark.parametrize("look", LOOKS)
def test_claims_stand_with_who_said_them_and_what_they_were_held_against(visit: Open, root: Path, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit("/event/claims", size, **context)
    record = json.loads((root / "claims/claims.json").read_text())
    expected = told(record, "id" if indonesian(look) else "en")
    seen.page.get_by_text(expected["headline"]).wait_for()
    words = seen.page.inner_text("main")
    for claim in record["claims"]:
        assert claim["words"] in words
        assert claim["speaker"] in words
        assert all(carrier in words for carrier in claim["carriers"])
    for check in expected["checks"]:
        assert check["text"] in words
    assert seen.page.locator("li.differs").count() == 1  # the day of the week is wrong
    assert seen.sideways() == 0
    assert seen.complaints == []
    if look in ("desk", "phone, Indonesian, dark"):
        assert seen.serious() == []


def test_claims_of_one_kind(visit: Open, root: Path) -> None:
    seen = visit("/event/claims", locale="en-GB")
    seen.page.get_by_label("Kind of claim").select_option("launch")
    record = json.loads((root / "claims/claims.json").read_text())
    assert seen.page.locator("ul.said > li").count() == sum(c["kind"] == "launch" for c in record["claims"])


@pytest.mark.parametrize("route", ["/event/hostile", "/event/hostile-claims"])
def test_markup_in_a_folder_never_becomes_an_element(visit: Open, route: str) -> None:
    seen = visit(route, locale="en-GB")
    seen.page.get_by_text("onerror=alert(1)").first.wait_for()
    assert seen.page.locator("#injected, img[src=x]").count() == 0
    assert [c for c in seen.complaints if "alert" in c] == []
    assert seen.complaints == []
