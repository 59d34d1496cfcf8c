"""What the page of an orbit study must not let a reader believe: examples as forecasts, computed launches as real ones."""

from __future__ import annotations

import html
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from orbit_page_cases import made_folder
from test_orbit_page import page_of, text_of

from luncur.orbit.life.reentry import reentry_risk
from luncur.orbit.life.solar import density_sigma, solar_levels, solar_record
from luncur.orbit.out.answer import answer, details, headline
from luncur.orbit.out.page_risk import shares_of
from luncur.orbit.out.page_sure import figures_assumed, in_words, named, timing_assumed
from luncur.sentences import Sentence, coded, say, word


@pytest.fixture
def summary(tmp_path: Path) -> dict[str, Any]:
    """Elements from a file, none of them marked as assumed, made before any life ends."""
    made = made_folder(tmp_path)
    made["source"]["kind"] = "elements"
    made["provenance"]["made"] = "2024-01-02T03:04:05+00:00"
    return made


def assume(summary: dict[str, Any], *fields: str) -> None:
    rows = [Sentence("orbit_estimate_noted", what=f, value="0 deg", note="assumed: not published") for f in fields]
    summary["assumed"], summary["assumed_coded"] = [str(r) for r in rows], [coded(r) for r in rows]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_an_assumed_place_in_the_orbit_makes_times_of_day_an_example(tmp_path: Path, summary: dict[str, Any]) -> None:
    known = text_of(page_of(tmp_path, summary))
    assert "example, not passes" not in known
    assert "21 November 2023, 14:00:00 UTC" in known
    assert re.search(r"\d\d:\d\d:\d\d", known.split("Solar time")[1].split("Sun's height: above")[0])
    assume(summary, "orbit.true_anomaly", "spacecraft.mass")
    assert timing_assumed(summary) == ["orbit.true_anomaly"]
    shown = text_of(page_of(tmp_path, summary))
    assert "The following is assumed: where it is in its orbit." in shown
    assert "an example, not passes of a particular satellite" in shown
    assert "The moments rest on a local time that is assumed." in shown
    assert not re.search(r"\d\d:\d\d:\d\d(?! ?\+)", shown.split("Where the numbers come from")[0])
    assume(summary, "spacecraft.mass")
    assert timing_assumed(summary) == []
    assert "example, not passes" not in text_of(page_of(tmp_path, summary))


def test_the_date_of_a_computed_launch_is_an_example_too(tmp_path: Path, summary: dict[str, Any]) -> None:
    summary["source"]["kind"] = "mission"
    shown = text_of(page_of(tmp_path, summary))
    assert "not of a real launch unless that file says so" in shown
    assert "An example: date and satellite are those of a computed launch." in shown
    assert "1,000 flights simulated in the computer, all assumed to go without a failure" in answer(summary, "en")
    assert "1.000 penerbangan tiruan di komputer, semuanya dengan anggapan tidak ada yang gagal" in answer(
        summary, "id"
    )


def test_heights_of_the_moment_are_told_from_those_of_whole_rounds(summary: dict[str, Any]) -> None:
    """The answer has the mean orbit, the spread that of the release: without a word one contradicts the other."""
    low, high = (summary["elements"][f"{end}_altitude_m"] for end in ("perigee", "apogee"))
    summary["orbit"].update(mean_perigee_altitude_m=low, mean_apogee_altitude_m=high + 20e3)
    assert "averaged over whole rounds are 493 to 532 km" in plain(answer(summary, "en"))
    assert "rata-ratanya selama putaran penuh 493 sampai 532 km" in plain(answer(summary, "id"))
    summary["orbit"]["mean_apogee_altitude_m"] = high + 500.0
    assert "averaged over whole rounds" not in answer(summary, "en")


def test_launch_windows_do_not_say_where_the_satellite_was_launched(tmp_path: Path, summary: dict[str, Any]) -> None:
    shown = text_of(page_of(tmp_path, summary))
    assert "A worked example only: it does not say that this satellite is launched from" in shown
    assert "tidak berarti satelit ini diluncurkan dari" in text_of(page_of(tmp_path, summary, "id"))


def test_an_end_that_is_past_is_said_to_be(summary: dict[str, Any]) -> None:
    assert "already past" not in answer(summary, "en")
    summary["provenance"]["made"] = "2032-01-01T00:00:00+00:00"
    said = answer(summary, "en")
    assert "in June 2031 (already past when this page was made)" in said
    assert "between October 2027 (already past when this page was made) and February 2038." in said
    assert "Whether the satellite is still in orbit was not checked." in said
    assert "Apakah satelit masih di orbit tidak diperiksa." in answer(summary, "id")


def test_few_chances_make_no_averages(tmp_path: Path, summary: dict[str, Any]) -> None:
    row = summary["places"][0]["by_sensor"][0]
    assert "gaps of 12 hours on average" in plain(answer(summary, "en"))
    row["accesses"] = row["visits"] = 2
    said = plain(answer(summary, "en"))
    assert "within its sensor's reach 2 times in the 10 days computed, which is too short for an average" in said
    assert "2 times in 10 days, too few for an average; longest gap 36 hours" in said
    assert "The time followed is too short for averages" in said
    assert "terlalu singkat untuk rata-rata" in headline(summary, "id")
    line = text_of(page_of(tmp_path, summary)).split("Within reach, on average")[1].split("wide camera")[0]
    assert "2 2.0 – – – 36 hours" in line  # no mean, median or 95 % gap of two


