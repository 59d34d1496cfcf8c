"""Every kernel that runs on a graphics processor compiles for one, without one, and no thread spills its registers.

Skipped where numba-cuda and its compiler (the extra ``cuda``) are not installed.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from tool_scripts import tool

KERNELS = ("fall", "describe", "casualties", "book")


@pytest.fixture(scope="module")
def report() -> ModuleType:
    if importlib.util.find_spec("numba_cuda") is None:
        pytest.skip("numba-cuda is not installed")
    from numba.cuda.cudadrv import nvvm

    if not nvvm.is_available():
        pytest.skip("numba-cuda has no compiler: python -m pip install 'luncur[cuda]'")
    return tool("ptx_report")


def test_the_table_names_every_kernel(report: ModuleType) -> None:
    assert tuple(report.kernels()) == KERNELS


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_compiles_for_the_h100(report: ModuleType, name: str, tmp_path: Path) -> None:
    from luncur.compiler.ptx import assembler, footprint, ptx_of

    kernel, arguments = report.kernels()[name]
    text = ptx_of(kernel, arguments)
    assert ".target sm_90" in text
    assert len(re.findall(r"\.visible \.entry", text)) == 1
    assert not re.search(r"\b(add|sub|mul|fma|div|rcp|sqrt)\S*\.f32", text), "arithmetic in single precision"
    ptxas = assembler()
    if ptxas is None:
        pytest.skip("the kernel compiles; its registers are not known without ptxas")
    took = footprint(text, tmp_path, ptxas)
    assert took.spill_stores == took.spill_loads == 0
    assert took.registers <= 255
