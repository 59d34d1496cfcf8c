"""Graphics target: kernels bound as device functions, one thread for each item of a batch, from the same source as for one body.

A thread runs the batch kernel of the processor on a batch of one row, so nothing of the physics is written twice.  Nothing
is compiled until it is launched; code that was compiled for a device is kept in the user's cache folder.
Imports numba's CUDA target: import it where it is used, after ``devices.require``.
"""

from __future__ import annotations

import threading
import types
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba import cuda
from numpy.typing import NDArray

from luncur.compiler.scalar import cache_folder, compiled, fma, is_kernel, kernel, names_used, thread_number

Array = NDArray[Any]

THREADS = 128  # of one block: four warps, so that one long fall keeps few others from making room
RESIDENT = 8  # large tables that stay on the device from one launch to the next
OUT_OF_MEMORY = "CUDA_ERROR_OUT_OF_MEMORY"

_functions: dict[Callable[..., Any], Any] = {}
_entries: dict[Callable[..., Any], Any] = {}
_resident: OrderedDict[int, tuple[Array, Any]] = OrderedDict()
using = threading.RLock()  # whoever puts work on the device holds it: threads of the campaign take turns


class DeviceMemoryError(MemoryError):
    """A batch does not fit into the device's memory."""


def _grid_number() -> Any:
    return cuda.grid(1)


def _fused(a: Any, b: Any, c: Any) -> Any:
    return cuda.fma(a, b, c)


@kernel
def _fused_on_host(a, b, c):  # type: ignore[no-untyped-def]
    return fma(a, b, c)


def _fused_in_simulator(a: Any, b: Any, c: Any) -> Any:
    return compiled(_fused_on_host)(a, b, c)  # plain Python has two roundings where a device has one


# what takes the place of functions that mean something else on a device
_STAND_INS: dict[Callable[..., Any], Callable[..., Any]] = {
    thread_number: _grid_number,
    fma: _fused_in_simulator if numba.config.ENABLE_CUDASIM else _fused,  # type: ignore[attr-defined]
}


def bound(function: Callable[..., Any]) -> types.FunctionType:
    """A kernel's function with every kernel that it calls replaced by a device function."""
    if not is_kernel(function):
        raise TypeError(f"{function.__qualname__} is not a kernel")
    assert isinstance(function, types.FunctionType)
    names = dict(function.__globals__)
    for name in names_used(function.__code__):
        value = names.get(name)
        if isinstance(value, types.FunctionType) and (value in _STAND_INS or is_kernel(value)):
            names[name] = _device_function(value)
    twin = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    twin.__qualname__ = function.__qualname__ + "_cuda"  # the cache on disk tells functions apart by this name
    twin.__module__ = function.__module__
    return twin


def _device_function(function: Callable[..., Any]) -> Any:
    if function not in _functions:
        stand_in = _STAND_INS.get(function)
        _functions[function] = cuda.jit(bound(function) if stand_in is None else stand_in, device=True)
    return _functions[function]


def _entry(function: Callable[..., Any]) -> Any:
    if function not in _entries:
        if not simulated():
            numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]
            numba.config.CUDA_LOW_OCCUPANCY_WARNINGS = 0  # type: ignore[attr-defined]  # one launch replayed is a small grid
        # link-time optimisation would compile the same source differently where one more package is installed
        options = {} if simulated() else {"cache": True, "lto": False}
        _entries[function] = cuda.jit(bound(function), **options)
    return _entries[function]


def launch(function: Callable[..., Any], threads: int, *arguments: Any) -> None:
    """Run ``threads`` threads of a kernel that asks for its ``thread_number``; arguments are device arrays and numbers."""
    blocks = -(-threads // THREADS)
    if blocks:
        _entry(function)[blocks, min(THREADS, threads)](*arguments)


def sent(array: Array) -> Any:
    """A copy of an array on the device; DeviceMemoryError when it does not fit."""
    return _given_room(lambda: cuda.to_device(np.ascontiguousarray(array)))


def resident(array: Array) -> Any:
    """The same, kept there for later launches; for an array that never changes."""
    key = id(array)
    if key not in _resident:
        _resident[key] = (array, sent(array))  # held, so that no other array is given its address
        while len(_resident) > RESIDENT:
            _resident.popitem(last=False)
    _resident.move_to_end(key)
    return _resident[key][1]


def room(shape: tuple[int, ...], kind: type = np.float64) -> Any:
    """An array on the device that is not filled; DeviceMemoryError when it does not fit."""
    return _given_room(lambda: cuda.device_array(shape, dtype=kind))


def fetched(array: Any) -> Array:
    """A device array on the host."""
    return np.asarray(array.copy_to_host())


def _given_room(take: Callable[[], Any]) -> Any:
    try:
        return take()
    except Exception as error:
        if OUT_OF_MEMORY in f"{getattr(error, 'code', '')!r} {error!r}":  # the driver's interface has changed its type
            raise DeviceMemoryError(str(error)) from error
        raise


def simulated() -> bool:
    """Whether numba's simulator stands in for a device: for tests, a fall takes a tenth of a second."""
    return bool(numba.config.ENABLE_CUDASIM)  # type: ignore[attr-defined]
