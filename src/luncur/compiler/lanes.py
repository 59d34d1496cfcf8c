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
_WIDE = ir.VectorType(ir.DoubleType(), LANES)
_INDEX = ir.VectorType(ir.IntType(32), LANES)
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
        super().__init__(manager, kind, _WIDE)


@register_model(TruthsType)
class _TruthsModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _BITS)


def _spread(builder: Any, value: Any) -> Any:
    """A scalar in every lane."""
    kind = ir.VectorType(value.type, LANES)
    one = builder.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(one, one, ir.Constant(_INDEX, [0] * LANES))


def _wide(context: Any, builder: Any, value: Any, kind: Any) -> Any:
    if kind == floats:
        return value
    return _spread(builder, context.cast(builder, value, kind, types.float64))


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
    kind = ir.FunctionType(_WIDE, [_WIDE])
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
    return floats(types.float64), lambda context, builder, sig, args: _spread(builder, args[0])


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


def _row_starts(context: Any, builder: Any, sig: Any, args: Any, columns: int) -> tuple[list[Any], Any]:
    """Address of each lane's row of a table [tables, rows, columns], and each lane's place within its row.

    Where a lane's table begins is given in rows of all tables.  The place is held within the table before it is made a
    whole number: no number, NaN included, reads elsewhere.
    """
    table = context.make_array(sig.args[0])(context, builder, value=args[0])
    first = context.make_array(sig.args[1])(context, builder, value=args[1])
    rows = cgutils.unpack_tuple(builder, table.shape)[1]
    last = _spread(builder, builder.sitofp(builder.sub(rows, ir.Constant(rows.type, 1)), ir.DoubleType()))
    held = builder.select(
        builder.fcmp_ordered(">", args[2], ir.Constant(_WIDE, [0.0] * LANES)),
        args[2],
        ir.Constant(_WIDE, [0.0] * LANES),
    )
    held = builder.select(builder.fcmp_ordered("<", held, last), held, last)
    index = builder.fptosi(held, _INDEX)
    inside = builder.fsub(args[2], builder.sitofp(index, _WIDE))
    whole = ir.VectorType(ir.IntType(64), LANES)
    row = builder.add(
        builder.load(builder.bitcast(first.data, whole.as_pointer()), align=8), builder.sext(index, whole)
    )
    row = builder.mul(row, ir.Constant(whole, [columns] * LANES))
    starts = [
        builder.gep(table.data, [builder.extract_element(row, ir.Constant(ir.IntType(32), lane))])
        for lane in range(LANES)
    ]
    return starts, inside


def _four(builder: Any, start: Any, column: int) -> Any:
    quad = ir.VectorType(ir.DoubleType(), 4)
    address = builder.gep(start, [ir.Constant(ir.IntType(64), column)])
    return builder.load(builder.bitcast(address, quad.as_pointer()), align=8)


def _columns(builder: Any, rows: list[Any]) -> list[Any]:
    """Eight rows of four numbers as four vectors of eight lanes."""

    def mixed(a: Any, b: Any, *picks: int) -> Any:
        return builder.shuffle_vector(a, b, ir.Constant(ir.VectorType(ir.IntType(32), len(picks)), list(picks)))

    halves = []
    for r0, r1, r2, r3 in (rows[:4], rows[4:]):
        even, odd = (
            [mixed(a, b, 0, 4, 2, 6) for a, b in ((r0, r1), (r2, r3))],
            [mixed(a, b, 1, 5, 3, 7) for a, b in ((r0, r1), (r2, r3))],
        )
        halves.append([mixed(*half, *picks) for picks in ((0, 1, 4, 5), (2, 3, 6, 7)) for half in (even, odd)])
    return [mixed(low, high, *range(LANES)) for low, high in zip(*halves, strict=True)]


def _packed(context: Any, builder: Any, sig: Any, columns: list[Any]) -> Any:
    return context.make_tuple(builder, sig.return_type, columns)


_FOUR = types.UniTuple(floats, 4)


@intrinsic
def cubic_rows(typing: Any, tables: Any, which: Any, place: Any) -> Any:
    """Four quantities by cubics from tables [n, rows, 16]; lane i reads table which[i] at its place, counted in rows."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        starts, inside = _row_starts(context, builder, sig, args, 16)
        values = []
        for lane, start in enumerate(starts):
            f = builder.extract_element(inside, ir.Constant(ir.IntType(32), lane))
            quad = ir.VectorType(ir.DoubleType(), 4)
            one = builder.insert_element(ir.Constant(quad, ir.Undefined), f, ir.Constant(ir.IntType(32), 0))
            f = builder.shuffle_vector(one, one, ir.Constant(ir.VectorType(ir.IntType(32), 4), [0] * 4))
            value = _four(builder, start, 12)
            for column in (8, 4, 0):
                value = fused(builder, f, value, _four(builder, start, column))
            values.append(value)
        return _packed(context, builder, sig, _columns(builder, values))

    return _FOUR(tables, which, floats), emit


@intrinsic
def cubic_row(typing: Any, tables: Any, which: Any, place: Any) -> Any:
    """One quantity by cubics from tables [n, rows, 4], as ``cubic_rows``."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        starts, f = _row_starts(context, builder, sig, args, 4)
        c0, c1, c2, c3 = _columns(builder, [_four(builder, start, 0) for start in starts])
        return fused(builder, f, fused(builder, f, fused(builder, f, c3, c2), c1), c0)

    return floats(tables, which, floats), emit


@intrinsic
def row_of_cubics(typing: Any, tables: Any, which: Any, place: Any) -> Any:
    """All sixteen coefficients that ``cubic_rows`` would use, by columns, and the place within the row."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        starts, inside = _row_starts(context, builder, sig, args, 16)
        columns = [c for q in (0, 4, 8, 12) for c in _columns(builder, [_four(builder, start, q) for start in starts])]
        return _packed(context, builder, sig, [*columns, inside])

    return types.UniTuple(floats, 17)(tables, which, floats), emit
