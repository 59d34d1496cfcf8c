"""Random numbers are a pure function of their address."""

from __future__ import annotations

import numpy as np
import pytest

from luncur.campaign.draws import Stream, normals, uniforms
from luncur.campaign.draws_kernel import philox
from luncur.compiler import compiled


# Known answers of Philox 4x32-10 from the Random123 distribution (kat_vectors).
@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)  # fmt: skip
def test_philox(counter: tuple[int, ...], key: tuple[int, int], expected: tuple[int, ...]) -> None:
    """Compiled, where products of words wrap, and in plain Python, where they do not."""
    assert compiled(philox)(*counter, *key) == philox(*counter, *key) == expected


def test_a_draw_depends_on_its_address_only() -> None:
    many = uniforms(7, Stream.DRAG, np.arange(1000), 5, np.arange(1000) % 13)
    one = uniforms(7, Stream.DRAG, np.array([417]), 3, 417 % 13)
    assert np.array_equal(many[417, :3], one[0])
    assert not np.array_equal(many, uniforms(8, Stream.DRAG, np.arange(1000), 5, np.arange(1000) % 13))
    assert not np.array_equal(many, uniforms(7, Stream.WEATHER, np.arange(1000), 5, np.arange(1000) % 13))


def test_draws_are_the_same_without_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    given = 2**40 + 5, Stream.PARACHUTE, 2**47 + np.arange(9), 3, np.arange(9)
    fast = uniforms(*given)
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    assert np.array_equal(fast, uniforms(*given))


def test_draws_are_uniform_and_normal() -> None:
    u = uniforms(1, Stream.VEHICLE, np.arange(50_000), 4)
    assert u.min() > 0
    assert u.max() < 1
    assert u.mean() == pytest.approx(0.5, abs=3e-3)
    z = normals(1, Stream.VEHICLE, np.arange(50_000), 4)
    assert (z.mean(), z.std()) == pytest.approx((0, 1), abs=6e-3)
    assert np.abs(np.corrcoef(z.T) - np.eye(4)).max() < 0.02
