"""Casualties of each launch on a device with many threads: one launch each, its pieces added in their order."""

from luncur.compiler import kernel, thread_number


@kernel
def book_thread(first, class_id, place, hazard, starts, hurt, in_place, bins, without):
    """Sums of one launch over its pieces first[i] .. first[i + 1]: bins[n, b, models] and, with everybody in place, without[n, models].

    hurt, in_place[models, m]: casualties of each piece; class_id, place, hazard[m]: what it is booked on; starts[3]: the
    first bin of each of these; bin 0 is the total.
    """
    i = thread_number()
    if i < first.shape[0] - 1:
        for b in range(bins.shape[1]):
            for k in range(bins.shape[2]):
                bins[i, b, k] = 0.0
        for k in range(bins.shape[2]):
            without[i, k] = 0.0
            for p in range(first[i], first[i + 1]):
                bins[i, 0, k] += hurt[k, p]
                bins[i, starts[0] + class_id[p], k] += hurt[k, p]
                bins[i, starts[1] + place[p], k] += hurt[k, p]
                bins[i, starts[2] + hazard[p], k] += hurt[k, p]
                without[i, k] += in_place[k, p]
