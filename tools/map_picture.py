"""Draws docs/map.png: a map of a study's page, with its legend, as Chromium shows it.

    luncur assess soyuz-vostochny-sso -o study --seed 1 --samples 4096
    python tools/map_picture.py study docs/map.png

Needs playwright and Chromium (extra dev).
"""

from __future__ import annotations

import argparse
from pathlib import Path

WIDTH = 760  # of the page [px]; the picture has twice as many
CHROMIUM = "/usr/bin/chromium"
# The page's own map section, without the other maps and the frame of the page.
STYLE = "body { background: #fff } .maps > div { display: none } .maps > .shown { display: block } .shown h3 { display: none }"


def draw(page: Path, picture: Path, index: int) -> None:
    """Saves the map with an index (0 is the first on the page), and the legend under it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=2, color_scheme="light")
        shown.goto(page.resolve().as_uri())
        maps = shown.locator(".maps > div")
        if not 0 <= index < maps.count():
            raise SystemExit(f"map_picture: {page} has {maps.count()} maps, there is none with index {index}")
        maps.nth(index).evaluate("map => map.classList.add('shown')")
        shown.evaluate(
            "style => document.head.append(Object.assign(document.createElement('style'), {textContent: style}))", STYLE
        )
        shown.locator(".maps").screenshot(path=str(picture))
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path, help="result folder of a study")
    parser.add_argument("picture", type=Path, help="PNG to write")
    parser.add_argument("--map", type=int, default=1, help="which map of the page, the first is 0 (default 1)")
    given = parser.parse_args()
    draw(given.study / "report.html", given.picture, given.map)


if __name__ == "__main__":
    main()
