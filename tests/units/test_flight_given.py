"""A trajectory of the analyst: its files, its events, what is in the tanks, and how launches differ from it."""

from __future__ import annotations

import math
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from luncur.earth.constants import EARTH_RATE
from luncur.earth.frames import celestial_rotation
from luncur.errors import InputError
from luncur.export.globe import oem_text
from luncur.flight import AscentPlan, Trajectory, fly, fly_batch, plan
from luncur.flight.given_path import GivenPath
from luncur.flight.oem import read_oem
from luncur.flight.trajectory_file import read_trajectory_file
from luncur.mission import Mission, load
from luncur.mission.model import TrajectoryDispersion

sys.path.insert(0, str(Path(__file__).parent))
from own_data import along, exported

LAUNCH = datetime(2023, 11, 15, 2, tzinfo=UTC)
FIXED = "time_s,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s\n"


@pytest.fixture(scope="module")
def mission() -> Mission:
    return load("falcon9-ses12")


@pytest.fixture(scope="module")
def flown(mission: Mission, tmp_path_factory: pytest.TempPathFactory) -> tuple[AscentPlan, Path, Trajectory]:
    ascent = plan(mission)
    return ascent, *exported(ascent, tmp_path_factory.mktemp("flown"))


def csv_local(trajectory: Trajectory, path: Path, every: int = 1) -> Path:
    """The flight as the columns of a flight-dynamics office: geodetic place and local velocity."""
    rows = ["time_s,latitude_deg,longitude_deg,altitude_m,velocity_east_m_s,velocity_north_m_s,velocity_up_m_s,mass_kg"]
    for i in range(0, len(trajectory.time), every):
        lat, lon, v = trajectory.latitude[i], trajectory.longitude[i], trajectory.velocity[i]
        east = v @ [-math.sin(lon), math.cos(lon), 0]
        north = v @ [-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)]
        up = v @ [math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)]
        place = (math.degrees(lat), math.degrees(lon), trajectory.altitude[i], east, north, up, trajectory.mass[i])
        rows.append(",".join(repr(float(x)) for x in (trajectory.time[i], *place)))
    path.write_text("\n".join(rows))
    return path


def events_csv(trajectory: Trajectory, path: Path) -> str:
    path.write_text("event,time_s\n" + "".join(f"{e.name},{e.time!r}\n" for e in trajectory.events))
    return str(path)


def test_local_columns_and_an_event_table(
    mission: Mission, flown: tuple[AscentPlan, Path, Trajectory], tmp_path: Path
) -> None:
    own = flown[2]
    given = fly(
        along(mission, csv_local(own, tmp_path / "flight.csv"), events=events_csv(own, tmp_path / "events.csv"))
    )
    assert [d.range for d in given.drops] == pytest.approx([d.range for d in own.drops], rel=1e-4)
    assert given.mass == pytest.approx(own.mass, rel=1e-6)
    assert any("no dispersion of the flight" in line for line in given.assumed)


def test_rows_every_five_seconds_are_enough(
    mission: Mission, flown: tuple[AscentPlan, Path, Trajectory], tmp_path: Path
) -> None:
    own = flown[2]
    given = fly(along(mission, csv_local(own, tmp_path / "f.csv", 5), events=events_csv(own, tmp_path / "e.csv")))
    assert [d.range for d in given.drops] == pytest.approx([d.range for d in own.drops], rel=2e-3)


def test_states_and_tanks_between_the_rows(mission: Mission, flown: tuple[AscentPlan, Path, Trajectory]) -> None:
    ascent, file, own = flown
    given = plan(along(mission, file))
    stop = np.linspace(0.0, own.time[-1] - 1.0, 400) + 0.123
    n = len(stop)
    mean, one = np.repeat(ascent.weather.mean_table[None], n, axis=0), np.ones(n)
    a = fly_batch(ascent, np.zeros((n, len(ascent.dispersions))), mean, one, stop)
    b = fly_batch(given, np.zeros((n, len(given.dispersions))), mean, one, stop)
    # rows a second apart do not show a kink of the throttle between them
    position, velocity = np.abs(a.position - b.position).max(axis=1), np.abs(a.velocity - b.velocity).max(axis=1)
    assert np.quantile(position, 0.99) < 0.01
    assert np.quantile(velocity, 0.99) < 0.05
    assert position.max() < 0.2
    assert velocity.max() < 0.3
    assert np.abs(a.propellant - b.propellant).max() < 20.0  # within a second of a kink of the throttle
    assert np.array_equal(a.attached, b.attached)
    assert np.array_equal(a.phase, b.phase)
    assert np.array_equal(a.status, b.status)
    assert np.nanmax(np.abs(a.drops - b.drops)) < 0.1
    assert np.array_equal(np.isnan(a.drops), np.isnan(b.drops))