def test_a_range_over_people_models_is_not_taken_for_the_whole_doubt(tmp_path: Path, summary: dict[str, Any]) -> None:
    """Casualties are proportional to the area: the yardstick is reached where the area is limit / expectation times as large."""
    low, high = (6.0 * 1e-4 / v for v in (7.9e-5, 7.1e-5))
    said = f"The yardstick is reached at about {low:.1f} to {high:.1f} m²."
    shown = text_of(page_of(tmp_path, summary))
    assert shown.count(said) == 2  # in the answer and in its section
    assert "6.0 m²: how far that may be off is not in the range" in shown
    assert "about one casualty in 13,000 to 14,000 such re-entries" in shown
    assume(summary, "spacecraft.casualty_area")
    assert "6.0 m² (assumed): how far" in text_of(page_of(tmp_path, summary))


def test_only_the_risk_is_written_beside_the_bars_of_latitudes(tmp_path: Path, summary: dict[str, Any]) -> None:
    drawn = re.findall(r"<svg[^>]*At which latitudes.*?</svg>", page_of(tmp_path, summary))[0]
    written = [html.unescape(plain(x)) for x in re.findall(r">((?:&lt;)?[\d.]+\u00a0%)<", drawn)]
    rows = sorted(summary["reentry"]["by_latitude"], key=lambda r: -r["south_deg"])
    risk = [max(values[1:]) for values in shares_of(rows, 2)]
    assert len(written) == len(risk)
    for text, share in zip(written, risk, strict=True):
        if text.startswith("<"):
            assert 0 < 100 * share < 0.01
        else:
            assert float(text.removesuffix(" %")) == pytest.approx(100 * share, abs=0.5)
    summary["reentry"]["by_latitude"][0]["share_of_time"] = 0.9  # time alone changes no number
    again = re.findall(r"<svg[^>]*At which latitudes.*?</svg>", page_of(tmp_path, summary))[0]
    assert [html.unescape(plain(x)) for x in re.findall(r">((?:&lt;)?[\d.]+\u00a0%)<", again)] == written


def test_lives_beyond_what_was_followed_are_marked_as_longer(tmp_path: Path, summary: dict[str, Any]) -> None:
    life = summary["life"]
    assert "longer than 100 years" not in plain(page_of(tmp_path, summary))
    life["percentiles"]["p95"], life["levels"][0]["life_s"] = None, None
    shown = plain(page_of(tmp_path, summary))
    assert shown.count("longer than 100 years →") == 4  # two bars, two forms
    assert "19 in 20 drawn lives" in shown
    assert "A pale bar with an arrow: longer than was followed." in shown
    life["by_record"]["life_s"] = None
    assert plain(page_of(tmp_path, summary)).count("past the end of the forecast") == 3  # two forms and the table
    assert "lebih dari 100 tahun →" in plain(page_of(tmp_path, summary, "id"))


def test_both_inclinations_say_to_which_equator(tmp_path: Path, summary: dict[str, Any]) -> None:
    assert "to the equator of the file's axes (J2000)" in text_of(page_of(tmp_path, summary))
    summary["elements"] |= {"mean": False, "inclination_of_date_deg": 97.49}
    shown = text_of(page_of(tmp_path, summary))
    assert "97.49° tilt of the orbit's plane to the equator of the day" in shown
    assert "osculating, as at this very moment" in shown
    summary["design"]["sun_synchronous"]["difference_deg"] = 0.07  # one difference in both places
    shown = text_of(page_of(tmp_path, summary))
    assert "nearly: 0.07° above the 97.40° of this size" in shown
    assert "this one differs by 0.07°" in shown


def test_sizes_on_the_ground_are_divided_by_the_pixel(tmp_path: Path, summary: dict[str, Any]) -> None:
    shown = text_of(page_of(tmp_path, summary))
    assert "a ship of 100 m is 50 pixels long, a car of 4.5 m 2.2, and a person of 0.5 m across 0.2." in shown
    for sensor in summary["sensors"]:
        sensor["ground_sample_distance_m"] = sensor["diffraction_limit_m"] = None
    shown = text_of(page_of(tmp_path, summary))
    assert "a ship of 100 m" not in shown
    assert "Rayleigh" not in shown
    assert "ground sample distance" not in shown


def test_assumed_figures_are_told_in_words(summary: dict[str, Any]) -> None:
    assume(summary, "orbit.raan", "sensor.camera, 20 km swath.focal_length", "sensor.camera, 20 km swath.pixel")
    assert named(figures_assumed(summary), "en") == "direction of the orbit's plane, the camera or other sensor"
    label, rows = details(summary, "id")[1]
    assert label == "Yang diketahui, dianggap, dihitung"
    assert "arah bidang orbit, kamera atau sensor lain" in rows[0]
    row = in_words(summary["assumed_coded"][1], "id")
    assert say(row["code"], row["values"], "id") == (
        "kamera, sapuan 20 km: jarak fokus = 0 deg: perkiraan (dianggap: tidak diterbitkan)"
    )
    for strange in (None, {}, {"code": "orbit_estimate"}, {"code": "orbit_estimate", "values": {"what": 3}}):
        assert in_words(strange, "id") == strange


def test_notes_and_sources_of_what_is_built_in_have_indonesian_words() -> None:
    said = {density_sigma()[1], solar_record().source, *(level.source for level in solar_levels())}
    risk = reentry_risk(1.7, 6.0, 2031.0)
    said |= {risk.yardstick.source, *(s.values["source"] for s in risk.assumed if "source" in getattr(s, "values", {}))}
    for file in (files("luncur") / "data/orbits").iterdir():
        said |= set(notes_in(tomllib.loads(file.read_text(encoding="utf-8"))))
    assert len(said) > 12
    assert [text for text in said if word(text, "id") == text] == []


def notes_in(tree: Any) -> list[str]:
    rows = list(tree.values()) if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    own = [tree["note"]] if isinstance(tree, dict) and "note" in tree else []
    return own + [note for row in rows for note in notes_in(row)]
