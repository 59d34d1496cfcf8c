"""The files of a proposal: TOML, GeoJSON, picture, and its sentences in both languages."""

from __future__ import annotations

import json
import math
import tomllib

import pytest
import shapely
from proposal_cases import proposal

from luncur.errors import InputError
from luncur.mission.flight_safety import LimitArea, Termination, TerminationRule
from luncur.sentences import coded, said_again
from luncur.trial.proposal.toml import termination_toml
from luncur.trial.proposal.words import assumptions
from luncur.trial.proposal.write import write_proposal


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proposal")
    write_proposal(proposal(), folder / "new")
    return folder / "new"


def test_the_three_files_are_there_and_are_the_same_when_written_again(written, tmp_path):
    names = {"proposal.toml", "proposal.geojson", "proposal.png"}
    assert {f.name for f in written.iterdir()} == names
    write_proposal(proposal(), tmp_path)
    assert all((tmp_path / n).read_bytes() == (written / n).read_bytes() for n in names)
    assert (written / "proposal.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_in_the_folder_s_place_is_refused(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(InputError, match="a folder that can be written to"):
        write_proposal(proposal(), tmp_path / "taken")


def test_the_fragment_says_what_it_rests_on(written):
    text = (written / "proposal.toml").read_text()
    assert set(tomllib.loads(text)) == {"termination"}
    assert "must never be connected to a termination system" in text
    assert all(f"# - {sentence}" in text for sentence in assumptions(proposal()))


def test_geometries_are_valid_and_the_trace_lies_within_the_line(written):
    features = json.loads((written / "proposal.geojson").read_text())["features"]
    kinds = {f["properties"]["kind"] for f in features}
    assert {"impact limit line", "gate", "nominal impact-point trace", "town", "populated cell"} <= kinds
    shapes = {}
    for f in features:
        shape = shapely.geometry.shape(f["geometry"])
        assert shape.is_valid
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        shapes.setdefault(f["properties"]["kind"], []).append(shape)
    (line,), (trace,) = shapes["impact limit line"], shapes["nominal impact-point trace"]
    assert line.covers(trace)
    assert all(line.covers(gate) for gate in shapes["gate"])
    inside = [f for f in features if f["properties"]["kind"] == "town" and f["properties"]["where"] == "inside"]
    assert "Aldan" in {f["properties"]["name"] for f in inside}
    assert all(line.covers(shapely.geometry.shape(f["geometry"])) for f in inside)


def test_the_cells_inside_add_up_to_the_people_that_are_told():
    p = proposal()
    told = next(a for a in assumptions(p) if a.code == "propose_inside").values
    assert told["inside"] == pytest.approx(p.overflown.inside.people.sum(), rel=0.06)
    assert told["reach"] == pytest.approx(p.overflown.within_reach.people.sum(), rel=0.06)


def test_every_sentence_is_said_in_both_languages():
    for sentence in assumptions(proposal()):
        indonesian = said_again(sentence, coded(sentence), "id")
        assert indonesian != str(sentence)
        assert "{" not in indonesian
        json.dumps(coded(sentence))


def test_a_system_of_every_kind_of_rule_reads_back_as_it_was():
    area = {"name": 'a "quoted"\\ name', "points": [["1 deg", "2 deg"], ["3 deg", "4 deg"], ["5 deg", "1 deg"]]}
    rules = [
        {"name": "r1", "kind": "impact-limit", "area": area["name"], "lead": 2.0, "ballistic_coefficient": 120.0, "keep": "outside"},
        {"name": "r2", "kind": "altitude-limit", "altitude": [[0, 0, 1000], [10, 500.5, 20000]], "above": 100.0, "minimum_speed": 30.0},
        {"name": "r3", "kind": "attitude-error", "limit": math.radians(10)},
        {"name": "r4", "kind": "body-rate", "rate": math.radians(33.3), "note": "two\nlines\tand a bell\x07"},
        {"name": "r5", "kind": "straight-up", "time": 42.5, "distance": 800.0, "start": "12 s", "end": "119 s"},
        {"name": "r6", "kind": "thrust-loss", "thrust": 0.6, "hypothetical": True, "confidence": "L"},
        {"name": "r7", "kind": "data-loss", "loss": [[0, 5], [120.5, 0.1]]},
        {"name": "r8", "kind": "useful-mission", "distance": 88e3, "speed": 435.0, "sources": 2},
    ]  # fmt: skip
    system = Termination.model_validate({
        "attitude_error": 0.2, "delay": 1.5, "action": "destruct", "period": 0.05, "area": [area],
        "source": [s.model_dump() for s in proposal().system.sources],
        "rule": [{"action": "destruct", **rule} for rule in rules],
        "arming": {"time": 20.0, "altitude": 300.0, "sources": 2}, "safing": {"perigee_altitude": 150e3, "persistence": 7},
        "voting": {"maximum_age": 0.7, "readmission": 5},
    })  # fmt: skip
    again = Termination.model_validate(tomllib.loads(termination_toml(system))["termination"])
    for ours, theirs in ((system.rules, again.rules), (system.areas, again.areas), (system.sources, again.sources)):
        for a, b in zip(ours, theirs, strict=True):
            assert isinstance(a, TerminationRule | LimitArea) or a == b
            for name in type(a).model_fields:
                x, y = getattr(a, name), getattr(b, name)
                assert y == pytest.approx(x, rel=1e-9) if isinstance(x, float) else _same(x, y), (name, x, y)
    assert again.arming == system.arming
    assert again.safing == system.safing
    assert again.voting == system.voting


def _same(x, y):
    if isinstance(x, tuple) and x and isinstance(x[0], tuple):
        return [list(map(float, r)) for r in y] == [pytest.approx(list(r), rel=1e-9) for r in x]
    return x == y
