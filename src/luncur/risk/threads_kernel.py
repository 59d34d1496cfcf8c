"""Casualties on a device with many threads: one impact each."""

from luncur.compiler import kernel, thread_number
from luncur.risk.casualty_kernel import casualties_many


@kernel
def casualties_thread(
    latitude, longitude, area, reach, weight, planned, grid, circles, rings, corners, out, without_closures
):
    """``casualties_many`` for the impact whose number is the thread's."""
    i = thread_number()
    if i < latitude.shape[0]:
        j = i + 1
        casualties_many(
            latitude[i:j], longitude[i:j], area[i:j], reach[i:j], weight[i:j], planned[i:j], grid, circles, rings, corners,
            out[i:j], without_closures[i:j],
        )  # fmt: skip
