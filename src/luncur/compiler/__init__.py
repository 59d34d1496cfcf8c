"""Compiles kernels on first use; the only room that knows numba."""

from luncur.compiler.ahead import compile_ahead
from luncur.compiler.once import once_per_node
from luncur.compiler.scalar import (
    Vectors,
    allocating_kernel,
    compiled,
    fma,
    inlined_kernel,
    is_compiling,
    kernel,
    select,
    source_digest,
    thread_number,
    vectorised,
)
from luncur.compiler.threads import shared

__all__ = [
    "Vectors",
    "allocating_kernel",
    "compile_ahead",
    "compiled",
    "fma",
    "inlined_kernel",
    "is_compiling",
    "kernel",
    "once_per_node",
    "select",
    "shared",
    "source_digest",
    "thread_number",
    "vectorised",
]
