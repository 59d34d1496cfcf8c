"""Parts of a mission that do not fit together, one by one."""

from __future__ import annotations

import pytest
from mission_trees import changed, small

from luncur.errors import InputError, PhysicsError
from luncur.mission.checks import exit_area, lift_off_mass
from luncur.mission.load import mission_from_tree

BODY, EVENT, STEERING = ("vehicle", "body"), ("vehicle", "event"), ("vehicle", "steering")
AERO, MODE = ("vehicle", "aero", 0), ("failure", "mode")
FIRST = (*BODY, 0)
MIX = {"open": 0.4, "light-metal": 0, "wood": 0.6, "source": "a survey"}
AREA = {"name": "pad", "kind": "evacuated", "source": "the range"}
CIRCLE = {**AREA, "latitude": "51 deg", "longitude": "128 deg", "radius": "3 km"}
CORNERS = [[0.1, -0.2], ["6 deg", 0.2], [0.3, 0.1]]


@pytest.mark.parametrize(
    ("place", "value", "field", "expected"),
    [
        # names
        ((*BODY, 1, "name"), "first", "vehicle.body", "every name once"),
        ((*EVENT, 2, "name"), "cutoff", "vehicle.event", "every name once"),
        ((*MODE, 1, "name"), "shutdown", "failure.mode", "every name once"),
        ((*BODY, 1, "name"), "a.b", "vehicle.body.a.b.name", "a name without dots"),
        ((*BODY, 1, "name"), "  ", "vehicle.body.  .name", "a name without dots"),
        (("name",), "two\nlines", "name", "printable"),
        (("site", "name"), "bell\a", "site.name", "printable"),
        (("title",), "right\u202eleft", "title", "printable"),
        (("sources", "UM"), "manual\x1b[2J", "failure.history.source", "printable"),
        (("failure", "history", "source"), "two\nlines", "failure.history.source", "printable"),
        (("payload", "dry_mass", "note"), "bell\a", "payload.dry_mass.note", "printable"),
        ((*MODE, 0, "name"), "planned", "failure.mode.planned.name", "stands for the normal flight"),
        # what can be seen to be missing before anything is computed
        (("criteria",), ["no-such-rules"], "criteria", "the name of a built-in"),
        # events
        ((*EVENT, 0, "name"), "start", "vehicle.event", "'liftoff' at time 0"),
        ((*EVENT, 0, "when", "time"), "1 s", "vehicle.event", "'liftoff' at time 0"),
        ((*EVENT, 2, "when", "after"), "insertion", "vehicle.event.separation.when.after", "an earlier event"),
        ((*EVENT, 2, "when", "time"), "200 s", "vehicle.event.separation.when", "exactly one of"),
        ((*EVENT, 2, "when"), {}, "vehicle.event.separation.when", "exactly one of"),
        ((*EVENT, 2, "when"), {"delay": "3 s", "time": 200}, "vehicle.event.separation.when.delay", "beside after"),
        ((*EVENT, 2, "when", "delay"), "-1 s", "vehicle.event.separation.when.delay", "at least 0 s"),
        ((*EVENT, 1, "when", "depleted"), "second", "vehicle.event.cutoff.when.depleted", "burning then"),
        (
            (*EVENT, 0, "ignite"),
            ["third"],
            "vehicle.event.liftoff.ignite",
            "a body of the vehicle (first, second, satellite)",
        ),
        ((*EVENT, 0, "ignite"), ["satellite"], "vehicle.event.liftoff.ignite", "an engine and a tank"),
        ((*EVENT, 0, "ignite"), ["first", "first"], "vehicle.event.liftoff.ignite", "not burning yet"),
        ((*EVENT, 1, "ignite"), ["first"], "vehicle.event.cutoff.ignite", "at most 1 starts"),
        ((*EVENT, 1, "shutdown"), ["second"], "vehicle.event.cutoff.shutdown", "burning then"),
        ((*EVENT, 2, "jettison"), ["first", "first"], "vehicle.event.separation.jettison", "still attached"),
        ((*EVENT, 2, "jettison"), ["first", "second", "satellite"], "vehicle.event.separation.jettison", "left to fly"),
        ((*EVENT, 3, "shutdown"), ["first"], "vehicle.event.insertion.shutdown", "still attached"),
        # steering
        ((*STEERING, 0, "start"), "cutoff", "vehicle.steering.1.start", "'liftoff' first"),
        ((*STEERING, 1, "start"), "liftoff", "vehicle.steering", "in the order of the events"),
        ((*STEERING, 1, "start"), "dawn", "vehicle.steering.2.start", "an event (liftoff, cutoff"),
        ((*STEERING, 1, "target"), None, "vehicle.steering.2.target", "a target for explicit"),
        ((*STEERING, 1, "law"), "coast", "vehicle.steering.2.target", "only law"),
        ((*STEERING, 0, "pitch"), [["0 s", "90 deg"]], "vehicle.steering.1.pitch", "at least two rows"),
        (
            (*STEERING, 0, "pitch"),
            [["9 s", "90 deg"], ["9 s", "80 deg"]],
            "vehicle.steering.1.pitch",
            "times that rise",
        ),
        (
            (*STEERING, 1, "target", "perigee_altitude"),
            "524 km",
            "vehicle.steering.2.target.perigee_altitude",
            "at most the apogee",
        ),
        ((*STEERING, 1, "target", "perigee_altitude"), None, "vehicle.steering.2.target", "both perigee_altitude and"),
        (
            (*STEERING, 1, "target"),
            {"inclination": "97 deg", "altitude": "200 km"},
            "vehicle.steering.2.target",
            "speed or depletion",
        ),
        # drag of the vehicle
        ((*AERO, "start"), "cutoff", "vehicle.aero.1.start", "'liftoff' first"),
        ((*AERO, "powered"), [], "vehicle.aero.1.powered", "at least one row"),
        ((*AERO, "powered"), [[1, 0.3], [0.5, 0.4]], "vehicle.aero.1.powered", "Mach numbers that rise"),
        ((*AERO, "coasting"), [[0, -0.3]], "vehicle.aero.1.coasting", "coefficients from 0"),
        # bodies
        ((*FIRST, "dry_mass"), 0, "vehicle.body.first.dry_mass", "a mass above 0 kg"),
        ((*FIRST, "fall"), {}, "vehicle.body.first.fall", "either ballistic_coefficient"),
        ((*FIRST, "fall", "drag"), "sphere", "vehicle.body.first.fall", "either ballistic_coefficient"),
        ((*FIRST, "fall"), {"reference_area": "3 m2"}, "vehicle.body.first.fall", "either ballistic_coefficient"),
        ((*FIRST, "tank", "residual"), "32 t", "vehicle.body.first.tank.residual", "at most the loaded 31000 kg"),
        ((*FIRST, "tank"), None, "vehicle.body.first.tank", "a tank for the engine"),
        (
            (*FIRST, "engine", "thrust_sea_level"),
            "620 kN",
            "vehicle.body.first.engine.thrust_sea_level",
            "less than the thrust in vacuum",
        ),
        ((*FIRST, "engine", "thrust_sea_level"), None, "vehicle.body.first.engine", "thrust_sea_level or exit_area"),
        ((*FIRST, "engine", "throttle"), [[5, 1], [5, 0.6]], "vehicle.body.first.engine.throttle", "times that rise"),
        ((*FIRST, "engine", "throttle"), [[0, 65]], "vehicle.body.first.engine.throttle", "up to 1.5"),
        # failures
        ((*MODE, 0, "share"), 0.70001, "failure.mode.share", "sum to 1"),
        ((*MODE, 1, "start"), "dawn", "failure.mode.explosion.start", "an event (liftoff, cutoff"),
        ((*MODE, 1, "end"), "liftoff", "failure.mode.explosion.end", "an event after 'liftoff'"),
        (("failure", "history", "failures"), 38, "failure.history.failures", "at most the 37 flights"),
        (MODE, [], "failure.mode", "at least one"),
        # files and lists
        (("weather", "wind", "model"), "profile", "weather.wind.file", "the name of a file"),
        (("weather", "wind", "file"), "w.csv", "weather.wind.file", "a model that reads one"),
        (("weather", "atmosphere"), "profile", "weather.atmosphere_file", "the name of a file"),
        (("people",), {"models": ["geotiff"]}, "people.file", "the name of a file"),
        (("people",), {"models": []}, "people.models", "at least one model"),
        (("people",), {"models": ["countries", "countries"]}, "people.models", "at least one model, each once"),
        (("criteria",), ["faa-450", "faa-450"], "criteria", "every rule set once"),
        # people on the ground
        (("people",), {"shelter": {"day": MIX, "night": {**MIX, "wood": 0.7}}}, "people.shelter.night", "sum to 1"),
        (("people",), {"shelter": {"day": {"source": "x"}, "night": MIX}}, "people.shelter.day", "sum to 1"),
        (("people",), {"shelter": {"day": MIX}}, "people.shelter.night", "it is missing"),
        (("people",), {"shelter": {"day": MIX, "night": {"open": 1}}}, "people.shelter.night.source", "it is missing"),
        (
            ("people",),
            {"shelter": {"day": {**MIX, "straw": 0.1}, "night": MIX}},
            "people.shelter.day.straw",
            "light-metal",
        ),
        (("people",), {"time": "noon"}, "people.time", "'launch', 'day' or 'night'"),
        (("closed_area",), [CIRCLE, CIRCLE], "closed_area", "every name once"),
        (("closed_area",), [{**CIRCLE, "radius": 0}], "closed_area.pad.radius", "above 0 m"),
        (
            ("closed_area",),
            [{**AREA, "latitude": 0.9, "radius": 5}],
            "closed_area.pad",
            "either latitude, longitude and radius",
        ),
        (("closed_area",), [AREA], "closed_area.pad", "or points"),
        (("closed_area",), [{**CIRCLE, "points": CORNERS}], "closed_area.pad", "or points"),
        (("closed_area",), [{**AREA, "points": CORNERS[:2]}], "closed_area.pad.points", "at least three points"),
        (("closed_area",), [{**AREA, "points": [*CORNERS, [0.1, 3.1]]}], "closed_area.pad.points", "within 180 deg"),
        (("closed_area",), [{**CIRCLE, "kind": "fenced"}], "closed_area.pad.kind", "'evacuated' or 'controlled'"),
        (("closed_area",), [{**CIRCLE, "name": "a\nb"}], "closed_area.a?b.name", "printable"),
        (("vehicle", "body"), [], "vehicle.body", "at least one"),
    ],
)
def test_refused(place: tuple[str | int, ...], value: object, field: str, expected: str) -> None:
    tree = changed(small(), place, value)
    if place == ("vehicle", "body"):
        del tree["payload"]
    with pytest.raises(InputError) as caught:
        mission_from_tree(tree, "m.toml", None)
    assert caught.value.field == field
    assert expected in caught.value.expected
    assert str(caught.value).startswith("m.toml: ")
    assert "\n" not in str(caught.value)


