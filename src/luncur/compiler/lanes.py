"""Vector target: eight numbers in one machine vector, for kernels that follow eight bodies at once.

Two types are added to numba through its public extension interface: eight floats, eight truth values.  Kernels written
without branches on a body's own numbers then compile for them from the same source as for one body.  No flag of fast
arithmetic is set, so a lane gives what the scalar kernel gives, bit for bit.  Imports numba: import it where it is used.
"""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, register_model

from luncur.compiler.fused import fused
from luncur.compiler.scalar import fma

LANES = 8
WIDE = ir.VectorType(ir.DoubleType(), LANES)
INDEX = ir.VectorType(ir.IntType(32), LANES)
_BITS = ir.VectorType(ir.IntType(1), LANES)


class FloatsType(types.Type):
    def __init__(self) -> None:
        super().__init__(name=f"float64x{LANES}")


class TruthsType(types.Type):
    def __init__(self) -> None:
        super().__init__(name=f"bool1x{LANES}")


floats, truths = FloatsType(), TruthsType()


@register_model(FloatsType)
class _FloatsModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, WIDE)


@register_model(TruthsType)
class _TruthsModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _BITS)


def spread_value(builder: Any, value: Any) -> Any:
    """A scalar in every lane."""
    kind = ir.VectorType(value.type, LANES)
    one = builder.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(one, one, ir.Constant(INDEX, [0] * LANES))


def _wide(context: Any, builder: Any, value: Any, kind: Any) -> Any:
    if kind == floats:
        return value
    return spread_value(builder, context.cast(builder, value, kind, types.float64))


