"""The page and the answer of an orbit study: in both languages, with anything missing, and with hostile names."""

from __future__ import annotations

import copy
import html
import json
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from orbit_page_cases import HOSTILE, made_folder, made_orbit

from luncur.errors import InputError
from luncur.orbit.out import page
from luncur.orbit.out import page_words as w
from luncur.orbit.out.answer import answer, headline
from luncur.orbit.out.page import write_page

LANGUAGES = pytest.mark.parametrize("lang", ["en", "id"])
SECTIONS = (
    "orbit", "map", "day", "places", "regions", "sensors", "life", "risk", "injection", "cut", "design", "windows", "assumed", "missing",
    "provenance",
)  # fmt: skip


def text_of(written: str) -> str:
    """What a reader reads: without style, drawings and tags, spaces as spaces."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", " ", written, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).replace("\u00a0", " ").split())


def page_of(folder: Path, summary: dict[str, Any], lang: str = "en") -> str:
    return write_page(folder, summary, lang).read_text(encoding="utf-8")


@pytest.fixture
def summary(tmp_path: Path) -> dict[str, Any]:
    return made_folder(tmp_path)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that write hundreds of pages: the template is read once, and nothing waits for the disk."""
    monkeypatch.setattr(page, "template", cache(page.template))
    monkeypatch.setattr(page, "write_atomic", lambda target, data: target.write_bytes(data))


def places_in(record: Any) -> Iterator[tuple[Any, Any]]:
    """Every value of a record, as what holds it and its key; of lists the first item."""
    items = list(record.items()) if isinstance(record, dict) else list(enumerate(record))[:1]
    for key, value in items:
        yield record, key
        if isinstance(value, dict | list):
            yield from places_in(value)


def test_every_text_has_both_languages_and_the_same_places_for_values() -> None:
    raw = tomllib.loads((files("luncur") / "data/text/orbit.toml").read_text(encoding="utf-8"))
    for key, both in raw.items():
        assert set(both) == {"en", "id"}, key
        found = [{name for _, name, _, _ in string.Formatter().parse(both[lang]) if name} for lang in ("en", "id")]
        assert found[0] == found[1], key


def test_every_text_is_used() -> None:
    """A text that no code asks for would rot: its key, or the start of it before a name, stands in the room's files."""
    raw = tomllib.loads((files("luncur") / "data/text/orbit.toml").read_text(encoding="utf-8"))
    room = Path(str(files("luncur") / "orbit/out"))
    code = "".join(p.read_text(encoding="utf-8") for p in room.glob("*.py"))
    code += (files("luncur") / "data/text/orbit.html.jinja").read_text(encoding="utf-8")
    stems = set(re.findall(r'f"(\w+_)\{', code)) | set(re.findall(r"f'(\w+_)\{", code))
    unused = [k for k in raw if not re.search(rf"\b{k}\b", code) and not any(k.startswith(stem) for stem in stems)]
    assert unused == []


@LANGUAGES
def test_all_sections_stand_in_the_order_of_a_reader(tmp_path: Path, summary: dict[str, Any], lang: str) -> None:
    shown = page_of(tmp_path, summary, lang)
    assert tuple(re.findall(r'<h2 id="(\w+)">', shown)) == SECTIONS
    assert f'<html lang="{lang}">' in shown
    assert "<script" not in shown
    assert "default-src 'none'" in shown
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', shown)
    assert "{" not in text_of(shown)  # no place of a text is left unfilled
    assert "None" not in text_of(shown)


def test_headline_says_orbit_life_and_first_place_with_how_sure(summary: dict[str, Any]) -> None:
    said = headline(summary, "en").replace("\u00a0", " ")
    assert "every 94.7 minutes, 493 to 512 km up" in said
    assert "about 7.6 years (9 chances in 10: 3.9 to 14 years)" in said
    assert "Example place, mid-latitude (45° N 10° E): within its sensor's reach about 2 times a day" in said
    assert "longest gap in the 10 days computed: 36 hours" in said
    said = headline(summary, "id").replace("\u00a0", " ")
    assert "94,7 menit" in said
    assert "7,6 tahun (9 dari 10 kemungkinan: 3,9 sampai 14 tahun)" in said


