"""Shapefiles of a user's zones as the features of GeoJSON, loose or in a zip as Marine Regions gives them out."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from luncur.errors import InputError
from luncur.files import open_ordinary

PARTS = ("shp", "dbf", "prj", "cpg")  # .shx only speeds up a search
LARGEST = 800_000_000  # bytes of one part, unpacked
NEEDED = "a shapefile of polygons in longitude and latitude on WGS 84, with its .dbf and .prj beside it"


def is_shapefile(path: Path) -> bool:
    return path.suffix.lower() in (".shp", ".zip")


def features(path: Path) -> list[dict[str, Any]]:
    """The features of NAME.shp with its parts beside it, or of a zip that holds one shapefile.

    Longitudes and latitudes [deg] must be on WGS 84, as the .prj says.  InputError, in one sentence, for anything else.
    """
    import shapefile

    parts = _from_zip(path) if path.suffix.lower() == ".zip" else _beside(path)
    _check_projection(path, parts["prj"])
    try:
        reader = shapefile.Reader(
            shp=io.BytesIO(parts["shp"]), dbf=io.BytesIO(parts["dbf"]), encoding=_encoding(parts.get("cpg"))
        )
        found = [f.__geo_interface__ for f in reader.iterShapeRecords()]
    except InputError:
        raise
    except Exception as error:  # a torn file fails in the reader in many ways, none of them named
        raise InputError(str(path), "", None, f"{NEEDED} ({type(error).__name__} in its reader)") from None
    return found


def _beside(path: Path) -> dict[str, bytes]:
    out = {}
    for part in PARTS:
        # written by hand the extension may be in capitals
        file = next(
            (f for f in (path.with_suffix(f".{part}"), path.with_suffix(f".{part.upper()}")) if f.exists()), None
        )
        if file is not None:
            with open_ordinary(file, NEEDED, LARGEST) as stream:
                out[part] = stream.read()
    return _complete(path, out)


def _from_zip(path: Path) -> dict[str, bytes]:
    with open_ordinary(path, NEEDED, LARGEST) as stream:
        try:
            return _complete(path, _unpacked(path, zipfile.ZipFile(stream)))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise InputError(str(path), "", None, f"{NEEDED}, in a zip file ({error})") from None


def _unpacked(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    shapes = [i.filename for i in archive.infolist() if i.filename.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise InputError(str(path), "", f"{len(shapes)} files .shp", "a zip file with one shapefile")
    stem, out = shapes[0][:-4], {}
    for entry in archive.infolist():
        part = entry.filename.rpartition(".")[2].lower()
        if part in PARTS and entry.filename[: -len(part) - 1] == stem:
            with archive.open(entry) as stream:
                out[part] = stream.read(LARGEST + 1)  # the size that a zip file states is not to be trusted
            if len(out[part]) > LARGEST:
                raise InputError(str(path), entry.filename, None, f"at most {LARGEST / 1e6:,.0f} MB unpacked")
    return out


def _complete(path: Path, parts: dict[str, bytes]) -> dict[str, bytes]:
    for part in ("shp", "dbf", "prj"):
        if part not in parts:
            raise InputError(str(path), f".{part}", None, NEEDED)
    return parts


def _check_projection(path: Path, prj: bytes) -> None:
    text = prj.decode("latin-1")
    if "PROJCS" in text or "PROJCRS" in text or "WGS" not in text.upper():
        raise InputError(str(path), ".prj", " ".join(text[:60].split()), "longitude and latitude on WGS 84")


def _encoding(cpg: bytes | None) -> str:
    """Encoding of the names: what the .cpg says where Python knows it, else UTF-8, as Marine Regions writes."""
    name = (cpg or b"utf-8").decode("ascii", "replace").strip()
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name
