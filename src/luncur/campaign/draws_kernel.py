"""Philox 4x32-10 one address at a time: bits from a counter and a key, and numbers in (0, 1) from bits.

Source: Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC'11.
"""

from luncur.compiler import kernel

LOW = 0xFFFFFFFF


@kernel
def philox(c0, c1, c2, c3, k0, k1):
    """Four 32-bit words from a counter and a key of 32-bit words, all held in whole numbers of 64 bits.

    The upper half of a product is masked after the shift: compiled, the product may have come out negative.
    """
    for _ in range(10):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        c0 = ((p1 >> 32) & LOW) ^ c1 ^ k0
        c1 = p1 & LOW
        c2 = ((p0 >> 32) & LOW) ^ c3 ^ k1
        c3 = p0 & LOW
        k0 = (k0 + 0x9E3779B9) & LOW
        k1 = (k1 + 0xBB67AE85) & LOW
    return c0, c1, c2, c3


@kernel
def unit(a, b):
    """A number in (0, 1) with 52 random bits from two words."""
    return (float((a << 20) | (b >> 12)) + 0.5) * 2.0**-52


@kernel
def uniforms_many(k0, k1, stream, launch, piece, out):
    """out[n, draws]: the draws of the addresses (launch[n], piece[n]) in a stream."""
    draws = out.shape[1]
    for i in range(out.shape[0]):
        number = int(launch[i])
        low = number & LOW
        high = ((number >> 32) & LOW) | (stream << 16)
        part = int(piece[i])
        for pair in range((draws + 1) // 2):
            a, b, c, d = philox(low, high, part, pair, k0, k1)
            out[i, 2 * pair] = unit(a, b)
            if 2 * pair + 1 < draws:
                out[i, 2 * pair + 1] = unit(c, d)
