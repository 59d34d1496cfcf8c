"""What a worker is told to do: a row of the list of runs, looked at again before anything is done for it.

The list lies in the served folder, and a folder may come from a stranger: what stands in it is not believed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from luncur.errors import LuncurError
from luncur.mission.load import builtin_names
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.missions import mission_of_text, orbit_of_text
from luncur.server.reading import bytes_of

RUNS = "runs"  # folder of the runs, in the served one


def task_of(root: Path, row: dict[str, Any]) -> dict[str, Any]:
    """The task of a row: its command, mission, options and folder; Refused when the row is not one that a server wrote."""
    command = row["command"]
    if command not in limits.RUN_SAMPLES or not isinstance(row["options"], dict):
        raise Refused(422, "the list of runs holds a run that no server put there")
    folder = place_of_run(root, str(row["folder"] or ""))
    mission = _mission(root, command, str(row["mission"] or ""))
    return {"command": command, "mission": mission, "options": row["options"], "folder": str(folder)}


def place_of_run(root: Path, relative: str) -> Path:
    """The folder of a run: directly in ``runs``, and reached over no link."""
    parts = relative.split("/")
    place = root / RUNS / parts[-1]
    if (
        len(parts) != 2
        or parts[0] != RUNS
        or parts[1].startswith(".")
        or not parts[1]
        or os.path.realpath(place) != str(place)
    ):
        raise Refused(422, "the list of runs holds a run whose folder is not one in the folder runs")
    return place


def _mission(root: Path, command: str, recorded: str) -> str:
    """A built-in's name, or the file with the text that was sent; that is found again where the served folder lies now."""
    if "/" not in recorded:
        if recorded not in [*builtin_names("missions"), *(builtin_names("orbits") if command == "orbit" else [])]:
            raise Refused(422, "the list of runs holds a run of a mission that is not built in")
        return recorded
    file = place_of_run(root, f"{RUNS}/{Path(recorded).name}")
    try:
        text = bytes_of(file, 4 * limits.MISSION_TEXT).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(422, f"{file.name} is not the text of a mission") from None
    except LuncurError:
        raise Refused(422, f"{file.name}, the text of this run's mission, is not in the folder runs") from None
    (orbit_of_text if command == "orbit" else mission_of_text)(text)
    return str(file)
