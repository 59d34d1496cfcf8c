"""What a study rests on: inputs, versions, processor, data."""

from __future__ import annotations

import hashlib
import platform
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from luncur import __version__
from luncur.campaign.launches import Simulator
from luncur.compiler.devices import device_record, device_text
from luncur.files import digest_of
from luncur.flight import Trajectory
from luncur.mission import Mission
from luncur.mission.own_files import own_files, renamed


def fingerprint(mission: Mission, seed: int, samples: int, precision: float, device: str = "cpu") -> dict[str, Any]:
    """What must be the same for a run to go on and give the same numbers; the mission's place is only a help to find it."""
    return {
        "mission_file": mission_place(mission),
        "mission_sha256": mission_digest(mission),
        "data_sha256": data_digest(),
        "seed": seed,
        "samples": samples,
        "precision": precision,
        "preset": mission.debris.preset,
        "versions": versions(),
        "processor": processor(),
        "device": device_text(device_record(device)),
    }


def mission_place(mission: Mission) -> str:
    """Where a mission can be loaded from again: its file, or the name of a built-in."""
    return mission.file.removesuffix(".toml") if "/" not in mission.file and _built_in(mission) else mission.file


def mission_digest(mission: Mission) -> str:
    """Digest of what a mission says and of the files it names, wherever they lie."""
    nameless = renamed(mission, lambda _: "")
    state = hashlib.sha256(nameless.model_dump_json(exclude={"file"}).encode())
    for field, name in own_files(mission).items():
        state.update(field.encode() + digest_of(Path(name), "a readable file"))
    return state.hexdigest()


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
    """Digest of every data file that is shipped and can change a number or a verdict.

    Texts change neither; built-in missions, sites and vehicles are part of the mission.
    """
    state = hashlib.sha256()
    for folder in sorted((files("luncur") / "data").iterdir(), key=lambda i: i.name):
        if not folder.is_dir() or folder.name in ("text", "missions", "sites", "vehicles"):
            continue
        for item in sorted(folder.iterdir(), key=lambda i: i.name):
            if item.is_file():
                state.update(f"{folder.name}/{item.name}".encode() + item.read_bytes())
    return state.hexdigest()


@cache
def processor() -> str:
    """Model of the processor: two of one family may round a library's function differently."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as stream:
            for line in stream:
                key, _, value = line.partition(":")
                if key.strip() in ("model name", "Processor", "cpu model") and value.strip():
                    return f"{platform.machine()}, {value.strip()}"
    except OSError:
        pass
    return ", ".join(dict.fromkeys(filter(None, (platform.machine(), platform.processor()))))


def provenance(mission: Mission, sim: Simulator, trajectory: Trajectory) -> dict[str, Any]:
    """The ``provenance`` table of the summary."""
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": versions(),
        "processor": processor(),
        "device": device_record(sim.device),
        "mission_sha256": mission_digest(mission),
        "data_sha256": data_digest(),
        "models": list(trajectory.sources),
        "people": [{"name": m.name, "year": m.year, "source": m.source, "error": m.error} for m in sim.people],
        "figures": sorted({f.source for f in mission.figures.values() if f.source}),
        "maps": "Natural Earth 1:50m (public domain); GeoNames (CC BY 4.0)",
    }
