"""``luncur orbit`` whole: its folder, the numbers in it against closed forms and each other, and its errors."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from luncur.cli import cli
from luncur.errors import InputError
from luncur.orbit.verb import orbit_to_folder, report_orbit

CASE = """
name = "small"
[orbit]
epoch = 2024-06-01T12:00:00Z
perigee_altitude = "500 km"
apogee_altitude = "500 km"
inclination = "97.4 deg"
local_time_of_ascending_node = "10:30"
[propagation]
duration = "5 d"
[spacecraft]
mass = "100 kg"
drag_area = "1 m2"
casualty_area = "2 m2"
[life]
samples = 50
[injection]
samples = 200
perigee_altitude_sigma = "3 km"
apogee_altitude_sigma = "3 km"
inclination_sigma = "0.05 deg"
[[sensor]]
name = "camera"
shape = "swath"
swath = "20 km"
off_nadir_limit = "30 deg"
focal_length = "2 m"
pixel = 8e-6
[[sensor]]
name = "daylight only"
half_angle = "40 deg"
minimum_sun_elevation = "0 deg"
[[place]]
name = "<b>here</b>"
latitude = "45 deg"
longitude = "10 deg"
[[region]]
name = "band"
south = "40 deg"
north = "50 deg"
west = "0 deg"
east = "30 deg"
spacing = "3 deg"
[launch_window]
site = "vostochny-1s"
start = 2024-06-01T00:00:00Z
duration = "1 d"
"""


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("orbit")
    (folder / "case.toml").write_text(CASE)
    return folder / "out", orbit_to_folder(folder / "case.toml", folder / "out", seed=3, workers=2)


def test_the_summary_on_disk_is_the_one_returned(done: tuple[Path, dict]) -> None:
    folder, summary = done
    assert json.loads((folder / "orbit.json").read_text()) == summary


def test_period_and_drift(done: tuple[Path, dict]) -> None:
    orbit = done[1]["orbit"]
    a = 6_878_137.0
    n = math.sqrt(3.986004415e14 / a**3)
    assert orbit["period_s"] == pytest.approx(2 * math.pi / n, rel=1e-8)
    node = -1.5 * n * 1.0826e-3 * (6378136.3 / a) ** 2 * math.cos(math.radians(orbit["inclination_of_date_deg"]))
    assert orbit["node_rate_deg_per_day"] == pytest.approx(math.degrees(node) * 86400, rel=1e-4)
    assert orbit["local_time_of_ascending_node_h"] == pytest.approx(10.5, abs=1e-3)
    drift = (orbit["node_rate_deg_per_day"] - 360 / 365.2421897) * 4  # minutes of time for a degree
    assert orbit["local_time_drift_min_per_day"] == pytest.approx(drift, abs=1e-3)


def test_accesses_in_table_and_summary_agree(done: tuple[Path, dict]) -> None:
    import pyarrow.parquet as pq

    folder, summary = done
    rows = pq.read_table(folder / "accesses.parquet").to_pandas()
    place = summary["places"][0]
    for told in place["by_sensor"]:
        mine = rows[(rows.target == place["name"]) & (rows.sensor == told["sensor"])]
        assert len(mine) == told["accesses"] > 0
        assert (mine.end_s - mine.start_s).sum() == pytest.approx(told["cumulative_s"])
        assert told["rows"][0]["start_s"] == pytest.approx(mine.start_s.min())
    camera = rows[(rows.target == place["name"]) & (rows.sensor == "camera")]
    assert camera.start_s.is_monotonic_increasing


def test_places_are_seen_within_limits(done: tuple[Path, dict]) -> None:
    by_sensor = {row["sensor"]: row for row in done[1]["places"][0]["by_sensor"]}
    assert all(row["off_nadir_deg"] <= 30.0 for row in by_sensor["camera"]["rows"])
    assert all(row["sun_elevation_deg"] > -1.0 for row in by_sensor["daylight only"]["rows"])


def test_states_are_those_of_the_ephemeris_file(done: tuple[Path, dict]) -> None:
    import pyarrow.parquet as pq

    folder = done[0]
    rows = pq.read_table(folder / "states.parquet").to_pandas()
    line = next(x for x in (folder / "orbit.oem").read_text().splitlines() if x.startswith("2024-06-01T13:00:00"))
    in_mean_axes = np.array([float(x) for x in line.split()[1:4]]) * 1000
    row = rows[rows.time_s == 3600.0].iloc[0]
    celestial = np.array([row.x_gcrf_m, row.y_gcrf_m, row.z_gcrf_m])
    assert np.linalg.norm(in_mean_axes - celestial) < 1.5  # 23 mas of frame bias
    assert np.linalg.norm(in_mean_axes) == pytest.approx(np.linalg.norm(celestial), abs=1e-3)
    notes = pq.ParquetFile(folder / "states.parquet").metadata.metadata
    assert notes[b"epoch"] == b"2024-06-01T12:00:00.000000Z"


def test_the_ephemeris_is_read_by_another_library(done: tuple[Path, dict]) -> None:
    from oem import OrbitEphemerisMessage

    message = OrbitEphemerisMessage.open(str(done[0] / "orbit.oem"))
    assert len(list(next(iter(message.segments)).states)) == 7201


def test_czml_is_read_by_another_library(done: tuple[Path, dict]) -> None:
    packets = json.loads((done[0] / "orbit.czml").read_text())
    assert [p["id"] for p in packets][:2] == ["document", "satellite small"]
    ids = {p["id"] for p in packets}
    for packet in packets:
        for reference in packet.get("polyline", {}).get("positions", {}).get("references", []):
            assert reference.split("#")[0] in ids


def test_the_map_is_cut_at_the_antimeridian(done: tuple[Path, dict]) -> None:
    features = json.loads((done[0] / "ground-track.geojson").read_text())["features"]
    tracks = [f for f in features if f["properties"]["kind"] == "ground track"]
    assert len(tracks) >= 15
    for track in tracks:
        for part in track["geometry"]["coordinates"]:
            longitude = np.array(part)[:, 0]
            assert np.abs(longitude).max() <= 180.0
            assert np.abs(np.diff(longitude)).max() < 180.0


def test_declared_accuracy_is_in_the_scatter(done: tuple[Path, dict]) -> None:
    injection = done[1]["injection"]
    assert injection["flights"] == injection["in_orbit"] == 200
    assert injection["deviation"]["inclination_deg"] == pytest.approx(0.05, rel=0.2)
    mean = injection["deviation"]["mean_altitude_m"]
    assert mean == pytest.approx(3000 / math.sqrt(2), rel=0.2)
    assert injection["life"]["p5"] < injection["life"]["p95"]


def test_life_levels_are_in_order(done: tuple[Path, dict]) -> None:
    levels = {row["level"]: row["life_s"] for row in done[1]["life"]["levels"]}
    assert levels["high"] < levels["mean"] < (levels["low"] or math.inf)


def test_launch_windows_pass_the_site_twice_a_day(done: tuple[Path, dict]) -> None:
    rows = done[1]["launch_windows"]["rows"]
    assert [row["pass"] for row in rows].count("ascending") == 1
    assert [row["pass"] for row in rows].count("descending") == 1


def test_names_never_become_markup(done: tuple[Path, dict]) -> None:
    page = (done[0] / "report.html").read_text()
    assert "<b>here</b>" not in page
    assert "&lt;b&gt;here" in page


def test_the_same_seed_gives_the_same_numbers(done: tuple[Path, dict], tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(CASE)
    again = orbit_to_folder(tmp_path / "case.toml", tmp_path / "out", seed=3, workers=1)
    for key in ("elements", "orbit", "injection", "life", "reentry", "places", "regions", "design", "launch_windows"):
        assert again[key] == done[1][key], key


def test_the_page_again_in_indonesian(done: tuple[Path, dict]) -> None:
    assert 'lang="id"' in report_orbit(done[0], "id").read_text()
    with pytest.raises(InputError, match="a finished orbit study"):
        report_orbit(done[0].parent)


def test_a_folder_in_use_is_refused(done: tuple[Path, dict]) -> None:
    result = CliRunner().invoke(cli, ["orbit", str(done[0].parent / "case.toml"), "-o", str(done[0])])
    assert isinstance(result.exception, InputError)
    assert "a new or empty folder" in str(result.exception)


BAD = {
    "a date before the data": (CASE.replace("2024-06-01T12", "1961-06-01T12"), "1972"),
    "a date after the data": (CASE.replace("2024-06-01T12", "2070-06-01T12"), "Earth orientation"),
    "a constellation of an ellipse": (
        CASE.replace('apogee_altitude = "500', 'apogee_altitude = "600') + "[walker]\ntotal = 4\nplanes = 2\n",
        "a circular orbit",
    ),
    "an unknown site": (CASE.replace("vostochny-1s", "vostochny"), "did you mean 'vostochny-1s'"),
    "too much": (CASE.replace('"5 d"', '"300 d"') + "[walker]\ntotal = 1000\nplanes = 10\n", "states in all"),
    "sgp4 of elements": (CASE.replace('duration = "5 d"', 'method = "sgp4"'), "element sets of a catalogue"),
    "sunlight without area": (
        CASE.replace('duration = "5 d"', 'method = "numerical"\nsolar_pressure = true'), "spacecraft.radiation_area",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=list(BAD))
def test_bad_input_leaves_nothing_behind(case: str, tmp_path: Path) -> None:
    text, expected = BAD[case]
    (tmp_path / "case.toml").write_text(text)
    with pytest.raises(InputError) as caught:
        orbit_to_folder(tmp_path / "case.toml", tmp_path / "out")
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_suborbital_mission_has_no_orbit(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="comes down again"):
        orbit_to_folder("sounding-rocket", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def plane(folder: Path, first: float, last: float) -> np.ndarray:
    """Mean normal of the orbit's plane in GCRF axes, by the states written between two times [s]."""
    import pyarrow.parquet as pq

    rows = pq.read_table(folder / "states.parquet").to_pandas()
    rows = rows[(rows.time_s >= first) & (rows.time_s <= last)]
    position = rows[["x_gcrf_m", "y_gcrf_m", "z_gcrf_m"]].to_numpy()
    velocity = rows[["vx_gcrf_m_s", "vy_gcrf_m_s", "vz_gcrf_m_s"]].to_numpy()
    normal = np.cross(position, velocity).mean(axis=0)
    return normal / np.linalg.norm(normal)


