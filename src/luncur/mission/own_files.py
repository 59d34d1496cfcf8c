"""Which files a mission reads beside its own, and where they lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from luncur.mission.model import Mission


def own_files(mission: Mission) -> dict[str, str]:
    """Every file that a mission names, by the path of the field that names it."""
    weather, given = mission.weather, mission.trajectory
    named = {
        "weather.atmosphere_file": weather.atmosphere_file,
        "weather.wind.file": weather.wind.file,
        "people.file": mission.people.file,
        "trajectory.file": given.file if given else None,
        "trajectory.events": given.events if given else None,
        **{f"weather.wind.files.{i}": name for i, name in enumerate(weather.wind.files, start=1)},
        **{f"vehicle.body.{body.name}.fragments": body.fragments for body in mission.vehicle.bodies},
    }
    for mode in mission.failure.modes if mission.failure else ():
        named[f"failure.mode.{mode.name}.turns"] = mode.turns
    return {field: name for field, name in named.items() if name}


def placed(mission: Mission, folder: Path) -> Mission:
    """The mission with the files that it names taken from a folder, its own."""
    return renamed(mission, lambda name: str(folder / name))


def renamed(mission: Mission, rename: Callable[[str], str]) -> Mission:
    """The mission with every name of a file changed."""

    def at(name: str | None) -> str | None:
        return rename(name) if name else name

    weather, people, given = mission.weather, mission.people, mission.trajectory
    wind = weather.wind.model_copy(
        update={"file": at(weather.wind.file), "files": tuple(rename(name) for name in weather.wind.files)}
    )
    bodies = tuple(body.model_copy(update={"fragments": at(body.fragments)}) for body in mission.vehicle.bodies)
    failure = mission.failure
    if failure is not None:
        modes = tuple(mode.model_copy(update={"turns": at(mode.turns)}) for mode in failure.modes)
        failure = failure.model_copy(update={"modes": modes})
    if given is not None:
        given = given.model_copy(update={"file": at(given.file), "events": at(given.events)})
    return mission.model_copy(
        update={
            "weather": weather.model_copy(update={"wind": wind, "atmosphere_file": at(weather.atmosphere_file)}),
            "people": people.model_copy(update={"file": at(people.file)}),
            "vehicle": mission.vehicle.model_copy(update={"bodies": bodies}),
            "failure": failure,
            "trajectory": given,
        }
    )
