"""The analyst's own fragment lists: which pieces a body breaks into, in which part of the flight."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.debris.drag_curves import NAMES
from luncur.debris.fragments import FragmentClass, FragmentList
from luncur.errors import InputError
from luncur.mission.csv_tables import CsvTable, read_csv, read_text
from luncur.mission.messages import nearest
from luncur.mission.model import Body, Mission
from luncur.mission.reading import parse_toml

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MAXIMUM_SIZE = 1_000_000  # bytes
MAXIMUM_CLASSES = 500
CLOSE = 1e-3  # how near the masses of a list must sum to the body's
BETA = "ballistic_coefficient_kg_m2"
SPREAD = ("ballistic_coefficient_min_kg_m2", "ballistic_coefficient_max_kg_m2")
NEEDED = ("name", "count", "mass_kg", BETA, "imparted_speed_m_s")
OPTIONAL = ("ballistic_coefficient_sigma", *SPREAD, "area_m2", "drag", "propellant", "from", "to")


def read_fragments(mission: Mission, body: Body) -> tuple[FragmentList, ...]:
    """The lists of a body from its file, CSV or TOML ([[fragment]]), one for each pair of ``from`` and ``to``.

    Columns ``NEEDED`` and ``OPTIONAL``.  Masses are of one piece [kg]; those of inert pieces of a list sum to the dry mass
    of one copy within 0.1 % and are scaled to it; those of explosive ones are as at lift-off and shrink with what is left
    in the tank.  imparted_speed is the 97th percentile of a Maxwell distribution; min and max are 3 standard deviations of
    a log-normal apart from the middle.  Raises InputError in one sentence for anything else.
    """
    path = Path(str(body.fragments))
    try:
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
    except (OSError, ValueError):
        stamp = (0, 0)
    events = tuple(event.name for event in mission.vehicle.events)
    loaded = body.tank.loaded if body.tank is not None else 0.0
    return _read(path, stamp, body.name, body.dry_mass, loaded, events)


@lru_cache(maxsize=256)
def _read(
    path: Path, stamp: tuple[int, int], body: str, dry_mass: float, loaded: float, events: tuple[str, ...]
) -> tuple[FragmentList, ...]:
    table = _toml(path) if path.suffix.lower() == ".toml" else read_csv(path, MAXIMUM_SIZE)
    if len(table) > MAXIMUM_CLASSES:
        raise InputError(table.file, "", len(table), f"at most {MAXIMUM_CLASSES} classes of pieces")
    known = (*NEEDED, *OPTIONAL)
    for name in table.columns:
        if name not in known:
            raise InputError(table.file, "header", name, f"one of {', '.join(known)}{nearest(name, known)}")
    names = table.texts("name")
    for row, name in enumerate(names):
        if not name or not name.isprintable() or len(name) > 80:
            raise table.error(row, "name", "a name of 1 to 80 printable characters")
    windows = list(zip(_edges(table, "from", events), _edges(table, "to", events), strict=True))
    mass, count, explosive = table.numbers("mass_kg", 1e-6, 1e7), _counts(table), _explosive(table)
    beta, sigma = _beta(table)
    speed = table.numbers("imparted_speed_m_s", 0.0, 5000.0)
    area = (
        table.numbers("area_m2", 1e-8, 1e5, blank=math.nan) if table.has("area_m2") else np.full(len(table), math.nan)
    )
    drag = _drag(table)
    lists = []
    for window in dict.fromkeys(windows):
        rows = [i for i in range(len(table)) if windows[i] == window]
        total = {kind: float(sum(mass[i] * count[i] for i in rows if explosive[i] == kind)) for kind in (False, True)}
        _check_sums(table.file, body, window, total, dry_mass, loaded)
        whole = {False: total[False], True: max(loaded, total[True])}
        classes = tuple(
            FragmentClass(
                name=names[i], share=float(mass[i] * count[i]) / whole[explosive[i]], count=count[i], beta=float(beta[i]),
                sigma=float(sigma[i]), speed=float(speed[i]), drag=drag[i], area=None if math.isnan(area[i]) else float(area[i]),
                explosive=explosive[i],
            )
            for i in rows
        )  # fmt: skip
        lists.append(FragmentList("liftoff" if window[0] is None else window[0], window[1], classes))
    return tuple(lists)


def _toml(path: Path) -> CsvTable:
    """The tables [[fragment]] of a TOML file as the rows of a CSV."""
    tree, file = parse_toml(read_text(path, MAXIMUM_SIZE).encode(), str(path)), str(path)
    rows = tree.get("fragment")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows) or len(tree) > 1:
        raise InputError(file, "", None, "tables [[fragment]], and nothing else")
    keys = dict.fromkeys(key for row in rows for key in row)
    return CsvTable(
        file,
        {
            key: tuple(_cell(file, number, key, row.get(key, "")) for number, row in enumerate(rows, start=1))
            for key in keys
        },
        tuple(range(1, len(rows) + 1)),
        "fragment",
    )


def _cell(file: str, number: int, key: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(file, f"fragment {number}, {key}", None, "a number or a text")
    if isinstance(value, int) and abs(value) > 10**15:
        raise InputError(file, f"fragment {number}, {key}", None, "a number of ordinary size")
    return value.strip() if isinstance(value, str) else repr(value)


def _edges(table: CsvTable, name: str, events: tuple[str, ...]) -> list[str | float | None]:
    """Begin or end of the window of each row: an event, a time [s], or None where nothing stands."""
    if not table.has(name):
        return [None] * len(table)
    out: list[str | float | None] = []
    for row, cell in enumerate(table.texts(name)):
        if not cell or cell in events:
            out.append(cell or None)
            continue
        try:
            value = float(cell)
        except ValueError:
            value = math.nan
        if not 0 <= value <= 1e7:
            raise table.error(row, name, f"an event ({', '.join(events)}) or a time in s")
        out.append(value)
    return out


def _counts(table: CsvTable) -> list[int]:
    values = table.numbers("count", 1, 1e6)
    for row, value in enumerate(values):
        if value != round(value):
            raise table.error(row, "count", "a whole number from 1 to 1000000")
    return [int(value) for value in values]


def _explosive(table: CsvTable) -> list[bool]:
    cells = table.texts("propellant") if table.has("propellant") else ("",) * len(table)
    for row, cell in enumerate(cells):
        if cell not in ("", "inert", "explosive"):
            raise table.error(row, "propellant", "'inert', 'explosive' or nothing")
    return [cell == "explosive" for cell in cells]


def _drag(table: CsvTable) -> list[str]:
    cells = table.texts("drag") if table.has("drag") else ("",) * len(table)
    for row, cell in enumerate(cells):
        if cell and cell not in NAMES:
            raise table.error(row, "drag", f"one of {', '.join(NAMES)}")
    return [cell or "tumbling-cylinder" for cell in cells]


def _beta(table: CsvTable) -> tuple[Floats, Floats]:
    beta = table.numbers(BETA, 1e-3, 1e6)
    if table.has(*SPREAD):
        if table.has("ballistic_coefficient_sigma"):
            expected = "either ballistic_coefficient_sigma, or min and max"
            raise InputError(table.file, "header", "ballistic_coefficient_sigma", expected)
        low, high = (table.numbers(name, 1e-3, 1e6) for name in SPREAD)
        for row in np.flatnonzero((low > beta) | (beta > high)):
            raise table.error(
                int(row), BETA, f"a value from the row's minimum {low[row]:g} to its maximum {high[row]:g}"
            )
        return beta, np.log(high / low) / 6.0
    if any(table.has(name) for name in SPREAD):
        raise InputError(table.file, "header", ",".join(table.columns), f"both {SPREAD[0]} and {SPREAD[1]}, or neither")
    if table.has("ballistic_coefficient_sigma"):
        return beta, table.numbers("ballistic_coefficient_sigma", 0.0, 2.0, blank=0.0)
    return beta, np.zeros(len(table))


def _check_sums(
    file: str, body: str, window: tuple[Any, Any], total: dict[bool, float], dry_mass: float, loaded: float
) -> None:
    where = "masses" + (f" from {window[0] or 'liftoff'} to {window[1] or 'the end'}" if window != (None, None) else "")
    if abs(total[False] - dry_mass) > CLOSE * dry_mass:
        expected = f"inert pieces that sum to the dry mass of '{body}', {dry_mass:.1f} kg, within 0.1 %"
        raise InputError(file, where, f"{total[False]:.1f} kg", expected)
    if total[True] > loaded * (1 + CLOSE):
        expected = f"explosive pieces of at most the propellant loaded in '{body}', {loaded:.1f} kg"
        raise InputError(file, where, f"{total[True]:.1f} kg", expected)


def list_of_each(mission: Mission, lists: tuple[FragmentList, ...], time: Floats, event_time: Floats) -> Ints:
    """Index of the list that counts for each launch that breaks up at time[n] [s], with events at event_time[n, ne].

    The one whose window holds the time; where a dispersed event leaves a gap, the one that began last, else the first.
    """
    names = [event.name for event in mission.vehicle.events]

    def edge(value: str | float | None) -> Floats:
        if isinstance(value, str):
            at = event_time[:, names.index(value)]
            return np.where(np.isnan(at), math.inf, at)
        return np.full(len(time), math.inf if value is None else value)

    out, begun = np.zeros(len(time), dtype=np.int64), np.full(len(time), -math.inf)
    held = np.zeros(len(time), dtype=bool)
    for number, one in enumerate(lists):
        start, end = edge(one.start), edge(one.end)
        holds = (start <= time) & (time < end)
        better = (start <= time) & ((holds & ~held) | ((holds == held) & (start >= begun)))
        out[better], begun[better] = number, start[better]
        held |= holds
    return out


def check_windows(mission: Mission, event_times: Mapping[str, float]) -> None:
    """Every body with lists of its own has exactly one at every second until it is let go, on the nominal flight.

    Raises InputError naming the first second with none or with two.
    """
    reached = [time for time in event_times.values() if math.isfinite(time)]
    for body in mission.vehicle.bodies:
        if body.fragments is None:
            continue
        gone = [event_times[e.name] for e in mission.vehicle.events if body.name in e.jettison]
        end = min([time for time in gone if math.isfinite(time)], default=max(reached, default=0.0))
        windows = [
            (_nominal(one.start, event_times), _nominal(one.end, event_times)) for one in read_fragments(mission, body)
        ]
        for second in np.arange(0.0, end, 1.0):
            holding = sum(start <= second < stop for start, stop in windows)
            if holding != 1:
                expected = (
                    f"one list for '{body.name}' at every second until {end:.0f} s, not {holding} at {second:.0f} s"
                )
                raise InputError(str(body.fragments), "from, to", None, expected)


def _nominal(value: str | float | None, event_times: Mapping[str, float]) -> float:
    if isinstance(value, str):
        at = event_times[value]
        return at if math.isfinite(at) else math.inf
    return math.inf if value is None else float(value)
