"""Compiles kernels on first use; the only room that knows numba."""

from luncur.compiler.scalar import (
    allocating_kernel,
    compiled,
    inlined_kernel,
    is_compiling,
    kernel,
    select,
    thread_number,
    vectorised,
)
from luncur.compiler.threads import shared

__all__ = [
    "allocating_kernel",
    "compiled",
    "inlined_kernel",
    "is_compiling",
    "kernel",
    "select",
    "shared",
    "thread_number",
    "vectorised",
]
