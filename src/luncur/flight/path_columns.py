"""Columns of a recorded flight as sensors see it."""

# path[r, c]: time [s], Earth-fixed state (6), attitude error [rad], body rate [rad/s], share of the expected thrust
P_TIME, P_STATE, P_ATTITUDE, P_RATE, P_THRUST = 0, 1, 7, 8, 9
PATH_COLUMNS = 10
LEAST_APART = 1e-3  # rows nearer than this [s] are one row
