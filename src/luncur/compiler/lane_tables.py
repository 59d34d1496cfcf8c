"""Vector target: tables that eight bodies read at once, each at a place of its own.  Imports numba, as ``lanes.py`` does."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from luncur.compiler.fused import fused
from luncur.compiler.lanes import INDEX, LANES, WIDE, floats, spread_value


def _row_starts(context: Any, builder: Any, sig: Any, args: Any, columns: int) -> tuple[list[Any], Any]:
    """Address of each lane's row of a table [tables, rows, columns], and each lane's place within its row.

    Where a lane's table begins is given in rows of all tables.  The place is held within the table before it is made a
    whole number: no number, NaN included, reads elsewhere.
    """
    table = context.make_array(sig.args[0])(context, builder, value=args[0])
    first = context.make_array(sig.args[1])(context, builder, value=args[1])
    rows = cgutils.unpack_tuple(builder, table.shape)[1]  # type: ignore[no-untyped-call]
    last = spread_value(builder, builder.sitofp(builder.sub(rows, ir.Constant(rows.type, 1)), ir.DoubleType()))
    held = builder.select(
        builder.fcmp_ordered(">", args[2], ir.Constant(WIDE, [0.0] * LANES)),
        args[2],
        ir.Constant(WIDE, [0.0] * LANES),
    )
    held = builder.select(builder.fcmp_ordered("<", held, last), held, last)
    index = builder.fptosi(held, INDEX)
    inside = builder.fsub(args[2], builder.sitofp(index, WIDE))
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


_FOUR, _FIVE, _SEVENTEEN = (types.UniTuple(floats, n) for n in (4, 5, 17))  # type: ignore[no-untyped-call]


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

    return _SEVENTEEN(tables, which, floats), emit


@intrinsic
def four_in_row(typing: Any, tables: Any, which: Any, place: Any) -> Any:
    """Four numbers side by side from tables [n, rows] and the place within them: lane i from which[i] and its place on.

    The last three numbers of a table are not asked for by their place: they are there to be read beside others.
    """

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        starts, inside = _row_starts(context, builder, sig, args, 1)
        return _packed(
            context, builder, sig, [*_columns(builder, [_four(builder, start, 0) for start in starts]), inside]
        )

    return _FIVE(tables, which, floats), emit
