"""Whatever bytes come as telemetry, a reader answers with a measurement that is sound, or with a reason."""

from __future__ import annotations

import io
import json
import math
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from luncur.errors import InputError
from luncur.watch.csv_line import columns_of, measurement_of_csv
from luncur.watch.file_lines import _of_stream
from luncur.watch.json_packet import measurement_of_json
from luncur.watch.measurement import FIELDS, Measurement
from luncur.watch.reasons import Reason

COLUMNS = ("source", "time_s", "receive_s", "x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s", "valid", "sequence")
values = st.one_of(
    st.floats(), st.integers(), st.booleans(), st.none(), st.text(max_size=8), st.lists(st.integers(), max_size=2)
)
fields = st.dictionaries(st.one_of(st.sampled_from(sorted(FIELDS)), st.text(max_size=6)), values, max_size=16)
full = st.fixed_dictionaries(dict.fromkeys(COLUMNS, values))
numbers = st.one_of(st.floats(-1e12, 1e12), st.floats(-1e4, 1e4), st.integers(-(10**13), 10**13))
sound_but_for_values = st.fixed_dictionaries(
    dict.fromkeys(COLUMNS[1:9], numbers) | {"source": st.text(max_size=5), "valid": st.booleans()}
)
taken = {"count": 0}
refused: list[str] = []  # what was said of files that are no telemetry


def check(found: Measurement | Reason) -> None:
    if isinstance(found, Reason):
        assert found in (Reason.MALFORMED, Reason.NON_FINITE, Reason.OVERSIZED)
        return
    taken["count"] += 1
    assert all(math.isfinite(x) for x in (found.time, *found.state))
    assert isinstance(found.valid, bool)
    assert -1 <= found.sequence < 2**63
    assert not any(math.isinf(c) for c in (*found.channels, found.receive))


@settings(max_examples=500)
@given(st.binary(max_size=1100))
@example(b'{"time_s":' + b"9" * 900 + b"}")
@example(b"[" * 1024)
@example(b'"\\ud800"')
def test_any_bytes(packet: bytes) -> None:
    check(measurement_of_json(packet))
    check(measurement_of_csv(packet, COLUMNS))


@settings(max_examples=500)
@given(st.one_of(fields, full, sound_but_for_values))
def test_any_fields(record: dict[str, Any]) -> None:
    check(measurement_of_json(json.dumps(record).encode()))
    row = ",".join("" if v is None else str(v) for v in (record.get(name) for name in COLUMNS))
    check(measurement_of_csv(row.encode(), COLUMNS))


def test_some_were_sound() -> None:
    """The examples above reach measurements as well, not only refusals."""
    taken["count"] = 0
    test_any_fields()
    assert taken["count"] > 20


@settings(max_examples=300)
@given(st.lists(st.sampled_from([b"{", b"}", b"\n", b",", b"1", b"nan", b'"', b"source", b"\x00", b"\xef\xbb\xbf", b"x" * 1030]), max_size=30))  # fmt: skip
def test_any_file(pieces: list[bytes]) -> None:
    try:
        for found in _of_stream(io.BytesIO(b"".join(pieces)), "f"):
            check(found)
    except InputError as error:
        refused.append(str(error))


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_header(line: bytes) -> None:
    try:
        assert set(columns_of(line, "f")) <= FIELDS
    except InputError as error:
        refused.append(str(error))


def test_refusals_are_one_line_that_names_the_place() -> None:
    refused.clear()
    test_any_file()
    test_any_header()
    assert refused
    assert all("line 1" in said and "\n" not in said for said in refused)
