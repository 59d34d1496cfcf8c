"""The answer and the page of a trial: every number of theirs stands in trial.json, in both languages."""

from __future__ import annotations

import base64
import copy
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from trial_page_cases import BAD, GOOD, HOSTILE, made_consequence, made_summary

from luncur.cli import cli
from luncur.errors import InputError
from luncur.export.numbers import plain, small
from luncur.sentences import catalogue
from luncur.trial.bounds import Share
from luncur.trial.out import page
from luncur.trial.out.answer import answer
from luncur.trial.out.page import write_page
from luncur.trial.out.page_chart import trade_charts
from luncur.trial.out.page_words import bounds, digits, distance, last_phase, phase, severity

LANGUAGES = pytest.mark.parametrize("lang", ["en", "id"])


@pytest.fixture(autouse=True)
def without_drawing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes most of a page's time: only tests that ask for ``drawn`` do it."""
    if "drawn" not in request.fixturenames:
        monkeypatch.setattr(page, "trade_charts", lambda summary, lang: "<svg></svg>")


@pytest.fixture
def drawn() -> None:
    """Asks for the curves."""


def text_of(page: str) -> str:
    """What a reader reads: without style, drawings and tags, spaces as spaces."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<img[^>]*>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).replace("\u00a0", " ").split())


def page_of(folder: Path, summary: dict[str, Any], lang: str = "en") -> str:
    return write_page(folder, summary, lang).read_text(encoding="utf-8")


@LANGUAGES
def test_what_a_fault_is_stands_at_the_top(tmp_path: Path, lang: str) -> None:
    """A reader takes a flight with a fault for a rocket that fails, unless told."""
    summary = made_summary()
    told = {"en": "not of the rocket", "id": "bukan pada roket"}[lang]
    assert told in answer(summary, lang)
    shown = text_of(page_of(tmp_path, summary, lang))
    assert shown.index(told) < 1500


@LANGUAGES
def test_both_errors_stand_on_the_page_and_in_the_answer(tmp_path: Path, lang: str) -> None:
    summary = made_summary()
    shown, said = text_of(page_of(tmp_path, summary, lang)), answer(summary, lang)
    of = {"en": "of", "id": "dari"}[lang]
    for found in summary["results"]:
        shares = [found["good"][g]["ended"] for g in GOOD] + [found["bad"][g]["spared"] for g in BAD]
        for i, share in enumerate(shares):
            counted = f"{share['count']} {of} {share['of']}"
            values = [small(share[k], lang) for k in ("mean", "low_95", "high_95")]
            assert counted in shown
            assert all(value in shown for value in values), share
            assert i == len(shares) - 1 or counted in said  # flights after the rules are over are no errors


def test_every_number_of_the_tables_is_one_of_the_summary(tmp_path: Path) -> None:
    """Change one number of the summary at a time: the page changes with it."""
    summary = made_summary() | {"consequence": made_consequence()}
    first = page_of(tmp_path, summary)
    found = summary["results"][1]
    places: list[tuple[Any, str]] = [
        (found["good"][GOOD[1]]["ended"], "count"), (found["good"][GOOD[2]]["ended_at_the_edges"], "of"),
        (found["good"][GOOD[0]]["by_phase"], "third stage"), (found["bad"][BAD[1]]["spared"], "count"),
        (found["bad"][BAD[0]]["past_the_limit_m"], "p95"), (found["bad"][BAD[0]]["from_limit_to_action_s"], "most"),
        (found["bad"][BAD[0]]["by_mode_and_phase"][0]["from_failure_to_action_s"], "median"),
        (found["by_fault"][0]["good_ended"], "count"), (found["by_fault"][2]["bad_spared"], "high_95"),
        (summary["severities"][0]["rule_sets"]["naive"], "ends_a_good_flight_at"), (summary["severities"][0]["rule_sets"]["as designed"]["levels"][0], "severity"),
        (summary["trades"][2]["values"][1]["bad_spared"], "high_95"), (summary["trades"][0]["values"][1], "value"),
        (summary["trades"][1]["values"][2]["past_the_limit_m"], "p95"), (summary["rule_sets"][2]["rules"][0], "persistence"),
        (summary["rule_sets"][0], "period_s"), (summary["consequence"]["worlds"]["absent"], "ended"),
        (summary["consequence"]["differences"][0]["casualty_expectation"]["settlements"], "mean"), (summary, "samples"),
        (summary, "not_flown"), (summary["timing"], "cycles"),
    ]  # fmt: skip
    for where, key in places:
        before = where[key]
        where[key] = summary["severities"][0]["rule_sets"]["naive"]["levels"][2]["severity"] if key == "ends_a_good_flight_at" else 2 * before + 1  # fmt: skip
        assert page_of(tmp_path, summary) != first, key
        where[key] = before
    assert page_of(tmp_path, summary) == first


def test_third_stage_is_counted_apart(tmp_path: Path) -> None:
    summary = made_summary()
    assert last_phase(summary) == "third stage"  # Fregat burns once the rules are over
    of = summary["results"][0]["good"][GOOD[1]]["ended"]["of"]
    shown = text_of(page_of(tmp_path, summary))
    assert f"of these ended in the phase third stage 4 of {of}" in shown
    rows = summary["results"][0]["bad"][BAD[0]]["by_mode_and_phase"]
    n = next(r["spared"]["of"] for r in rows if r["phase"] == "third stage")
    assert f"of these failed in the phase third stage 0 of {n}" in shown
    assert "Errors in the phase third stage, counted apart" in answer(summary, "en")


def test_zero_is_an_upper_bound() -> None:
    assert bounds(Share(0, 2995).record(), "en") == f"at most {small(1 - 0.05 ** (1 / 2995))}" == "at most 1.0 × 10⁻³"
    assert bounds(Share(5, 5).record(), "en").startswith("at least 0.55")
    assert bounds(Share(0, 0).record(), "en") == "none tried"
    assert bounds(Share(2, 200).record(), "id").startswith("0,010; 1,2 × 10⁻³ sampai 0,036")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (23713.7, "m", "24\u00a0km"), (12.4, "m", "12\u00a0m"), (0.189, "rad", "11\u00a0deg"), (0.032, "of the packets", "3.2\u00a0% of the packets"),
        (0.3048, "times too large", "0.30\u00a0times"), (1.0, "sign of one component", "whenever it is there"),
        (0.88, "s without data", "0.88\u00a0s without data"), (1e-4, "m/s2", "1.0 × 10⁻⁴\u00a0m/s2"), (1e7, "m", "10,000\u00a0km"),
    ],
)  # fmt: skip
def test_severities_have_units(value: float, unit: str, said: str) -> None:
    assert severity(value, unit, "en") == said


def test_severities_say_where_the_first_flight_is_decided_wrongly(tmp_path: Path) -> None:
    shown = text_of(page_of(tmp_path, made_summary()))
    assert "bias of position 1.0 m to 10,000 km none up to 10,000 km none up to 10,000 km from 24 km on" in shown
    assert "corrupted packet 0.10 to 100 % of the packets none up to 100 % of the packets" in shown
    assert "unit error of position 0.018 to 1,000 times" in shown
    assert "at 1,000 times" in shown  # ratios have no order
    assert "stuck command – none none whenever it is there none" in shown


def test_numbers_and_phases_in_words() -> None:
    assert digits(0.0, "en") == "0"
    assert distance(None, "en") == "–"
    words = catalogue("id")["words"]
    assert phase("strap-on and core", "id") == f"{words['strap_on']} dan {words['core']}"
    assert phase("my own and yours", "id") == "my own and yours"


@LANGUAGES
@pytest.mark.usefixtures("drawn")
def test_page_stands_alone(tmp_path: Path, lang: str) -> None:
    shown = page_of(tmp_path, made_summary(), lang)
    assert shown.startswith("<!DOCTYPE html>")
    assert f'<html lang="{lang}">' in shown
    assert "<script" not in shown
    assert "default-src 'none'" in shown
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', shown)
    assert shown.count("<svg") == 2  # for a desk and for a phone
    assert "{" not in text_of(shown)  # no place of a text is left unfilled


@LANGUAGES
@pytest.mark.usefixtures("drawn")
def test_markup_in_names_stays_text(tmp_path: Path, lang: str) -> None:
    shown = page_of(tmp_path, made_summary(HOSTILE, ("as designed", "naive", HOSTILE)), lang)
    assert "<b id=injected>" not in shown
    assert "<img" not in shown
    assert text_of(shown).count("bold") > 10


def test_texts_have_the_same_keys_in_both_languages() -> None:
    en, indonesian = catalogue("en")["trial"], catalogue("id")["trial"]
    assert set(en) == set(indonesian)
    same = {key for key in en if en[key] == indonesian[key]}
    assert same <= {"fault_bias", "rule_text"}


def test_indonesian_page_keeps_no_english_of_our_own(tmp_path: Path) -> None:
    shown = text_of(page_of(tmp_path, made_summary() | {"consequence": made_consequence()}, "id"))
    for english in ("good", "spared", "third stage", "impact limit", "engine shutdown", "without", "corrupted"):
        assert english not in shown, english


def test_what_is_hypothetical_is_said_first(tmp_path: Path) -> None:
    shown = page_of(tmp_path, made_summary())
    banners = re.findall(r'<p class="banner">(.*?)</p>', shown)
    assert banners[0] == "Hypothetical. Made-up is hypothetical"
    assert "not flown by these rules" in banners[1]
    assert "other" in banners[1]
    assert shown.index(banners[1]) < shown.index('class="answer"')


@LANGUAGES
def test_never_for_operation(tmp_path: Path, lang: str) -> None:
    said = catalogue(lang)["trial"]["scope"]
    assert said in text_of(page_of(tmp_path, made_summary(), lang))
    assert said in answer(made_summary(), lang)
    assert "never be connected to a termination system" in catalogue("en")["trial"]["scope"]


def test_sections_of_later_parts_only_where_they_are(tmp_path: Path) -> None:
    summary = made_summary()
    bare = page_of(tmp_path, summary)
    assert 'id="consequence"' not in bare
    assert 'id="proposal"' not in bare
    assert catalogue("en")["trial"]["assumed_end"] in bare
    (tmp_path / "proposal.toml").write_text("")
    (tmp_path / "proposal.png").write_bytes(b"\x89PNG made up")
    full = page_of(tmp_path, summary | {"consequence": made_consequence()})
    assert "absent less perfect" in text_of(full)
    assert "3.6 × 10⁻³" in text_of(full)
    assert base64.b64encode(b"\x89PNG made up").decode() in full
    assert "proposal.toml beside this page" in text_of(full)
    assert catalogue("en")["trial"]["assumed_end"] not in full


def test_why_nothing_could_be_proposed(tmp_path: Path) -> None:
    summary = made_summary() | {"proposal": {"files": [], "why_none": f"no flights {HOSTILE}"}}
    shown = page_of(tmp_path, summary)
    assert "None could be proposed: no flights <img" in text_of(shown)
    assert "<img" not in shown


def test_folders_without_rows_by_mode_have_a_page(tmp_path: Path) -> None:
    summary = copy.deepcopy(made_summary())
    for found in summary["results"]:
        for group in found["bad"].values():
            del group["by_mode_and_phase"]
    assert "<details" in page_of(tmp_path, summary)
    assert "of these failed in the phase" not in text_of(page_of(tmp_path, summary))


def test_a_summary_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the summary of a trial as luncur wrote it"):
        write_page(tmp_path, {"mission": "x"})


def test_report_writes_the_page_of_a_trial_again(tmp_path: Path) -> None:
    (tmp_path / "trial.json").write_text(json.dumps(made_summary()))
    run = CliRunner().invoke(cli, ["report", str(tmp_path), "--lang", "id"])
    assert run.exit_code == 0, run.output
    assert run.output.strip().endswith("trial.html")
    assert '<html lang="id">' in (tmp_path / "trial.html").read_text(encoding="utf-8")
    refused = CliRunner().invoke(cli, ["report", str(tmp_path), "--units", "nautical"], standalone_mode=False)
    assert isinstance(refused.exception, InputError)
    assert "metric" in str(refused.exception)


def test_curves_follow_the_numbers_and_mark_what_is_designed() -> None:
    summary = made_summary()
    before = trade_charts(summary, "en")
    assert "past the limit, 95 of 100" in before
    summary["trades"][0]["values"][1]["good_ended"] = Share(11, 84).record()
    changed = trade_charts(summary, "en")
    assert changed != before
    summary["trades"][1]["designed"] = 45.0
    assert trade_charts(summary, "en") != changed
    assert trade_charts(summary | {"trades": []}, "en") == ""


def test_plain_counts_have_separators(tmp_path: Path) -> None:
    assert plain(7654321.0, 0, "id") in text_of(page_of(tmp_path, made_summary(), "id"))
