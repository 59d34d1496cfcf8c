"""What a reader asks of a study: a second that is written, a link in an open page, the answer of a failure, a picture, paper."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from serving import DESK, PHONE, Visit, visited

FAIL = "section[aria-labelledby=fail]"
ANSWER = "section[aria-labelledby=failed]"
NOW = "section[aria-labelledby=numbers]"
Open = Callable[..., Visit]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, small_study: Path) -> Path:
    root = tmp_path_factory.mktemp("asked")
    shutil.copytree(small_study, root / "study")
    return root


@pytest.fixture
def visit(drawing: Any, address: str) -> Iterator[Open]:
    """Opens a page and waits until its globe stands."""
    with ExitStack() as stack:

        def open_it(route: str, size: dict[str, int] = DESK, **context: Any) -> Visit:
            usual = {"locale": "en-GB", "reduced_motion": "reduce"}
            seen = stack.enter_context(visited(drawing, address, route, size, **{**usual, **context}))
            seen.drawn()
            return seen

        yield open_it


def _fail(seen: Visit, mode: str, **named: Any) -> dict[str, Any]:
    panel = seen.page.locator(FAIL)
    panel.locator("button.main").wait_for()
    panel.locator("select").first.select_option(mode)
    with seen.page.expect_response("**/fail") as answered:
        panel.locator("button.main").click()
    seen.page.locator(ANSWER).wait_for()
    found: dict[str, Any] = answered.value.json()
    return found


def test_a_second_is_written(visit: Open) -> None:
    seen = visit("/study/study", PHONE, has_touch=True)
    field = seen.page.get_by_label("Second", exact=True)
    slider = seen.page.get_by_role("slider", name="Second of the flight")
    assert "0 to 3,681\u00a0s" in seen.page.inner_text("main").replace(" s", "\u00a0s")
    field.fill("1,234.5")
    field.press("Enter")
    assert "At T+1,2" in seen.page.inner_text(NOW)
    seen.until("location.hash.includes('t=1234.5')")
    seen.page.get_by_role("button", name="10 s later").tap()
    seen.page.get_by_role("button", name="1 s earlier").tap()
    assert slider.input_value() == field.input_value() == "1244"
    for wrong in ("abc", "99999", "-3"):
        field.fill(wrong)
        field.press("Enter")
        words = seen.page.get_by_role("alert").inner_text()
        assert wrong in words
        assert "from 0 to 3,681" in words
        assert slider.input_value() == "1244"
    field.fill("T+75 s")
    field.press("Enter")
    assert slider.input_value() == "75"
    assert seen.page.get_by_role("alert").count() == 0
    assert seen.sideways() == 0
    assert seen.complaints == []


def test_an_open_page_follows_its_address(visit: Open) -> None:
    seen = visit("/study/study?t=286&at=128,52,5")
    seen.page.evaluate("document.querySelector('figure').dataset.same = 'yes'")
    seen.page.evaluate("location.hash = '#/study/study?t=75&flat=1&people=1&towns=0&impacts=0&at=128,52,5'")
    seen.until(f"document.querySelector('{NOW} h2').textContent.includes('T+75')")
    seen.page.get_by_role("button", name="Show as a globe").wait_for()
    assert seen.page.get_by_label("Where people live").is_checked()
    assert not seen.page.get_by_label("Towns").is_checked()
    seen.until("location.hash.includes('at=128.000%2C52.000%2C5.00')")
    seen.page.evaluate("location.hash = '#/study/study?t=99999&people=maybe&fail=abc&at=128,52,5'")
    told = seen.page.locator("main [role=status] p.banner")
    seen.until("document.querySelectorAll('main [role=status] p.banner').length === 3")
    words = " ".join(told.all_inner_texts())
    assert "t=“99999”: expected a second of this flight, from 0 to 3,681" in words
    assert "people=“maybe”: expected 0 or 1" in words
    assert "At T+0" in seen.page.inner_text(NOW)
    seen.page.locator(f"{FAIL} button.main").wait_for()
    seen.page.evaluate("location.hash = '#/study/study?t=100&mode=banana&fail=100'")
    seen.page.get_by_text("mode=“banana”: expected one of engine shutdown,").wait_for()
    assert seen.page.locator(ANSWER).count() == 0
    assert seen.page.locator("figure[data-same]").count() == 1, "the globe was made anew"
    assert seen.complaints == []


def test_a_link_to_the_view_is_copied_and_restores_it(visit: Open) -> None:
    seen = visit("/study/study?t=100&at=128,52,5", permissions=["clipboard-read", "clipboard-write"])
    seen.page.get_by_role("button", name="Show as a flat map").click()
    seen.page.get_by_label("Where people live").check()
    seen.until("location.hash.includes('flat=1') && location.hash.includes('people=1')")
    seen.page.get_by_role("button", name="Copy the link").click()
    seen.page.get_by_text("Copied.").wait_for()
    link = seen.page.evaluate("navigator.clipboard.readText()")
    assert link == seen.page.url
    again = visit(link.split("#", 1)[1], PHONE)
    assert again.page.get_by_role("button", name="Show as a globe").is_visible()
    assert again.page.get_by_label("Where people live").is_checked()
    assert seen.complaints == again.complaints == []


def _said(number: float) -> str:
    """A number as the page writes it, with two digits."""
    mantissa, exponent = f"{number:.1e}".split("e")
    if -2 <= int(exponent) <= 2:
        return f"{number:.{max(1 - int(exponent), 0)}f}"
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa}\u00a0×\u00a010{raised}"


def test_the_answer_is_a_range_at_the_button_and_says_for_which_second(visit: Open) -> None:
    seen = visit("/study/study?t=110", PHONE, has_touch=True)
    answer = _fail(seen, "explosion")
    models = answer["casualty_expectation"]
    low, high = min(one["low_95"] for one in models), max(one["high_95"] for one in models)
    assert high > 3 * low, "the models do not differ here: nothing is tried"
    headline = f"{_said(low)} to {_said(high)} casualties expected if this happens"
    beside = seen.page.locator(FAIL).get_by_text(headline)
    box = beside.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"], "the number lies out of sight of the button"
    whole = seen.page.locator(ANSWER)
    assert headline in whole.inner_text()
    assert "It rests on where people live" in whole.inner_text()
    for one in models:  # what one model says stands out nowhere
        words = whole.get_by_text(f"{_said(one['mean'])} casualties expected", exact=False).last
        assert words.evaluate("e => Number(getComputedStyle(e).fontWeight)") <= 400
    assert "one launch in" in whole.inner_text()
    seen.page.get_by_role("button", name="Read the whole answer").tap()
    seen.until("Math.abs(document.getElementById('failed').getBoundingClientRect().top) < 60")
    assert seen.page.locator(".banner").count() == 0
    seen.page.get_by_role("button", name="10 s later").tap()
    assert seen.page.get_by_text("This answer is for T+110\u00a0s; the slider stands at T+120\u00a0s.").count() == 2
    # A link holds both seconds.
    seen.until("/[?&]t=120.0&/.test(location.hash + '&') && /[?&]fail=110.0&/.test(location.hash + '&')")
    seen.page.get_by_role("button", name="Back to T+110").first.tap()
    assert seen.page.locator(".banner").count() == 0
    assert seen.complaints == []


def test_a_town_of_the_answer_leads_to_the_globe(visit: Open) -> None:
    seen = visit("/study/study?t=110", PHONE)
    answer = _fail(seen, "explosion")
    town = next(row for row in answer["by_place"] if "latitude_deg" in row)
    seen.page.get_by_role("button", name=f"{town['name']}: show on the globe").click()
    at = "(/[?&]at=([^&]*)/.exec(location.hash) ?? ['', ''])[1].split('%2C').map(Number)"
    seen.until(f"Math.abs({at}[0] - {town['longitude_deg']}) < 0.5 && Math.abs({at}[1] - {town['latitude_deg']}) < 0.5")
    seen.until("Math.abs(document.querySelector('.globe').getBoundingClientRect().top) < 5")
    assert seen.complaints == []


def test_a_failure_at_an_event_names_its_second(visit: Open, address: str) -> None:
    seen = visit("/study/study?t=200")
    modes = seen.page.request.get(f"{address}api/folders/study/failing").json()["modes"]
    mode = next(m for m in modes if all(w["start_s"] == w["end_s"] for w in m["windows"]))
    nearest = min((w["start_s"] for w in mode["windows"]), key=lambda second: abs(second - 200))
    seen.page.locator(f"{FAIL} select").first.select_option(mode["name"])
    assert f"Fail it at T+{nearest:.1f}" in seen.page.inner_text(f"{FAIL} button.main")
    assert f"the nearest to T+200\u00a0s is at T+{nearest:.1f}" in seen.page.inner_text(FAIL)
    answer = _fail(seen, mode["name"])
    assert answer["time_s"] == pytest.approx(nearest)
    words = seen.page.inner_text(ANSWER)
    assert "the nearest to T+200" not in words
    assert f"{answer['pieces']:,} pieces in all" in words
    computed, whole = answer["pieces"] / answer["launches"], sum(row["pieces"] for row in answer["by_class"])
    assert (f"Of the {whole:,.0f} pieces of a failure {computed:,.0f} are computed" in words) == (
        whole > 1.05 * computed
    )
    assert seen.complaints == []


def test_a_picture_says_what_it_shows(visit: Open) -> None:
    image = pytest.importorskip("PIL.Image")
    route = f"/study/study?t=110&fail=110.0&mode={quote('engine shutdown')}"
    seen = visit(route)
    seen.page.locator(ANSWER).wait_for()
    with seen.page.expect_download() as saved:
        seen.page.get_by_role("button", name="Save the picture (PNG)").click()
    assert saved.value.suggested_filename == "luncur-study-engine-shutdown-T110.png"
    picture = np.asarray(image.open(io.BytesIO(Path(saved.value.path()).read_bytes())).convert("RGB")).astype(int)
    globe = seen.page.locator(".globe").bounding_box()
    legend = picture[-215:]
    for colour in ((240, 228, 66), (79, 91, 98), (213, 94, 0)):  # vehicle, pieces landed, those that would hurt
        assert (np.abs(legend - colour).max(axis=2) <= 8).sum() > 20, f"no dots of {colour} in the legend"
    assert picture.shape[0] > globe["height"] + 200
    assert seen.complaints == []


def test_paper_shows_what_is_folded(visit: Open) -> None:
    seen = visit("/study/study")
    folded = "main details:not([open]):not(.screen-only)"
    before = seen.page.locator(folded).count()
    assert before >= 2
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert seen.page.locator(folded).count() == 0
    seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert seen.page.locator(folded).count() == before
    assert seen.complaints == []
