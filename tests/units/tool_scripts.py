"""Loads the scripts of ``tools/`` for their tests."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parents[2] / "tools"


def tool(name: str) -> ModuleType:
    """A script as a module."""
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))  # scripts import what they share
    spec = importlib.util.spec_from_file_location(f"tools_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module
