"""Queues of vehicles that want the same kind of step, which eight of them make together."""

from luncur.compiler import kernel
from luncur.compiler.lanes import LANES
from luncur.flight.steps_lanes_kernel import step_together

EMPTY, WAITING, STEPPED = 0, 1, 2  # what a place in the pool of flights on their way holds


@kernel
def empty_queue(kind, queues, memory, new, numbers, holds, tables, upper, density_factor, pressure, drags):
    """Makes the step of the flights that wait in a queue; where fewer than eight do, the first is in the other lanes too.

    The first ``numbers`` of what ``step_together`` gives go to memory[place, new ...].
    """
    batch, places, table_of, drag_of, length, zeros = queues
    for lane in range(length[kind], LANES):
        for c in range(batch.shape[1]):
            batch[kind, c, lane] = batch[kind, c, 0]
        table_of[kind, lane] = table_of[kind, 0]
        drag_of[kind, lane] = drag_of[kind, 0]
    step_together(
        kind, batch[kind], table_of[kind], drag_of[kind], tables, drags, upper, density_factor, pressure, zeros, numbers
    )
    for lane in range(length[kind]):
        j = places[kind, lane]
        for c in range(numbers):
            memory[j, new + c] = batch[kind, c, lane]
        holds[j] = STEPPED
    length[kind] = 0


@kernel
def longest_queue(length):
    """The queue in which most wait; -1: nobody does."""
    found = -1
    most = 0
    for kind in range(length.shape[0]):
        if length[kind] > most:
            found = kind
            most = length[kind]
    return found
