"""Coefficients of an embedded Runge-Kutta pair of orders 5 and 4, for accelerations alone.

Positions are written with the accelerations of the earlier stages (the square of the matrix), so that velocities of the
stages need not be kept.  Source: Tsitouras, Comput. Math. Appl. 62 (2011), 770-775.
"""

# Weights of the accelerations in the velocity of stages 2 to 6, and of the solution of order 5.
VELOCITY = (
    (0.161,),
    (-0.008480655492356989, 0.335480655492357),
    (2.8971530571054935, -6.359448489975075, 4.3622954328695815),
    (5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525),
    (5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401, -0.028269050394068383),
    (0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774),
)  # fmt: skip
# Difference of the two solutions.
ERROR = (
    -0.00178001105222577714, -0.0008164344596567469, 0.007880878010261995, -0.1447110071732629, 0.5823571654525552,
    -0.45808210592918697, 1.0 / 66.0,
)  # fmt: skip


def _through(weights: tuple[float, ...]) -> tuple[float, ...]:
    """Weights of the accelerations in a sum of stage velocities with these weights; the first stage's is the start's."""
    stages: tuple[tuple[float, ...], ...] = ((), *VELOCITY)
    return tuple(
        sum(w * row[k] for w, row in zip(weights, stages, strict=False) if k < len(row))
        for k in range(len(weights) - 1)
    )


TIME = tuple(sum(row) for row in VELOCITY)  # of the stages, in parts of the step
POSITION = tuple(_through(row) for row in VELOCITY)
POSITION_ERROR = _through(ERROR)
