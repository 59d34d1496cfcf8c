"""The summary's part about unguided flight."""

from __future__ import annotations

from typing import Any

import jsonschema
import numpy as np
import pytest

from luncur.campaign.launches import simulate
from luncur.campaign.study import prepare
from luncur.campaign.unguided import LAYERS, unguided_record
from luncur.debris.breakup import class_names
from luncur.export.schema import summary_schema
from luncur.mission import load


@pytest.fixture(scope="module")
def sim() -> Any:
    return prepare(load("sounding-rocket"), 3)[0]


@pytest.fixture(scope="module")
def record(sim: Any) -> dict[str, Any]:
    found = unguided_record(sim)
    assert found is not None
    return found


def test_fits_the_schema(record: dict[str, Any]) -> None:
    schema = summary_schema()["properties"]["unguided"]
    jsonschema.validate(record, schema)
    assert [b["body"] for b in record["bodies"]] == ["motor", "payload"]


def test_radii_grow_and_shrink_as_they_should(record: dict[str, Any]) -> None:
    for body in record["bodies"]:
        for key in ("radius_about_mean_m", "radius_about_nominal_m", "radius_in_known_wind_m"):
            assert body[key]["r50"] < body[key]["r90"] < body[key]["r95"]
        assert body["radius_in_known_wind_m"]["r95"] < 0.5 * body["radius_about_nominal_m"]["r95"]


def test_layers_add_up_to_the_whole_wind(record: dict[str, Any]) -> None:
    for body in record["bodies"]:
        shares = [row["share"] for row in body["wind_weighting"]]
        assert len(shares) == len(LAYERS)
        assert shares[-1] == pytest.approx(1.0, abs=1e-3)
        assert shares[0] > 0.4  # the wind near the rail counts most
        heights = body["measure_wind_up_to_m"]
        assert heights["80%"] <= heights["95%"] <= heights["99%"]


def test_the_launcher_is_no_measure_under_a_canopy(record: dict[str, Any]) -> None:
    motor, payload = record["bodies"]
    assert [w["criterion"] for w in motor["largest_wind"]] == ["elevation", "azimuth", "radius"]
    assert [w["criterion"] for w in payload["largest_wind"]] == ["radius"]
    effect = max(motor["unit_wind_effect_m_per_m_s"].values())
    room = 60e3 - motor["radius_in_known_wind_m"]["r95"]
    assert motor["largest_wind"][2]["wind_m_s"] == pytest.approx(room / effect)


def test_a_guided_vehicle_has_no_such_part() -> None:
    assert unguided_record(prepare(load("electron-biak-hypothetical"), 0)[0]) is None


# The payload falls under drogue and main; each stays shut with probability 0.03.
def test_canopies_fail_as_often_as_declared(sim: Any) -> None:
    launch = np.arange(2048, dtype=np.int64)
    out = simulate(sim, launch, np.full(2048, len(sim.strata), dtype=np.int64))
    payload = out.pieces.class_id == class_names(sim.plan.mission).index("payload, whole")
    speed = (out.impacts.speed * np.sin(out.impacts.angle))[payload]  # downward: the wind adds to the rest
    assert np.all(out.status < 20)
    assert np.mean(speed > 12.0) == pytest.approx(0.03, abs=0.012)  # no main
    assert np.mean(speed > 40.0) == pytest.approx(0.0009, abs=0.003)  # neither
    assert np.median(speed) == pytest.approx(7.0, abs=0.3)
