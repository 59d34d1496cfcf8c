"""The multiply-add of kernels: one rounding in the scalar twin and in lanes, the same bits in both."""

from fractions import Fraction

import numpy as np
from llvmlite import binding

from luncur.compiler import compiled, fma, inlined_kernel, kernel
from luncur.compiler.lanes import LANES, get, put, spread


@kernel
def fma_each(a, b, c, out):  # type: ignore[no-untyped-def]
    for i in range(out.shape[0]):
        out[i] = fma(a[i], b[i], c[i])


@inlined_kernel
def eight_from(values, start):  # type: ignore[no-untyped-def]
    vector = spread(0.0)
    for lane in range(LANES):
        vector = put(vector, lane, values[start + lane])
    return vector


@kernel
def fma_eight(a, b, c, out):  # type: ignore[no-untyped-def]
    for start in range(0, out.shape[0], LANES):
        vector = fma(eight_from(a, start), eight_from(b, start), eight_from(c, start))
        for lane in range(LANES):
            out[start + lane] = get(vector, lane)


def test_one_rounding_in_both_targets() -> None:
    rng = np.random.default_rng(8)
    a, b = rng.normal(size=(2, 8 * LANES))
    c = -a * b  # all but the rounding of the product cancels
    scalar, lanes = np.empty_like(a), np.empty_like(a)
    compiled(fma_each)(a, b, c, scalar)
    compiled(fma_eight)(a, b, c, lanes)
    np.testing.assert_array_equal(scalar, lanes)
    exact = [float(Fraction(x) * Fraction(y) + Fraction(z)) for x, y, z in zip(a, b, c, strict=True)]
    split = [fma(x, y, z) for x, y, z in zip(a, b, c, strict=True)]
    has_it = binding.get_host_cpu_features().get("fma", False) or "aarch64" in binding.get_default_triple()
    np.testing.assert_array_equal(scalar, exact if has_it else split)
    assert np.any(np.array(exact) != split)
