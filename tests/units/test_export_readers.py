"""Every file of the result folder, read by a library that is not ours."""

from __future__ import annotations

import json
import math
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luncur.campaign.study import fly_to_folder

START = datetime(2023, 11, 15, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("readers") / "out"
    fly_to_folder("soyuz-vostochny-sso", out)
    return out


@pytest.fixture(scope="module")
def summary(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "summary.json").read_text()))


def test_netcdf_decodes_its_time(folder: Path) -> None:
    """Unidata's library reads the classic file; the CF time decodes to the launch."""
    netcdf = pytest.importorskip("netCDF4")
    with netcdf.Dataset(folder / "trajectory.nc") as data:
        assert data.Conventions == "CF-1.8"
        time = data["time"]
        first = netcdf.num2date(time[0], time.units, time.calendar)
        assert first.isoformat() == "2023-11-15T02:00:00"
        frame = data[data["mass"].grid_mapping]
        assert (frame.semi_major_axis, frame.inverse_flattening) == (6378137.0, 298.257223563)
        assert data["altitude"].standard_name == "height_above_reference_ellipsoid"
        assert data["altitude"].dimensions == ("time",)


def test_kml_has_moments(folder: Path, summary: dict[str, Any]) -> None:
    """fastkml finds a moment at each event and each drop, and the flight's span."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fastkml = pytest.importorskip("fastkml")
        from fastkml.utils import find_all

        marks = list(find_all(fastkml.KML.parse(folder / "flight.kml"), of_type=fastkml.Placemark))
    moments = {m.name: m.times.timestamp.dt for m in marks if type(m.times).__name__ == "TimeStamp"}
    for drop in summary["drops"]:
        assert abs(moments[drop["body"]] - START - timedelta(seconds=drop["time_s"])) < timedelta(milliseconds=1)
    for event in summary["events"]:
        assert event["name"] in moments
    span = next(m.times for m in marks if m.name == "flight")
    assert span.begin.dt == START
    core = next(m.geometry for m in marks if m.name == "core")
    lies = next(d for d in summary["drops"] if d["body"] == "core")
    assert (core.x, core.y) == pytest.approx((lies["longitude_deg"], lies["latitude_deg"]), abs=1e-6)


def test_czml_is_what_its_own_models_allow(folder: Path, summary: dict[str, Any]) -> None:
    """czml3 takes every packet; each drop falls from the vehicle to where the summary says it lies."""
    czml3 = pytest.importorskip("czml3")
    from shapely.geometry import Point

    packets = json.loads((folder / "flight.czml").read_text())
    for packet in packets:
        czml3.Packet.model_validate(packet)
    vehicle = np.array(packets[1]["position"]["cartesian"]).reshape(-1, 4)
    for drop in summary["drops"]:
        packet = next(p for p in packets if p["id"] == f"drop {drop['body']}")
        path = np.array(packet["position"]["cartesian"]).reshape(-1, 4)
        let_go = np.array([np.interp(drop["release_time_s"], vehicle[:, 0], vehicle[:, i]) for i in (1, 2, 3)])
        assert np.linalg.norm(path[0, 1:] - let_go) < 2e3  # the vehicle's rows are up to a second apart
        assert np.linalg.norm(path[-1, 1:]) == pytest.approx(6.371e6, rel=3e-3)
        x, y, z = path[-1, 1:]
        lies = Point(math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y) * (1 - 0.00669438))))
        assert lies.distance(Point(drop["longitude_deg"], drop["latitude_deg"])) < 1e-4


def test_oem_is_read_by_another(folder: Path, summary: dict[str, Any]) -> None:
    """The package oem checks the keywords and reads the last state: on the orbit that the summary gives."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oem = pytest.importorskip("oem")
        segment = next(iter(oem.OrbitEphemerisMessage.open(folder / "orbit.oem")))
    states = list(segment.states)
    assert segment.metadata["CENTER_NAME"] == "EARTH"
    # Earth-fixed velocities become inertial ones by the Earth's turning; the vis-viva equation gives the size of the orbit
    position, velocity = np.array(states[-1].position), np.array(states[-1].velocity)
    inertial = velocity + np.cross([0.0, 0.0, 7.292115e-5], position)
    axis = 1.0 / (2.0 / np.linalg.norm(position) - inertial @ inertial / 398600.4418)
    assert axis == pytest.approx(summary["orbit"]["semi_major_axis_m"] / 1000, abs=15)  # osculating, of an oblate Earth


def test_kml_follows_its_schema(folder: Path) -> None:
    """lxml, by the schema of OGC KML 2.2."""
    etree = pytest.importorskip("lxml.etree")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fastkml = pytest.importorskip("fastkml")
    schema = etree.XMLSchema(etree.parse(str(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd")))
    document = etree.parse(str(folder / "flight.kml"))
    assert schema.validate(document), schema.error_log
    space = {"k": "http://www.opengis.net/kml/2.2"}
    folders = {f.findtext("k:name", namespaces=space): f for f in document.iterfind(".//k:Folder", space)}
    assert set(folders) >= {"drop region", "evacuated area", "controlled area"}
    styles = {f"#{s.get('id')}" for s in document.iterfind(".//k:Style", space)}
    assert {u.text for u in document.iterfind(".//k:styleUrl", space)} <= styles


def test_gdal_reads_areas_and_kml(folder: Path, summary: dict[str, Any]) -> None:
    """GDAL, as QGIS uses it: every feature with its kind, in WGS 84; the closed circle has its size."""
    pyogrio = pytest.importorskip("pyogrio")
    from shapely import from_wkb

    def read(name: str) -> tuple[dict[str, Any], dict[str, Any], Any]:
        made = pyogrio.raw.read(str(folder / name))
        return made[0], dict(zip(made[0]["fields"], made[3], strict=True)), from_wkb(made[2])

    about, fields, shapes = read("areas.geojson")
    assert about["crs"] == "EPSG:4326"
    kinds = dict.fromkeys(fields["kind"])
    assert set(kinds) == {"drop region", "evacuated area", "controlled area", "impact point trace"}
    assert all(shape.is_valid for shape in shapes)
    pad = fields["body"].tolist().index("around the pad")
    start = summary["events"][0]
    assert shapes[pad].centroid.x == pytest.approx(start["longitude_deg"], abs=1e-3)
    assert shapes[pad].bounds[3] - shapes[pad].bounds[1] == pytest.approx(2 * 8e3 / 111.2e3, rel=1e-2)
    layers = pyogrio.list_layers(str(folder / "flight.kml"))
    assert {"drop region", "evacuated area", "controlled area"} <= {str(name) for name, _ in layers}
