"""Columns of the arrays that the decision works on: rules, areas, sources and what it remembers."""

# rules[r, c]; LIMIT and LIMIT_2 hold the figures of the rule's kind (``rule_table._limits``)
(
    KIND, ACTION, DELAY, PERSISTENCE, SOURCES, FROM, UNTIL, ABOVE, MINIMUM_SPEED, AREA, KEEP, LEAD, INVERSE_BETA, GATE, LIMIT,
    LIMIT_2, FIRST_ROW, ROWS,
) = range(18)  # fmt: skip
RULE_COLUMNS = 18

KINDS = (
    "impact-limit", "position-limit", "altitude-limit", "attitude-error", "body-rate", "straight-up", "thrust-loss",
    "data-loss", "useful-mission",
)  # fmt: skip
(
    IMPACT_LIMIT, POSITION_LIMIT, ALTITUDE_LIMIT, ATTITUDE_ERROR, BODY_RATE, STRAIGHT_UP, THRUST_LOSS, DATA_LOSS, USEFUL_MISSION,
) = range(9)  # fmt: skip

ACTIONS = ("warn", "engine-shutdown", "destruct")
WARN, SHUTDOWN, DESTRUCT = range(3)

# memory[r, c] of each rule
COUNT, MARGIN, RATE, PASSED, SEEN, CHECKED = range(6)
MEMORY_COLUMNS = 6

# system[c]: what the system remembers beside its rules
ARMED, SAFE_COUNT, SAFE, COMMANDED, COMMAND_TIME, COMMAND_RULE, LAST_STATE, DONE = range(8)
SYSTEM_COLUMNS = 8

# sources[k, c]: the last measurement that was believed, and how the source stands
(
    S_TIME, S_X, S_Y, S_Z, S_VX, S_VY, S_VZ, S_AX, S_AY, S_AZ, S_VALID, S_STATUS, S_AGREED, S_SAME, S_COUNT, S_RECEIVED,
) = range(16)  # fmt: skip
SOURCE_COLUMNS = 16

# limits of voting
MAXIMUM_AGE, MAXIMUM_ACCELERATION, POSITION_TOLERANCE, VELOCITY_TOLERANCE, READMISSION, FROZEN = range(6)

# How a source stands, or why a measurement was not taken.
HEALTHY, SILENT, INVALID, UNPHYSICAL, JUMPED, IS_FROZEN, DISAGREES, REJOINING = range(8)
SOURCE_STATUS = {
    HEALTHY: "counts",
    SILENT: "no measurement that is young enough",
    INVALID: "says itself that it is not valid",
    UNPHYSICAL: "no number, or no place or speed of a launch",
    JUMPED: "does not follow from its own last measurement",
    IS_FROZEN: "repeats itself",
    DISAGREES: "differs from the other sources",
    REJOINING: "agrees again, not yet long enough",
}

# What one cycle says.
NOT_ARMED, GO, WARNING, COUNTING, ORDERED, ENDED, MADE_SAFE, NO_DATA = range(8)
DECISIONS = {
    NOT_ARMED: "not armed",
    GO: "go",
    WARNING: "warning",
    COUNTING: "limit passed, not yet long enough",
    ORDERED: "action commanded",
    ENDED: "flight ended",
    MADE_SAFE: "safe: the system acts no more",
    NO_DATA: "no state that can be trusted",
}
