"""The assumptions of a proposal, as sentences of both languages."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from luncur.sentences import Sentence, catalogue
from luncur.trial.proposal.data_loss import ANGLES, AROUND
from luncur.trial.proposal.debris import DRAWS
from luncur.trial.proposal.fit import OBLIQUE
from luncur.trial.proposal.flown import FARTHEST
from luncur.trial.proposal.propose import Proposal
from luncur.trial.proposal.spread import LARGER
from luncur.trial.proposal.system import KEPT


def assumptions(p: Proposal) -> tuple[Sentence, ...]:
    """What the proposal rests on and what it says, one sentence each."""
    return tuple(_sentences(p))


def _sentences(p: Proposal) -> Iterator[Sentence]:
    c, end = p.choices, p.end
    yield Sentence("propose_scope")
    yield Sentence("propose_flights", flights=c.flights, seed=p.seed, confidence=1.0 - 0.999**c.flights)
    yield Sentence("propose_end", end=end[0], name=end[1])
    if p.flown.cut:
        yield Sentence("propose_end_cut", end=end[0], length=FARTHEST / 1e3)
    yield Sentence("propose_edge", sigmas=c.sigmas, larger=LARGER, floor=c.floor / 1e3, clear=p.clear / 1e3)
    yield from _reserve(p)
    yield Sentence("propose_drawn", gap=c.gap)
    yield Sentence("propose_people", model=p.overflown.model, density=c.density * 1e6)
    inside, reach = p.overflown.people
    yield Sentence("propose_inside", inside=_round(inside), reach=_round(reach), model=p.overflown.model)
    if p.lines.gates:
        yield Sentence("propose_gates", gates=len(p.lines.gates), people=c.gate_people)
    else:
        yield Sentence("propose_no_gates", people=c.gate_people)
    yield from _rules(p)
    if p.assumed_system:
        yield Sentence("propose_sources")
    kept = [r.name for r in p.system.rules if r.kind in KEPT]
    if kept:
        yield Sentence("propose_kept", rules=kept)
    yield Sentence("propose_not_risk")


def _reserve(p: Proposal) -> Iterator[Sentence]:
    c = p.choices
    yield Sentence(
        "propose_debris", share=c.share, energy=c.injury, days=DRAWS, least=float(p.spread.aside.min()) / 1e3,
        most=float(p.spread.aside.max()) / 1e3,
    )  # fmt: skip
    yield Sentence(
        "propose_travel", reaction=p.lines.reaction, cycles=p.lines.held.cycles,
        travel=float(p.lines.taken.max()) * p.lines.reaction / 1e3, factor=OBLIQUE * p.faster,
    )  # fmt: skip
    if p.measured > 0.0:
        yield Sentence("propose_measured", share=p.measured)


def _rules(p: Proposal) -> Iterator[Sentence]:
    c, least = p.choices, int(np.argmin(p.loss.shortest))
    yield Sentence(
        "propose_loss", directions=len(ANGLES) * AROUND, longest=c.longest, least=float(p.loss.shortest[least]), when=float(p.loss.time[least])
    )  # fmt: skip
    if p.own_line is not None:
        yield Sentence("propose_loss_own", area=p.own_line)
    yield _straight_up(p)
    held = p.lines.held
    yield Sentence(
        "propose_noise", cycles=held.cycles, chance=max(held.false_alarm, 1e-12), asked=c.false_alarm, price=held.travel
    )
    yield Sentence("propose_useful", distance=p.useful[0] / 1e3, speed=p.useful[1])
    yield Sentence("propose_voting", sigmas=c.tolerance)


def _straight_up(p: Proposal) -> Sentence:
    up = p.straight_up
    if up is None:
        return Sentence("propose_no_straight_up")
    at = {name: float(np.interp(up.time, up.at, getattr(up, name))) / 1e3 for name in ("risen", "pieces")}
    said = {
        "time": up.time,
        "clearance": up.clearance / 1e3,
        "origin": catalogue("en")["words"][f"propose_from_{up.origin}"],
    }
    if up.late:
        return Sentence("propose_straight_up_late", pieces=at["pieces"], **said)
    normal = float(np.interp(up.time, p.flown.times, p.flown.flights.pad)) / 1e3
    return Sentence("propose_straight_up", risen=at["risen"], normal=normal, **said)


def _round(people: float) -> float:
    """To two digits: the grid is no better."""
    return float(f"{people:.2g}")
