"""JSON Schema of summary.json."""

from __future__ import annotations

from typing import Any

_NUMBER = {"type": "number"}
_MAYBE = {"type": ["number", "null"]}
_TEXT = {"type": "string"}
# Code and values of a sentence, to say it in another language; null for a text that is not luncur's own.
_CODED = {"type": ["object", "null"], "properties": {"code": _TEXT, "values": {"type": "object"}}}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _rows(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


INTERVAL = _object(
    mean=_NUMBER, sampling_low_95=_NUMBER, sampling_high_95=_NUMBER, input_low_95=_MAYBE, input_high_95=_MAYBE,
    launches={"type": "integer"}, people_model=_TEXT,
)  # fmt: skip


def _unguided() -> dict[str, Any]:
    """The part of an unguided rocket: scatter of its impacts, effect of wind and launcher, the largest wind."""
    radii = _object(r50=_NUMBER, r90=_NUMBER, r95=_NUMBER)
    body = _object(
        body=_TEXT, impacts={"type": "integer"}, nominal_latitude_deg=_NUMBER, nominal_longitude_deg=_NUMBER,
        mean_latitude_deg=_NUMBER, mean_longitude_deg=_NUMBER, radius_about_mean_m=radii, radius_about_nominal_m=radii,
        radius_in_known_wind_m=radii, r95_about_nominal_low_m=_NUMBER, r95_about_nominal_high_m=_NUMBER,
        unit_wind_effect_m_per_m_s=_object(along=_NUMBER, across=_NUMBER),
        launcher_effect_m_per_deg=_object(elevation=_NUMBER, azimuth=_NUMBER),
        wind_weighting=_rows(_object(up_to_m=_NUMBER, share=_NUMBER)), measure_wind_up_to_m={"type": "object"},
        largest_wind=_rows(_object(criterion=_TEXT, wind_m_s=_MAYBE)),
    )  # fmt: skip
    return _object(launches={"type": "integer"}, elevation_deg=_NUMBER, bodies=_rows(body))


def _dominant() -> dict[str, Any]:
    """The largest contributors to each kind of risk, by split."""
    row = _object(name=_TEXT, share=_NUMBER, mean=_NUMBER, sampling_low_95=_NUMBER, sampling_high_95=_NUMBER)
    splits = {name: _rows(row) for name in ("phase", "failure_mode", "hazard", "fragment_class", "place")}
    kind = {"anyOf": [_object(**splits), {"type": "null"}]}
    return _object(failures=kind, planned=kind, total=kind, conditional=kind, individual=kind)


def _sensitivity() -> dict[str, Any]:
    """The casualty expectation with one input at a time set to another value."""
    setting = _object(
        setting=_TEXT, casualty_expectation_total=_MAYBE, casualty_expectation_failures=_NUMBER, ratio=_MAYBE,
        ratio_low_95=_MAYBE, ratio_high_95=_MAYBE,
    )  # fmt: skip
    row = _object(input=_TEXT, of=_TEXT, low=_NUMBER, high=_NUMBER, ratio=_MAYBE, settings=_rows(setting))
    return _object(
        launches={"type": "integer"}, seed={"type": "integer"}, people_model=_TEXT, per_failure={"type": "boolean"},
        casualty_expectation_total=_MAYBE, casualty_expectation_failures=_NUMBER, rows=_rows(row),
    )  # fmt: skip


def _termination() -> dict[str, Any]:
    """What ended the malfunction flights of a study."""
    row = _object(rule=_TEXT, kind=_TEXT, action=_TEXT, ended={"type": "integer"}, share=_NUMBER)
    return _object(flights={"type": "integer"}, ended={"type": "integer"}, share_ended=_NUMBER, by_rule=_rows(row))


def summary_schema() -> dict[str, Any]:
    """The schema of the summary, format luncur-summary/1; what is not computed is null and named in ``not_computed``."""
    event = _object(
        name=_TEXT, time_s=_NUMBER, latitude_deg=_NUMBER, longitude_deg=_NUMBER, altitude_m=_NUMBER, speed_relative_m_s=_NUMBER,
        speed_inertial_m_s=_NUMBER, flight_path_angle_deg=_NUMBER, downrange_m=_NUMBER, dynamic_pressure_pa=_NUMBER, mass_kg=_NUMBER,
        shutdown=_rows(_TEXT),
    )  # fmt: skip
    orbit = _object(
        semi_major_axis_m=_MAYBE, eccentricity=_NUMBER, inclination_deg=_NUMBER, raan_deg=_NUMBER, argument_of_perigee_deg=_NUMBER,
        perigee_altitude_m=_MAYBE, apogee_altitude_m=_MAYBE, node_rate_deg_day=_MAYBE,
    )  # fmt: skip
    region = _object(semi_major_m=_NUMBER, semi_minor_m=_NUMBER, azimuth_deg=_NUMBER, method=_TEXT)
    drop = _object(
        body=_TEXT, latitude_deg=_MAYBE, longitude_deg=_MAYBE, range_m=_MAYBE, azimuth_deg=_MAYBE, time_s=_MAYBE,
        region_97={"anyOf": [region, {"type": "null"}]},
    )  # fmt: skip
    splits = {
        name: _rows(INTERVAL) for name in ("by_phase", "by_failure_mode", "by_fragment_class", "by_place", "by_hazard")
    }
    maybe_interval = {"anyOf": [INTERVAL, {"type": "null"}]}
    keys = [f"casualty_expectation_{part}" for part in ("failures", "planned", "total")]
    without = _object(**{key: {"type": ["array", "null"], "items": INTERVAL} for key in keys})
    risk = _object(
        without_closures={"anyOf": [without, {"type": "null"}]}, sheltered={"type": "boolean"},
        casualty_expectation_failures=INTERVAL, casualty_expectation_planned=INTERVAL, casualty_expectation_total=maybe_interval,
        per_failure={"type": "boolean"},
        dominant=_dominant(), input_interval_covers=_rows(_TEXT), sensitivity={"anyOf": [_sensitivity(), {"type": "null"}]},
        individual_probability_max=maybe_interval, conditional_casualty_expectation_max=maybe_interval, **splits,
    )  # fmt: skip
    criterion = _object(
        rule_set=_TEXT, name=_TEXT, limit=_NUMBER, value=maybe_interval, verdict={"enum": ["below", "above", "undecided"]},
        reason=_TEXT, reason_coded=_CODED, source=_TEXT, confirmed={"type": "boolean"},
    )  # fmt: skip
    closed = _object(
        name=_TEXT, kind={"enum": ["evacuated area", "controlled area"]}, applies_to={"enum": ["all", "planned", "failures"]},
        area_km2=_NUMBER, source=_TEXT, confidence={"type": ["string", "null"]}, note=_TEXT, outline=_rows(_rows(_NUMBER)),
        people={"type": "object", "additionalProperties": {"type": "integer"}},
    )  # fmt: skip
    document = _object(
        schema={"const": "luncur-summary/1"}, mission=_TEXT, seed={"type": "integer"}, launches={"type": "integer"},
        failed_launches={"type": "integer"}, assumed=_rows(_TEXT), assumed_coded=_rows(_CODED), bodies=_rows(_TEXT), not_computed=_rows(_TEXT), not_computed_reasons=_rows(_TEXT), not_computed_coded=_rows(_CODED), provenance={"type": "object"},
        events=_rows(event), orbit={"anyOf": [orbit, {"type": "null"}]}, drops=_rows(drop), risk={"anyOf": [risk, {"type": "null"}]}, precision={"anyOf": [_object(wanted=_NUMBER, reached=_MAYBE), {"type": "null"}]},
        criteria=_rows(criterion), areas=_rows(_object(kind=_TEXT, area_km2=_NUMBER, feature=_TEXT)), closed_areas=_rows(closed), local_time=_object(zone={"type": ["string", "null"]}, utc_offset_s={"type": "integer"}),
        termination={"anyOf": [_termination(), {"type": "null"}]}, failure_probability={"type": ["object", "null"]}, unguided={"anyOf": [_unguided(), {"type": "null"}]}, timing=_object(wall_s=_NUMBER, falls=_MAYBE, falls_per_s=_MAYBE, evaluations_per_fall=_MAYBE, checkpoint_share=_MAYBE),
    )  # fmt: skip
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "luncur summary", **document}
