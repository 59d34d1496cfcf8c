"""Counts what a fall computes: the plain Python of the kernels, run on numbers that count.

One for each addition, subtraction, multiplication, division, root and elementary function that has such a number in it;
what constants alone amount to is known when a kernel is compiled and is not counted, nor are comparisons, signs and
conversions.  It is the work of one body alone: what lanes compute for nothing (both sides of a choice, an idle lane) is not in it.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np

from luncur.debris.fall_kernel import fall_many
from registry.problem import batch

counted = 0


class Number:
    """A float whose arithmetic is counted in ``counted``."""

    __array_ufunc__ = None  # so that a number of numpy leaves the operation to this class
    __slots__ = ("value",)

    def __init__(self, value: float) -> None:
        self.value = float(value)

    def __float__(self) -> float:
        return self.value

    def __int__(self) -> int:
        return int(self.value)

    def __floor__(self) -> int:
        return math.floor(self.value)

    def __neg__(self) -> Number:
        return Number(-self.value)

    def __abs__(self) -> Number:
        return Number(abs(self.value))


def _give(name: str, *, counts: bool) -> None:
    """Gives ``Number`` an operator, and the one for a number on its right."""
    plain: Callable[[Any, Any], Any] = getattr(operator, name)

    def both(a: Any, b: Any) -> Any:
        global counted
        result = plain(float(a), float(b))
        if not counts:
            return result
        counted += 1
        return Number(result)

    setattr(Number, f"__{name}__", both)
    if counts:
        setattr(Number, f"__r{name}__", lambda a, b: both(b, a))


for _name in ("add", "sub", "mul", "truediv"):
    _give(_name, counts=True)
for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    _give(_name, counts=False)


def _elementary(function: Callable[..., float]) -> Callable[..., Any]:
    def called(*values: Any) -> Any:
        global counted
        if not any(isinstance(v, Number) for v in values):
            return function(*values)
        counted += 1
        return Number(function(*map(float, values)))

    return called


_NAMES = ("sqrt", "exp", "log", "sin", "cos", "tan", "atan", "atan2", "asin", "acos", "hypot")
MATH = SimpleNamespace(
    inf=math.inf, nan=math.nan, pi=math.pi, floor=math.floor, **{name: _elementary(getattr(math, name)) for name in _NAMES}
)  # fmt: skip


def counting(function: FunctionType, made: dict[FunctionType, FunctionType] | None = None) -> FunctionType:
    """A kernel that calls the counting ``MATH``, and so does everything of luncur's that it calls."""
    made = {} if made is None else made
    if function not in made:
        names = dict(function.__globals__)
        made[function] = FunctionType(
            function.__code__, names, function.__name__, function.__defaults__, function.__closure__
        )
        for name in function.__code__.co_names:
            value = names.get(name)
            if value is math:
                names[name] = MATH
            elif isinstance(value, FunctionType) and value.__module__.startswith("luncur."):
                names[name] = counting(value, made)
    return made[function]


@cache
def flop_per_evaluation(preset: str, zonal: int, falls: int) -> float:
    """Floating-point operations for each evaluation of the right-hand side, over falls spread over the thousand."""
    global counted
    given = list(batch(preset, zonal))
    some = np.arange(0, len(given[0]), len(given[0]) // falls)
    state, inverse_beta = given[0][some], given[1][some]
    given[0] = np.array([[Number(v) for v in row] for row in state], dtype=object)
    given[1] = np.array([Number(v) for v in inverse_beta], dtype=object)
    used = given[-1]
    used[:] = 0
    counted = 0
    counting(fall_many)(*given)
    return counted / int(used[: len(some)].sum())
