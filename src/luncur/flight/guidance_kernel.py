"""Explicit guidance: where to point the thrust, and for how long, so that the burn ends at the target.

Unified powered flight guidance: the thrust direction is a vector that turns evenly (linear tangent); its start, its
rate and the time to go follow from the velocity still to be gained, predicted with the gravitation of the oblate
Earth along the way, corrected in every cycle.  A target is a radius, a speed and a flight-path angle in a plane.

Sources: McHenry, Brand, Long, Cockrell and Thibodeau, Space Shuttle Ascent Guidance, Navigation, and Control,
J. Astronautical Sciences 27 (1979), 1-38; Jaggers, An Explicit Solution to the Exoatmospheric Powered Flight Guidance
and Trajectory Optimization Problem for Rocket Propelled Vehicles, AIAA 77-1051 (1977).
"""

import math

from luncur.compiler import inlined_kernel, kernel, select
from luncur.earth.gravity_kernel import gravitation_j2
from luncur.flight.plane_kernel import cross, dot, plane_ahead, unit

# Places in the memory of the guidance: velocity to be gained, cut-off position, effect of gravity on the position,
# position bias, plane normal (3 each), time to go, 1 once the plane is chosen, 1 once the cycle has converged,
# 1 while the plane may still move with the cut-off; and, of an unguided rocket, the rate of its axis (3).
VGO, CUTOFF, GRAVITY, BIAS, NORMAL, TO_GO, PLANE_SET, CONVERGED, PLANE_FREE = 0, 3, 6, 9, 12, 15, 16, 17, 18
SWING = 19
MEMORY = 22

STEEPEST = 1.5  # largest tangent of the turn from the mean direction to the first
# Gauss-Legendre points and weights on [0, 1].
_X = (0.18343464249564980, 0.52553240991632899, 0.79666647741362674, 0.96028985649753623)
_W = (0.36268378337836198, 0.31370664587788729, 0.22238103445337447, 0.10122853629037626)
POINTS = tuple(0.5 - 0.5 * x for x in reversed(_X)) + tuple(0.5 + 0.5 * x for x in _X)
WEIGHTS = tuple(0.5 * w for w in reversed(_W)) + tuple(0.5 * w for w in _W)
SETTLED = 40.0  # the plane is held in the last seconds of a burn [s]
CYCLES = 60  # to converge at the start of a burn
DRIFT_STEP = 100.0  # at most, of a free flight [s]


@kernel
def burn_integrals(exhaust, acceleration, limit, delta_v):
    """Burn time T [s] for delta_v [m/s], and the thrust integrals J, S, Q (McHenry et al., appendix).

    Constant thrust of exhaust speed [m/s] and acceleration a [m/s2] now, then constant acceleration from ``limit`` on.
    J: of a t, S: of the velocity gained, Q: of J, all taken to T.
    """
    first = delta_v
    if acceleration >= limit:
        first = 0.0
    elif limit < math.inf:
        first = min(delta_v, exhaust * math.log(limit / acceleration))
    tau = exhaust / acceleration
    t1 = tau * (1.0 - math.exp(-first / exhaust))
    j = tau * first - exhaust * t1
    s = t1 * first - j
    q = s * tau - 0.5 * exhaust * t1 * t1
    rest = delta_v - first
    if rest <= 0.0:
        return t1, j, s, q
    t2 = rest / limit
    half = 0.5 * rest * t2
    q += half * (t2 / 3.0 + t1) + j * t2
    return t1 + t2, j + half + rest * t1, s + half + first * t2, q


@kernel
def thrust_effect(vector, turn, exhaust, acceleration, limit, to_go):
    """Velocity (3) and displacement (3) that a thrust vector, turning evenly, gives over a burn [m/s, m].

    Gauss-Legendre quadrature with eight points, so that a large turn is taken in full (the published formulae stop
    at the second order of the angle).
    """
    vx = vy = vz = rx = ry = rz = 0.0 * to_go  # as many noughts as there are burns
    tau = exhaust / acceleration
    for i in range(8):
        t = to_go * POINTS[i]
        a = min(acceleration / max(1.0 - t / tau, 1e-3), max(limit, 0.0))
        dx = vector[0] + t * turn[0]
        dy = vector[1] + t * turn[1]
        dz = vector[2] + t * turn[2]
        k = to_go * WEIGHTS[i] * a / math.sqrt(dx * dx + dy * dy + dz * dz)
        m = k * (to_go - t)
        vx += k * dx
        vy += k * dy
        vz += k * dz
        rx += m * dx
        ry += m * dy
        rz += m * dz
    return (vx, vy, vz), (rx, ry, rz)


@kernel
def drift(x, y, z, vx, vy, vz, time):
    """State (6) after a free flight [s] under the oblate Earth's gravitation, in steps of ``DRIFT_STEP`` at most.

    Nystrom's method of order 4 (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, section II.14).
    """
    n = int(time / DRIFT_STEP) + 1
    h = time / n
    state = (x, y, z, vx, vy, vz)
    for _ in range(n):
        state = drift_step(state, h)
    return state


