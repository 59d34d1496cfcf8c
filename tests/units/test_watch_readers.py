"""What one packet or line tells, and why it tells nothing."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from luncur.errors import InputError
from luncur.watch.csv_line import columns_of, measurement_of_csv
from luncur.watch.file_lines import measurements_in
from luncur.watch.json_packet import MAXIMUM_SIZE, measurement_of_json
from luncur.watch.measurement import Measurement, measurement_of
from luncur.watch.reasons import Reason

GOOD: dict[str, Any] = {
    "source": "unit 1", "time_s": 12.5, "receive_s": 12.53, "x_m": 6378137.0, "y_m": 10.0, "z_m": -20.0, "vx_m_s": 1.0,
    "vy_m_s": 2.0, "vz_m_s": 3.0, "valid": True, "attitude_error_deg": -3.0, "body_rate_deg_s": 1.5, "thrust_share": 0.97,
    "sequence": 7,
}  # fmt: skip


def read(**changes: Any) -> Measurement | Reason:
    return measurement_of_json(json.dumps({k: v for k, v in {**GOOD, **changes}.items() if v is not ...}).encode())


def test_every_field_arrives_in_si() -> None:
    m = read()
    assert isinstance(m, Measurement)
    assert (m.source, m.time, m.receive, m.valid, m.sequence) == ("unit 1", 12.5, 12.53, True, 7)
    assert m.state == (6378137.0, 10.0, -20.0, 1.0, 2.0, 3.0)
    assert m.channels == pytest.approx((math.radians(3.0), math.radians(1.5), 0.97))


def test_geodetic_position() -> None:
    m = read(x_m=..., y_m=..., z_m=..., latitude_deg=0.0, longitude_deg=90.0, altitude_m=100.0)
    assert isinstance(m, Measurement)
    assert m.state[:3] == pytest.approx((0.0, 6378237.0, 0.0), abs=1e-6)


def test_what_is_not_told_stays_unknown() -> None:
    m = read(sequence=..., receive_s=..., thrust_share=None)
    assert isinstance(m, Measurement)
    assert m.sequence == -1
    assert math.isnan(m.receive)
    assert math.isnan(m.channels[2])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"time_s": ...}, Reason.MALFORMED),
        ({"vx_m_s": ...}, Reason.MALFORMED),
        ({"y_m": ...}, Reason.MALFORMED),
        ({"valid": ...}, Reason.MALFORMED),
        ({"valid": 1}, Reason.MALFORMED),
        ({"time_s": "12"}, Reason.MALFORMED),
        ({"time_s": True}, Reason.MALFORMED),
        ({"source": 3}, Reason.MALFORMED),
        ({"sequence": -1}, Reason.MALFORMED),
        ({"sequence": 1.0}, Reason.MALFORMED),
        ({"sequence": 2**63}, Reason.MALFORMED),
        ({"attitude_err_deg": 3.0}, Reason.MALFORMED),
        ({"latitude_deg": 3.0}, Reason.MALFORMED),
        ({"x_m": math.nan}, Reason.NON_FINITE),
        ({"thrust_share": math.inf}, Reason.NON_FINITE),
        ({"x_m": 1e13}, Reason.NON_FINITE),
        ({"time_s": 10**400}, Reason.NON_FINITE),
        ({"source": "x" * MAXIMUM_SIZE}, Reason.OVERSIZED),
    ],
)
def test_why_a_packet_tells_nothing(changes: dict[str, Any], reason: Reason) -> None:
    assert read(**changes) is reason


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        (b"", Reason.MALFORMED), (b"[]", Reason.MALFORMED), (b"\xff\xfe", Reason.MALFORMED), (b"[" * 1000, Reason.MALFORMED),
        (b'{"a":' * 200, Reason.MALFORMED), (b'{"time_s":1,"time_s":2}', Reason.MALFORMED), (b'{"x_m":-Infinity}', Reason.NON_FINITE),
        (b'{"time_s":1e999}', Reason.MALFORMED), (b" " * 1025, Reason.OVERSIZED),
    ],
)  # fmt: skip
def test_why_bytes_tell_nothing(packet: bytes, reason: Reason) -> None:
    assert measurement_of_json(packet) is reason


def test_a_csv_line_tells_what_the_same_json_tells() -> None:
    names = tuple(GOOD)
    line = ",".join("1" if v is True else str(v) for v in GOOD.values()).encode()
    assert measurement_of_csv(line, columns_of(",".join(names).encode(), "f")) == measurement_of(GOOD)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("nan", Reason.NON_FINITE), ("-Infinity", Reason.NON_FINITE), ("1e999", Reason.NON_FINITE), ("1_0", Reason.MALFORMED), ("١", Reason.MALFORMED), ("0x1", Reason.MALFORMED), ("", Reason.MALFORMED), ("1,2", Reason.MALFORMED)],
)  # fmt: skip
def test_csv_cells_that_are_no_number(cell: str, reason: Reason) -> None:
    names = tuple(GOOD)
    cells = {**{k: "1" if v is True else str(v) for k, v in GOOD.items()}, "x_m": cell}
    assert measurement_of_csv(",".join(cells[n] for n in names).encode(), names) is reason


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("source,time_s", "a column receive_s"),
        ("source,source", "stand once"),
        ("source,tme_s", "tme_s"),
        (",".join([*GOOD, "latitude_deg"]), "one kind of position"),
    ],
)
def test_csv_headers_that_do_not_do(header: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        columns_of(header.encode(), "f")


def lines(tmp_path: Path, data: bytes) -> list[Measurement | Reason]:
    path = tmp_path / "f"
    path.write_bytes(data)
    return list(measurements_in(path))


def test_a_line_without_an_end_and_one_that_is_too_long(tmp_path: Path) -> None:
    good = json.dumps(GOOD).encode()
    found = lines(tmp_path, b"\xef\xbb\xbf" + good + b"\r\n\n" + b"{" + b"x" * 1_000_000 + b"\n" + good)
    assert [type(m) for m in found] == [Measurement, Reason, Measurement]
    assert found[1] is Reason.OVERSIZED


def test_long_csv_lines_are_passed_over(tmp_path: Path) -> None:
    header = ",".join(GOOD).encode()
    good = ",".join("true" if v is True else str(v) for v in GOOD.values()).encode()
    found = lines(tmp_path, b"\n".join([header, good, b"9" * 5000, good]))
    assert found == [measurement_of(GOOD), Reason.OVERSIZED, measurement_of(GOOD)]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"hello\n", b"\x00" * 5000])
def test_files_that_are_no_telemetry(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match="line 1"):
        lines(tmp_path, data)


def test_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ordinary file"):
        list(measurements_in(tmp_path))
    with pytest.raises(InputError, match="No such file"):
        list(measurements_in(tmp_path / "none"))
