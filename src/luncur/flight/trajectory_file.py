"""Opens the trajectory that a mission gives, by the kind of its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np

from luncur.earth.netcdf_input import NcVariable, open_netcdf
from luncur.errors import InputError
from luncur.flight.given_path import MAXIMUM_ROWS, GivenPath, checked
from luncur.flight.oem import read_oem
from luncur.flight.trajectory_csv import read_event_times, read_trajectory_csv


def read_trajectory_file(path: Path, launch: datetime, events: tuple[str, ...], times: Path | None = None) -> GivenPath:
    """States over time since ``launch`` (lift-off, UTC) from a .csv, .oem or .nc file, and the times of events.

    events: names that the mission knows; times: a CSV of event times, which goes before those in the file.
    Raises InputError for what cannot be read or cannot be a flight.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        found = read_trajectory_csv(path)
    elif kind == ".oem":
        found = read_oem(path, launch)
    elif kind == ".nc":
        found = read_trajectory_nc(path)
    else:
        raise InputError(str(path), "", path.suffix or None, "a file that ends in .csv, .oem or .nc")
    own = {name: time for name, time in found.events.items() if name in events}
    if times is not None:
        own |= read_event_times(times, events)
    return checked(replace(found, events=own))


def read_trajectory_nc(path: Path) -> GivenPath:
    """States, mass, thrust and event times of a ``trajectory.nc`` of a result folder."""
    with open_netcdf(path) as variables:
        columns = {}
        for name in ("time", *(f"{q}_{a}" for q in ("position", "velocity") for a in "xyz"), "mass", "thrust"):
            variable = variables.get(name)
            if variable is None:
                if name in ("mass", "thrust"):
                    continue
                raise InputError(
                    str(path), name, None, "the variables of a trajectory.nc of luncur (this one is missing)"
                )
            if len(variable.shape) != 1 or variable.shape[0] > MAXIMUM_ROWS:
                raise InputError(
                    str(path), name, variable.shape, f"one value for each of at most {MAXIMUM_ROWS:,} times"
                )
            columns[name] = variable.read()
            if len(columns[name]) != len(columns["time"]):
                raise InputError(str(path), name, len(columns[name]), "as many values as times")
        named = _events(str(path), variables)
    for name in ("mass", "thrust"):
        if name in columns and not (np.all(np.isfinite(columns[name])) and np.all(columns[name] >= 0)):
            raise InputError(str(path), name, None, "finite numbers of at least 0")
    return GivenPath(
        file=str(path),
        time=columns["time"],
        position=np.column_stack([columns[f"position_{a}"] for a in "xyz"]),
        velocity=np.column_stack([columns[f"velocity_{a}"] for a in "xyz"]),
        mass=columns.get("mass"),
        thrust=columns.get("thrust"),
        events=named,
    )


def _events(file: str, variables: dict[str, NcVariable]) -> dict[str, float]:
    if "event_name" not in variables or "event_time" not in variables:
        return {}
    names, times = variables["event_name"].chars(), variables["event_time"].read()
    if times.shape != (len(names),) or not np.all(np.isfinite(times)) or np.any(times < 0):
        raise InputError(file, "event_time", None, "a time of at least 0 s for each event")
    return dict(zip(names, times.tolist(), strict=True))
