"""Gravitation of a field of spherical harmonics, to any degree and order, without singular poles and without tables of its own."""

import math

from luncur.compiler import fma, kernel


@kernel
def field_gravitation(x, y, z, terms, degree, order, mu, radius):
    """Gravitation [m/s2] at an Earth-fixed position [m].

    terms[k, 4]: a, b of the recursion and the normalised coefficients C, S, for each order its degrees, in the order of
    ``gravity_field.py``; mu [m3/s2]; radius: the coefficients' [m].
    The Helmholtz polynomials of one order follow each other by a recursion in the degree that is stable (Lundberg and
    Schutz, J. Guid. Control Dyn. 11, 31, 1988), their derivatives by the derivative of that recursion; so that two of
    each are all that is kept.  Source of the potential in these terms: Pines, AIAA J. 11, 1508 (1973).
    """
    r = math.sqrt(x * x + y * y + z * z)
    inverse = 1.0 / r
    s, t, u = x * inverse, y * inverse, z * inverse
    q = radius * inverse
    q2 = q * q
    power = 1.0  # q to the order
    real, imaginary = 1.0, 0.0  # of (s + i t) to the order
    real_before, imaginary_before = 0.0, 0.0  # to the order less one
    outward, along_s, along_t, along_u = 0.0, 0.0, 0.0, 0.0
    k = 0
    for m in range(order + 1):
        p, p_before = terms[k, 0] * power, 0.0
        d, d_before = 0.0, 0.0  # derivative in u
        c, sine = p * terms[k, 2], p * terms[k, 3]
        c_out, sine_out = (m + 1.0) * c, (m + 1.0) * sine
        c_slope, sine_slope = 0.0, 0.0
        k += 1
        for n in range(m + 1, degree + 1):
            aq = terms[k, 0] * q
            bq = -terms[k, 1] * q2
            aqu = aq * u
            d_next = fma(aq, p, fma(aqu, d, bq * d_before))
            p_next = fma(aqu, p, bq * p_before)
            p_before, p, d_before, d = p, p_next, d, d_next
            pc, ps = p * terms[k, 2], p * terms[k, 3]
            c += pc
            sine += ps
            c_out = fma(n + 1.0, pc, c_out)
            sine_out = fma(n + 1.0, ps, sine_out)
            c_slope = fma(d, terms[k, 2], c_slope)
            sine_slope = fma(d, terms[k, 3], sine_slope)
            k += 1
        outward -= c_out * real + sine_out * imaginary
        along_u += c_slope * real + sine_slope * imaginary
        along_s += m * (c * real_before + sine * imaginary_before)
        along_t += m * (sine * real_before - c * imaginary_before)
        real_before, imaginary_before = real, imaginary
        real, imaginary = s * real - t * imaginary, s * imaginary + t * real
        power *= q
    scale = mu * inverse * inverse
    radial = outward - (s * along_s + t * along_t + u * along_u)
    return scale * fma(radial, s, along_s), scale * fma(radial, t, along_t), scale * fma(radial, u, along_u)


@kernel
def field_gravitation_many(position, terms, degree, order, mu, radius, out):
    """Gravitation out[n, 3] at positions [n, 3]; see ``field_gravitation``."""
    for i in range(out.shape[0]):
        out[i, 0], out[i, 1], out[i, 2] = field_gravitation(
            position[i, 0], position[i, 1], position[i, 2], terms, degree, order, mu, radius
        )
