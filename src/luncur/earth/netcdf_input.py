"""Reads a user's NetCDF file that may be anything: classic through scipy, NetCDF-4 (HDF5) through h5netcdf."""

from __future__ import annotations

import math
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError

Floats = NDArray[np.float64]

CLASSIC_SIZE = 2_000_000_000  # bytes; a classic file is read whole
MAXIMUM_VALUES = 20_000_000  # of one read: 160 MB as numbers


@dataclass(frozen=True)
class NcVariable:
    """One variable of an open file: its dimensions, their sizes, and its attributes."""

    file: str
    name: str
    dimensions: tuple[str, ...]
    shape: tuple[int, ...]
    attributes: dict[str, Any]
    source: Any

    def text(self, attribute: str) -> str:
        """An attribute as text; empty when it is not there."""
        value = self.attributes.get(attribute, "")
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)

    def read(self, index: Any = ...) -> Floats:
        """Values of a part, unpacked by scale_factor and add_offset; missing ones are nan.

        Raises InputError when the part is larger than ``MAXIMUM_VALUES`` or cannot be read.
        """
        wanted = math.prod(_sizes(self.shape, index))
        if wanted > MAXIMUM_VALUES:
            raise InputError(self.file, self.name, wanted, f"at most {MAXIMUM_VALUES:,} values")
        try:
            raw = np.asarray(self.source[index])
            if raw.dtype.kind not in "iuf":
                raise ValueError(f"numbers, not {raw.dtype}")
            values = raw.astype(np.float64)
            for key in ("_FillValue", "missing_value"):
                if key in self.attributes:
                    values[np.isin(raw, np.asarray(self.attributes[key]).ravel()[:16])] = math.nan
            scale, offset = (self._number(key, other) for key, other in (("scale_factor", 1.0), ("add_offset", 0.0)))
        except Exception as error:  # the libraries raise whatever a broken file leads them to
            raise InputError(self.file, self.name, None, f"values that can be read ({_short(error)})") from None
        with np.errstate(over="ignore", invalid="ignore"):
            return np.asarray(values * scale + offset)

    def chars(self) -> list[str]:
        """A variable of characters as texts, one for each row; nothing beyond 1,000 rows is read."""
        if len(self.shape) != 2 or self.shape[0] > 1000 or self.shape[1] > 1000:
            raise InputError(self.file, self.name, None, "a table of characters of at most 1,000 by 1,000")
        rows = np.asarray(self.source[:])
        if rows.dtype.kind != "S":
            raise InputError(self.file, self.name, None, "characters")
        return [b"".join(row.tolist()).decode("utf-8", "replace").rstrip("\0 ") for row in rows]

    def _number(self, key: str, other: float) -> float:
        return float(np.asarray(self.attributes[key]).ravel()[0]) if key in self.attributes else other


def _sizes(shape: tuple[int, ...], index: Any) -> list[int]:
    parts = index if isinstance(index, tuple) else (index,)
    if parts == (...,):
        return list(shape)
    sizes = [len(range(*p.indices(n))) if isinstance(p, slice) else 1 for p, n in zip(parts, shape, strict=False)]
    return [*sizes, *shape[len(parts) :]]


@contextmanager
def open_netcdf(path: Path) -> Iterator[dict[str, NcVariable]]:
    """The variables of a NetCDF file, by name, while it is open.

    Raises InputError for anything that is not one, a classic file above 2 GB, and NetCDF-4 without the optional part
    ``weather``.
    """
    file, kind = str(path), _kind(path)
    opened = _open(path, kind)
    try:
        yield {
            str(name): NcVariable(
                file, str(name), tuple(v.dimensions), tuple(int(n) for n in v.shape), _attributes(v, kind), v
            )
            for name, v in opened.variables.items()
        }
    finally:
        opened.close()


def _kind(path: Path) -> str:
    file = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(file, "", None, "an ordinary file")
        with path.open("rb") as stream:
            magic = stream.read(8)
    except OSError as error:
        raise InputError(file, "", None, f"a readable file ({error.strerror or 'cannot be read'})") from None
    if magic[:4] in (b"CDF\x01", b"CDF\x02"):
        if status.st_size > CLASSIC_SIZE:
            raise InputError(file, "", f"{status.st_size / 1e9:.1f} GB", "a classic NetCDF file of at most 2 GB")
        return "classic"
    if magic == b"\x89HDF\r\n\x1a\n":
        return "hdf5"
    raise InputError(file, "", None, "a NetCDF file (classic, 64-bit offset or NetCDF-4)")


def _open(path: Path, kind: str) -> Any:
    file = str(path)
    if kind == "hdf5":
        try:
            import h5netcdf
        except ImportError:
            expected = "a classic NetCDF file, or the optional part 'weather' (pip install 'luncur[weather]')"
            raise InputError(file, "format", "NetCDF-4", expected) from None
    try:
        if kind == "hdf5":

            class Quiet(h5netcdf.File):  # type: ignore[misc]
                def __del__(self) -> None:  # of a file that could not be opened there is nothing to close
                    with suppress(Exception):
                        self.close()

            return Quiet(file, "r", decode_vlen_strings=True)
        return _Classic(file)
    except Exception as error:  # as above
        raise InputError(file, "", None, f"a NetCDF file that can be read ({_short(error)})") from None


class _Classic:
    """A classic file through scipy, whose own object complains when it is let go half open."""

    def __init__(self, file: str) -> None:
        from scipy.io import netcdf_file

        class Quiet(netcdf_file):  # type: ignore[misc]
            def __del__(self) -> None:
                if hasattr(self, "fp"):
                    self.fp.close()

        self._file = Quiet(file, "r", mmap=False)
        self.variables = self._file.variables

    def close(self) -> None:
        self._file.close()


def _attributes(variable: Any, kind: str) -> dict[str, Any]:
    if kind == "classic":
        return dict(variable._attributes)
    try:
        return {str(key): value for key, value in variable.attrs.items()}
    except Exception:  # an attribute of a type that the library does not know
        return {}


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
