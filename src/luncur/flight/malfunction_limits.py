"""How fast an attitude is lost where a mission does not say; assumed, and said so in every report."""

# Range of the angular acceleration [rad/s2]: a slow turn takes some 10 to 30 s to half a turn, a tumble some 2 to 5 s.
DEFAULT_ACCELERATION = {"slow-turn": (0.007, 0.06), "tumble": (0.25, 1.5)}
FASTEST = {"slow-turn": 0.5, "tumble": 2.0}  # beyond it the rate of a turn does not grow [rad/s]
