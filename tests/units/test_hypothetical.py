"""A destruct command on a vehicle whose flights are ended by engine shutdown is hypothetical, and every page says so."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import watch_cases as cases
from mission_trees import inlined

from luncur.campaign.study import fly_to_folder
from luncur.errors import InputError
from luncur.export import report
from luncur.mission import Mission, describe, load
from luncur.mission.hypothetical import about_hypothetical, hypothetical_sentences
from luncur.mission.load import mission_from_tree
from luncur.sentences import say
from luncur.watch.desk import Desk
from luncur.watch.json_packet import measurement_of_json
from luncur.watch.record import Records
from luncur.watch.replay import replayed
from luncur.watch.screen import picture
from luncur.watch.watching import rules_of

Change = Callable[[dict[str, Any]], Any]
RULE = {"name": "breaks it", "kind": "body-rate", "rate": "5 deg/s", "action": "destruct"}
MISSION = {
    "rule": lambda m: m["termination"]["rule"].append(dict(RULE)),
    "rule of the study": lambda m: m["termination"].update(action="destruct"),
    "command in error": lambda m: m["failure"]["mode"][-1].update(action="destruct"),
}


def mission(*changes: Change) -> Mission:
    tree = inlined("soyuz-vostochny-sso")
    for change in changes:
        change(tree)
    return mission_from_tree(tree, "mine.toml", None)


def codes(one: Mission) -> list[str]:
    return [sentence.code for sentence in about_hypothetical(one)]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("rule", "termination.rule.breaks it.hypothetical"),
        ("rule of the study", "hypothetical"),
        ("command in error", "hypothetical"),
    ],
)
def test_destruct_on_a_vehicle_that_is_shut_down_must_be_said_to_be_hypothetical(name: str, field: str) -> None:
    with pytest.raises(InputError) as caught:
        mission(MISSION[name])
    assert caught.value.field == field
    assert "ended by engine shutdown" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_sentence_of_the_mission_does_not_stand_for_the_mark_of_a_rule() -> None:
    with pytest.raises(InputError, match=r"termination\.rule\.breaks it\.hypothetical"):
        mission(MISSION["rule"], lambda m: m.update(hypothetical="No such launch is planned."))


@pytest.mark.parametrize("name", MISSION)
def test_what_is_said_to_be_hypothetical_passes_and_is_said_again(name: str) -> None:
    def mark(tree: dict[str, Any]) -> None:
        if name == "rule":
            tree["termination"]["rule"][-1]["hypothetical"] = True
        else:
            tree["hypothetical"] = "Hypothetical. It carries no such system."

    made = mission(MISSION[name], mark)
    assert codes(made) == ["destruct_hypothetical", *(["rules_hypothetical"] if name == "rule" else [])]
    text = describe(made)
    assert "HYPOTHETICAL: a destruct command (" in text
    for sentence in about_hypothetical(made):
        assert f"  - {sentence}" in text
        assert "hipotetis" in say(sentence.code, sentence.values, "id")


@pytest.mark.parametrize("name", MISSION)
def test_a_vehicle_that_is_destroyed_needs_no_such_word_and_one_that_says_nothing_is_assumed(name: str) -> None:
    destroyed = mission(MISSION[name], lambda m: m["vehicle"].update(flight_abort="destruct"))
    assert codes(destroyed) == []
    unknown = mission(MISSION[name], lambda m: m["vehicle"].pop("flight_abort"))
    assert codes(unknown) == ["abort_unknown"]
    assert "does not say how its bad flights are ended" in describe(unknown)
    assert hypothetical_sentences(unknown) == []
    sentence = about_hypothetical(unknown)[0]
    assert "tidak menyebutkan" in say(sentence.code, sentence.values, "id")


def test_built_in_vehicles_say_how_their_flights_are_ended_and_where_that_is_from() -> None:
    for name in ("soyuz-vostochny-sso", "hypothetical-third-stage-destruct"):
        made = load(name)
        assert made.vehicle.flight_abort == "engine-shutdown"
        assert "AVD" in str(made.figures["vehicle.flight_abort"].source)
    assert codes(load("soyuz-vostochny-sso")) == []
    assert codes(load("hypothetical-third-stage-destruct")) == ["destruct_hypothetical"]


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("destruct") / "out"
    fly_to_folder("hypothetical-third-stage-destruct", folder)
    return folder


@pytest.mark.parametrize(("lang", "word"), [("en", "Hypothetical."), ("id", "Hipotetis.")])
def test_the_page_of_the_built_in_destruct_mission_says_it_at_its_top(flown: Path, lang: str, word: str) -> None:
    top = unescape(report(flown, lang).read_text(encoding="utf-8").split("<h2")[0])
    banners = [part.split("</p>")[0] for part in top.split('<p class="banner">')[1:]]
    sentence = about_hypothetical(load("hypothetical-third-stage-destruct"))[0]
    said = say(sentence.code, sentence.values, lang)
    assert banners[0].startswith(word)
    assert banners[1:] == [said[0].upper() + said[1:]]


def test_the_page_says_it_of_a_rule_too(tmp_path: Path) -> None:
    text = cases.mission_text() + '[[termination.rule]]\nname = "breaks <it>"\nkind = "body-rate"\nrate = "5 deg/s"\n'
    path = tmp_path / "mine.toml"
    path.write_text(text + 'action = "destruct"\nhypothetical = true\n', encoding="utf-8")
    fly_to_folder(str(path), tmp_path / "out")
    page = report(tmp_path / "out").read_text(encoding="utf-8")
    assert page.count('<p class="banner">') == 2
    assert "as this vehicle is not flown so: breaks &lt;it&gt;</p>" in page


def test_a_folder_of_an_older_version_keeps_its_banner(flown: Path, tmp_path: Path) -> None:
    out = shutil.copytree(flown, tmp_path / "out")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    del summary["assumed_coded"]
    (out / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    assert report(out).read_text(encoding="utf-8").count('<p class="banner">') == 1


def test_watch_says_it_in_the_first_line_the_table_and_the_reason() -> None:
    tree = copy.deepcopy(inlined("soyuz-vostochny-sso"))
    tree["hypothetical"] = "No such launch is planned."
    tree["termination"]["rule"].append({**RULE, "hypothetical": True, "start": "1 s"})
    tree["termination"]["arming"]["time"] = "0 s"
    table = rules_of(mission_from_tree(tree, "mine.toml", None))
    desk, made = Desk(table), Records(table, "mine", advisory=True)
    start = made.start("recording f")
    assert start["hypothetical"][0] == "No such launch is planned."
    assert len(start["hypothetical"]) == 3
    assert [rule["rule"] for rule in start["rules"] if rule["hypothetical"]] == ["breaks it"]
    lines = []
    for packet in cases.recorded():
        own = {
            **packet,
            "source": {
                "receiver A": "satellite navigation 1",
                "receiver B": "satellite navigation 2",
                "platform": "inertial",
            }[packet["source"]],
        }
        if packet["time_s"] < 4.0:
            lines.append(measurement_of_json(json.dumps({**own, "body_rate_deg_s": 9.0}).encode()))
    records = [made.cycle(cycle, desk.counts) for cycle in replayed(desk, lines)]
    ordered = next(record for record in records if record["decision"] == "action commanded")
    assert ordered["action"] == "destruct"
    assert "rule 'breaks it' (hypothetical, body-rate)" in ordered["reason"]
    text = picture(start, ordered, width=200)
    assert "HYPOTHETICAL: No such launch is planned." in text
    assert "HYPOTHETICAL: termination rules that are hypothetical, as this vehicle is not flown so: breaks it" in text
    plain = Records(cases.flown()[1], "mine", advisory=True).start("recording f")
    assert plain["hypothetical"] == []
    assert "HYPOTHETICAL" not in picture(plain, ordered)
