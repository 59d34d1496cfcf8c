"""Names of places that luncur ships: states, provinces, seas, launch sites, towns."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from luncur.claims.words.lexicon import listed


@cache
def places() -> dict[str, str]:
    """Names of states, provinces, seas and launch sites, lower case -> English name."""
    import numpy as np

    out = dict(listed("place")) | dict(listed("site"))
    tree = tomllib.loads((files("luncur") / "data/places/waters.toml").read_text(encoding="utf-8"))
    for water in tree["water"]:
        for name in water["name"].values():
            out.setdefault(name.lower(), water["name"]["en"])
    with np.load(str(files("luncur") / "data/places/countries.npz"), allow_pickle=False) as data:
        for english, indonesian in zip(data["name"], data["name_id"], strict=True):
            out.setdefault(str(english).lower(), str(english))
            if str(indonesian):
                out.setdefault(str(indonesian).lower(), str(english))
    return out


_NO_TOWNS = frozenset(
    [
        "march",
        "april",
        "august",
        "long",
        "most",
        "same",
        "best",
        "date",
        "sunday",
        "monday",
        "rocket",
        "space",
        "orbit",
        "stage",
        "bulan",
        "hari",
        "roket",
        "laut",
        "selasa",
        "rabu",
        "kamis",
        "sabtu",
        "minggu",
        "juni",
        "juli",
        "barat",
        "timur",
        "selatan",
        "utara",
        "muda",
        "baru",
        "satu",
        "dua",
        "kota",
        "desa",
        "pulau",
        "tengah",
        "kini",
        "center",
        "central",
        "union",
        "police",
    ]
)


@cache
def towns() -> dict[str, str]:
    import numpy as np

    with np.load(str(files("luncur") / "data/places/towns.npz"), allow_pickle=False) as data:
        return {str(n).lower(): str(n) for n in data["name"] if len(str(n)) > 3 and str(n).lower() not in _NO_TOWNS}


def known_place(name: str) -> bool:
    """Whether a name is a state, province, sea, launch site or town of the shipped lists."""
    return name.lower() in places() or name.lower() in towns()
