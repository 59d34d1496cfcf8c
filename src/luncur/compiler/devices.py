"""Devices that can compute: which there are, and what they are called."""

from __future__ import annotations

import importlib.util
import os
from typing import Any

from luncur.errors import InputError

DEVICES = ("cpu", "cuda")
_OPTION = ("assess", "--device")  # what the user asked with
_GET = "python -m pip install 'luncur[cuda]'"


def require(device: str) -> None:
    """Nothing when a device can compute; InputError saying what is missing when it cannot."""
    if device not in DEVICES:
        raise InputError(*_OPTION, device, f"one of {', '.join(DEVICES)}")
    if device == "cpu":
        return
    if os.environ.get("NUMBA_ENABLE_CUDASIM") != "1" and importlib.util.find_spec("numba_cuda") is None:
        raise InputError(
            *_OPTION,
            device,
            f"the package numba-cuda, which is not installed ({_GET}), and an NVIDIA graphics processor; "
            "cpu computes the same without them",
        )
    from numba import cuda

    if not cuda.is_available():
        why = " ".join(str(cuda.cuda_error() or "no compiler for it was found").split())
        raise InputError(
            *_OPTION,
            device,
            f"an NVIDIA graphics processor with its driver and numba-cuda's compiler ({_GET}), but there is none: "
            f"{why.rstrip('.')}; cpu computes the same without one",
        )


def device_record(device: str) -> dict[str, Any]:
    """What computes, for a study's provenance; for a graphics processor its name, driver and what compiles for it."""
    if device == "cpu":
        return {"kind": "cpu"}
    from importlib.metadata import version

    from numba import cuda

    from luncur.compiler.cuda import simulated

    if simulated():
        return {"kind": device, "name": "simulator", "compiler": f"numba {version('numba')}"}
    from numba.cuda.cudadrv.driver import driver

    found = cuda.get_current_device()
    name = found.name.decode() if isinstance(found.name, bytes) else str(found.name)
    return {
        "kind": device,
        "name": name,
        "compute_capability": ".".join(str(part) for part in tuple(found.compute_capability)[:2]),
        "driver": _driver(".".join(str(part) for part in driver.get_version())),
        "compiler": f"numba-cuda {version('numba-cuda')}",
    }


def _driver(interface: str) -> str:
    """Version of the kernel's driver where the system says it, and of the CUDA interface that it offers."""
    try:
        with open("/sys/module/nvidia/version", encoding="ascii", errors="replace") as stream:
            return f"{stream.read().strip()}, CUDA {interface}"
    except OSError:
        return f"CUDA {interface}"


def device_text(record: dict[str, Any]) -> str:
    """A record of a device in one line; its first word is the device's kind."""
    return ", ".join(str(value) for value in record.values())