def test_headline_of_other_ends(summary: dict[str, Any]) -> None:
    life = summary["life"]["percentiles"]
    summary["life"]["percentiles"] = life | {"p95": None}
    assert "19 chances in 20: more than 3.9" in headline(summary, "en")
    summary["life"]["percentiles"] = {"p5": None, "median": None, "p95": None}
    assert "for 2.3 years to 24" in headline(summary, "en").replace("\u00a0", " ")
    summary["life"]["beyond_longest_share"] = 0.97
    assert "more than 100 years" in headline(summary, "en").replace("\u00a0", " ")
    summary["life"] = None
    assert "How long it stays up was not computed." in headline(summary, "en")
    row = summary["places"][0]["by_sensor"][0]
    row["mean_per_day"] = 0.25
    assert "about once in 4.0 days" in headline(summary, "en").replace("\u00a0", " ")
    row["accesses"] = 0
    assert "(45° N 10° E): never within its sensor's reach in the 10 days computed" in headline(summary, "en").replace(
        "\u00a0", " "
    )
    summary["places"] = []
    assert "How often a place comes within reach was not computed." in headline(summary, "en")
    summary["elements"]["perigee_altitude_m"] = -230e3
    assert "This is no orbit: its lowest point lies \N{MINUS SIGN}230 km up" in headline(summary, "en").replace(
        "\u00a0", " "
    )


def test_how_much_a_kilometre_shifts_the_moments(summary: dict[str, Any]) -> None:
    """Kepler: dT/T = 3/2 da/a, so in a day 1 km moves the satellite's clock by 1500 m / a x 86,400 s."""
    a, day = summary["elements"]["semi_major_axis_m"], 86400.0
    rounds = day / (2 * np.pi * np.sqrt(a**3 / 3.986004418e14))
    later = 2 * np.pi * (np.sqrt((a + 1000.0) ** 3 / 3.986004418e14) - np.sqrt(a**3 / 3.986004418e14)) * rounds
    assert f"by about {later:.0f} s each day" in answer(summary, "en")


@LANGUAGES
def test_answer_and_page_say_the_same(tmp_path: Path, summary: dict[str, Any], lang: str) -> None:
    shown = text_of(page_of(tmp_path, summary, lang))
    for line in answer(summary, lang).splitlines()[1:]:
        assert line.strip().rstrip(":").replace("\u00a0", " ") in shown, line


@pytest.mark.usefixtures("quick")
def test_anything_may_be_null(tmp_path: Path) -> None:
    """Each value of the summary set to null, one after another: there is a page, with no trace of a None."""
    (tmp_path / "ground-track.geojson").write_text("{}", encoding="utf-8")
    whole = made_orbit()
    for number, (holder, key) in enumerate(list(places_in(whole))):
        if holder is whole and key == "schema":
            continue
        before, holder[key] = holder[key], None
        shown = text_of(page_of(tmp_path, whole, ("en", "id")[number % 2]))
        holder[key] = before
        assert "None" not in shown, key
        assert "nan" not in re.findall(r"\bnan\b", shown), key
    assert whole == made_orbit()


@LANGUAGES
def test_nothing_but_a_schema_is_a_page_still(tmp_path: Path, lang: str) -> None:
    shown = text_of(page_of(tmp_path, {"schema": "luncur-orbit-result/1"}, lang))
    assert w.texts(lang)["headline_life_none"] in shown


@LANGUAGES
def test_markup_in_names_stays_text(tmp_path: Path, lang: str) -> None:
    shown = page_of(tmp_path, made_folder(tmp_path, HOSTILE), lang)
    assert "<b id=injected>" not in shown
    assert "<img" not in shown
    assert shown.count("</title>") == 1
    assert shown.count("<svg") == shown.count("</svg>")
    assert text_of(shown).count("bold") > 20
    assert "<b id=injected>" in html.unescape("".join(re.findall(r"<svg.*?</svg>", shown, re.S)))  # names on drawings


