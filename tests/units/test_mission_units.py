"""Quantities: text with a unit into SI, and what is refused."""

from __future__ import annotations

import math

import pytest
from pydantic import TypeAdapter, ValidationError

from luncur.mission.units import UNITS, Elevation, Force, Inclination, Length, Mass, Probability, parse_quantity


# Conversion factors: NIST SP 811 (2008), appendix B.8.
@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1020.9 kN", "force", 1_020_900.0),
        ("85.6 tf", "force", 85.6 * 9806.65),
        ("7 lbf", "force", 7 * 4.4482216152605),
        ("51.883 deg", "angle", 0.905529178),
        ("-2.5e-1 rad", "angle", -0.25),
        ("278m", "length", 278.0),
        ("3.7 nmi", "length", 6852.4),
        ("42 ft", "length", 12.8016),
        ("17.5 t", "mass", 17_500.0),
        ("3 lb", "mass", 1.36077711),
        ("1.5 h", "time", 5400.0),
        ("0.5 %", "ratio", 0.005),
        ("0.25", "ratio", 0.25),
        (".5 km/s", "speed", 500.0),
        ("36 km/h", "speed", 10.0),
        ("11 kn", "speed", 5.658888889),
        ("2.1 psf", "ballistic coefficient", 10.253098),
        ("1.135 kW/m2", "heat flux", 1135.0),
        (7, "length", 7.0),
        (0.31, "angle", 0.31),
    ],
)
def test_converts(text: object, kind: str, value: float) -> None:
    assert parse_quantity(text, kind) == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("3 kg", "length", "units: m, km"),
        ("3 parsec", "length", "units: m, km"),
        ("3 M", "length", "units: m, km"),  # case matters: no guess
        ("3", "length", "units: m, km"),  # text needs its unit
        ("3,5 m", "length", "units: m, km"),  # no decimal comma in a machine file
        ("kg", "mass", "a mass such as '1.5 kg'"),
        ("", "mass", "a mass such as"),
        ("1.5 kg" + " " * 70, "mass", "a mass such as"),
        ("١ kg", "mass", "a mass such as"),  # digits of other scripts
        (True, "mass", "a mass such as"),
        (None, "mass", "a mass such as"),
        ([1], "angle", "an angle such as '1.5 deg'"),
        (math.nan, "mass", "a finite mass"),
        (-math.inf, "time", "a finite time"),
        (10**400, "mass", "a finite mass"),
        ("1e999 kg", "mass", "a finite mass"),
        ("1e308 t", "mass", "a finite mass"),
        ("nan kg", "mass", "a mass such as"),
        ("inf kg", "mass", "a mass such as"),
    ],
)
def test_refuses(value: object, kind: str, expected: str) -> None:
    with pytest.raises(ValueError, match=r"^expected ") as caught:
        parse_quantity(value, kind)
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (Length, "-3 m", "a length from 0 to 1e+09 m"),
        (Force, 0, "a force above 0 and up to 1e+09 N"),
        (Mass, "1e9 t", "a mass from 0 to 1e+08 kg"),
        (Elevation, "90.001 deg", "an angle from -90 to 90 deg"),
        (Inclination, "-0.1 deg", "an angle from 0 to 180 deg"),
        (Probability, "101 %", "a ratio from 0 to 1"),
    ],
)
def test_range(field: object, value: object, expected: str) -> None:
    with pytest.raises(ValidationError, match="expected") as caught:
        TypeAdapter(field).validate_python(value)
    assert caught.value.errors()[0]["msg"].endswith(expected)


@pytest.mark.parametrize(
    ("field", "value"), [(Elevation, "90 deg"), (Inclination, "180 deg"), (Probability, "100 %"), (Length, 0)]
)
def test_ends_of_range_are_allowed(field: object, value: object) -> None:
    assert TypeAdapter(field).validate_python(value) >= 0


def test_every_unit_is_read() -> None:
    for kind, units in UNITS.items():
        for unit, size in units.items():
            assert parse_quantity(f"2.5 {unit}", kind) == pytest.approx(2.5 * size, rel=1e-15)
