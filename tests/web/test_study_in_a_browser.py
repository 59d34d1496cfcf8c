"""A study on the globe as a reader meets it: opened, played, failed at a second, compared, linked to, saved and printed."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from serving import DESK, PHONE, Visit

MISSION = "soyuz-vostochny-sso"
HOSTILE = "<img src=x onerror=alert(1)></title><b id=injected>bold</b>\"'>"
FAIL = "section[aria-labelledby=fail]"
Open = Callable[..., Visit]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, small_study: Path) -> Path:
    root = tmp_path_factory.mktemp("studies")
    shutil.copytree(small_study, root / "study")
    _other(root / "study", root / "other")
    _hostile(root / "study", root / "hostile")
    return root


def _other(source: Path, folder: Path) -> None:
    """The study again, with twice the risk."""
    shutil.copytree(source, folder)
    summary = json.loads((folder / "summary.json").read_text())
    for name in ("casualty_expectation_failures", "casualty_expectation_planned", "casualty_expectation_total"):
        summary["risk"][name] = {k: 2 * v if isinstance(v, float) else v for k, v in summary["risk"][name].items()}
    (folder / "summary.json").write_text(json.dumps(summary))


def _hostile(source: Path, folder: Path) -> None:
    """The study again, with markup wherever a name or sentence stands."""
    shutil.copytree(source, folder)
    summary = json.loads((folder / "summary.json").read_text())
    summary.update(
        mission=HOSTILE, title=HOSTILE, site=HOSTILE, hypothetical=HOSTILE, assumed=[HOSTILE], bodies=[HOSTILE]
    )
    summary["assumed_coded"] = [None]
    for rows, key in ((summary["drops"], "body"), (summary["events"], "name"), (summary["criteria"], "name")):
        for row in rows:
            row[key] = HOSTILE
    for row in summary["risk"]["by_place"]:
        row["place"] = HOSTILE + str(row["mean"])
    (folder / "summary.json").write_text(json.dumps(summary))
    areas = json.loads((folder / "areas.geojson").read_text())
    for feature in areas["features"]:
        feature["properties"]["body"] = HOSTILE
    (folder / "areas.geojson").write_text(json.dumps(areas))


LOOKS = {
    "desk": (DESK, {"locale": "en-GB"}),
    "desk, dark": (DESK, {"locale": "en-GB", "color_scheme": "dark"}),
    "phone": (PHONE, {"locale": "en-GB", "has_touch": True}),
    "phone, Indonesian": (PHONE, {"locale": "id-ID", "has_touch": True, "color_scheme": "dark"}),
}


@pytest.mark.parametrize("look", LOOKS)
def test_opens_whole_and_without_complaint(visit: Open, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit("/study/study", size, **context)
    seen.drawn()
    words = seen.page.inner_text("main")
    indonesian = context["locale"] == "id-ID"
    assert ("Bagaimana jika gagal sekarang?" if indonesian else "What if it fails now?") in words
    assert ("mesin mati" if indonesian else "engine shutdown") in words
    assert ("Seberapa yakin" if indonesian else "How sure") in words
    assert seen.page.evaluate("document.documentElement.lang") == ("id" if indonesian else "en")
    assert seen.page.evaluate("document.documentElement.dataset.theme") == context.get("color_scheme", "light")
    assert seen.sideways() == 0
    assert seen.complaints == []


@pytest.mark.parametrize("look", ["desk", "phone, Indonesian"])
def test_can_be_used_by_everybody(visit: Open, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit("/study/study", size, **context)
    seen.drawn()
    seen.page.locator(f"{FAIL} button.main").wait_for()
    assert seen.serious() == []


def test_the_list_of_results_leads_to_the_study(visit: Open) -> None:
    seen = visit("/", PHONE, locale="en-GB")
    seen.page.get_by_role("link", name="study", exact=True).click()
    seen.drawn()
    assert "#/study/study" in seen.page.url
    assert seen.complaints == []


def test_the_slider_shows_the_numbers_of_its_second(visit: Open, address: str) -> None:
    seen = visit("/study/study?t=100")
    slider = seen.page.get_by_role("slider", name="Second of the flight")
    flight = seen.page.request.get(f"{address}api/folders/study/trajectory").json()
    slider.focus()
    for _ in range(20):
        slider.press("ArrowRight")
    assert slider.input_value() == "120"
    altitude = np.interp(120.0, flight["time"], flight["altitude"]) / 1000
    assert f"{altitude:.1f}\u00a0km" in seen.page.inner_text("section[aria-labelledby=numbers]")
    slider.press(" ")
    seen.until("Number(document.querySelector('input[type=range]').value) > 125")
    slider.press(" ")
    stopped = slider.input_value()
    seen.page.wait_for_timeout(500)
    assert slider.input_value() == stopped
    seen.until(f"Math.abs(Number(/[?&]t=([^&]*)/.exec(location.hash)[1]) - {stopped}) <= 0.5")


def test_the_flat_map_shows_what_flies_where_it_is(visit: Open) -> None:
    seen = visit("/study/study?t=60", locale="en-GB")
    seen.drawn()
    seen.page.get_by_role("button", name="Show as a flat map").click()
    at_once = _vehicle(seen)
    seen.page.get_by_role("button", name="Show everything").click()
    assert np.allclose(at_once, _vehicle(seen), atol=3.0)


def _vehicle(seen: Visit) -> Any:
    """Where the globe shows the vehicle's own yellow, once that no longer moves [px]."""
    image = pytest.importorskip("PIL.Image")
    before, still = np.zeros(2), 0
    while still < 3:
        seen.page.wait_for_timeout(1500)
        shot = image.open(io.BytesIO(seen.page.locator("figure canvas").first.screenshot())).convert("RGB")
        y, x = np.nonzero((np.abs(np.asarray(shot, dtype=int) - (0xF0, 0xE4, 0x42)) < 12).all(axis=2))
        now = np.array([x.mean(), y.mean()]) if len(x) > 10 else np.full(2, np.nan)
        still = still + 1 if np.allclose(now, before, atol=0.5) else 0
        before = now
    return before


