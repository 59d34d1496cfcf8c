"""One run, as a process of its own: ``python -m luncur.server.runs.worker``, told what to do by a line on standard input.

It ends at once when its server does, which it sees by standard input ending: the run is then taken up again from its last
checkpoint.  On standard output go lines of JSON: progress, and an error's sentence.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from luncur.errors import LuncurError
from luncur.server.orphans import end_with_server


def main() -> int:
    task = json.loads(sys.stdin.readline())
    end_with_server()
    os.nice(5)  # whoever looks at the page comes first
    try:
        _work(task)
    except LuncurError as error:
        _say({"error": str(error)})
        return 2
    except OSError as error:
        _say({"error": f"{error.strerror or error}"})
        return 2
    return 0


def _say(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def _progress(stage: str, done: int, total: int, seconds_left: float | None) -> None:
    _say({"stage": stage, "done": done, "total": total, "seconds_left": seconds_left})


def _work(task: dict[str, Any]) -> None:
    folder, options, mission = Path(task["folder"]), task["options"], task["mission"]
    if task["command"] == "fly":
        from luncur.campaign.study import fly_to_folder

        if (folder / "summary.json").exists():
            return
        _clear(folder)
        fly_to_folder(mission, folder, lang=options["lang"])
    elif task["command"] == "orbit":
        from luncur.orbit.verb import orbit_to_folder

        if (folder / "orbit.json").exists():
            return
        _clear(folder)
        orbit_to_folder(mission, folder, seed=options["seed"], lang=options["lang"], progress=_progress)
    elif task["command"] == "trial":
        from luncur.trial.verb import trial_to_folder

        trial_to_folder(
            mission, folder, samples=options["samples"], seed=options["seed"], resume=True, lang=options["lang"],
            progress=_progress,
        )  # fmt: skip
    else:
        from luncur.campaign.study import assess_to_folder

        assess_to_folder(
            mission, folder, samples=options["samples"], precision=options["precision"], seed=options["seed"], workers=None,
            resume=True, lang=options["lang"], progress=_progress,
        )  # fmt: skip


def _clear(folder: Path) -> None:
    """Take away what a flight that was ended in the middle left; it is flown from the start."""
    from luncur.folder import LEFT_OVER

    for name in LEFT_OVER:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
