"""Scalar target: each kernel compiled for the processor when it is first wanted.

A kernel is a plain Python function on floats, tuples and arrays.  ``@kernel`` only
notes it, so that importing luncur compiles nothing.  ``compiled(f)`` returns the
machine-code twin of ``f``, in which every other kernel that ``f`` calls by a global
name is replaced by its own compiled twin.  With ``LUNCUR_COMPILER=off`` the plain
functions run instead: slow, but a debugger and a coverage tool can follow them.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luncur.errors import InputError


@dataclass(frozen=True)
class Vectors:
    """How a kernel is compiled for the vectors of ``lanes.py``, with all that it calls.

    stand_ins: what takes the place of kernels that branch or look into tables.  apart: kernels that stay calls, being
    long and not called often; all others are compiled into their callers, since a vector handed to a function goes
    through memory, and a table as its eleven fields.
    """

    stand_ins: dict[Callable[..., Any], Callable[..., Any]]
    apart: tuple[Callable[..., Any], ...] = ()


_kernels: dict[Callable[..., Any], bool] = {}  # whether it makes arrays of its own
_inlined: set[Callable[..., Any]] = set()
_twins: dict[tuple[Callable[..., Any], int, bool], Callable[..., Any]] = {}
_vectorised: dict[Callable[..., Any], tuple[Callable[..., Any], Vectors]] = {}
_lock = threading.RLock()
_before: list[Callable[[str], None]] = []


def before_first_twin(tell: Callable[[str], None]) -> None:
    """Have ``tell`` called with a kernel's module before the kernel is first compiled or loaded."""
    if tell not in _before:
        _before.append(tell)


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a plain function as a kernel that allocates nothing; it stays callable as plain Python."""
    _kernels[function] = False
    return function


def inlined_kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a kernel whose code is put where it is called, for one that is called at every step from few places.

    The optimiser leaves a call where a function is long; its tables and tuples then travel over the stack, and what two
    calls have in common is computed twice; all that
    ``vectorised`` makes is so.  The numbers are the same, to the bit.
    """
    _inlined.add(function)
    return kernel(function)


def allocating_kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a kernel that makes arrays of its own, which costs a counter on every array it is given."""
    _kernels[function] = True
    return function


@kernel
def select(condition, if_true, if_false):  # type: ignore[no-untyped-def]
    """One of two values; what a kernel writes in place of a branch where it may run on a vector of bodies."""
    return if_true if condition else if_false


def fma(a, b, c):  # type: ignore[no-untyped-def]
    """a b + c; compiled, with one rounding, by ``fused.py``.  Written out, so that it is one in every twin or in none."""
    return a * b + c


@kernel
def thread_number():  # type: ignore[no-untyped-def]
    """Number of the thread that runs a kernel on a device with many (``cuda.py``); 0 on the processor."""
    return 0


def is_kernel(function: Callable[..., Any]) -> bool:
    return function in _kernels


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """The compiled twin of a kernel, made on the first call and cached on disk for the user.

    Twins release the interpreter lock, never raise, and keep every rule of IEEE arithmetic,
    NaN included (a NaN step is how a blow-up is noticed).  Multiply-adds are not contracted but
    written out (``fma``): which ones the compiler would contract depends on what was inlined where,
    and a process that compiles would differ in the last bits from one that loads the same kernel.
    """
    if function not in _kernels:
        raise TypeError(f"{function.__qualname__} is not a kernel")
    if not is_compiling():
        return function
    with _lock:
        return _twin(function)


def is_compiling() -> bool:
    """False where kernels run as plain Python, which knows no vectors."""
    return os.environ.get("LUNCUR_COMPILER") != "off"


def vectorised(function: Callable[..., Any], vectors: Vectors) -> Callable[..., Any]:
    """A kernel to be compiled for vectors from the source of another."""
    assert isinstance(function, types.FunctionType)
    twin = types.FunctionType(function.__code__, function.__globals__, function.__name__ + "_lanes")
    _kernels[twin] = False
    _vectorised[twin] = (function, vectors)
    return twin


def _twin(function: Callable[..., Any], vectors: Vectors | None = None, within: bool = False) -> Callable[..., Any]:
    """within: to be called by kernels only; numba then makes none of the code that takes Python's or C's arguments."""
    if function in _vectorised:
        return _twin(*_vectorised[function], within)
    key = (function, id(vectors), within)
    if key in _twins:
        return _twins[key]
    for tell in _before:
        tell(function.__module__)
    import numba

    import luncur.compiler.fused  # noqa: F401  what ``fma`` means

    numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]
    assert isinstance(function, types.FunctionType)
    names = dict(function.__globals__)
    for name in names_used(function.__code__):
        value = names.get(name)
        if vectors and isinstance(value, types.FunctionType) and value in vectors.stand_ins:
            stand_in = vectors.stand_ins[value]
            names[name] = _twin(stand_in, within=True) if stand_in in _kernels else stand_in
        elif isinstance(value, types.FunctionType) and value in _kernels:
            names[name] = _twin(value, vectors, within=True)
    rebuilt = types.FunctionType(
        function.__code__, names, function.__name__, function.__defaults__, function.__closure__
    )
    # the cache on disk tells functions apart by this name
    rebuilt.__qualname__ = function.__qualname__ + ("_lanes" if vectors else "") + ("_within" if within else "")
    rebuilt.__module__ = function.__module__
    # _nrt: whether references to arrays are counted
    options: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy", "_nrt": _kernels[function]}
    options["no_cfunc_wrapper"], options["no_cpython_wrapper"] = True, within
    options["forceinline"] = function in _inlined if vectors is None else function not in vectors.apart
    twin: Callable[..., Any] = numba.njit(rebuilt, **options)
    _twins[key] = twin
    return twin


def names_used(code: types.CodeType) -> set[str]:
    """Global names that a function's code refers to, those of functions within it included."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= names_used(constant)
    return names


def cache_folder() -> Path:
    """The user's private folder of compiled kernels, one per state of the source.

    Numba notices a change only in the file of the outermost function; naming the
    folder by a digest of every source file makes a stale twin impossible.
    InputError when the folder cannot be used.
    """
    base = os.environ.get("LUNCUR_CACHE") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = Path(base) / "luncur" / "kernels" / source_digest()
    expected = "a folder that can be written to, for compiled kernels (LUNCUR_CACHE names another)"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise InputError(str(folder), "", None, f"{expected}: {error.strerror}") from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise InputError(str(folder), "", None, expected)
    return folder


def source_digest() -> str:
    """Digest of every source file that a compiled kernel depends on, and of the Python that reads it."""
    global _digest
    if _digest is None:
        root = Path(__file__).resolve().parent.parent
        state = hashlib.sha256(sys.version.encode())
        for path in sorted(root.rglob("*.py")):
            if "kernel" in path.name or path.name == "constants.py" or path.parent.name == "compiler":
                state.update(path.read_bytes())
        _digest = state.hexdigest()[:16]
    return _digest


_digest: str | None = None
