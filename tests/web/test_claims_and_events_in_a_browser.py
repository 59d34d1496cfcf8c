"""The pages of ``luncur read`` and ``luncur event`` as a reader meets them: from the disk, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from luncur.claims.out.output import read_to_folder
from luncur.event import event_to_folder

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 800}
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
HOSTILE = "<img src=x onerror=alert(1)><b id=injected>bold</b>"
LONG = "Wreckageofarocket" * 12
TEXTS = {
    "gazette.txt": f"""The Test Gazette
Wednesday, May 31, 2023

North Korea launched a Chollima-1 rocket on Wednesday. The first stage fell 200 miles (370 km) west of Jeju on Wednesday, the coast guard said.

"The rocket exploded over {HOSTILE} and {LONG}," said Mara Quill, a spokeswoman for the ministry, as quoted by the news agency Nusa Wire.
""",
    "courier.txt": """The Orbit Courier
Thursday, June 1, 2023

The first stage fell 450 km west of Jeju on May 31, the ministry said. The Chollima-1 rocket did not fail on May 31, the ministry said.
""",
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages by name: a reading of two written texts and two shipped ones, and a built-in event, in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [folder / name for name in TEXTS]
    paths += [Path(str(files("luncur") / f"data/examples/report-{lang}.txt")) for lang in ("en", "id")]
    out = {}
    for lang in ("en", "id"):
        read_to_folder(paths, folder / f"read-{lang}", lang)
        out[f"read-{lang}"] = folder / f"read-{lang}" / "read.html"
        event_to_folder("nk-1998-08-31", folder / f"event-{lang}", lang)
        out[f"event-{lang}"] = folder / f"event-{lang}" / "report.html"
    return out


NAMES = pytest.mark.parametrize("name", ["read-en", "read-id", "event-en", "event-id"])


@NAMES
def test_opens_without_complaint_and_asks_for_nothing(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str
) -> None:
    complaints: list[str] = []
    page = open_page(pages[name], DESK, complaints)
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == name[-2:]
    assert complaints == []


@NAMES
@SIZES
def test_nothing_hangs_over_the_side(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str, size: dict[str, int]
) -> None:
    page = open_page(pages[name], size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_markup_of_a_text_never_becomes_an_element(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["read-en"], DESK)
    assert page.locator("#injected, img, script").count() == 0
    assert HOSTILE in page.locator("main").inner_text()


@SIZES
def test_the_answer_is_seen_without_scrolling(
    open_page: Callable[..., Any], pages: dict[str, Path], size: dict[str, int]
) -> None:
    page = open_page(pages["read-en"], size)
    box = page.locator(".verdict-line").bounding_box()
    assert box["y"] + box["height"] < size["height"]


def test_what_differs_comes_before_what_agrees(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["read-en"], DESK)
    looks = page.locator("h2:has-text('Checks') ~ .finding").evaluate_all(
        "all => all.map(e => e.classList.contains('differs'))"
    )
    assert True in looks
    assert False in looks
    assert looks == sorted(looks, reverse=True)


def test_who_said_what_through_whom_stands_under_the_speaker(
    open_page: Callable[..., Any], pages: dict[str, Path]
) -> None:
    page = open_page(pages["read-en"], PHONE)
    said = page.locator("h3:has-text('Mara Quill') + ul li").first.inner_text()
    assert "The rocket exploded" in said
    assert "through: " in said
    assert "Nusa Wire" in said


def test_a_link_of_a_check_leads_to_its_claim(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["read-en"], DESK)
    link = page.locator(".finding.differs a").first
    target = link.get_attribute("href")
    assert page.locator(target).count() == 1
    quoted = page.locator(".finding.differs li bdi").first.inner_text()
    assert page.locator(f"{target} > span bdi").inner_text() == quoted.strip("“”")


def test_words_of_the_page_are_not_broken_on_a_desk(open_page: Callable[..., Any], pages: dict[str, Path]) -> None:
    page = open_page(pages["read-en"], DESK)
    heights = page.locator("td.own").evaluate_all(
        "all => all.map(e => e.getClientRects().length && e.scrollWidth <= e.clientWidth + 1)"
    )
    assert heights
    assert all(heights)
