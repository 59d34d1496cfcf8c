"""Compiles kernels on first use; the only room that knows numba."""

from luncur.compiler.scalar import compiled, kernel, select, vectorised

__all__ = ["compiled", "kernel", "select", "vectorised"]
