"""Where a study may be computed, and how many of its units at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from luncur import assess
from luncur.campaign.memory import Halving
from luncur.campaign.provenance import fingerprint
from luncur.campaign.records import same
from luncur.compiler.devices import device_record, device_text, require
from luncur.errors import InputError
from luncur.mission import load


class Memory:
    """Holds so many units; counts the attempts of each size."""

    def __init__(self, holds: int) -> None:
        self.holds = holds
        self.tried: list[int] = []

    def __call__(self, units: Sequence[int]) -> list[int]:
        self.tried.append(len(units))
        if len(units) > self.holds:
            raise MemoryError("no room")
        return [10 * u for u in units]


def test_what_does_not_fit_is_computed_in_smaller_blocks_of_whole_units() -> None:
    memory, fitting = Memory(3), Halving()
    units = list(range(9))
    assert fitting(units, memory) == [10 * u for u in units]
    assert memory.tried == [9, 4, 2, 2, 2, 2, 1]
    memory.tried.clear()
    assert fitting(units[:4], memory) == [0, 10, 20, 30]
    assert memory.tried == [2, 2], "what was too much is not tried again"


def test_what_fits_is_computed_at_once() -> None:
    memory = Memory(8)
    assert Halving()([1, 2, 3], memory) == [10, 20, 30]
    assert Halving()([], memory) == []
    assert memory.tried == [3, 0]


def test_a_unit_that_does_not_fit_is_said() -> None:
    with pytest.raises(InputError, match=r"--device: 'cuda': expected memory for one unit of launches .*no room"):
        Halving()([1, 2], Memory(0))


def test_an_error_of_another_kind_is_not_taken_for_a_lack_of_memory() -> None:
    def broken(units: Sequence[int]) -> list[int]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Halving()([1, 2], broken)


def test_unknown_device_is_refused_before_anything_is_written(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="assess: --device: 'abacus': expected one of cpu, cuda"):
        assess("sounding-rocket", tmp_path / "out", device="abacus")
    assert not (tmp_path / "out").exists()


def test_processor_is_always_there() -> None:
    require("cpu")
    assert device_text(device_record("cpu")) == "cpu"


def test_a_run_goes_on_only_where_it_was_begun(tmp_path) -> None:  # type: ignore[no-untyped-def]
    ours = fingerprint(load("sounding-rocket"), 1, 1024, 0.1)
    same(tmp_path, {k: v for k, v in ours.items() if k != "device"}, ours)  # a run from before there was a choice
    with pytest.raises(InputError, match=r"device: 'cpu': expected 'cuda, NVIDIA H100', as the run"):
        same(tmp_path, {**ours, "device": "cuda, NVIDIA H100"}, ours)
    with pytest.raises(InputError, match=r": mission: expected what the run in this folder began with, unchanged"):
        same(tmp_path, {**ours, "mission_sha256": "0" * 64}, ours)  # of digests nobody learns anything
    with pytest.raises(InputError, match=rf"versions: 'numpy {np.__version__}': expected 'numpy 1.0', as the run"):
        same(tmp_path, {**ours, "versions": {**ours["versions"], "numpy": "1.0"}}, ours)


class DriverError(Exception):
    """As numba-cuda raises one."""

    def __init__(self, code: object, text: str) -> None:
        super().__init__(code, text)
        self.code = code


def test_a_full_device_is_a_lack_of_memory_and_nothing_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from luncur.compiler import cuda as target

    def failing(error: Exception) -> None:
        def allocate(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(target.cuda, "device_array", allocate)

    failing(DriverError(2, "Call to cuMemAlloc results in CUDA_ERROR_OUT_OF_MEMORY"))
    with pytest.raises(target.DeviceMemoryError):
        target.room((4, 6))
    with pytest.raises(InputError, match="memory for one unit"):
        Halving()([1], lambda units: [target.room((4, 6)) for _ in units])
    failing(DriverError(719, "CUDA_ERROR_LAUNCH_FAILED"))
    with pytest.raises(DriverError):
        target.room((4, 6))
