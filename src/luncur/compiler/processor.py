"""What compiled kernels are tied to besides their source, and the notes of what has been compiled for it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from luncur.compiler.scalar import cache_folder


def marker_of(name: str) -> Path:
    """The empty file that says that the kernels of this name have been compiled for this kind of processor."""
    return cache_folder() / f"compiled-{hashlib.sha256(f'{name} {_processor()}'.encode()).hexdigest()[:16]}"


def _processor() -> str:
    from llvmlite import binding

    return f"{binding.get_host_cpu_name()} {binding.get_host_cpu_features().flatten()}"
