"""Drafts of notices from a study's areas: a warning to ships, and a notice to aircraft for each area of theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from luncur.errors import InputError
from luncur.notices.contours import DROP, Contour, closures
from luncur.notices.model import Area, Window, iso
from luncur.notices.rounding import Rounded, rounded
from luncur.notices.window import cancelled, closed, launch_windows
from luncur.notices.wording import (
    AIR_STEP,
    DECIDES,
    NOT_FOR_ISSUE,
    SEA_STEP,
    about,
    air_position,
    air_schedule,
    group,
    sea_position,
    sea_times,
    wrapped,
)  # fmt: skip
from luncur.sentences import Sentence, said_again
from luncur.sentences import coded as code_of

LETTERS = 26  # areas of one warning
ALLOWED = 1.15  # times its size; a draft that is larger says so
_SERIES = re.compile(r"NAVAREA(?: [IVX]{1,5})?|HYDROPAC|HYDROLANT|HYDROARC")


@dataclass(frozen=True)
class Drafted:
    """An area of a draft, its name in the study, and how many times as large as the study's it is."""

    area: Area
    of: str
    size: float


@dataclass(frozen=True)
class Draft:
    """One notice ready to be looked at by who may issue it; kind: "sea" or "air"."""

    kind: str
    text: str
    areas: tuple[Drafted, ...]
    windows: tuple[Window, ...]
    cancel: datetime


@dataclass(frozen=True)
class Drafts:
    """All drafts of a study and what has to be known about them, as sentences."""

    drafts: tuple[Draft, ...]
    said: tuple[str, ...]

    def text(self, lang: str = "en") -> str:
        """The file: explanations in a language, as lines that begin with #, then the drafts in English."""
        lines = [f"# {said_again(s, code_of(s), lang)}" for s in self.said]
        return "\n".join(lines) + "\n\n" + "\n\n".join(d.text for d in self.drafts) + "\n"

    def record(self) -> dict[str, Any]:
        """The drafts as JSON has them."""
        return {
            "drafts": [
                {
                    "kind": d.kind, "text": d.text, "cancel": iso(d.cancel), "windows": [w.record() for w in d.windows],
                    "areas": [{**a.area.record(), "of": a.of, "size": a.size} for a in d.areas],
                }
                for d in self.drafts
            ],
            "said": list(self.said),
        }  # fmt: skip


def draft(
    folder: str | Path,
    window: Window | None = None,
    alternates: Sequence[Window] = (),
    daily: int = 0,
    series: str = "NAVAREA",
) -> Drafts:
    """Draft notices for the areas of a result folder.

    window: when the launch may take place, the mission's launch time by default; alternates: further ones, for when it
    does not; daily: so many days on which the window comes again as an alternate; series: whose warning to ships it is.
    Raises InputError when the folder has no area or no time to go by.
    """
    found = closures(Path(folder))
    if not _SERIES.fullmatch(series):
        raise InputError(
            "notices",
            "--series",
            series,
            "NAVAREA, NAVAREA with its number such as NAVAREA XI, HYDROPAC, HYDROLANT or HYDROARC",
        )
    if not found.sea and not found.air:
        raise InputError(str(folder), "areas.geojson", None, "a drop region or hazard area away from the poles")
    if window is None:
        if found.launch_time is None:
            raise InputError(str(folder), "launch_time", None, "--window START/END, as the mission has no launch time")
        window = Window(found.launch_time, found.launch_time)
    launches = launch_windows(window, daily, alternates)
    said: list[str] = [Sentence("notice_draft", mission=found.mission), Sentence("notice_margins")]
    if all(c.kind == DROP for c in (*found.sea, *found.air)):
        said.append(Sentence("notice_drops_only"))
    made = [_sea(found.sea[k : k + LETTERS], launches, series, said, folder) for k in range(0, len(found.sea), LETTERS)]
    made += [_air(c, launches, said, folder) for c in found.air]
    return Drafts(tuple(d for d in made if d), (*said, *found.left_out))