def _fail(seen: Visit, mode: str) -> Any:
    panel = seen.page.locator(FAIL)
    panel.locator("button.main").wait_for()
    panel.locator("select").first.select_option(mode)
    panel.locator("button.main").click()
    result = seen.page.locator("section[aria-labelledby=failed]")
    result.wait_for()
    return result


def test_a_failure_says_who_is_at_risk_and_how_sure_that_is(visit: Open) -> None:
    seen = visit("/study/study?t=110", locale="en-GB")
    seen.drawn()
    with seen.page.expect_response("**/fail") as answered:
        result = _fail(seen, "engine shutdown")
    answer = answered.value.json()
    words = result.inner_text()
    assert "Engine shutdown at T+110.0\u00a0s" in words
    assert answer["by_place"][0]["name"] in words
    assert f"{answer['launches']:,} failures were computed" in words
    for one in answer["casualty_expectation"]:
        assert one["low_95"] < one["mean"] < one["high_95"]
    assert words.count("by chance alone, 95\u00a0%:") == 2
    fall = seen.page.get_by_role("slider", name="Fall of the pieces")
    seen.until(f"Number(document.querySelectorAll('input[type=range]')[1].value) > {110 + 30}")
    assert float(fall.get_attribute("max")) > 300
    # The link that the page now shows does it again, elsewhere, in another language.
    route = seen.page.url.split("#", 1)[1]
    again = visit(route, PHONE, locale="id-ID")
    again.page.locator("section[aria-labelledby=failed]").wait_for()
    assert "Mesin mati pada T+110,0\u00a0s" in again.page.inner_text("section[aria-labelledby=failed]")
    assert again.sideways() == 0
    seen.page.get_by_role("button", name="Back to the whole study").click()
    assert seen.page.locator("section[aria-labelledby=failed]").count() == 0
    assert seen.complaints == []
    assert again.complaints == []


