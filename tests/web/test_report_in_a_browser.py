"""The report page as a reader meets it: opened from the disk in Chromium, on a desk and on a phone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from luncur.campaign.study import fly_to_folder
from luncur.export import report

HOSTILE = "<img src=x onerror=alert(1)></title><b id=injected>bold</b>\"'>"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 800}

pytestmark = pytest.mark.browser


def _interval(mean: float) -> dict[str, Any]:
    return {
        "mean": mean, "sampling_low_95": 0.9 * mean, "sampling_high_95": 1.1 * mean, "input_low_95": 0.5 * mean,
        "input_high_95": 2 * mean, "launches": 1024, "people_model": "settlements",
    }  # fmt: skip


def _with_risk(summary: dict[str, Any], name: str) -> dict[str, Any]:
    """A flight's summary with the risk part of a study; its numbers are made up, its shape is not."""
    total = _interval(9.9e-3)
    parts = dict.fromkeys(
        ("casualty_expectation_failures", "casualty_expectation_planned", "casualty_expectation_total"), total
    )
    risk = {
        **parts, "bracket": {key: [total] for key in parts}, "per_failure": False,
        "by_phase": [{"phase": "strap-on and core burning", **total}],
        "by_failure_mode": [{"failure_mode": name, **total}],
        "by_fragment_class": [{"fragment_class": f"{name}, whole", **total}], "by_place": [{"place": "elsewhere", **total}],
    }  # fmt: skip
    criterion = {
        "rule_set": "faa-450", "name": "collective risk to the public", "limit": 1e-4, "value": total, "verdict": "above",
        "reason": "x", "reason_coded": {"code": "wholly_above", "values": {}}, "source": "14 CFR 450", "confirmed": True,
    }  # fmt: skip
    probability = {"mean": 0.04, "low": 0.01, "high": 0.06, "method": name, "source": name}
    return {**summary, "risk": risk, "criteria": [criterion], "failure_probability": probability}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages by name: both languages, and one whose every name is hostile."""
    flown = tmp_path_factory.mktemp("web") / "flown"
    summary = fly_to_folder("soyuz-vostochny-sso", flown)
    out = {}
    for name, lang in (("en", "en"), ("id", "id"), ("hostile", "en")):
        folder = flown.parent / name
        shutil.copytree(flown, folder)
        made = _with_risk(json.loads((folder / "summary.json").read_text()), "engine shutdown")
        if name == "hostile":
            made = _with_risk(made, HOSTILE)
            made.update(
                mission=HOSTILE, title=HOSTILE, site=HOSTILE, hypothetical=HOSTILE, assumed=[HOSTILE], bodies=[HOSTILE]
            )
            for rows, key in (("drops", "body"), ("events", "name")):
                made[rows] = [{**row, key: HOSTILE} for row in made[rows]]
            made["local_time"]["zone"] = HOSTILE
            made["closed_areas"] = [
                {**area, "name": HOSTILE, "source": HOSTILE, "note": HOSTILE} for area in made["closed_areas"]
            ]
        (folder / "summary.json").write_text(json.dumps(made))
        out[name] = report(folder, lang)
    assert summary["mission"]
    return out


@pytest.mark.parametrize("name", ["en", "id", "hostile"])
def test_opens_from_the_disk_alone_and_without_complaint(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str
) -> None:
    complaints: list[str] = []
    page = open_page(pages[name], DESK, complaints)
    assert page.locator("h1").count() == 1
    assert complaints == []


@pytest.mark.parametrize("name", ["en", "id", "hostile"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_hangs_over_the_side(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str, size: dict[str, int]
) -> None:
    page = open_page(pages[name], size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize(("name", "side"), [("en", "Above the yardstick"), ("id", "Di atas tolok ukur")])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_answer_is_seen_without_scrolling(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str, side: str, size: dict[str, int]
) -> None:
    page = open_page(pages[name], size)
    verdict = page.locator(".verdict-line")
    assert side in verdict.inner_text()
    box = verdict.bounding_box()
    assert box["y"] + box["height"] < size["height"]


@pytest.mark.parametrize(("size", "form"), [(PHONE, "narrow"), (DESK, "wide")], ids=["phone", "desk"])
def test_drawings_suit_the_screen(
    open_page: Callable[..., Any], pages: dict[str, Path], size: dict[str, int], form: str
) -> None:
    """Maps and charts have a size, and their letters are at least 11 px high as shown."""
    page = open_page(pages["id"], size)
    shown = page.evaluate(
        """() => [...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 0).map(s => ({
             form: s.classList.contains('wide') ? 'wide' : 'narrow', height: s.getBoundingClientRect().height,
             letters: Math.min(...[...s.querySelectorAll('text')].map(
               t => parseFloat(getComputedStyle(t).fontSize) * s.getBoundingClientRect().width / s.viewBox.baseVal.width))}))"""
    )
    assert len(shown) >= 3
    for drawing in shown:
        assert drawing["form"] == form
        assert drawing["height"] > 150
        assert drawing["letters"] >= 11


def test_markup_in_names_never_becomes_an_element(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["hostile"], DESK)
    assert page.locator("#injected, img, script").count() == 0
    assert page.locator("h1").inner_text() == HOSTILE
    assert page.title().startswith("<img src=x")
    assert HOSTILE in " ".join(page.locator(".map.wide").all_text_contents())


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_units_are_switched_without_a_script(
    open_page: Callable[..., Any], pages: dict[str, Path], size: dict[str, int]
) -> None:
    """One of the two numbers is seen, or both; the page stays as wide as the screen and where it is."""
    page = open_page(pages["en"], size)
    place = page.locator("#flight").locator("xpath=following::td[.//span[@class='nautical']]").first
    assert place.inner_text() == "0.3"  # km; the pad lies at 278 m, 912 ft
    page.locator("label[for=units-nautical]").scroll_into_view_if_needed()
    before = page.locator("p.units").bounding_box()["y"]
    for system, shown in (("nautical", "912"), ("both", "0.3 (912)"), ("metric", "0.3")):
        page.locator(f"label[for=units-{system}]").click()
        assert " ".join(place.inner_text().split()) == shown
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert abs(page.locator("p.units").bounding_box()["y"] - before) < 60  # a line more or less above it


def test_print_keeps_the_choice_of_units(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["en"], DESK)
    page.locator("label[for=units-nautical]").click()
    page.emulate_media(media="print")
    assert not page.locator("p.units").is_visible()
    assert page.locator("main .metric").first.is_hidden()
    assert page.locator("main .nautical").first.is_visible()


def test_closed_areas_are_drawn_apart_from_the_others(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    """Each kind has its own class on a map and a line in the legend; hatching is the drawing's own, so that it is seen."""
    page = open_page(pages["en"], PHONE)
    assert page.locator(".map.narrow .evacuated").count() >= 4
    assert page.locator(".map.narrow .controlled").count() >= 1
    assert page.locator(".legend .evacuated, .legend .controlled").count() == 2
    fills = page.evaluate(
        "[...document.querySelectorAll('.map [fill^=url]')].map(p => p.getAttribute('fill').slice(5, -1))"
    )
    names = page.evaluate("[...document.querySelectorAll('pattern')].map(p => p.id)")
    assert len(set(names)) == len(names)
    assert set(fills) <= set(names)
