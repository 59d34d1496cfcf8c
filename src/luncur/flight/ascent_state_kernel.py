"""What a launch on its way keeps from step to step, as a row of numbers, and the step that it says.

State: inertial position and velocity, and the propellant left in each body (per copy).
"""

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.ellipsoid_kernel import altitude_of
from luncur.flight.forces_kernel import air_state
from luncur.flight.guidance_kernel import MEMORY
from luncur.flight.integrator_kernel import (
    step_of,
)
from luncur.flight.steering_kernel import (
    direction_of,
)

DONE = 0
STOPPED = 10  # at the wanted time
SHORT = 11  # to the last event, but propellant ended before a target was reached
FELL_BACK = 20
TOO_LONG = 22
NOT_FINITE = 23
GO_ON = -1
ASK = -2  # for a cycle of the guidance

# What a flight keeps from step to step, after what its guidance remembers: time, state (6), events passed, rows of steering and
# air drag in force, rows recorded, accelerations computed, time to go, whether the last step ended at a crossing, whether the
# propellant ended too early, aim (11), its age, when the guidance was last asked, whether a solid motor has a curve; then of the
# step under way: its length, mass, thrust, flow, exit area, drag area, row of all drag tables, whether it is thin, state (6) and
# altitude after it; how many steps there were; altitude, sine and cosine of the azimuth that the steering law holds;
# propellant that can be burned, time until the first tank is empty, how the flight ends at this step, what the guidance says (7).
T = MEMORY
S, K, LAW, REGIME, ROWS, USED, TO_GO, CROSSED, SHORTENED = (
    T + 1,
    T + 7,
    T + 8,
    T + 9,
    T + 10,
    T + 11,
    T + 12,
    T + 13,
    T + 14,
)
AIM, AGE, ASKED, CURVED = T + 15, T + 26, T + 27, T + 28
DT, MASS, PUSH, AREA, DRAG, THIN = T + 29, T + 30, T + 31, T + 34, T + 35, T + 36
NEW, STEPS = T + 37, T + 44
HEIGHT, SINE, COSINE = T + 45, T + 46, T + 47
USABLE, BURN_LEFT, ENDING, GUIDED = T + 48, T + 49, T + 50, T + 51
FLIGHT = T + 58


@inlined_kernel
def state_of(m):
    """State (6) of a flight at the start of its step."""
    return m[S], m[S + 1], m[S + 2], m[S + 3], m[S + 4], m[S + 5]


@inlined_kernel
def aim_of(m):
    """Aim of the step under way, or of the last one; see ``steering_kernel``."""
    return (
        int(m[AIM]), m[AIM + 1], m[AIM + 2], m[AIM + 3], m[AIM + 4], m[AIM + 5], m[AIM + 6], m[AIM + 7], m[AIM + 8], m[AIM + 9],
        m[AIM + 10],
    )  # fmt: skip


@inlined_kernel
def set_aim(aim, m):
    """Keeps an aim."""
    m[AIM] = aim[0]
    for c, value in enumerate(aim[1:]):
        m[AIM + 1 + c] = value


@inlined_kernel
def push_of(m):
    """Thrust in vacuum [N], flow [kg/s] and exit area [m2] of the step under way."""
    return m[PUSH], m[PUSH + 1], m[PUSH + 2]


@inlined_kernel
def body_of(drag, m):
    """Drag area [m2] and table of the step under way; drag[regimes, 2, rows]: all tables."""
    row = int(m[DRAG])
    return m[AREA], drag[row // 2, row % 2]


@kernel
def one_step(drag, air, dt, m):
    """State (6) a time dt [s] into the step under way."""
    return step_of(m[THIN] == 1.0, state_of(m), dt, m[MASS], push_of(m), aim_of(m), body_of(drag, m), air)


@inlined_kernel
def with_altitude(s):
    """A state (6) and its altitude [m]."""
    return s[0], s[1], s[2], s[3], s[4], s[5], altitude_of(s[0], s[1], s[2])


@kernel
def pointing(aim, since, s, air):
    """Direction of the thrust (3), ``since`` [s] the step's start, in the state s."""
    _, _, _, wind, up = air_state(s, air)
    return direction_of(aim, since, up, wind, s[3], s[4], s[5])
