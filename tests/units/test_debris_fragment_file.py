"""The analyst's fragment lists: masses that close at every second, phases, explosive pieces, and bad lists."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from luncur.debris.breakup import PROPELLANTS, class_names, explode
from luncur.debris.fragment_file import check_windows
from luncur.debris.fragments import fragment_classes, fragment_lists, fragments_assumed
from luncur.errors import InputError
from luncur.flight import AscentPlan, Releases, fly_batch, plan
from luncur.flight.nominal import nominal_times
from luncur.mission import Mission, load

HEAD = "name,count,mass_kg,ballistic_coefficient_kg_m2,imparted_speed_m_s"
CORE = 7222.0  # dry mass of the core [kg]


@pytest.fixture(scope="module")
def ascent() -> AscentPlan:
    return plan(load("soyuz-vostochny-sso"))


@pytest.fixture(scope="module")
def seconds(ascent: AscentPlan) -> Releases:
    """The undispersed flight stopped at every second of the core's flight."""
    stop = np.arange(0.0, 287.0)
    z, mean = (
        np.zeros((len(stop), len(ascent.dispersions))),
        np.repeat(ascent.weather.mean_table[None], len(stop), axis=0),
    )
    return fly_batch(ascent, z, mean, np.ones(len(stop)), stop)


def with_list(mission: Mission, path: Path, text: str, body: str = "core", **changes: object) -> Mission:
    path.write_text(text)
    bodies = [
        b.model_copy(update={"fragments": str(path), **changes}) if b.name == body else b
        for b in mission.vehicle.bodies
    ]
    return mission.model_copy(update={"vehicle": mission.vehicle.model_copy(update={"bodies": tuple(bodies)})})


PHASES = (
    HEAD + ",area_m2,propellant,from,to\n"
    f"engine,1,1222,500,30,2.5,,,strap-on separation\nshell,60,100,30,80,,inert,,strap-on separation\n"
    f"late shell,20,{CORE / 20},30,80,,,strap-on separation,\nfuel cell,4,2000,200,20,,explosive,strap-on separation,\n"
)  # fmt: skip


def test_masses_close_at_every_second(ascent: AscentPlan, seconds: Releases, tmp_path: Path) -> None:
    mission = with_list(ascent.mission, tmp_path / "core.csv", PHASES)
    check_windows(mission, nominal_times(ascent))
    rows = np.arange(len(seconds.time))
    out = explode(
        mission, rows, seconds.dry_mass, seconds.attached, seconds.propellant, seconds.time, seconds.event_time
    )  # fmt: skip
    core = next(i for i, b in enumerate(mission.vehicle.bodies) if b.name == "core")
    names = np.array(class_names(mission))[out.class_id]
    fuel = names == "fuel cell"
    of_core = (out.body == core) & ~fuel
    inert = np.bincount(out.launch[of_core], (out.mass * out.weight)[of_core], minlength=len(rows))
    assert inert == pytest.approx(np.full(len(rows), CORE))
    late = seconds.time >= next(t for n, t in nominal_times(ascent).items() if n == "strap-on separation")
    held = np.bincount(out.launch[fuel], (out.mass * out.weight)[fuel], minlength=len(rows))
    assert held == pytest.approx(np.where(late, seconds.propellant[:, core] * 8000.0 / 90557.0, 0.0))
    kerosene = PROPELLANTS.index("LOX/RP-1")
    assert out.propellant[fuel, kerosene] == pytest.approx(out.mass[fuel])
    assert np.all(out.propellant[~fuel] == 0)
    assert set(names[of_core & late[out.launch]]) == {"late shell"}
    assert set(names[of_core & ~late[out.launch]]) == {"engine", "shell"}
    assert np.all(out.area[names == "engine"][out.body[names == "engine"] == core] == 2.5)
    # the other bodies keep their generic lists
    total = np.bincount(out.launch, out.mass * out.weight, minlength=len(rows)) - held
    counts = np.array([b.count for b in mission.vehicle.bodies])
    assert total == pytest.approx((seconds.attached * seconds.dry_mass) @ counts)


def test_toml_and_csv_say_the_same(ascent: AscentPlan, tmp_path: Path) -> None:
    csv = with_list(ascent.mission, tmp_path / "c.csv", HEAD + ",drag\na,2,3000,100,60,sphere\nb,1,1222,40,90,\n")
    toml = with_list(
        ascent.mission, tmp_path / "c.toml",
        '[[fragment]]\nname = "a"\ncount = 2\nmass_kg = 3000\nballistic_coefficient_kg_m2 = 100.0\nimparted_speed_m_s = 60\n'
        'drag = "sphere"\n[[fragment]]\nname = "b"\ncount = 1\nmass_kg = 1222\nballistic_coefficient_kg_m2 = 40\n'
        "imparted_speed_m_s = 90\n",
    )  # fmt: skip
    lists = [fragment_lists(m, m.vehicle.bodies[1]) for m in (csv, toml)]
    assert lists[0] == lists[1]
    assert lists[0][0].classes[0].share == pytest.approx(6000 / CORE)
    assert "fragments of core: the lists that the mission names" in fragments_assumed(csv)


def test_spread_by_minimum_and_maximum(ascent: AscentPlan, tmp_path: Path) -> None:
    head = HEAD + ",ballistic_coefficient_min_kg_m2,ballistic_coefficient_max_kg_m2\n"
    mission = with_list(ascent.mission, tmp_path / "c.csv", head + f"a,1,{CORE},100,60,50,200\n")
    (one,) = fragment_classes(mission, mission.vehicle.bodies[1])
    assert one.sigma == pytest.approx(np.log(4) / 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "\na,2,3000,100,60\n", r"masses: '6000.0 kg': expected inert pieces that sum to the dry mass of 'core', 7222.0 kg"),
        (HEAD + "\na,2.5,3000,100,60\n", "a whole number"),
        (HEAD + "\na,1,7222,0,60\n", "ballistic_coefficient_kg_m2: '0'"),
        (HEAD + ",drag\na,1,7222,100,60,cube\n", "one of constant"),
        (HEAD + ",propellant\na,1,7222,100,60,some\n", "'inert', 'explosive' or nothing"),
        (HEAD + ",propellant\na,1,7222,100,60,\nb,1,99999,100,60,explosive\n", "at most the propellant loaded in 'core'"),
        (HEAD + ",from\na,1,7222,100,60,lunch\n", "an event"),
        (HEAD + ",colour\na,1,7222,100,60,red\n", "header: 'colour'"),
        (HEAD + "\n\x07,1,7222,100,60\n", "printable"),
    ],
)  # fmt: skip
def test_a_bad_list_is_one_sentence(ascent: AscentPlan, tmp_path: Path, text: str, expected: str) -> None:
    mission = with_list(ascent.mission, tmp_path / "c.csv", text)
    with pytest.raises(InputError, match=expected):
        class_names(mission)


@pytest.mark.parametrize(
    ("edges", "expected"), [(("0,100", "120,"), "not 0 at 100 s"), (("0,200", "120,"), "not 2 at 120 s")]
)
def test_windows_without_gap_or_overlap(
    ascent: AscentPlan, tmp_path: Path, edges: tuple[str, str], expected: str
) -> None:
    text = HEAD + ",from,to\n" + "".join(f"p{i},1,7222,100,60,{e}\n" for i, e in enumerate(edges))
    mission = with_list(ascent.mission, tmp_path / "c.csv", text)
    with pytest.raises(InputError, match=expected):
        check_windows(mission, nominal_times(ascent))