def test_events_in_order_of_time() -> None:
    tree = changed(small(), (*EVENT, 2, "when"), {"time": "151 s"})
    mission_from_tree(tree, "m.toml", None)
    tree["vehicle"]["event"][3] = {"name": "early", "when": {"time": "150 s"}}
    with pytest.raises(InputError, match="at least 151 s"):
        mission_from_tree(tree, "m.toml", None)


# 30.7 t usable; 620 kN over 311 s is 203.29 kg/s, so 151.0 s
@pytest.mark.parametrize(("time", "fits"), [("144 s", True), ("158 s", True), ("143 s", False), ("159 s", False)])
def test_burn_time_within_five_per_cent(time: str, fits: bool) -> None:
    tree = changed(small(), (*FIRST, "engine", "burn_time"), time)
    if fits:
        mission_from_tree(tree, "m.toml", None)
        return
    with pytest.raises(PhysicsError, match=rf"30700 kg.*620\.0 kN.*311\.0 s.*{time[:3]}\.0 s"):
        mission_from_tree(tree, "m.toml", None)


def test_burn_time_allows_for_the_throttle() -> None:
    tree = changed(small(), (*FIRST, "engine", "burn_time"), "181 s")
    tree = changed(tree, (*FIRST, "engine", "throttle"), [["0 s", 1.0], ["60 s", 1.0], ["61 s", 0.75]])
    mission_from_tree(tree, "m.toml", None)  # 60 + 0.875 + 120 x 0.75 = 150.9 s at full thrust


def test_mass_and_exit_area() -> None:
    mission = mission_from_tree(changed(small(), (*FIRST, "count"), 3), "m.toml", None)
    assert lift_off_mass(mission) == pytest.approx(3 * 33100 + 3730 + 140)
    first, second, satellite = mission.vehicle.bodies
    assert exit_area(first) == pytest.approx(80e3 / 101325)
    assert (exit_area(second), exit_area(satellite)) == (0.4, 0.0)
