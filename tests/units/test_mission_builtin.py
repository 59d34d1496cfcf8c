"""What is built in: missions, vehicles, sites, and the words and schema about them."""

from __future__ import annotations

import datetime
import math
from typing import Any

import jsonschema
import pytest
from mission_trees import changed, inlined, leaves, small

from luncur.errors import InputError
from luncur.mission import describe, load, missions, schema, template
from luncur.mission.load import builtin_names, builtin_tree, mission_from_tree

MISSIONS = [name for name, _ in missions()]


def test_list() -> None:
    assert {"soyuz-vostochny-sso", "falcon9-ses12"} <= set(MISSIONS)
    assert all(line for _, line in missions())


@pytest.mark.parametrize("name", MISSIONS)
def test_mission_loads_and_cites(name: str) -> None:
    mission = load(name)
    assert mission.name == name
    assert mission.failure is not None
    assert mission.criteria
    for path, figure in mission.figures.items():
        assert figure.source, path
        assert figure.confidence or figure.fitted, path


@pytest.mark.parametrize("name", MISSIONS)
def test_a_template_is_the_mission(name: str, tmp_path: Any) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(template(name), encoding="utf-8")
    assert load(path).model_copy(update={"file": ""}) == load(name).model_copy(update={"file": ""})
    assert template(name).startswith("#")


def test_template_of_nothing() -> None:
    with pytest.raises(InputError, match="the name of a built-in"):
        template("../sites/naro")


@pytest.mark.parametrize("name", builtin_names("sites"))
def test_site(name: str) -> None:
    tree = small()
    tree["site"] = name
    mission = mission_from_tree(tree, "m.toml", None)
    assert mission.site.country is not None
    for key in ("latitude", "longitude", "altitude"):
        figure = mission.figures[f"site.{key}"]
        assert figure.source
        assert figure.confidence
    assert "geoid not applied" in mission.figures["site.altitude"].note


# Published pads: SpaceBallistics GeoLocations.hpp (51 53 03.0 N, 128 20 05.0 E; 62 55 37 N, 40 26 59 E).
@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("vostochny-1s", 51 + 53 / 60 + 3 / 3600, 128 + 20 / 60 + 5 / 3600),
        ("plesetsk-43-3", 62 + 55 / 60 + 37 / 3600, 40 + 26 / 60 + 59 / 3600),
        ("baikonur-31-6", 45 + 59 / 60 + 46 / 3600, 63 + 33 / 60 + 50 / 3600),
    ],
)
def test_site_positions(name: str, latitude: float, longitude: float) -> None:
    tree = small()
    tree["site"] = name
    site = mission_from_tree(tree, "m.toml", None).site
    assert math.degrees(site.latitude) == pytest.approx(latitude, abs=1e-6)
    assert math.degrees(site.longitude) == pytest.approx(longitude, abs=1e-6)


def test_description_names_what_is_done_and_assumed() -> None:
    text = describe(load("soyuz-vostochny-sso"))
    for words in (
        "Vostochny 1S", "2023-11-15 02:00:00 UTC", "4 x strap-on", "when strap-on is empty", "drop fairing half",
        "650 x 650 km, 98.00 deg", "engine shutdown 40%", "settlements, countries", "faa-450",
        "vehicle.body.Fregat.engine.thrust_vacuum is an estimate", "fitted to reported events", "flight history", "standard deviations are as the mission gives them",
        "the wind is that of the month in general",
    ):  # fmt: skip
        assert words in text, words


def test_description_of_a_bare_mission() -> None:
    tree = changed(small(), ("failure",), None)
    tree["hypothetical"] = "No such vehicle exists"
    tree["weather"]["wind"]["model"] = "none"
    text = describe(mission_from_tree(tree, "m.toml", None))
    assert "HYPOTHETICAL: No such vehicle exists" in text
    assert "only planned impacts are assessed" in text
    assert "no wind: pieces fall as through still air" in text


def test_description_of_an_unknown_probability() -> None:
    tree = changed(small(), ("failure", "history"), None)
    assert "risk is per failure, not per launch" in describe(mission_from_tree(tree, "m.toml", None))


def as_json(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: as_json(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_json(value) for value in tree]
    return tree.isoformat() if isinstance(tree, datetime.datetime) else tree


VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", MISSIONS)
def test_schema_accepts_the_built_ins(name: str) -> None:
    import tomllib

    VALIDATOR.validate(as_json(tomllib.loads(template(name))))
    VALIDATOR.validate(as_json(inlined(name)))


def test_schema_accepts_every_figure_in_every_form() -> None:
    tree = as_json(small())
    places = [place for place in leaves(tree) if place[0] not in ("schema", "sources")]
    for place in places:
        value = tree
        for step in place:
            value = value[step]
        bare = value["value"] if isinstance(value, dict) else value
        VALIDATOR.validate(changed(tree, place, bare))
        VALIDATOR.validate(changed(tree, place, {"value": bare, "source": "x", "sigma": "1 %", "confidence": "M"}))
    assert len(places) > 60


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("payload", "dry_mas"), "1 kg"),
        (("payload", "dry_mass"), True),
        (("payload", "dry_mass"), {"source": "x"}),
        (("payload", "dry_mass"), {"value": "1 kg", "confidence": "Z"}),
        (("site", "latitude"), 2.0),
        (("vehicle", "body", 0, "engine", "starts"), 0),
        (("launch",), None),
        (("weather", "wind", "model"), "breeze"),
        (("figures",), {}),
    ],
)
def test_schema_refuses(place: tuple[str | int, ...], value: object) -> None:
    assert not VALIDATOR.is_valid(changed(as_json(small()), place, value))


def test_both_soyuz_have_the_same_stages() -> None:
    with_fregat, without = (
        {
            b["name"]: {k: b.get(k) for k in ("count", "dry_mass", "tank", "engine")}
            for b in builtin_tree("vehicles", v)["vehicle"]["body"]
        }
        for v in ("soyuz-2.1b-fregat", "soyuz-2.1b")
    )
    assert {name: body for name, body in with_fregat.items() if name != "Fregat"} == without
