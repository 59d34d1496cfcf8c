"""Compiles kernels on first use; the only room that knows numba."""

from luncur.compiler.scalar import (
    Vectors,
    allocating_kernel,
    compiled,
    fma,
    inlined_kernel,
    is_compiling,
    kernel,
    select,
    vectorised,
)
from luncur.compiler.threads import shared

__all__ = [
    "Vectors",
    "allocating_kernel",
    "compiled",
    "fma",
    "inlined_kernel",
    "is_compiling",
    "kernel",
    "select",
    "shared",
    "vectorised",
]
