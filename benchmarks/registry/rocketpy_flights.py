"""The same small rocket (``rocket.py``) by RocketPy, with six degrees of freedom; skipped where it is not installed."""

from __future__ import annotations

import contextlib
import io
import tempfile
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

from registry import Outcome, Run, Skip, case
from registry import rocket as r

DISPERSED = 8  # flights of one run of its Monte Carlo class
SIX = "RocketPy, six degrees of freedom"


def _library() -> ModuleType:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import rocketpy
    except ImportError:
        raise Skip("rocketpy is not installed (pip install rocketpy==1.13.0)") from None
    return rocketpy  # type: ignore[no-any-return]


def _parts(lib: ModuleType) -> dict[str, Any]:
    """Environment, motor, rocket and its surfaces, with the figures of ``rocket.py``."""
    env = lib.Environment(latitude=r.LATITUDE, longitude=r.LONGITUDE, elevation=r.ALTITUDE)
    env.set_atmospheric_model(type="standard_atmosphere")
    motor = lib.SolidMotor(
        thrust_source=[list(point) for point in r.THRUST], burn_time=r.THRUST[-1][0], dry_mass=r.CASING,
        dry_inertia=(0.125, 0.125, 0.002), nozzle_radius=r.GRAIN_RADIUS, throat_radius=0.011, nozzle_position=0.0,
        grain_number=r.GRAINS, grain_density=r.GRAIN_DENSITY, grain_outer_radius=r.GRAIN_RADIUS,
        grain_initial_inner_radius=r.GRAIN_BORE, grain_initial_height=r.GRAIN_HEIGHT, grain_separation=0.005,
        grains_center_of_mass_position=0.4, center_of_dry_mass_position=0.32,
    )  # fmt: skip
    rocket = lib.Rocket(
        radius=r.RADIUS, mass=r.STRUCTURE, inertia=(r.INERTIA, r.INERTIA, 0.034), power_off_drag=r.CD,
        power_on_drag=r.CD, center_of_mass_without_motor=0.0,
    )  # fmt: skip
    rocket.add_motor(motor, position=-1.25)
    nose = rocket.add_nose(length=0.56, kind="von karman", position=1.28)
    fins = rocket.add_trapezoidal_fins(
        n=r.FINS, root_chord=r.ROOT, tip_chord=r.TIP, span=r.SPAN, position=-1.05, cant_angle=0
    )
    return {"env": env, "motor": motor, "rocket": rocket, "nose": nose, "fins": fins}


def _flight(lib: ModuleType, parts: dict[str, Any], **options: Any) -> Any:
    return lib.Flight(
        rocket=parts["rocket"], environment=parts["env"], rail_length=r.RAIL, inclination=r.ELEVATION,
        heading=r.AZIMUTH, **options,
    )  # fmt: skip


def _prepare(**options: Any) -> Run:
    lib = _library()
    parts = _parts(lib)

    def run() -> Outcome:
        flown = _flight(lib, parts, **options)
        return Outcome(1, apogee=float(flown.apogee) - r.ALTITUDE)

    return run


case("rocketpy-apogee", "flights", f"{SIX}, `Flight` to the highest point", group="flights", most=3)(
    lambda small: _prepare(terminate_on_apogee=True)
)
case("rocketpy", "flights", f"{SIX}, `Flight` to the ground, no parachute", group="flights", most=3)(
    lambda small: _prepare(terminate_on_apogee=small)
)


@case("rocketpy-dispersed", "flights", f"{SIX}, `MonteCarlo` to the ground, one process", group="flights", most=1)
def monte_carlo(small: bool) -> Run:
    """Its own class for dispersed flights, with the dispersions that luncur's flights have; it writes its files to a folder."""
    lib = _library()
    parts = _parts(lib)
    motor = lib.StochasticSolidMotor(solid_motor=parts["motor"], total_impulse=(r.IMPULSE, r.IMPULSE * r.IMPULSE_SIGMA))
    rocket = lib.StochasticRocket(rocket=parts["rocket"], mass=(r.STRUCTURE, (r.STRUCTURE + r.CASING) * r.MASS_SIGMA))
    rocket.add_motor(motor)
    rocket.add_nose(lib.StochasticNoseCone(nosecone=parts["nose"]))
    rocket.add_trapezoidal_fins(lib.StochasticTrapezoidalFins(trapezoidal_fins=parts["fins"]))
    flight = lib.StochasticFlight(
        flight=_flight(lib, parts, terminate_on_apogee=small), inclination=(r.ELEVATION, r.RAIL_SIGMA),
        heading=(r.AZIMUTH, r.RAIL_SIGMA),
    )  # fmt: skip
    environment = lib.StochasticEnvironment(environment=parts["env"])
    flights = 2 if small else DISPERSED

    def run() -> Outcome:
        # it warns of itself that it is still being tested, and prints its progress
        with (
            tempfile.TemporaryDirectory() as folder,
            warnings.catch_warnings(),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            campaign = lib.MonteCarlo(str(Path(folder) / "flights"), environment, rocket, flight)
            campaign.simulate(number_of_simulations=flights, append=False, parallel=False)
            return Outcome(flights, apogee=float(campaign.results["apogee"][0]) - r.ALTITUDE)

    return run
