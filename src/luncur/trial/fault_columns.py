"""Columns of the arrays that describe faults, and their kinds."""

(
    DROPOUT, FREEZE, BIAS, SPIKE, DRIFT, SIGN_SWAP, UNIT_ERROR, CLOCK_SKEW, LATENCY, STUCK_FLAG, CORRUPTED, STUCK_COMMAND,
) = range(12)  # fmt: skip
FAULTS = (
    "dropout", "freeze", "bias", "spike", "drift", "sign swap", "unit error", "clock skew", "latency", "stuck valid flag",
    "corrupted packet", "stuck command",
)  # fmt: skip

# faults[f, c] of one flight; a kind below 0 is no fault
KIND, SOURCE, START, END, SIZE, TARGET, X, Y, Z = range(9)
FAULT_COLUMNS = 9
MOST_FAULTS = 2

# what of a measurement is spoilt
POSITION, VELOCITY, ATTITUDE = range(3)
TARGETS = ("position", "velocity", "attitude")

# sources[k, c]: how good a healthy unit is
PERIOD, LAG, POSITION_SIGMA, VELOCITY_SIGMA, POSITION_DRIFT, VELOCITY_DRIFT = range(6)
UNIT_COLUMNS = 6

# outcome[c] of a flight under one rule set; times [s] since lift-off, nan: never
O_COMMAND, O_ENDED, O_RULE, O_SAFE, O_BEYOND, O_CYCLES, O_BLIND = range(7)
OUTCOME_COLUMNS = 7
BY_STUCK_COMMAND = -2.0  # as O_RULE: no rule, a unit whose command is stuck
