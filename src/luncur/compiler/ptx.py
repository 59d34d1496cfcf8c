"""What the graphics compiler makes of a kernel, without a graphics processor: its PTX, and the registers it will take.

Needs numba-cuda with its compiler (``luncur[cuda]``).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numba import cuda, types

from luncur.compiler.cuda import bound

Capability = tuple[int, int]
HOPPER: Capability = (9, 0)  # NVIDIA H100 and H200


@dataclass(frozen=True)
class Footprint:
    """What a thread takes: 32-bit registers; bytes of stack, spilled to memory and read back from it."""

    registers: int
    stack: int
    spill_stores: int
    spill_loads: int


def array(dimensions: int, kind: str = "float64") -> Any:
    """Type of a C-contiguous array argument."""
    return types.Array(getattr(types, kind), dimensions, "C")


def ptx_of(kernel: Callable[..., Any], arguments: Sequence[Any], capability: Capability = HOPPER) -> str:
    """PTX of a kernel that asks for its ``thread_number``, for arguments of these types."""
    with _without_device(capability):
        text, _ = cuda.compile_ptx(bound(kernel), types.void(*arguments), cc=capability)
    return str(text)


@contextmanager
def _without_device(capability: Capability) -> Iterator[None]:
    """The compiler asks the device for its capability when it meets a device function, although it was told one."""
    from numba.cuda import compiler, dispatcher

    class Device:
        compute_capability = capability

    modules = (compiler, dispatcher)
    kept = [m.get_current_device for m in modules]
    for m in modules:
        m.get_current_device = Device
    try:
        yield
    finally:
        for m, function in zip(modules, kept, strict=True):
            m.get_current_device = function


def assembler() -> Path | None:
    """NVIDIA's assembler ``ptxas`` as pip installs it with the compiler, else the one on the path; None without any."""
    import shutil
    import sysconfig

    found = sorted(Path(sysconfig.get_paths()["purelib"]).glob("nvidia/*/bin/ptxas"))
    on_path = shutil.which("ptxas")
    return found[0] if found else Path(on_path) if on_path else None


def footprint(ptx: str, folder: Path, ptxas: Path, capability: Capability = HOPPER) -> Footprint:
    """What ``ptxas`` says of the one entry of a PTX text; it writes into the folder."""
    source = folder / "kernel.ptx"
    source.write_text(ptx)
    architecture = f"sm_{capability[0]}{capability[1]}"
    done = subprocess.run(
        [str(ptxas), "-v", f"-arch={architecture}", str(source), "-o", str(folder / "kernel.cubin")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    said = done.stderr + done.stdout
    said = said[said.index("Compiling entry function") :]
    sizes = re.search(r"(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads", said)
    registers = re.search(r"Used (\d+) registers", said)
    if sizes is None or registers is None:
        raise ValueError(f"ptxas said something else: {said[:300]}")
    return Footprint(int(registers[1]), *(int(n) for n in sizes.groups()))
