"""A place that is touched on the globe, or written into the form: whose waters or land it is, as `luncur zone` says."""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from seen import LOOKS, indonesian
from serving import Visit

from luncur.event import event_to_folder
from luncur.places.people import builtin_people
from luncur.places.zones import told, verdict

PANEL = "section[aria-labelledby=asked-place]"
DISPUTED = (8.5, 111.0)  # what it is depends on how the Spratly Islands are counted
Open = Callable[..., Visit]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, small_study: Path) -> Path:
    root = tmp_path_factory.mktemp("places")
    event_to_folder("nk-2012-12-12", root / "event", "en")
    shutil.copytree(small_study, root / "study")
    return root


def said(latitude: float, longitude: float, lang: str) -> dict[str, Any]:
    return told(verdict(math.radians(latitude), math.radians(longitude)), lang)


def ask(seen: Visit, latitude: str, longitude: str, words: tuple[str, str] = ("Latitude", "Longitude")) -> None:
    """Write a place into the form, with keys alone."""
    for label, text in zip(words, (latitude, longitude), strict=True):
        seen.page.get_by_label(label, exact=True).fill(text)
    seen.page.keyboard.press("Enter")


@pytest.mark.parametrize("look", LOOKS)
def test_a_linked_place_is_told_as_the_command_tells_it(visit: Open, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit("/event/event?place=8.5,111", size, **context)
    expected = said(*DISPUTED, "id" if indonesian(look) else "en")
    panel = seen.page.locator(PANEL)
    panel.get_by_text(expected["answer"]).wait_for()
    words = panel.inner_text()
    for feature in expected["depends_on"]:
        assert feature["feature"] in words
        assert all(line in words for line in feature["assignments"])
    assert all(line in words for line in (*expected["nearest"], expected["edge"], expected["nearer"]))
    assert ("bukan ketetapan hukum" if indonesian(look) else "computed, not legal") in words
    panel.locator("summary").click()
    assert expected["basis"] in panel.inner_text()
    seen.drawn()
    assert seen.sideways() == 0
    assert seen.complaints == []
    if look in ("desk", "phone, Indonesian, dark"):
        assert seen.serious() == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [("-6.2", "106.8", "land"), ("-8.15", "110.3", "territorial"), ("−8.45", "110.3", "contiguous"), ("-10", "110", "eez"), ("-20", "90", "high_seas")],
)  # fmt: skip
def test_every_kind_of_zone_by_the_form(visit: Open, latitude: str, longitude: str, zone: str) -> None:
    place = float(latitude.replace("−", "-")), float(longitude)
    assert verdict(*(math.radians(v) for v in place)).zone == zone
    seen = visit("/event/event", locale="en-GB")
    seen.page.locator(PANEL).wait_for()
    ask(seen, latitude, longitude)
    seen.page.locator(PANEL).get_by_text(said(*place, "en")["answer"]).wait_for()
    assert f"place={place[0]:.4f}%2C{place[1]:.4f}" in seen.page.url
    assert seen.complaints == []


def test_a_touch_on_the_globe_tells_of_the_place_beneath(visit: Open) -> None:
    seen = visit("/event/event?at=125.5,33,6,0", locale="en-GB", reduced_motion="reduce")
    seen.drawn()
    box = seen.page.locator(".globe").bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    seen.until("/place=/.test(location.hash)")
    found = re.search(r"place=([-\d.]+)%2C([-\d.]+)", seen.page.url)
    assert found
    place = float(found[1]), float(found[2])
    assert place == pytest.approx((33.0, 125.5), abs=0.02)  # the middle of the picture is where the camera looks
    seen.page.locator(PANEL).get_by_text(said(*place, "en")["answer"]).wait_for()
    assert seen.page.get_by_label("Latitude", exact=True).input_value() == f"{place[0]:.4f}".rstrip("0").rstrip(".")
    seen.page.locator(PANEL).get_by_role("button", name="Close").click()
    seen.until("!/place=/.test(location.hash)")
    assert seen.complaints == []


def test_a_touch_beside_the_earth_is_no_place(visit: Open) -> None:
    seen = visit("/event/event?at=125,20,0.5,0", locale="en-GB", reduced_motion="reduce")
    seen.drawn()
    box = seen.page.locator(".globe").bounding_box()
    seen.page.mouse.click(box["x"] + 15, box["y"] + 15)
    seen.page.wait_for_timeout(1000)
    assert "place=" not in seen.page.url
    assert seen.complaints == []


@pytest.mark.parametrize(("latitude", "longitude", "field"), [("95", "10", "Lintang"), ("x", "10", "Lintang"), ("1,5", "200", "Bujur"), ("", "", "Lintang")])  # fmt: skip
def test_what_is_no_place_is_said_in_the_reader_s_language(
    visit: Open, latitude: str, longitude: str, field: str
) -> None:
    seen = visit("/event/event", locale="id-ID")
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.locator(PANEL).wait_for()
    ask(seen, latitude, longitude, ("Lintang", "Bujur"))
    words = seen.page.locator(f"{PANEL} [role=alert]").inner_text()
    value = latitude if field == "Lintang" else longitude
    assert words.startswith(f"{field}: “{value}”: diharapkan bilangan dari")
    assert not any("/zones" in address for address in asked)
    assert seen.complaints == []


def test_a_study_knows_its_impacts_and_the_people_there(visit: Open, address: str) -> None:
    summary = json.loads(visit("/", locale="en-GB").page.request.get(f"{address}api/folders/study/summary").body())
    pad = summary["events"][0]
    place = round(pad["latitude_deg"] + 0.3, 4), round(pad["longitude_deg"] - 0.1, 4)
    seen = visit(f"/study/study?place={place[0]},{place[1]}", locale="en-GB")
    answer = seen.page.request.get(f"{address}api/folders/study/impacts")
    count = int(answer.headers["x-count"])
    east, north = np.radians(np.frombuffer(answer.body()[: 8 * count], dtype="<f4").reshape(2, count).astype(float))
    latitude, longitude = (math.radians(v) for v in place)
    half = (
        np.sin((north - latitude) / 2) ** 2 + np.cos(north) * math.cos(latitude) * np.sin((east - longitude) / 2) ** 2
    )  # haversine
    near = int((2 * 6371.0072 * np.arcsin(np.sqrt(half)) <= 25.0).sum())
    assert 0 < near < count
    panel = seen.page.locator(PANEL)
    panel.get_by_text(f"within 25 km: {near:,} of {count:,} (").wait_for()
    assert "no probability" in panel.inner_text()
    people = panel.get_by_text("People per km²").inner_text()
    for model in ("settlements", "countries"):
        density = 1e6 * float(builtin_people(model).density(latitude, longitude))
        assert (
            f"{density:.2f}".rstrip("0").rstrip(".") in people
            or f"{density:,.0f}" in people
            or f"{density:.1f}" in people
        )
    assert seen.complaints == []
