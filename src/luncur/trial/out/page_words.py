"""Names and numbers of a trial in the reader's language."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from luncur.export.numbers import plain, small
from luncur.sentences import catalogue, word
from luncur.trial.bounds import Share
from luncur.trial.faults import SIZELESS

Record = dict[str, Any]
_KM = 1000.0  # from here on a length stands in kilometres [m]


def texts(lang: str) -> dict[str, str]:
    """Every text of a trial in one language, by key."""
    return catalogue(lang)["trial"]


def named(kind: str, name: str, lang: str) -> str:
    """A name of luncur's own (``kind``: fault, of, kind, action, set) in the language; any other as it was written."""
    key = f"{kind}_{re.sub(r'[^a-z0-9]+', '_', name.lower())}"
    return texts(lang).get(key) or word(name, lang)


def phase(name: str, lang: str) -> str:
    """A phase by the bodies that burn, "strap-on and core"; a name that a user wrote stays as written."""
    if lang == "en" or word(name, lang) != name:
        return word(name, lang)
    bodies = name.split(" and ")
    shown = [word(body, lang) for body in bodies]
    known = all(new != old for new, old in zip(shown, bodies, strict=True))
    return f" {catalogue(lang)['page']['and'].format(a='', b='').strip()} ".join(shown) if known else name


def fault(row: Record, lang: str) -> str:
    """A fault, and what of the measurement it spoils."""
    name = named("fault", row["fault"], lang)
    of = row.get("of")
    return texts(lang)["fault_of"].format(fault=name, of=named("of", of, lang)) if of else name


def counted(share: Record, lang: str) -> str:
    return texts(lang)["count"].format(count=plain(share["count"], 0, lang), of=plain(share["of"], 0, lang))


def bounds(share: Record, lang: str) -> str:
    """What a count says of its probability at 95 %: one end where that is all that it says."""
    t = texts(lang)
    if not share["of"]:
        return t["untried"]
    if share["count"] == 0:
        return t["at_most"].format(high=small(share["high_95"], lang))
    if share["count"] == share["of"]:
        return t["at_least"].format(low=small(share["low_95"], lang))
    values = {"mean": share["mean"], "low": share["low_95"], "high": share["high_95"]}
    return t["interval"].format(**{k: small(v, lang) for k, v in values.items()})


def together(shares: Iterable[Record]) -> Record:
    """The counts of several groups as one, with bounds of its own."""
    shares = list(shares)
    return Share(sum(s["count"] for s in shares), sum(s["of"] for s in shares)).record()


def part_of(share: Record, count: int) -> Record:
    """``count`` of the same trials, with bounds of its own."""
    return Share(count, share["of"]).record()


def distance(value: float | None, lang: str) -> str:
    """A distance [m] with its unit: metres below 1 km."""
    if value is None:
        return "–"
    return f"{digits(value / _KM, lang)}\u00a0km" if abs(value) >= _KM else f"{digits(value, lang)}\u00a0m"


def digits(value: float, lang: str, figures: int = 2) -> str:
    """A number to two figures at the least; tiny ones in powers of ten."""
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if exponent < -2:
        return small(value, lang, figures)
    return plain(value, max(figures - 1 - exponent, 0), lang)


def severity(value: float, unit: str, lang: str) -> str:
    """How bad a fault is, with its unit; ``always`` where it has no size."""
    t = texts(lang)
    if unit in SIZELESS:
        return t["always"]
    if unit == "m":
        return distance(value, lang)
    if unit in ("rad", "rad/s"):
        return f"{digits(math.degrees(value), lang)}\u00a0{t['unit_deg' if unit == 'rad' else 'unit_deg_s']}"
    if unit == "of the packets":
        return f"{digits(100.0 * value, lang)}\u00a0{t['unit_of_the_packets']}"
    return f"{digits(value, lang)}\u00a0{named('unit', unit, lang)}"


def last_phase(summary: Record) -> str | None:
    """The last phase in which a rule of the designed set may act; None where there is but one."""
    over = summary["rule_sets"][0]["rules_over_s"]
    names = [p["name"] for p in summary["phases"] if over is None or p["start_s"] < over]
    return names[-1] if len(set(names)) > 1 else None
