"""One study in several winds: the climatology of the month, a radiosonde, an ensemble in gridded NetCDF.

The same launches fly in each, with the same vehicle dispersions and failures; with the same dispersion of the wind about
the climatology and the radiosonde, while every launch in the ensemble draws a member.  So what differs is the wind, and the
standard errors of the differences are those of the differences of single launches.

Without files of yours the tool writes examples from the climatology itself, so that the answer is known beforehand:

- a radiosonde to 30 km that measured the mean: nothing should change but what rounding and a held top do;
- an ensemble to 48 km whose members have exactly the mean and the covariance of the climatology: the same;
- the radiosonde of one day drawn from the dispersion, flown without any: the risk of that day, which should differ.

    python tools/compare_weather.py
    python tools/compare_weather.py soyuz-vostochny-sso --sounding today.csv --ensemble forecast.nc
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from paired import Paired, alongside, fly_paired, shared_allocation

from luncur.areas import drop_regions
from luncur.areas.ellipse import Region
from luncur.areas.plane import Plane, middle
from luncur.campaign.blocks import UNIT
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate
from luncur.campaign.risk_summary import expectation
from luncur.campaign.study import REGION_LAUNCHES, prepare
from luncur.campaign.variations import base_weight
from luncur.earth import distance_and_azimuth
from luncur.earth.constants import DEGREE
from luncur.earth.sounding import EARTH_RADIUS
from luncur.earth.tables import knots
from luncur.earth.us76 import us76
from luncur.earth.wind import WindProfile, wind_profile
from luncur.failure import failure_probability
from luncur.mission import Mission, load
from luncur.mission.model import Wind

MISSION = "soyuz-vostochny-sso"
MEMBERS = 50
SOUNDING_TOP, ENSEMBLE_TOP = 30e3, 48e3  # where balloons burst; about 1 hPa, where forecasts end [m]
DAY_SEED, MEMBER_SEED = 20_251_119, 20_251_120
BEYOND = 2.0  # standard errors
Floats = NDArray[np.float64]


def with_wind(mission: Mission, wind: Wind) -> Mission:
    """The mission in another wind."""
    return mission.model_copy(update={"weather": mission.weather.model_copy(update={"wind": wind})})


def climatology(mission: Mission) -> Wind:
    """The built-in wind of the month that the mission is launched in."""
    return Wind(model="climatology", month=mission.weather.wind.month)


def write_sounding(path: Path, east: Floats, north: Floats) -> None:
    """What a radiosonde in this wind [m/s at ``knots()``] would report to 30 km, rounded to 1 deg and 0.1 m/s."""
    z = np.append(np.arange(0.0, SOUNDING_TOP, 250.0), SOUNDING_TOP)
    u, v = (np.interp(z, knots(), c) for c in (east, north))
    from_where = np.round(np.degrees(np.arctan2(-u, -v))) % 360
    lines = [f"{a:g},{d:g},{s:.1f}" for a, d, s in zip(z, from_where, np.hypot(u, v), strict=True)]
    path.write_text("\n".join(["altitude_m,direction_deg,speed_m_s", *lines]) + "\n")


def standard_members(modes: int, members: int, seed: int) -> Floats:
    """Normals [members, modes] whose mean over the members is exactly 0 and whose covariance is exactly 1."""
    z = np.random.default_rng(seed).standard_normal((members, modes))
    z -= z.mean(axis=0)
    return np.asarray(np.linalg.solve(np.linalg.cholesky(z.T @ z / members), z.T).T)


def write_ensemble(path: Path, mission: Mission, wind: WindProfile, members: int = MEMBERS) -> None:
    """Classic NetCDF as a forecast centre gives it: members, two times, pressure levels, four cells about the pad."""
    from scipy.io import netcdf_file

    z = standard_members(len(wind.modes), members, MEMBER_SEED)
    profiles = np.stack([wind.east, wind.north], axis=1) + np.einsum("mk,kzc->mzc", z, wind.modes)
    altitude = np.append(np.arange(0.0, ENSEMBLE_TOP, 500.0), ENSEMBLE_TOP)
    when, site = mission.launch.time, mission.site
    hour = when.hour + when.minute / 60
    axes = {
        "number": np.arange(members), "time": np.array([hour - 3.0, hour + 3.0]), "level": us76(altitude).pressure / 100.0,
        "latitude": site.latitude / DEGREE + np.array([0.25, -0.25]), "longitude": site.longitude / DEGREE + np.array([-0.25, 0.25]),
    }  # fmt: skip
    units = {"number": "1", "time": f"hours since {when:%Y-%m-%d} 00:00:00", "level": "hPa", "latitude": "degrees_north",
             "longitude": "degrees_east"}  # fmt: skip
    shape = tuple(len(values) for values in axes.values())
    with netcdf_file(path, "w", version=2) as file:
        for name, values in axes.items():
            file.createDimension(name, len(values))
            _variable(file, name, (name,), values, units[name], "f8")
        height = EARTH_RADIUS * altitude / (EARTH_RADIUS + altitude)
        at_levels = np.stack([[np.interp(altitude, knots(), one[:, c]) for c in range(2)] for one in profiles])
        for name, standard, unit, values in (
            ("u", "eastward_wind", "m s-1", at_levels[:, 0]), ("v", "northward_wind", "m s-1", at_levels[:, 1]),
            ("gh", "geopotential_height", "m", np.broadcast_to(height, at_levels[:, 0].shape)),
        ):  # fmt: skip
            full = np.broadcast_to(values[:, None, :, None, None], shape)
            _variable(file, name, tuple(axes), full, unit, "f4").standard_name = standard


def _variable(
    file: object, name: str, dimensions: tuple[str, ...], values: NDArray[np.generic], units: str, kind: str
) -> object:
    variable = file.createVariable(name, kind, dimensions)
    variable[:] = values
    variable.units = units
    return variable


def winds(mission: Mission, folder: Path, sounding: Path | None, ensemble: Path | None) -> tuple[dict[str, Wind], list[str]]:  # fmt: skip
    """The winds to compare by name, the climatology first, and which files are examples."""
    monthly = climatology(mission)
    known = wind_profile(monthly, mission.site, mission.launch.time)
    out, said = {"climatology": monthly}, []
    if sounding is None:
        mean, day = folder / "mean.csv", folder / "day.csv"
        write_sounding(mean, known.east, known.north)
        away = np.tensordot(np.random.default_rng(DAY_SEED).standard_normal(len(known.modes)), known.modes, axes=1)
        write_sounding(day, known.east + away[:, 0], known.north + away[:, 1])
        out["radiosonde of the mean"] = Wind(model="profile", file=str(mean))
        out["radiosonde of one day, no dispersion"] = Wind(model="profile", file=str(day), dispersion=False)
        said.append("the radiosondes are examples, written from the climatology: its mean, and one day drawn from it")
    else:
        out["radiosonde"] = Wind(model="profile", file=str(sounding.resolve()))
    if ensemble is None:
        example = folder / "ensemble.nc"
        write_ensemble(example, mission, known)
        said.append(f"the ensemble is an example: {MEMBERS} members with the climatology's mean and covariance")
    out["ensemble"] = Wind(model="ensemble", file=str((ensemble or example).resolve()))
    return out, said


@dataclass(frozen=True)
class Shift:
    """How far the 97 % region of a body has moved from the first one's [km], toward [deg from north], its standard error [km];
    areas of both regions [km2]."""

    body: str
    distance: float
    azimuth: float
    error: float
    area: float
    first_area: float


@dataclass(frozen=True)
class Drops:
    """Planned bodies of normal flights: the region of each, and impacts[n, 2] by launch [rad] (nan: none)."""

    regions: Mapping[str, Region]
    impacts: Mapping[str, Floats]


def drops(sim: Simulator, launches: int = REGION_LAUNCHES) -> Drops:
    """Regions as a study makes them, of the same launches."""
    launch = 2 * OTHER_DOMAIN + np.arange(launches, dtype=np.int64)
    records = simulate(sim, launch, np.full(launches, len(sim.strata), dtype=np.int64))
    bodies, down = sim.plan.mission.vehicle.bodies, records.impacts.status < 10
    body, own = records.pieces.body[down], records.pieces.launch[down]
    where = np.stack([records.impacts.latitude[down], records.impacts.longitude[down]], axis=1)
    found = drop_regions([b.name for b in bodies], [b.count for b in bodies], body, where[:, 0], where[:, 1])
    impacts = {}
    for b, one in enumerate(bodies):
        if one.name in found:
            impacts[one.name] = np.full((launches, 2), np.nan)
            impacts[one.name][own[body == b]] = where[body == b]
    return Drops(found, impacts)


def shifts(first: Drops, other: Drops) -> list[Shift]:
    """How the regions have moved; errors by the displacements of single launches."""
    out = []
    for body in first.regions.keys() & other.regions.keys():
        a, b = first.impacts[body], other.impacts[body]
        both = np.isfinite(a[:, 0]) & np.isfinite(b[:, 0])
        plane = Plane(*middle(*a[both].T))
        moved = np.stack(plane.to(*b[both].T)) - np.stack(plane.to(*a[both].T))
        error = math.hypot(*(moved.std(axis=1, ddof=1) / math.sqrt(both.sum())))
        p, q = first.regions[body], other.regions[body]
        distance, azimuth = distance_and_azimuth(p.latitude, p.longitude, q.latitude, q.longitude)[:2]
        out.append(Shift(body, distance / 1e3, math.degrees(azimuth) % 360, error / 1e3, q.area / 1e6, p.area / 1e6))
    order = list(first.regions)
    return sorted(out, key=lambda s: order.index(s.body))


def verdict(difference: float, error: float) -> str:
    """Whether a difference is more than sampling explains."""
    return "beyond sampling" if abs(difference) > BEYOND * error else "within sampling"


def risk_rows(names: Sequence[str], sims: Sequence[Simulator], flown: Paired, weight: Floats) -> list[str]:
    """Casualty expectation of failures in every wind under every people model."""
    out = []
    for m, model in enumerate(sims[0].people):
        for k, name in enumerate(names):
            e = expectation(sims[k].strata, flown.tallies[k], weight, m)
            line = f"| {model.name} | {name} | {e.mean:.3e} ({e.low:.2e} to {e.high:.2e}) |"
            ratio, error = flown.ratio(weight, k, m)
            if k == 0:
                line += " | |"
            elif not math.isfinite(ratio):
                line += " no hit | |"
            else:
                line += f" {ratio:.3f} ± {error:.3f} | {verdict(ratio - 1.0, error)} |"
            out.append(line)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mission", nargs="?", default=MISSION)
    parser.add_argument("--sounding", type=Path, help="a wind profile: .csv, or the text of a sounding archive")
    parser.add_argument("--ensemble", type=Path, help="NetCDF with several members")
    parser.add_argument("--samples", type=int, default=16_384, help="launches in each wind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    mission = load(given.mission)
    units = max(given.samples // UNIT, 1)
    with tempfile.TemporaryDirectory(prefix="luncur-wind-") as folder:
        named, said = winds(mission, Path(folder), given.sounding, given.ensemble)
        first, _ = prepare(with_wind(mission, named["climatology"]), given.seed)
        sims = [first, *(alongside(first, with_wind(mission, wind)) for wind in list(named.values())[1:])]
    for line in said:
        print(f"No file given: {line}.")
    names = list(named)
    flown = fly_paired(sims, shared_allocation(first, units, given.workers), given.workers)
    weight = np.append(base_weight(first, failure_probability(mission)), 0.0)
    print(f"\n{units * UNIT:,} launches in each wind, seed {given.seed}; ± is one standard error.\n")
    print("| people | wind | casualty expectation of failures (95 %, sampling) | over the climatology's | difference |")
    print("|---|---|---|---|---|")
    print("\n".join(risk_rows(names, sims, flown, weight)))
    print(f"\nMiddles of the 97 % drop regions against the climatology's, {REGION_LAUNCHES:,} normal launches:\n")
    print("| body | wind | moved, km (standard error) | toward, deg | region, km² (climatology's) | difference |")
    print("|---|---|---|---|---|---|")
    base = drops(first)
    for name, sim in zip(names[1:], sims[1:], strict=True):
        for s in shifts(base, drops(sim)):
            print(f"| {s.body} | {name} | {s.distance:.2f} ({s.error:.2f}) | {s.azimuth:.0f} | {s.area:,.0f} ({s.first_area:,.0f}) | "
                  f"{verdict(s.distance, s.error)} |")  # fmt: skip


if __name__ == "__main__":
    main()
