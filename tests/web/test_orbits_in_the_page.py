"""An orbit in the page of `luncur serve`: the satellite moves along its track, and the numbers are those of the folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import made_orbit
import pytest
from seen import LOOKS, indonesian
from serving import Visit

from luncur.orbit.input.load import orbit_cases
from luncur.sentences import word

HOSTILE = "<img src=x onerror=alert(1)></title><b id=injected>bold</b>\"'>"
Open = Callable[..., Visit]

CONTEXT = {"locale": "en-GB"}
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("orbits")
    made_orbit.write(root / "orbit")
    made_orbit.write(root / "still", paths=False)
    made_orbit.write(root / "hostile", HOSTILE)
    built_in = made_orbit.write(root / "built-in") / "orbit.json"
    built_in.write_text(json.dumps({**made_orbit.summary(), "title": dict(orbit_cases())["soyuz-vostochny-satellite"]}))
    return root


@pytest.mark.parametrize("look", LOOKS)
def test_opens_whole_and_without_complaint(visit: Open, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit("/orbit/orbit", size, **context)
    seen.drawn()
    words = seen.page.inner_text("main").replace("\u00a0", " ")
    if indonesian(look):
        assert "493 km × 512 km, kemiringan 97,40 °; satu putaran dalam 1 jam 35 mnt." in words
        assert "Sekitar 2,4 tahun; antara 410 hari dan 9,6 tahun" in words
    else:
        assert "493 km × 512 km, inclined 97.40 °; once around in 1 h 35 min." in words
        assert "About 2.4 years; between 410 d and 9.6 years" in words
    assert seen.sideways() == 0
    assert seen.complaints == []
    if look in ("desk", "phone, Indonesian, dark"):
        assert seen.serious() == []


def test_a_built_in_orbit_has_its_title_in_the_reader_s_language(visit: Open) -> None:
    english = dict(orbit_cases())["soyuz-vostochny-satellite"]
    indonesian_title = word(english, "id")
    seen = visit("/orbit/built-in", locale="id-ID")
    seen.page.get_by_role("heading", name=indonesian_title).wait_for()
    seen.page.get_by_label("Bahasa").select_option("en")
    seen.page.get_by_role("heading", name=english).wait_for()
    seen.page.get_by_role("link", name="Results").click()
    seen.page.get_by_text(english).wait_for()
    seen.page.get_by_label("Language").select_option("id")
    seen.page.get_by_text(indonesian_title).wait_for()
    assert seen.complaints == []


@pytest.mark.parametrize("at", made_orbit.ABOVE, ids=lambda at: f"{at[0]} s")
def test_the_satellite_is_where_luncur_puts_it(visit: Open, at: tuple[int, float, float, int]) -> None:
    """To a digit of what is shown: 0.1 degrees, and 1 km of altitude."""
    second, latitude, longitude, altitude = at
    seen = visit(f"/orbit/orbit?t={second}")
    words = seen.page.locator("section.panel dl").inner_text().replace("\u00a0", " ")
    found = re.search(r"([\d.]+)° ([NS]), ([\d.]+)° ([EW])", words)
    assert found is not None
    assert float(found[1]) * (1 if found[2] == "N" else -1) == pytest.approx(latitude, abs=0.06)
    assert float(found[3]) * (1 if found[4] == "E" else -1) == pytest.approx(longitude, abs=0.1)
    height = re.search(r"(\d+) km", words)
    assert height is not None
    assert int(height[1]) == pytest.approx(altitude / 1000, abs=1.1)


def test_the_slider_moves_the_satellite_and_the_link_restores_it(visit: Open) -> None:
    seen = visit("/orbit/orbit")
    slider = seen.page.get_by_role("slider", name="Time after the epoch")
    panel = seen.page.locator("section.panel")
    assert "shadow" in panel.inner_text()
    assert "a mid-latitude place, in 1 h 11 min" in panel.inner_text().replace("\u00a0", " ")  # 4230 s
    slider.fill("4250")
    assert "sees a mid-latitude place now" in panel.inner_text()
    assert "sunlit" in panel.inner_text()
    seen.until("location.hash.includes('t=4250')")
    slider.focus()
    slider.press("ArrowRight")
    assert slider.input_value() == "4260"
    slider.press(" ")
    seen.until("Number(document.querySelector('input[type=range]').value) > 4500")
    slider.press(" ")
    assert seen.complaints == []


def test_an_access_is_shown_where_it_is(visit: Open) -> None:
    seen = visit("/orbit/orbit", reduced_motion="reduce")
    seen.drawn()
    seen.page.get_by_text("Each access").click()
    rows = seen.page.locator("details table tbody tr")
    assert rows.count() == 2
    first = rows.first.inner_text().replace("\u00a0", " ")
    assert "21 Nov 2023, 15:10:30 UTC" in first
    assert "60 s" in first
    assert "23.9 °" in first
    assert "11:11" in first
    rows.first.get_by_role("button").click()
    assert seen.page.get_by_role("slider", name="Time after the epoch").input_value() == "4260"


def test_a_folder_without_positions_shows_the_rest(visit: Open) -> None:
    seen = visit("/orbit/still")
    seen.page.get_by_text("This folder holds no orbit.czml").wait_for()
    assert "How often a place is seen" in seen.page.inner_text("main")
    assert [c for c in seen.complaints if "404" not in c] == []


def test_markup_in_a_folder_never_becomes_an_element(visit: Open) -> None:
    seen = visit("/orbit/hostile")
    seen.drawn()
    assert seen.page.inner_text("main").count("onerror=alert(1)") > 8
    assert seen.page.locator("#injected, img[src=x]").count() == 0
    assert seen.complaints == []