def _sea(
    contours: Sequence[Contour], launches: Sequence[Window], series: str, said: list[str], folder: str | Path
) -> Draft | None:
    windows = closed(launches, _last(contours, folder))
    areas, lines = [], []
    for k, contour in enumerate(contours):
        name = chr(ord("A") + k) if len(contours) > 1 else ""
        made = _rounded(contour, SEA_STEP, said)
        if made is None:
            continue
        areas.append(_drafted(name, contour, made, windows))
        said.append(_size(series, name, areas[-1]))
        lines.append(_listed(name, [sea_position(*c) for c in made.corners]))
    if not areas:
        return None
    cancel = cancelled(windows)
    text = "\n".join(
        [
            f"{series} ____/{windows[0].start:%y}.",
            NOT_FOR_ISSUE,
            "1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING",
            wrapped(sea_times(windows)),
            f"   IN AREA{'S' if len(areas) > 1 else ''} BOUND BY:",
            *lines,
            f"2. CANCEL THIS MSG {group(cancel)}.",
            DECIDES,
        ]
    )
    return Draft("sea", text, tuple(areas), windows, cancel)


def _air(contour: Contour, launches: Sequence[Window], said: list[str], folder: str | Path) -> Draft | None:
    windows = closed(launches, _last([contour], folder))
    made = _rounded(contour, AIR_STEP, said)
    if made is None:
        return None
    first, last = min(w.start for w in windows), max(w.end for w in windows)
    schedule = air_schedule(windows)
    if schedule is None and len(windows) > 1:
        said.append(Sentence("notice_long", area=contour.name))
        windows = (Window(first, last),)
    area = _drafted("", contour, made, tuple(Window(w.start, w.end) for w in windows))
    said.append(_size("NOTAM", "", area))
    ring = [air_position(*c) for c in (*made.corners, made.corners[0])]
    text = "\n".join(
        [
            f"(A____/{first:%y} NOTAMN",
            f"Q) XXXX/QWMLW/IV/BO/W/000/600/{about(area.area.corners)}",
            f"A) XXXX B) {first:%y%m%d%H%M} C) {last:%y%m%d%H%M}",
            *([f"D) {schedule}"] if schedule else []),
            f"E) {NOT_FOR_ISSUE}",
            "ROCKET LAUNCH. HAZARD AREA BOUNDED BY:",
            *("-".join(ring[k : k + 4]) + ("-" if k + 4 < len(ring) else "") for k in range(0, len(ring), 4)),
            DECIDES,
            "F) SFC G) FL600)",
        ]
    )
    return Draft("air", text, (area,), area.area.windows, cancelled(windows))


def _last(contours: Sequence[Contour], folder: str | Path) -> float:
    times = [c.last for c in contours if c.last is not None]
    if not times:
        raise InputError(
            str(folder), "time_end_s", None, "the time until which debris reaches an area, or a drop's time of fall"
        )
    return max(times)


def _rounded(contour: Contour, step: float, said: list[str]) -> Rounded | None:
    try:
        return rounded(contour.outline, step)
    except ValueError:
        said.append(Sentence("notice_no_outline", area=contour.name))
        return None


def _drafted(name: str, contour: Contour, made: Rounded, windows: tuple[Window, ...]) -> Drafted:
    per_degree = round(1.0 / made.step)
    corners = []
    for east, north in made.corners:
        turned = (east + 180 * per_degree) % (360 * per_degree) - 180 * per_degree
        corners.append((north / per_degree, turned / per_degree))
    return Drafted(Area(name, tuple(corners), None, windows), contour.name, made.size)


def _size(notice: str, name: str, drafted: Drafted) -> str:
    code = "notice_size" if drafted.size <= ALLOWED else "notice_large"
    label = f"{notice} {name}".strip()
    return Sentence(code, area=label, of=drafted.of, count=len(drafted.area.corners), size=drafted.size)


def _listed(name: str, corners: list[str]) -> str:
    """Two positions a line, as the published ones have them."""
    lead = f"   {name}. " if name else "   "
    rows = [", ".join(corners[k : k + 2]) for k in range(0, len(corners), 2)]
    return lead + (",\n" + " " * len(lead)).join(rows) + "."
