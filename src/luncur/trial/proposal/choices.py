"""What a proposal is made with where the mission says nothing: every figure is assumed, and said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choices:
    """Figures that the analyst may change before anything is proposed.

    flights: dispersed normal flights; 2,995 is the least of which the outermost one bounds 99.9 % of flights with 95 % confidence
    (n = ln 0.05 / ln 0.999).  sigmas: of the normal spread that a line keeps clear of; floor: the least such distance [m]; gap: a loss of data [s] that must not
    end a normal flight, so that no line is nearer to normal flights than the impact point can go meanwhile;
    density: people per square metre from which a cell is populated; false_alarm: chance that noise ends a flight at the 3-sigma edge;
    longest: data-loss time that is never exceeded [s]; every: between two rows of its table [s]; cycles: fewest in a row, so that one
    bad cycle ends nothing; gates: at most; gate_people: fewest people overflown that a gate is proposed for; injury: energy from
    which a piece can hurt [J] (11 ft-lb); share: of the pieces that a spread holds; clearance: of the pieces of a straight-up
    flight from the pad where the mission closes no circle about it [m]; tolerance: of voting, in standard deviations.
    """

    flights: int = 3000
    sigmas: float = 4.0
    floor: float = 2e3
    gap: float = 0.5
    density: float = 1e-6
    false_alarm: float = 1e-6
    longest: float = 30.0
    every: float = 10.0
    cycles: int = 3
    gates: int = 4
    gate_people: float = 1000.0
    injury: float = 15.0
    share: float = 0.99
    clearance: float = 5e3
    tolerance: float = 6.0