def node_of_date(normal: np.ndarray) -> tuple[float, float]:
    """Node and inclination [deg] on the true equator of the case's epoch."""
    from datetime import UTC, datetime

    from luncur.orbit.time_and_frames.frames import pole_axes

    x, y, z = pole_axes(datetime(2024, 6, 1, 12, tzinfo=UTC)) @ normal
    return math.degrees(math.atan2(x, -y)), math.degrees(math.acos(z))


def test_drifts_that_are_told_are_those_that_are_flown(done: tuple[Path, dict]) -> None:
    folder, summary = done
    orbit, revolution = summary["orbit"], summary["orbit"]["nodal_period_s"]
    first, last = (node_of_date(plane(folder, t, t + revolution)) for t in (0.0, 4 * 86400.0))
    assert (last[0] - first[0]) / 4 == pytest.approx(orbit["node_rate_deg_per_day"], abs=2e-4)
    assert first[1] == pytest.approx(orbit["inclination_of_date_deg"], abs=0.01)
    assert summary["elements"]["inclination_deg"] == pytest.approx(97.4)
    assert abs(first[1] - 97.4) > 0.03  # the pole has moved since J2000


def test_a_sun_synchronous_orbit_keeps_its_local_time(tmp_path: Path) -> None:
    text = CASE.replace('inclination = "97.4 deg"', 'inclination = "sun-synchronous"')
    (tmp_path / "case.toml").write_text(text.split("[[sensor]]")[0])
    summary = orbit_to_folder(tmp_path / "case.toml", tmp_path / "out")
    assert summary["orbit"]["local_time_drift_min_per_day"] == pytest.approx(0.0, abs=1e-6)
    revolution = summary["orbit"]["nodal_period_s"]
    first, last = (node_of_date(plane(tmp_path / "out", t, t + revolution)) for t in (0.0, 4 * 86400.0))
    assert (last[0] - first[0]) / 4 == pytest.approx(360 / 365.2422, abs=2e-4)