def test_a_summary_that_is_not_ours_is_refused(tmp_path: Path, summary: dict[str, Any]) -> None:
    for bad in ({"name": "x"}, summary | {"schema": "luncur-summary/1"}, [], None):
        with pytest.raises(InputError, match="the files of an orbit study as luncur wrote them"):
            write_page(tmp_path, bad)  # type: ignore[arg-type]
    (tmp_path / "ground-track.geojson").write_text("{torn", encoding="utf-8")
    with pytest.raises(InputError, match="the files of an orbit study as luncur wrote them"):
        write_page(tmp_path, summary)


@pytest.mark.usefixtures("quick")
def test_every_number_of_the_tables_is_one_of_the_summary(tmp_path: Path, summary: dict[str, Any]) -> None:
    """Change one number of the summary at a time: the page changes with it."""
    first = page_of(tmp_path, summary)
    row = summary["places"][1]["by_sensor"][1]
    places: list[tuple[Any, str]] = [
        *((summary["orbit"], k) for k in ("nodal_period_s", "revolutions_per_day", "node_rate_deg_per_day", "beta_deg", "ground_speed_m_s")),
        *((summary["orbit"], k) for k in ("perigee_rate_deg_per_day", "local_time_of_ascending_node_h", "local_time_drift_min_per_day")),
        *((summary["elements"], k) for k in ("eccentricity", "raan_deg", "argument_of_perigee_deg", "true_anomaly_deg")),
        *((row, k) for k in ("accesses", "gap_max_s", "gap_mean_s", "gap_median_s", "gap_p95_s", "mean_response_s", "cumulative_s")),
        *((row["rows"][3], k) for k in ("start_s", "end_s", "sun_elevation_deg", "local_time_h", "off_nadir_deg")),
        *((summary["regions"][0]["by_sensor"][1], k) for k in ("share_seen", "mean_gap_max_s", "mean_response_s")),
        (summary["sensors"][0], "swath_m"), (summary["sensors"][0], "reach_m"), (summary["sensors"][0]["ground_sample_distance_m"], "at_limit_outward"),
        (summary["sensors"][0]["diffraction_limit_m"], "nadir"), (summary["life"]["levels"][1], "life_s"), (summary["life"]["levels"][2], "longest_s"),
        (summary["life"]["by_record"], "life_s"), (summary["life"]["ballistic_coefficient_kg_m2"], "high"), (summary["reentry"], "casualty_area_m2"),
        (summary["reentry"]["by_model"][1], "casualty_expectation"), (summary["reentry"]["by_latitude"][9], "share_of_time"),
        (summary["injection"]["percentiles"]["inclination_deg"], "p97_5"), (summary["injection"]["deviation"], "mean_altitude_m"),
        (summary["injection"], "short_of_target"), (summary["injection"]["life"], "median"), (summary["cut_short"][1], "life_s"),
        (summary["cut_short"][2], "perigee_altitude_m"), (summary["design"]["repeat_cycles"][1], "spacing_m"),
        (summary["launch_windows"]["rows"][1], "azimuth_deg"), (summary["launch_windows"]["cost"][2], "speed_m_s"),
    ]  # fmt: skip
    for where, key in places:
        before = where[key]
        where[key] = 0.5 * before + 7 if key != "share_seen" else 0.123
        assert page_of(tmp_path, summary) != first, key
        where[key] = before
    assert page_of(tmp_path, summary) == first


