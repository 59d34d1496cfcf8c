"""The equations of motion integrated by the Runge-Kutta pair of order 8 of Dormand and Prince, with dense output.

Source: Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 2nd ed. (1993), section II.10; the
coefficients come from SciPy's class DOP853.
"""

import math

from luncur.compiler import kernel
from luncur.earth.ellipsoid_kernel import altitude_of
from luncur.orbit.motion.acceleration_kernel import FLOOR, acceleration

# How a flight ends.
DONE, CAME_DOWN, ESCAPES, STEP_TOO_SMALL, TOO_MANY_STEPS = 0, 10, 11, 20, 21
_STAGES = 12
_MOST_STEPS = 20_000_000
_SMALLEST = 1e-6  # step [s]


@kernel
def slope(t, y, out, terms, rows, air, numbers):
    """Derivative out[6] of a state y[6]."""
    out[0], out[1], out[2] = y[3], y[4], y[5]
    out[3], out[4], out[5] = acceleration(t, y[0], y[1], y[2], y[3], y[4], y[5], terms, rows, air, numbers)


@kernel
def fly(state, times, out, tableau, work, terms, rows, air, numbers, tolerance):
    """States out[n, 6] at ``times``[n], which all lie on one side of 0 and go away from it, from ``state``[6] at 0.

    tableau: A (16, 16), B (12,), C (16,), E3 (13,), E5 (13,), D (4, 16) of the method; work (26, 6): room to work in;
    tolerance: error of a step relative to the distance and the speed.  Gives how it ended, how many times were filled,
    and the number of steps.
    """
    a, b, c, e3, e5, dense = tableau
    direction = 1.0 if times[times.shape[0] - 1] >= 0.0 else -1.0
    y, y_next, stage = work[16], work[17], work[18]
    for i in range(6):
        y[i] = state[i]
    t, filled, steps = 0.0, 0, 0
    while filled < times.shape[0] and times[filled] == 0.0:
        for i in range(6):
            out[filled, i] = y[i]
        filled += 1
    slope(t, y, work[0], terms, rows, air, numbers)
    h = 1.0
    last = times[times.shape[0] - 1] * direction
    while filled < times.shape[0]:
        steps += 1
        if steps > _MOST_STEPS:
            return TOO_MANY_STEPS, filled, steps
        h = min(h, last - t * direction)
        step = h * direction
        error = _try_step(t, y, y_next, stage, step, a, b, c, e3, e5, work, terms, rows, air, numbers, tolerance)
        if not error <= 1.0:
            h *= max(0.2, 0.9 * error**-0.125) if error == error else 0.2
            if h < _SMALLEST:
                return STEP_TOO_SMALL, filled, steps
            continue
        t_next = t + step
        if last - t_next * direction < 1e-9:
            t_next = last * direction
        filled = _fill(t, t_next, y, y_next, step, times, filled, out, a, c, dense, work, terms, rows, air, numbers)
        # the altitude is looked at where a step ends; that the pole is not quite the z axis shifts it by 50 m at most
        if altitude_of(y_next[0], y_next[1], y_next[2]) < numbers[FLOOR]:
            return CAME_DOWN, filled, steps
        t = t_next
        for i in range(6):
            y[i] = y_next[i]
            work[0, i] = work[12, i]
        h *= min(6.0, 0.9 * error**-0.125) if error > 0.0 else 6.0
    return DONE, filled, steps


@kernel
def _try_step(t, y, y_next, stage, step, a, b, c, e3, e5, k, terms, rows, air, numbers, tolerance):
    """The state a step on, with its derivative in k[12]; gives the error over the tolerance."""
    for s in range(1, _STAGES):
        for i in range(6):
            total = 0.0
            for j in range(s):
                total += a[s, j] * k[j, i]
            stage[i] = y[i] + step * total
        slope(t + c[s] * step, stage, k[s], terms, rows, air, numbers)
    for i in range(6):
        total = 0.0
        for j in range(_STAGES):
            total += b[j] * k[j, i]
        y_next[i] = y[i] + step * total
    slope(t + step, y_next, k[12], terms, rows, air, numbers)
    scale_r = tolerance * math.sqrt(y[0] * y[0] + y[1] * y[1] + y[2] * y[2])
    scale_v = tolerance * math.sqrt(y[3] * y[3] + y[4] * y[4] + y[5] * y[5])
    fifth, third = 0.0, 0.0
    for i in range(6):
        p, q = 0.0, 0.0
        for j in range(13):
            p += e5[j] * k[j, i]
            q += e3[j] * k[j, i]
        scale = scale_r if i < 3 else scale_v
        fifth += (p / scale) ** 2
        third += (q / scale) ** 2
    if fifth == 0.0 and third == 0.0:
        return 0.0
    return abs(step) * fifth / math.sqrt((fifth + 0.01 * third) * 6.0)


@kernel
def _fill(t, t_next, y, y_next, step, times, filled, out, a, c, dense, k, terms, rows, air, numbers):
    """The states at the times within a step; the three stages that they need are computed if there are any."""
    direction = 1.0 if step >= 0.0 else -1.0
    first = filled
    while filled < times.shape[0] and times[filled] * direction < t_next * direction:
        filled += 1
    if filled > first:
        _dense_stages(t, y, y_next, step, a, c, dense, k, terms, rows, air, numbers)
        for n in range(first, filled):
            x = (times[n] - t) / step
            for i in range(6):
                value = 0.0
                for j in range(7):
                    value = (value + k[25 - j, i]) * (x if j % 2 == 0 else 1.0 - x)
                out[n, i] = y[i] + value
    while filled < times.shape[0] and times[filled] == t_next:
        for i in range(6):
            out[filled, i] = y_next[i]
        filled += 1
    return filled


@kernel
def _dense_stages(t, y, y_next, step, a, c, dense, k, terms, rows, air, numbers):
    """The seven vectors of the interpolating polynomial, in k[19:26]."""
    stage = k[18]
    for s in range(13, 16):
        for i in range(6):
            total = 0.0
            for j in range(s):
                total += a[s, j] * k[j, i]
            stage[i] = y[i] + step * total
        slope(t + c[s] * step, stage, k[s], terms, rows, air, numbers)
    for i in range(6):
        change = y_next[i] - y[i]
        k[19, i] = change
        k[20, i] = step * k[0, i] - change
        k[21, i] = 2.0 * change - step * (k[12, i] + k[0, i])
        for m in range(4):
            total = 0.0
            for j in range(16):
                total += dense[m, j] * k[j, i]
            k[22 + m, i] = step * total