def _pair(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return tuple(_wide(context, builder, value, kind) for value, kind in zip(args, sig.args, strict=True))


def _is_number(kind: Any) -> bool:
    return kind == floats or isinstance(kind, types.Float | types.Integer | types.IntegerLiteral)


def _binary(function: Any, result: Any, emit: Callable[[Any, Any, Any], Any]) -> None:
    """Gives an operator of two numbers, at least one of them a vector, its meaning."""

    class Template(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            if len(args) == 2 and not kws and floats in args and all(map(_is_number, args)):
                return signature(result, *(a if a == floats else types.float64 for a in args))
            return None

    infer_global(function)(Template)

    def lower(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return emit(builder, *_pair(context, builder, sig, args))

    for kinds in ((floats, floats), (floats, types.float64), (types.float64, floats)):
        lower_builtin(function, *kinds)(lower)


def _unary(function: Any, kind: Any, emit: Callable[[Any, Any], Any]) -> None:
    class Template(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            return signature(kind, kind) if args == (kind,) and not kws else None

    infer_global(function)(Template)
    lower_builtin(function, kind)(lambda context, builder, sig, args: emit(builder, args[0]))


def _logical(function: Any, emit: Callable[[Any, Any, Any], Any]) -> None:
    class Template(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            return signature(truths, truths, truths) if args == (truths, truths) and not kws else None

    infer_global(function)(Template)
    lower_builtin(function, truths, truths)(lambda context, builder, sig, args: emit(builder, *args))


def _of_one(builder: Any, name: str, value: Any) -> Any:
    kind = ir.FunctionType(WIDE, [WIDE])
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, f"llvm.{name}.v{LANES}f64"), [value])


def _compared(sign: str) -> Callable[[Any, Any, Any], Any]:
    return lambda builder, a, b: builder.fcmp_ordered(sign, a, b)


def _operation_of(name: str) -> Callable[[Any, Any, Any], Any]:
    return lambda builder, a, b: getattr(builder, name)(a, b)


_ARITHMETIC = {"fadd": "add iadd", "fsub": "sub isub", "fmul": "mul imul", "fdiv": "truediv itruediv"}
for _operation, _names in _ARITHMETIC.items():
    for _name in _names.split():
        _binary(getattr(operator, _name), floats, _operation_of(_operation))
for _function, _sign in ((operator.lt, "<"), (operator.le, "<="), (operator.gt, ">"), (operator.ge, ">=")):
    _binary(_function, truths, _compared(_sign))
# Python's own rule, which also says what becomes of a NaN
_binary(max, floats, lambda builder, a, b: builder.select(builder.fcmp_ordered(">", b, a), b, a))
_binary(min, floats, lambda builder, a, b: builder.select(builder.fcmp_ordered("<", b, a), b, a))
_unary(operator.neg, floats, lambda builder, a: builder.fneg(a))
_unary(math.sqrt, floats, lambda builder, a: _of_one(builder, "sqrt", a))
_unary(operator.invert, truths, lambda builder, a: builder.not_(a))
_unary(math.floor, floats, lambda builder, a: _of_one(builder, "floor", a))
_logical(operator.and_, lambda builder, a, b: builder.and_(a, b))
_logical(operator.or_, lambda builder, a, b: builder.or_(a, b))


@infer_global(fma)
class _Fused(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if kws or len(args) != 3 or floats not in args or not all(map(_is_number, args)):
            return None
        return signature(floats, *(a if a == floats else types.float64 for a in args))


def _lower_fused(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return fused(builder, *(_wide(context, builder, v, k) for v, k in zip(args, sig.args, strict=True)))


for _kinds in itertools.product((floats, types.float64), repeat=3):
    if floats in _kinds:
        lower_builtin(fma, *_kinds)(_lower_fused)


@intrinsic
def spread(typing: Any, value: Any) -> Any:
    """A number in every lane."""
    return floats(types.float64), lambda context, builder, sig, args: spread_value(builder, args[0])


@intrinsic
def get(typing: Any, vector: Any, lane: Any) -> Any:
    """The number (or truth) in one lane."""
    result = types.float64 if vector == floats else types.boolean
    return result(vector, types.int64), lambda context, builder, sig, args: builder.extract_element(*args)


@intrinsic
def put(typing: Any, vector: Any, lane: Any, value: Any) -> Any:
    """The vector with another number in one lane."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.insert_element(args[0], args[2], args[1])

    return floats(floats, types.int64, types.float64), emit


@intrinsic
def choose(typing: Any, condition: Any, if_true: Any, if_false: Any) -> Any:
    """Lane by lane one of two numbers: ``select`` for vectors."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        pair = (_wide(context, builder, v, k) for v, k in zip(args[1:], sig.args[1:], strict=True))
        return builder.select(args[0], *pair)

    kinds = [a if a == floats else types.float64 for a in (if_true, if_false)]
    return floats(truths, *kinds), emit


@intrinsic
def every(typing: Any, condition: Any) -> Any:
    """True when every lane is."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        packed = builder.bitcast(args[0], ir.IntType(LANES))
        return builder.icmp_unsigned("==", packed, ir.Constant(packed.type, (1 << LANES) - 1))

    return types.boolean(truths), emit


def _eight_at(context: Any, builder: Any, kind: Any, array: Any, row: Any) -> Any:
    """Address of eight numbers that lie side by side: a row of an array [rows, 8]."""
    data = context.make_array(kind)(context, builder, value=array).data
    start = builder.gep(data, [builder.mul(row, ir.Constant(row.type, LANES))])
    return builder.bitcast(start, WIDE.as_pointer())


@intrinsic
def taken(typing: Any, array: Any, row: Any) -> Any:
    """The eight numbers of a row of an array [rows, 8]."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.load(_eight_at(context, builder, sig.args[0], *args), align=8)

    return floats(array, types.int64), emit


@intrinsic
def left(typing: Any, array: Any, row: Any, vector: Any) -> Any:
    """Writes a vector into a row of an array [rows, 8]."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        builder.store(args[2], _eight_at(context, builder, sig.args[0], *args[:2]), align=8)
        return context.get_dummy_value()

    return types.void(array, types.int64, floats), emit
