"""An installed luncur that nobody may write to works, with its compiled kernels in a folder of the user's.

Builds a wheel, installs it in an environment of its own beside the libraries of this one, takes every right to write away,
and lets it be imported, show its first screen and follow pieces to the ground with a cache elsewhere.

    python tools/check_installed.py [FOLDER]
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
# root writes where it may not; without its capabilities it is an owner like any other
WITHOUT_POWERS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--")
USE = """
import json, os
from pathlib import Path
import numpy as np
import luncur
from luncur.debris import FallingBody, fall, state_from_local
package = Path(luncur.__file__).parent
at, moving = state_from_local(0.62, 1.1, 7.1e3, 120.0, -45.0, 33.0)
out = fall(np.tile(at, (32, 1)), np.tile(moving, (32, 1)), FallingBody(30.0, 0.4, 0.9))
print(json.dumps({
    "package": str(package),
    "writable": [str(p) for p in [package, *package.rglob("*")] if os.access(p, os.W_OK)],
    "down": int((out.status == 0).sum()),
    "kernels": len(list(Path(os.environ["LUNCUR_CACHE"]).rglob("*.nbc"))),
}))
"""


def install(folder: Path) -> Path:
    """The interpreter of a new environment with the wheel of this source and, beside it, the libraries used here."""
    run = [sys.executable, "-m"]
    subprocess.run([*run, "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder / "wheel"), str(ROOT)], check=True)
    subprocess.run([*run, "venv", str(folder / "venv")], check=True)
    python = folder / "venv/bin/python"
    (wheel,) = (folder / "wheel").glob("luncur-*.whl")
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    libraries = next((folder / "venv/lib").glob("python*/site-packages"))
    # after luncur itself, which is found first
    (libraries / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return python


def take_rights(folder: Path) -> None:
    """Leaves nobody the right to write below a folder."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)


def use(python: Path, cache: Path, *words: str) -> str:
    """What a program says, run far from this source by somebody to whom the rights on files apply."""
    environment = {
        "PATH": os.environ.get("PATH", ""), "HOME": str(cache), "LUNCUR_CACHE": str(cache), "MPLCONFIGDIR": str(cache)
    }  # fmt: skip
    before = WITHOUT_POWERS if os.getuid() == 0 else ()
    done = subprocess.run(
        [*before, str(python), *words], env=environment, cwd=cache, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words[:2])}: {done.stderr}")
    return done.stdout


def check(folder: Path) -> None:
    python = install(folder)
    cache = folder / "cache"
    cache.mkdir()
    take_rights(folder / "venv")
    try:
        if "luncur" not in use(python, cache, "-m", "luncur.cli", "--help"):
            raise SystemExit("the first screen does not name luncur")
        first, second = (json.loads(use(python, cache, "-c", USE)) for _ in range(2))
    finally:
        for path in [p for p in [folder / "venv", *(folder / "venv").rglob("*")] if p.is_dir() and not p.is_symlink()]:
            path.chmod(0o755)  # so that it can be removed again
    if not first["package"].startswith(str(folder)):
        raise SystemExit(f"{first['package']} was imported, not the installed package")
    if first["writable"] or first["down"] != 32 or not first["kernels"] or second["kernels"] != first["kernels"]:
        raise SystemExit(f"not as it should be: {first}, then {second}")
    print(
        f"read-only package: 32 of 32 pieces came down, {first['kernels']} kernels in the cache, none new"
        f" in a second process"
    )


def main() -> None:
    if len(sys.argv) > 1:
        check(Path(sys.argv[1]).resolve())
        return
    folder = Path(tempfile.mkdtemp())
    try:
        check(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
