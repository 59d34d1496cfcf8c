"""Whatever well-formed measurements say, a replay decides cycle by cycle, in order, and counts every one of them."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
import watch_cases as cases
from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.termination.columns import DECISIONS
from luncur.watch.desk import Desk
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Reason
from luncur.watch.record import Records, line_of
from luncur.watch.replay import after_the_last, replayed

number = st.one_of(st.floats(-1e12, 1e12), st.sampled_from((0.0, -0.0, 5e-324, 6378137.0, 1e12)))
times = st.floats(-5.0, 5.0)
channel = st.one_of(number, st.just(math.nan))
measurements = st.builds(
    Measurement,
    st.sampled_from(("receiver A", "receiver B", "platform", "nobody", "")),
    st.one_of(times, number),
    st.tuples(*[number] * 6),
    st.booleans(),
    st.tuples(channel, channel, channel),
    st.one_of(st.integers(-1, 5), st.just(2**63 - 1)),
    st.one_of(times, st.sampled_from((math.nan, 1e12, -1e12, 86_401.0))),
)


@settings(max_examples=150)
@given(st.lists(st.one_of(measurements, st.sampled_from(list(Reason)[1:])), max_size=30))
def test_any_measurements(lines: list[Measurement | Reason]) -> None:
    desk = Desk(cases.flown()[1])
    records = Records(desk.table, "mine", advisory=True)
    before = -math.inf
    cycles = 0
    for cycle in replayed(desk, lines):
        assert cycle.decision.time > before
        before = cycle.decision.time
        cycles += 1
        record = json.loads(line_of(records.cycle(cycle, desk.counts)))
        assert record["decision"] in DECISIONS.values()
        assert (record["state"] is None) == (record["agreed"] == 0)
    assert sum(desk.counts.record().values()) == len(lines)
    assert cycles <= (10.0 + after_the_last(desk.table)) / desk.table.period + 2
    assert cycles > 0 or desk.counts.of(Reason.TAKEN) == 0
