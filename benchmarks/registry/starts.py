"""What starting costs: import, the first screen, and the first call of a kernel, compiled or found; fresh processes."""

from __future__ import annotations

import atexit
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from registry import Outcome, Run, case

# Each program says how long what it is about took, on the clock and on the processor.
TIMED = """
import time
def timed(work):
    wall, own = time.perf_counter(), time.process_time()
    result = work()
    print(time.perf_counter() - wall, time.process_time() - own)
    return result
"""
IMPORT = TIMED + 'timed(lambda: __import__("luncur"))'
# 32 bodies: enough for the vector kernel
FALLS = (
    TIMED
    + """
import numpy as np
from luncur.debris import FallingBody, fall, state_from_local
at, moving = state_from_local(0.62, 1.1, 7.1e3, 120.0, -45.0, 33.0)
body = FallingBody(30.0, 0.4, 0.9)
out = timed(lambda: fall(np.tile(at, (32, 1)), np.tile(moving, (32, 1)), body))
assert (out.status == 0).all()
"""
)
# the same with a kernel that takes less than a second to compile
HEIGHT = (
    TIMED
    + """
from luncur.compiler import compiled
from luncur.earth.ellipsoid_kernel import altitude_of
timed(lambda: compiled(altitude_of)(6.4e6, 0.0, 0.0))
"""
)


def _in_python(code: str, cache: str | None = None) -> Outcome:
    """What a program in a fresh process says that it took."""
    environment = dict(os.environ) if cache is None else {**os.environ, "LUNCUR_CACHE": cache}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    wall, own = map(float, done.stdout.split())
    return Outcome(1, seconds=wall, processor_seconds=own)


def _process(*words: str) -> Outcome:
    """A whole process of Python."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Outcome(1, seconds=wall, processor_seconds=own)


@case("start-python", "starts", "Python alone, `python -c pass`", group="starts")
def python_alone(small: bool) -> Run:
    return lambda: _process("-c", "pass")


@case("start-import", "starts", "`import luncur`, without Python's own start", group="starts")
def import_luncur(small: bool) -> Run:
    return lambda: _in_python(IMPORT)


@case("start-help", "starts", "`luncur --help`, the whole process", group="starts")
def first_screen(small: bool) -> Run:
    return lambda: _process("-m", "luncur.cli", "--help")


@case("start-cold", "starts", "first 32 falls of a process, nothing compiled", group="starts", most=2)
def cold(small: bool) -> Run:
    def run() -> Outcome:
        with tempfile.TemporaryDirectory() as folder:
            return _in_python(HEIGHT if small else FALLS, folder)

    return run


@case("start-cached", "starts", "first 32 falls of a process, kernels in the cache", group="starts")
def cached(small: bool) -> Run:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    code = HEIGHT if small else FALLS
    _in_python(code, folder)
    if not any(Path(folder).rglob("*.nbc")):
        raise FileNotFoundError(f"no compiled kernel under {folder}")
    return lambda: _in_python(code, folder)