@inlined_kernel
def drift_step(state, h):
    """One step of ``drift`` of h [s]."""
    x, y, z, vx, vy, vz = state
    c = 0.5 * h
    k = h * h / 6.0
    a = gravitation_j2(x, y, z)
    q = 0.5 * c * c
    b = gravitation_j2(x + c * vx + q * a[0], y + c * vy + q * a[1], z + c * vz + q * a[2])
    q = 0.5 * h * h
    d = gravitation_j2(x + h * vx + q * b[0], y + h * vy + q * b[1], z + h * vz + q * b[2])
    x = x + (h * vx + k * (a[0] + 2.0 * b[0]))
    y = y + (h * vy + k * (a[1] + 2.0 * b[1]))
    z = z + (h * vz + k * (a[2] + 2.0 * b[2]))
    q = h / 6.0
    return (
        x, y, z, vx + q * (a[0] + 4.0 * b[0] + d[0]), vy + q * (a[1] + 4.0 * b[1] + d[1]), vz + q * (a[2] + 4.0 * b[2] + d[2]),
    )  # fmt: skip


@kernel
def start_guidance(s, target, normal, free, memory):
    """Clears the memory for a new burn: the cut-off is first looked for 10 degrees ahead in the target's plane.

    free: True where any plane of the inclination will do and the one through the cut-off is taken.
    """
    r = unit(s)
    ahead = unit(cross(normal, r))
    c = math.cos(0.17)
    d = math.sin(0.17)
    for k in range(MEMORY):
        memory[k] = 0.0
    g = gravitation_j2(s[0], s[1], s[2])
    for k in range(3):
        place = c * r[k] + d * ahead[k]
        forward = c * ahead[k] - d * r[k]
        memory[CUTOFF + k] = target[1] * place
        memory[VGO + k] = target[2] * (target[3] * place + target[4] * forward) - s[3 + k]
        memory[GRAVITY + k] = 0.5 * g[k]
        memory[NORMAL + k] = normal[k]
    memory[TO_GO] = 1.0
    memory[PLANE_SET] = 1.0
    memory[PLANE_FREE] = 1.0 if free else 0.0


@kernel
def guidance_cycle(s, exhaust, acceleration, limit, delta_v_left, target, memory):
    """One cycle: thrust vector (3) now and its rate (3) [1/s], time to go [s]; the memory is brought up to date.

    Arguments as of ``cycle``.
    """
    kept = (
        (memory[VGO], memory[VGO + 1], memory[VGO + 2]),
        (memory[CUTOFF], memory[CUTOFF + 1], memory[CUTOFF + 2]),
        (memory[GRAVITY], memory[GRAVITY + 1], memory[GRAVITY + 2]),
        (memory[BIAS], memory[BIAS + 1], memory[BIAS + 2]),
        (memory[NORMAL], memory[NORMAL + 1], memory[NORMAL + 2]),
        memory[TO_GO],
        memory[PLANE_FREE],
    )
    aim, vectors, converged = cycle(s, exhaust, acceleration, limit, delta_v_left, target, kept)
    for k in range(5):
        for c in range(3):
            memory[VGO + 3 * k + c] = vectors[k][c]
    memory[CONVERGED] = converged
    memory[TO_GO] = aim[6]
    return aim