def test_what_is_chosen_meanwhile_changes_nothing_of_the_failure_that_stands(visit: Open) -> None:
    """The slider and the mode may be moved on: other draws and another language are still of the failure that is shown."""
    seen = visit("/study/study?t=110", locale="en-GB")
    seen.drawn()
    result = _fail(seen, "engine shutdown")
    slider = seen.page.get_by_role("slider", name="Second of the flight")
    slider.fill("150")
    seen.page.locator(f"{FAIL} select").first.select_option("tumble")
    with seen.page.expect_response("**/fail") as drawn:
        seen.page.get_by_role("button", name="Other draws").click()
    question = drawn.value.request.post_data_json
    assert (question["time_s"], question["mode"], question["seed"]) == (110, "engine shutdown", 1)
    seen.until("document.querySelector('section[aria-labelledby=failed]') !== null")
    assert "happens at an event only" not in result.inner_text()
    slider.fill("150")
    with seen.page.expect_response("**/fail") as told:
        seen.page.get_by_label("Language").select_option("id")
    assert told.value.request.post_data_json == {**question, "lang": "id"}
    seen.until("document.querySelector('#failed').textContent.startsWith('Mesin mati pada T+110,0')")
    assert seen.complaints == []


def test_another_language_changes_words_and_nothing_else(visit: Open) -> None:
    seen = visit("/study/study?t=150", locale="en-GB")
    seen.drawn()
    seen.page.get_by_label("Language").select_option("id")
    seen.page.get_by_text("Bagaimana jika gagal sekarang?").wait_for()
    seen.page.get_by_text("Dari apa").first.wait_for()
    assert "Pada T+150\u00a0s" in seen.page.inner_text("main")
    assert seen.page.locator("figure[data-drawn]").count() == 1
    assert seen.complaints == []


def test_two_studies_side_by_side(visit: Open, address: str) -> None:
    seen = visit("/study/study?with=other", locale="en-GB")
    record = seen.page.request.get(f"{address}api/compare?a=study&b=other&lang=en").json()
    table = seen.page.locator("section[aria-labelledby=compare] table").first
    table.wait_for()
    words = table.inner_text().replace("\u00a0", " ")
    assert "2.00" in record["sections"][0]["rows"][0]
    for cell in record["sections"][0]["rows"][0]:
        assert cell in words
    assert seen.complaints == []


def test_the_picture_is_saved_with_its_legend(visit: Open) -> None:
    image = pytest.importorskip("PIL.Image")
    seen = visit("/study/study", locale="en-GB")
    seen.drawn()
    with seen.page.expect_download() as saved:
        seen.page.get_by_role("button", name="Save the picture (PNG)").click()
    picture = np.asarray(image.open(io.BytesIO(Path(saved.value.path()).read_bytes())).convert("RGB"))
    globe = seen.page.locator(".globe").bounding_box()
    assert picture.shape[1] == pytest.approx(globe["width"], abs=4)
    assert picture.shape[0] > globe["height"] + 60  # title and legend
    colours = {tuple(c) for c in picture.reshape(-1, 3)[::7].tolist()}
    assert {(219, 231, 238), (247, 245, 239)} <= colours, "sea and land are not in the picture"


def test_prints_without_its_controls(visit: Open) -> None:
    seen = visit("/study/study", locale="en-GB", color_scheme="dark")
    seen.drawn()
    seen.page.emulate_media(media="print")
    assert seen.page.get_by_role("button").count() == 0
    assert seen.page.locator("h1").is_visible()
    assert seen.page.locator("canvas").first.is_visible()
    assert seen.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_names_of_a_file_are_text(visit: Open) -> None:
    """Markup in names stays what it is: letters."""
    seen = visit("/study/hostile?t=100", locale="en-GB")
    seen.drawn()
    assert HOSTILE in seen.page.inner_text("h1")
    assert seen.page.locator("#injected").count() == 0
    assert seen.page.locator("main img").count() == 0
    assert seen.complaints == []
