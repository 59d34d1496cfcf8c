"""Tables of results as Parquet files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any


def parquet_of(columns: Mapping[str, Any], notes: Mapping[str, str] | None = None) -> bytes:
    """The file that holds columns of one length, and notes as its metadata.

    It is made in memory, whole: on a full disk the writer would stop its thread in panic, which is no Exception, instead of
    saying so.
    """
    from arro3.core import Table
    from arro3.io import write_parquet

    made = io.BytesIO()
    write_parquet(
        Table.from_pydict(dict(columns)), made, compression="zstd(3)", key_value_metadata=dict(notes) if notes else None
    )
    return made.getvalue()