def test_the_site_lies_in_the_plane_at_the_times_told(done: tuple[Path, dict]) -> None:
    from datetime import datetime

    from luncur.earth.ellipsoid_kernel import ecef_from_geodetic
    from luncur.mission.load import builtin_tree
    from luncur.orbit.time_and_frames.frames import celestial_to_earth_fixed

    folder, summary = done
    site = builtin_tree("sites", "vostochny-1s")["site"]
    angles = [math.radians(float(str(site[k]["value"]).split()[0])) for k in ("latitude", "longitude")]
    fixed = np.array(ecef_from_geodetic(*angles, 0.0))
    epoch, rate = datetime.fromisoformat(summary["epoch"]), math.radians(summary["orbit"]["node_rate_deg_per_day"])
    normal = plane(folder, 0.0, summary["orbit"]["nodal_period_s"])
    for row in summary["launch_windows"]["rows"]:
        when = datetime.fromisoformat(row["time"])
        drift = rate * ((when - epoch).total_seconds() - summary["orbit"]["nodal_period_s"] / 2) / 86400
        turn = np.array([[math.cos(drift), -math.sin(drift), 0], [math.sin(drift), math.cos(drift), 0], [0, 0, 1]])
        place = celestial_to_earth_fixed(when, 0.0)[0].T @ fixed
        off = math.degrees(math.asin(turn @ normal @ place / np.linalg.norm(place)))
        assert abs(off) < 0.01, row  # 0.04 deg is 10 s of the Earth's turning


