"""What the graphics compiler makes of luncur's kernels, without a graphics processor.

python tools/ptx_report.py [--capability 9.0] [--save FOLDER]

Registers, stack and spills of each kernel for a device of that compute capability (9.0: NVIDIA H100), and how many of its
instructions are double-precision arithmetic.  Needs the extra ``luncur[cuda]``; registers and spills also need ptxas, which
comes with it.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import types

from luncur.campaign.threads_kernel import book_thread
from luncur.compiler.ptx import Capability, array, assembler, footprint, ptx_of
from luncur.debris.threads_kernel import describe_thread, fall_thread
from luncur.risk.threads_kernel import casualties_thread

REGISTERS = 65536  # of one multiprocessor
WARPS = 64  # that it holds at the most


def kernels() -> dict[str, tuple[Callable[..., Any], list[Any]]]:
    """Every kernel that runs on a device, with the types of its arguments."""
    one, two, three, whole = array(1), array(2), array(3), array(1, "int64")
    pair = types.UniTuple(types.float64, 2)
    return {
        "fall": (
            fall_thread,
            [whole, two, one, whole, whole, three, three, two, one, one, pair, types.float64, two, one, whole, whole],
        ),
        "describe": (describe_thread, [two, whole, two]),
        "casualties": (
            casualties_thread,
            [one, one, one, one, one, array(1, "boolean"), array(2, "float32"), two, two, two, one, one],
        ),
        "book": (book_thread, [whole, whole, whole, whole, whole, two, two, three, two]),
    }


def report(capability: Capability, save: Path | None = None) -> str:
    rows = [
        "| kernel | registers | warps of a multiprocessor | stack, spill stores, spill loads [bytes] | PTX instructions: fused | other f64 arithmetic | division, root |",
        "|---|---|---|---|---|---|---|",
    ]
    ptxas = assembler()
    for name, (kernel, arguments) in kernels().items():
        text = ptx_of(kernel, arguments, capability)
        if save is not None:
            save.mkdir(parents=True, exist_ok=True)
            (save / f"{name}.ptx").write_text(text)
        fused, plain, slow = (
            len(re.findall(pattern, text))
            for pattern in (
                r"\bfma\.rn\.f64",
                r"\b(?:mul|add|sub|neg|abs|min|max)(?:\.rn)?\.f64",
                r"\b(?:div|rcp|sqrt)\.rn\.f64",
            )
        )
        size, warps = "no ptxas", ""
        if ptxas is not None:
            with tempfile.TemporaryDirectory() as folder:
                took = footprint(text, Path(folder), ptxas, capability)
            size = f"{took.registers}"
            # registers are given to a warp of 32 threads in parcels of 256
            warps = str(min(WARPS, REGISTERS // (-(-took.registers * 32 // 256) * 256)))
            rows.append(
                f"| {name} | {size} | {warps} of {WARPS} | {took.stack}, {took.spill_stores}, {took.spill_loads} | {fused} | {plain} | {slow} |"
            )
        else:
            rows.append(f"| {name} | {size} | | | {fused} | {plain} | {slow} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--capability", default="9.0", help="compute capability (default 9.0)")
    parser.add_argument("--save", type=Path, help="folder for the PTX")
    options = parser.parse_args()
    major, _, minor = options.capability.partition(".")
    print(report((int(major), int(minor or 0)), options.save))


if __name__ == "__main__":
    main()
