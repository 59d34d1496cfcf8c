"""Compiles kernels on first use; the only room that knows numba."""

from luncur.compiler.scalar import allocating_kernel, compiled, is_compiling, kernel, select, vectorised

__all__ = ["allocating_kernel", "compiled", "is_compiling", "kernel", "select", "vectorised"]
