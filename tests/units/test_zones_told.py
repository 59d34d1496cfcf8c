"""``luncur zone`` and its texts: what is printed, in both languages, and one sentence for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from zone_cases import at

from luncur.places.zones import verdict_text, zone


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("91", "0"), "latitude: '91.0'"),
        (("nan", "0"), "latitude: 'nan'"),
        (("0", "inf"), "longitude: 'inf'"),
        (("north", "0"), "latitude: 'north'"),
        (("0", "0", "--uncertainty", "-1"), "uncertainty: '-1.0'"),
        (("0", "0", "--polygons", "missing.geojson"), "missing.geojson"),
        (("0", "0", "--polygons", "/"), "GeoJSON"),
    ],
)
def test_bad_input_ends_with_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", "zone", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_the_command_prints_the_contract() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "luncur.cli", "zone", "-33.9", "-72.5", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert {"zone", "state", "depends_on", "nearest", "edge_distance_m", "basis"} <= set(record)
    assert (record["zone"], record["state"], record["depends_on"]) == ("eez", "CHL", [])
    assert record["nearest"][0]["state"] == "CHL"
    assert "Computed, not legal" in record["basis"]


def test_every_text_is_in_both_languages() -> None:
    texts = tomllib.loads((files("luncur") / "data/zones/text.toml").read_text(encoding="utf-8"))
    for key, pair in texts.items():
        assert set(pair) == {"en", "id"}, key
        fields = [sorted(f for _, f, _, _ in Formatter().parse(pair[lang]) if f) for lang in ("en", "id")]
        assert fields[0] == fields[1], key


def test_the_page_shows_what_the_command_prints() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/zone.md").read_text(encoding="utf-8")
    shown = page.split("$ luncur zone 39.99 135.56\n")[1].split("```")[0]
    assert shown.strip() == verdict_text(at(39.99, 135.56))
    record = at(39.99, 135.56).record()
    fields = page.split("## Fields of `--json`")[1].split("## Official polygons")[0]
    for key in record:
        if key not in ("uncertainty_m", "latitude_deg", "longitude_deg", "legal"):
            assert f"`{key}" in fields, key


def test_no_place_is_no_answer() -> None:
    assert zone([], []).zone.shape == (0,)
