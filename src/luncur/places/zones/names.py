"""Names of states, and which state answers for a territory."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np


@cache
def _sovereigns() -> dict[str, str]:
    with np.load(str(files("luncur") / "data/zones/coast.npz"), allow_pickle=False) as data:
        return {territory: state for territory, state, _ in data["unit_code"].tolist()}


def state_of_territory(code: str) -> str:
    """ISO 3166 code of the state that answers for a territory (GRL: DNK); the code itself where it is a state's."""
    return _sovereigns().get(code, code)


@cache
def _names() -> dict[str, tuple[str, str]]:
    with np.load(str(files("luncur") / "data/zones/names.npz"), allow_pickle=False) as data:
        return {
            c: (e, i)
            for c, e, i in zip(data["code"].tolist(), data["name"].tolist(), data["name_id"].tolist(), strict=True)
        }


def state_name(code: str | None, lang: str) -> str:
    """Name of a state or territory by its code, in English or Indonesian; the code where there is no name."""
    if code is None:
        return {"en": "no state", "id": "tanpa negara"}[lang]
    return _names().get(code, (code, code))[lang == "id"] or code
