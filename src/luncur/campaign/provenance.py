"""What a study rests on: inputs, versions, processor, data."""

from __future__ import annotations

import hashlib
import platform
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from luncur import __version__
from luncur.campaign.launches import Simulator
from luncur.errors import InputError
from luncur.flight import Trajectory
from luncur.mission import Mission
from luncur.mission.own_files import own_files


def fingerprint(mission: Mission, seed: int, samples: int, precision: float) -> dict[str, Any]:
    """What must be the same for a run to go on and give the same numbers."""
    content = mission.model_dump_json(exclude={"file"}).encode()
    for field, name in own_files(mission).items():
        try:
            with open(name, "rb") as stream:
                content += hashlib.file_digest(stream, "sha256").digest()
        except OSError as error:
            raise InputError(mission.file, field, name, f"a readable file ({error.strerror})") from None
    return {
        "mission_file": mission.file.removesuffix(".toml")
        if "/" not in mission.file and _built_in(mission)
        else mission.file,
        "mission_sha256": hashlib.sha256(content).hexdigest(),
        "data_sha256": data_digest(),
        "seed": seed,
        "samples": samples,
        "precision": precision,
        "versions": versions(),
        "processor": platform.machine(),
    }


def _built_in(mission: Mission) -> bool:
    from luncur.mission.load import builtin_names

    return mission.file.removesuffix(".toml") in builtin_names("missions")


def versions() -> dict[str, str]:
    """Versions of luncur, of Python and of what computes."""
    from importlib.metadata import version

    return {
        "luncur": __version__,
        "python": platform.python_version(),
        **{n: version(n) for n in ("numpy", "numba", "scipy", "pymsis")},
    }


def data_digest() -> str:
    """Digest of every data file that is shipped."""
    state = hashlib.sha256()
    for folder in ("places", "weather", "fragments", "harm"):
        for item in sorted((files("luncur") / "data" / folder).iterdir(), key=lambda i: i.name):
            state.update(item.read_bytes())
    return state.hexdigest()


def provenance(mission: Mission, sim: Simulator, trajectory: Trajectory) -> dict[str, Any]:
    """The ``provenance`` table of the summary."""
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": versions(),
        "processor": platform.processor() or platform.machine(),
        "mission_sha256": hashlib.sha256(mission.model_dump_json(exclude={"file"}).encode()).hexdigest(),
        "data_sha256": data_digest(),
        "models": list(trajectory.sources),
        "people": [{"name": m.name, "year": m.year, "source": m.source, "error": m.error} for m in sim.people],
        "figures": sorted({f.source for f in mission.figures.values() if f.source}),
        "maps": "Natural Earth 1:50m (public domain); GeoNames (CC BY 4.0)",
    }