def test_indonesian_page_keeps_no_english_of_our_own(tmp_path: Path, summary: dict[str, Any]) -> None:
    shown = text_of(page_of(tmp_path, summary, "id"))
    for english in (
        "orbit study",
        "years",
        "days",
        "hours",
        "chances",
        "longest",
        "seen",
        "height",
        "north",
        "month",
        "Sun ",
    ):
        assert english not in shown, english
    assert "21 November 2023 pukul 14.00 UTC" in shown
    assert "45,00° LU 10,00° BT" in shown
    assert "22 Nov" in shown
    assert not re.search(r"\d\.\d{1,2} (?:km|tahun|bulan|hari|jam|menit|m|%)", shown)  # decimals have a comma


def test_what_is_missing_is_said_with_its_reason(tmp_path: Path, summary: dict[str, Any]) -> None:
    summary["life"] = None
    summary["not_computed"] = [{"what": "life", "why": "no mass was given", "coded": None}]
    shown = text_of(page_of(tmp_path, summary))
    assert "How long it stays Not computed. No mass was given." in shown
    assert "Life in orbit: no mass was given." in shown
    assert 'id="life"' not in page_of(tmp_path, summary)


def test_a_failed_code_leaves_the_english(tmp_path: Path, summary: dict[str, Any]) -> None:
    summary["assumed_coded"] = [{"code": "no_such_code", "values": {}}]
    assert "Made up has a mass of 300 kg." in text_of(page_of(tmp_path, summary, "id"))


def test_navigation_is_named_as_missing_or_declared(tmp_path: Path, summary: dict[str, Any]) -> None:
    assert "What is NOT in it: the error of the launcher's own navigation" in text_of(page_of(tmp_path, summary))
    summary["injection"]["declared"] = {"perigee_altitude_sigma": 4000.0, "inclination_sigma": np.radians(0.03)}
    shown = text_of(page_of(tmp_path, summary))
    assert "What is NOT in it" not in shown
    assert "1,000 flights were simulated in the computer, all assumed to go without a failure" in shown
    summary["source"]["kind"] = "elements"
    copies = text_of(page_of(tmp_path, summary))
    assert "1,000 orbits about the given one were drawn" in copies
    assert "simulated in the computer" not in copies
    assert "(one standard deviation: lowest height 4 km, inclination 0.03°)" in shown


def test_first_chance_after_the_first_day_is_said(tmp_path: Path, summary: dict[str, Any]) -> None:
    for place in summary["places"]:
        for row in place["by_sensor"]:
            row["first_s"] = 3 * 86400.0
    assert "the first chance of all comes on day 4." in text_of(
        page_of(tmp_path, summary)
    )  # a computed launch: no date
    summary["source"]["kind"] = "tle"
    assert "the first chance of all comes on 24 November 2023, 14:00 UTC." in text_of(page_of(tmp_path, summary))


def test_of_many_satellites_each_access_names_its_own(tmp_path: Path, summary: dict[str, Any]) -> None:
    many = copy.deepcopy(summary) | {
        "satellites": 24,
        "constellation": {"pattern": "delta", "total": 24, "planes": 3, "phasing": 1},
    }
    many["places"][0]["by_sensor"][0]["rows"][0]["satellite"] = "plane 2, satellite 7"
    shown = text_of(page_of(tmp_path, many))
    assert "Each of the 24 satellites circles the Earth" in shown
    assert "Walker (delta): 24 satellites in 3 planes, phasing number 1." in shown
    assert "There are 24 satellites." in text_of(page_of(tmp_path, many | {"constellation": None}))
    assert "Each stays up for about" in shown
    assert "; plane 2, satellite 7" in shown
    assert "; bidang 2, satelit 7" in text_of(page_of(tmp_path, many, "id"))
    assert "; plane" not in text_of(page_of(tmp_path, summary))


def test_written_files_are_named(tmp_path: Path, summary: dict[str, Any]) -> None:
    (tmp_path / "orbit.oem").write_text("", encoding="utf-8")
    shown = text_of(page_of(tmp_path, summary))
    assert "Beside this page: orbit.json, ground-track.geojson, orbit.oem." in shown
    assert json.loads((tmp_path / "orbit.json").read_text(encoding="utf-8"))["name"] == "made up"