def test_the_area_that_is_given_counts(tmp_path: Path) -> None:
    """Ends far apart do not move the life that the given area has."""
    lives = []
    for ends in ("", 'drag_area_low = "0.9 m2"\ndrag_area_high = "4 m2"\n'):
        text = (
            CASE.replace("[[sensor]]", "[unused]", 1)
            .split("[unused]")[0]
            .replace('drag_area = "1 m2"\n', f'drag_area = "1 m2"\n{ends}')
        )
        folder = tmp_path / ("b" if ends else "a")
        folder.mkdir()
        (folder / "case.toml").write_text(text)
        summary = orbit_to_folder(folder / "case.toml", folder / "out")
        lives.append(next(row["life_s"] for row in summary["life"]["levels"] if row["level"] == "mean"))
    assert lives[0] == pytest.approx(lives[1], rel=1e-9)


def test_declared_errors_agree_with_the_orbit_they_are_about(done: tuple[Path, dict]) -> None:
    summary = done[1]
    middle = summary["injection"]["percentiles"]["mean_altitude_m"]["median"]
    assert middle == pytest.approx(500e3, abs=500)
    assert summary["injection"]["percentiles"]["perigee_altitude_m"]["median"] < 500e3
    assert summary["injection"]["life"]["median"] == pytest.approx(summary["life"]["percentiles"]["median"], rel=0.35)


def test_czml_moves_smoothly(done: tuple[Path, dict]) -> None:
    packets = json.loads((done[0] / "orbit.czml").read_text())
    rows = np.array(packets[1]["position"]["cartesian"]).reshape(-1, 4)
    assert np.diff(rows[:, 0]).max() <= 180.0


def test_drifts_of_a_state_go_by_the_equator_of_the_day() -> None:
    """A plane at 98 deg to the equator of 2024 lies 0.13 deg off that to the GCRF's where the nodes are square to the precession."""
    from luncur.orbit.input.load import case_from_tree
    from luncur.orbit.study.follow import followed
    from luncur.orbit.study.orbit_record import elements_record
    from luncur.orbit.time_and_frames.frames import pole_axes

    epoch, i = datetime(2024, 6, 1, tzinfo=UTC), math.radians(98.0)
    a, speed = 7.03e6, math.sqrt(3.986004415e14 / 7.03e6)
    of_date = np.array([[0.0, a, 0.0], [-speed * math.cos(i), 0.0, speed * math.sin(i)]])  # node at 90 deg
    position, velocity = of_date @ pole_axes(epoch)
    tree = {
        "name": "state",
        "orbit": {
            "epoch": epoch, "frame": "GCRF", "position": [f"{x} m" for x in position], "velocity": [f"{x} m/s" for x in velocity],
        },
        "propagation": {"duration": "1 h", "step": "60 s"},
    }  # fmt: skip
    found = followed(case_from_tree(tree, "state.toml", None))
    told = elements_record(found)
    assert told["mean"] is False
    assert told["inclination_of_date_deg"] == pytest.approx(98.0, abs=0.003)  # nutation moves the true pole
    assert abs(told["inclination_deg"] - 98.0) > 0.1
    assert math.degrees(found.mean_orbit.inclination[0]) == pytest.approx(98.0, abs=0.01)
