"""A Chromium for the tests of pages, and how a page is opened: from the disk, with every complaint noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from seen import drawing_browser
from serving import DESK, Visit, served, visited

from luncur.campaign.study import assess_to_folder

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# Tests of the page of `luncur serve` draw a globe with the processor alone, half a minute each.  The suite runs these; `make studies` all.
QUICK = {
    "test_study_in_a_browser.py": {"test_opens_whole_and_without_complaint[desk]", "test_a_failure_says_who_is_at_risk_and_how_sure_that_is"},
    "test_missions_in_the_page.py": {
        "test_opens_whole_and_without_complaint[phone, Indonesian, dark]", "test_what_is_wrong_stands_at_its_field_and_in_the_text",
    },
    "test_watch_in_the_page.py": {"test_a_flight_without_data_becomes_red[desk]", "test_a_killed_server_is_stale_and_never_go"},
    "test_events_in_the_page.py": {"test_an_event_opens_with_what_does_not_fit_together[desk]", "test_markup_in_a_folder_never_becomes_an_element[/event/hostile]"},
    "test_pair_in_the_page.py": {"test_two_studies_stand_beside_each_other[desk]"},
    "test_places_in_the_page.py": set(),
    "test_orbits_in_the_page.py": {"test_opens_whole_and_without_complaint[phone, Indonesian, dark]"},
}  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks as slow what the suite leaves to `make studies`."""
    for item in items:
        if item.path.name in QUICK and item.name not in QUICK[item.path.name]:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra dev)")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is not there (Debian package chromium)")
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page from the disk at a size; errors of the console, dialogs and requests for anything else are noted."""
    opened = []

    def open_it(path: Path, size: dict[str, int], complaints: list[str] | None = None) -> Any:
        page = browser.new_page(viewport=size)
        opened.append(page)
        if complaints is not None:
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
            page.on("request", lambda r: complaints.append(r.url) if r.url != path.as_uri() else None)
        page.goto(path.as_uri())
        return page

    yield open_it
    for page in opened:
        page.close()


@pytest.fixture(scope="module")
def drawing(browser: Any) -> Iterator[Any]:
    """A browser that draws WebGL with the processor."""
    with drawing_browser(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """Of a server of the folder ``root``, which a file of tests makes."""
    with served(root) as found:
        yield found


@pytest.fixture
def visit(drawing: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Opens a page of the server at a route, in a browser as the ``CONTEXT`` of a file of tests says; closed after the test."""
    usual = getattr(request.module, "CONTEXT", {})
    with ExitStack() as stack:
        yield lambda route, size=DESK, **context: stack.enter_context(
            visited(drawing, address, route, size, **{**usual, **context})
        )


@pytest.fixture(scope="session")
def small_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a study of a few launches, to be copied."""
    folder = tmp_path_factory.mktemp("small") / "study"
    assess_to_folder(
        "soyuz-vostochny-sso", folder, samples=1024, precision=1.0, seed=1, workers=None, resume=False, lang="en"
    )
    return folder
