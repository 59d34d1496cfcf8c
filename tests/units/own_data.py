"""A launcher's own data for the tests: missions along a trajectory, and what a dispersed flight would look like as a table."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from luncur.export.netcdf import write_trajectory
from luncur.flight import AscentPlan, Trajectory, fly, fly_batch
from luncur.flight.given_dispersion import axes_at
from luncur.flight.given_path import GivenPath
from luncur.mission import Mission
from luncur.mission.model import GivenTrajectory, TrajectoryDispersion


def along(
    mission: Mission, file: Path, dispersion: TrajectoryDispersion | None = None, events: str | None = None
) -> Mission:
    """The mission, following a file."""
    given = GivenTrajectory(file=str(file), events=events, dispersion=dispersion)
    return mission.model_copy(update={"trajectory": given})


def exported(ascent: AscentPlan, folder: Path) -> tuple[Path, Trajectory]:
    trajectory = fly(ascent)
    write_trajectory(folder / "trajectory.nc", trajectory, ascent.mission.launch.time.isoformat())
    return folder / "trajectory.nc", trajectory


def measured_dispersion(ascent: AscentPlan, trajectory: Trajectory, until: float, n: int = 400) -> TrajectoryDispersion:
    """Standard deviations of dispersed flights about the nominal one, every 20 s: what an operator would hand over."""
    rng = np.random.default_rng(17)
    path = GivenPath("flown", trajectory.time, trajectory.position, trajectory.velocity)
    z = rng.standard_normal((n, len(ascent.dispersions)))
    tables, factor = ascent.weather.tables(rng.standard_normal((n, ascent.weather.normals)))
    rows: list[tuple[list[float], list[float]]] = []
    for time in np.arange(0.0, until, 20.0):
        found = fly_batch(ascent, z, tables, factor, np.full(n, time))
        p, v = path.at(np.array([time]))
        axes = axes_at(path, np.array([time]))[0]
        both = [
            np.sqrt(np.mean(((a - b[0]) @ axes.T) ** 2, axis=0)) for a, b in ((found.position, p), (found.velocity, v))
        ]
        rows.append(([float(time), *both[0]], [float(time), *both[1]]))
    return TrajectoryDispersion(position=tuple(tuple(r[0]) for r in rows), velocity=tuple(tuple(r[1]) for r in rows))
