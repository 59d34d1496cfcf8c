"""Falls on a device with many threads: each thread follows one body with the kernel of the processor."""

from luncur.compiler import kernel, thread_number
from luncur.debris.fall_kernel import describe_many, fall_many


@kernel
def fall_thread(
    order, state, inverse_beta, drag_id, table_id, drags, tables, upper, factor, ground, accuracy, duration, final, time,
    status, used,
):  # fmt: skip
    """``fall_many`` for the row order[k] of the batch, k the number of the thread."""
    k = thread_number()
    if k < order.shape[0]:
        i = order[k]
        j = i + 1
        fall_many(
            state[i:j], inverse_beta[i:j], drag_id[i:j], table_id[i:j], drags, tables, upper, factor, ground, accuracy,
            duration, final[i:j], time[i:j], status[i:j], used[i:j],
        )  # fmt: skip


@kernel
def describe_thread(final, status, described):
    """``describe_many`` for one row; apart from the fall, which needs nearly all registers that a thread can have."""
    i = thread_number()
    if i < status.shape[0]:
        describe_many(final[i : i + 1], status[i : i + 1], described[i : i + 1])
