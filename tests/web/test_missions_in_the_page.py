"""Missions in the page of `luncur serve`: text and form hold the same, errors stand at their field, runs are followed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from seen import LOOKS, indonesian
from serving import DESK, Visit, visited

from luncur.mission.load import builtin_names, builtin_text, builtin_tree

BOX = "#mission-text"
ROCKET = "sounding-rocket"
Open = Callable[..., Visit]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("missions")


@pytest.fixture
def visit(drawing: Any, address: str) -> Iterator[Open]:
    with ExitStack() as stack:

        def open_it(mission: str = ROCKET, size: dict[str, int] = DESK, **context: Any) -> Visit:
            route = f"/mission/{mission}"
            seen = stack.enter_context(visited(drawing, address, route, size, **{"locale": "en-GB", **context}))
            seen.page.locator(f"{BOX}:not(:placeholder-shown)").wait_for()
            until(seen, lambda: text(seen) != "")
            return seen

        yield open_it


def until(seen: Visit, condition: Callable[[], bool]) -> None:
    for _ in range(1200):
        if condition():
            return
        seen.page.wait_for_timeout(100)
    raise AssertionError("not within two minutes")


def text(seen: Visit) -> str:
    return str(seen.page.locator(BOX).input_value())


def put(seen: Visit, label: str, value: str) -> None:
    box = seen.page.get_by_label(label, exact=False).first
    box.fill(value)
    box.press("Tab")


@pytest.mark.parametrize("look", LOOKS)
def test_opens_whole_and_without_complaint(visit: Open, look: str) -> None:
    size, context = LOOKS[look]
    seen = visit(size=size, **context)
    assert text(seen) == builtin_text("missions", ROCKET)
    seen.page.get_by_text(
        "Teks terbaca sebagai misi." if indonesian(look) else "The text reads as a mission."
    ).wait_for()
    assert seen.sideways() == 0
    assert seen.complaints == []
    if look in ("desk", "phone, Indonesian, dark"):
        assert seen.serious() == []


@pytest.mark.parametrize("name", builtin_names("missions"))
def test_the_form_shows_what_the_text_holds(visit: Open, name: str) -> None:
    seen = visit(name)
    tree = builtin_tree("missions", name)
    boxes = seen.page.locator("fieldset input[type=text]:not(:disabled), fieldset select")
    found = 0
    for i in range(boxes.count()):
        path = str(boxes.nth(i).get_attribute("id")).removeprefix("field-").split("-")
        value: Any = tree
        for key in path:
            value = value.get(key, {}) if isinstance(value, dict) else {}
        if isinstance(value, dict):
            value = value.get("value", "")
        if isinstance(value, list):
            value = ", ".join(value)
        said = boxes.nth(i).input_value()
        if hasattr(value, "isoformat"):
            value = value.isoformat().replace("+00:00", "Z")
        if isinstance(value, float):
            assert float(said) == value, path
        else:
            assert said == str(value), path
        found += said != ""
    assert found >= 10


def test_a_field_changes_its_value_and_nothing_else(visit: Open) -> None:
    seen = visit()
    put(seen, "Mass", "62.5 kg")
    before = builtin_text("missions", ROCKET)
    assert text(seen) == before.replace('dry_mass = { value = "60 kg"', 'dry_mass = { value = "62.5 kg"')
    put(seen, "Title", 'So-called "rocket" \\ #1')
    assert tomllib.loads(text(seen))["title"] == 'So-called "rocket" \\ #1'
    seen.page.get_by_text("The text reads as a mission.").wait_for()
    assert seen.complaints == []


def test_fields_that_the_text_lacks_are_added_and_taken_away(visit: Open) -> None:
    seen = visit()
    put(seen, "Year of the people", "2020")
    assert tomllib.loads(text(seen))["people"] == {"year": 2020}
    put(seen, "Month of the wind", "3")  # into the braces of its table
    assert tomllib.loads(text(seen))["weather"]["wind"] == {"model": "climatology", "month": 3}
    put(seen, "Geomagnetic index Ap", "20")
    assert tomllib.loads(text(seen))["weather"]["ap"] == 20
    seen.page.get_by_label("countries").uncheck()
    assert tomllib.loads(text(seen))["people"]["models"] == ["settlements"]
    for label in ("Month of the wind", "Geomagnetic index Ap", "Year of the people"):
        put(seen, label, "")
    tree, before = tomllib.loads(text(seen)), builtin_tree("missions", ROCKET)
    assert tree.pop("people") == {"models": ["settlements"]}
    assert tree == before


def test_what_is_wrong_stands_at_its_field_and_in_the_text(visit: Open) -> None:
    seen = visit()
    put(seen, "Mass", "60 furlongs")
    field = seen.page.locator(".field.wrong")
    field.wait_for()
    assert "expected: a mass such as '1.5 kg'" in field.inner_text()
    assert field.locator("input").get_attribute("aria-invalid") == "true"
    assert seen.page.get_by_role("button", name="Start the run").is_disabled()
    assert "payload.dry_mass" in seen.page.locator("#complaints").inner_text()
    seen.page.get_by_role("button", name="Go there in the text").click()
    chosen = seen.page.locator(BOX).evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert chosen == '"60 furlongs"'
    put(seen, "Mass", "60 kg")
    seen.page.get_by_text("The text reads as a mission.").wait_for()
    assert seen.complaints == []


def test_a_text_that_is_no_toml_is_told_with_its_line(visit: Open) -> None:
    seen = visit()
    lines = text(seen).split("\n")
    lines[5] = "hypothetical = nothing of the kind"
    seen.page.locator(BOX).fill("\n".join(lines))
    seen.page.get_by_role("button", name="Go there in the text").click()
    chosen = seen.page.locator(BOX).evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert chosen == lines[5]


def test_what_was_written_is_there_after_a_reload(visit: Open) -> None:
    seen = visit()
    put(seen, "Mass", "61 kg")
    written = text(seen)
    seen.page.get_by_text("The text reads as a mission.").wait_for()
    seen.page.reload()
    until(seen, lambda: text(seen) == written)


def test_a_run_is_followed_to_its_result(visit: Open) -> None:
    seen = visit()
    put(seen, "Name (required)", "a-rocket-of-mine")
    seen.page.get_by_text("The text reads as a mission.").wait_for()
    seen.page.get_by_label("What to run").select_option("fly")
    seen.page.get_by_role("button", name="Start the run").click()
    job = seen.page.locator(".job", has_text="flight:").first
    job.get_by_text("done").wait_for()
    job.get_by_role("link", name="Open the result").click()
    seen.drawn()
    assert re.search(r"#/study/runs%2Ffly-", seen.page.url)
    assert seen.complaints == []


def test_a_run_is_cancelled_and_goes_on(visit: Open) -> None:
    seen = visit("soyuz-vostochny-sso")
    seen.page.get_by_text("The text reads as a mission.").wait_for()
    seen.page.get_by_label("Launches computed").fill("2048")
    seen.page.get_by_role("button", name="Start the run").click()
    job = seen.page.locator(".job", has_text="study:").first
    job.get_by_role("button", name="Cancel").click()
    job.get_by_text("cancelled").wait_for()
    job.get_by_role("button", name="Go on").click()
    job.get_by_text("done").wait_for()
    assert job.get_by_role("link", name="Open the result").count() == 1
    assert seen.complaints == []


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_what_cannot_be_run_says_why_before_it_is_asked_for(visit: Open, locale: str) -> None:
    seen, english = visit(locale=locale), locale == "en-GB"
    seen.page.get_by_text("The text reads as a mission." if english else "Teks terbaca sebagai misi.").wait_for()
    samples, precision, seed = (seen.page.locator(".options input").nth(i) for i in range(3))
    button = seen.page.get_by_role("button", name="Start the run" if english else "Mulai menjalankan")
    alert = seen.page.locator("form [role=alert]")
    said = {
        "5": "Launches computed at most: “5”: expected a whole number from 1,024 to 4,194,304, or nothing."
        if english else "Peluncuran yang dihitung, paling banyak: “5”: diharapkan bilangan bulat dari 1.024 sampai 4.194.304, atau kosong.",
        "5000000": "4,194,304" if english else "4.194.304",
        "many": "“many”",
    }  # fmt: skip
    for given, sentence in said.items():
        samples.fill(given)
        alert.filter(has_text=sentence).wait_for()
        assert button.is_disabled()
    samples.fill("3000")
    seen.page.get_by_text("2,048 will be computed" if english else "yang dihitung 2.048").wait_for()
    assert alert.count() == 0
    assert button.is_enabled()
    precision.fill("20 %")
    assert alert.count() == 0
    precision.fill("0")
    alert.filter(has_text="0.001 to 1" if english else "0,001 sampai 1").wait_for()
    precision.fill("0,2")
    seed.fill("-1")
    alert.filter(has_text="“-1”").wait_for()
    seed.fill("7")
    assert button.is_enabled()
    assert seen.complaints == []


def ask_for_many(seen: Visit) -> None:
    """A study that takes minutes: it is still at it when it is asked for again."""
    seen.page.get_by_label("Launches computed").fill("400384")
    seen.page.get_by_label("Precision asked for").fill("0.01")


def test_a_run_is_followed_at_its_button_and_not_started_twice(visit: Open) -> None:
    seen = visit("soyuz-vostochny-sso")
    page = seen.page
    page.get_by_text("The text reads as a mission.").wait_for()
    ask_for_many(seen)
    button = page.get_by_role("button", name="Start the run")
    button.click()
    now = page.locator("form .now .job")
    now.get_by_text("Getting ready").or_(now.get_by_text("Waits for its turn")).first.wait_for()
    assert now.locator("progress").get_attribute("value") is None  # nothing is counted yet: a bar that says so
    place = now.bounding_box()
    assert place is not None
    assert place["y"] >= 0
    assert place["y"] + place["height"] <= DESK["height"]
    for _ in range(2):
        button.click()
        page.locator("form .banner").filter(has_text="This very run waits or runs already").wait_for()
        assert page.locator("section .job", has_text="at most 400,384").count() == 1
        page.reload()  # a page that knows nothing of the click is told by the list
        page.get_by_text("The text reads as a mission.").wait_for()
        ask_for_many(seen)
        now.wait_for()
    put(seen, "Mass", "3001 kg")  # another mission is another run
    page.get_by_text("The text reads as a mission.").wait_for()
    page.wait_for_timeout(1000)
    button.click()
    page.locator("section .job", has_text="(my own text)").first.wait_for()
    with httpx.Client(base_url=page.url.split("#")[0], trust_env=False) as client:
        for job in client.get("api/jobs").json():
            client.post(f"api/jobs/{job['id']}/cancel", json={})  # 409 for those that have ended
    assert seen.complaints == []


def test_a_value_that_is_typed_anew_keeps_its_source(visit: Open) -> None:
    seen = visit()
    put(seen, "Mass", "")
    assert "dry_mass" not in tomllib.loads(text(seen))["payload"]
    put(seen, "Mass", "62.5 kg")
    before = builtin_tree("missions", ROCKET)["payload"]["dry_mass"]
    assert tomllib.loads(text(seen))["payload"]["dry_mass"] == {**before, "value": "62.5 kg"}
    hint = seen.page.locator("#field-payload-dry_mass-hint").inner_text()
    assert "a number alone is in kg" in hint


def test_what_is_assumed_counts_the_estimates(visit: Open) -> None:
    seen = visit("soyuz-vostochny-sso")
    seen.page.get_by_text("What is assumed").click()
    summary = seen.page.locator("details.estimates summary")
    count = int(re.findall(r"\d+", summary.inner_text())[0])
    assert count > 30
    shut = seen.page.locator("details:has(> .estimates) > ul").inner_text()
    assert "is an estimate" not in shut.replace("an estimate,", "")
    summary.click()
    assert seen.page.locator("details.estimates li").count() == count


def test_many_runs_leave_the_page_a_connection(visit: Open, address: str) -> None:
    """A browser opens six connections to a server; a stream for each of eight runs would leave none to cancel one with."""
    seen = visit()
    study = {"command": "assess", "mission": "soyuz-vostochny-sso", "options": {"precision": 0.001}}
    started = [seen.page.request.post(f"{address}api/jobs", data=study).json()["id"] for _ in range(8)]
    try:
        seen.page.reload()
        seen.page.locator(".job .state.queued").nth(6).wait_for()
        seen.page.wait_for_timeout(1000)
        asked = "Promise.race([fetch('api/about').then((r) => r.status), new Promise((r) => setTimeout(() => r(0), 30000))])"
        assert seen.page.evaluate(asked) == 200
        seen.page.locator(".job .state.running").wait_for()
        for left in range(7, -1, -1):  # the one that goes on is followed, whichever it is
            seen.page.get_by_role("button", name="Cancel").last.click()
            until(seen, lambda left=left: seen.page.get_by_role("button", name="Cancel").count() == left)  # type: ignore[misc]
        assert seen.complaints == []
    finally:
        for id in started:
            seen.page.request.post(f"{address}api/jobs/{id}/cancel", data={})