@kernel
def cycle(s, exhaust, acceleration, limit, delta_v_left, target, kept):
    """One cycle of the guidance, for one burn or a vector of them: thrust vector (3) now, its rate (3) [1/s], time to go [s]; velocity to be gained,
    cut-off position, effect of gravity, bias, plane normal (3 each); 1 once converged, else 0.

    s: inertial state; exhaust speed [m/s], acceleration [m/s2] of the thrust now, its limit; velocity the propellant
    can still give [m/s].  target: by depletion (1 or 0), radius [m], speed [m/s], sine and cosine of the flight-path
    angle, cosine of the inclination; by depletion, the speed is whatever the propellant gives.  kept: the same vectors as the cycle
    before left them, its time to go, 1 while the plane may move with the cut-off.
    """
    vgo, cutoff, gravity, bias, normal, last_to_go, free = kept
    r = (s[0], s[1], s[2])
    v = (s[3], s[4], s[5])
    size = max(math.sqrt(dot(vgo, vgo)), 1e-3)
    lam = (vgo[0] / size, vgo[1] / size, vgo[2] / size)
    by_depletion = target[0] > 0.5
    wanted = select(by_depletion, delta_v_left, min(size, 6.0 * exhaust))
    to_go, jj, ss, qq = burn_integrals(exhaust, acceleration, limit, wanted)
    to_go = max(to_go, 1e-6)
    # turn of the thrust vector that meets the radius and the plane
    k = (to_go / last_to_go) * (to_go / last_to_go)
    go = (
        cutoff[0] - r[0] - v[0] * to_go - k * gravity[0] + bias[0],
        cutoff[1] - r[1] - v[1] * to_go - k * gravity[1] + bias[1],
        cutoff[2] - r[2] - v[2] * to_go - k * gravity[2] + bias[2],
    )
    ahead = unit(cross(normal, cutoff))
    along = dot(go, ahead)
    flat = (go[0] - along * ahead[0], go[1] - along * ahead[1], go[2] - along * ahead[2])
    slope = dot(lam, ahead)
    slope = select((slope < 0.1) & (slope > -0.1), select(slope >= 0.0, 0.1, -0.1), slope)
    along = (ss - dot(lam, flat)) / slope  # where along the track the burn ends is free
    go = (flat[0] + along * ahead[0], flat[1] + along * ahead[1], flat[2] + along * ahead[2])
    lever = qq - ss * jj / wanted
    turn = ((go[0] - ss * lam[0]) / lever, (go[1] - ss * lam[1]) / lever, (go[2] - ss * lam[2]) / lever)
    middle = jj / wanted
    rate = math.sqrt(dot(turn, turn))
    most = STEEPEST / max(middle, 1e-6)
    limited = rate > most
    turn = (
        select(limited, turn[0] * most / rate, turn[0]),
        select(limited, turn[1] * most / rate, turn[1]),
        select(limited, turn[2] * most / rate, turn[2]),
    )
    first = (lam[0] - middle * turn[0], lam[1] - middle * turn[1], lam[2] - middle * turn[2])
    vt, rt = thrust_effect(first, turn, exhaust, acceleration, limit, to_go)
    vbias = (wanted * lam[0] - vt[0], wanted * lam[1] - vt[1], wanted * lam[2] - vt[2])
    # what gravity does on the way: a free flight chosen to follow the powered one
    c = to_go / 30.0
    d = 1.2 / to_go
    a0 = (r[0] - 0.1 * rt[0] - c * vt[0], r[1] - 0.1 * rt[1] - c * vt[1], r[2] - 0.1 * rt[2] - c * vt[2])
    w0 = (
        v[0] + d * rt[0] - 0.1 * vt[0],
        v[1] + d * rt[1] - 0.1 * vt[1],
        v[2] + d * rt[2] - 0.1 * vt[2],
    )
    ex, ey, ez, fx, fy, fz = drift(a0[0], a0[1], a0[2], w0[0], w0[1], w0[2], to_go)
    gravity = (ex - a0[0] - w0[0] * to_go, ey - a0[1] - w0[1] * to_go, ez - a0[2] - w0[2] * to_go)
    # the cut-off: predicted place, brought into the plane and to the radius
    p = (
        r[0] + v[0] * to_go + gravity[0] + rt[0],
        r[1] + v[1] * to_go + gravity[1] + rt[1],
        r[2] + v[2] * to_go + gravity[2] + rt[2],
    )
    moves = (free > 0.5) & (to_go > SETTLED)
    moved = plane_ahead(p, target[5], normal)
    normal = (
        select(moves, moved[0], normal[0]), select(moves, moved[1], normal[1]), select(moves, moved[2], normal[2])
    )  # fmt: skip
    off = p[0] * normal[0] + p[1] * normal[1] + p[2] * normal[2]
    up = unit((p[0] - off * normal[0], p[1] - off * normal[1], p[2] - off * normal[2]))
    ahead = unit(cross(normal, up))
    heading = (
        target[3] * up[0] + target[4] * ahead[0],
        target[3] * up[1] + target[4] * ahead[1],
        target[3] * up[2] + target[4] * ahead[2],
    )
    have = (v[0] + fx - w0[0] - vbias[0], v[1] + fy - w0[1] - vbias[1], v[2] + fz - w0[2] - vbias[2])
    # by depletion, the speed at which the velocity to be gained is what the propellant gives
    forward = dot(heading, have)
    given = forward + math.sqrt(max(forward * forward - dot(have, have) + wanted * wanted, 0.0))
    speed = select(by_depletion, given, target[2])
    new = (speed * heading[0] - have[0], speed * heading[1] - have[1], speed * heading[2] - have[2])
    off = (new[0] - vgo[0], new[1] - vgo[1], new[2] - vgo[2])
    cutoff = (target[1] * up[0], target[1] * up[1], target[1] * up[2])
    bias = (  # a burn too short to reach the radius gives it up, and does not wind up the bias
        select(limited, 0.0, go[0] - rt[0]), select(limited, 0.0, go[1] - rt[1]), select(limited, 0.0, go[2] - rt[2])
    )  # fmt: skip
    converged = select(dot(off, off) < (1e-3 * wanted) * (1e-3 * wanted) + 1e-4, 1.0, 0.0)
    aim = (first[0], first[1], first[2], turn[0], turn[1], turn[2], to_go)
    return aim, (new, cutoff, gravity, bias, normal), converged


@kernel
def age_memory(gained, vector, memory):
    """Takes the velocity that a step of thrust has given off the memory: ``gained`` [m/s] along a unit vector (3)."""
    for k in range(3):
        memory[VGO + k] -= gained * vector[k]


@kernel
def is_usable(aim):
    """True when a guidance result is finite and its vector long enough to have a direction."""
    total = 0.0
    for k in range(7):
        total += aim[k] * aim[k]
    return total > 1e-6 and total < 1e12 and aim[6] < 5000.0
