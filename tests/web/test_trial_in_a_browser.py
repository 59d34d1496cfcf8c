"""The page of ``luncur trial`` as a reader meets it: from the disk, on a desk and on a phone."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from trial_page_cases import HOSTILE, made_consequence, made_summary

from luncur.trial.out.page import write_page

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 800}
NAMES = pytest.mark.parametrize("name", ["en", "id", "hostile"])
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])

pytestmark = pytest.mark.browser


def picture() -> bytes:
    """A PNG of one grey pixel."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages by name: both languages, and one whose every name is hostile; with all sections."""
    out = {}
    for name, lang in (("en", "en"), ("id", "id"), ("hostile", "en")):
        folder = tmp_path_factory.mktemp(name)
        (folder / "proposal.toml").write_text("", encoding="utf-8")
        (folder / "proposal.png").write_bytes(picture())
        own = (HOSTILE, ("as designed", "naive", HOSTILE)) if name == "hostile" else ("made-up",)
        out[name] = write_page(folder, made_summary(*own) | {"consequence": made_consequence()}, lang)
    return out


@NAMES
def test_opens_without_complaint_and_asks_for_nothing(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str
) -> None:
    complaints: list[str] = []
    page = open_page(pages[name], DESK, complaints)
    assert page.locator("h1").count() == 1
    assert [c for c in complaints if not c.startswith("data:")] == []


@NAMES
@SIZES
def test_nothing_hangs_over_the_side(
    open_page: Callable[..., Any], pages: dict[str, Path], name: str, size: dict[str, int]
) -> None:
    page = open_page(pages[name], size)
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
    assert page.locator("#injected, script").count() == 0
    assert page.locator("img").count() == 1  # the picture of the proposal
    assert "<b id=injected>" in page.locator("h1").inner_text()


@pytest.mark.parametrize(("size", "form"), [(PHONE, "narrow"), (DESK, "wide")], ids=["phone", "desk"])
def test_curves_suit_the_screen(
    open_page: Callable[..., Any], pages: dict[str, Path], size: dict[str, int], form: str
) -> None:
    """One drawing is shown, its letters at least 11 px high, all of them inside it."""
    shown = open_page(pages["id"], size).evaluate(
        """() => [...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 0).map(s => {
             const box = s.getBoundingClientRect(), letters = [...s.querySelectorAll('text')];
             return {form: s.classList.contains('wide') ? 'wide' : 'narrow', height: box.height,
               least: Math.min(...letters.map(t => parseFloat(getComputedStyle(t).fontSize) * box.width / s.viewBox.baseVal.width)),
               left: Math.min(...letters.map(t => t.getBoundingClientRect().left)) - box.left,
               right: box.right - Math.max(...letters.map(t => t.getBoundingClientRect().right))}})"""
    )
    assert [drawing["form"] for drawing in shown] == [form]
    assert shown[0]["height"] > 150
    assert shown[0]["least"] >= 11
    assert min(shown[0]["left"], shown[0]["right"]) > -2
