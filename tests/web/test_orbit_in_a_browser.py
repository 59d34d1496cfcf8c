"""The page of ``luncur orbit`` as a reader meets it: from the disk, on a desk and on a phone, light and dark."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from orbit_page_cases import HOSTILE, made_folder

from luncur.orbit.out.page import write_page

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 800}
NAMES = pytest.mark.parametrize("name", ["en", "id", "hostile"])
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])

pytestmark = pytest.mark.browser

DRAWINGS = """() => [...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 0).map(s => {
  const box = s.getBoundingClientRect(), letters = [...s.querySelectorAll('text')];
  return {form: s.classList.contains('wide') ? 'wide' : 'narrow', height: box.height,
    least: Math.min(...letters.map(t => parseFloat(getComputedStyle(t).fontSize) * box.width / s.viewBox.baseVal.width)),
    left: Math.min(...letters.map(t => t.getBoundingClientRect().left)) - box.left,
    right: box.right - Math.max(...letters.map(t => t.getBoundingClientRect().right))}})"""

CONTRAST = """() => { const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => { x /= 255;
    return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; }); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const style = e => getComputedStyle(e), paper = light(style(document.body).backgroundColor);
  const ratio = v => (Math.max(v, paper) + 0.05) / (Math.min(v, paper) + 0.05);
  return [...document.querySelectorAll('svg .name, p, td, a')].map(e => ratio(light(e.closest('svg') ? style(e).fill : style(e).color))); }"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages by name: both languages, and one whose every name is hostile; with all sections."""
    out = {}
    for name, lang in (("en", "en"), ("id", "id"), ("hostile", "en")):
        folder = tmp_path_factory.mktemp(name)
        out[name] = write_page(folder, made_folder(folder, HOSTILE if name == "hostile" else "made up"), lang)
    return out


@NAMES
def test_opens_without_complaint_and_asks_for_nothing(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str
) -> None:
    complaints: list[str] = []
    page = open_page(pages[name], DESK, complaints)
    assert page.locator("h1").count() == 1
    assert page.locator("h2").count() == 15
    assert complaints == []


@NAMES
@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_hangs_over_the_side(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str, size: dict[str, int], scheme: str
) -> None:
    page = open_page(pages[name], size)
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@SIZES
@pytest.mark.parametrize("name", ["en", "id"])
def test_the_answer_is_seen_without_scrolling(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str, size: dict[str, int]
) -> None:
    box = open_page(pages[name], size).locator(".headline").bounding_box()
    assert box["y"] + box["height"] < size["height"]


def test_markup_in_names_never_becomes_an_element(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["hostile"], DESK)
    assert page.locator("#injected, script, img").count() == 0
    assert "<b id=injected>" in page.locator("h1").inner_text()


@pytest.mark.parametrize(("size", "form"), [(PHONE, "narrow"), (DESK, "wide")], ids=["phone", "desk"])
@NAMES
def test_drawings_suit_the_screen(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str, size: dict[str, int], form: str
) -> None:
    """Each drawing is shown once, its letters at least 11 px high, all of them inside it."""
    shown = open_page(pages[name], size).evaluate(DRAWINGS)
    assert [drawing["form"] for drawing in shown] == [form] * 7
    for drawing in shown:
        assert drawing["height"] > 100
        assert drawing["least"] >= 11
        assert min(drawing["left"], drawing["right"]) > -2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read(open_page: Callable[..., Any], pages: dict[str, Path], scheme: str) -> None:
    """WCAG 2.1, 1.4.3: at least 4.5 between the luminance of words and that of the paper."""
    page = open_page(pages["en"], DESK)
    page.emulate_media(color_scheme=scheme)
    found = page.evaluate(CONTRAST)
    assert len(found) > 100
    assert min(found) >= 4.5


def test_printed_pages_show_what_is_folded_away(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["en"], DESK)
    folded = page.locator("details:not([open]) table").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    assert page.locator("svg.world.wide").is_visible()
    assert not page.locator("svg.world.narrow").is_visible()


def test_links_of_the_contents_lead_to_their_sections(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["id"], PHONE)
    links = page.locator(".contents a")
    assert links.count() == page.locator("h2").count()
    for target in links.evaluate_all("found => found.map(a => a.getAttribute('href'))"):
        assert page.locator(f"h2{target}").count() == 1