def test_dispersion_has_its_size_and_holds_for_a_launch(
    mission: Mission, flown: tuple[AscentPlan, Path, Trajectory]
) -> None:
    table = TrajectoryDispersion(position=((0.0, 0.0, 0.0, 0.0), (160.0, 300.0, 900.0, 200.0)))
    given = plan(along(mission, flown[1], table))
    n = 3000
    z = np.random.default_rng(2).standard_normal((n, len(given.dispersions)))
    mean, one = np.repeat(given.weather.mean_table[None], n, axis=0), np.ones(n)
    late, early = (fly_batch(given, z, mean, one, np.full(n, t)) for t in (160.0, 80.0))
    assert given.given is not None
    off = late.position - given.given.path.at(np.array([160.0]))[0]
    assert np.linalg.norm(off, axis=1).std() > 0
    assert np.sqrt(np.mean(np.sum(off**2, axis=1))) == pytest.approx(math.hypot(300, 900, 200), rel=0.05)
    before = early.position - given.given.path.at(np.array([80.0]))[0]
    cosine = np.sum(off * before, axis=1) / np.linalg.norm(off, axis=1) / np.linalg.norm(before, axis=1)
    assert cosine.min() > 0.95  # one draw for the whole launch
    # the velocity is that of the growing offset
    again = fly_batch(given, z, mean, one, np.full(n, 80.5))
    rate = (again.position - early.position) / 0.5
    assert np.abs(rate - 0.5 * (again.velocity + early.velocity)).max() < 0.05


def oem(rows: list[str], frame: str = "ITRF2014", version: str = "2.0", system: str = "UTC") -> str:
    meta = f"META_START\nOBJECT_NAME = X\nOBJECT_ID = X\nCENTER_NAME = EARTH\nREF_FRAME = {frame}\nTIME_SYSTEM = {system}\n"
    return (
        f"CCSDS_OEM_VERS = {version}\nCREATION_DATE = 2023-11-15T02:00:00\nORIGINATOR = T\n\n{meta}META_STOP\n"
        + "\n".join(rows)
    )


def orbit_rows(celestial: bool) -> tuple[list[str], np.ndarray]:
    """A circular orbit in the celestial frame; its Earth-fixed states beside it."""
    rows, fixed = [], []
    for t in range(0, 601, 60):
        a = 1.1e-3 * t
        p = np.array([6.9e6 * math.cos(a), 6.9e6 * math.sin(a) * 0.6, 6.9e6 * math.sin(a) * 0.8])
        v = np.array([-7590.0 * math.sin(a), 7590.0 * math.cos(a) * 0.6, 7590.0 * math.cos(a) * 0.8])
        turn = celestial_rotation(LAUNCH + timedelta(seconds=t)).T
        q = turn @ p
        w = turn @ v - np.cross([0, 0, EARTH_RATE], q)
        fixed.append(np.concatenate([q, w]))
        state = np.concatenate([p, v]) if celestial else fixed[-1]
        rows.append(f"{(LAUNCH + timedelta(seconds=t)).isoformat()[:19]} " + " ".join(f"{x / 1000:.9f}" for x in state))
    return rows, np.array(fixed)


@pytest.mark.parametrize(("frame", "near"), [("ITRF-93", 1e-3), ("GCRF", 1e-3), ("EME2000", 2.0)])
def test_frames_of_an_oem(tmp_path: Path, frame: str, near: float) -> None:
    rows, fixed = orbit_rows(frame in ("GCRF", "EME2000"))
    (tmp_path / "o.oem").write_text(oem(rows, frame, "3.0"))
    found = read_trajectory_file(tmp_path / "o.oem", LAUNCH, ())
    assert np.abs(found.position - fixed[:, :3]).max() < near
    assert np.abs(found.velocity - fixed[:, 3:]).max() < 2e-3
    if frame == "EME2000":  # the frame bias is 23 mas: 0.8 m here
        assert np.linalg.norm(found.position - fixed[:, :3], axis=1).max() > 0.1


