"""The result folders that a server shows: found, named, and never outside the folder it serves."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from luncur.errors import LuncurError
from luncur.sentences import LANGUAGES, word
from luncur.server import limits
from luncur.server.errors import not_found
from luncur.server.reading import object_of

ITSELF = "~"  # the id of the served folder when it is a result folder
# The file that says what a folder holds, in the order in which they are looked for.
MAIN = {
    "summary.json": "study", "event.json": "event", "orbit.json": "orbit", "trial.json": "trial", "claims.json": "claims",
}  # fmt: skip


def id_of(relative: str) -> str:
    """How a folder is named in an address: its path inside the served folder, percent-encoded."""
    return ITSELF if relative in ("", ".") else quote(relative, safe="")


def place_of(root: Path, decoded: str) -> Path:
    """The folder of an id that the address has decoded; 404 for what is not a folder inside, by whatever name or link."""
    if decoded == ITSELF:
        return root
    parts = decoded.split("/")
    if "\0" in decoded or "\\" in decoded or any(part in ("", ".", "..") or part.startswith(".") for part in parts):
        raise not_found("this folder")
    if len(parts) > limits.DEEP or len(decoded) > 1000:
        raise not_found("this folder")
    place = root.joinpath(*parts)
    try:
        if Path(os.path.realpath(place)) != place or not place.is_dir():
            raise not_found("this folder")
    except (OSError, ValueError):
        raise not_found("this folder") from None
    return place


def kind_of(folder: Path) -> str | None:
    """What a folder holds, by the file in it; None: no result of luncur."""
    for name, kind in MAIN.items():
        if ordinary(folder / name):
            return kind
    return None


def main_file(folder: Path) -> Path:
    """The JSON file with what a folder holds; 404 when it holds no result."""
    for name in MAIN:
        if ordinary(folder / name):
            return folder / name
    raise not_found("a result of luncur in this folder")


def file_in(folder: Path, name: str) -> Path:
    """An ordinary file of a result folder; 404 for anything else."""
    if not name or "/" in name or "\\" in name or "\0" in name or name.startswith(".") or len(name) > 255:
        raise not_found("this file")
    path = folder / name
    if not ordinary(path):
        raise not_found("this file")
    return path


def files_in(folder: Path) -> list[dict[str, Any]]:
    """Name and size [bytes] of the ordinary files of a folder, by name."""
    out = []
    with os.scandir(folder) as found:
        for entry in found:
            with suppress(OSError):  # gone meanwhile, as the files of a run at work are
                if _shown(entry.name) and entry.is_file(follow_symlinks=False):
                    out.append({"name": entry.name, "bytes": entry.stat(follow_symlinks=False).st_size})
    return sorted(out, key=lambda row: str(row["name"]))


def _shown(name: str) -> bool:
    """Whether a name is one that an address can hold: not hidden, and text, which on a disk any bytes may stand for."""
    return not name.startswith(".") and name.encode("utf-8", "replace").decode() == name


def ordinary(path: Path) -> bool:
    """Whether a file is there and is no link, pipe or folder."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def names_in(root: Path) -> Iterator[str]:
    """Paths of the ordinary files in a folder, in it and as deep as folders are looked for."""
    for place in folders_in(root):
        with suppress(OSError):  # a folder that is gone, or that may not be read
            for row in files_in(place):
                yield (place / row["name"]).relative_to(root).as_posix()


def folders_in(root: Path) -> Iterator[Path]:
    """A folder and those in it, the nearest first; no links, none that is hidden."""
    waiting, seen = [(root, 0)], 0
    while waiting and seen < limits.VISITED:
        place, depth = waiting.pop(0)
        seen += 1
        yield place
        if depth < limits.DEEP:
            waiting += [(inner, depth + 1) for inner in _inner(place)]


class Folders:
    """The list of result folders; what was read of a folder is kept until its file changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[tuple[str, int, int], dict[str, Any]] = {}

    def listed(self, lang: str = "en") -> list[dict[str, Any]]:
        """Every result folder, the newest first; titles in a language where luncur has them in it."""
        rows = []
        for place in folders_in(self.root):
            row = self._row(place)
            if row is not None:
                rows.append({**row, "title": _title(row["title"], lang)})
            if len(rows) >= limits.FOLDERS:
                break
        return sorted(rows, key=lambda row: (row["made"] or "", row["id"]), reverse=True)

    def _row(self, place: Path) -> dict[str, Any] | None:
        kind = kind_of(place)
        if kind is None:
            return None
        path = main_file(place)
        try:
            status = os.lstat(path)
            has = [row["name"] for row in files_in(place)]
        except OSError:
            return None
        key = (str(path), status.st_mtime_ns, status.st_size)
        about = self._known.get(key)
        if about is None:
            if len(self._known) > 4 * limits.FOLDERS:
                self._known.clear()
            about = self._known[key] = _about(path, kind)
        relative = place.relative_to(self.root).as_posix()
        return {"id": id_of(relative), "name": place.name if relative != "." else ".", **about, "has": has}


def _title(titles: dict[str, str], lang: str) -> str:
    """A title in a language: as the record has it, else as luncur's catalogue has it, else in English."""
    english = titles.get("en", "")
    return titles.get(lang) or word(english, lang)


def _inner(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as found:
            names = [e.name for e in found if _shown(e.name) and e.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return [place / name for name in sorted(names) if "\\" not in name and name != ITSELF]


def _about(path: Path, kind: str) -> dict[str, Any]:
    """Kind, title and time of a result, launches and seed by which studies of one mission are told apart; a file that cannot be read is listed with the reason."""
    try:
        record = object_of(path, limits.JSON_BYTES)
    except LuncurError as error:
        return {
            "kind": kind,
            "title": {"en": path.parent.name},
            "made": None,
            "launches": None,
            "seed": None,
            "error": str(error),
        }
    if kind == "study" and record.get("risk") is None:
        kind = "flight"
    provenance = record.get("provenance")
    made = provenance.get("made") if isinstance(provenance, dict) else None
    title = record.get("title") or record.get("mission") or record.get("event") or path.parent.name
    texts = title if isinstance(title, dict) else {"en": title}
    titles = {str(key): str(text)[:300] for key, text in texts.items() if key in LANGUAGES}
    ran = {key: record.get(key) if type(record.get(key)) is int else None for key in ("launches", "seed")}
    return {"kind": kind, "title": titles, "made": made if isinstance(made, str) else None, **ran, "error": None}
