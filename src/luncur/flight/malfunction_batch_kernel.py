"""Many flights on from their failures."""

from luncur.compiler import kernel
from luncur.flight.malfunction_kernel import fly_wrong


@kernel
def fly_wrong_many(
    plan,
    factor,
    vehicle,
    tables,
    upper,
    density_factor,
    pressure,
    start,
    phase,
    body_state,
    how,
    direction,
    axis,
    across,
    limits,
    rule,
    times,
    record,
    rows,
    end,
    ending,
    evaluations,
):
    """``fly_wrong`` for a batch; start, end[n, 7]: time and inertial state; ending[n] how it ended.

    times[n, r]: when rows of record[n, r, ``WRONG_COLUMNS``] are wanted; rows[n]: how many there are.
    """
    for i in range(start.shape[0]):
        air = (tables[i], upper, density_factor[i], pressure)
        s = (start[i, 1], start[i, 2], start[i, 3], start[i, 4], start[i, 5], start[i, 6])
        code, t, e, used, written = fly_wrong(
            plan, factor[i], (vehicle[i, 0], vehicle[i, 1], vehicle[i, 2]), air, start[i, 0], s, phase[i], body_state[i],
            (how[i, 0], how[i, 1], how[i, 2], how[i, 3], how[i, 4]), (direction[i, 0], direction[i, 1], direction[i, 2]),
            (axis[i, 0], axis[i, 1], axis[i, 2]), across, limits, (rule[i, 0], rule[i, 1], rule[i, 2]), times[i], record[i],
        )  # fmt: skip
        ending[i] = code
        evaluations[i] = used
        rows[i] = written
        end[i, 0] = t
        for c in range(6):
            end[i, 1 + c] = e[c]
