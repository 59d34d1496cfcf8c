"""Pieces of vehicles that break up, written into arrays launch by launch."""

from luncur.compiler import kernel


@kernel
def piece_mass(body, dry, propellant, launch, share):
    """Mass of one piece [kg] of a class; share: of the body's dry mass or propellant, count of pieces, whether explosive."""
    whole = propellant[launch, body] if share[2] == 1.0 else dry[launch, body]
    return whole * share[0] / share[1]


@kernel
def count_pieces(rows, attached, which, body, number, share, dry, propellant):
    """How many rows ``explode_many`` writes; what holds no mass is left out."""
    count = 0
    for i in range(rows.shape[0]):
        for c in range(body.shape[0]):
            b = body[c]
            if attached[rows[i], b] == 1 and which[i, b] == number[c]:
                if piece_mass(b, dry, propellant, rows[i], share[c]) > 0.0:
                    count += 1
    return count


@kernel
def explode_many(rows, attached, which, body, number, share, area_of, dry, propellant, launch, kind, mass, area):
    """Pieces of the launches ``rows``, by launch, then in the order of the classes.

    which[n, bodies]: number of the list that counts for each body; body[c], number[c]: body and list of each class;
    area_of[c, 2]: area of a piece [m2] or NaN, and its mass over its area otherwise [kg/m2]; launch, kind[m]: row of the
    batch and class of each piece; mass [kg] and area [m2] of it.
    """
    k = 0
    for i in range(rows.shape[0]):
        for c in range(body.shape[0]):
            b = body[c]
            if attached[rows[i], b] == 1 and which[i, b] == number[c]:
                m = piece_mass(b, dry, propellant, rows[i], share[c])
                if m > 0.0:
                    launch[k] = rows[i]
                    kind[k] = c
                    mass[k] = m
                    area[k] = area_of[c, 0]
                    if not area[k] == area[k]:
                        area[k] = m / area_of[c, 1]
                    k += 1
