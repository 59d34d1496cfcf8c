"""``assess`` for Python."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luncur.mission import Mission


@dataclass(frozen=True, slots=True)
class Study:
    """A finished study: its summary (``luncur schema summary``) and the folder with all its files."""

    summary: dict[str, Any]
    folder: Path


def assess(
    mission: Mission | str, folder: str | Path | None = None, *, samples: int | None = None, precision: float = 0.10, seed: int = 0,
    workers: int | None = None, resume: bool = False, lang: str = "en",
    block: int | None = None, preset: str | None = None, scheduler: str = "local", address: str | None = None, device: str = "cpu",
) -> Study:  # fmt: skip
    """The whole study of a mission, as ``luncur assess`` does it; a new temporary folder where none is given.

    mission: the object as it stands, changed or not since it was loaded; or a path or the name of a built-in.

    samples: launches at the most, in whole units of 1,024; precision: relative half-width wanted for the casualty expectation of failures;
    workers: how many compute at a time (None: all processors); block: units of 1,024 launches that make one task of a worker
    (None: about a second of work); scheduler: "local", threads of this process, or "ray", the Ray cluster at ``address``
    ("HOST:PORT" or "auto"; None: one started on this machine).  None of these changes a number.  preset: how exactly falls are integrated, "strict", "standard" or "fast", in place of what the mission says;
    device: "cpu", or "cuda" for falls and casualties on a graphics processor (the extra ``cuda``).
    Raises InputError for bad input, a device that is not there or a folder that is in use.
    """
    from luncur.campaign.study import assess_to_folder

    where = Path(folder) if folder is not None else Path(tempfile.mkdtemp(prefix="luncur-"))
    summary = assess_to_folder(
        mission,
        where,
        samples=samples,
        precision=precision,
        seed=seed,
        workers=workers,
        resume=resume,
        lang=lang,
        block=block,
        preset=preset,
        scheduler=scheduler,
        address=address,
        device=device,
    )
    return Study(summary, where)
