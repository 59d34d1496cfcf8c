"""The user's own tables read before anything is flown, so that a check says what a study would stumble over."""

from __future__ import annotations

from pathlib import Path

from luncur.debris.fragment_file import read_fragments
from luncur.earth.weather import weather_model
from luncur.flight.given import given_flight
from luncur.flight.turn_table import read_turns
from luncur.mission import Mission
from luncur.mission.own_files import own_files


def read_own_tables(mission: Mission) -> None:
    """Reads the weather, trajectory, fragment lists and turn tables that a mission names; a raster of people is not read.

    Raises InputError for the first that a study would refuse, as far as that shows without a flight.
    """
    for body in mission.vehicle.bodies:
        if body.fragments:
            read_fragments(mission, body)
    for mode in mission.failure.modes if mission.failure else ():
        if mode.turns:
            read_turns(Path(mode.turns))
    if any(field.startswith(("weather.", "trajectory.")) for field in own_files(mission)):
        weather = weather_model(mission.weather, mission.site, mission.launch.time)
        if mission.trajectory is not None:
            given_flight(mission, mission.trajectory, weather)
