"""Every file that only a study has, read by a library that is not ours, and the same numbers found again."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luncur.campaign.verbs import assess
from luncur.export import summary_schema

LAUNCHES = 1024


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("study") / "out"
    assess("electron-biak-hypothetical", out, samples=LAUNCHES, seed=2)
    return out


@pytest.fixture(scope="module")
def summary(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "summary.json").read_text()))


def test_every_file_has_a_reader(folder: Path) -> None:
    """Those of a flight are read in the tests of the files; a new one would want its own."""
    of_a_flight = {"trajectory.nc", "areas.geojson", "flight.kml", "flight.czml", "orbit.oem", "report.html"}
    of_a_study = {"summary.json", "impacts.parquet", "risk.csv", "failed.csv", "run.json"}
    assert {item.name for item in folder.iterdir()} == of_a_flight | of_a_study


def test_summary_follows_its_schema(summary: dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(summary_schema())
    jsonschema.validate(summary, summary_schema())


def test_impacts_give_the_casualty_expectation(folder: Path, summary: dict[str, Any]) -> None:
    """pyarrow: the sum of weight times casualties is the summary's; units and counts are in the metadata."""
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(folder / "impacts.parquet")
    columns = {name: table[name].to_numpy() for name in table.column_names}
    expectation = float(np.sum(columns["weight"] * columns["casualties"]))
    assert expectation == pytest.approx(summary["risk"]["casualty_expectation_total"]["mean"], rel=1e-6)
    meta = {k.decode(): v.decode() for k, v in parquet.read_metadata(folder / "impacts.parquet").metadata.items()}
    assert int(meta["impacts_kept"]) == table.num_rows
    assert columns["launch"].max() < LAUNCHES
    assert np.allclose(columns["kinetic_energy_j"], 0.5 * columns["mass_kg"] * columns["speed_m_s"] ** 2, rtol=1e-5)


def test_tables_open_in_pandas(folder: Path, summary: dict[str, Any]) -> None:
    """pandas: risk by phase, mode and class sums to the total under the first people model; no launch failed unseen."""
    pandas = pytest.importorskip("pandas")
    risk = pandas.read_csv(folder / "risk.csv")
    first = risk[risk["people_model"] == summary["risk"]["casualty_expectation_total"]["people_model"]]
    total = summary["risk"]["casualty_expectation_total"]["mean"]
    assert first["casualty_expectation"].sum() == pytest.approx(total, rel=1e-6)
    assert (first["sampling_low_95"] <= first["casualty_expectation"]).all()
    assert len(pandas.read_csv(folder / "failed.csv")) == summary["failed_launches"]


def test_hazard_areas_open_in_gdal(folder: Path, summary: dict[str, Any]) -> None:
    """GDAL: every area of the summary is a feature of its kind, with its limit and times, and has its size."""
    pyogrio = pytest.importorskip("pyogrio")
    from geographiclib.geodesic import Geodesic
    from shapely import from_wkb

    made = pyogrio.raw.read(str(folder / "areas.geojson"))
    fields = dict(zip(made[0]["fields"], made[3], strict=True))
    shapes = from_wkb(made[2])
    rows = [row for row in summary["areas"] if row["kind"] != "drop region"]
    assert {row["kind"] for row in rows} == {"ship hazard area", "aircraft hazard area", "individual risk area"}
    for row in rows:
        at = fields["body"].tolist().index(row["feature"])
        assert fields["kind"][at] == row["kind"]
        assert fields["probability"][at] == row["probability"]
        assert fields["time_end_s"][at] == row["time_end_s"]
        edge = Geodesic.WGS84.Polygon()
        for lon, lat in shapes[at].exterior.coords[:-1]:
            edge.AddPoint(lat, lon)
        assert abs(edge.Compute()[2]) / 1e6 == pytest.approx(row["area_km2"], rel=0.02)


def test_kml_of_a_study_follows_its_schema(folder: Path) -> None:
    """lxml: the limit and the times stand in the description of each hazard area."""
    etree = pytest.importorskip("lxml.etree")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fastkml = pytest.importorskip("fastkml")
    schema = etree.XMLSchema(etree.parse(str(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd")))
    document = etree.parse(str(folder / "flight.kml"))
    assert schema.validate(document), schema.error_log
    space = {"k": "http://www.opengis.net/kml/2.2"}
    for kind, limit in (("ship", "1e-05"), ("aircraft", "1e-06")):
        (marks,) = (
            f for f in document.iterfind(".//k:Folder", space)
            if f.findtext("k:name", namespaces=space) == f"{kind} hazard area"
        )  # fmt: skip
        said = [d.text for d in marks.iterfind(".//k:description", space)]
        assert said
        assert all(f"probability {limit} per launch" in text and "after lift-off" in text for text in said)