def test_segments_and_time_scales(tmp_path: Path) -> None:
    rows, fixed = orbit_rows(False)
    one = oem(rows[:6]) + "\n\n" + oem(rows[5:]).split("ORIGINATOR = T\n\n")[1]
    (tmp_path / "o.oem").write_text(one)
    found = read_oem(tmp_path / "o.oem", LAUNCH)
    assert len(found.time) == len(rows) + 1
    assert found.at(np.array([300.0]))[0] == pytest.approx(fixed[5:6, :3], abs=1e-3)
    (tmp_path / "t.oem").write_text(oem([r.replace("2023-11-15", "2023-319") for r in rows], system="TAI"))
    assert read_oem(tmp_path / "t.oem", LAUNCH).time[0] == -37.0
    gap = oem(rows[:4]) + "\n\n" + oem(rows[8:]).split("ORIGINATOR = T\n\n")[1]
    (tmp_path / "g.oem").write_text(gap)
    with pytest.raises(InputError, match="segments that follow each other"):
        read_oem(tmp_path / "g.oem", LAUNCH)


def test_our_own_orbit_is_read_back(
    mission: Mission, flown: tuple[AscentPlan, Path, Trajectory], tmp_path: Path
) -> None:
    own = flown[2]
    summary = {
        "launch_time": mission.launch.time.isoformat(), "mission": "x",
        "events": [{"name": e.name, "time_s": e.time} for e in own.events],
    }  # fmt: skip
    (tmp_path / "orbit.oem").write_text(oem_text(summary, own))
    found = read_trajectory_file(tmp_path / "orbit.oem", mission.launch.time, ())
    assert found.time[-1] == pytest.approx(own.time[-1], abs=1e-5)
    assert found.position[-1] == pytest.approx(own.position[-1], abs=0.05)
    with pytest.raises(InputError, match="a flight that begins at lift-off"):
        plan(along(mission, tmp_path / "orbit.oem"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "names of the columns"),
        ("time_s,x_m\n0,1\n1,2\n", "a column 'latitude_deg'"),
        (FIXED + "0,6378137,0,0,0,0,0\n", "at least 2 rows"),
        (FIXED + "0,6378137,0,0,0,0,0\n1,6378137,0,0,0,x,0\n", "line 3, vy_m_s: 'x': expected a finite number"),
        (FIXED + "0,6378137,0,0,0,0,0\n1,6378137,0,0,0,0\n", "7 cells"),
        (FIXED + "1,6378137,0,0,0,0,0\n0,6378137,0,0,0,0,0\n", "times that rise"),
        (FIXED + "0,6378.137,0,0,0,0,0\n1,6378.137,0,0,0,0,0\n", "a position from -1 km"),
        (FIXED + "".join(f"{t},6378137,0,0,0,465,0\n" for t in range(9)), "velocities in m/s that fit the positions"),
        (FIXED.strip() + ",colour\n0,6378137,0,0,0,0,0,1\n1,6378137,0,0,0,0,0,1\n", "header: 'colour'"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_sentence(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(InputError, match=expected) as error:
        read_trajectory_file(tmp_path / "x.csv", LAUNCH, ())
    assert "x.csv" in str(error.value)


def test_what_does_not_fit_the_mission(
    mission: Mission, flown: tuple[AscentPlan, Path, Trajectory], tmp_path: Path
) -> None:
    own = flown[2]
    file = csv_local(own, tmp_path / "f.csv")
    with pytest.raises(InputError, match=r"a time for it in the table that trajectory\.events names"):
        plan(along(mission, file))
    with pytest.raises(InputError, match="within 20 km of the pad"):
        plan(along(mission.model_copy(update={"site": load("soyuz-vostochny-sso").site}), flown[1]))
    (tmp_path / "e.csv").write_text("event,time_s\nmain engine cut-off,160\n")
    with pytest.raises(InputError, match="did you mean 'main engine cutoff'"):
        plan(along(mission, file, events=str(tmp_path / "e.csv")))
    wrong = events_csv(own, tmp_path / "e.csv").replace("e.csv", "w.csv")
    Path(wrong).write_text((tmp_path / "e.csv").read_text().replace("stage separation,1", "stage separation,0"))
    with pytest.raises(InputError, match="the time of the event before it"):
        plan(along(mission, file, events=wrong))
    with pytest.raises(InputError, match=r"\.csv, \.oem or \.nc"):
        plan(along(mission, tmp_path / "f.txt"))


def test_a_path_between_its_rows() -> None:
    t = np.array([0.0, 1.0, 1.0, 3.0])
    p = np.stack([np.array([0.0, 1.0, 1.0, 5.0]), 0 * t, 0 * t], axis=1)
    v = np.stack([np.array([1.0, 1.0, 2.0, 2.0]), 0 * t, 0 * t], axis=1)
    path = GivenPath("x", t, p, v)
    position, velocity = path.at(np.array([-1.0, 0.5, 1.0, 2.0, 9.0]))
    assert position[:, 0] == pytest.approx([0.0, 0.5, 1.0, 3.0, 5.0])
    assert velocity[:, 0] == pytest.approx([1.0, 1.0, 2.0, 2.0, 2.0])
