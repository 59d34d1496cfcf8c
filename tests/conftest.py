"""What several tests share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run: a failure seen once can be seen again.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """Folder of published reference data that is not part of the project; tests that need it skip without it."""
    folder = os.environ.get("LUNCUR_REFERENCE_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("LUNCUR_REFERENCE_DATA names no folder with the reference data")
    return Path(folder)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A test run in the background may itself take no interrupts, and its commands would not either."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
