"""Asks the explicit guidance in time, and makes an aim of its answer."""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.flight.guidance_kernel import (
    CONVERGED,
    CYCLES,
    PLANE_SET,
    age_memory,
    guidance_cycle,
    is_usable,
    start_guidance,
)
from luncur.flight.plane_kernel import target_plane, unit
from luncur.flight.steering_kernel import INERTIAL_VELOCITY, VECTOR

CYCLE = 2.0  # from one guidance cycle to the next [s], whatever the step
FREEZE = 6.0  # the guidance is not asked again in the last seconds of a burn [s]
LONG_BURN = 600.0  # within which a plane can be changed at most [s]


@kernel
def until_asked(t, asked, memory):
    """Time until the guidance is asked again [s]; a whole cycle at the start of a burn and when it is asked now."""
    if memory[PLANE_SET] == 0.0 or t >= asked + CYCLE - 1e-9:
        return CYCLE
    return asked + CYCLE - t


@kernel
def before_guidance(t, s, aim, age, asked, to_go, push, mass, usable, burn_left, limit, row, memory):
    """What the guidance said, brought to now: thrust vector (3), its rate (3), time to go; and whether a cycle is due.

    aim: of the last step, ``age`` [s] long; asked: when the guidance was last asked [s]; usable: propellant that can be burned
    [kg]; row: steering row with the target.  At the start of a burn the guidance is asked here, until it settles.
    """
    if memory[PLANE_SET] == 0.0:
        exhaust, acceleration, left = burn_of(push, mass, usable)
        target = (row[3], row[4], row[5], row[6], row[7], row[8])
        guided = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, to_go)
        normal, free = target_plane(s, row[8], min(burn_left, LONG_BURN))
        start_guidance(s, target, normal, free, memory)
        for _ in range(CYCLES):
            guided = guidance_cycle(s, exhaust, acceleration, limit, left, target, memory)
            if memory[CONVERGED] == 1.0 or not is_usable(guided):
                break
        return guided, False
    guided = (aim[5] + age * aim[8], aim[6] + age * aim[9], aim[7] + age * aim[10], aim[8], aim[9], aim[10], to_go)
    # what the last step gave, at its mean mass: to the second order, or the burn would depend on the steps' length
    gained = push[0] / (mass + 0.5 * push[1] * age) * age
    h = 0.5 * age
    age_memory(gained, unit((aim[5] + h * aim[8], aim[6] + h * aim[9], aim[7] + h * aim[10])), memory)
    return guided, to_go > FREEZE and t >= asked + CYCLE - 1e-9


@inlined_kernel
def burn_of(push, mass, usable):
    """Exhaust speed [m/s], acceleration of the thrust now [m/s2] and velocity that the propellant can still give [m/s]."""
    exhaust = push[0] / push[1]
    return exhaust, push[0] / mass, exhaust * math.log(mass / max(mass - usable, 1.0))


@inlined_kernel
def guided_aim(guided, memory):
    """Aim of the coming step and time to go [s] by what the guidance says.

    Without a usable answer the thrust follows the velocity, and the guidance starts afresh.
    """
    if is_usable(guided):
        aim = (VECTOR, 0.0, 0.0, 0.0, 1.0, guided[0], guided[1], guided[2], guided[3], guided[4], guided[5])
        return aim, guided[6]
    memory[PLANE_SET] = 0.0
    return (INERTIAL_VELOCITY, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0), math.inf
