"""The fused multiply-add of kernels: one instruction where the processor has it, a product and a sum where it has not.

Told to numba through its public extension interface, for one number here and for vectors in ``lanes.py``.  Imports numba.
"""

from __future__ import annotations

from typing import Any

from llvmlite import binding, ir
from numba.core import cgutils, types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

from luncur.compiler.scalar import fma

_HAS_IT = binding.get_host_cpu_features().get("fma", False) or "aarch64" in binding.get_default_triple()


def fused(builder: Any, a: Any, b: Any, c: Any) -> Any:
    """a b + c of three values of one type.  Without the instruction the library's substitute would be very slow."""
    if not _HAS_IT:
        return builder.fadd(builder.fmul(a, b), c)
    kind = a.type
    name = f"v{kind.count}f64" if isinstance(kind, ir.VectorType) else "f64"
    return builder.call(
        cgutils.get_or_insert_function(builder.module, ir.FunctionType(kind, [kind] * 3), f"llvm.fma.{name}"), [a, b, c]
    )


def _is_scalar(kind: Any) -> bool:
    return isinstance(kind, types.Float | types.Integer | types.IntegerLiteral)


@infer_global(fma)
class _Scalars(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if kws or len(args) != 3 or not all(map(_is_scalar, args)):
            return None
        return signature(types.float64, *[types.float64] * 3)


def _lower(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return fused(builder, *args)


lower_builtin(fma, types.float64, types.float64, types.float64)(_lower)
